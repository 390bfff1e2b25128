from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsparse.entities import find_entities
from newsparse.entities.bodies import find_bodies
from newsparse.entities.gazetteer import gazetteer
from newsparse.entities.places import find_places, gather_places
from newsparse.entities.unit_index import TABLES, name_rows
from newsparse.entities.view import view_of
from newsparse.text.document import compose
from newsparse.text.lexicon import load_lexicon

LEXICON = load_lexicon()


def read(text):
    view = view_of(compose(("paragraph", line) for line in text.split("\n")))
    bodies = [(body.first, body.last) for body in find_bodies(view, LEXICON)]
    return gather_places(view, LEXICON, find_places(view, LEXICON, bodies))


def mentions(text):
    found = [(m.start, m.text) for place in read(text) for m in place.mentions]
    return [words for _, words in sorted(found)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tai nạn ở thôn Phú Mỹ, xã Hòa Phong, huyện Tây Hòa.", ["thôn Phú Mỹ", "xã Hòa Phong", "huyện Tây Hòa"]),
        ("Xe chạy từ TP.HCM về TP. Vũng Tàu.", ["TP.HCM", "TP. Vũng Tàu"]),
        ("Anh trú ở phường 12, quận Tân Bình.", ["phường 12", "quận Tân Bình"]),
        ("Cháy trên đường 30/4 và phố Hàng Bông.", ["đường 30/4", "phố Hàng Bông"]),
        ("Quốc lộ 14 và QL1A ngập sâu.", ["Quốc lộ 14", "QL1A"]),
        ("Người dân ven sông Vàm Cỏ Đông lo sạt lở.", ["sông Vàm Cỏ Đông"]),
        ("Các xã Đắk Sin, Nhân Đạo và Nghĩa Thắng thiếu nước.", ["Đắk Sin", "Nhân Đạo", "Nghĩa Thắng"]),
        ("Ba tỉnh Lào Cai, Yên Bái, Hà Giang mưa to.", ["Lào Cai", "Yên Bái", "Hà Giang"]),
        ("Mỹ, Nga và Trung Quốc họp ở Geneva.", ["Mỹ", "Nga", "Trung Quốc", "Geneva"]),
        ("Bão vào vùng biển Bình Định, miền Trung mưa.", ["Bình Định", "miền Trung"]),
        ("Tàu ra quần đảo Trường Sa trên biển Đông.", ["quần đảo Trường Sa", "biển Đông"]),
        ("Cửa hàng tại số 15 Lý Nam Đế, quận Hoàn Kiếm.", ["số 15 Lý Nam Đế", "quận Hoàn Kiếm"]),
        ("Chị sinh ra ở Mường Lát, lớn lên ở Vinh.", ["Mường Lát", "Vinh"]),
        ("Khu công nghiệp Trà Nóc tuyển người.", ["Khu công nghiệp Trà Nóc"]),
        ("Vườn quốc gia Pù Mát có voi.", ["Vườn quốc gia Pù Mát"]),
        ("Anh quê xã Tân Hội, Đan Phượng.", ["xã Tân Hội", "Đan Phượng"]),
        ("Tổng thống Mỹ Donald Trump đến Seoul.", ["Mỹ", "Seoul"]),
        ("Kẹt xe ở đường 3 Tháng 2 và đường Cách mạng tháng 8.", ["đường 3 Tháng 2", "đường Cách mạng tháng 8"]),
        ("Tình hình Biển Đông và miền Tây.", ["Biển Đông", "miền Tây"]),
        ("Căng thẳng trên bán đảo Triều Tiên, thủ đô Nga yên tĩnh.", ["bán đảo Triều Tiên", "Nga"]),
        ("Chị đi từ huyện Ia H'Drai, Kon Tum.", ["huyện Ia H'Drai", "Kon Tum"]),
    ],
)
def test_places_with_and_without_head_nouns(text, expected):
    assert mentions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ý kiến của anh rất hay.",
        "Anh đã đi làm. Pháp luật quy định như thế.",
        "Cô dạy tiếng Anh cho các bạn.",
        "Ông Nguyễn Đình Thắng và ca sĩ Hồ Quang Hiếu.",
        "Chủ tịch Hồ Chí Minh đã viết.",
        "Báo in xuất bản 26 ấn phẩm, văn bản 15 và ga 20.000 người.",
        "Người dân các làng Hồi giáo và bản Hiệp định.",
        "Họ đứng ở cổng Công viên và cổng Dịch vụ công.",
        "Hoạt động 20.000 người, lao động 9 giờ.",
        "UBND tỉnh Hà Nam họp với Công an Hải Phòng.",
    ],
)
def test_words_persons_and_bodies_are_no_places(text):
    assert mentions(text) == []


def test_one_entry_a_place_with_kind_and_code():
    (place,) = read("Tỉnh Nghệ An có 20 huyện. Ở Nghệ An trời nắng.")
    assert (place.name, place.kind, place.code) == ("Nghệ An", "province", "40")
    assert [m.text for m in place.mentions] == ["Tỉnh Nghệ An", "Nghệ An"]


def test_spellings_of_one_province_are_one_place():
    (place,) = read("Từ Đăk Nông, Đắc Nông đến Đắk Nông đều là một.")
    assert place.name == "Đắk Nông"
    assert len(place.mentions) == 3


def test_a_country_has_its_iso_code():
    assert {p.name: p.code for p in read("Thủ đô của Nhật và Hàn Quốc.")} == {"Nhật Bản": "JP", "Hàn Quốc": "KR"}


def test_a_unit_has_a_code_only_where_its_name_is_unique():
    codes = {p.name: p.code for p in read("Ở huyện Mèo Vạc và huyện Châu Thành.")}
    assert codes["huyện Mèo Vạc"] == "027"
    assert codes["huyện Châu Thành"] is None


def test_the_units_of_both_eras_are_there():
    units = gazetteer(LEXICON).units
    for name in ("Bình Dương", "Cần Giờ", "Côn Đảo", "Ia H'Drai", "Hòa Bình", "Nghĩa Lộ", "Bạch Long Vĩ"):
        assert units.longest(name.lower().split(), 0) is not None, name
    kinds = [row["kind"] for row in LEXICON.rows("units_34")]
    assert kinds.count("tỉnh") + kinds.count("thành phố") == 34
    assert len(kinds) - 34 == 3321
    old = LEXICON.rows("units_63")
    assert sum(len(row["code"]) == 2 for row in old) == 63
    assert all(row["successor"] for row in old if len(row["code"]) == 2)


def test_a_line_that_is_a_name_alone_is_a_byline():
    assert mentions("Trời mưa ở Huế cả tuần.\nThanh Hà") == ["Huế"]


def test_persons_are_left_out_and_places_after_their_offices_stay():
    document = compose([("paragraph", "Ông Trương Hòa Bình, Chủ tịch UBND huyện Đức Cơ, thăm xã Ia Dom.")])
    found = find_entities(document, LEXICON)
    assert [m.text for p in found.places for m in p.mentions] == ["xã Ia Dom"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "các",
                "xã",
                "Hà",
                "Nội",
                ",",
                "và",
                "tỉnh",
                "Nguyễn",
                "Văn",
                "Đức",
                "Anh",
                "ở",
                "sông",
                "5",
                "số",
                "đường",
                "/",
                "20.000",
                "TP",
                ".",
                "Hồ",
                "Chí",
                "Minh",
                "Mỹ",
                "-",
                "(",
                ")",
                "Tân",
            ]
        ),
        max_size=40,
    )
)
def test_every_mention_is_its_span_and_no_two_overlap(words):
    document = compose([("paragraph", " ".join(words))])
    found = sorted((m for p in find_entities(document, LEXICON).places for m in p.mentions), key=lambda m: m.start)
    for mention in found:
        assert document.text[mention.start : mention.end] == mention.text
    for left, right in pairwise(found):
        assert left.end <= right.start


def test_the_names_of_units_are_those_of_the_tables_of_units():
    built = name_rows(LEXICON.rows(table) for table in TABLES)
    assert list(LEXICON.rows("unit_names")) == built


def test_a_users_units_are_known(tmp_path):
    (tmp_path / "units_34.tsv").write_text("code\tkind\tname\tparent\n99999\txã\tThử Nghiệm Mới\t01\n")
    view = view_of(compose([("paragraph", "Chị sống ở Thử Nghiệm Mới từ nhỏ.")]))
    assert [place.name for place in find_places(view, load_lexicon(tmp_path), ())] == ["Thử Nghiệm Mới"]
    assert find_places(view, LEXICON, ()) == []

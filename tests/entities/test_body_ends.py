"""How far the name of a body reaches, and which short name is its own."""

from __future__ import annotations

import pytest

from newsparse.entities import find_entities
from newsparse.entities.bodies import find_bodies
from newsparse.entities.canonical import gather
from newsparse.entities.view import view_of
from newsparse.text.document import compose
from newsparse.text.lexicon import load_lexicon


def bodies(text):
    view = view_of(compose(("paragraph", line) for line in text.split("\n")))
    return gather(view, find_bodies(view, load_lexicon()))


CASES = [
    # what follows `và` is another body unless it is a word of the field
    ("Bộ Tài chính và VCCI ký thỏa thuận.", ["Bộ Tài chính", "VCCI"]),
    ("Bộ Công Thương và Petrolimex báo cáo.", ["Bộ Công Thương", "Petrolimex"]),
    ("Hiệp hội Hồ tiêu và Cây gia vị khuyên nông dân.", ["Hiệp hội Hồ tiêu và Cây gia vị"]),
    # fields in small letters and in two words
    ("Sở Giao thông Công chánh bấm nút khởi công.", ["Sở Giao thông Công chánh"]),
    ("Cục Điều tra chống buôn lậu vào cuộc.", ["Cục Điều tra chống buôn lậu"]),
    ("Chi cục Kiểm tra sau thông quan truy thu thuế.", ["Chi cục Kiểm tra sau thông quan"]),
    ("Ban Chỉ đạo phòng chống dịch tỉnh họp.", ["Ban Chỉ đạo phòng chống dịch tỉnh"]),
    ("Trung tâm Cứu hộ động vật hoang dã Sóc Sơn nhận hai con khỉ.", ["Trung tâm Cứu hộ động vật hoang dã Sóc Sơn"]),
    ("Viện KSND tối cao truy tố.", ["Viện KSND tối cao"]),
    ("Ủy ban ATGT Quốc gia thống kê có 10 vụ.", ["Ủy ban ATGT Quốc gia"]),
    ("Cục Chính trị Quân khu 1 tổ chức hội thi.", ["Cục Chính trị Quân khu 1"]),
    # what a committee is for and of
    ("Ban Chỉ đạo Trung ương về Phòng chống thiên tai yêu cầu sơ tán.",
     ["Ban Chỉ đạo Trung ương về Phòng chống thiên tai"]),
    ("Ủy ban Quốc gia về người cao tuổi họp phiên thứ nhất.", ["Ủy ban Quốc gia về người cao tuổi"]),
    ("Ủy ban Kinh tế của Quốc hội thẩm tra.", ["Ủy ban Kinh tế của Quốc hội"]),
    # the land in which a society or an office is
    ("Hội Sinh viên Việt Nam tại Bỉ quyên góp tiền.", ["Hội Sinh viên Việt Nam tại Bỉ"]),
    ("Tổng hội người Việt Nam tại Lào trao quà.", ["Tổng hội người Việt Nam tại Lào"]),
    ("Văn phòng UNESCO tại Hà Nội khảo sát.", ["Văn phòng UNESCO tại Hà Nội"]),
    ("Hội Nông dân tỉnh tại hội nghị đề xuất.", ["Hội Nông dân tỉnh"]),
    # small letter first, a name behind it
    ("Ông là Trưởng ban Công tác Mặt trận thôn.", ["ban Công tác Mặt trận thôn"]),
    ("Phó Trưởng đoàn ĐBQH tỉnh phát biểu.", ["đoàn ĐBQH tỉnh"]),
    ("Phó Trưởng Ban Văn hóa - Xã hội HĐND tỉnh nói.", ["Ban Văn hóa - Xã hội HĐND tỉnh"]),
    ("Trưởng Trạm Y tế xã kể.", ["Trạm Y tế xã"]),
    # numbers, codes, places
    ("Công ty Cổ phần Sông Đà 11 thi công.", ["Công ty Cổ phần Sông Đà 11"]),
    ("Cục A05 phối hợp Phòng PC08.", ["Cục A05", "Phòng PC08"]),
    ("Công ty Điện lực Hòa Bình đóng điện.", ["Công ty Điện lực Hòa Bình"]),
    ("Quỹ của Hội 40 triệu đồng.", []),
    ("HNX-Index lùi còn 101 điểm.", []),
    ("Đại diện Vụ III, Ban Tổ chức Trung ương dự.", ["Vụ III", "Ban Tổ chức Trung ương"]),
    ("Đ/c Vũ Văn Hoàn, PBT TT Tỉnh ủy dự.", ["Tỉnh ủy"]),
    # a holder's name behind a company's
    ("Tổng Giám đốc Tổng công ty Xây dựng Trường Lũy Kiều Phú An cam kết.", ["Tổng công ty Xây dựng Trường Lũy"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:40] for c in CASES])
def test_a_body_reaches_to_the_end_of_its_name(text, expected) -> None:
    found = [(m.start, m.text) for body in bodies(text) for m in body.mentions]
    assert [words for _, words in sorted(found)] == expected


# (text, {name: mentions})
ALIASES = [
    ("Theo Trung tâm Kiểm soát bệnh tật (CDC) Hậu Giang, có 12 ca.\nCDC Hậu Giang đã phun hóa chất.",
     {"Trung tâm Kiểm soát bệnh tật (CDC) Hậu Giang": 2}),
    ("Hiệp hội Cà phê - Ca cao Việt Nam (VICOFA) dự báo giá giảm.\nVICOFA khuyên bán dần.",
     {"Hiệp hội Cà phê - Ca cao Việt Nam": 3}),
    ("Công ty Điện lực Hòa Bình (PC Hòa Bình) đóng điện.\nPC Hòa Bình thay 4 máy.", {"Công ty Điện lực Hòa Bình": 3}),
    ("Phòng An ninh mạng (PA05) Công an tỉnh bắt 3 người.\nPA05 mở rộng vụ án.",
     {"Phòng An ninh mạng (PA05) Công an tỉnh": 2}),
    # the letters need not be those of the name
    ("Hiệp hội Doanh nghiệp tỉnh Long An (LABA) họp.\nLABA có 900 hội viên.", {"Hiệp hội Doanh nghiệp tỉnh Long An": 3}),
    # the body that a team belongs to is no short name of it
    ("Đội Cảnh sát hình sự số 2 (PC02) bắt 3 người.", {"Đội Cảnh sát hình sự số 2": 1, "PC02": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ALIASES, ids=[c[0][:40] for c in ALIASES])
def test_a_short_name_in_brackets_is_the_same_body(text, expected) -> None:
    assert {body.name: len(body.mentions) for body in bodies(text)} == expected


def test_a_commune_s_committee_is_not_one_that_is_only_named_later() -> None:
    found = bodies("Ông Đỗ Văn Quỳnh làm Chủ tịch UBND xã.\nÔng Quỳnh từng là Phó Chủ tịch UBND xã Nậm Cắn.")
    assert [body.name for body in found] == ["UBND xã", "UBND xã Nậm Cắn"]


def test_a_commune_s_committee_is_the_one_named_before() -> None:
    found = bodies("UBND xã Nậm Cắn họp hôm qua.\nChủ tịch UBND xã phát biểu.")
    assert [(body.name, len(body.mentions)) for body in found] == [("UBND xã Nậm Cắn", 2)]


def test_decided_names_keep_what_follows_a_bracket_and_lose_their_head_s_name() -> None:
    text = "Giám đốc Bảo hiểm xã hội (BHXH) tỉnh Yên Bái Phạm Ngọc Thanh và Cục trưởng Cục Điện ảnh Vi Văn Tài dự."
    found = find_entities(compose([("paragraph", text)]), load_lexicon(None))
    assert [body.name for body in found.organisations] == ["Bảo hiểm xã hội (BHXH) tỉnh Yên Bái", "Cục Điện ảnh"]
    assert [person.name for person in found.officials] == ["Phạm Ngọc Thanh", "Vi Văn Tài"]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Chi cục Thuế khu vực X đã thu nợ.", "Chi cục Thuế Khu vực X"),
        ("Thuế tỉnh Nghệ An thu nợ.", "Thuế tỉnh Nghệ An"),
        ("Nhà máy thủy điện Hòa Bình xả lũ.", "Nhà máy Thủy điện Hòa Bình"),
        ("Viện KSND tối cao truy tố.", "Viện kiểm sát nhân dân Tối cao"),
        ("Tòa án nhân dân khu vực 2 - Cần Thơ xét xử.", "Tòa án nhân dân Khu vực 2 - thành phố Cần Thơ"),
    ],
)
def test_the_uniform_name_of_a_body(text, canonical) -> None:
    assert [body.canonical for body in bodies(text)] == [canonical]

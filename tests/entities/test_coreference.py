"""One entry for each person, with every mention."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ARTICLE = """Bắt nghi phạm trộm xe
Thượng tá Nguyễn Văn Long, Phó Giám đốc Công an tỉnh Bắc Ninh, cho biết đã bắt Trần Thị Thảo.
Thượng tá Long nói bà Thảo nhận tội. Thảo khai cùng em trai Trần Quốc Bình mang xe về Quảng Bình bán.
Theo ông Long, Bình đã bỏ trốn.
Vụ án đang được điều tra."""


def test_short_names_are_given_to_their_persons(read) -> None:
    found = read(ARTICLE)
    assert found.mentions("Nguyễn Văn Long") == [("Nguyễn Văn Long", "name"), ("Long", "short"), ("Long", "short")]
    assert found.mentions("Trần Thị Thảo") == [("Trần Thị Thảo", "name"), ("Thảo", "short"), ("Thảo", "short")]


def test_given_name_inside_a_place_is_no_mention(read) -> None:
    assert read(ARTICLE).mentions("Trần Quốc Bình") == [("Trần Quốc Bình", "name"), ("Bình", "short")]


def test_last_two_syllables(read) -> None:
    found = read("Tin\nBị cáo Nguyễn Nhật Anh nhận tội. Lúc này Nhật Anh bật khóc.\nHết tin.")
    assert found.mentions("Nguyễn Nhật Anh") == [("Nguyễn Nhật Anh", "name"), ("Nhật Anh", "short")]


def test_foreign_family_name_alone(read) -> None:
    found = read("Tin\nTổng thống Mỹ Donald Trump phát biểu. Trump cho rằng cần đàm phán.\nHết tin.")
    assert found.mentions("Donald Trump") == [("Donald Trump", "name"), ("Trump", "short")]


def test_family_name_alone_for_a_chinese_name(read) -> None:
    found = read("Tin\nBộ trưởng Ngoại giao Trung Quốc Vương Nghị đến Hà Nội. Ông Vương hội đàm.\nHết tin.")
    assert found.mentions("Vương Nghị") == [("Vương Nghị", "name"), ("Vương", "short")]


def test_name_misspelt_by_a_tone(read) -> None:
    found = read("Tin\nÔng Lê Mạnh Khôi chủ trì. Ông Lê Mạnh Khôi nói. Đồng chí Lễ Mạnh Khôi đề nghị.\nHết tin.")
    assert found.names == ["Lê Mạnh Khôi"]


def test_headline_in_capitals(read) -> None:
    found = read(
        "ĐỒNG CHÍ ĐOÀN NGỌC HIẾU THĂM HUYỆN MỎ CÀY\nĐồng chí Đoàn Ngọc Hiếu, Bí thư Tỉnh ủy, tặng quà.\nHết tin."
    )
    person = found.person("Đoàn Ngọc Hiếu")
    assert [m.text for m in person.mentions] == ["ĐOÀN NGỌC HIẾU", "Đoàn Ngọc Hiếu"]


def test_tone_marks_of_both_schools_are_one_person(read) -> None:
    found = read("Tin\nBà Lê Thị Hoà dự. Bà Lê Thị Hòa tặng quà.\nHết tin.")
    assert len(found.people) == 1
    assert len(found.people[0].mentions) == 2


def test_office_alone_is_a_mention_of_its_only_holder(read) -> None:
    found = read(
        """Giao ban quý
        Đồng chí Đoàn Ngọc Hiếu - Phó Bí thư Thường trực Thành ủy chủ trì.
        Đồng chí Phó Bí thư Thường trực Thành ủy đề nghị các đơn vị cố gắng.
        Hết tin."""
    )
    assert found.mentions("Đoàn Ngọc Hiếu")[-1] == ("Phó Bí thư Thường trực Thành ủy", "position")


def test_office_in_the_plural_is_no_mention(read) -> None:
    found = read("Tin\nThứ trưởng Lê Văn Đức chủ trì. Các thứ trưởng cùng dự.\nHết tin.")
    assert found.mentions("Lê Văn Đức") == [("Lê Văn Đức", "name")]


def test_every_span_is_the_text_it_names(read) -> None:
    found = read(ARTICLE)
    for person in (*found.officials, *found.people):
        for mention in person.mentions:
            assert found.text[mention.start : mention.end] == mention.text


WORDS = st.sampled_from(
    [
        "ông",
        "Bà",
        "Nguyễn",
        "Văn",
        "Long",
        "Thị",
        ",",
        ".",
        "-",
        "(",
        ")",
        "Chủ",
        "tịch",
        "UBND",
        "tỉnh",
        "Hà",
        "Nội",
        "và",
        "của",
        "là",
        "Y",
        "K'Re",
        "N",
        ".",
        "T",
        "Mark",
        "al",
        "-",
        "Assad",
        "Sở",
        "Y",
        "tế",
        "kiêm",
        "nguyên",
        "Đại",
        "tá",
        "“",
        "”",
        ":",
        ";",
        "\n",
        "12",
        "tuổi",
        "trưởng",
        "phó",
        "ban",
        "Trump",
        "LÊ",
        "THỊ",
        "HOA",
        "cho",
        "biết",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=40))
def test_any_order_of_words_gives_sound_spans(read, words: list[str]) -> None:
    found = read(" ".join(words))
    seen: set[tuple[int, int]] = set()
    for person in (*found.officials, *found.people):
        assert person.mentions
        assert 0 <= person.confidence <= 1
        for mention in person.mentions:
            assert found.text[mention.start : mention.end] == mention.text
            if mention.form != "position":
                assert (mention.start, mention.end) not in seen
                seen.add((mention.start, mention.end))
        for position in person.positions:
            assert found.text[position.start : position.end] == position.text
            assert position.role in position.text

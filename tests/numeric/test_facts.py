"""Numeric facts: what counts, how much, of what, and what does not."""

import datetime
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsparse import parse, parse_text
from newsparse.numeric import find_facts
from newsparse.record import Time
from newsparse.text.document import compose, document_of
from newsparse.text.lexicon import load_lexicon

SPECS = Path(__file__).resolve().parent.parent / "specs" / "facts.jsonl"
CASES = [json.loads(line) for line in SPECS.read_text(encoding="utf-8").splitlines() if line.strip()]


def facts(text, **keywords):
    return find_facts(document_of(text), load_lexicon(), **keywords)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_an_expression_gives_the_facts_the_specification_lists(case):
    found = facts(case["text"])
    seen = [
        {key: getattr(fact, key) for key in expected} for fact, expected in zip(found, case["expect"], strict=False)
    ]
    assert (len(found), seen) == (len(case["expect"]), case["expect"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_span_is_its_own_text(case):
    for fact in facts(case["text"]):
        assert case["text"][fact.start : fact.end] == fact.text
        if fact.item_span is not None:
            assert case["text"][slice(*fact.item_span)] == fact.item


def test_a_sum_is_linked_to_the_counts_that_it_values():
    text = "Hội Khuyến học huyện tặng 12 xe đạp, 40 cặp sách và 300 quyển vở, trị giá 45 triệu đồng cho học sinh xã Phú Lâm."
    found = facts(text)
    assert [f.item for f in found[:3]] == ["xe đạp", "cặp sách", "vở"]
    assert found[3].value == "45000000"
    assert found[3].of == (0, 1, 2)


def test_a_sum_after_a_semicolon_values_only_its_own_part():
    found = facts("Huyện đoàn trồng 500 cây xanh; trao 20 suất quà trị giá 10 triệu đồng.")
    assert found[2].of == (1,)


def test_the_name_before_the_verb_is_the_subject_of_all_counts_of_a_list():
    text = "Trao quà Tết\nSáng 5/1/2024, Hội Nông dân xã Phú Lâm trao 2 máy cày, 15 bao phân bón cho các hộ nghèo."
    record = parse_text(text)
    assert [(f.item, f.subject, f.action) for f in record.facts] == [
        ("máy cày", "Hội Nông dân xã Phú Lâm", "trao"),
        ("bao phân bón", "Hội Nông dân xã Phú Lâm", "trao"),
    ]


def test_a_second_percentage_takes_the_item_of_the_first_sum():
    found = facts("Kim ngạch xuất khẩu gạo của tỉnh năm 2022 đạt 310 triệu USD, tăng 12,4% so với năm 2021.")
    assert [(f.value, f.unit, f.item) for f in found] == [
        ("310000000", "USD", "Kim ngạch xuất khẩu gạo"),
        ("12.4", "%", "Kim ngạch xuất khẩu gạo"),
    ]


def test_one_counts_in_a_list_and_not_as_an_article():
    assert [f.value for f in facts("Trường có một thư viện, hai phòng máy và một nhà ăn.")] == ["1", "2", "1"]
    assert facts("Đó là một câu chuyện dài về một vùng quê.") == ()


def test_no_fact_overlaps_a_time():
    text = "Kỳ họp 12 diễn ra 3 buổi."
    time = Time(text="12 diễn ra 3", type="DURATION", start=7, end=19)
    assert facts(text, times=(time,)) == ()


def test_a_row_takes_its_item_from_the_row_and_its_unit_from_the_header():
    document = compose(
        [
            ("table_row", "STT | Mặt hàng | Giá (nghìn đồng/kg) | Sản lượng (tấn)"),
            ("table_row", "1 | Cà phê nhân | 118,5 | 2.400"),
            ("table_row", "2 | Hồ tiêu | 150 | 310"),
        ]
    )
    found = find_facts(document, load_lexicon())
    assert [(f.item, f.value, f.unit, f.kind) for f in found] == [
        ("Cà phê nhân", "118500", "VND/kg", "rate"),
        ("Cà phê nhân", "2400", "t", "quantity"),
        ("Hồ tiêu", "150000", "VND/kg", "rate"),
        ("Hồ tiêu", "310", "t", "quantity"),
    ]
    assert all(document.text[f.start : f.end] == f.text for f in found)


def test_a_table_of_places_is_about_what_the_line_above_it_names():
    page = (
        "<html><body><article><h1>Giá hạt điều tại các huyện trong tỉnh sáng nay</h1>"
        "<p>Giá hạt điều tươi sáng nay tăng nhẹ ở hầu hết các huyện trong tỉnh, theo ghi nhận của thương lái.</p>"
        "<p>Bảng giá hạt điều tươi ngày 12/3</p><table><tr><th>Địa phương</th><th>Giá (đồng/kg)</th><th>Thay đổi</th></tr>"
        "<tr><td>Bù Đăng</td><td>27.500</td><td>+500</td></tr><tr><td>Lộc Ninh</td><td>27.000</td><td>-1.000</td></tr>"
        "</table><p>Các đại lý cho biết nguồn hàng còn ít, nên giá khó giảm trong tuần tới ở các huyện này.</p>"
        "</article></body></html>"
    )
    record = parse(page)
    assert [(f.value, f.unit, f.item) for f in record.facts] == [
        ("27500", "VND/kg", "hạt điều tươi"),
        ("27000", "VND/kg", "hạt điều tươi"),
    ]


def test_prose_in_cells_is_read_as_prose():
    prose = "Hội Nông dân xã trao 25 suất quà cho các hộ nghèo ở thôn Đông, mỗi suất gồm gạo, dầu ăn và tiền mặt"
    document = compose([("table_row", f"{prose}\nẢnh: xã"), ("table_row", "Xã\n12 hộ")])
    assert [f.text for f in find_facts(document, load_lexicon())] == ["25 suất quà", "12 hộ"]


def test_the_unit_line_above_a_table_counts_for_all_columns():
    document = compose(
        [
            ("paragraph", "ĐVT: triệu đồng"),
            ("table_row", "Chỉ tiêu | 2022 | 2023"),
            ("table_row", "Thu nội địa | 1.250 | 1.480,5"),
        ]
    )
    found = find_facts(document, load_lexicon())
    assert [(f.item, f.value, f.unit) for f in found] == [
        ("Thu nội địa", "1250000000", "VND"),
        ("Thu nội địa", "1480500000", "VND"),
    ]


def test_facts_of_tables_and_of_sentences_keep_their_order_and_links():
    document = compose(
        [
            ("table_row", "Xã | Số hộ (hộ)"),
            ("table_row", "Tân Lập | 420"),
            ("paragraph", "Đoàn tặng 30 chăn ấm trị giá 9 triệu đồng."),
        ]
    )
    found = find_facts(document, load_lexicon())
    assert [f.value for f in found] == ["420", "30", "9000000"]
    assert found[2].of == (1,)


def test_the_public_function_works_without_a_page():
    import newsparse

    found = newsparse.facts("Giá xăng tăng 540 đồng/lít từ 15h ngày 3/4.", reference=datetime.date(2024, 4, 3))
    assert [(f.value, f.unit) for f in found] == [("540", "VND/L")]


@given(st.text(alphabet="0123456789.,/- %đồngtriệunghìngườixãtừđếnhơn\n", max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_facts_with_sound_spans(text):
    last = 0
    for fact in facts(text):
        assert text[fact.start : fact.end] == fact.text
        assert fact.start >= last
        assert fact.value is not None or fact.min is not None
        last = fact.end


PATTERNS = [
    "1", "1.", "1,", "1.000.", "1/2/", "1-2-", "1 000 ", "0912 ", "một trăm ", "hai ", "hàng ", "nghìn ", "nửa ",
    "5 người, ", "xã và ", "5 tỷ đồng ", "/người", "5% so với ", "   ", "a.b@c", "công tác quản lý ", "A-1/", "một sân, ",
    "từ 5 ", "5 người trở ", "hơn ", "một phần ", "trị giá 5 tỷ đồng, ", "(5%), ", "$5 ", "5 nghìn 5 triệu ", "_1", ".",
]  # fmt: skip


def calls(text):
    """Return how many Python functions are called to find the facts of a text: a measure of work without a clock."""
    document, lexicon = document_of(text), load_lexicon()
    find_facts(document, lexicon)
    count = 0

    def profile(frame, event, arg):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(profile)
    try:
        find_facts(document, lexicon)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("pattern", PATTERNS)
def test_work_grows_in_proportion_to_the_text(pattern):
    short, long = (calls(pattern * (size // len(pattern))) for size in (2_000, 8_000))
    assert long < 5 * short + 500


@pytest.mark.parametrize("pattern", ["1.", "một trăm ", "5 người, ", "0912 ", "a.b@c"])
def test_a_hundred_thousand_hostile_characters_end(pattern):
    facts(pattern * (100_000 // len(pattern)))

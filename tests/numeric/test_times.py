"""Times in running text: the specification in `tests/specs/times.jsonl`, and what holds for any text."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsparse import Options, parse, times
from newsparse.numeric import event_date, find_times
from newsparse.record import Time
from newsparse.text.document import compose
from newsparse.text.lexicon import load_lexicon

SPEC = Path(__file__).parents[1] / "specs" / "times.jsonl"
CASES: list[dict[str, Any]] = [json.loads(line) for line in SPEC.read_text(encoding="utf-8").splitlines() if line]
REFERENCE = datetime.date(2024, 3, 21)


def values(text: str, reference: datetime.date | None = REFERENCE) -> list[str | None]:
    return [time.value for time in times(text, reference=reference)]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_spec(case: dict[str, Any]) -> None:
    reference = datetime.date.fromisoformat(case["reference"]) if case["reference"] else None
    found = times(case["text"], reference=reference)
    assert [{"text": t.text, "type": t.type, "value": t.value} for t in found] == case["expect"]


def test_the_spec_has_no_case_twice() -> None:
    assert len({(case["text"], case["reference"]) for case in CASES}) == len(CASES) >= 220
    assert len({case["id"] for case in CASES}) == len(CASES)


_VOCABULARY = (
    "ngày tháng năm quý tuần giờ phút từ đến tới và , - – / . ( ) : sáng đêm rạng nay qua mai trước sau đầu cuối nửa "
    "mùng Tết rằm Giêng Chạp âm lịch thứ hai Bảy Chủ nhật cùng kỳ hằng mỗi từng cứ nhiều những hàng chục hơn khoảng "
    "nhiệm kỳ giai đoạn thế kỷ thập niên XXI mùa xuân Quốc khánh 1 2 3 12 21 29 30 31 2023 2024 2024-2025 21/3 8h30 "
    "30/2/2023 31/4 1/2024 99 T3 Q1 9T2023 hôm học Giáp Thìn lúc tháng/ rưỡi kém"
)
_WORDS = st.sampled_from(_VOCABULARY.split())


@settings(max_examples=400, deadline=None)
@given(st.lists(_WORDS, max_size=14), st.sampled_from([" ", " ", "", "\n"]), st.none() | st.dates())
def test_spans_are_letter_for_letter_and_apart(words: list[str], glue: str, reference: datetime.date | None) -> None:
    text = glue.join(words)
    end = 0
    for time in times(text, reference=reference):
        assert text[time.start : time.end] == time.text
        assert time.start >= end
        assert "\n" not in time.text
        end = time.end


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for time in times(text, reference=REFERENCE):
        assert time.text


@settings(max_examples=300, deadline=None)
@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)), st.sampled_from(["/", "-", "."]))
def test_any_date_is_read_day_first(day: datetime.date, mark: str) -> None:
    text = f"ngày {day.day}{mark}{day.month}{mark}{day.year}"
    assert values(text) == [day.isoformat()]
    assert values(f"ngày {day.day} tháng {day.month} năm {day.year}") == [day.isoformat()]


@pytest.mark.parametrize(
    "repeated",
    [
        "1 ", "1/2", "1, ", "1.111.", "ngày 1 và 2 và 3 và ", "từ ngày 1/1 đến ", "thứ hai, ngày ", "mùng 1 - ",
        "ngày 1/1 tới ", "năm ", "1 năm 2 tháng 3 ngày ", "cùng năm ", "nửa đầu của ", "tháng 1,2,3,",
    ],
)  # fmt: skip
def test_long_runs_of_half_expressions_are_read_to_their_end(repeated: str) -> None:
    text = repeated * (20_000 // len(repeated)) + "\nngày 5/4/2024"
    assert times(text, reference=REFERENCE)[-1].value == "2024-04-05"


def test_no_clock_is_read() -> None:
    found = times("Hôm nay, ngày mai, tuần trước, năm ngoái, 21/3, 3 ngày trước.")
    assert [time.value for time in found] == [None, None, None, None, "XXXX-03-21", "P3D"]


def test_no_day_that_does_not_exist() -> None:
    assert values("ngày 30/2/2023 và ngày 31/4") == []


def test_a_record_lists_no_holiday_without_its_day() -> None:
    document = compose([("paragraph", "Dịp Tết Nguyên đán 2024, xã trao 50 suất quà; lễ Quốc khánh 2/9 trao 30 suất.")])
    found = find_times(document, load_lexicon(), reference=REFERENCE)
    assert [(t.text, t.value) for t in found] == [("2024", "2024"), ("Quốc khánh 2/9", "2024-09-02")]


def _event(*blocks: tuple[Any, str]) -> str | None:
    document = compose(blocks)
    stamp = event_date(find_times(document, load_lexicon()), document)
    if stamp is None:
        return None
    assert (stamp.precision, stamp.from_) == ("day", "text")
    return stamp.value


def test_event_date_is_the_day_at_the_beginning_of_the_article() -> None:
    headline = ("headline", "Hội Nông dân xã Tân Hòa tổng kết phong trào năm 2021")
    lead = ("paragraph", "Sáng ngày 14/1/2022, Hội Nông dân xã Tân Hòa tổ chức hội nghị. Ngày 20/2/2022 sẽ ra quân.")
    assert _event(headline, lead) == "2022-01-14"


def test_event_date_of_several_days_is_the_last_one() -> None:
    assert _event(("paragraph", "Từ ngày 17 - 19/7/2020, huyện Bình Sơn tổ chức giải bóng chuyền.")) == "2020-07-19"


def test_event_date_takes_the_year_that_the_article_fixes() -> None:
    lead = ("paragraph", "Ngày 8/10, UBND huyện Bình Sơn họp đánh giá kinh tế - xã hội.")
    body = ("paragraph", "9 tháng đầu năm 2020, thu ngân sách huyện đạt 120 tỷ đồng.")
    assert _event(lead, body) == "2020-10-08"
    assert _event(lead) is None


def test_event_date_is_no_date_of_a_document_or_a_birth() -> None:
    text = "UBND tỉnh vừa ban hành Quyết định số 12/QĐ-UBND ngày 5/1/2022. Ông Tâm (sinh ngày 3/4/1960) dự họp."
    assert _event(("paragraph", text)) is None


def test_event_date_is_no_limit() -> None:
    assert (
        _event(("paragraph", "Tính đến ngày 31/12/2020, huyện có 3.000 hộ nghèo. Đến ngày 5/5/2021 còn 2.000.")) is None
    )


def test_event_date_is_the_day_that_stands_beside_a_word_for_today() -> None:
    lead = ("paragraph", "Đêm qua (3/8), một chiếc sà lan mắc cạn ở cửa Lạch Vạn. Thủy thủ đoàn vẫn an toàn.")
    body = ("paragraph", "Đến 6 giờ sáng nay (4/8/2022), hai tàu kéo đã có mặt. Cảng vụ họp lúc 10 giờ.")
    assert _event(("headline", "Sà lan mắc cạn"), lead, body) == "2022-08-04"
    assert _event(("paragraph", "Trên sân Tam Kỳ chiều nay, 9/5/2021, đội chủ nhà hòa 1-1.")) == "2021-05-09"


def test_event_date_stands_anywhere_in_the_first_sentence() -> None:
    headline = ("headline", "Cựu giám đốc trung tâm lĩnh án")
    lead = ("paragraph", "Sau hai ngày xét xử, chiều 7/6/2023, tòa tuyên phạt ông Tạ Bình 3 năm tù. Ông nhận tội.")
    assert _event(headline, lead) == "2023-06-07"
    assert _event(("paragraph", "Đóng cửa phiên giao dịch ngày 3/4/2020, giá cao su giảm 2%.")) == "2020-04-03"
    later = ("paragraph", "Trạm đã vận hành. Độ mặn cao nhất ghi nhận ngày 14/3/2021 là 5 phần nghìn.")
    assert _event(headline, later) is None


def test_event_date_is_no_day_of_an_anniversary_nor_one_to_come() -> None:
    lead = "Hướng tới kỷ niệm ngày thành lập (20/10/1930 – 20/10/2020), ngày 15/10/2020, Hội LHPN xã họp mặt."
    assert _event(("headline", "Họp mặt"), ("paragraph", lead)) == "2020-10-15"
    assert _event(("paragraph", "Hội chợ dự kiến khai mạc ngày 20/11/2023 tại thị xã.")) is None
    assert _event(("paragraph", "Quy định có hiệu lực từ ngày 1/7/2024 được nhiều người chờ đợi.")) is None


def test_event_date_comes_after_the_paper_s_own_label() -> None:
    for label in ("BÁO ĐỒNG NAI ĐIỆN TỬ - ", "(Báo Bến Tre) - ", "Bến Tre (TTXVN) – "):
        assert _event(("paragraph", f"{label}Ngày 4/11/2020, huyện khởi công cầu treo. Cầu dài 90 m.")) == "2020-11-04"


def test_event_date_takes_the_year_in_which_the_event_is_held() -> None:
    lead = ("paragraph", "Tối 24/8, giải cờ tướng các câu lạc bộ năm 2013 bế mạc tại Ba Vì. Có 40 kỳ thủ dự giải.")
    assert _event(("headline", "Bế mạc giải cờ tướng"), lead) == "2013-08-24"
    other = ("paragraph", "Tối 24/8, giải cờ tướng bế mạc tại Ba Vì. Năm 2012, thu ngân sách huyện đạt 40 tỷ đồng.")
    assert _event(("headline", "Bế mạc giải cờ tướng"), other) is None


def test_event_date_of_days_after_a_comma_is_the_last_one() -> None:
    lead = ("paragraph", "Sau ba ngày thi đấu, từ ngày 23 đến 25/4/2016, giải bóng chuyền nông dân bế mạc.")
    assert _event(("headline", "Giải bóng chuyền"), lead) == "2016-04-25"
    assert _event(("paragraph", "Ngôi đình được công nhận di tích quốc gia ngày 18/3/2009.")) is None


def test_the_same_day_is_the_event_s_not_that_of_a_day_looked_back_at() -> None:
    text = "Sáng 19/3, lễ viếng bắt đầu. Bà qua đời ngày 12/3. Lễ di quan lúc 14 giờ cùng ngày."
    assert values(text)[-1] == "2024-03-19T14:00"
    assert values("Từ ngày 22 đến 24/3, giải diễn ra; hai đội gặp nhau lúc 17h chủ nhật.")[-1] == "2024-03-24T17:00"
    assert values("Tháng 4/2022 và tháng 8 cùng năm, ông bị phạt.") == ["2022-04", "2022-08"]


def test_event_date_is_the_closing_line_where_no_event_is_dated() -> None:
    body = ("paragraph", "Bạn đọc hỏi về thủ tục cấp lại sổ hộ khẩu. Luật sư trả lời như sau.")
    assert _event(body, ("paragraph", "Hà Nội, ngày 5 tháng 6 năm 2019")) == "2019-06-05"


def test_event_date_is_no_day_of_history() -> None:
    lead = ("paragraph", "Ngày 2/9/1945, tại vườn hoa trung tâm, hàng vạn người dự lễ. Ngày 1/9/2020, xã kỷ niệm.")
    assert _event(lead) == "2020-09-01"


def test_the_event_dates_a_page_without_a_date_and_relates_its_words() -> None:
    page = (
        "<html><body><article><h1>Xã Tân Hòa trao nhà tình nghĩa cho hộ khó khăn</h1>"
        "<p>Chiều 12/5/2021, UBND xã Tân Hòa tổ chức lễ trao nhà tình nghĩa cho gia đình bà Lê Thị Sáu ở thôn 4.</p>"
        "<p>Ngôi nhà rộng 60 m2, được khởi công tháng trước, từ nguồn quỹ vì người nghèo của huyện và đóng góp của "
        "bà con. Sáng cùng ngày, xã cũng trao 20 suất quà cho các hộ khó khăn trên địa bàn toàn xã.</p>"
        "</article></body></html>"
    )
    record = parse(page)
    assert record.published is not None
    assert (record.published.value, record.published.from_) == ("2021-05-12", "text")
    assert {"2021-04", "2021-05-12TMO"} <= {time.value for time in record.times}


def test_a_table_of_one_s_own_adds_words(tmp_path: Path) -> None:
    (tmp_path / "time_words.tsv").write_text("form\tkind\tvalue\ncanh hai\tpart\tTNI\n", encoding="utf-8")
    (tmp_path / "holidays.tsv").write_text("form\tdate\talone\nlễ hội làng\tL02-10\tyes\n", encoding="utf-8")
    found = times(
        "Canh hai 20/3, dân làng họp. Lễ hội làng đông vui.", reference=REFERENCE, options=Options(lexicon=tmp_path)
    )
    assert [(t.text, t.value) for t in found] == [("Canh hai 20/3", "2024-03-20TNI"), ("Lễ hội làng", "2024-03-19")]


def test_times_are_values_of_the_record() -> None:
    (time,) = times("Ngày 21/3", reference=REFERENCE)
    assert time == Time(text="Ngày 21/3", type="DATE", start=0, end=9, value="2024-03-21")

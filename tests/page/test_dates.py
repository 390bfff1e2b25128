from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse.page import decode, read_html
from newsparse.page.dates import at_offset, find_moment, iso, parse_stamp

if TYPE_CHECKING:
    from newsparse.record import Stamp

HANOI = 420


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Thứ sáu, 12/5/2023, 10:15 (GMT+7)", "2023-05-12T10:15+07:00"),
        ("10/03/2024", "2024-03-10"),
        ("Thứ Bảy, 07/03/2026 - 08:52", "2026-03-07T08:52+07:00"),
        ("thứ hai, Ngày 07/01/2019, 10:00", "2019-01-07T10:00+07:00"),
        ("Thứ hai, Ngày 27 Tháng 5 Năm 2019", "2019-05-27"),
        ("(06.08.2019 08:09)", "2019-08-06T08:09+07:00"),
        ("Cập nhật lúc 08h30 ngày 5/1/2024", "2024-01-05T08:30+07:00"),
        ("5/1/2024 12:00:00 AM", "2024-01-05"),
        ("5/1/2024 3:05:00 PM", "2024-01-05T15:05+07:00"),
        ("Posted: Mar 09, 2021 5:44 PM", "2021-03-09T17:44+07:00"),
        ("9 March 2021", "2021-03-09"),
        ("12/25/2024", "2024-12-25"),
        ("21/12/2012 - 08:04", "2012-12-21T08:04+07:00"),
    ],
)
def test_visible_dates(text: str, value: str) -> None:
    moment = find_moment(text)
    assert moment is not None
    assert iso(moment, HANOI) == value


@pytest.mark.parametrize("text", ["0210.3846.123", "Quyết định 215/QĐ-UBND", "32/13/2020", "2/3", "tỷ lệ 10/12/1"])
def test_numbers_that_are_no_dates(text: str) -> None:
    assert find_moment(text) is None


def test_utc_stamp_shows_the_day_of_hanoi() -> None:
    moment = parse_stamp("2024-03-20T23:30:00Z")
    assert moment is not None
    assert iso(at_offset(moment, HANOI), HANOI) == "2024-03-21T06:30+07:00"


@given(st.text(max_size=200))
def test_any_text_is_harmless(text: str) -> None:
    find_moment(text)
    parse_stamp(text)


BODY = "".join(
    f"<p>Đoạn thứ {i} kể rằng nhân dân trong xã đã góp công làm đường, sửa cầu và trồng thêm nhiều cây xanh ven suối.</p>"
    for i in range(4)
)


def published(head: str, before: str = "", after: str = "", behind: str = "") -> Stamp | None:
    page = (
        f"<html><head><title>Nhân dân góp công làm đường vào bản</title>{head}</head><body>{before}<div class=detail>"
        f"<h1>Nhân dân góp công làm đường vào bản</h1>{after}<div class=content>{BODY}</div></div>{behind}</body></html>"
    )
    return read_html(decode(page)).published


def test_header_clock_is_not_the_article_date() -> None:
    clock = "<div id=top><div class=clock>Thứ Hai, 22/04/2019</div><ul><li>Trang chủ</li></ul></div><p>a</p>" * 3
    assert published("", before=clock + "<ul>" + "<li>Mục</li>" * 9 + "</ul>") is None


def test_a_minute_that_every_item_bears_is_the_build() -> None:
    items = "<ul>" + "".join(f"<li><a href=x>Tin khác số {i}</a> (06.08.2019 08:09)</li>" for i in range(5)) + "</ul>"
    assert published("", after="<div>Ngày đăng tin: 06.08.2019 08:09</div>", behind=items) is None
    found = published("", after="<div>Ngày đăng tin: 04.08.2019 07:15</div>", behind=items)
    assert found is not None
    assert found.value == "2019-08-04T07:15+07:00"


def test_wrong_zone_of_the_head_loses_to_the_page() -> None:
    found = published(
        '<meta property="article:published_time" content="2023-05-12T14:20:00+08:00">',
        after="<div>12/05/2023, 14:20</div>",
    )
    assert found is not None
    assert found.value == "2023-05-12T14:20+07:00"


def test_stale_head_loses_to_the_page() -> None:
    found = published(
        '<meta property="article:published_time" content="2019-01-01T00:00:00+07:00">',
        after="<div>12/05/2023 14:20</div>",
    )
    assert found is not None
    assert (found.value, found.from_) == ("2023-05-12T14:20+07:00", "visible")


def test_nothing_is_invented() -> None:
    assert published("") is None


def test_event_dates_in_captions_are_not_publication() -> None:
    assert published("", after="<p>Ảnh 1: Ra quân ngày chủ nhật xanh 24/3/2019</p>") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("T4, 03/09/2016 - 10:12", "2016-03-09"),  # a Wednesday in March only: a system that sets the month first
        ("Thứ tư, 07/09/2016", "2016-09-07"),
        ("03/09/2016 - 10:12", "2016-09-03"),
    ],
)
def test_a_weekday_tells_which_number_is_the_month(text: str, day: str) -> None:
    moment = find_moment(text)
    assert moment is not None
    assert moment.date.isoformat() == day

"""Calendars: the Vietnamese lunar one against printed almanacs, and years that a text leaves out."""

from __future__ import annotations

import datetime

import pytest

from newsparse.numeric import calendar

date = datetime.date


# Tết as the official Vietnamese calendar has it; 1985, 2007 and 2030 differ from the Chinese one.
@pytest.mark.parametrize(
    "day",
    [
        date(1975, 2, 11), date(1985, 1, 21), date(2000, 2, 5), date(2007, 2, 17), date(2015, 2, 19), date(2020, 1, 25),
        date(2021, 2, 12), date(2022, 2, 1), date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29), date(2030, 2, 2),
    ],
)  # fmt: skip
def test_tet(day: datetime.date) -> None:
    assert calendar.lunar_date(1, 1, day.year) == day


def test_the_thirtieth_of_a_short_month_is_its_last_day() -> None:
    assert calendar.lunar_date(30, 12, 2021) == date(2022, 1, 31)  # the month had 29 days
    assert calendar.lunar_date(30, 12, 2023) == date(2024, 2, 9)


def test_leap_month() -> None:
    assert calendar.lunar_month(2, 2023, leap=True) == (date(2023, 3, 22), date(2023, 4, 19))
    assert calendar.lunar_date(1, 5, 2023, leap=True) is None


@pytest.mark.parametrize(("day", "month", "year"), [(1, 1, 1700), (1, 13, 2024), (31, 1, 2024), (0, 1, 2024)])
def test_what_is_no_lunar_day(day: int, month: int, year: int) -> None:
    assert calendar.lunar_date(day, month, year) is None


@pytest.mark.parametrize(
    ("month", "day", "reference", "tense", "year"),
    [
        (3, 20, date(2024, 3, 21), 0, 2024),
        (9, 2, date(2024, 3, 21), 0, 2024),
        (12, 25, date(2024, 1, 5), 0, 2023),
        (1, 5, date(2023, 12, 20), 0, 2024),
        (1, 5, date(2023, 12, 20), -1, 2023),
        (8, 7, date(2024, 3, 21), -1, 2023),
        (2, 1, date(2024, 3, 21), 1, 2025),
    ],
)
def test_year_left_out(month: int, day: int, reference: datetime.date, tense: int, year: int) -> None:
    assert calendar.nearest_year(month, day, reference, tense) == year


def test_year_of_the_cycle_of_sixty() -> None:
    giap_thin = 40
    assert calendar.cycle_year(giap_thin, 2024) == 2024
    assert calendar.cycle_year(giap_thin, 2000) == 2024
    assert calendar.cycle_year(giap_thin, 1975) == 1964


def test_months_keep_to_the_end_of_shorter_ones() -> None:
    assert calendar.add_months(date(2024, 3, 31), -1) == date(2024, 2, 29)
    assert calendar.add_days(date.max, 5) == date.max

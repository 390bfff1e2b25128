"""Calendars: the Gregorian one with partial dates, and the Vietnamese lunar one.

The Vietnamese lunar calendar is reckoned for UTC+7, the Chinese one for UTC+8: in some years (1985, 2007, 2030)
Tết falls on another day, so a Chinese calendar would be wrong. `lunar_vn` implements the rules published by
Hồ Ngọc Đức ("Thuật toán tính âm lịch") for the years 1900 to 2100.
"""

from __future__ import annotations

import calendar as _calendar
import datetime

FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR = 1900, 2099
TERMS = (
    ["giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý"],
    ["tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi"],
)


def valid(year: int | None, month: int, day: int) -> bool:
    """Return whether a day exists; without a year 29 February does."""
    return 1 <= month <= 12 and 1 <= day <= month_length(2000 if year is None else year, month)


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month."""
    return _calendar.monthrange(year, month)[1]


def add_months(day: datetime.date, months: int) -> datetime.date:
    """Return the same day some months later (or earlier), or the last day of a shorter month."""
    index = max(12, min(day.year * 12 + day.month - 1 + months, 9999 * 12 + 11))
    year, month = divmod(index, 12)
    return datetime.date(year, month + 1, min(day.day, month_length(year, month + 1)))


def add_days(day: datetime.date, days: int) -> datetime.date:
    """Return the day some days later (or earlier); the ends of the calendar are the limit."""
    return datetime.date.fromordinal(max(1, min(day.toordinal() + days, datetime.date.max.toordinal())))


def week_value(day: datetime.date) -> str:
    """Return the ISO week of a day as TIMEX3 writes it: `2024-W12`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def lunar_date(day: int, month: int, year: int, leap: bool = False) -> datetime.date | None:
    """Return the Gregorian date of a day of the Vietnamese lunar calendar, or None where there is none.

    A thirtieth of a month of 29 days is taken as its last day: `30 Tết` names the eve in every year.
    """
    if not FIRST_LUNAR_YEAR <= year <= LAST_LUNAR_YEAR or not 1 <= month <= 12 or not 1 <= day <= 30:
        return None
    from lunar_vn import convert_lunar_to_solar, convert_solar_to_lunar

    try:
        found = convert_lunar_to_solar(day, month, year, int(leap))
        if day == 30 and convert_solar_to_lunar(found.day, found.month, found.year).day != 30:
            found -= datetime.timedelta(days=1)
    except ValueError:
        return None
    return found


def lunar_month(month: int, year: int, leap: bool = False) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day of a month of the Vietnamese lunar calendar."""
    first, last = lunar_date(1, month, year, leap), lunar_date(30, month, year, leap)
    return (first, last) if first and last else None


def cycle_year(number: int, near: int) -> int:
    """Return the year nearest to `near` with a number in the cycle of sixty, where Giáp Tý (1984) is 0."""
    return near + (number - (near - 1984) + 30) % 60 - 30


def nearest_lunar_year(day: int, month: int, reference: datetime.date) -> int:
    """Return the lunar year that a lunar day without a year means in an article of date `reference`.

    It is the one that falls into the article's own year, as for days of the Gregorian calendar, unless that is more
    than nine months off: `30 Tết` told in December is the next one.
    """

    def distance(year: int) -> tuple[bool, int]:
        found = lunar_date(day, month, year)
        if found is None:
            return True, 1 << 30
        off = abs((found - reference).days)
        return found.year != reference.year or off > 275, off

    return min((reference.year - 1, reference.year, reference.year + 1), key=distance)


def nearest_year(month: int, day: int, reference: datetime.date, tense: int = 0) -> int:
    """Return the year that a day and month without a year mean in an article of date `reference`.

    The article's own year, but the year before for a day more than nine months ahead (`25/12` told in January),
    and the year after for a day of the next weeks (`5/1` told in December). `tense` is 1 where the text says that the
    day is to come, -1 where it says that it is past.
    """
    here = _ordinal(reference.year, month, day) - reference.toordinal()
    year = reference.year
    if (tense > 0 and here < 0) or (tense >= 0 and here < -310):
        year += 1
    elif (tense < 0 and here > 0) or (tense <= 0 and here > 275):
        year -= 1
    return max(1, min(year, 9999))


def _ordinal(year: int, month: int, day: int) -> int:
    return datetime.date(year, month, min(day, month_length(year, month))).toordinal()

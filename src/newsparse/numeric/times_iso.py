"""TIMEX3 and ISO 8601 values: writing dates, periods and durations, and reading the ends of a value."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

from newsparse.numeric import calendar

if TYPE_CHECKING:
    from newsparse.numeric.times_shape import Length, Point

Day = tuple[int | None, int, int]
_ORDER: Final = ("Y", "M", "W", "D", "TH", "TM", "TS")
_HALVES: Final = {"Y": (6, "M"), "M": (15, "D"), "D": (12, "TH"), "TH": (30, "TM"), "TM": (30, "TS"), "Q": (45, "D")}


def before(day: datetime.date, count: int, unit: str) -> str | None:
    """Return the day, week, month or year some units before a day, as a value; None before the first year."""
    if unit == "D":
        return calendar.add_days(day, -count).isoformat()
    if unit == "W":
        return calendar.week_value(calendar.add_days(day, -7 * count))
    if unit == "M":
        return calendar.add_months(day, -count).isoformat()[:7]
    return f"{day.year - count:04d}" if day.year > count else None


def duration(length: Length) -> str | None:
    """Return a length as an ISO 8601 duration: `P10Y`, `P2Y6M`, `PT1H30M`; a range as `P19D/P24D`."""
    if not length.parts:
        return None
    if length.most is not None:
        unit = length.parts[0][1]
        return f"{_period([length.parts[0]])}/{_period([(length.most, unit)])}"
    return _period(list(length.parts))


def _period(parts: list[tuple[float, str]]) -> str:
    sums: dict[str, float] = {}
    for count, unit in parts:
        if unit.endswith("0Y"):
            count, unit = count * int(unit[:-1]), "Y"
        elif unit == "Q":
            count, unit = count * 3, "M"
        whole = int(count)
        if count - whole == 0.5 and unit in _HALVES:
            half, smaller = _HALVES[unit]
            sums[smaller] = sums.get(smaller, 0) + half
            count = whole
            if not whole:
                continue
        sums[unit] = sums.get(unit, 0) + count
    out, clock = "P", False
    for unit in _ORDER:
        if unit in sums:
            if unit[0] == "T" and not clock:
                out, clock = out + "T", True
            out += f"{sums[unit]:.10g}{unit[-1]}"
    return out


def write_day(day: Day) -> str:
    """Return a day as a value: `2024-03-21`, or `XXXX-03-21` without its year."""
    return f"{write_year(day[0])}-{day[1]:02d}-{day[2]:02d}"


def write_year(year: int | None) -> str:
    """Return a year of four digits, `XXXX` for none."""
    return "XXXX" if year is None else f"{year:04d}"


def write_clock(point: Point) -> str:
    """Return the clock time or part of the day that follows a day in a value: `T08:30`, `TMO`."""
    if point.hour is not None:
        return f"T{point.hour:02d}:{point.minute or 0:02d}"
    return point.part or ""


def interval(first: str | None, last: str | None) -> str | None:
    """Return the value of a period from the values of its two ends; None where one is not fixed."""
    if first is None or last is None:
        return None
    # A month of the lunar calendar is itself a period.
    return f"{first.split('/')[0]}/{last.split('/')[-1]}"


def ends_of(value: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day of a value: a year, month, quarter, week or day."""
    if "X" in value:
        return None
    if "/" in value:
        first, last = value.split("/")
        ends = ends_of(first), ends_of(last)
        return (ends[0][0], ends[1][1]) if ends[0] and ends[1] else None
    year = int(value[:4])
    if len(value) == 4:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    if value[5] == "Q":
        month = int(value[6]) * 3
        return datetime.date(year, month - 2, 1), datetime.date(year, month, calendar.month_length(year, month))
    if value[5] == "W":
        monday = datetime.date.fromisocalendar(year, int(value[6:8]), 1)
        return monday, calendar.add_days(monday, 6)
    if len(value) == 7 and value[5:].isdecimal():
        month = int(value[5:])
        return datetime.date(year, month, 1), datetime.date(year, month, calendar.month_length(year, month))
    if len(value) == 10:
        day = datetime.date.fromisoformat(value)
        return day, day
    return None


def triple(day: datetime.date) -> Day:
    """Return year, month and day."""
    return day.year, day.month, day.day

"""Dates as pages write them: Vietnamese first, day before month; English; ISO 8601."""

from __future__ import annotations

import datetime
import re
from typing import Final, NamedTuple

from newsparse.page.words import remembered

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DMY = re.compile(r"(?<![\d/.\-])(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/]|[.\-]\d)")
_YMD = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/.]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)")
_SPACED = re.compile(r"(?<=, )(\d{2}) (\d{2}) ((?:19|20)\d\d)\b")
_NAMED: Final = {
    "giêng": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
    "chạp": 12,
}
_NUMBER = r"\d{1,2}|mười một|mười hai|giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|chạp"
_WORDS = re.compile(
    rf"(\d{{1,2}})\s*(?:,\s*)?(?:tháng\s*({_NUMBER})|th(?=\d)({_NUMBER}))\s*(?:,\s*)?(?:năm\s*)?(\d{{4}})",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(rf"tháng\s*({_NUMBER})\s+(\d{{1,2}}),\s*(\d{{4}})", re.IGNORECASE)
_WORD_EN = re.compile(
    rf"\b(?:(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m2>{_MONTH})\.?,?[\s-]+)(?P<y>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d/.\-:+])(\d{1,2})\s?(?::|h|giờ)\s?(\d{2})(?!\d)(?:\s?(?::|phút)\s?\d{2})?(?:\s*phút)?"
    r"\s*(am|pm|a\.m\.|p\.m\.|sa\b|ch\b|sáng\b|chiều\b|tối\b)?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?:gmt|utc)\s*([+-])\s*(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)
_ISO = re.compile(
    r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|GMT|UTC|[+-]\d{1,2}:?\d{0,2})?)?",
    re.IGNORECASE,
)
# A weekday directly before a date in figures: `Thứ tư, 03/09/2016`, `T4, 03/09/2016`. `Thu` alone is a name, too.
_WEEKDAY = re.compile(
    r"(?:\b(?:thứ\s*|t)([2-7]|hai|ba|tư|năm|sáu|b[ảẩ]y)|\b(chủ\s+nhật|cn)"
    r"|\b(mon|tue|wed|thu(?=r)|fri|sat|sun)(?:s|nes|rs?|ur)?(?:day)?)[\s,.\-–|]*(?:ngày\s*)?$",
    re.IGNORECASE,
)
_WEEKDAYS: Final = {"hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7}
_WEEKDAYS_EN: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# figures of a date, or of its year; it begins with one set of characters, for which a search is fast
_HINT = re.compile(r"\d(?:\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{2}|(?<=1)9\d\d|(?<=2)0\d\d)")
_WITH_FIGURES: Final = (_DMY, _YMD, _WORD_EN, _SPACED)
_WITH_MONTH: Final = (_WORDS, _MONTH_FIRST, *_WITH_FIGURES)  # behind `tháng` or `th`


class Moment(NamedTuple):
    """A date, with clock time (hour, minute) and offset from UTC in minutes where they are said."""

    date: datetime.date
    clock: tuple[int, int] | None = None
    offset: int | None = None
    start: int = 0
    end: int = 0

    @property
    def precise(self) -> bool:
        """Whether a clock time is known."""
        return self.clock is not None


@remembered
def find_moment(text: str) -> Moment | None:
    """Return the first full date in a visible text, with the time beside it, or None.

    Day before month always, also in `03/04/2024`; month first only where nothing else is a date (`12/25/2024`), or
    where the weekday before it says so.
    """
    if len(text) < 6 or _HINT.search(text) is None:
        return None
    found: tuple[datetime.date, int, int] | None = None
    for pattern in _WITH_MONTH if "th" in text.lower() else _WITH_FIGURES:
        for match in pattern.finditer(text):
            if (date := _date_of(pattern, match)) is not None:
                found = (date, match.start(), match.end())
                break
        if found:
            break
    if found is None:
        return None
    date, start, end = found
    clock: tuple[int, int] | None = None
    first, last = start, end
    # The time stands beside the date, on either side of it.
    for match in _TIME.finditer(text, max(0, start - 40), min(len(text), end + 40)):
        if match.start() >= end or match.end() <= start:
            hour, minute = int(match.group(1)), int(match.group(2))
            half = (match.group(3) or "").lower().replace(".", "")
            if half in ("pm", "ch", "chiều", "tối") and hour < 12:
                hour += 12
            elif half in ("am", "sa") and hour == 12:
                hour = 0
            if hour < 24 and minute < 60:
                # `12:00 AM` is what a system prints where only the day is known
                clock = None if (hour, minute) == (0, 0) and half else (hour, minute)
                first, last = min(first, match.start()), max(last, match.end())
                break
    zone = _ZONE.search(text, end, end + 60) or _ZONE.search(text, max(0, start - 60), start)
    offset = None
    if zone is not None:
        offset = int(zone.group(2)) * 60 + int(zone.group(3) or 0)
        offset = -offset if zone.group(1) == "-" else offset
        if abs(offset) > 14 * 60:
            offset = None
    return Moment(date, clock, offset, first, last)


def _date_of(pattern: re.Pattern[str], match: re.Match[str]) -> datetime.date | None:
    if pattern is _WORDS:
        return _make(match.group(4), _month(match.group(2) or match.group(3)), match.group(1))
    if pattern is _MONTH_FIRST:
        return _make(match.group(3), _month(match.group(1)), match.group(2))
    if pattern is _SPACED:
        return _make(match.group(3), match.group(2), match.group(1))
    if pattern is _DMY:
        day, month, year = match.group(1), match.group(3), match.group(4)
        if len(year) == 2:
            if match.group(2) != "/":
                return None
            year = "20" + year
        date, other = _make(year, month, day), _make(year, day, month)
        if date is None or other is None or date == other:
            return date or other
        weekday = _weekday_before(match.string, match.start())
        # `T4, 03/09/2016` with the month first, as a system's own form prints it, is a Wednesday in March only
        return other if weekday == other.weekday() and weekday != date.weekday() else date
    if pattern is _YMD:
        if not match.group(2):
            return None
        return _make(match.group(1), match.group(3), match.group(4))
    month = match.group("m") or match.group("m2")
    return _make(match.group("y"), str(_MONTHS[month.lower()]), match.group("d") or match.group("d2"))


def _weekday_before(text: str, at: int) -> int | None:
    """Return the weekday named directly before a place in a text, Monday being 0, or None."""
    match = _WEEKDAY.search(text, max(0, at - 24), at)
    if match is None:
        return None
    if match.group(1):
        number = match.group(1).lower()
        return (_WEEKDAYS.get(number) or int(number)) - 2
    return 6 if match.group(2) else _WEEKDAYS_EN.index(match.group(3).lower())


def _month(text: str) -> str:
    return str(_NAMED.get(" ".join(text.lower().split()), text))


def _make(year: str, month: str, day: str) -> datetime.date | None:
    try:
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return date if 1990 <= date.year <= 2100 else None


def parse_stamp(text: str) -> Moment | None:
    """Return the moment of a machine-readable stamp (ISO 8601 or a looser form as some systems print), or None."""
    match = _ISO.match(text)
    if match is None:
        return find_moment(text)
    date = _make(match.group(1), match.group(2), match.group(3))
    if date is None:
        return None
    clock = None
    offset = None
    if match.group(4):
        hour, minute = int(match.group(4)), int(match.group(5))
        if hour < 24 and minute < 60:
            clock = (hour, minute)
        zone = (match.group(7) or "").upper()
        if zone in ("Z", "GMT", "UTC"):
            offset = 0
        elif zone:
            digits = zone[1:].replace(":", "")
            hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
            offset = int(hours or 0) * 60 + int(minutes or 0)
            offset = -offset if zone[0] == "-" else offset
            if abs(offset) > 14 * 60:
                offset = None
        if clock == (0, 0) and not match.group(6) and not zone:
            clock = None
    return Moment(date, clock, offset)


def at_offset(moment: Moment, minutes: int) -> Moment:
    """Return the same instant as the clocks of another offset show it; a moment without offset or time stays."""
    if moment.clock is None or moment.offset is None or moment.offset == minutes:
        return moment
    local = datetime.datetime.combine(moment.date, datetime.time(*moment.clock))
    local += datetime.timedelta(minutes=minutes - moment.offset)
    return Moment(local.date(), (local.hour, local.minute), minutes)


def iso(moment: Moment, home: int | None) -> str:
    """Return ISO 8601: a day, or minute and offset; `home` is the offset where the page states none."""
    day = moment.date.isoformat()
    if moment.clock is None:
        return day
    text = f"{day}T{moment.clock[0]:02d}:{moment.clock[1]:02d}"
    offset = moment.offset if moment.offset is not None else home
    if offset is None:
        return text
    sign = "-" if offset < 0 else "+"
    return f"{text}{sign}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"

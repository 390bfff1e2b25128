"""From what the words say to TIMEX3 values: years completed, relative words resolved, periods named."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newsparse.numeric import calendar
from newsparse.numeric.times_iso import (
    Day,
    before,
    duration,
    ends_of,
    interval,
    triple,
    write_clock,
    write_day,
    write_year,
)
from newsparse.numeric.times_shape import Every, First, Found, Length, Point, Run, Same, Shape, Span, Vague

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.record import TimeType

_LEAD: Final = 150  # tokens of a text in which a full date is most likely the event's own
_FIRST_YEAR: Final = 1990
_SOON: Final = 10  # days
_SENTENCE: Final = 15  # tokens; a year that near stands in the same sentence
_OPENERS: Final = frozenset(["", ".", ",", "(", "-", "–", ":", ";", "”", '"', "vào", "lúc", ")"])
_YEARS: Final = re.compile(r"\b[12]\d{3}(?=-|/|$)")


class Resolver:
    """Gives expressions their values, in the order of the text.

    `reference` is the article's date. Without one, the year is taken from what the text itself dates: a full date,
    else a quarter, some months of a year, a school year, or the year in a headline that does not look back
    (`headline` is the number of its tokens, 0 where it does), or that of an event (`held`: `giải … năm 2003`); else
    years stay open (`XXXX-03-21`).
    """

    def __init__(
        self, reference: datetime.date | None, found: Sequence[Found], headline: int = 0, held: int | None = None
    ) -> None:
        self.reference = reference
        self.year: int | None = None
        self.school: tuple[int, int] | None = None
        self.runs: dict[str, list[tuple[int, int]]] = {}
        self.last: Day | None = None
        self.until: Day | None = None  # the last day of the period named last
        self.event: Day | None = None  # the day named last as the time of a sentence: `Sáng 8/3, …`
        self._at = 0  # the token that is read now
        self.parts: dict[str, Day] = {}
        self.period: str | None = None
        self.told: int | None = None  # the year named last, where that is not long ago
        self._told_at = 0
        self.named: int | None = None  # the year written last
        self.now: datetime.date | None = reference
        self._survey(found, headline)
        if self.year is None and self.school is None:
            self.year = held
        self.now = reference or self._event(found)

    # -- what the text itself dates

    def _survey(self, found: Sequence[Found], headline: int) -> None:
        full: list[tuple[int, int]] = []
        counted: list[int] = []
        months: list[int] = []
        for item in found:
            shape = item.shape
            if isinstance(shape, Span) and shape.run in {"term", "school"} and shape.begin and shape.end:
                begin, end = shape.begin.year, shape.end.year
                if begin is not None and end is not None:
                    self.runs.setdefault(shape.run, []).append((begin, end))
            if item.cited:
                continue
            for point in _points(shape)[-1:]:
                if point.year is None or not 1990 <= point.year <= 2100:
                    continue
                if point.day is not None and point.month is not None:
                    full.append((item.first, point.year))
                elif point.quarter is not None or isinstance(shape, First):
                    counted.append(point.year)
                elif point.month is not None:
                    months.append(point.year)
        days = [year for _, year in full]
        if full and (full[0][0] < _LEAD or max(days) - min(days) <= 1):
            self.year = days[0] if full[0][0] < _LEAD else max(days)
        elif counted and max(counted) - min(counted) <= 2:
            self.year = max(counted)
        elif len(months) > 1 and max(months) - min(months) <= 1:
            self.year = max(months)
        elif "school" in self.runs:
            self.school = max(self.runs["school"])
        else:
            named = [p.year for f in found if f.first < headline for p in _points(f.shape) if p.kind == "year"]
            self.year = max((year for year in named if year is not None and year >= 1990), default=None)

    def _event(self, found: Sequence[Found]) -> datetime.date | None:
        """Return the day that stands in for the article's date.

        It is the day beside a word for today, else the first day that the text dates, but no day of history.
        """
        first: datetime.date | None = None
        for item in found:
            if item.cited:
                continue
            for point in _points(item.shape):
                if point.day is None or point.month is None or point.lunar or (first is not None and not point.today):
                    continue
                day = self._day(point)
                if day is None or day[0] is None:
                    continue
                dated = datetime.date(day[0], day[1], day[2])
                if point.today:
                    return dated
                first = dated if dated.year >= _FIRST_YEAR else first
        return first

    def _open_year(self, month: int, day: int, tense: int = 0) -> int | None:
        """Return the year of a day and month that are told without one."""
        if self.reference is not None:
            year: int | None = calendar.nearest_year(month, day, self.reference, tense)
        elif self.year is None and self.school is not None:
            year = self.school[0] if month >= 7 else self.school[1]
        else:
            year = self.year
        told = self.told
        if year is not None and told == year + 1 and self._at - self._told_at < _SENTENCE and tense >= 0:
            return told  # `đợt 1 năm 2025 tổ chức vào tháng 5`
        if year is not None and told is not None and told < year and self.now is not None and tense <= 0:
            ahead = datetime.date(year, month, 1) - self.now
            if ahead.days > 30:
                return told  # a day to come, in a passage that looks back: `Năm 2018, … dịp 26/3 …`
        return year

    # -- shapes

    def value(self, item: Found, following: Found | None = None) -> tuple[TimeType, str | None]:
        """Return the TIMEX3 type and value of an expression; the value is None where nothing fixes one.

        `following` is the expression after it.
        """
        if self.told is not None and item.first - self._told_at > _LEAD:
            self.told = None
        before = self.last
        self._at = item.first
        found = (
            self._point_value(item, item.shape, following) if isinstance(item.shape, Point) else self._other(item.shape)
        )
        if item.cited or self._long_ago():
            self.last = before  # `cùng ngày` never means the date of a document, or a day of history
        elif self.last != before and (item.before in _OPENERS or _has_clock(item.shape)):
            self.event = self.last
        return found

    def _point_value(self, item: Found, shape: Point, following: Found | None) -> tuple[TimeType, str | None]:
        if shape.kind == "year" and shape.year is not None and not item.cited:
            self.told, self._told_at = shape.year, item.first
        if self.reference is None and shape.day_shift == 0 and shape.base == "reference":
            shape = self._beside(shape, following, item.end)
        shape = self._shared_year(shape, following, item.end)
        value = self.point(shape)
        if shape.year is not None and not item.cited:
            self.named = shape.year
        if shape.quarter is not None or (shape.month is not None and shape.day is None and not shape.lunar):
            self.period = value
        return ("TIME" if shape.has_clock else "DATE"), value

    def _other(self, shape: Shape) -> tuple[TimeType, str | None]:
        if isinstance(shape, Length):
            return self._length(shape)
        if isinstance(shape, Every):
            return "SET", shape.value or (duration(shape.length) if shape.length else None)
        if isinstance(shape, Vague):
            return shape.type, None
        if isinstance(shape, Same):
            return self._same(shape)
        if isinstance(shape, Run):
            return "DURATION", self._run(shape)
        if isinstance(shape, First):
            value = self._first(shape)
            self.period = value or self.period
            return "DURATION", value
        assert isinstance(shape, Span)
        value = self._span(shape)
        if value is not None and shape.run is None and len(value) in {15, 17} and value[4:5] == "-":
            self.period = value
        return "DURATION", value

    def _long_ago(self) -> bool:
        year = self.last[0] if self.last is not None else None
        return year is not None and self.now is not None and abs(self.now.year - year) > 1

    @staticmethod
    def _shared_year(point: Point, following: Found | None, end: int) -> Point:
        """Return `quý III` of `quý III và quý IV năm 2023` with the year that stands at the end of the list."""
        listed = following is not None and following.first == end + 1 and following.before in {",", "và"}
        other = following.shape if following is not None and listed else None
        open_year = point.year is None and point.year_shift is None and point.cycle is None and not point.lunar
        numbered = point.month is not None or point.quarter is not None
        if not (open_year and numbered and isinstance(other, Point)) or other.kind != point.kind or other.year is None:
            return point
        return replace(point, year=other.year)

    @staticmethod
    def _beside(point: Point, following: Found | None, end: int) -> Point:
        """Return `chiều nay` of `chiều nay (22/9)` with the day that stands beside it."""
        beside = following.shape if following is not None and following.first == end + 1 else None
        if not isinstance(beside, Point) or beside.day is None or beside.month is None:
            return point
        return replace(beside, part=point.part, hour=point.hour, minute=point.minute)

    def _year_of(self, point: Point) -> int | None:
        if point.year is not None:
            return point.year
        if point.cycle is not None:
            near = self.now.year if self.now is not None else self.year
            return calendar.cycle_year(point.cycle, near) if near is not None else None
        if point.year_shift is None:
            return None
        if point.base == "last" and point.month is not None and self.named is not None:
            return self.named + point.year_shift  # `tháng 4/2023 và tháng 8 cùng năm`
        if point.base == "last" and self.last is not None:
            return self.last[0] + point.year_shift if self.last[0] is not None else None
        base = self.now.year if self.now is not None else self.year
        return base + point.year_shift if base is not None else None

    def _day(self, point: Point) -> Day | None:
        """Return year (or None), month and day of a point that is at least as fine as a day."""
        if point.lunar:
            return self._lunar_day(point)
        year = self._year_of(point)
        if point.day is not None and point.month is not None:
            if year is None and point.year_shift is None:
                year = self._open_year(point.month, point.day, point.tense)
            if year is not None and point.day > calendar.month_length(year, point.month):
                return None
            return year, point.month, point.day
        if point.day is not None:
            return self._day_of_month(point, point.day)
        if point.day_shift is not None:
            return self._shifted(point, point.day_shift)
        if point.weekday is not None and self.now is not None:
            return triple(self._weekday(point, point.weekday, self._ahead(point) or self.now))
        return None

    def _shifted(self, point: Point, by: int) -> Day | None:
        if point.edge == "SAME" and self.event is not None and self._is_far(self.last):
            return self.event  # `Ông mất ngày 5/3. Lễ viếng lúc 13 giờ cùng ngày`
        if point.base == "last" and self.last is not None:
            if self.last[0] is None:
                # 2001 has no 29 February; a day without a year is told with its month only.
                month, day = self.last[1:]
                moved = calendar.add_days(datetime.date(2001, month, min(day, calendar.month_length(2001, month))), by)
                return (None, moved.month, moved.day) if by else self.last
            return triple(calendar.add_days(datetime.date(self.last[0], self.last[1], self.last[2]), by))
        if self.reference is None and point.part is not None and by == 0 and point.part in self.parts:
            return self.parts[point.part]
        if self.now is None:
            return self.last if self.last is not None and by == 0 and point.base == "last" else None
        return triple(calendar.add_days(self.now, by))

    def _ahead(self, point: Point) -> datetime.date | None:
        """Return the last day of what was announced before: `từ ngày 23 đến 25/2; gặp nhau chủ nhật`."""
        if point.week_shift is not None or point.tense or self.now is None:
            return None
        for last in (self.until, self.last):
            day = datetime.date(last[0], last[1], last[2]) if last is not None and last[0] is not None else None
            if day is not None and 0 < (day - self.now).days <= _SOON:
                return day
        return None

    def _is_far(self, day: Day | None) -> bool:
        """Return whether a day lies more than a day from the article's own."""
        if day is None or day[0] is None or self.now is None:
            return False
        return abs((datetime.date(day[0], day[1], day[2]) - self.now).days) > 1

    def _day_of_month(self, point: Point, day: int) -> Day | None:
        """Return the day of which only the number is told: of this month, or the one named before."""
        if point.month_shift is not None:
            if self.now is None:
                return None
            month = calendar.add_months(self.now.replace(day=1), point.month_shift)
        elif self.last is not None and self.reference is None:
            year, number = self.last[0], self.last[1]
            return (year, number, day) if calendar.valid(year, number, day) else None
        elif self.now is not None:
            month = self.now.replace(day=1)
            if day > self.now.day + 10 and point.tense <= 0:
                month = calendar.add_months(month, -1)
        else:
            return None
        return (month.year, month.month, day) if calendar.valid(month.year, month.month, day) else None

    @staticmethod
    def _weekday(point: Point, weekday: int, now: datetime.date) -> datetime.date:
        monday = calendar.add_days(now, 1 - now.isoweekday())
        if point.week_shift is not None:
            return calendar.add_days(monday, 7 * point.week_shift + weekday - 1)
        here = calendar.add_days(monday, weekday - 1)
        if point.tense > 0 and here <= now:
            return calendar.add_days(here, 7)
        if (here > now and point.tense <= 0) or (point.tense < 0 and here == now):
            return calendar.add_days(here, -7)
        return here

    def _lunar_day(self, point: Point) -> Day | None:
        if point.day is None or point.month is None:
            return None
        year = self._year_of(point)
        if year is None:
            if self.now is None and self.year is None:
                return None
            near = self.now or datetime.date(self.year or 2000, 7, 1)
            year = calendar.nearest_lunar_year(point.day, point.month, near)
        elif point.year_shift is not None and point.month == 12 and point.named:
            year -= 1
        found = calendar.lunar_date(point.day, point.month, year, point.leap)
        return triple(found) if found else None

    def point(self, point: Point) -> str | None:
        """Return the value of a point, and remember its day for `cùng ngày`, `hôm sau`."""
        if point.mask is not None:
            return point.mask
        day = self._day(point) if point.has_day or point.day is not None else None
        if day is None and point.hour is not None and not point.has_day:
            day = self.last or (triple(self.now) if self.now else None)
        if day is not None:
            self.last = day
            if point.part is not None:
                self.parts[point.part] = day
            return write_day(day) + write_clock(point)
        if point.weekday is not None:
            return f"XXXX-WXX-{point.weekday}{write_clock(point)}"
        if point.has_day:
            return None
        if point.hour is not None:
            return f"XXXX-XX-XX{write_clock(point)}"
        return self._coarse(point)

    def _coarse(self, point: Point) -> str | None:
        year = self._year_of(point)
        if point.season is not None:
            if point.tense and self.now is not None and point.year is None:
                year = self.now.year + (1 if point.tense > 0 and self.now.month > 8 else 0)
            return f"{year}-{point.season}" if year is not None else None
        if point.week_shift is not None:
            base = self._based(point)
            if base is None:
                return None
            return calendar.week_value(calendar.add_days(base, 7 * point.week_shift)) + ("-WE" if point.weekend else "")
        if point.month_shift is not None:
            base = self._based(point)
            return calendar.add_months(base, point.month_shift).isoformat()[:7] if base is not None else None
        if point.quarter_shift is not None:
            base = self._based(point)
            if base is None:
                return None
            moved = calendar.add_months(base, 3 * point.quarter_shift)
            return f"{moved.year:04d}-Q{(moved.month + 2) // 3}"
        if point.quarter is not None:
            if year is None and point.year_shift is None:
                if self._at - self._told_at > 3 * _SENTENCE:
                    self.told = None  # `quý IV` of the plan, not of the year looked back at
                year = self._open_year(point.quarter * 3 - 1, 15, point.tense)
            return f"{write_year(year)}-Q{point.quarter}"
        if point.month is not None:
            return self._month(point, point.month, year)
        return f"{year:04d}" if year is not None else None

    def _month(self, point: Point, month: int, year: int | None) -> str | None:
        if point.lunar:
            if year is None:
                if self.now is None:
                    return None
                year = calendar.nearest_lunar_year(15, month, self.now)
            ends = calendar.lunar_month(month, year, point.leap)
            return f"{ends[0].isoformat()}/{ends[1].isoformat()}" if ends else None
        if year is None and point.year_shift is None:
            year = self._open_year(month, 15, point.tense)
        return f"{write_year(year)}-{month:02d}"

    def _based(self, point: Point) -> datetime.date | None:
        if point.base == "last" and self.last is not None and self.last[0] is not None:
            return datetime.date(self.last[0], self.last[1], self.last[2])
        return self.now

    # -- periods

    def _span(self, span: Span) -> str | None:
        begin, end = span.begin, span.end
        if begin is None or end is None:
            return self._open_span(begin, end)
        begin, end = _completed(begin, end)
        if begin.edge == "START" and (end.edge == "END" or end.has_day):
            return interval(self._edge_day(begin), self._edge_day(end) if end.edge else self.point(end))
        coarse = not end.has_day and not end.has_clock and end.mask is None
        if begin.has_day and coarse:  # `từ ngày 1/7/2024 đến hết năm 2026`
            return interval(self.point(begin), self._edge_day(end))
        first = self.point(begin)
        kept = self.last
        last = self.point(end)
        if begin.weekday is not None and end.weekday is not None and first and last and last < first:
            last = calendar.add_days(datetime.date.fromisoformat(last[:10]), 7).isoformat()
        if first and last and first[:4] > last[:4] and first[0] != "X" and begin.year is None and last[0] != "X":
            first = f"{int(last[:4]) - (first[4:] > last[4:]):04d}{first[4:]}"
        self.until, self.last = self.last, kept
        return interval(first, last)

    def _open_span(self, begin: Point | None, end: Point | None) -> str | None:
        """Return the value of a period that begins or ends with the article's own day."""
        now = self.reference
        if now is None:
            return None
        if begin is None and end is not None:
            return interval(now.isoformat(), self._edge_day(end) if end.edge or not end.has_day else self.point(end))
        if begin is None:
            return None
        if begin.edge == "START":
            return interval(self._edge_day(begin), now.isoformat())
        first = self.point(begin)
        if first is None:
            return None
        return interval(
            first, now.isoformat()[: len(first)] if "T" not in first and "Q" not in first else now.isoformat()
        )

    def _edge_day(self, point: Point) -> str | None:
        """Return the first day of a unit for `đầu`, the last one for `cuối` and for a unit that closes a period."""
        value = self.point(point)
        ends = ends_of(value) if value else None
        if ends is None:
            return value
        return (ends[0] if point.edge == "START" else ends[1]).isoformat()

    def _first(self, shape: First) -> str | None:
        within = self.point(shape.within)
        if within is None:
            return None
        if within.startswith("XXXX"):
            return None
        ends = ends_of(within)
        if ends is None:
            return None
        begin, end = ends
        months = {"M": 1, "Q": 3}.get(shape.unit, 0) * shape.count
        if months:
            if shape.edge == "đầu":
                end = calendar.add_months(begin, months - 1)
            else:
                begin = calendar.add_months(end.replace(day=1), 1 - months)
            return f"{begin.isoformat()[:7]}/{end.isoformat()[:7]}"
        days = {"D": 1, "W": 7}.get(shape.unit, 0) * shape.count
        if not days:
            return None
        if shape.edge == "đầu":
            end = calendar.add_days(begin, days - 1)
        elif shape.unit == "D" and shape.count == 15:
            begin = begin.replace(day=16)  # the second half of a month
        else:
            begin = calendar.add_days(end, 1 - days)
        return f"{begin.isoformat()}/{end.isoformat()}"

    def _same(self, shape: Same) -> tuple[TimeType, str | None]:
        """Return the period spoken of last, in the year that `cùng kỳ năm trước` names."""
        within = shape.within
        period = self.period
        if period is None or period.startswith("X") or within.month is not None or within.month_shift is not None:
            return "DATE", self.point(within)
        if within.quarter is not None or within.quarter_shift is not None:
            return "DATE", self.point(within)
        here = int(period[:4])
        if within.year is not None:
            shift = within.year - here
        else:
            shift = within.year_shift or 0
            if shift == 0 and self.now is not None:
                shift = self.now.year - here
        value = _YEARS.sub(lambda m: f"{int(m.group()) + shift:04d}", period)
        return ("DURATION" if "/" in value else "DATE"), value

    def _run(self, shape: Run) -> str | None:
        """Return the years of `nhiệm kỳ qua`, `năm học này`: those named before, else those of the reference."""
        seen = sorted(set(self.runs.get(shape.kind, ())))
        now = self.now
        if shape.kind == "school" and not seen:
            if now is None:
                return None
            begin = (now.year if now.month >= 6 else now.year - 1) + shape.shift
            return f"{begin}/{begin + 1}"
        if not seen:
            return None
        if len(seen) > 1:
            first, last = seen[0 if shape.shift < 0 else -1]
            return f"{first}/{last}"
        first, last = seen[0]
        if shape.shift < 0 and now is not None and last > now.year:
            first, last = first - (last - first), first
        elif shape.shift > 0 and now is not None and first < now.year:
            first, last = last, last + (last - first)
        return f"{first}/{last}"

    def _length(self, shape: Length) -> tuple[TimeType, str | None]:
        if shape.ago and self.reference is not None and len(shape.parts) == 1:
            count, unit = shape.parts[0]
            if count == int(count) and unit in {"D", "W", "M", "Y"}:
                return "DATE", before(self.reference, int(count), unit)
        return "DURATION", duration(shape)


def _has_clock(shape: Shape) -> bool:
    if isinstance(shape, Span):
        return shape.begin is not None and shape.begin.has_clock
    return isinstance(shape, Point) and shape.has_clock


def _points(shape: Shape) -> tuple[Point, ...]:
    if isinstance(shape, Point):
        return (shape,)
    if isinstance(shape, Span) and shape.run is None:
        # The second end first: it carries the year of both.
        return tuple(p for p in (_completed_begin(shape), shape.end) if p is not None)
    return (shape.within,) if isinstance(shape, First) else ()


def _completed_begin(span: Span) -> Point | None:
    return _completed(span.begin, span.end)[0] if span.begin and span.end else span.begin


def _completed(begin: Point, end: Point) -> tuple[Point, Point]:
    """Return the two ends of a range, each with what only the other one says: `từ ngày 21 đến 25/3`."""
    if begin.hour is not None and not begin.has_day and end.has_day:
        begin = replace(end, hour=begin.hour, minute=begin.minute, part=None)
    elif end.has_clock and not end.has_day and begin.has_day:
        end = replace(begin, hour=end.hour, minute=end.minute, part=end.part)
    if begin.day is not None and begin.month is None and begin.month_shift is None:
        begin = replace(begin, month=end.month, month_shift=end.month_shift, lunar=end.lunar)
    if end.day is not None and end.month is None and end.month_shift is None:
        end = replace(end, month=begin.month, month_shift=begin.month_shift, lunar=begin.lunar)
    if end.lunar and not begin.lunar and begin.day is not None and begin.year is None:
        begin = replace(begin, lunar=True)
    if begin.year is None and begin.year_shift is None and not begin.lunar:
        year = end.year
        if year is not None and begin.month and end.month and begin.month > end.month:
            year -= 1
        if not begin.day_shift and begin.day_shift is None and begin.weekday is None:
            begin = replace(begin, year=year, year_shift=end.year_shift, base=end.base)
    if end.year is None and end.year_shift is None and begin.year is not None and end.day_shift is None:
        later = bool(begin.month and end.month and end.month < begin.month)
        end = replace(end, year=begin.year + later)
    if end.week_shift is not None and begin.weekday is not None and begin.week_shift is None:
        begin = replace(begin, week_shift=end.week_shift)
    return begin, end

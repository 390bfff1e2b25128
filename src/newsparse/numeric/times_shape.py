"""What the grammar of times reads out of the words, before any calendar is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Base = Literal["reference", "last"]


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, year, clock time … as far as the words say it.

    A `*_shift` is relative to the reference (`năm ngoái`: year_shift -1) or, where `base` is `last`, to the
    day named before (`hôm sau`: day_shift 1). `tense` is 1 for `tới`, -1 for `vừa qua`. `half` and `weekend` mark
    halves of a year and the end of a week, `mask` is a ready value (`199X`), `cycle` the number of
    a year in the cycle of sixty (`Giáp Thìn`), `lunar` a date of the lunar calendar. `today` marks a day beside
    a word for today (`sáng nay (15/10)`); `edge` is `SAME` for `cùng ngày`.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    part: str | None = None
    weekday: int | None = None
    quarter: int | None = None
    season: str | None = None
    cycle: int | None = None
    year_shift: int | None = None
    quarter_shift: int | None = None
    month_shift: int | None = None
    week_shift: int | None = None
    day_shift: int | None = None
    base: Base = "reference"
    weekend: bool = False
    edge: str | None = None
    tense: int = 0
    lunar: bool = False
    leap: bool = False
    mask: str | None = None
    named: bool = False
    today: bool = False

    @property
    def has_day(self) -> bool:
        """Return whether the point is at least as fine as a day."""
        return self.day is not None or self.day_shift is not None or self.weekday is not None

    @property
    def has_clock(self) -> bool:
        """Return whether the point is finer than a day."""
        return self.hour is not None or self.part is not None

    @property
    def kind(self) -> str:
        """Return how fine the point is: `clock`, `part`, `day`, `month`, `quarter`, `year` or `other`."""
        if self.hour is not None:
            return "clock"
        if self.part is not None:
            return "part"
        if self.has_day:
            return "day"
        if self.month is not None or self.month_shift is not None:
            return "month"
        if self.quarter is not None or self.quarter_shift is not None:
            return "quarter"
        if self.year is not None or self.year_shift is not None:
            return "year"
        return "other"


@dataclass(frozen=True, slots=True)
class Span:
    """A period with two ends; `None` is an end that is now, `run` the kind of a named period."""

    begin: Point | None
    end: Point | None
    run: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A period that has a name, with the years it names or where it stands: `nhiệm kỳ tới`, `đầu năm học`."""

    kind: str
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Length:
    """A duration: pairs of number and unit, `most` for the upper end of a range; no pairs where it is vague.

    `ago` is the unit with which `3 ngày trước` counts back from the reference.
    """

    parts: tuple[tuple[float, str], ...] = ()
    most: float | None = None
    ago: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """A set: a length that comes again (`hằng quý`), or a point that does (`thứ Hai hằng tuần`)."""

    length: Length | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class First:
    """Some units at the beginning or the end of a larger one: `6 tháng đầu năm 2017`."""

    count: int
    unit: str
    edge: str
    within: Point


@dataclass(frozen=True, slots=True)
class Same:
    """`cùng kỳ năm trước`: the period spoken of, moved by whole years or to a year."""

    within: Point


@dataclass(frozen=True, slots=True)
class Vague:
    """A point or period with a calendar unit that the words do not fix: `nhiều hôm trước`."""

    type: Literal["DATE", "DURATION"]


Shape = Point | Span | Run | Length | Every | First | Same | Vague


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression: its first token, the token after its last, what it says, and where it stands.

    `before` is the token before it.

    `cited` is set for the date of a document (`Nghị quyết số … ngày …`) or a birth, which says nothing about when
    the article was written.
    """

    first: int
    end: int
    shape: Shape
    cited: bool = False
    before: str = ""

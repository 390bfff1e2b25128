"""Grammar of points in time: days, months, quarters, years, clock times, decades, in Vietnamese words and digits."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from newsparse.numeric import calendar
from newsparse.numeric.times_reader import DASHES, SHIFTS, Reader, word_set
from newsparse.numeric.times_shape import First, Length, Point, Run, Same, Shape, Span

Read = tuple[int, Shape] | None
_CLOCK: Final = re.compile(r"([01]?\d|2[0-4])(?:h|g)([0-5]?\d)?(?:p|ph|phút)?")
_LIST: Final = frozenset({"và", ",", "&", "hoặc"})
_TO: Final = frozenset({"đến", "tới"}) | DASHES
_EDGES: Final = {
    "đầu": "START", "giữa": "MID", "cuối": "END", "thượng tuần": "START", "trung tuần": "MID", "hạ tuần": "END",
}  # fmt: skip
_DAYS: Final = {"nay": 0, "qua": -1, "kia": -2, "mai": 1, "mốt": 2}
_STOPPED_DAY: Final = word_set("hằng hàng mỗi và đến tới tại ở này đã sẽ vừa của thì là trong , . ; ) : ! ? …") | DASHES


class Points(Reader):
    """Reads one point, or one period written as days (`21-25/3`), that begins at a token."""

    def point(self, i: int, licensed: bool = False) -> Read:
        """Return `(end, shape)` of the point that begins at token `i`.

        `licensed` says that what stands before it promises a date, so that `21/3` cannot be a fraction.
        """
        token = self.at(i)
        if not token:
            return None
        if token[0].isdecimal():
            return self.clock(i, licensed) or self.numeric(i, licensed)
        reader = _READERS.get(token)
        found = reader(self, i) if reader else None
        return found or self.part(i) or self.weekday(i, licensed)

    # -- days

    def numeric(self, i: int, licensed: bool) -> Read:
        """Read what begins with digits: a day, days of one month, `3/2024`, years."""
        return (
            self._iso(i)
            or self._full(i)
            or self._days(i, licensed)
            or self._day_month(i, licensed)
            or self._month_year(i)
            or (self._tet_day(i))
        )

    def _iso(self, i: int) -> Read:
        year = self.year(i, 1900)
        if year is None or self.at(i + 1) != "-" or self.at(i + 3) != "-" or len(self.at(i + 2)) != 2:
            return None
        month, day = self.small(i + 2), self.small(i + 4)
        if month is None or day is None or not calendar.valid(year, month, day):
            return None
        return i + 5, Point(year=year, month=month, day=day)

    def _full(self, i: int) -> Read:
        """Read day, month and year in figures: `21/3/2024`, `21-3-2024`, `21.3.24`, `21 - 3 - 2024`."""
        day, mark, month = self.small(i), self.at(i + 1), self.small(i + 2)
        if day is None or month is None or not self._separated(i, mark) or self.gap(i + 3) > 1:
            return None
        if self.at(i + 3) not in {"/", ".", "-", "–"} or self.gap(i + 4) > 1:
            return None
        year = self.year(i + 4)
        if year is None:
            short = self.small(i + 4)
            if short is None or len(self.at(i + 4)) != 2 or not (self.tight(i + 3) and self.tight(i + 4)):
                return None
            if self.at(i + 3) != mark or self.tight(i + 1) is False:
                return None
            year = 2000 + short if short < 50 else 1900 + short
        if not calendar.valid(year, month, day) or self.cut_off(i + 5):
            return None
        return self._lunar(i + 5, Point(year=year, month=month, day=day))

    def _separated(self, i: int, mark: str) -> bool:
        if mark == ".":
            return self.tight(i + 1) and self.tight(i + 2)
        return (mark == "/" or mark in DASHES) and self.gap(i + 1) <= 1 and self.gap(i + 2) <= 1

    def _day_month(self, i: int, licensed: bool) -> Read:
        """Read a day and month: `21/3`, and where a date is promised `21-3`, `21.3`; `21 tháng 3`; with its year."""
        day = self.small(i)
        if day is None:
            return None
        if self.at(i + 1) == "tháng":
            return self._of_month(i, day, i + 1)
        mark, month = self.at(i + 1), self.small(i + 2)
        if month is None or not self._separated(i, mark) or not calendar.valid(None, month, day):
            return None
        if mark != "/" and not licensed:
            return None
        if self.cut_off(i + 3):
            return None
        return self._with_year(i + 3, Point(month=month, day=day))

    def _of_month(self, i: int, day: int, at: int) -> Read:
        """Read `tháng 3 (năm 2024)` or `tháng này` after a day."""
        shift = {"này": 0, "trước": -1, "sau": 1, "tới": 1}.get(self.at(at + 1))
        if shift is not None:
            return at + 2, Point(day=day, month_shift=shift)
        named = self.month_name(at + 1, after_day=True)
        if named is None:
            return None
        end, month, lunar = named
        if not lunar and not calendar.valid(None, month, day):
            return None
        return self._with_year(end, Point(month=month, day=day, lunar=lunar), slash=True)

    def _days(self, i: int, licensed: bool) -> Read:
        """Read several days of one month: `21-25/3`, `21 và 22/3`, `2 - 6/4/2019`, `7, 8 và 9 tháng 3`.

        A range, or days that follow each other, are one period. Of other days only the first is returned;
        the others are read when their turn comes.
        """
        day = self.small(i)
        if day is None or not 1 <= day <= 31:
            return None
        days, at, runs = [day], i + 1, True
        while len(days) < 12:
            mark = self.at(at)
            # `đợt 13, ngày 29/3`: only where a day is promised does a comma go on with days.
            if not (mark in _TO or (licensed and mark in _LIST)):
                return None
            at += 1
            if mark == "," and self.at(at) == "và":
                at += 1
            if self.at(at) == "ngày":
                at += 1
            value = self.small(at)
            if value is None:
                return None
            last = self._full(at) or self._day_month_strict(at)
            ranged = mark in _TO
            if last is not None and isinstance(last[1], Point) and last[1].day == value:
                if value <= days[-1]:
                    return None
                runs = runs and ((ranged and len(days) == 1) or value == days[-1] + 1)
                return self._several(i, days, last, runs)
            if ranged or value <= days[-1]:
                return None
            runs = runs and value == days[-1] + 1
            days.append(value)
            at += 1
        return None

    def _day_month_strict(self, at: int) -> Read:
        return self._day_month(at, licensed=False)

    def _several(self, i: int, days: list[int], last: tuple[int, Shape], runs: bool) -> Read:
        end, closing = last
        assert isinstance(closing, Point)
        first = replace(closing, day=days[0])
        if runs:
            return end, Span(first, closing)
        self.pending.update(self._others(i, days, closing))
        return i + 1, first

    pending: dict[int, tuple[int, Point]]

    def _others(self, i: int, days: list[int], closing: Point) -> dict[int, tuple[int, Point]]:
        found: dict[int, tuple[int, Point]] = {}
        at = i + 1
        for day in days[1:]:
            while self.small(at) != day:
                at += 1
            found[at] = at + 1, replace(closing, day=day)
            at += 1
        return found

    def day(self, i: int) -> Read:
        """Read a day where one is promised: after `ngày`, `sáng`, `8 giờ`."""
        token = self.at(i)
        if token[:1].isdecimal():
            return self.numeric(i, licensed=True)
        if token in {"ngày", "hôm", "bữa"}:
            return self.day_word(i)
        if token in {"mùng", "mồng", "rằm"}:
            return self.lunar_day(i)
        if token == "cùng" and self.at(i + 1) == "ngày":
            return self.same(i)
        if token in {"giao", "giáng", "noel"}:
            return self._feast(i)
        return self.weekday(i, licensed=True)

    def _feast(self, i: int) -> Read:
        found = self.longest(self.words.holidays, i) if i < self.hi else None
        return (found[0], self.holiday_point(found[1][0])) if found and found[0] <= self.hi else None

    @staticmethod
    def holiday_point(date: str) -> Point:
        """Return the point of a holiday's entry: `09-02`, or `L01-01` in the lunar calendar."""
        lunar = date.startswith("L")
        month, day = date.removeprefix("L").split("-")
        return Point(month=int(month), day=int(day), lunar=lunar, named=True)

    def day_word(self, i: int) -> Read:
        """Read what begins with `ngày`, `hôm`, `bữa`."""
        token, after = self.at(i), self.at(i + 1)
        if token == "ngày" and after in {"hôm", "mùng", "mồng", "rằm"}:
            return self.day_word(i + 1) if after == "hôm" else self.lunar_day(i + 1)
        if after in {"nay", "qua"} and token != "ngày" and (beside := self._beside(i + 2)) is not None:
            return beside
        if after in _DAYS and not (after in {"nay", "qua"} and token == "ngày"):
            # `ngày nay` is `nowadays`; `ngày kia`, `hôm kia` are two days off, forth and back.
            shift = 2 if (token, after) == ("ngày", "kia") else _DAYS[after]
            if (after == "mai" and token != "ngày") or (self.raw[i + 1].istitle() and after == "mai"):
                return None
            return i + 2, Point(day_shift=shift)
        if token in {"hôm", "bữa"} and after in {"trước", "sau", "đó", "ấy"}:
            return i + 2, Point(day_shift={"trước": -1, "sau": 1}.get(after, 0), base="last")
        if after[:1].isdecimal():
            return self.numeric(i + 1, licensed=True) or self._day_alone(i + 1)
        return self.weekday(i + 1, licensed=True)

    def _beside(self, i: int) -> tuple[int, Point] | None:
        """Read the date that stands beside `hôm nay`, `sáng nay`, `tối qua`: `05/9`, `, ngày 5/9`, `(5/9)`."""
        mark = self.at(i)
        at = i + 1 if mark in {",", "("} else i
        named = self.at(at) == "ngày"
        if not self.at(at + named)[:1].isdecimal():
            return None
        read = self._full(at + named) or self._day_month(at + named, licensed=named or at > i)
        if read is None or not isinstance(read[1], Point) or read[1].day is None or read[1].month is None:
            return None
        if mark == "(":
            return (read[0] + 1, read[1]) if self.at(read[0]) == ")" else None
        return (read[0], read[1]) if not self.lower_word(read[0]) else None

    def _day_alone(self, i: int) -> Read:
        """Read `ngày 21` where nothing counted follows."""
        day = self.small(i)
        if day is None or not 1 <= day <= 31 or self.cut_off(i + 1):
            return None
        after = self.at(i + 1)
        if after in {"/", "%"} or (after and after not in _STOPPED_DAY and not self.raw[i + 1][0].isupper()):
            return None
        if after in {".", ","} and self.tight(i + 2):
            return None
        if after == "này":
            return i + 2, Point(day=day)
        return i + 1, Point(day=day)

    def lunar_day(self, i: int, closing: bool = False) -> Read:
        """Read `mùng 5 tháng Giêng`, `mồng 3 Tết`, `rằm tháng Bảy`, `mùng 2/9`."""
        if self.at(i) == "rằm":
            if self.at(i + 1) != "tháng":
                return None
            named = self.month_name(i + 2, after_day=True)
            if named is None:
                return None
            end, month, _ = named
            return self._with_year(end, Point(month=month, day=15, lunar=True))
        counted = self.number(i + 1)
        if counted is None or not 1 <= counted[1] <= 10:
            return None
        end, day = counted[0], int(counted[1])
        if self.at(end) in {"tết", "xuân"}:
            return self._tet(end, Point(month=1, day=day, lunar=True))
        if self.at(end) == "tháng":
            found = self._of_month(i, day, end)
        elif self.at(end) == "/":
            found = self._full(i + 1) or self._day_month(i + 1, licensed=True)
        elif not closing and self.at(end) in _TO and (close := self._closing_day(end + 1)):
            return end, replace(close[1], day=day, month=1) if isinstance(close[1], Point) else Point(day=day)
        else:
            found = (end, Point(day=day))
        if found is None or not isinstance(found[1], Point):
            return None
        point = found[1]
        feast = (point.day, point.month) in _SOLAR_FEASTS or point.year is not None
        if self.at(end) == "tháng" and not point.lunar and point.month is not None and not feast:
            return found[0], replace(point, lunar=True)
        return found

    def _closing_day(self, i: int) -> Read:
        if self.at(i) in {"mùng", "mồng"}:
            return self.lunar_day(i, closing=True)
        return self._tet_day(i)

    def _tet_day(self, i: int) -> Read:
        """Read `30 Tết`: the last days of the old lunar year."""
        day = self.small(i)
        if day is None or self.at(i + 1) != "tết" or self.raw[i + 1] == "tết":
            return None
        if 20 <= day <= 30:
            return self._tet(i + 1, Point(month=12, day=day, lunar=True, edge="tết"))
        return self._tet(i + 1, Point(month=1, day=day, lunar=True)) if 1 <= day <= 10 else None

    def _tet(self, i: int, point: Point) -> Read:
        """Read the name of a Tết after a day of it: `Tết Nguyên đán Giáp Thìn 2024`; `i` is the token `Tết`."""
        named = self.longest(self.words.holidays, i)
        end = named[0] if named and named[0] <= self.hi else i + 1
        named_year = self._cycle(end)
        end = self._stem(end)
        if self.at(end) == "năm" and (year := self.year(end + 1)) is not None:
            end += 2
        elif (year := self.year(end)) is not None:
            end += 1
        else:
            if named_year is not None:
                point = replace(point, cycle=(named_year[1] - (point.month == 12)) % 60)
            return end, point
        # The year before Tết still counts as the old lunar year.
        return end, replace(point, year=year - 1 if point.month == 12 else year, edge=None)

    def _stem(self, i: int) -> int:
        """Return the token after a year's name in the cycle of sixty (`Giáp Thìn`), or `i`."""
        stems, branches = calendar.TERMS
        return i + 2 if self.at(i) in stems and self.at(i + 1) in branches else i

    def _cycle(self, i: int) -> tuple[int, int] | None:
        """Return `(end, number)` of a year's name in the cycle of sixty: `Giáp Thìn` is 40 after Giáp Tý."""
        end = self._stem(i)
        if end == i:
            return None
        stems, branches = calendar.TERMS
        stem, branch = stems.index(self.at(i)), branches.index(self.at(i + 1))
        number = next((n for n in range(stem, 60, 10) if n % 12 == branch), None)
        return (end, number) if number is not None else None

    def _with_year(self, end: int, point: Point, slash: bool = False) -> Read:
        """Read the year after a day or month: `năm 2024`, `năm ngoái`, and with `slash` also `/2024`."""
        end, point = self._lunar_mark(end, point)
        if slash and (self.at(end) == "/" or self.at(end) in DASHES or self.at(end) == ".") and self.gap(end) <= 1:
            near = self.gap(end + 1) <= 1 and (self.at(end) != "." or self.tight(end + 1))
            if near and (year := self.year(end + 1)) is not None and not self.cut_off(end + 2):
                return self._lunar(end + 2, replace(point, year=year))
        at = end + 1 if self.at(end) in {",", "("} and self.at(end + 1) == "năm" and self.year(end + 2) else end
        if self.at(at) == "của" and self.at(at + 1) == "năm":
            at += 1
        if self.at(at) == "năm":
            after = self._stem(at + 1)
            if (year := self.year(after)) is not None and at == end:
                return self._lunar(after + 1, replace(point, year=year))
            if year is not None and self.at(end) == ",":
                return self._lunar(after + 1, replace(point, year=year))
            if (shift := SHIFTS.get(self.at(at + 1))) is not None and at == end:
                return at + 2, replace(point, year_shift=shift)
        if self.at(end) == "cùng" and self.at(end + 1) == "năm":
            return end + 2, replace(point, base="last", year_shift=0)
        return self._tense(end, point)

    def _tense(self, end: int, point: Point) -> tuple[int, Point]:
        token = self.at(end)
        if token == "vừa" and self.at(end + 1) in {"qua", "rồi"}:
            return end, replace(point, tense=-1)
        if (token == "tới" and self.at(end + 1) != "đây") or token == "này":
            tense = 1 if token == "tới" else 0
            if token == "tới" and (self.at(end + 1)[:1].isdecimal() or self.at(end + 1) in _READERS):
                return end, point  # `tới` goes on to the other end of a range
            return end + 1, replace(point, tense=tense)
        if token == "sắp" and self.at(end + 1) == "tới":
            return end + 2, replace(point, tense=1)
        return end, point

    def _lunar_mark(self, end: int, point: Point) -> tuple[int, Point]:
        leap = False
        at = end
        if self.at(at) == "nhuận":
            leap, at = True, at + 1
        bracket = self.at(at) == "("
        if self.at(at + bracket) in {"âm", "al"} and (
            self.at(at + bracket) == "al" or self.at(at + bracket + 1) == "lịch"
        ):
            at += bracket + (1 if self.at(at + bracket) == "al" else 2)
            if bracket and self.at(at) == ")":
                at += 1
            return at, replace(point, lunar=True, leap=leap)
        if leap:
            return at, replace(point, lunar=True, leap=True)
        return end, point

    def _lunar(self, end: int, point: Point) -> tuple[int, Point]:
        return self._lunar_mark(end, point)

    # -- parts of the day and clock times

    def part(self, i: int) -> Read:
        """Read a part of the day with its day: `sáng 21/3`, `chiều nay`, `đêm qua`, `tối thứ Bảy`."""
        found = self.longest(self.words.parts, i) if self.at(i) in _PART_HEADS else None
        if found is None or found[0] > self.hi:
            return None
        end, part = found
        token = self.at(end)
        if token == "sớm" or token == "muộn":
            end += 1
            token = self.at(end)
        day = self._day_of_part(end, token)
        if day is None:
            return None
        return day[0], replace(day[1], part=part)

    def _day_of_part(self, end: int, token: str) -> tuple[int, Point] | None:
        if token in {"nay", "qua"} and (beside := self._beside(end + 1)) is not None:
            return beside
        if token == "nay":
            return end + 1, Point(day_shift=0)
        if token == "qua" and self.at(end + 1) not in {"đời", "đó", "đây"}:
            return end + 1, Point(day_shift=-1)
        if token == "mai" and not self.raw[end].istitle():
            return end + 1, Point(day_shift=1)
        if token == "rạng" and self.at(end + 1) in {"sáng", "ngày"}:
            return None
        if token and token[0].isdecimal():
            # `đêm 22 rạng (sáng) ngày 23/9`: the night that begins on the first day.
            night = self._overnight(end)
            if night is not None:
                return night
        found = self.day(end)
        if found is None and token[:1].isdecimal():
            found = self._day_alone(end)
        if found is None:
            return None
        if isinstance(found[1], Span) and found[1].begin is not None and found[1].end is not None:
            self.several_parts = found[1]
            return None
        return (found[0], found[1]) if isinstance(found[1], Point) else None

    several_parts: Span | None = None

    def _overnight(self, i: int) -> tuple[int, Point] | None:
        first = self.small(i)
        if first is None:
            return None
        head = self.numeric(i, licensed=True)
        at = head[0] if head and isinstance(head[1], Point) else i + 1
        if self.at(at) == ",":
            at += 1
        if self.at(at) != "rạng":
            return None
        at += 2 if self.at(at + 1) == "sáng" else 1
        if self.at(at) == "ngày":
            at += 1
        close = self.numeric(at, licensed=True)
        if close is None or not isinstance(close[1], Point):
            return None
        if head and isinstance(head[1], Point):
            point = head[1]
            return close[0], replace(point, year=point.year or close[1].year)
        end = close[1]
        if end.day == 1 and end.month is not None:
            return close[0], replace(end, day=first, month=end.month - 1 or 12)
        return close[0], replace(end, day=first)

    def clock(self, i: int, licensed: bool = False) -> Read:
        """Read a clock time with its part of the day and its day: `8h30 ngày 21/3`, `3 giờ chiều qua`, `08:15`.

        `15 giờ` is a clock time where a preposition, a part of the day or a day says so; else it is a duration.
        """
        read = self._hour(i)
        if read is None:
            return None
        end, hour, minute, sure = read
        part = self.longest(self.words.parts, end) if self.at(end) in _PART_HEADS else None
        point = Point(hour=hour, minute=minute or 0)
        if part is not None and part[0] <= self.hi:
            whole = self.part(end)
            end, sure = part[0], True
            point = replace(point, hour=_by_part(hour, part[1]))
            if whole is not None and isinstance(whole[1], Point):
                day = replace(whole[1], part=None, hour=point.hour, minute=point.minute)
                return whole[0], day
        at = end + 1 if self.at(end) == "," and self.at(end + 1) in {"ngày", "hôm", "thứ", "sáng", "cùng"} else end
        day_read = self.day(at) if self.at(at) != "-" else None
        if day_read is not None and isinstance(day_read[1], Point) and (at == end or self.at(at) != "hôm"):
            return day_read[0], replace(day_read[1], hour=point.hour, minute=point.minute)
        if sure or licensed or self._clock_promised(i):
            return end, point
        return None

    def _clock_promised(self, i: int) -> bool:
        before = self.at(i - 1)
        if before == "khoảng":
            before = self.at(i - 2)
            return before in {"lúc", "hồi", "vào", "đến", ""}
        return before in {"lúc", "hồi", "vào", "từ"}

    def _hour(self, i: int) -> tuple[int, int, int | None, bool] | None:
        """Return `(end, hour, minute, sure)`; `sure` where nothing but a clock time is written so."""
        token = self.at(i)
        match = _CLOCK.fullmatch(token)
        if match:
            hour, minute, end = int(match[1]), match[2], i + 1
            if (
                (
                    minute is None
                    and self.gap(end) <= 1
                    and len(self.at(end)) == 2
                    and (late := self.small(end)) is not None
                )
                and late < 60
                and self.at(end + 1) not in {"/", "-", "."}
                and not self.lower_word(end + 1)
            ):
                return self._mark(end + 1), hour, late, True
            if minute is None and self.at(end) == "kém" and (short := self.small(end + 1)) is not None:
                return self._mark(end + 2), hour - 1, 60 - short, True
            before = self.at(i - 2) if self.at(i - 1) in {"hơn", "gần", "khoảng", "vòng"} else self.at(i - 1)
            long = minute is None and (before in DURING or self.at(i - 1) in DURING or hour == 24)
            grams = minute is None and "g" in token  # `20g` alone weighs something
            return self._mark(end), hour, int(minute) if minute else None, not (long or grams)
        if (hour_ := self.small(i)) is None or hour_ > 24:
            return None
        if self.at(i + 1) == ":" and self.tight(i + 1) and self.tight(i + 2) and len(self.at(i + 2)) == 2:
            minute_ = self.small(i + 2)
            if minute_ is None or minute_ > 59 or self.cut_off(i + 3) or self.joined_digit(i):
                return None
            return i + 3, hour_, minute_, len(token) == 2 and not self.labelled(i)
        if self.at(i + 1) not in {"giờ", "h", "g"} or self.at(i + 2) in {"đồng", "công"}:
            return None
        end, minute_ = i + 2, None
        if self.at(end) == "rưỡi":
            return end + 1, hour_, 30, self._clock_promised(i)
        if self.at(end) == "kém" and (short := self.small(end + 1)) is not None:
            end = end + 2
            return (end + 1 if self.at(end) == "phút" else end), hour_ - 1, 60 - short, True
        if (late := self.small(end)) is not None and late < 60:
            marked = self.at(end + 1) in {"phút", "'", "’", "p"}
            if marked:
                opening = i == self.lo or self.at(i - 1) in {".", "-", "–", "(", "đến", "tới", "khoảng"}
                return end + 2, hour_, late, opening
            if self.at(end + 1) not in {"/", "-", "."} and not self.lower_word(end + 1):
                return end + 1, hour_, late, True
        return end, hour_, minute_, False

    def _mark(self, end: int) -> int:
        return end + 1 if self.at(end) in {"'", "’", "phút", "p"} else end

    # -- weeks

    def weekday(self, i: int, licensed: bool = False) -> Read:
        """Read `thứ Năm tuần trước`, `Chủ nhật`, `thứ Sáu, 22/3`; an ordinal (`lần thứ hai`) is none."""
        end, number, sure = i, 0, licensed
        if self.at(i) == "thứ":
            counted = self.words.numbers.get(self.at(i + 1)) or self.small(i + 1)
            if counted is None or not 2 <= counted <= 7 or self.at(i + 1) in {"nhăm", "lăm"}:
                return None
            end, number = i + 2, counted
            number -= 1
            sure = sure or (self.raw[i + 1][0].isupper() and self.raw[i][0].islower())
        elif self.at(i) in {"chủ", "chúa"}:
            found = self.longest(self.words.weekdays, i)
            if found is None or found[0] > self.hi:
                return None
            end, number = found
            sure = True
            if self.at(end) in {"xanh", "đỏ", "hồng", "vàng", "tình"}:
                return None  # `Ngày Chủ nhật xanh` is a campaign
        else:
            return None
        point = Point(weekday=number)
        if self.at(end) == "tuần":
            shift = SHIFTS.get(self.at(end + 1), -1 if self.at(end + 1) in {"qua", "vừa"} else None)
            if shift is not None:
                return end + (1 if self.at(end + 1) == "vừa" else 2), replace(point, week_shift=shift)
        if self.at(end) in {"này", "tới", "trước", "qua", "sau"}:
            tense = {"này": 0, "tới": 1, "sau": 1}.get(self.at(end), -1)
            week = 0 if self.at(end) == "này" else None
            return end + 1, replace(point, tense=tense, week_shift=week)
        if self.at(end) == "vừa" and self.at(end + 1) in {"qua", "rồi"}:
            return end, replace(point, tense=-1)
        at = end + 1 if self.at(end) in {",", "("} | DASHES else end
        bracket = self.at(end) == "("
        token = self.at(at)
        if (token == "ngày" and self.at(at + 1)[:1].isdecimal()) or token[:1].isdecimal():
            day = self.day_word(at) if token == "ngày" else self.numeric(at, licensed=True)
            if day is not None and isinstance(day[1], Point) and day[1].day is not None:
                close = day[0] + (1 if bracket and self.at(day[0]) == ")" else 0)
                if not bracket or self.at(day[0]) == ")":
                    return close, replace(day[1], weekday=number)
        if sure or self._weekday_promised(i):
            return end, point
        return None

    def _weekday_promised(self, i: int) -> bool:
        return self.at(i - 1) in {"vào", "hôm", "ngày", "sáng", "chiều", "tối", "đêm", "trưa"}

    def week(self, i: int) -> Read:
        """Read `tuần trước`, `tuần này`, `tuần đầu tháng 3`."""
        after = self.at(i + 1)
        if after in {"đầu", "cuối"} and self.at(i + 2) in {"tháng", "năm"}:
            within = self.container(i + 2)
            if within is not None and isinstance(within[1], Point):
                return within[0], First(1, "W", after, within[1])
        return self._shifted(i, "week_shift")

    def _shifted(self, i: int, field: str) -> Read:
        """Read a unit with `này`, `trước`, `sau`, `tới`, `rồi`; `vừa qua` counts but stays outside."""
        after = self.at(i + 1)
        if after in {"vừa", "mới"} and self.at(i + 2) in {"qua", "rồi"}:
            return i + 1, _shift(field, -1)
        if after == "sắp" and self.at(i + 2) == "tới":
            return i + 3, _shift(field, 1)
        if after == "tiếp" and self.at(i + 2) == "theo":
            return i + 3, replace(_shift(field, 1), base="last")
        if after in {"đó", "ấy"}:
            return i + 2, replace(_shift(field, 0), base="last")
        if after == "qua" and self.at(i + 2) not in {"đời", "đi", "đó", "đây"}:
            return i + 2, Length(((1, field[0].upper()),))
        shift = SHIFTS.get(after)
        if shift is None or (after == "nay" and field != "year_shift") or (after == "kia" and field != "year_shift"):
            return None
        if after == "trước" and self.at(i + 2) in {"đó", "khi"}:
            return i + 3, replace(_shift(field, -1), base="last")
        if after == "sau" and self.at(i + 2) in {"đó", "khi"}:
            return None
        if after == "tới" and self.at(i + 2) == "đây":
            return i + 3, _shift(field, 1)
        return i + 2, _shift(field, shift)

    # -- months, quarters, years, decades

    def month_name(self, i: int, after_day: bool = False) -> tuple[int, int, bool] | None:
        """Return `(end, month, lunar)` of a month's number or name, where `tháng` stands before token `i`."""
        token = self.at(i)
        value = self.small(i)
        if value is not None:
            fits = 1 <= value <= 12 and not (
                self.at(i + 1) in {".", ","}
                and self.tight(i + 1)
                and self.tight(i + 2)
                and self.at(i + 2)[:1].isdecimal()
                and len(self.at(i + 2)) != 4
                and not (self.small(i + 2) and self.at(i + 3) == "/")
            )
            return (i + 1, value, False) if fits else None
        if token in self.words.lunar_months:
            return i + 1, self.words.lunar_months[token], True
        if self.words.numbers.get(token) is None or self.at(i + 1) in {"mươi", "trăm"}:
            return None
        if token == "năm" and not (after_day or self.raw[i] == "Năm"):
            return None
        if token == "năm" and (self.year(i + 1) or self.at(i + 1) in SHIFTS) and self.raw[i] != "Năm":
            return None
        if token == "mười" and self.at(i + 1) in {"một", "hai"}:
            return i + 2, 10 + self.words.numbers[self.at(i + 1)], False
        value = self.words.numbers[token]
        return (i + 1, value, False) if token not in {"lăm", "nhăm", "mốt"} and value <= 10 else None

    def month(self, i: int) -> Read:
        """Read what begins with `tháng`: `tháng 3/2024`, `tháng Giêng`, `tháng trước`."""
        if self.at(i - 1) in self.words.numbers or self.at(i - 1)[-1:].isdecimal():
            return None
        named = self.month_name(i + 1)
        if named is None:
            return self._shifted(i, "month_shift")
        if self.at(i - 1) == "mạng" and self.at(i - 2) == "cách":
            return None  # `Cách mạng Tháng Tám` is an event's name
        end, month, lunar = named
        if self.at(end) == "tuổi":
            return None
        if self.at(end) in DASHES and (last := self.small(end + 1)) is not None and month < last <= 12:
            # `tháng 3-5/2024`
            close = self._with_year(end + 2, Point(month=last), slash=True)
            if close is not None and isinstance(close[1], Point):
                return close[0], Span(replace(close[1], month=month), close[1])
        listed = self._months(end, month) if not lunar else None
        if listed is not None:
            return listed
        if self.at(end) == "/" and self.tight(end) and self.small(end + 1) is not None and self.year(end + 1) is None:
            return None
        return self._with_year(end, Point(month=month, lunar=lunar), slash=True)

    def _months(self, end: int, month: int) -> Read:
        """Read the first of several months with one `tháng`: `tháng 3, 4 và 5/2024`; the others follow."""
        months, at = [(end - 1, month)], end
        while self.at(at) in {",", "và"} and (value := self.small(at + 1)) is not None and months[-1][1] < value <= 12:
            months.append((at + 1, value))
            at += 2
        if len(months) == 1 or self.lower_word(at) or self.at(at) == "tháng":
            return None
        close = self._with_year(at, Point(month=months[-1][1]), slash=True)
        if close is None or not isinstance(close[1], Point) or (close[0] == at and self.at(at - 2) != "và"):
            return None
        for index, value in months[1:]:
            self.pending[index] = close[0] if index == at - 1 else index + 1, replace(close[1], month=value)
        return end, replace(close[1], month=month)

    def _month_year(self, i: int) -> Read:
        """Read a month in figures: `3/2024`, not as part of a document's number."""
        month = self.small(i)
        if month is None or not 1 <= month <= 12 or self.at(i + 1) != "/" or not self.tight(i + 1):
            return None
        year = self.year(i + 2, 1900)
        if (
            year is None
            or not self.tight(i + 2)
            or self.cut_off(i + 3)
            or (self.at(i + 3) == "-" and self.tight(i + 3))
        ):
            return None
        return i + 3, Point(year=year, month=month)

    def quarter(self, i: int) -> Read:
        """Read what begins with `quý`: `quý I/2024`, `quý 4 năm 2023`, `quý này`."""
        value = self._quarter_number(i + 1)
        if value is None and self.at(i - 1) not in _BEFORE_QUARTER:
            return None  # `tư liệu quý này`
        if value is None:
            return self._shifted(i, "quarter_shift")
        end = i + 2
        joint = self.at(end) in _TO
        at = end + 2 if joint and self.at(end + 1) == "quý" else end + 1
        if joint and (last := self._quarter_number(at)) is not None and last > value:
            close = self._with_year(at + 1, Point(quarter=last), slash=True)
            if close is not None and isinstance(close[1], Point):
                return close[0], Span(replace(close[1], quarter=value), close[1])
        if self.at(end) in {"và", ","} and (last := self._quarter_number(end + 1)) is not None:
            close = self._with_year(end + 2, Point(quarter=last), slash=True)
            if close is not None and isinstance(close[1], Point):
                self.pending[end + 1] = close[0], close[1]
                return end, replace(close[1], quarter=value)
        if self.year(end) is not None and not self.lower_word(end + 1):
            return end + 1, Point(quarter=value, year=self.year(end))
        return self._with_year(end, Point(quarter=value), slash=True)

    def _quarter_number(self, i: int) -> int | None:
        token = self.at(i)
        value = self.small(i)
        if value is None:
            value = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(token)
        if value is None and token in {"một", "hai", "ba", "tư", "bốn"}:
            value = self.words.numbers[token]
        return value if value is not None and 1 <= value <= 4 else None

    def year_word(self, i: int) -> Read:
        """Read what begins with `năm`: `năm 2024`, `năm Giáp Thìn 2024`, `năm ngoái`, `năm 2019-2020`."""
        at = i + 1
        named = self._cycle(at)
        if named is not None and self.year(named[0]) is None:
            return named[0], Point(cycle=named[1])
        if self.at(at) in {"tài", "kế", "ngân"} and self.at(at + 1) in {"chính", "khóa", "hoạch", "sách"}:
            at += 2
        at = self._stem(at)
        span = self.year_span(at)
        if span is not None:
            return span
        year = self.year(at)
        if year is not None:
            return (at + 1, Point(year=year)) if not self.cut_off(at + 1) else None
        if at != i + 1:
            return None
        return self._shifted(i, "year_shift")

    def year_span(self, i: int, loose: bool = False) -> Read:
        """Read two years: `2021-2025`, `2023/24`; with `loose` (after `nhiệm kỳ`) also `2015 2020`, `2021 đến 2025`."""
        first = self.year(i, 1700)
        if first is None:
            return None
        at = i + 1
        mark = self.at(at)
        if mark in DASHES or mark == "/" or (loose and mark in {"đến", "tới"}):
            at += 1
            if self.at(at) == "năm":
                at += 1
        elif not loose:
            return None
        last = self.year(at, 1700)
        if last is None and mark in DASHES | {"/"} and self.tight(at) and len(self.at(at)) == 2:
            short = self.small(at)
            last = first // 100 * 100 + short if short == (first + 1) % 100 else None
        if last is None or not first < last <= first + 300 or self.cut_off(at + 1):
            return None
        if mark == "/" and last != first + 1 and not loose:
            return None
        return at + 1, Span(Point(year=first), Point(year=last))

    def decade(self, i: int) -> Read:
        """Read `thập niên 90`, `thập kỷ 1980`, `những năm 60 của thế kỷ trước`, `thập niên 40, 50 …`."""
        if self.at(i) == "thập":
            if self.at(i + 1) not in {"niên", "kỷ", "kỉ"}:
                return None
            at = i + 2
        else:
            if self.at(i + 1) != "năm":
                return None
            at = i + 2
        years: list[int] = []
        while (value := self.digits(at)) is not None and value % 10 == 0 and len(self.at(at)) in {2, 4}:
            if (len(self.at(at)) == 4 and not 1700 <= value < 2100) or self.cut_off(at + 1):
                break
            years.append(value)
            at += 1
            if self.at(at) in {",", "và"} | DASHES and self.digits(at + 1) is not None and self.at(at + 1)[-1] == "0":
                at += 1
            else:
                break
        if not years:
            return None
        century = 1900
        of = at + 1 if self.at(at) == "của" else at
        named = self.century(of) if self.at(of) == "thế" else None
        if named is not None and isinstance(named[1], Point):
            at = named[0]
            if named[1].mask:
                century = int(named[1].mask[:2]) * 100
        full = [y if y >= 100 else century + y for y in years]
        if len(full) > 1:
            return at, Span(Point(year=full[0]), Point(year=full[-1] + 9))
        return at, Point(mask=f"{full[0] // 10}X")

    def century(self, i: int) -> Read:
        """Read `thế kỷ XXI`, `thế kỷ 19`, `thế kỷ trước`."""
        if self.at(i + 1) not in {"kỷ", "kỉ"}:
            return None
        at = i + 3 if self.at(i + 2) == "thứ" else i + 2
        number = self.small(at) or self.roman(at)
        if number is not None and 1 <= number <= 30:
            first = Point(mask=f"{number - 1:02d}XX")
            if self.at(at + 1) in DASHES | {"đến"}:
                last = self.small(at + 2) or self.roman(at + 2)
                if last is not None and number < last <= 30:
                    return at + 3, Span(first, Point(mask=f"{last - 1:02d}XX"))
            return at + 1, first
        shift = {"này": 0, "trước": -1, "qua": -1}.get(self.at(at))
        # The century is told from the present one only by this; no clock is read.
        return (at + 1, Point(mask=f"{20 + shift}XX")) if shift is not None else None

    def season(self, i: int) -> Read:
        """Read `mùa hè 2024`, `mùa thu năm ngoái`, `Xuân 2024`; a season without a year is no time."""
        at = i + 1 if self.at(i) == "mùa" else i
        code = self.words.seasons.get(self.at(at))
        if code is None:
            return None
        at = self._stem(at + 1)
        if (year := self.year(at, 1900)) is not None and not self.lower_word(at + 1):
            return at + 1, Point(season=code, year=year)
        if at == i + 1 and self.at(i) != "mùa":
            return None
        if self.at(at) == "năm":
            year = self.year(at + 1)
            if year is not None:
                return at + 2, Point(season=code, year=year)
            if (shift := SHIFTS.get(self.at(at + 1))) is not None:
                return at + 2, Point(season=code, year_shift=shift)
        shift = {"này": 0, "nay": 0, "tới": 1, "trước": -1, "năm": None}.get(self.at(at))
        if shift is not None:
            return at + 1, Point(season=code, year_shift=0 if shift >= 0 else -1, tense=shift)
        return None

    def same(self, i: int) -> Read:
        """Read `cùng kỳ năm trước`, `cùng ngày`, `cùng năm`."""
        after = self.at(i + 1)
        if after == "ngày":
            dated = self.day_word(i + 1)
            return dated or (i + 2, Point(day_shift=0, base="last"))
        if after in {"năm", "tháng"} and self.at(i + 2) not in {"trước", "ngoái", "sau"}:
            dated = self.point(i + 1)
            return dated or (i + 2, _shift("year_shift" if after == "năm" else "month_shift", 0, last=True))
        if after in {"kỳ", "kì"}:
            at = i + 2
        elif after in {"thời", "giai"} and self.at(i + 2) in {"điểm", "gian", "kỳ", "đoạn", "kì"}:
            at = i + 3
        else:
            return None
        if self.at(at) == "của":
            at += 1
        if (year := self.year(at, 1900)) is not None and not self.lower_word(at + 1):
            return at + 1, Same(Point(year=year))
        within = self.point(at) if self.at(at) in {"năm", "tháng", "quý"} else None
        if within is not None and isinstance(within[1], Point):
            return within[0], Same(within[1])
        return None

    def container(self, i: int) -> Read:
        """Read the larger unit after `đầu`, `cuối`, `6 tháng đầu`: `năm 2024`, `năm`, `tháng 3`, `quý II`, `tuần`."""
        token = self.at(i)
        if token in _UNIT_FIELDS and self.at(i + 1) == "qua":
            return i + 2, _shift(_UNIT_FIELDS[token], -1)
        if token == "năm":
            if self.at(i + 1) == "học":
                return self.run(i)
            found = self.year_word(i)
            if found is not None:
                return found
            return (i + 2 if self.at(i + 1) == "mới" else i + 1), Point(year_shift=0)
        if token == "tháng":
            return self.month(i) or (i + 1, Point(month_shift=0))
        if token == "quý":
            return self.quarter(i) or (i + 1, Point(quarter_shift=0))
        if token == "tuần":
            return self.week(i) or (i + 1, Point(week_shift=0))
        if token in {"thế", "thập"}:
            return self.century(i) if token == "thế" else self.decade(i)
        if token == "mùa":
            return self.season(i)
        if token in {"nhiệm", "niên"}:
            return self.run(i)
        year = self.year(i, 1900)
        if year is not None and not self.lower_word(i + 1):
            return i + 1, Point(year=year)
        return None

    def edge(self, i: int) -> Read:
        """Read `đầu tháng 8/2018`, `cuối năm`, `nửa đầu năm 2024`, `cuối tuần qua`."""
        token = self.at(i)
        half = token == "nửa"
        at = i + 1
        if half:
            token, at = self.at(at), at + 1
            if token not in {"đầu", "cuối", "sau"}:
                return None
            token = "cuối" if token == "sau" else token
        if token in {"thượng", "trung", "hạ"}:
            if self.at(at) != "tuần":
                return None
            token, at = f"{token} tuần", at + 1
        mark = _EDGES.get(token)
        if mark is None:
            return None
        if self.at(at) == "của":
            at += 1
        found = self.container(at)
        if found is None:
            return None
        end, within = found
        if not isinstance(within, Point):
            return (end, within) if isinstance(within, (Span, Run)) and not half else None
        if half and within.mask is None:
            fine = within.month is not None or within.month_shift is not None
            return end, First(15 if fine else 6, "D" if fine else "M", token, within)
        if self.at(at) == "tuần" and mark == "END" and within.week_shift is not None:
            return end, replace(within, weekend=True)
        return end, replace(within, edge=mark)

    def run(self, i: int) -> Read:
        """Read a named period: `giai đoạn 2021-2025`, `nhiệm kỳ 2015 2020`, `năm học này`, `đầu năm học`."""
        named = self.longest(self.words.periods, i)
        if named is None or named[0] > self.hi:
            return None
        at, kind = named
        start = at + 1 if self.at(at) in {"từ", ":"} else at
        if self.at(start) == "năm" and self.year(start + 1):
            start += 1
        span = self.year_span(start, loose=True)
        if span is not None and isinstance(span[1], Span):
            return span[0], replace(span[1], run=kind)
        if kind in {"span", "season"}:
            return None
        after = self.at(at)
        if after == "vừa":
            return (at, Run(kind, -1)) if self.at(at + 1) in {"qua", "rồi"} else None
        shift = {"này": 0, "qua": -1, "trước": -1, "tới": 1, "mới": 1, "sau": 1}.get(after)
        if kind == "school" and after == "mới":
            shift = 0
        if shift is not None:
            return at + 1, Run(kind, shift)
        return (at, Run(kind)) if kind == "school" and self.at(i - 1) in _EDGES else None


def _shift(field: str, by: int, last: bool = False) -> Point:
    base = "last" if last else "reference"
    return replace(Point(base="last") if base == "last" else Point(), **{field: by})  # type: ignore[arg-type]


def _by_part(hour: int, part: str) -> int:
    """Return the hour of 24 that `hour` means in a part of the day: `3 giờ chiều` is 15, `12 giờ đêm` 24."""
    if part in {"TAF", "TEV"}:
        return hour + 12 if hour < 12 else hour
    if part == "TMI":
        return hour + 12 if hour < 5 else hour
    if part == "TNI":
        return hour + 12 if 6 <= hour <= 12 else hour
    return hour


_UNIT_FIELDS: Final = {"năm": "year_shift", "tháng": "month_shift", "quý": "quarter_shift", "tuần": "week_shift"}
_BEFORE_QUARTER: Final = word_set(", . ( ; : trong của vào đầu cuối giữa hết từ với và là đến tới trước sau") | {""}
# Days that are told in the Gregorian calendar though `mùng` stands before them.
_SOLAR_FEASTS: Final = frozenset({(2, 9), (8, 3), (1, 5), (1, 6), (1, 1), (3, 2), (7, 5), (9, 1)})
DURING: Final = word_set("trong suốt sau mất hơn gần dài hết thêm mỗi qua vòng")
_PART_HEADS: Final = word_set("sáng buổi rạng mờ tờ bình trưa giữa chiều đầu cuối xế tối chập đêm khuya nửa")
_READERS: Final = {
    "ngày": Points.day_word,
    "hôm": Points.day_word,
    "bữa": Points.day_word,
    "mùng": Points.lunar_day,
    "mồng": Points.lunar_day,
    "rằm": Points.lunar_day,
    "tháng": Points.month,
    "quý": Points.quarter,
    "năm": Points.year_word,
    "tuần": Points.week,
    "thập": Points.decade,
    "những": Points.decade,
    "thế": Points.century,
    "mùa": Points.season,
    "xuân": Points.season,
    "hè": Points.season,
    "thu": Points.season,
    "đông": Points.season,
    "cùng": Points.same,
    "đầu": Points.edge,
    "giữa": Points.edge,
    "cuối": Points.edge,
    "nửa": Points.edge,
    "thượng": Points.edge,
    "trung": Points.edge,
    "hạ": Points.edge,
}

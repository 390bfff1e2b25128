"""Grammar of days: in figures, in words, in the lunar calendar."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from newsparse.numeric import calendar
from newsparse.numeric.times_periods import Periods
from newsparse.numeric.times_reader import DASHES, Read, word_set
from newsparse.numeric.times_shape import Point, Shape, Span
from newsparse.numeric.times_years import _TO

_LIST: Final = frozenset({"và", ",", "&", "hoặc"})
_DAYS: Final = {"nay": 0, "qua": -1, "kia": -2, "mai": 1, "mốt": 2}
_STOPPED_DAY: Final = word_set("hằng hàng mỗi và đến tới tại ở này đã sẽ vừa của thì là trong , . ; ) : ! ? …") | DASHES
# Days that are told in the Gregorian calendar though `mùng` stands before them.
_SOLAR_FEASTS: Final = frozenset({(2, 9), (8, 3), (1, 5), (1, 6), (1, 1), (3, 2), (7, 5), (9, 1)})


class Days(Periods):
    """Reads one day, or several days of one month."""

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
        mark = self.at(i + 1)
        if year is None or mark not in {"-", "/"} or self.at(i + 3) != mark or len(self.at(i + 2)) != 2:
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
            code = mark == "." and self.tight(i) and self.at(i - 1) == "."  # `mã số V.11.01.03`
            if self.at(i + 3) != mark or not self.tight(i + 1) or code:
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
        if named is None or (self.at(named[0]) == "ngày" and not self.at(named[0] + 1)[:1].isdecimal()):
            return None  # `3 tháng 10 ngày` is a duration
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
            # `ngày 24 và 25-9`; between two dashes nothing says which one parts day and month.
            clear = licensed and (mark not in DASHES or self.at(at + 1) == ".")
            last = self._full(at) or self._day_month(at, clear)
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

    def _several(self, i: int, days: list[int], last: tuple[int, Shape], runs: bool) -> Read:
        end, closing = last
        assert isinstance(closing, Point)
        first = replace(closing, day=days[0])
        if runs:
            return end, Span(first, closing)
        self.pending.update(self._others(i, days, closing))
        return i + 1, first

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
        relative = (after in {"nay", "qua"} and token != "ngày") or (after == "mai" and token == "ngày")
        if relative and (beside := self._beside(i + 2)) is not None:
            return beside[0], replace(beside[1], today=after == "nay")
        if after in _DAYS and not (after in {"nay", "qua"} and token == "ngày"):
            # `ngày nay` is `nowadays`; `ngày kia`, `hôm kia` are two days off, forth and back.
            shift = 2 if (token, after) == ("ngày", "kia") else _DAYS[after]
            if after == "kia" and self.at(i - 1) == "một":
                return None  # `một ngày kia`
            if (after == "mai" and token != "ngày") or (self.raw[i + 1].istitle() and after == "mai"):
                return None
            return i + 2, Point(day_shift=shift)
        if token in {"hôm", "bữa"} and after in {"trước", "sau", "đó", "ấy"}:
            return i + 2, Point(day_shift={"trước": -1, "sau": 1}.get(after, 0), base="last")
        if after[:1].isdecimal():
            return self.numeric(i + 1, licensed=True) or self._day_alone(i + 1)
        spelt = self.number(i + 1)
        if spelt is not None and 1 <= spelt[1] <= 31 and self.at(spelt[0]) == "tháng":
            return self._of_month(i, int(spelt[1]), spelt[0])
        # `ngày thứ hai` may be the second day; `ngày thứ Hai`, `hôm thứ hai` is Monday.
        named = token != "ngày" or after != "thứ" or self.raw[min(i + 2, self.hi - 1)][0].isupper()
        return self.weekday(i + 1, licensed=named)

    def _beside(self, i: int) -> tuple[int, Point] | None:
        """Read the date that stands beside `hôm nay`, `sáng nay`, `tối qua`: `05/9`, `, ngày 5/9`, `(5/9)`."""
        mark = self.at(i)
        at = i + 1 if mark in {",", "("} else i
        named = self.at(at) == "ngày"
        if not self.at(at + named)[:1].isdecimal():
            return None
        read = self._full(at + named) or self._day_month(at + named, licensed=True)
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
        if after == "âm" and self.at(i + 2) == "lịch":
            return i + 3, Point(day=day, lunar=True)
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

"""Grammar of years, quarters and months."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from newsparse.numeric import calendar
from newsparse.numeric.times_reader import DASHES, SHIFTS, Read, Reader, word_set
from newsparse.numeric.times_shape import First, Length, Point, Span

_TO: Final = frozenset({"đến", "tới"}) | DASHES
_BEFORE_QUARTER: Final = word_set(", . ( ; : trong của vào đầu cuối giữa hết từ với và là đến tới trước sau") | {""}
_POINT_HEADS: Final = word_set("ngày hôm tháng quý năm tuần mùng mồng rằm cuối đầu giữa hết thứ chủ")


class Years(Reader):
    """Reads what is coarser than a day and has a number or a name."""

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
        if at != i + 1 or self.at(i - 1) in {"chục", "trăm", "nghìn", "ngàn", "vạn"}:
            return None
        early = self.digits(at, 3)
        if early is not None and early >= 100 and not self.lower_word(at + 1) and not self.cut_off(at + 1):
            return at + 1, Point(year=early)  # `năm 938`
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

    def _with_year(self, end: int, point: Point, slash: bool = False) -> Read:
        """Read the year after a day or month: `năm 2024`, `năm ngoái`, and with `slash` also `/2024`."""
        end, point = self._lunar_mark(end, point)
        if slash and (self.at(end) == "/" or self.at(end) in DASHES or self.at(end) == ".") and self.gap(end) <= 1:
            near = self.gap(end + 1) <= 1 and (self.at(end) != "." or self.tight(end + 1))
            if near and (year := self.year(end + 1)) is not None and not self.cut_off(end + 2):
                return self._lunar(end + 2, replace(point, year=year))
        bare = self.year(end, 1900) if slash and point.month is not None else None
        if bare is not None and bare <= 2100 and not self.lower_word(end + 1) and not self.cut_off(end + 1):
            return end + 1, replace(point, year=bare)  # `7 tháng Tám 2024`
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
            if at == end and (cycle := self._cycle(at + 1)) is not None:
                return cycle[0], replace(point, cycle=cycle[1], lunar=True)
        if self.at(end) == "cùng" and self.at(end + 1) == "năm":
            return end + 2, replace(point, base="last", year_shift=0)
        return self._tense(end, point)

    def _tense(self, end: int, point: Point) -> tuple[int, Point]:
        token = self.at(end)
        if token == "vừa" and self.at(end + 1) in {"qua", "rồi"}:
            return end, replace(point, tense=-1)
        if (token == "tới" and self.at(end + 1) != "đây") or token == "này":
            tense = 1 if token == "tới" else 0
            if token == "tới" and (self.at(end + 1)[:1].isdecimal() or self.at(end + 1) in _POINT_HEADS):
                return end, point  # `tới` goes on to the other end of a range
            return end + 1, replace(point, tense=tense)
        if token == "sắp" and self.at(end + 1) == "tới":
            return end + 2, replace(point, tense=1)
        return end, point

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

    def month(self, i: int) -> Read:
        """Read what begins with `tháng`: `tháng 3/2024`, `tháng Giêng`, `tháng trước`."""
        before = self.at(i - 1)
        counted = before in self.words.numbers  # `hai tháng 6 và 7`
        if (before[-1:].isdecimal() and self.at(i - 2) not in {"thứ", "kỳ", "kì", "đợt", "lần"}) or (
            counted and self.small(i + 1) is None
        ):
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
        listed = self._months(end, month, before == "các" or counted) if not lunar else None
        if listed is not None or counted:
            return listed
        if self.at(end) == "/" and self.tight(end) and self.small(end + 1) is not None and self.year(end + 1) is None:
            return None
        return self._with_year(end, Point(month=month, lunar=lunar), slash=True)

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

    def _months(self, end: int, month: int, several: bool) -> Read:
        """Read the first of several months with one `tháng`: `tháng 3, 4 và 5/2024`; the others follow."""
        months, at = [(end - 1, month)], end
        while self.at(at) in {",", "và"} and (value := self.small(at + 1)) is not None and months[-1][1] < value <= 12:
            months.append((at + 1, value))
            at += 2
        if len(months) == 1 or self.lower_word(at) or self.at(at) == "tháng":
            return None
        close = self._with_year(at, Point(month=months[-1][1]), slash=True)
        if (
            close is None
            or not isinstance(close[1], Point)
            or (close[0] == at and self.at(at - 2) != "và" and not several)
        ):
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
        if self.at(i + 1) in {"đầu", "cuối"} and self.at(i + 2) == "năm":
            within = self.container(i + 2)  # `quý cuối năm 2023`
            if within is not None and isinstance(within[1], Point) and within[1].kind == "year":
                return within[0], replace(within[1], quarter=1 if self.at(i + 1) == "đầu" else 4)
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

    def week(self, i: int) -> Read:
        """Read `tuần trước`, `tuần này`, `tuần đầu tháng 3`."""
        after = self.at(i + 1)
        at = i + 3 if self.at(i + 2) in {"tiên", "cùng"} else i + 2
        at += self.at(at) == "của"
        if after in {"đầu", "cuối"} and self.at(at) in {"tháng", "năm"}:
            within = self.container(at)
            if within is not None and isinstance(within[1], Point):
                return within[0], First(1, "W", after, within[1])
        return self._shifted(i, "week_shift")


def _shift(field: str, by: int, last: bool = False) -> Point:
    base = "last" if last else "reference"
    return replace(Point(base="last") if base == "last" else Point(), **{field: by})  # type: ignore[arg-type]

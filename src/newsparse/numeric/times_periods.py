"""Grammar of named periods (decades, centuries, seasons, terms, school years) and of beginnings and ends."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from newsparse.numeric.times_reader import DASHES, SHIFTS, Read
from newsparse.numeric.times_shape import First, Point, Run, Same, Span
from newsparse.numeric.times_years import Years, _shift

_EDGES: Final = {
    "đầu": "START", "giữa": "MID", "cuối": "END", "thượng tuần": "START", "trung tuần": "MID", "hạ tuần": "END",
}  # fmt: skip
_UNIT_FIELDS: Final = {"năm": "year_shift", "tháng": "month_shift", "quý": "quarter_shift", "tuần": "week_shift"}


class Periods(Years):
    """Reads decades, centuries, seasons, named periods, and `đầu`, `giữa`, `cuối` of any unit."""

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
        if token == "những":
            return self.decade(i)
        if token in {"thế", "thập"}:
            return self.century(i) if token == "thế" else self.decade(i)
        if token == "mùa":
            return self.season(i)
        if token in {"nhiệm", "niên"}:
            return self.run(i)
        year = self.year(i, 1900)
        if year is not None and not self.counts(i + 1):
            return i + 1, Point(year=year)
        return None

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
        if span is None and self.at(start) == "mới":
            span = self.year_span(start + 1)  # `năm học mới 2024-2025`
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

    def season(self, i: int) -> Read:
        """Read `mùa hè 2024`, `mùa thu năm ngoái`, `Xuân 2024`; a season without a year is no time."""
        at = i + 1 if self.at(i) == "mùa" else i
        code = self.words.seasons.get(self.at(at))
        if code is None or (
            at == i and code in {"FA", "WI"} and not (self.raw[i].istitle() and self.at(i - 1) != "trung")
        ):
            return None  # `doanh thu 2017`, `Trung thu 2017`
        at = self._stem(at + 1)
        if self.year_span(at) is not None:
            return None  # `vụ đông xuân 2023-2024`
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

    def same(self, i: int) -> Read:
        """Read `cùng kỳ năm trước`, `cùng ngày`, `cùng năm`."""
        after = self.at(i + 1)
        if after == "ngày":
            dated = self.day_word(i + 1)
            return dated or (i + 2, Point(day_shift=0, base="last", edge="SAME"))
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

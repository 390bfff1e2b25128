"""Grammar of durations, sets, and units without a number."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from newsparse.numeric.times_clocks import DURING
from newsparse.numeric.times_points import Points
from newsparse.numeric.times_reader import DASHES, Read, word_set
from newsparse.numeric.times_shape import Every, First, Length, Point, Span, Vague

_TAILS: Final = frozenset({"qua", "tới", "nay", "nữa"})
_MORE_DIGITS: Final = frozenset({"mươi", "trăm", "nghìn", "ngàn", "triệu", "tỷ", "tỉ", "chục", "vạn"})
_SCALES: Final = {"chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "triệu": 1_000_000}
_VAGUE: Final = frozenset({"nhiều", "vài", "mấy", "những", "các", "hàng", "dăm", "bao"})
_EVERY: Final = frozenset({"hằng", "hàng", "mỗi", "từng", "mọi", "cứ"})
_BEFORE_MONTHS: Final = frozenset({"YM", "YW", "YD", "MW", "MD", "WD", "DTH", "THTM", "TMTS", "THTS"})
_UNCOUNTED: Final = word_set("tuổi công giường")
_SERVED: Final = frozenset({("công", "tác"), ("tuổi", "nghề"), ("tuổi", "đảng"), ("tuổi", "quân")})
_SOUNDS: Final = word_set(
    "cười nổ nói khóc hát vỗ súng anh việt mẹ dân kêu la động còi gọi hét chuông trống vang pháp nga trung nhật hàn "
    "thái tăm đàn lòng chim sáo địa bom rên thở"
)


class Lengths(Points):
    """Reads durations (`hơn 3 năm`), sets (`hằng quý`), first months (`6 tháng đầu năm`), vague units."""

    def _length(self, i: int) -> Read:
        """Read a duration: `5 ngày`, `hơn 3 năm`, `70 - 80 năm`, `2 năm 6 tháng`, `một năm rưỡi`, `10 năm tới`."""
        approx = self.longest(self.words.approx, i)
        at = approx[0] if approx is not None else i
        if self.at(i - 1) == "/" or (self.at(at)[:1].isdecimal() and self.joined_digit(at)):
            return None
        if self.at(at) == "nửa":
            return self._half(at)
        scale = _SCALES.get(self.at(at)) if at > i else None
        counted = (at + 1, float(scale)) if scale is not None and scale <= 1000 else self.number(at)
        if counted is None:
            return self._hours(i, at)
        end, value = counted
        most: float | None = None
        spelt = not self.at(at)[0].isdecimal()
        if self.at(end) in {"đến", "hoặc", "tới", "hay"} | DASHES and (upper := self.number(end + 1)) is not None:
            end, most = upper
        elif spelt and (upper := self._spelt(end)) is not None and value < upper[1] < 10 and self.at(end) != "năm":
            end, most = upper  # `hai ba năm`
        elif (
            spelt and self.at(end) == "," and (upper := self._spelt(end + 1)) is not None and upper[1] == value + 1 < 10
        ) and self.longest(self.words.units, upper[0]) is not None:
            end, most = upper  # `hai, ba tuần`
        while (factor := _SCALES.get(self.at(end))) is not None:
            value, most, end = value * factor, most * factor if most is not None else None, end + 1
        unit = self.longest(self.words.units, end)
        if unit is None or unit[1] == "N":
            return None
        after, code = unit
        if (self.at(end) == "hôm" and self.at(after) not in {"trước", "nay", "sau"}) or (
            most is not None and most <= value
        ):
            return None
        served = (self.at(after), self.at(after + 1)) in _SERVED
        if self._five(at, end) or (self.at(after) in _UNCOUNTED and not served) or self.at(after) == "thứ":
            return None
        if spelt and self.at(end) == "năm" and self.at(after) in _MORE_DIGITS:
            return None  # `hai trăm năm mươi`: the five, not the year
        if value == 1 and spelt and self.at(after) in {"nào", "đẹp", "kia", "không", "của", "khác"}:
            return None
        if (code == "Y" and self.at(after) == "học") or self.at(at - 1) == "thứ":
            return None
        if code == "Y" and most is None and (years := self.year_span(after)) is not None:
            return years  # `Chương trình 5 năm 2021-2025`
        if code == "Y" and (
            self.at(after) == "ngoái" or (self.year(after) is not None and self.year_span(after) is None)
        ):
            return None  # `SEA Games 31 năm 2022`, `iPhone 7 năm ngoái`
        if self.at(end) == "tiếng" and self.at(after) in _SOUNDS:
            return None
        if self.at(end) == "ngày" and self.at(after)[:1].isdecimal() and self.day(end) is not None:
            return None  # `Chỉ thị số 15 ngày 22/5/2012`
        days = self.at(after + 1) == "ngày" and not self.at(after + 2)[:1].isdecimal()
        if self.at(end) == "tháng" and self.small(after) is not None and most is None and not days:
            return None  # `đường 3 Tháng 2`
        if self.at(after) == "đến" and self.at(after + 3) == "tuổi":
            return None
        parts = [(value, code)]
        if self.at(after) == "rưỡi":
            after, parts = after + 1, [*parts, (0.5, code)]
        elif most is None:
            after = self._smaller(after, code, parts)
        return self._length_tail(i, at, after, Length(tuple(parts), most))

    def _hours(self, i: int, at: int) -> Read:
        """Read `48h`, `24h qua` as a duration."""
        token = self.at(at)
        if not token.endswith("h") or not token[:-1].isdecimal() or len(token) > 4 or not token.isascii():
            return None
        promised = self.at(at - 1) in DURING or self.at(at + 1) in {"qua", "tới"} or int(token[:-1]) > 24
        return self._length_tail(i, at, at + 1, Length(((int(token[:-1]), "TH"),))) if promised else None

    def _length_tail(self, i: int, at: int, after: int, length: Length) -> Read:
        token = self.at(after)
        if (token == "/" and self.at(after + 1) == "lần") or (token in {"một", "1"} and self.at(after + 1) == "lần"):
            return after + 2, Every(length)
        ago = self.at(i - 1) == "đây" or (self.at(i - 1) == "nay" and self.at(i - 2) == "cách")
        exact = i == at and length.most is None
        if token == "trước" and self.at(after + 1) not in {"đó", "khi", "đây"}:
            return after + 1, replace(length, ago=exact)
        if token in _TAILS and self.at(after + 1) not in {"đời", "là", "đó", "thuộc"}:
            return after + 1, length
        if token == "gần" and self.at(after + 1) == "đây":
            return after + 2, length
        if (token, self.at(after + 1), self.at(after + 2)) == ("trở", "lại", "đây"):
            return after + 3, length
        if ago and self.at(i - 1) == "đây" and self.at(i - 2) == "cách":
            return after, replace(length, ago=exact)
        return after, replace(length, ago=exact and ago and self.at(i - 2) == "cách")

    def _five(self, at: int, unit: int) -> bool:
        """Return whether `năm` before a unit is the noun: `năm tháng`, `72 năm Ngày Thương binh`, `năm ngày 2/9`."""
        if self.at(at) != "năm" or unit != at + 1:
            return False
        if self.at(unit) == "tháng":
            return self.at(unit + 1) not in {"đầu", "cuối"}
        if self.raw[unit][0].isupper() or self.at(unit + 1)[:1].isdecimal():
            return True
        return self.at(at - 1) in {"mỗi", "trong", "hàng", "hằng", "từng", "cả", "các", "những", "nhiều"}

    def _smaller(self, at: int, code: str, parts: list[tuple[float, str]]) -> int:
        """Read the next smaller unit of a duration into `parts`: `2 năm 6 tháng`, `1 giờ 30 phút`."""
        while True:
            start = at + 1 if self.at(at) == "và" else at
            counted = self.number(start)
            if counted is None:
                return at
            unit = self.longest(self.words.units, counted[0])
            if unit is None:
                return at
            if code == "D" and unit[1] == "N":
                return unit[0]
            if code + unit[1] not in _BEFORE_MONTHS or self.at(counted[0]) == "hôm":
                return at
            if self.at(unit[0]) in {"đầu", "cuối", "tuổi"}:
                return at
            parts.append((counted[1], unit[1]))
            at, code = unit[0], unit[1]

    def _half(self, at: int) -> Read:
        unit = self.longest(self.words.units, at + 1)
        if unit is None or unit[1] == "N":
            return None
        return self._length_tail(at, at, unit[0], Length(((0.5, unit[1]),)))

    def _first(self, i: int) -> Read:
        """Read `6 tháng đầu năm 2017`, `9 tháng năm 2023`, `10 ngày cuối tháng 3`, `hai quý đầu năm`."""
        counted = self.number(i)
        if counted is None or counted[1] != int(counted[1]) or self.at(i - 1) == "/":
            return None
        end, value = counted
        unit = self.longest(self.words.units, end)
        if unit is None or unit[1] not in {"D", "W", "M", "Q", "Y"} or self._five(i, end):
            return None
        at, code = unit
        if self.at(end) == "ngày" and at == end + 1 and self.at(at)[:1].isdecimal():
            days = self._days(at, licensed=True)  # `hai ngày 21 và 22/3`
            return days if days is not None and isinstance(days[1], Span) else None
        edge = self.at(at)
        if edge in {"đầu", "cuối"}:
            at += 2 if self.at(at + 1) == "tiên" else 1
            at += self.at(at) == "của"
            if self.at(at) in {"năm", "tháng", "quý", "tuần"} or self.year(at) is not None:
                within = self.container(at)
                if within is not None and isinstance(within[1], Point):
                    return within[0], First(int(value), code, edge, within[1])
            return None
        if code in {"M", "Q"} and value <= 12:
            at += self.at(at) == "của"
            if self.at(at) == "năm":
                within = self.year_word(at)
            elif self.at(at) in {"/", "-"} or self.tight(at):
                year = self.year(at + 1, 1900)
                within = (at + 2, Point(year=year)) if year is not None and self.tight(at + 1) else None
            else:
                year = self.year(at, 1900)
                within = (at + 1, Point(year=year)) if year is not None and not self.lower_word(at + 1) else None
            if within is None or not isinstance(within[1], Point) or within[1].kind != "year":
                return None
            # `9 tháng năm trước` may as well be `9 months, the year before`.
            if within[1].year is not None or (within[1].year_shift in {0, -1} and self.at(within[0] - 1) != "trước"):
                return within[0], First(int(value), code, "đầu", within[1])
        return None

    def _every(self, i: int) -> Read:
        """Read a set: `hằng quý`, `mỗi 3 tháng`, `từng năm`, `cứ 3 đến 5 ngày`, `mỗi sáng`, `ban đêm`."""
        token = self.w[i]
        if token == "ban" and self.at(i + 1) in {"đêm", "ngày"}:
            return i + 2, Every(value="XXXX-XX-XXTNI" if self.at(i + 1) == "đêm" else "XXXX-XX-XXTDT")
        if token not in _EVERY:
            return None
        at = i + 2 if token == "cứ" and self.at(i + 1) == "mỗi" else i + 1
        if token in {"hàng", "hằng"} and self.at(at) in _SCALES:
            return None
        counted = self.number(at)
        if counted is not None and not (self.at(at) == "năm" and counted[0] == at + 1):
            read = self._length(at)
            if read is not None and isinstance(read[1], Every):
                return read
            if read is not None and isinstance(read[1], Length) and token in {"mỗi", "cứ"}:
                end = read[0]
                if self.at(end) in {"một", "1"} and self.at(end + 1) == "lần":
                    end += 2
                return end, Every(read[1])
            return None
        if token == "cứ":
            return None
        unit = self.longest(self.words.units, at)
        if unit is not None and self.at(at) != "hôm":
            if self.at(unit[0] - 1) == "trời":
                return unit[0], Vague("DURATION")  # `hàng tháng trời`
            if unit[1] == "N":
                return unit[0], Every(value="XXXX-XX-XXTNI")
            if self.at(unit[0]) in {"trời", "học"} or (token in {"hàng", "mọi"} and unit[1][0] == "T"):
                return None
            if token == "từng" and self.at(at) in {"giờ", "phút", "giây"} and self.at(unit[0]) != "":
                pass
            return unit[0], Every(Length(((1, unit[1]),)))
        part = self.longest(self.words.parts, at) if token in {"mỗi", "hằng", "hàng"} else None
        if part is not None:
            day = self.weekday(part[0], licensed=True)
            if day is not None and isinstance(day[1], Point) and day[1].day is None:
                return day[0], Every(value=f"XXXX-WXX-{day[1].weekday}{part[1]}")
            return part[0], Every(value=f"XXXX-XX-XX{part[1]}")
        day = self.weekday(at, licensed=True) if token == "mỗi" else None
        if day is not None and isinstance(day[1], Point):
            end = day[0] + (2 if self.at(day[0]) in {"hằng", "hàng"} and self.at(day[0] + 1) == "tuần" else 0)
            return end, Every(value=f"XXXX-WXX-{day[1].weekday}")
        return None

    def _vague(self, i: int) -> Read:
        """Read a unit without a number: `nhiều năm nay`, `mấy chục năm`, `những năm tới`, `vài ngày trước`."""
        token = self.w[i]
        if token not in _VAGUE:
            return None
        if token == "những" and (decade := self.decade(i)) is not None:
            return decade
        at, scaled = i + 1, False
        if self.at(at) in {"ba", "bốn"} and token in {"vài", "dăm"}:
            at += 1
        while self.at(at) in _SCALES:
            at, scaled = at + 1, True
        unit = self.longest(self.words.units, at)
        if unit is None or unit[1] == "N" or (token in {"hàng", "bao"} and not scaled and token != "bao"):
            return None
        end, code = unit
        after = self.at(end)
        if self.at(at) == "tiếng" and after in _SOUNDS:
            return None
        tail = 0
        if after in {"qua", "nay", "tới", "sau", "trước", "liền", "nữa"} and self.at(end + 1) not in {"khi", "đời"}:
            tail = 1
        elif (after, self.at(end + 1), self.at(end + 2)) == ("trở", "lại", "đây"):
            tail = 3
        elif (after, self.at(end + 1)) in {("gần", "đây"), ("tiếp", "theo"), ("sắp", "tới"), ("trước", "đó")}:
            tail = 2
        if token in {"những", "các"} and not scaled and not tail and (after, self.at(end + 1)) != ("vừa", "qua"):
            return None
        if token == "bao" or (token == "mấy" and code[0] == "T" and not tail):
            return None
        if after in {"tuổi", "học", "công"}:
            return None
        ago = after == "trước" or self.at(at) == "hôm"
        return end + tail, Vague("DATE" if ago else "DURATION")

"""Grammar of time expressions: points, ranges of them, durations, sets, and what is none of these."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newsparse.numeric.times_iso import write_clock
from newsparse.numeric.times_lengths import Lengths
from newsparse.numeric.times_reader import DASHES, Read, word_set
from newsparse.numeric.times_shape import Every, First, Found, Length, Point, Shape, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.numeric.times_words import TimeWords
    from newsparse.text.syllables import Tokens

# After these a day and month in figures cannot be a fraction.
_PROMISE: Final = word_set("ngày hôm dịp lễ niệm mừng khánh sáng trưa chiều tối đêm mùng vào hồi phiên")
_LIMIT: Final = word_set("trước hết hạn dịp")
_LEADING: Final = word_set("dẫn vượt vươn về")  # `dẫn trước 13-9` is a score
_WEAK_PROMISE: Final = word_set("từ đến tới trước sau hết kể tính ( , và -") | DASHES
_YEAR_PROMISE: Final = word_set(
    "đời hướng nhìn sinh sn với trong vào hết từ đến tới trước sau hồi xuân hè thu đông tết ( đầu cuối giữa khóa"
)
_OPEN_END: Final = frozenset({"nay", "giờ"})
_FIRST_WORDS: Final = word_set(
    "ngày hôm bữa mùng mồng rằm tháng quý năm tuần thập những thế mùa xuân hè thu đông cùng đầu giữa cuối nửa "
    "thượng trung hạ thứ chủ chúa sáng buổi rạng mờ tờ bình trưa chiều xế tối chập đêm khuya từ kể nhiều vài "
    "mấy các hàng dăm hằng mỗi từng mọi cứ ban giai nhiệm niên thời khóa tài q1 q2 q3 q4 h1 h2 vụ kế"
) | {f"t{n}" for n in range(1, 13)}
_ORDINAL: Final = word_set("thứ kỳ kì đợt lần")  # `tuần thứ 3 tháng 9`, `kỳ 2 tháng 3/2024`
_FEASTS: Final = frozenset({(2, 9), (1, 5), (1, 6)})  # days so well known that they stand without `ngày`
_BEFORE_FEAST: Final = word_set("ngày dịp lễ đêm đón mùa hội rằm")
_RANGE_HEADS: Final = word_set("ngày tháng năm quý sáng trưa chiều tối đêm thứ chủ mùng mồng rằm cuối đầu giữa hết")
_BEFORE_AMOUNT: Final = word_set(
    "đạt là còn mức khoảng gần hơn trên dưới tăng giảm lên xuống thêm mất giá số được có bằng chỉ với tới cả tổng cộng "
    "ngàn nghìn trăm triệu tỷ đồng nhận thu chi trả bán mua ghi điểm mã tần cao dài rộng sâu nặng hạng lớp phòng"
)
_AFTER_AMOUNT: Final = word_set("usd vnd vnđ đ ha m m2 m3 km kg g tấn % cc mah đồng euro tỷ triệu")


class Grammar(Lengths):
    """Finds the time expressions of tokens, from left to right; expressions do not overlap."""

    def __init__(self, words: TimeWords, tokens: Tokens, holidays: bool = False) -> None:
        super().__init__(words, tokens)
        self.holidays = holidays
        heads = words.part_heads | words.period_heads | words.approx_heads | words.holiday_heads
        self.starters = _FIRST_WORDS | heads | words.numbers.keys() | words.seasons.keys()

    def scan(self, lo: int, hi: int) -> Iterator[Found]:
        """Yield the expressions between two tokens that stand in one line."""
        self.lo, self.hi, self.last_end = lo, hi, -1
        i = lo
        w, starters = self.w, self.starters
        while i < hi:
            token = w[i]
            if token in starters or token[0].isdecimal() or i in self.pending:
                found = self.expression(i)
                if found is not None and found.end > i:
                    yield found
                    i = self.last_end = found.end
                    continue
            i += 1

    def expression(self, i: int) -> Found | None:
        """Return the expression that begins at token `i`."""
        token = self.w[i]
        if i in self.pending:
            end, point = self.pending.pop(i)
            return Found(i, end, point, before=self.at(i - 1))
        if token[0].isdecimal() and self.joined_digit(i):
            return None
        if token == "từ" or (token == "kể" and self.at(i + 1) == "từ"):
            return self._from(i, i + 1 if token == "từ" else i + 2)
        read = (
            self._every(i)
            or self._vague(i)
            or self.run(i)
            or self._abbreviated(i)
            or self._holiday(i)
            or self._about(i)
            or self._pointed(i)
            or self._length(i)
        )
        if read is None:
            return None
        end, shape = read
        return self._found(i, end, shape)

    def _found(self, i: int, end: int, shape: Shape) -> Found:
        if isinstance(shape, Point):
            end, shape = self._recurring(end, shape)
        elif isinstance(shape, Span) and shape.begin is not None and shape.end is not None:
            end, shape = self._recurring_span(end, shape, shape.begin, shape.end)
        return Found(i, end, shape, self._cited(i), self.at(i - 1))

    def _about(self, i: int) -> Read:
        """Read a clock time with a word of approximation: `khoảng 22h cùng ngày`."""
        approx = self.longest(self.words.approx, i)
        if approx is None or not self.at(approx[0])[:1].isdecimal():
            return None
        return self.clock(approx[0], licensed=self.at(approx[0]).endswith("h"))

    def _pointed(self, i: int) -> Read:
        token = self.w[i]
        if token[0].isdecimal() or (token in self.words.numbers and token != "năm"):
            first = self._first(i)
            if first is not None:
                return first
        read = self.year_span(i) if token[0].isdecimal() else None
        if read is not None:
            return read if not self.lower_word(read[0]) and self.at(i - 1) != "số" else None
        self.several_parts = None
        read = self.point(i, self._limited(i))
        if read is None and self.several_parts is not None:
            return self._several_parts(i)
        if read is None and token[0].isdecimal():
            read = self._bare_year(i)
        if read is None:
            return None
        end, shape = read
        if isinstance(shape, Point):
            end, shape = self.timed(end, shape)
            read = end, shape
        ranged = self._to(end, shape, dashes_only=False) if isinstance(shape, Point) else None
        if ranged is not None:
            return ranged if self._plausible(i, ranged[0], ranged[1]) else None
        return read if self._plausible(i, end, shape) else None

    def _limited(self, i: int) -> bool:
        """Return whether a day and month with a dash stand after the word of a limit: `trước 30-9`."""
        day = self.small(i)
        if day is None or self.at(i - 1) not in _LIMIT or self.at(i - 2) in _LEADING or self.lower_word(i + 3):
            return False
        tight = self.at(i + 1) == "-" and self.tight(i + 1) and self.tight(i + 2)
        return tight and (day > 12 or self.at(i)[0] == "0")

    def _several_parts(self, i: int) -> Read:
        """Return several days with one part of the day: `sáng 21 và 22/3`, `đêm 20 đến ngày 22/3`."""
        days, self.several_parts = self.several_parts, None
        named = self.longest(self.words.parts, i)
        if days is None or named is None or days[1].begin is None or days[1].end is None:
            return None
        end, span, joined = days
        begin = replace(days[1].begin, part=named[1])
        return end, replace(span, begin=begin, end=replace(days[1].end, part=named[1]) if joined else span.end)

    def _to(self, end: int, shape: Point, dashes_only: bool, opened: bool = False) -> Read:
        """Read the second half of a range: `- 16/3/2024`, `đến ngày 25/3`, and after `từ` also `đến nay`."""
        token = self.at(end)
        at = end + 1
        if token in DASHES:
            if self.at(at) == "nay" and shape.kind in {"day", "month", "year"}:
                return at + 1, Span(shape, None)
            if self.at(at)[:1].isdecimal() is False and self.at(at) not in _RANGE_HEADS:
                return None
        elif token in {"đến", "tới"} or (token == "cho" and self.at(at) in {"đến", "tới"}):
            if token == "cho":
                at += 1
            if self.at(at) in _OPEN_END:
                return (at + 1, Span(shape, None)) if opened or shape.kind != "clock" else None
            if self.at(at) == "hết":
                at += 1
            if token == "tới" and not opened:
                return None
            if self.at(at) == "gần" and self.at(at + 1) in self.words.part_heads:
                at += 1
        elif opened and token in {",", "của"}:
            return None
        else:
            return None
        if opened and self.at(at) == "hôm" and self.at(at + 1) == "nay":
            return at + 2, Span(shape, None)
        second = self.point(at, licensed=True)
        if second is None and self.digits(at) is not None:
            second = self._plain_number(at, shape)
        if second is None or not isinstance(second[1], Point):
            return None
        here, there = shape.kind, second[1].kind
        mixed = here != there and not (here == "part" and there == "clock")
        mixed = mixed and not (opened and here == "clock" and there == "part")
        if mixed and (not opened or ({here, there} & {"clock", "part"} and "day" not in {here, there})):
            return None
        if (
            here == "month"
            and there == "month"
            and shape.year is None
            and token in DASHES
            and self.at(end - 2) != "tháng"
        ):
            return None
        return second[0], Span(shape, second[1])

    def _plain_number(self, at: int, like: Point) -> Read:
        kind = like.kind
        if kind == "year" and (year := self.year(at)) is not None and not self.lower_word(at + 1):
            return at + 1, Point(year=year)
        number = self.small(at)
        if number is None or self.lower_word(at + 1) or self.cut_off(at + 1):
            return None
        if kind == "month" and 1 <= number <= 12:
            return at + 1, Point(month=number)
        return (at + 1, Point(day=number)) if kind == "day" and 1 <= number <= 31 else None

    def _from(self, i: int, at: int) -> Found | None:
        """Read a range that `từ` opens; a single point after `từ` is read without it."""
        length = self._length(at)
        if length is not None and isinstance(length[1], Length) and length[1].most is not None:
            return Found(i, length[0], length[1])
        if self.at(at) == "nay":
            ahead = self._to(at + 1, Point(day_shift=0), dashes_only=False, opened=True)
            if ahead is not None and isinstance(ahead[1], Span) and ahead[1].end is not None:
                return Found(i, ahead[0], Span(None, ahead[1].end))
            year = self.year(at + 2, 1990) if self.at(at + 1) in {"đến", "tới"} else None
            if year is not None and not self.lower_word(at + 3):
                return Found(i, at + 3, Span(None, Point(year=year)))
            return None
        if self.at(at) in {"trước", "khi", "đó", "nhiều"}:
            return None
        span = self.year_span(at)
        if span is not None:
            return Found(i, span[0], span[1]) if not self.lower_word(span[0]) else None
        self.several_parts = None
        read = self.point(at, licensed=True)
        if read is None and self.several_parts is not None:
            read = self._several_parts(at)
        if read is None:
            read = self._opening_number(at)
        if read is None:
            return None
        end, shape = read
        if isinstance(shape, Span):
            return Found(i, end, shape)
        if not isinstance(shape, Point):
            return None
        ranged = self._to(end, shape, dashes_only=False, opened=True)
        return self._found(i, ranged[0], ranged[1]) if ranged is not None else None

    def _opening_number(self, at: int) -> Read:
        """Read the first number of `từ 2010 đến 2015`, `từ 21 đến 25/3`."""
        if self.at(at + 1) not in {"đến", "tới"} | DASHES:
            return None
        year = self.year(at, 1700)
        if year is not None:
            fits = self.year(at + 2, 1700) or self.at(at + 2) in {"nay", "năm"}
            return (at + 1, Point(year=year)) if fits else None
        day = self.small(at)
        if day is None or not 1 <= day <= 31:
            return None
        close = self.point(at + 2, licensed=True)
        fits = close is not None and isinstance(close[1], Point) and close[1].day is not None and not close[1].has_clock
        return (at + 1, Point(day=day)) if fits else None

    def _plausible(self, i: int, end: int, shape: Shape) -> bool:
        """Return whether figures that could be something else are a date where they stand."""
        if not self.w[i][0].isdecimal():
            return True
        if isinstance(shape, Span):
            first, last = shape.begin, shape.end
            if first is None or last is None or first.year is not None or last.year is not None:
                return not self.labelled(i)
            if first.hour is not None:
                return True
            return self.at(i - 1) not in {"tỷ", "tỉ"} and (not self.labelled(i)) and not self.lower_word(end)
        if not isinstance(shape, Point) or shape.has_clock or self.at(i + 1) in {"tháng", "tết"}:
            return self.at(i + 1) != "tháng" or not (self.labelled(i) or self.at(i - 1) in _ORDINAL)
        if shape.month is None:
            return True
        if shape.day is None:  # `3/2024`
            before = self.at(i - 1)
            return not self.labelled(i) and not (before and self.raw[i - 1].isupper() and len(before) > 1)
        if shape.year is not None and shape.month is not None:
            return not (self.labelled(i) and self.at(i - 1) != "số") or self.at(i + 3) != ""
        before = self.at(i - 1)
        if before in _PROMISE or shape.lunar or shape.year_shift is not None:
            return True
        if self.labelled(i) or (self.at(end) == "trong" and self.at(end + 1) == "số") or self.at(end) == "số":
            return False
        beside = self.last_end in {i - 1, i - 2} and before in {"(", ",", "và", "-", "–"}
        if beside:
            return True
        assert shape.month is not None
        if self.lower_word(end) or self.at(end) in {"của", "%"}:
            return False
        if (shape.day, shape.month) in _FEASTS and before and self.raw[i - 1][0].isupper():
            return True
        if shape.day > shape.month and (shape.day, shape.month) != (24, 7):
            return True
        return (before in _WEAK_PROMISE and before not in {"(", ","}) or self.at(end) in {"vừa", "tới", "hàng", "hằng"}

    def _bare_year(self, i: int) -> Read:
        """Read a year without `năm`: after a name (`World Cup 2018`), in brackets, after `sinh`, `đến`."""
        year = self.year(i, 1000)
        if year is None or self.cut_off(i + 1) or self.at(i + 1) in _AFTER_AMOUNT:
            return None
        before = self.at(i - 1)
        if not before or self.labelled(i) or (self.tight(i) and before not in {"(", "-", "–", "'", '"', "“"}):
            return None
        upper = self.raw[i - 1][0].isupper() and not self.raw[i - 1].isdecimal()
        law = any(word in {"luật", "pháp"} for word in self.w[max(self.lo, i - 6) : i])
        if self.counts(i + 1) if upper or law else self.lower_word(i + 1):
            return None
        if not 1900 <= year <= 2100:
            return (i + 1, Point(year=year)) if before in {"sinh", "sn"} else None
        if before in _YEAR_PROMISE or (self.last_end in {i - 1, i - 2} and before in {"và", ",", "-", "–"}):
            return i + 1, Point(year=year)
        # Counts of this size are written with a mark (`2.010`), so that a bare one is a year unless a word says more.
        plain = 1980 <= year <= 2050 and before.isalpha() and before not in _BEFORE_AMOUNT
        return (i + 1, Point(year=year)) if upper or law or plain else None

    def _recurring(self, end: int, point: Point) -> tuple[int, Shape]:
        """Read `hằng năm`, `hằng tuần` after a point: it comes again then."""
        if self.at(end) not in {"hằng", "hàng"} or self.at(end + 1) not in {"năm", "tuần", "tháng", "ngày", "quý"}:
            return end, point
        unit = self.at(end + 1)
        if unit == "ngày" and point.hour is not None and not point.has_day:
            return end + 2, Every(value=f"XXXX-XX-XX{write_clock(point)}")
        if unit == "tuần" and point.weekday is not None:
            return end + 2, Every(value=_weekly(point))
        if unit == "tháng" and point.day is not None:
            return end + 2, Every(value=f"XXXX-XX-{point.day:02d}")
        if unit == "năm" and point.month is not None and point.year is None and not point.lunar:
            day = f"-{point.day:02d}" if point.day else ""
            return end + 2, Every(value=f"XXXX-{point.month:02d}{day}")
        if unit == "năm" and point.lunar:
            return end + 2, Every(length=Length(((1, "Y"),)))
        return end, point

    def _recurring_span(self, end: int, span: Span, first: Point, last: Point) -> tuple[int, Shape]:
        """Read `hằng ngày` after clock times, `hằng tuần` after days of the week: they come again."""
        if self.at(end) not in {"hằng", "hàng", "mỗi"}:
            return end, span
        if self.at(end + 1) == "tuần" and first.weekday is not None and last.weekday is not None:
            return end + 2, Every(value=f"{_weekly(first)}/{_weekly(last)}")
        if self.at(end + 1) == "tháng" and first.day is not None and last.day is not None and last.month is None:
            return end + 2, Every(value=f"XXXX-XX-{first.day:02d}/XXXX-XX-{last.day:02d}")
        if self.at(end + 1) == "ngày" and first.hour is not None and not last.has_day:
            return end + 2, Every(value=f"XXXX-XX-XX{write_clock(first)}/XXXX-XX-XX{write_clock(last)}")
        return end, span

    def _cited(self, i: int) -> bool:
        """Return whether a date stands with a document's number or a birth: `Nghị quyết số 5-NQ/TW ngày …`."""
        if self.at(i - 1) in {"sinh", "sn"}:
            return True
        if self.at(i - 2) in {"-", "/"} and self.raw[i - 1].isupper():
            return True
        for at in range(max(self.lo, i - 10), i):
            token = self.w[at]
            if token == "số" or (token in {"nghị", "sinh"} and i - at <= 4):
                return True
        return False

    def _abbreviated(self, i: int) -> Read:
        """Read `Q1/2024`, `T3/2024`, `H1/2024`, `9T2023`, `6T/2024`."""
        token = self.w[i]
        if len(token) in {2, 3} and token[0] in "qth" and token[1:].isdecimal() and token.isascii():
            number = int(token[1:])
            if self.at(i + 1) not in {"/", "-", "."} or not self.tight(i + 2):
                return None
            year = self.year(i + 2, 1900)
            if year is None or self.cut_off(i + 3):
                return None
            if token[0] == "q" and 1 <= number <= 4:
                return i + 3, Point(year=year, quarter=number)
            if token[0] == "t" and 1 <= number <= 12:
                return i + 3, Point(year=year, month=number)
            if token[0] == "h" and 1 <= number <= 2:
                return i + 3, First(6, "M", "đầu" if number == 1 else "cuối", Point(year=year))
        if token[0].isdecimal() and "t" in token:
            head, _, tail = token.partition("t")
            if head.isdecimal() and head.isascii() and 1 <= int(head[:3]) <= 12:
                if tail.isdecimal() and tail.isascii() and len(tail) == 4 and 1900 <= int(tail) < 2200:
                    return i + 1, First(int(head), "M", "đầu", Point(year=int(tail)))
                if not tail and self.at(i + 1) == "/" and (year := self.year(i + 2, 1900)) is not None:
                    return i + 3, First(int(head), "M", "đầu", Point(year=year))
        return None

    def _holiday(self, i: int) -> Read:
        """Read a holiday with its day (`Quốc khánh 2/9`), and where wanted, with a year or alone."""
        found = self.longest(self.words.holidays, i)
        if found is None or found[0] > self.hi or not self.raw[i][0].isupper():
            return None
        end, (date, alone) = found
        feast = self.holiday_point(date)
        at = end + 1 if self.at(end) == "ngày" else end
        if self.at(at)[:1].isdecimal():
            dated = self._full_or_day(at)
            if dated is not None:
                return dated
        if not self.holidays or not (alone or self.at(i - 1) in _BEFORE_FEAST):
            return None
        named = self._cycle(end)
        at = self._stem(end)
        if self.at(at) == "năm":
            if (year := self.year(at + 1)) is not None:
                return at + 2, replace(feast, year=self._feast_year(feast, year))
            shift = {"nay": 0, "ngoái": -1, "trước": -1, "sau": 1, "tới": 1}.get(self.at(at + 1))
            if shift is not None:
                return at + 2, replace(feast, year_shift=shift)
        if (year := self.year(at)) is not None:
            return at + 1, replace(feast, year=self._feast_year(feast, year))
        if named is not None:
            return at, replace(feast, cycle=(named[1] - (feast.lunar and feast.month == 12)) % 60)
        return at, feast

    @staticmethod
    def _feast_year(feast: Point, year: int) -> int:
        return year - 1 if feast.lunar and feast.month == 12 else year

    def _full_or_day(self, at: int) -> Read:
        read = self.numeric(at, licensed=True)
        return read if read is not None and isinstance(read[1], Point) and read[1].has_day else None


def _weekly(point: Point) -> str:
    return f"XXXX-WXX-{point.weekday}{write_clock(point)}"

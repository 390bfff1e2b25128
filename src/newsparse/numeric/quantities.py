"""Quantities: amounts with their unit and kind, and the decision which numbers are facts at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from newsparse.numeric.amounts import Amount, Amounts
from newsparse.numeric.labels import Labels
from newsparse.numeric.nouns import Nouns
from newsparse.numeric.scan import Phrases
from newsparse.numeric.units import Unit, Units, rate_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.numeric.scan import Scan
    from newsparse.record import Approx, FactKind
    from newsparse.text.lexicon import Lexicon

_PRICES = frozenset(["giá", "tiền", "lương", "phạt", "phí", "vốn", "thu", "chi", "nợ", "lãi", "lỗ", "thưởng", "vay", "trả", "bán", "mua", "cọc", "quỹ", "thuế", "học"])
_HAZARDS = frozenset(["năm", "tư", "chín", "bảy", "tám", "ba", "không", "chục"])
_CASUALTIES = frozenset(["chết", "tử", "bị", "thiệt", "mất", "thương"])
_OPEN = frozenset(
    [
        "là",
        "đạt",
        "còn",
        "lên",
        "tới",
        "đến",
        "tăng",
        "giảm",
        "gồm",
        "được",
        "bằng",
        "xuống",
        "chiếm",
        "có",
        "khoảng",
        "hơn",
        "cả",
        ":",
        "số",
        "mức",
        "về",
        "thêm",
        "nhất",
        "chỉ",
        "vượt",
        "từ",
        "âm",
        "ở",
        "thu",
    ]
)
_BREAKS = frozenset(["", "\n", ".", ",", ";", ":", ")", "(", "!", "?", "…", "”", '"', "-", "–"])


@dataclass(frozen=True, slots=True)
class Quantity:
    """A fact in the making, at tokens `[first, stop)`; a noun phrase may begin at `stop`."""

    first: int
    start: int
    stop: int
    kind: FactKind
    value: str | None = None
    min: str | None = None
    max: str | None = None
    unit: str | None = None
    approx: Approx | None = None
    noun: bool = False
    bare: bool = False
    one: bool = False
    inner: int = -1


class Reader:
    """Reads the quantities of a scan with the tables of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.amounts = Amounts(lexicon)
        self.units = Units(lexicon)
        self.labels = Labels(lexicon)
        self.nouns = Nouns(lexicon)
        self._traps = Phrases((form, True) for form in lexicon.forms("word_traps"))
        self._scores = Phrases((form, True) for form in lexicon.forms("score_words"))
        self._multiples = Phrases((form, True) for form in lexicon.forms("multiple_words"))

    def read(self, scan: Scan, flags: bytearray) -> Iterator[Quantity]:
        """Yield the quantities of a scan from left to right; tokens flagged in `flags` are no numbers.

        A number word `one` is yielded with `one` set; whether it counts depends on its neighbours.
        """
        index = 0
        label_stop = -1
        score_stop = -1
        roles = self.amounts.words.roles
        while index < scan.size:
            if flags[index]:
                index += 1
                continue
            text = scan.texts[index]
            if text.isdecimal():
                figures = self.amounts.words.figures(scan, index)
                end = figures[0] if figures else index + 1
                if any(flags[index:end]) or self._named(scan, index, end, label_stop):
                    index = label_stop = self._skip(scan, end)
                    continue
            elif scan.folded[index] in _STARTERS or text in _VULGAR:
                pass
            elif scan.folded[index] in roles:
                if not self._worded(scan, index):
                    index += 1
                    continue
            else:
                index += 1
                continue
            found = self._quantity(scan, index, score_stop)
            if isinstance(found, Quantity):
                yield found
                if found.kind == "score":
                    score_stop = found.stop
                index = max(found.stop, index + 1)
            elif found is not None:
                index = max(found, index + 1)
                label_stop = index
            else:
                index += 1

    # -- which numbers are none

    def _named(self, scan: Scan, index: int, end: int, label_stop: int) -> bool:
        labels = self.labels
        if labels.glued(scan, index):
            return self.units.currency_before(scan, index) is None
        if labels.numbering(scan, index, end) or labels.note(scan, index, end):
            return True
        if end == index + 1 and len(scan.texts[index]) > 9 and not self._unit_at(scan, end):
            return True
        if self._model(scan, end):
            return True
        if self._title(scan, index, end):
            return True
        kind = labels.head(scan, index)
        if kind == "date":
            return labels.dated(scan, index, end)
        if kind == "phone" or kind == "strong":
            return True
        if kind == "weak" and not self._unit_at(scan, end):
            if "." in scan.source(index, end) or "," in scan.source(index, end):
                return False
            return True
        return labels.follows_list(scan, index, label_stop) and not self._unit_at(scan, end)

    def _title(self, scan: Scan, index: int, end: int) -> bool:
        """Tell whether the number ends a name: `iOS 11`, `Thế chiến 2`. A unit or counted noun after it makes it none."""
        if index == 0 or end > index + 1 or scan.starts[index] == scan.ends[index - 1] + 2:
            return False
        before = scan.texts[index - 1]
        if not before[0].isalpha() or before == before.lower():
            return False
        if self.units.currency_before(scan, index) is not None or self._unit_at(scan, end):
            return False
        if self.units.durations.at(scan, end) is not None or scan.texts[end] in {"-", "–", "/", "%"}:
            return False
        roles = self.nouns.words.at(scan, index - 1)
        return not (self._begins(scan, index - 1) and (roles is not None or self.amounts.comparison(scan, index)[1]))

    def _unit_at(self, scan: Scan, end: int) -> bool:
        """Tell whether a scale, a unit or a noun that is often counted begins at token `end`."""
        if self.amounts.words.scale(scan, end, words=False) is not None or scan.folded[end] in {"tuổi"}:
            return True
        if self.units.read(scan, end, scaled=False) is not None:
            return True
        return self.nouns.counted.at(scan, end) is not None

    def _model(self, scan: Scan, end: int) -> bool:
        """Tell whether letters stuck to the digits make a name: `4D`, `51F`, `5G`."""
        if not scan.glued(end) or not scan.is_word(end):
            return False
        if self.amounts.words.scale(scan, end, words=False) is not None:
            return False
        if self.units.read(scan, end, scaled=False) is not None or self.units.durations.at(scan, end) is not None:
            return False
        if self._metres(scan, end):
            return False
        return not (scan.folded[end] == "x" or (scan.texts[end].islower() and len(scan.texts[end]) > 2))

    @staticmethod
    def _skip(scan: Scan, end: int) -> int:
        stop = end
        while (
            scan.glued(stop)
            and stop < scan.size
            and (
                scan.is_word(stop)
                or (scan.texts[stop] in {"-", "/", "."} and scan.glued(stop + 1) and scan.texts[stop + 1][:1].isalnum())
                or scan.is_digits(stop)
            )
        ):
            stop += 1
        return stop

    def _worded(self, scan: Scan, index: int) -> bool:
        """Tell whether the number word at token `index` can be a number where it stands."""
        if self.amounts.word_fraction(scan, index) is not None:
            return True
        if self._traps.at(scan, index) is not None or self.units.trapped(scan, index):
            return False
        role = self.amounts.words.roles[scan.folded[index]][0]
        if role in {"link", "zero", "half", "after_ten", "never"}:
            return False
        if scan.texts[index][0].isupper() and not self._begins(scan, index):
            return False
        if scan.texts[index][0].isupper() and scan.is_capital(index + 1) and not scan.texts[index + 1].isupper():
            return False
        kind = self.labels.head(scan, index)
        folded = scan.folded[index]
        previous = scan.folded[index - 1] if index else ""
        if kind in {"strong", "phone"} and previous != "số":
            return False
        if previous in {
            "thứ",
            "tháng",
            "hạng",
            "giải",
            "khóa",
            "lớp",
            "anh",
            "chị",
            "em",
            "chú",
            "bác",
            "cô",
            "dì",
            "cậu",
            "chương",
            "nghị",
        }:
            return previous in {"chương"} and False
        if kind == "date" and folded not in {"một"} and previous not in {"năm", "ngày"}:
            return False
        if (
            previous in {"trong", "là", "làm"}
            and folded == "một"
            and scan.folded[index + 1] in {"trong", "những", "số"}
        ):
            return False
        return True

    @staticmethod
    def _begins(scan: Scan, index: int) -> bool:
        return index == 0 or scan.texts[index - 1] in {
            "\n",
            ".",
            ":",
            "!",
            "?",
            "“",
            '"',
            "-",
            "–",
            "…",
            "(",
            ";",
            "'",
            "‘",
            "+",
            "*",
            "•",
            ")",
        }

    # -- one quantity

    def _quantity(self, scan: Scan, index: int, score_stop: int) -> Quantity | int | None:
        """Return the quantity at token `index`, or the index after a number that is no fact, or None."""
        currency = self.units.currency_before(scan, index)
        amount = self.amounts.read(scan, index, english=currency is not None)
        if amount is None:
            if scan.folded[index] == "nửa":
                unit = self.units.read(scan, index + 1, scaled=False)
                if unit is not None and unit.kind == "quantity":
                    half = Amount(index, index, index + 1, Decimal("0.5"), words=True)
                    return self._valued(scan, half, unit, None)
            return None
        score = self._score(scan, amount, score_stop)
        if score is not None:
            return score
        if amount.ratio is not None:
            return self._ratio(scan, amount)
        if amount.fold:
            quantity = self._finish(scan, amount, "multiple", None, amount.stop)
            return replace(quantity, first=min(quantity.first, amount.first), approx=self._fold_sense(scan, amount))
        amount, unit = self._range(scan, amount)
        return self._valued(scan, amount, unit, currency)

    def _fold_sense(self, scan: Scan, amount: Amount) -> Approx | None:
        sense = self.amounts.comparison(scan, amount.first)[1]
        return sense  # type: ignore[return-value]

    def _range(self, scan: Scan, amount: Amount) -> tuple[Amount, Unit | None]:
        """Read `A - B unit`, `A unit đến B unit`, `giữa A và B` from the amount A on."""
        unit = self.units.read(scan, amount.stop, scaled=amount.scaled)
        previous = scan.folded[amount.start - 1] if amount.start else ""
        for at in (amount.stop, unit.stop if unit is not None else -1):
            if at < 0:
                continue
            after = self.amounts.joined(scan, at)
            if after is None and scan.folded[at] == "và" and previous in {"giữa"}:
                after = at + 1
            if after is None and amount.words and at == amount.stop and not amount.scaled:
                after = self._next_word(scan, amount, at)
            if after is None:
                continue
            if not (scan.is_digits(after) or scan.folded[after] in self.amounts.words.roles):
                after_currency = self.units.read(scan, after, scaled=False)
                if after_currency is None or after_currency.kind != "money" or not scan.is_digits(after_currency.stop):
                    continue
                after = after_currency.stop
            if scan.folded[after] in {"một", "hai", "ba"} and amount.words is False:
                continue
            high = self.amounts.read(scan, after)
            if high is None or high.value is None or high.ratio is not None:
                continue
            end = self.units.read(scan, high.stop, scaled=high.scaled)
            if at != amount.stop and (end is None or unit is None or (end.code != unit.code)):
                continue
            joined = self.amounts.close(scan, amount, high)
            if joined is not None:
                return joined, end
        return amount, unit

    def _next_word(self, scan: Scan, amount: Amount, at: int) -> int | None:
        """Return the index of a digit word right after another: `hai ba người`, `năm bảy lần`."""
        role = self.amounts.words.roles.get(scan.folded[at])
        if role is None or role[0] != "digit" or scan.folded[at] == "năm" or amount.stop != amount.start + 1:
            return None
        return at

    def _valued(
        self, scan: Scan, amount: Amount, unit: Unit | None, currency: tuple[int, str] | None
    ) -> Quantity | int | None:
        stop = amount.stop
        folded = scan.folded[stop]
        # half after the unit: `3 ha rưỡi`
        half = Decimal(0)
        if unit is not None and scan.folded[unit.stop] == "rưỡi" and amount.value is not None:
            half = Decimal("0.5")
            unit = replace(unit, stop=unit.stop + 1)
        if folded == "tuổi" or (scan.folded[stop + 1] == "tuổi" and folded in _AGES):
            return self._age(scan, amount)
        if unit is None and self._metres(scan, stop):
            value = (amount.value or Decimal(0)) + Decimal(scan.texts[stop + 1]) / 10 ** len(scan.texts[stop + 1])
            metres = replace(amount, value=value, stop=stop + 2)
            return self._finish(scan, metres, "quantity", "m", stop + 2)
        duration = self.units.durations.at(scan, stop)
        if duration is not None and not self.units.trapped(scan, stop) and (unit is None or unit.stop <= duration[0]):
            if not (folded == "tiếng" and scan.is_capital(stop + 1)):
                return duration[0]
        if currency is not None and (unit is None or unit.kind == "money"):
            end = unit.stop if unit is not None and unit.kind == "money" else stop
            quantity = self._finish(scan, amount, "money", currency[1], end)
            return replace(quantity, first=min(quantity.first, currency[0]))
        if amount.year and unit is None and (self._yearly(scan, amount)):
            return stop
        if unit is None:
            return self._counted(scan, amount)
        factor = unit.factor
        if half:
            amount = replace(amount, value=(amount.value or Decimal(0)) + half)
        if factor != 1:
            amount = replace(
                amount,
                value=None if amount.value is None else amount.value * factor,
                min=None if amount.min is None else amount.min * factor,
                max=None if amount.max is None else amount.max * factor,
            )
        kind: FactKind = "money" if unit.kind == "money" else "percentage" if unit.kind == "percentage" else "quantity"
        if (
            amount.words
            and not amount.scaled
            and scan.folded[amount.start] in _HAZARDS
            and len(scan.texts[unit.stop - 1]) == 1
        ):
            return None
        if unit.per and kind != "percentage":
            return self._finish(scan, amount, "rate", rate_code(unit.code, unit.per), unit.stop)
        if kind == "quantity" and scan.is_word(unit.stop):
            end = self.nouns.after(scan, unit.stop)
            later, per = self.units.per(scan, end, strokes=True)
            if end > unit.stop and per and scan.texts[end] == "/":  # `mét vải/năm`
                quantity = self._finish(scan, amount, "rate", rate_code(unit.code, per), later)
                return replace(quantity, noun=True, inner=unit.stop)
        quantity = self._finish(scan, amount, kind, unit.code, unit.stop)
        return replace(
            quantity,
            one=self._is_one(scan, amount)
            and kind == "quantity"
            and unit.code in {"lượng", "[ft_i]", "chỉ", "sào", "mẫu", "công"},
        )

    def _metres(self, scan: Scan, stop: int) -> bool:
        return (
            scan.texts[stop] == "m"
            and scan.glued(stop)
            and scan.glued(stop + 1)
            and scan.is_digits(stop + 1)
            and len(scan.texts[stop + 1]) == 2
        )

    def _yearly(self, scan: Scan, amount: Amount) -> bool:
        """Tell whether a bare four-digit number is a year rather than a count."""
        if self.amounts.comparison(scan, amount.start)[1] is not None and scan.folded[amount.start - 1] not in {"trên"}:
            return False
        after = scan.folded[amount.stop]
        if self.nouns.counted.at(scan, amount.stop) is not None:
            return scan.is_capital(amount.stop) and False
        number = int(scan.texts[amount.start])
        if 1800 <= number <= 2100:
            return True
        return after in _BREAKS and scan.texts[amount.start - 1] in {"(", "-", "–"}

    def _is_one(self, scan: Scan, amount: Amount) -> bool:
        return amount.words and amount.value == 1 and amount.stop == amount.start + 1

    def _counted(self, scan: Scan, amount: Amount) -> Quantity | int | None:
        """Decide on a number without a unit: money, a multiple, a count with its noun, or a bare number."""
        start, stop = amount.start, amount.stop
        folded = scan.folded[stop]
        previous = scan.folded[start - 1] if start else ""
        if folded == "lần" and scan.folded[stop + 1] != "thứ":
            first = self.amounts.comparison(scan, start)[0]
            grown = self._multiples.before(scan, first) or self._multiples.before(scan, start)
            if grown is not None and not (
                scan.folded[grown[0]] in {"tăng", "giảm"} and scan.folded[stop + 1] in _PRICES
            ):
                quantity = self._finish(scan, amount, "multiple", None, stop + 1)
                lead = scan.folded[first - 1] if first else ""
                return replace(quantity, first=first - 1 if lead == "gấp" else quantity.first)
        if amount.value == 1 and folded == "trong":
            return stop  # one of several: `1 trong số 12 dự án`
        end = self.nouns.after(scan, stop, count=True) if scan.is_word(stop) else stop
        noun = end > stop
        first = self.amounts.comparison(scan, start)[0]
        if previous == "gấp" or (first and scan.folded[first - 1] == "gấp"):
            quantity = self._finish(scan, amount, "multiple", None, stop)
            return replace(
                quantity, first=min(first, start) - 1 if scan.folded[min(first, start) - 1] == "gấp" else quantity.first
            )
        per = self.units.per(scan, end if noun else stop, strokes=True)
        if per[1] and noun and scan.texts[end] == "/":
            quantity = self._finish(scan, amount, "rate", rate_code(None, per[1]), per[0])
            return replace(quantity, noun=True, inner=stop)
        if amount.words and not noun and scan.texts[stop] in _BREAKS and amount.vague and not amount.scaled:
            return None
        if not noun and (amount.scaled or amount.short) and self._is_money(scan, amount):
            quantity = self._finish(scan, amount, "money", "VND", stop)
            codes = self.units.per(scan, stop)
            if codes[1]:
                quantity = self._finish(scan, amount, "rate", rate_code("VND", codes[1]), codes[0])
            return quantity
        if (
            amount.vague
            and noun
            and not amount.scaled
            and scan.folded[start] not in {"hàng", "vài", "mấy", "cả", "dăm"}
        ):
            return None
        if (
            amount.vague
            and amount.min is not None
            and amount.min >= 10**9
            and scan.folded[start] not in {"hàng", "vài", "mấy", "cả"}
            and not self.nouns.counted.at(scan, stop)
        ):
            return self._finish(scan, amount, "money", "VND", stop)
        if amount.words and noun and stop == start + 1 and self.nouns.words.at(scan, stop) is not None:
            if self.nouns.counted.at(scan, stop) is None:
                return None  # `cả hai cảm thấy`
        if amount.words and not amount.vague and scan.folded[start] in _HAZARDS and stop == start + 1:
            if self.nouns.counted.at(scan, stop) is None or previous in {"hàng", "ông", "bà", "của", "với"}:
                return None
        if amount.words and not noun and not self._whole(scan, amount):
            return None if stop == start + 1 else self._bare(scan, amount)
        if noun:
            quantity = self._finish(scan, amount, "quantity", None, stop)
            return replace(quantity, noun=True, one=self._is_one(scan, amount) and not self._casualty(scan, end))
        return self._bare(scan, amount)

    @staticmethod
    def _casualty(scan: Scan, end: int) -> bool:
        return scan.folded[end - 1] in {"người", "em", "cháu"} and scan.folded[end] in _CASUALTIES

    def _is_money(self, scan: Scan, amount: Amount) -> bool:
        if amount.short:
            return True
        value = amount.value if amount.value is not None else amount.max
        if value is None:
            return True
        return value >= 1000 and scan.folded[amount.stop - 1] not in {"trăm", "chục", "vạn"}

    @staticmethod
    def _whole(scan: Scan, amount: Amount) -> bool:
        return amount.start == 0 and amount.stop == scan.size

    def _bare(self, scan: Scan, amount: Amount) -> Quantity | int | None:
        """Take a number without unit and noun where a verb or a comparison says it is an amount."""
        start, stop = amount.start, amount.stop
        if amount.year:
            return stop
        sense = self.amounts.comparison(scan, start)[1]
        previous = scan.folded[start - 1] if start else ""
        if self._whole(scan, amount) or sense is not None or previous in _OPEN:
            if scan.is_capital(stop) and sense is None:
                return stop
            return replace(self._finish(scan, amount, "quantity", None, stop), bare=True)
        if (
            amount.marked
            and not amount.words
            and not scan.is_capital(start - 1)
            and scan.texts[start - 1] not in _BREAKS
        ):
            return replace(self._finish(scan, amount, "quantity", None, stop), bare=True)
        return stop

    def _age(self, scan: Scan, amount: Amount) -> Quantity:
        if scan.folded[amount.stop] == "tuổi":
            return self._finish(scan, amount, "age", "a", amount.stop + 1)
        code = _AGES[scan.folded[amount.stop]]
        return self._finish(scan, amount, "age", code, amount.stop + 2)

    def _ratio(self, scan: Scan, amount: Amount) -> Quantity | int | None:
        """Decide whether `a/b` is a ratio or a day and month."""
        if amount.ratio is None:
            return None
        above, below = amount.ratio
        start, stop = amount.start, amount.stop
        text = f"{above}/{below}"
        counted = self.nouns.counted.at(scan, stop) is not None or self.nouns.heads.at(scan, stop) is not None
        counted = counted or scan.folded[stop] in {"số", "tổng", "trong", "quân", "chặng"}
        sense = self.amounts.comparison(scan, start)[1]
        if not amount.marked:
            if scan.folded[stop] in {"năm", "tới", "vừa", "tại", "này"}:
                return stop
            lead = scan.folded[start - 1] if start else ""
            proper = above <= below
            told = lead in {
                "chiếm",
                "bằng",
                "đạt",
                "được",
                "còn",
                "tới",
                "khoảng",
                "hơn",
                "gần",
                "mất",
                "giảm",
                "có",
                "với",
                "quá",
                "tăng",
                "là",
            }
            if not ((counted and proper) or (proper and (told or sense is not None)) or (counted and below > 12)):
                if not (self._whole(scan, amount) and proper):
                    return stop
        ratio = replace(amount, value=None)
        unit = self.units.read(scan, stop, scaled=False)
        if unit is not None and unit.kind == "percentage":
            return unit.stop
        quantity = self._finish(scan, ratio, "ratio", None, stop)
        noun = scan.is_word(stop) and self.nouns.after(scan, stop) > stop
        return replace(quantity, value=text, noun=noun)

    def _score(self, scan: Scan, amount: Amount, score_stop: int) -> Quantity | None:
        """Read `3-1`, `3 - 1`, `3:1` where a word of play, two names or another score say it is one."""
        start, stop = amount.start, amount.stop
        if amount.value is None or stop != start + 1 or amount.words or scan.texts[stop] not in {"-", "–", ":"}:
            return None
        if not scan.is_digits(stop + 1) or scan.glued(stop) != scan.glued(stop + 1) or amount.value > 200:
            return None
        end = stop + 2
        if (
            scan.texts[end] in {"-", "–", "/", ","}
            and scan.glued(end)
            and scan.is_digits(end + 1)
            and scan.glued(end + 1)
        ):
            return None
        if self.units.read(scan, end, scaled=False) is not None or self.units.durations.at(scan, end) is not None:
            return None
        if len(scan.texts[stop + 1]) > 3 or self.amounts.words.scale(scan, end, words=False) is not None:
            return None
        text = f"{int(scan.texts[start])}-{int(scan.texts[stop + 1])}"
        near = score_stop >= 0 and start - score_stop <= 3
        named = start > 0 and scan.is_capital(start - 1) and scan.is_capital(end) and scan.texts[stop] != ":"
        if not (near or named):
            counted = self.nouns.counted.at(scan, end)
            if counted is not None:
                return None
            low = max(0, start - 12)
            at = start
            while at > low and scan.texts[at - 1] not in {"\n", ".", ";"}:
                at -= 1
                if self._scores.at(scan, at) is not None:
                    near = True
                    break
            if not near:
                return None
            if scan.folded[start - 1] in {"ngày", "hôm", "sáng", "chiều", "tối", "đêm", "trưa"}:
                return None
        return Quantity(first=start, start=start, stop=end, kind="score", value=text)

    def _finish(self, scan: Scan, amount: Amount, kind: FactKind, code: str | None, stop: int) -> Quantity:
        """Add sign, comparison and bounds to an amount."""
        first = amount.start
        sign = 1
        if first and amount.value is not None:
            lead = scan.folded[first - 1]
            if lead == "âm" or (
                scan.texts[first - 1] in {"-", "−", "–"}
                and scan.glued(first)
                and not scan.glued(first - 1)
                and kind in {"quantity", "percentage"}
                and (code in {"Cel", "%"} or scan.texts[first - 1] == "−")
            ):
                sign = -1
                first -= 1
        bounded = amount.min is not None and amount.max is not None
        if bounded and first and scan.folded[first - 1] in {"từ", "giữa"}:
            first -= 1
        start, sense = self.amounts.comparison(scan, first)
        if sense == "more" and scan.folded[start] == "trên" and start + 1 == first:
            if self.amounts.locates(scan, stop) and code is None and (amount.value or Decimal(1)) % 10 != 0:
                start, sense = first, None
        first = start
        if amount.vague and sense is None:
            sense = "more"
        approx: str | None = sense or amount.approx
        after = self.amounts.bound_after(scan, stop)
        if after is not None:
            stop, approx = after[0], after[1]
            if first and scan.folded[first - 1] == "từ":
                first -= 1
        elif approx is None and first and scan.folded[first - 1] == "từ" and not bounded:
            end = self.nouns.after(scan, stop)
            later = self.amounts.bound_after(scan, end) if end > stop else None
            if later is not None:
                approx = later[1]
                first -= 1
        elif approx is None and kind == "quantity" and code is None:
            end = self.nouns.after(scan, stop)
            later = self.amounts.bound_after(scan, end) if end > stop else None
            if later is not None:
                approx = later[1]
        return Quantity(
            first=first,
            start=amount.start,
            stop=stop,
            kind=kind,
            value=_plain(amount.value, sign),
            min=_plain(amount.min),
            max=_plain(amount.max),
            unit=code,
            approx=approx,  # type: ignore[arg-type]
        )


_AGES = {"tháng": "mo", "ngày": "d", "tuần": "wk", "năm": "a"}
_STARTERS = frozenset({"gấp", "hàng", "vài", "mấy", "cả", "dăm"})
_VULGAR = frozenset("½⅓⅔¼¾⅛")


def _plain(value: Decimal | None, sign: int = 1) -> str | None:
    """Return a decimal without exponent and without idle zeros."""
    if value is None:
        return None
    value = value * sign
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text or "0"

"""Quantities: amounts with their unit and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from newsparse.numeric.amounts import Amount, Amounts
from newsparse.numeric.context import context_words
from newsparse.numeric.nouns import Nouns
from newsparse.numeric.numerals import VULGAR
from newsparse.numeric.pairs import Pairs
from newsparse.numeric.scan import Phrases
from newsparse.numeric.screen import Screen
from newsparse.numeric.units import Unit, Units, rate_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.numeric.scan import Scan
    from newsparse.record import Approx, FactKind
    from newsparse.text.lexicon import Lexicon

_BREAKS = frozenset(["", "\n", ".", ",", ";", ":", ")", "(", "!", "?", "…", "”", '"', "-", "–"])
_STARTERS = frozenset({"gấp", "hàng", "vài", "mấy", "cả", "dăm"})
_AGES = {"tháng": "mo", "ngày": "d", "tuần": "wk", "năm": "a"}
_ARTICLE_UNITS = frozenset({"lượng", "[ft_i]", "chỉ", "sào", "mẫu", "công", "deg"})
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_LISTED = frozenset({"và", "lên", "xuống"})
_NEAR = 22  # tokens
_OIL_REACH = 150  # tokens
_OIL = frozenset({"dầu", "opec", "brent", "wti"})
_NAME = 9  # tokens of a name in quotes after a count
_LIST = 6  # numbers of a list that may share the unit of the last
_FRANC_REACH = 600  # tokens
_LEAST_KIP = 500  # there is no smaller note
_FLOWS = ("/s", "/h", "/min")
_MONEY_FROM = 1000  # the least number that is money without a currency: `500k`, `2 tỷ`


@dataclass(frozen=True, slots=True)
class Quantity:
    """A fact in the making, at tokens `[first, stop)`; `start` is the first token of its numeral.

    With `noun` a noun phrase follows the number: from `stop` on, or, where a rate closes over it
    (`11.220 người/năm`), from `inner`. `one` marks the word `một`, which counts only among other counts.
    """

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
    inner: int = -1
    one: bool = False


class Reader:
    """Reads the quantities of a scan with the tables of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.amounts = Amounts(lexicon)
        self.units = Units(lexicon)
        self.nouns = Nouns(lexicon)
        self.screen = Screen(lexicon, self.amounts, self.units, self.nouns)
        self._pairs = Pairs(lexicon, self.amounts, self.units, self.nouns)
        self._triggers = frozenset({*self.amounts.words.roles, *_STARTERS, *VULGAR})
        self._multiples = Phrases((form, True) for form in lexicon.forms("multiple_words"))
        words = context_words(lexicon)
        self._prices = words["price"]
        self._ambiguous = words["ambiguous_number"]
        self._casualties = words["casualty"]
        self._leads = words["bare_lead"]
        self._dimensions = words["dimension"]
        self._heat = words["heat"]
        self._medals = words["medal"]
        self._unit_nouns = words["unit_noun"]

    def read(self, scan: Scan, flags: bytearray) -> Iterator[Quantity]:
        """Yield the quantities of a scan from left to right; tokens flagged in `flags` are no numbers."""
        index = 0
        last_label = -1
        last_score = -1
        roles = self.amounts.words.roles
        triggers = self._triggers
        candidates = [at for at, token in enumerate(scan.folded) if token in triggers or token.isdecimal()]
        for at in candidates:
            if at < index or flags[at]:
                continue
            index = at
            text, folded = scan.texts[index], scan.folded[index]
            end = index + 1
            if text.isdecimal():
                found = self.amounts.words.figures(scan, index)
                end = found[0] if found else index + 1
                label = self.screen.is_label(scan, index, end, last_label)
                if label and self.screen.labels.head(scan, index) == "weak":
                    label = not self._pairs.played(scan, index)
                if label or any(flags[index:end]):
                    stuck = self.screen.labels.glued(scan, index)
                    index = self.screen.label_end(scan, end)
                    last_label = -1 if stuck else index
                    continue
            elif folded in roles and folded != "nửa" and not self.screen.is_number_word(scan, index):
                continue
            quantity = self._quantity(scan, index, last_score)
            if quantity is None and text.isdecimal():
                quantity = self.screen.label_end(scan, end)  # marks that group nothing: a date, an address
            if isinstance(quantity, Quantity):
                yield quantity
                if quantity.kind == "score":
                    last_score = quantity.stop
                index = max(quantity.stop, index + 1)
            elif quantity is not None:
                index = last_label = max(quantity, index + 1)

    def _quantity(self, scan: Scan, index: int, last_score: int) -> Quantity | int | None:
        """Return the quantity at token `index`, or the index after a number that is no fact, or None."""
        currency = self.units.currency_before(scan, index) if scan.is_digits(index) else None
        amount = self.amounts.read(scan, index, english=self._english(scan, index, currency is not None))
        if amount is None:
            if scan.folded[index] in {"vài", "dăm", "mấy"} and scan.folded[index + 1] in self.amounts.words.roles:
                return index + 2  # `vài ba`: no number is said
            return self._half(scan, index)
        sides = self._pairs.sides(scan, amount)
        if sides is not None:
            return replace(self.finish(scan, replace(amount, value=None), "ratio", None, sides[0]), value=sides[1])
        part = self._pairs.part(scan, amount)
        if part is not None:
            quantity = self.finish(scan, replace(amount, value=None), "ratio", None, part[0])
            return replace(quantity, value=part[1], noun=True)
        score = self._pairs.score(scan, amount, last_score)
        if score is not None:
            return Quantity(first=amount.start, start=amount.start, stop=score[0], kind="score", value=score[1])
        if amount.ratio is not None:
            return self._ratio(scan, amount)
        if amount.fold:
            return self.finish(scan, amount, "multiple", None, amount.stop)
        amount, unit = self._range(scan, amount)
        return self._valued(scan, amount, unit, currency)

    def _english(self, scan: Scan, index: int, currency: bool) -> bool:
        """Tell whether the commas of a sum of money group thousands: `$12,345`, `500,000 VND`."""
        found = self.amounts.words.figures(scan, index) if scan.is_digits(index) else None
        if found is None or not _COMMAS.fullmatch(found[1]):
            return False
        unit = None if currency else self.units.read(scan, found[0], scaled=False)
        return currency or (unit is not None and unit.kind == "money")

    def _half(self, scan: Scan, index: int) -> Quantity | int | None:
        """Read `nửa ha`: half of a unit."""
        if scan.folded[index] != "nửa":
            return None
        unit = self.units.read(scan, index + 1, scaled=False)
        if unit is None or unit.kind != "quantity":
            return None
        return self._valued(scan, Amount(index, index, index + 1, Decimal("0.5"), words=True), unit, None)

    def _ratio(self, scan: Scan, amount: Amount) -> Quantity | int | None:
        stop = amount.stop
        unit = self.units.read(scan, stop, scaled=False)
        if amount.ratio is None or not self._pairs.is_ratio(scan, amount):
            return stop
        if unit is not None and unit.kind == "percentage":
            return unit.stop
        scale = self.amounts.words.scale(scan, stop, words=False)
        valued = self.units.read(scan, stop if scale is None else stop + 1, scaled=scale is not None)
        if valued is not None and valued.kind in {"money", "quantity"} and not valued.per and valued.code != "person":
            stop = valued.stop  # `410/585 tỉ đồng`, `170/100 mmHg`
        quantity = self.finish(scan, replace(amount, value=None), "ratio", None, stop)
        noun = scan.is_word(stop) and self.nouns.after(scan, stop, count=True) > stop
        return replace(quantity, value="/".join(_plain(n) or "0" for n in amount.ratio), noun=noun)

    def _range(self, scan: Scan, amount: Amount) -> tuple[Amount, Unit | None]:
        """Read `A - B unit`, `A unit đến B unit`, `giữa A và B` from the amount A on."""
        unit = self.units.read(scan, amount.stop, scaled=amount.scaled)
        previous = scan.folded[amount.start - 1] if amount.start else ""
        places = (amount.stop,) if unit is None else (amount.stop, unit.stop)
        for at in places:
            after = self.amounts.joined(scan, at)
            if after is None and scan.folded[at] == "và" and previous == "giữa":
                after = at + 1
            if after is None and amount.words and at == amount.stop and not amount.scaled:
                after = self._next_word(scan, amount, at)
            if after is None:
                continue
            if not (scan.is_digits(after) or scan.folded[after] in self.amounts.words.roles):
                sign = self.units.read(scan, after, scaled=False)
                if sign is None or sign.kind != "money" or not scan.is_digits(sign.stop):
                    continue
                after = sign.stop
            if not amount.words and scan.folded[after] in {"một", "hai", "ba"}:
                continue
            high = self.amounts.read(scan, after)
            if high is None or high.value is None or high.ratio is not None:
                continue
            end = self.units.read(scan, high.stop, scaled=high.scaled)
            if at != amount.stop and (end is None or unit is None or end.code != unit.code):
                continue
            joined = self.amounts.close(scan, amount, high)
            if joined is not None:
                return joined, end
        return amount, unit

    def _next_word(self, scan: Scan, amount: Amount, at: int) -> int | None:
        """Return the index of a digit word right after another: `hai ba người`."""
        role = self.amounts.words.roles.get(scan.folded[at])
        if role is None or role[0] != "digit" or scan.folded[at] == "năm" or amount.stop != amount.start + 1:
            return None
        if self.screen.is_trap(scan, at):
            return None
        return at

    def _valued(
        self, scan: Scan, amount: Amount, unit: Unit | None, currency: tuple[int, str] | None
    ) -> Quantity | int | None:
        stop = amount.stop
        folded = scan.folded[stop]
        if folded == "tuổi" and _is_one(amount) and scan.folded[stop + 1] in {"thơ", "trẻ", "thọ"}:
            return None
        if folded == "tuổi":
            return self.finish(scan, amount, "age", "a", stop + 1)
        if (
            scan.folded[stop + 1] == "tuổi"
            and folded in _AGES
            and scan.folded[stop + 2] not in {"đảng", "nghề", "quân"}
        ):
            return self.finish(scan, amount, "age", _AGES[folded], stop + 2)
        if unit is None and amount.value is not None and self.units.split_metres(scan, stop):
            rest = scan.texts[stop + 1]
            metres = replace(amount, value=amount.value + Decimal(rest) / 10 ** len(rest), stop=stop + 2)
            return self.finish(scan, metres, "quantity", scan.texts[stop], stop + 2)
        duration = self.units.durations.at(scan, stop)
        if (
            duration is not None
            and not self.units.trapped(scan, stop)
            and not self._beyond(scan, stop, duration[0])
            and (unit is None or unit.stop <= duration[0])
            and not (folded == "tiếng" and scan.is_capital(stop + 1))
        ):
            return duration[0]
        if currency is not None and (unit is None or unit.kind == "money"):
            end = unit.stop if unit is not None else stop
            quantity = self.finish(scan, amount, "money", currency[1], end)
            return replace(quantity, first=min(quantity.first, currency[0]))
        if unit is None and scan.folded[stop] in {"x", "×"}:
            unit = self._size(scan, stop)
        if unit is None:
            lead = amount.first - (2 if amount.first > 1 and scan.folded[amount.first - 1] == "từ" else 1)
            if lead >= 0 and scan.folded[lead] == "tuổi" and self._is_age(scan, amount):
                return replace(self.finish(scan, amount, "age", "a", stop), first=lead)
            if amount.year and self._is_year(scan, amount):
                return stop
            return self._counted(scan, amount)
        return self._measured(scan, amount, unit)

    def _beyond(self, scan: Scan, index: int, stop: int) -> bool:
        """Tell whether a counted noun is longer than the unit of time that it begins with: `400 ngày công`."""
        noun = self.nouns.counted.at(scan, index)
        return noun is not None and noun[0] > stop and not self.units.trapped(scan, index + 1)

    def _size(self, scan: Scan, stop: int) -> Unit | None:
        """Return the unit of the side after `x` for the one before it: `30 x 40 cm`."""
        if not scan.is_digits(stop + 1):
            return None
        other = self.amounts.read(scan, stop + 1)
        unit = None if other is None else self.units.read(scan, other.stop, scaled=False)
        return replace(unit, stop=stop) if unit is not None and unit.kind == "quantity" and not unit.per else None

    def _is_age(self, scan: Scan, amount: Amount) -> bool:
        """Tell whether a number after `tuổi` is an age: `ở tuổi 70`, `độ tuổi từ 15-49`."""
        highest = amount.max if amount.max is not None else amount.value
        if highest is None or highest > 120 or amount.words:
            return False
        return self.nouns.after(scan, amount.stop, count=True) == amount.stop

    @staticmethod
    def _quakes(scan: Scan, start: int) -> bool:
        return any(
            scan.folded[at] == "động" and scan.folded[at + 1] == "đất" for at in range(max(0, start - 12), start)
        )

    def _franc(self, scan: Scan, start: int) -> str:
        """Return the code of francs without a country: of those named before, else of Switzerland."""
        for at in range(start - 1, max(-1, start - _FRANC_REACH), -1):
            found = self.units.read(scan, at, scaled=False) if scan.folded[at] == "franc" else None
            if found is not None and found.code not in {None, "franc"}:
                return found.code or ""
        return "CHF"

    @staticmethod
    def _near(scan: Scan, start: int, words: frozenset[str]) -> bool:
        """Tell whether one of the words stands shortly before token `start` in its sentence."""
        for at in range(start - 1, max(-1, start - _NEAR), -1):
            if scan.folded[at] in words:
                return True
            if scan.texts[at] in {"\n", ";"}:
                return False
        return False

    def _measured(self, scan: Scan, amount: Amount, unit: Unit) -> Quantity | None:
        """Finish an amount of money, a percentage, a measure or a rate."""
        stop = unit.stop
        kind: FactKind = "money" if unit.kind == "money" else "percentage" if unit.kind == "percentage" else "quantity"
        short = len(scan.texts[stop - 1]) == 1 and kind == "quantity"
        if amount.words and not amount.scaled and short and scan.folded[amount.start] in self._ambiguous:
            return None
        if unit.code == "deg" and scan.folded[stop - 1] == "độ" and self._near(scan, amount.start, self._heat):
            unit = replace(unit, code="Cel")
        elif unit.code == "deg" and scan.folded[stop - 1] == "độ" and self._quakes(scan, amount.start):
            unit = replace(unit, code="{Richter}")
        if unit.code == "LAK" and not amount.scaled and (amount.value or 0) < _LEAST_KIP:
            return replace(self.finish(scan, amount, "quantity", None, amount.stop), noun=True)  # a crew
        if unit.code == "franc":
            unit = replace(unit, code=self._franc(scan, amount.start))
        if kind == "quantity" and unit.code is not None and unit.code.endswith(_FLOWS):
            kind = "rate"
        coin = kind == "money" and scan.folded[stop - 1] == "đồng" and stop == amount.stop + 1
        if coin and not amount.scaled and (amount.value or 0) < 300 and self._near(scan, amount.start, self._medals):
            return replace(self.finish(scan, amount, "quantity", None, amount.stop), noun=True)  # bronze
        if amount.value is not None and scan.folded[stop] == "rưỡi":  # `3 ha rưỡi`
            amount = replace(amount, value=amount.value + Decimal("0.5"))
            stop += 1
        if unit.factor != 1:
            amount = replace(
                amount,
                value=None if amount.value is None else amount.value * unit.factor,
                min=None if amount.min is None else amount.min * unit.factor,
                max=None if amount.max is None else amount.max * unit.factor,
            )
        if unit.per and kind != "percentage":
            return self.finish(scan, amount, "rate", rate_code(unit.code, unit.per), stop)
        if kind == "quantity" and scan.is_word(stop):
            end = self.nouns.after(scan, stop)
            later, per = self._stroke(scan, stop, end)
            if end > stop and per:  # `mét vải/năm`
                quantity = self.finish(scan, amount, "rate", rate_code(unit.code, per), later)
                return replace(quantity, noun=True, inner=stop)
        quantity = self.finish(scan, amount, kind, unit.code, stop)
        if kind == "quantity" and unit.stop == stop > amount.stop + 1 and scan.folded[stop - 1] in self._unit_nouns:
            quantity = replace(quantity, inner=stop - 1)  # `7 công đất`
        return replace(quantity, one=_is_one(amount) and (coin or (kind == "quantity" and unit.code in _ARTICLE_UNITS)))

    def _is_year(self, scan: Scan, amount: Amount) -> bool:
        """Tell whether a bare four-digit number is a year rather than a count."""
        sense = self.amounts.comparison(scan, amount.start)[1]
        if sense is not None and scan.folded[amount.start - 1] != "trên":
            return False
        first_time = scan.folded[amount.stop] == "lần" and scan.folded[amount.stop + 1] in {"đầu", "thứ", "này"}
        titled = amount.start > 0 and scan.is_capital(amount.start - 1)
        if self.nouns.counted.at(scan, amount.stop) is not None and not (first_time or titled):
            return False
        return 1800 <= int(scan.texts[amount.start]) <= 2100

    def _counted(self, scan: Scan, amount: Amount) -> Quantity | int | None:
        """Decide on a number without a unit: a multiple, a count with its noun, money, or a bare number."""
        start, stop = amount.start, amount.stop
        multiple = self._multiple(scan, amount)
        if multiple is not None:
            return multiple
        quoted = self._quoted(scan, amount)
        if quoted is not None:
            return quoted
        if scan.folded[stop] == "phân" and start and scan.folded[start - 1] in self._dimensions:
            return self.finish(scan, amount, "quantity", "cm", stop + 1)  # `cao 40 phân`
        if amount.value == 1 and scan.folded[stop] == "trong":
            return stop  # one of several: `1 trong số 12 dự án`
        end = self.nouns.after(scan, stop, count=True) if scan.is_word(stop) else stop
        if end == stop:
            return self._alone(scan, amount)
        later, per = self._stroke(scan, stop, end)
        barrels = scan.folded[stop] == "thùng" and end == stop + 1
        if per:
            oil = "[bbl_us]" if barrels and (per == ("day",) or amount.scaled) else None
            quantity = self.finish(scan, amount, "rate", rate_code(oil, per), later)
            return replace(quantity, noun=oil is None, inner=-1 if oil else stop)
        if barrels and amount.scaled and self._of_oil(scan, start):
            return self.finish(scan, amount, "quantity", "[bbl_us]", end)
        counted = self.nouns.counted.at(scan, stop) is not None and not (amount.vague and _least(amount) >= 10**12)
        if amount.vague and scan.folded[start] not in _STARTERS and not counted:
            # `dự án nghìn tỷ chậm tiến độ`: the scale words alone are an amount of money
            return self.finish(scan, amount, "money", "VND", stop) if _least(amount) >= 10**9 else None
        other = self.nouns.words.at(scan, stop) is not None or scan.folded[start] in self._ambiguous
        if amount.words and stop == start + 1 and not counted and other:
            return None  # `cả hai cảm thấy`, `tư vấn`
        quantity = self.finish(scan, amount, "quantity", None, stop)
        casualty = scan.folded[end - 1] in {"người", "em", "cháu"} and scan.folded[end] in self._casualties
        return replace(quantity, noun=True, one=_is_one(amount) and not casualty)

    @staticmethod
    def _of_oil(scan: Scan, start: int) -> bool:
        return any(scan.folded[at] in _OIL for at in range(start - 1, max(-1, start - _OIL_REACH), -1))

    def _stroke(self, scan: Scan, stop: int, end: int) -> tuple[int, tuple[str, ...]]:
        """Return what a count or measure is per, after its noun: `15 kg gạo/học sinh/tháng`."""
        for at in range(stop + 1, end + 1):
            if scan.texts[at] == "/":
                later, per = self.units.per(scan, at, strokes=True)
                if per and later >= end:
                    return later, per
        return end, ()

    def _quoted(self, scan: Scan, amount: Amount) -> Quantity | None:
        """Read a count of things that have a name: `12 "Mái ấm tình thương"`."""
        stop = amount.stop
        whole = amount.value is not None and amount.value == amount.value.to_integral_value()
        if scan.texts[stop] not in {'"', "“"} or not whole or amount.year or not scan.is_capital(stop + 1):
            return None
        for at in range(stop + 2, stop + _NAME):
            if scan.texts[at] in {'"', "”"}:
                return replace(self.finish(scan, amount, "quantity", None, at + 1), noun=True, inner=stop + 1)
        return None

    def _multiple(self, scan: Scan, amount: Amount) -> Quantity | None:
        """Read `gấp 3`, `gấp hơn 2,5 lần`, `tăng 4 lần`, `vượt 10 lần`."""
        start, stop = amount.start, amount.stop
        first = self.amounts.comparison(scan, start)[0]
        folds = first > 0 and scan.folded[first - 1] == "gấp"
        times = scan.folded[stop] == "lần" and scan.folded[stop + 1] != "thứ"
        fraction = times and amount.value is not None and amount.value != amount.value.to_integral_value()
        if fraction and not folds:
            return self.finish(scan, amount, "multiple", None, stop + 1)  # nothing is counted in parts
        if not folds:
            grown = self._multiples.before(scan, first) or self._multiples.before(scan, start)
            if not times or grown is None:
                return None
            if scan.folded[grown[0]] in {"tăng", "giảm"} and scan.folded[stop + 1] in self._prices:
                return None  # `tăng 3 lần giá`: three rises
        quantity = self.finish(scan, amount, "multiple", None, stop + 1 if times else stop)
        return replace(quantity, first=first - 1) if folds else quantity

    def _alone(self, scan: Scan, amount: Amount) -> Quantity | int | None:
        """Decide on a number that no noun follows: money without its currency, or a bare number."""
        start, stop = amount.start, amount.stop
        listed = self._list_unit(scan, stop)
        if listed is not None and amount.value is not None and not amount.scaled:
            unit, scale = listed
            value = amount.value * scale * unit.factor
            kind: FactKind = "rate" if unit.per else "money" if unit.kind == "money" else "quantity"
            kind = "percentage" if unit.kind == "percentage" else kind
            code = rate_code(unit.code, unit.per) if unit.per and kind == "rate" else unit.code
            return self.finish(scan, replace(amount, value=value), kind, code, stop)
        if (amount.scaled or amount.short) and _is_money(scan, amount):
            later, per = self.units.per(scan, stop)
            if per:
                return self.finish(scan, amount, "rate", rate_code("VND", per), later)
            return self.finish(scan, amount, "money", "VND", stop)
        whole = start == 0 and stop == scan.size
        if amount.vague and not whole:
            return None
        if amount.words and stop == start + 1 and not whole:
            return None
        if amount.year:
            return stop
        sense = self.amounts.comparison(scan, start)[1]
        previous = scan.folded[start - 1] if start else ""
        told = whole or sense is not None or previous in self._leads or previous == ":"
        if told and scan.is_capital(stop) and sense is None and not whole:
            return stop
        if scan.source(start, stop).endswith(".0"):
            return stop  # a version: `công nghiệp 4.0`
        plain = not scan.is_capital(start - 1) and scan.texts[start - 1] not in _BREAKS
        plain = plain or (scan.folded[stop] == "trong" and scan.folded[stop + 1] in {"số", "tổng"})
        if told or (amount.marked and not amount.words and plain):
            return self.finish(scan, amount, "quantity", None, stop)
        return stop

    def _list_unit(self, scan: Scan, stop: int) -> tuple[Unit, Decimal] | None:
        """Return the unit and scale that numbers of a list share with its last: `5, 7 và 9 triệu đồng`."""
        for _ in range(_LIST):
            if scan.texts[stop] != "," and scan.folded[stop] not in _LISTED:
                return None
            if not scan.is_digits(stop + 1) or scan.glued(stop + 1):
                return None
            other = self.amounts.read(scan, stop + 1)
            if other is None or other.value is None:
                return None
            unit = self.units.read(scan, other.stop, scaled=other.scaled)
            if unit is not None:
                numeral = self.amounts.words.read(scan, stop + 1)
                scale = numeral.scale if numeral is not None else None
                return None if other.scaled and scale is None else (unit, scale or Decimal(1))
            stop = other.stop
        return None

    def finish(self, scan: Scan, amount: Amount, kind: FactKind, code: str | None, stop: int) -> Quantity:
        """Return the quantity of an amount with its sign, comparison words and bounds."""
        first = amount.first
        sign = 1
        if amount.value is not None and self._negative(scan, first, kind, code):
            sign = -1
            first -= 1
        bounded = amount.min is not None and amount.max is not None
        if bounded and first and scan.folded[first - 1] in {"từ", "giữa"}:
            first -= 1
        start, sense = self.amounts.comparison(scan, first)
        above = sense == "more" and start + 1 == first and scan.folded[start] == "trên"
        if above and code is None and self.amounts.locates(scan, stop) and (amount.value or Decimal(1)) % 10 != 0:
            start, sense = first, None  # `phân bố trên 41 xã`
        if sense == "more" and scan.folded[first - 1] == "quá" and scan.folded[stop] == "so":
            start, sense = first, None  # `vượt quá 12 km/h so với quy định`: by how much
        than = sense is None and kind == "quantity" and code is not None
        than = than and first > 1 and scan.folded[first - 1] == "hơn"
        if than and scan.folded[first - 2] in self._dimensions:
            start, sense = first - 1, "more"  # `sâu hơn 3 m`
        first = start
        if amount.vague and sense is None:
            sense = "more"
        after = self.amounts.bound_after(scan, stop)
        if after is not None:
            stop, sense = after
        elif sense is None:
            counts = kind == "quantity" and code is None
            if counts or (first and scan.folded[first - 1] == "từ" and not bounded):
                end = self.nouns.after(scan, stop)
                later = self.amounts.bound_after(scan, end) if end > stop else None
                sense = later[1] if later is not None else None
                after = later
        if after is not None and first and scan.folded[first - 1] == "từ":
            first -= 1
        return Quantity(
            first=first,
            start=amount.start,
            stop=stop,
            kind=kind,
            value=_plain(amount.value, sign),
            min=_plain(amount.min),
            max=_plain(amount.max),
            unit=code,
            approx=sense,
        )

    @staticmethod
    def _negative(scan: Scan, first: int, kind: str, code: str | None) -> bool:
        if first == 0:
            return False
        lead = scan.texts[first - 1]
        if scan.folded[first - 1] == "âm":
            return True
        if lead not in {"-", "−", "–"} or not scan.glued(first) or scan.glued(first - 1):
            return False
        return lead == "−" or (kind in {"quantity", "percentage"} and code in {"Cel", "%"})


def _is_one(amount: Amount) -> bool:
    return amount.words and amount.value == 1 and amount.stop == amount.start + 1


def _least(amount: Amount) -> Decimal:
    return amount.min if amount.min is not None else Decimal(0)


def _is_money(scan: Scan, amount: Amount) -> bool:
    """Tell whether a scaled number without noun or unit is money: hundreds and dozens of nothing are not."""
    if amount.short:
        return True
    if amount.value is None:
        dozens = scan.folded[amount.stop - 1] in {"trăm", "chục", "vạn"}
        return _least(amount) >= _MONEY_FROM or (amount.max is not None and not dozens)
    return amount.value >= _MONEY_FROM and scan.folded[amount.stop - 1] not in {"trăm", "chục", "vạn"}


def _plain(value: Decimal | None, sign: int = 1) -> str | None:
    """Return a decimal without exponent and without idle zeros."""
    if value is None:
        return None
    text = format(value * sign, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text or "0"

"""Amounts: numbers with sign, range and comparison, before any unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from newsparse.numeric.context import context_words
from newsparse.numeric.numerals import VULGAR, NumberWords, Numeral, number_words
from newsparse.numeric.scan import Phrases

if TYPE_CHECKING:
    from newsparse.numeric.scan import Scan
    from newsparse.record import Approx
    from newsparse.text.lexicon import Lexicon

_DASHES = frozenset("-–—~")
_JOINS = frozenset(["đến", "tới", "hoặc", "hay", "đên"])
_FOLDS = {
    "đôi": Decimal(2),
    "hai": Decimal(2),
    "ba": Decimal(3),
    "bốn": Decimal(4),
    "năm": Decimal(5),
    "sáu": Decimal(6),
    "mười": Decimal(10),
    "rưỡi": Decimal("1.5"),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or range at tokens `[first, stop)`: exact value, or bounds, and the sense of its comparison word.

    `start` is the first token of the numeral itself. `scale` is the product of scale words where the last number
    has them, `words` tells that no figures are in it, `marked` that the figures have marks or a scale.
    """

    first: int
    start: int
    stop: int
    value: Decimal | None
    min: Decimal | None = None
    max: Decimal | None = None
    ratio: tuple[Decimal, Decimal] | None = None
    scaled: bool = False
    words: bool = False
    marked: bool = False
    year: bool = False
    vague: bool = False
    short: bool = False
    fold: bool = False


class Amounts:
    """Reads amounts with the tables of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words: NumberWords = number_words(lexicon)
        rows = [(row["side"], row["form"], cast("Approx", row["approx"])) for row in lexicon.rows("comparisons")]
        self._before = Phrases((form, approx) for side, form, approx in rows if side == "before")
        self._after = Phrases((form, approx) for side, form, approx in rows if side == "after")
        words = context_words(lexicon)
        self._adjectives = words["adjective"]
        self._places = words["place_noun"]
        self._wholes = words["ratio_noun"]

    def read(self, scan: Scan, index: int, *, english: bool = False) -> Amount | None:
        """Return the number or fraction that begins at token `index`, without comparison words or range, or None."""
        text = scan.texts[index]
        vulgar = VULGAR.get(text)
        if vulgar is not None:
            ratio = Decimal(vulgar[0]), Decimal(vulgar[1])
            return Amount(index, index, index + 1, None, ratio=ratio, marked=True)
        folded = scan.folded[index]
        if folded in {"hàng", "vài", "mấy", "cả", "dăm"}:
            return self._vague(scan, index)
        if folded == "gấp":
            return self._fold(scan, index)
        fraction = self.word_fraction(scan, index)
        if fraction is not None:
            return fraction
        numeral = self.words.read(scan, index, english=english)
        if numeral is None:
            return None
        if not numeral.words and scan.texts[numeral.stop] == "/" and scan.texts[numeral.stop + 1].isdecimal():
            pair = self._fraction(scan, numeral)
            if pair is not None:
                return pair
        return self._amount(scan, numeral)

    def _amount(self, scan: Scan, numeral: Numeral) -> Amount | None:
        first = numeral.first
        text = scan.texts[first]
        year = (
            not numeral.words
            and numeral.stop == first + 1
            and len(text) == 4
            and text[0] in "12"
            and 1000 <= int(text) <= 2100
        )
        alone = numeral.words and numeral.base == 1 and scan.folded[first] not in {"một", "mười", "nửa"}
        compared = alone and self.comparison(scan, first)[1] is not None
        if alone and numeral.scales == 1 and numeral.value > 100 and not compared:
            return None  # `triệu đồng`, `nghìn tấn`: a unit's scale, or part of another word
        if alone and numeral.scales and not compared:
            # `nghìn tỷ`, `trăm triệu` without a number before: at least so many
            return Amount(first, first, numeral.stop, None, min=numeral.value, scaled=True, words=True, vague=True)
        value, start = numeral.value, first
        if first > 1 and scan.texts[first - 1] in {"-", "−"} and scan.texts[first - 2] == "(" and scan.glued(first):
            value, start = -value, first - 1  # `(-1,37%)`
        return Amount(
            start,
            first,
            numeral.stop,
            value,
            scaled=numeral.scales > 0,
            words=numeral.words,
            marked=not numeral.words and (numeral.stop > first + 1),
            year=year,
            short=numeral.short,
        )

    def _vague(self, scan: Scan, index: int) -> Amount | None:
        """Read `hàng trăm`, `hàng chục nghìn`, `vài chục`, `cả nghìn`: a lower bound."""
        word = scan.folded[index]
        stop = index + 1
        factor = Decimal(2) if word in {"vài", "mấy", "dăm"} else Decimal(1)
        if (
            word in {"vài", "dăm"}
            and scan.folded[stop] in {"ba", "bảy"}
            and scan.folded[stop + 1] in {"chục", "trăm", "nghìn", "ngàn", "triệu", "tỷ"}
        ):
            stop += 1
        value = factor
        count = 0
        while (found := self.words.scale(scan, stop, words=True)) is not None:
            value *= found[0]
            stop += 1
            count += 1
        if count == 0:
            return None
        if word == "cả" and scan.folded[stop] in {"năm", "tháng"}:
            return None
        return Amount(index, index, stop, None, min=value, scaled=value >= 1000, words=True, vague=True)

    def _fold(self, scan: Scan, index: int) -> Amount | None:
        """Read `gấp đôi`, `gấp rưỡi`, `gấp ba`: so many times."""
        value = _FOLDS.get(scan.folded[index + 1])
        if value is None or scan.folded[index + 2] in {"mươi", "trăm", "chục", "lần", "nghìn", "phần"}:
            return None
        return Amount(index, index, index + 2, value, words=True, fold=True)

    def word_fraction(self, scan: Scan, index: int) -> Amount | None:
        """Read `một phần ba`, `một nửa` at token `index`; None where it is neither."""
        folded = scan.folded
        if folded[index] in {"một", "1"} and folded[index + 1] == "nửa":
            return Amount(index, index, index + 2, None, ratio=(Decimal(1), Decimal(2)), words=True, marked=True)
        if folded[index] == "nửa" and folded[index + 1] in self._wholes:
            return Amount(index, index, index + 1, None, ratio=(Decimal(1), Decimal(2)), words=True, marked=True)
        if folded[index + 1] != "phần":
            return None
        above = self._small(scan, index)
        below = self._small(scan, index + 2)
        if above is None or below is None or below < 2 or folded[index + 2] == "trăm":
            return None
        return Amount(index, index, index + 3, None, ratio=(Decimal(above), Decimal(below)), words=True, marked=True)

    def _small(self, scan: Scan, index: int) -> int | None:
        if scan.texts[index].isdecimal() and len(scan.texts[index]) < 4:
            return int(scan.texts[index])
        role, value = self.words.roles.get(scan.folded[index], ("", Decimal(0)))
        thousandth = scan.folded[index] in {"nghìn", "ngàn"}
        return int(value) if role in {"digit", "ten", "after_ten"} or thousandth else None

    def _fraction(self, scan: Scan, numeral: Numeral) -> Amount | None:
        """Read `763/800`, `18.280/18.000`; a third stroke makes it a date or a document number."""
        if not scan.glued(numeral.stop) or not scan.glued(numeral.stop + 1):
            return None
        figures = self.words.figures(scan, numeral.stop + 1)
        if figures is None:
            return None
        stop = figures[0]
        lower = self.words.read(scan, numeral.stop + 1)
        if lower is None or not lower.base or (lower.stop != stop and lower.scale is None):
            return None
        if numeral.scales:
            return None
        if scan.texts[stop] == "/" and scan.glued(stop) and scan.texts[stop + 1].isdecimal():
            return None
        # two numbers that could be a day and a month need more to be a ratio
        whole = all(n == n.to_integral_value() for n in (numeral.value, lower.base))
        marked = not whole or max(numeral.value, lower.base) > 31
        return Amount(numeral.first, numeral.first, stop, None, ratio=(numeral.value, lower.base), marked=marked)

    def joined(self, scan: Scan, stop: int) -> int | None:
        """Return the index after `-`, `đến`, `tới`, `hoặc` at token `stop` where a number follows, or None."""
        text = scan.texts[stop]
        after = stop + 1
        if text in _DASHES:
            if scan.texts[after] in _DASHES:
                return None
            tight = scan.glued(stop) == scan.glued(after)
            if not tight and not (scan.texts[after].isdecimal() and scan.texts[stop - 1].isdecimal()):
                return None
            return after
        if scan.folded[stop] in _JOINS:
            return after
        if text == "," and not scan.glued(after) and self._neighbours(scan, stop):
            return after
        return None

    def _neighbours(self, scan: Scan, comma: int) -> bool:
        """Tell whether a comma stands for `or` between a small number and the next: `5, 6 người`, `ba, bốn người`."""
        first, second = (self.words.roles.get(scan.folded[at], ("", Decimal(0))) for at in (comma - 1, comma + 1))
        if first[0] == second[0] == "digit":
            single = self.words.roles.get(scan.folded[comma - 2], ("",))[0] == ""
            return single and second[1] == first[1] + 1 and scan.is_word(comma + 2)
        low, high = scan.texts[comma - 1], scan.texts[comma + 1]
        if not (low.isdecimal() and high.isdecimal() and len(low) < 3 and len(high) < 3 and scan.is_word(comma + 2)):
            return False
        return int(high) == int(low) + 1 and not scan.glued(comma - 1)

    def close(self, scan: Scan, low: Amount, high: Amount) -> Amount | None:
        """Return the range of two amounts, the scale of the second shared where the first has none, or None."""
        a, b = low.value, high.value
        if a is None or b is None:
            return None
        if high.scaled and not low.scaled:
            numeral = self.words.read(scan, high.start)
            if numeral is not None and numeral.scale is not None:
                if a <= numeral.base:
                    a *= numeral.scale
                elif numeral.scale >= 1000 and a * numeral.scale / 1000 < b:
                    a *= numeral.scale / 1000
        if a >= b:
            return None
        return replace(
            high, first=low.first, start=low.start, value=None, min=a, max=b, marked=True, year=low.year and high.year
        )

    def comparison(self, scan: Scan, start: int) -> tuple[int, Approx | None]:
        """Return the first token of the comparison words before token `start` and their sense.

        `hơn` after an adjective compares two things (`cao hơn 2 lần`); `trên` before a place may only say where.
        """
        found = self._before.before(scan, start)
        if found is None:
            return start, None
        first, sense = found
        word = scan.folded[first]
        previous = scan.folded[first - 1] if first else ""
        if word == "non" and previous in {"sinh", "đẻ"}:
            return start, None
        if word == "tối" and previous == "lương":
            return start, None  # the minimum wage is a name
        if word in {"hơn", "quá"} and first + 1 == start and previous in self._adjectives:
            return start, None
        if first > 0:
            wider = self._before.before(scan, first)
            if wider is not None and wider[1] == "about":
                first = wider[0]
        return first, sense

    def bound_after(self, scan: Scan, stop: int) -> tuple[int, Approx] | None:
        """Return the index after `trở lên`, `trở xuống` at token `stop` and the sense, or None."""
        return self._after.at(scan, stop)

    def locates(self, scan: Scan, stop: int) -> bool:
        """Tell whether the word at `stop` makes `trên` before the number a place: `trên 41 xã`."""
        return scan.folded[stop] in self._places

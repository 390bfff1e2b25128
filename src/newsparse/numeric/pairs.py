"""Two numbers with a mark between them: ratios, day and month, scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.numeric.context import context_words
from newsparse.numeric.scan import Phrases

if TYPE_CHECKING:
    from newsparse.numeric.amounts import Amount, Amounts
    from newsparse.numeric.nouns import Nouns
    from newsparse.numeric.scan import Scan
    from newsparse.numeric.units import Units
    from newsparse.text.lexicon import Lexicon

_SCORE_REACH = 12  # tokens before a score in which a word of play is looked for
_DATE_AFTER = frozenset({"năm", "tới", "vừa", "tại", "này"})
_DATE_BEFORE = frozenset({"ngày", "hôm", "sáng", "chiều", "tối", "đêm", "trưa"})
_LIMITS = frozenset({"trước", "sau", "hết", "từ", "đến", "dịp", "hạn"})  # a pair after them may be a day and month
_OUT_OF = frozenset({"3", "4", "5", "10", "100"})  # `9 trên 10 người`
_LEADING = frozenset({"dẫn", "vượt", "vươn"})


class Pairs:
    """Tells ratios from dates and scores from ranges, with the tables of one lexicon."""

    def __init__(self, lexicon: Lexicon, amounts: Amounts, units: Units, nouns: Nouns) -> None:
        self._amounts = amounts
        self._units = units
        self._nouns = nouns
        self._scores = Phrases((form, True) for form in lexicon.forms("score_words"))
        words = context_words(lexicon)
        self._leads = words["ratio_lead"]
        self._wholes = words["ratio_noun"]

    def is_ratio(self, scan: Scan, amount: Amount) -> bool:
        """Tell whether the fraction `amount` is a ratio, where it might be a day and a month."""
        if amount.ratio is None or amount.marked:
            return amount.ratio is not None
        above, below = amount.ratio
        start, stop = amount.start, amount.stop
        if scan.folded[stop] in _DATE_AFTER:
            return False
        counted = (
            self._nouns.counted.at(scan, stop) is not None
            or self._nouns.heads.at(scan, stop) is not None
            or scan.folded[stop] in self._wholes
        )
        if above > below:
            return counted and below > 12
        if below > 12 and scan.is_word(stop) and self._nouns.after(scan, stop, count=True) > stop:
            return True  # no month
        lead = scan.folded[start - 1] if start else ""
        told = lead in self._leads or self._amounts.comparison(scan, start)[1] is not None
        return counted or told or (start == 0 and stop == scan.size)

    def sides(self, scan: Scan, amount: Amount) -> tuple[int, str] | None:
        """Return the index after a ratio of two sides (`tỷ lệ 16:9`), and its value `16/9`, or None."""
        start, stop = amount.start, amount.stop
        if scan.folded[stop] == "chọi" and scan.is_digits(stop + 1) and amount.value is not None and not amount.words:
            return stop + 2, f"{int(amount.value)}/{int(scan.texts[stop + 1])}"
        if scan.texts[stop] != ":" or not scan.is_digits(stop + 1) or scan.glued(stop) != scan.glued(stop + 1):
            return None
        if start == 0 or scan.folded[start - 1] != "lệ" or amount.value is None or amount.words:
            return None
        return stop + 2, f"{scan.source(start, stop)}/{scan.texts[stop + 1]}"

    def part(self, scan: Scan, amount: Amount) -> tuple[int, str] | None:
        """Return the index after `12 trong số 430`, `213 trên tổng số 480`, and the value `12/430`, or None."""
        at = amount.stop
        if amount.value is None or amount.scaled or scan.folded[at] not in {"trong", "trên"}:
            return None
        at += 1
        total = scan.folded[at] == "tổng"
        at += total
        if scan.folded[at] == "số":
            at += 1
        elif not total and (scan.folded[at - 1] != "trên" or scan.texts[at] not in _OUT_OF):
            return None
        whole = self._amounts.read(scan, at) if scan.is_digits(at) else None
        if whole is None or whole.value is None or whole.scaled or not 1 < amount.value <= whole.value:
            return None
        numbers = amount.value, whole.value
        if (
            any(n != n.to_integral_value() for n in numbers)
            or self._nouns.after(scan, whole.stop, count=True) == at + 1
        ):
            return None
        return whole.stop, f"{int(numbers[0])}/{int(numbers[1])}"

    def played(self, scan: Scan, index: int) -> bool:
        """Tell whether a score stands at token `index` after a name that ends in a label word: `hạ Cửa Lò 2-1`."""
        mark = index + 1
        tight = scan.texts[mark] in {"-", "–"} and scan.glued(mark) and scan.glued(mark + 1)
        return tight and scan.is_digits(mark + 1) and len(scan.texts[index]) < 3 and self._told(scan, index, mark + 2)

    def score(self, scan: Scan, amount: Amount, last_score: int) -> tuple[int, str] | None:
        """Return the index after the score that begins with `amount`, and its value `3-1`, or None.

        A word of play before it, two names around it or another score just before (`last_score` is where that
        ended, or -1) say that it is one.
        """
        start, stop = amount.start, amount.stop
        mark = scan.texts[stop]
        if amount.value is None or stop != start + 1 or amount.words or mark not in {"-", "–", ":"}:
            return None
        if not scan.is_digits(stop + 1) or scan.glued(stop) != scan.glued(stop + 1):
            return None
        if amount.value > 200 or len(scan.texts[stop + 1]) > 3:
            return None
        end = stop + 2
        if (
            scan.texts[end] in {"-", "–", "/", ","}
            and scan.glued(end)
            and scan.glued(end + 1)
            and scan.is_digits(end + 1)
        ):
            return None
        if self._units.read(scan, end, scaled=False) is not None or self._units.durations.at(scan, end) is not None:
            return None
        if self._amounts.words.scale(scan, end, words=False) is not None or scan.folded[end] == "tuổi":
            return None
        near = last_score >= 0 and start - last_score <= 3
        named = start > 0 and mark != ":" and scan.is_capital(start - 1) and scan.is_capital(end)
        if near or named or self._told(scan, start, end):
            return end, f"{int(scan.texts[start])}-{int(scan.texts[stop + 1])}"
        return None

    def _told(self, scan: Scan, start: int, end: int) -> bool:
        limit = scan.folded[start - 1] in _LIMITS and scan.folded[start - 2] not in _LEADING if start > 1 else False
        if limit and 0 < int(scan.texts[start]) <= 31 and 0 < int(scan.texts[end - 1]) <= 12:
            return False
        if self._nouns.counted.at(scan, end) is not None or scan.folded[start - 1] in _DATE_BEFORE:
            return False
        at = start
        while at > max(0, start - _SCORE_REACH) and scan.texts[at - 1] not in {"\n", ".", ";"}:
            at -= 1
            if self._scores.at(scan, at) is not None:
                return True
        return False

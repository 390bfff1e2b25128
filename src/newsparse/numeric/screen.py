"""Which figures and number words are numbers at all, before anyone asks of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.numeric.context import context_words
from newsparse.numeric.labels import Labels
from newsparse.numeric.scan import Phrases

if TYPE_CHECKING:
    from newsparse.numeric.amounts import Amounts
    from newsparse.numeric.nouns import Nouns
    from newsparse.numeric.scan import Scan
    from newsparse.numeric.units import Units
    from newsparse.text.lexicon import Lexicon

_OPENING = frozenset(["\n", ".", ":", "!", "?", "“", '"', "-", "–", "…", "(", ";", "'", "‘", "+", "*", "•", ")"])
_HIGHEST_LEVEL = 17  # of storms; schools and offices have fewer
_ADDED = frozenset("-/.")


class Screen:
    """Passes numbers and stops labels, with the tables of one lexicon."""

    def __init__(self, lexicon: Lexicon, amounts: Amounts, units: Units, nouns: Nouns) -> None:
        self.labels = Labels(lexicon)
        self._amounts = amounts
        self._units = units
        self._nouns = nouns
        self._traps = Phrases((form, True) for form in lexicon.forms("word_traps"))
        words = context_words(lexicon)
        self._kin = words["kin"]
        self._admin = words["admin"]
        self._before_year = words["before_year"]

    def is_label(self, scan: Scan, index: int, end: int, label_stop: int) -> bool:
        """Tell whether the figures at tokens `[index, end)` are a label; `label_stop` is where the last one ended."""
        labels = self.labels
        if labels.glued(scan, index):
            return self._units.currency_before(scan, index) is None
        if labels.numbering(scan, index, end) or labels.note(scan, index, end):
            return True
        if end == index + 1 and len(scan.texts[index]) > 9 and not self.measures(scan, end):
            return True
        if self._is_model(scan, end) or self._is_title(scan, index, end):
            return True
        kind = labels.head(scan, index)
        if kind == "date":
            return scan.folded[end] != "tuổi" and labels.dated(scan, index, end)
        if kind == "strong":
            return not (self._is_amount(scan, end) or self._is_granted(scan, index, end))
        if kind == "phone":
            return True
        if kind == "weak" and not self.measures(scan, end) and not self._goes_on(scan, end):
            raw = scan.source(index, end)
            return "." not in raw and "," not in raw
        if kind == "weak" and self._is_numbered(scan, index, end):
            return True
        fraction = scan.texts[end] == "/" and scan.is_digits(end + 1)
        if fraction or not labels.follows_list(scan, index, label_stop):
            return False
        text = scan.texts[index]
        return not self.measures(scan, end) or (len(text) == 4 and text[:2] in {"19", "20"} and end == index + 1)

    def _is_granted(self, scan: Scan, index: int, end: int) -> bool:
        """Tell whether a label word is a verb before a large count: `cấp 3.200 con bò`, `cấp 120 suất quà`."""
        raw = scan.source(index, end)
        large = "." in raw or (raw.isdecimal() and len(raw) < 5 and int(raw) > _HIGHEST_LEVEL)
        return large and scan.folded[index - 1] == "cấp" and self._nouns.counted.at(scan, end) is not None

    def _is_amount(self, scan: Scan, end: int) -> bool:
        """Tell whether money or a measure is told even after a label word: `thanh khoản 18.500 tỷ đồng`."""
        scale = self._amounts.words.scale(scan, end, words=False)
        unit = self._units.read(scan, end if scale is None else end + 1, scaled=scale is not None)
        return scale is not None or (unit is not None and (unit.kind != "quantity" or len(scan.texts[end]) > 1))

    def measures(self, scan: Scan, end: int) -> bool:
        """Tell whether a scale, a unit or a noun that is often counted begins at token `end`."""
        if self._amounts.words.scale(scan, end, words=False) is not None or scan.folded[end] == "tuổi":
            return True
        if self._units.read(scan, end, scaled=False) is not None:
            return True
        return self._nouns.counted.at(scan, end) is not None

    def _is_numbered(self, scan: Scan, index: int, end: int) -> bool:
        """Tell whether a capital after the noun makes the number a name: `thôn 4 xã Quảng Thạch`, `Điều 50 Luật …`."""
        admin = self._admin
        within = scan.folded[index - 1] in admin and scan.folded[end] in admin and scan.is_capital(end + 1)
        return within or (scan.folded[index - 1] == "điều" and scan.is_capital(end))

    def _goes_on(self, scan: Scan, end: int) -> bool:
        """Tell whether a dash and a number with its unit follow (`thị trường 5 - 10%`)."""
        if scan.texts[end] not in {"-", "–"} or not scan.is_digits(end + 1):
            return False
        found = self._amounts.words.figures(scan, end + 1)
        stop = end + 2 if found is None else found[0]
        return self.measures(scan, stop)

    def _is_title(self, scan: Scan, index: int, end: int) -> bool:
        """Tell whether the number ends a name: `iOS 11`. A unit or counted noun after it makes it none."""
        if index == 0 or end > index + 1 or scan.starts[index] == scan.ends[index - 1] + 2:
            return False
        before = scan.texts[index - 1]
        if not before[0].isalpha() or before == before.lower():
            return False
        if self._units.currency_before(scan, index) is not None or self.measures(scan, end):
            return False
        if self._units.durations.at(scan, end) is not None or scan.texts[end] in {"-", "–", "/", "%", ":"}:
            return False
        told = self._nouns.words.at(scan, index - 1) is not None or self._amounts.comparison(scan, index)[1] is not None
        return not (told and self.opens(scan, index - 1))

    def _is_model(self, scan: Scan, end: int) -> bool:
        """Tell whether letters stuck to the digits make a name: `4D`, `51F`, `5G`."""
        if not scan.glued(end) or not scan.is_word(end):
            return False
        if self._amounts.words.scale(scan, end, words=False) is not None:
            return False
        if self._units.read(scan, end, scaled=False) is not None or self._units.durations.at(scan, end) is not None:
            return False
        text = scan.texts[end]
        return not (self._units.split_metres(scan, end) or text == "x" or (text.islower() and len(text) > 2))

    def is_trap(self, scan: Scan, index: int) -> bool:
        """Tell whether another word begins with the number word at token `index`: `ba lô`."""
        return self._traps.at(scan, index) is not None

    @staticmethod
    def label_end(scan: Scan, end: int) -> int:
        """Return the index after all that is stuck to a label that ends at token `end`."""
        stop = end
        while stop < scan.size and scan.glued(stop):
            joined = scan.texts[stop] in _ADDED and scan.glued(stop + 1) and scan.texts[stop + 1][:1].isalnum()
            if not (joined or scan.is_word(stop) or scan.is_digits(stop)):
                break
            stop += 1
        return stop

    def is_number_word(self, scan: Scan, index: int) -> bool:
        """Tell whether the number word at token `index` can be a number where it stands."""
        if self._amounts.word_fraction(scan, index) is not None:
            return True
        if self._traps.at(scan, index) is not None or self._units.trapped(scan, index):
            return False
        folded = scan.folded[index]
        if self._amounts.words.roles[folded][0] in {"link", "zero", "half", "after_ten", "never"}:
            return False
        if scan.is_capital(index):
            following = scan.texts[index + 1]
            if not self.opens(scan, index) or (following[:1].isupper() and not following.isupper()):
                return False
        previous = scan.folded[index - 1] if index else ""
        if (previous == "/" and scan.glued(index)) or (folded == "năm" and previous.isdecimal()):
            return False
        if (previous in self._kin and not self.labels.opens_count(scan, index)) or (
            folded == "năm" and previous in self._before_year
        ):
            return False
        kind = self.labels.head(scan, index)
        if kind in {"strong", "phone"} and previous != "số":
            return False
        if kind == "date" and folded != "một" and previous not in {"năm", "ngày"}:
            return False
        return folded != "một" or scan.folded[index + 1] not in {"trong", "những", "số"}

    @staticmethod
    def opens(scan: Scan, index: int) -> bool:
        """Tell whether token `index` begins a sentence or a quotation, where a capital says nothing."""
        return index == 0 or scan.texts[index - 1] in _OPENING

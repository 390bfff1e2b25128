"""Numeric facts: quantities with what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsparse.numeric.quantities import Quantity, Reader
from newsparse.numeric.scan import Phrases, Scan
from newsparse.record import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsparse.entities.resolve import Entities
    from newsparse.record import Time
    from newsparse.text.document import Document
    from newsparse.text.lexicon import Lexicon

_REACH = 80  # tokens that a clause is looked through to the left of a number
_SHORT_TEXT = 6  # words of the noun phrase that a count's text takes in


@dataclass(slots=True)
class _About:
    """What is known of a quantity's item while the facts of a sentence are put together."""

    quantity: Quantity
    stop: int
    item: tuple[int, int] | None = None


class FactFinder:
    """Finds facts with the tables of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.reader = Reader(lexicon)
        self._drop = Phrases((row["form"], True) for row in lexicon.rows("counted_nouns") if row["kind"] == "drop")
        self._sums = Phrases((form, True) for form in lexicon.forms("sum_words"))

    def find(self, document: Document, times: Sequence[Time], names: Entities | None) -> tuple[Fact, ...]:
        """Return the facts of a document in the order of the text."""
        scan = Scan(document.text)
        spans = [(t.start, t.end) for t in times]
        flags = self.reader.labels.mask(scan, [*spans, *_inside(scan, names)])
        found: list[_About] = []
        for quantity in self.reader.read(scan, flags):
            about = _About(quantity, self._text_stop(scan, quantity))
            self._item(scan, about, found)
            found.append(about)
        kept = self._without_articles(scan, found)
        return tuple(self._fact(scan, about) for about in kept)

    def _text_stop(self, scan: Scan, quantity: Quantity) -> int:
        if not quantity.noun or quantity.kind == "rate":
            return quantity.stop
        stop = self.reader.nouns.after(scan, quantity.stop, count=True)
        return min(stop, quantity.stop + _SHORT_TEXT) if stop > quantity.stop else quantity.stop

    def _item(self, scan: Scan, about: _About, earlier: list[_About]) -> None:
        nouns = self.reader.nouns
        quantity = about.quantity
        if quantity.kind in {"score", "age"}:
            return
        previous = earlier[-1] if earlier else None
        stop = quantity.stop
        if quantity.noun and quantity.kind == "rate":
            about.item = (quantity.inner, _before_stroke(scan, quantity))
            return
        if quantity.noun:
            end = nouns.after(scan, stop, count=True)
            first = self._undressed(scan, stop, end)
            about.item = (first, end)
            if end - stop == 1:
                self._widen(scan, about, previous)
            return
        if quantity.kind == "percentage" and scan.folded[stop] == "so" and self._reaches(scan, quantity):
            end = nouns.after(scan, stop + 2)
            if end > stop + 2:
                about.item = (stop + 2, end)
                return
        if quantity.kind != "multiple":
            end = nouns.after(scan, stop) if scan.is_word(stop) else stop
            if end > stop and not (quantity.kind == "rate"):
                about.item = (stop, end)
                return
        self._look_back(scan, about, previous)

    def _reaches(self, scan: Scan, quantity: Quantity) -> bool:
        before = {scan.folded[quantity.first - k] for k in (1, 2, 3) if quantity.first >= k}
        return bool(before & {"đạt", "bằng"}) and "tăng" not in before and "giảm" not in before

    def _undressed(self, scan: Scan, first: int, end: int) -> int:
        found = self._drop.at(scan, first)
        return found[0] if found is not None and found[0] < end else first

    def _widen(self, scan: Scan, about: _About, previous: _About | None) -> None:
        """Take `người chết` for `số người chết giảm 244 người`: the clause's subject says more than the count."""
        quantity = about.quantity
        low = max(0, quantity.first - _REACH, previous.stop if previous else 0)
        clause = self.reader.nouns.clause(scan, quantity.first, low)
        span = self.reader.nouns.before(scan, clause, quantity.first)
        if span is None or about.item is None:
            return
        if span[1] - span[0] > 1 and scan.folded[span[0]] == scan.folded[about.item[0]]:
            about.item = span

    def _look_back(self, scan: Scan, about: _About, previous: _About | None) -> None:
        nouns = self.reader.nouns
        first = about.quantity.first
        if self._sums.before(scan, first) is not None:
            word = scan.folded[first - 1]
            if word in {"giá", "cộng"}:
                return
        low = max(0, first - _REACH)
        at = first
        for _ in range(3):
            clause = nouns.clause(scan, at, low)
            if previous is not None and clause < previous.stop <= at:
                clause = previous.stop
                span = nouns.before(scan, clause, at)
                about.item = span or previous.item
                return
            span = nouns.before(scan, clause, at)
            if span is not None:
                about.item = span
                return
            mark = scan.texts[clause - 1] if clause else ""
            if mark not in {",", "("} or clause <= low:
                return
            at = clause - 1
            if previous is not None and previous.stop >= at:
                about.item = previous.item
                return

    def _without_articles(self, scan: Scan, found: list[_About]) -> list[_About]:
        """Drop `một` where it is an article: it counts only in a list with other counts."""
        kept: list[_About] = []
        chain: list[_About] = []
        for about in found:
            if chain and not self._listed(scan, chain[-1], about):
                kept += _counts(chain)
                chain = []
            chain.append(about)
        return kept + _counts(chain)

    def _listed(self, scan: Scan, left: _About, right: _About) -> bool:
        if left.quantity.kind != "quantity" or right.quantity.kind != "quantity":
            return False
        end = self.reader.nouns.after(scan, left.quantity.stop, count=True) if left.quantity.noun else left.stop
        gap = range(end, right.quantity.first)
        if not 0 < len(gap) <= 7:
            return False
        if not all(scan.texts[at] == "," or scan.is_word(at) for at in gap):
            return False
        return scan.texts[gap[-1]] == "," or scan.folded[gap[-1]] == "và"

    def _fact(self, scan: Scan, about: _About) -> Fact:
        quantity = about.quantity
        start, end = scan.span(quantity.first, about.stop)
        item = None if about.item is None else scan.span(*about.item)
        return Fact(
            text=scan.text[start:end],
            kind=quantity.kind,
            start=start,
            end=end,
            value=quantity.value,
            min=quantity.min,
            max=quantity.max,
            unit=quantity.unit,
            approx=quantity.approx,
            item=None if item is None else scan.text[item[0] : item[1]],
            item_span=item,
        )


def _counts(chain: list[_About]) -> list[_About]:
    return chain if any(not about.quantity.one for about in chain) else []


def _before_stroke(scan: Scan, quantity: Quantity) -> int:
    at = quantity.inner
    while at < quantity.stop and scan.texts[at] != "/":
        at += 1
    return at


def _inside(scan: Scan, names: Entities | None) -> Iterable[tuple[int, int]]:
    """Yield the spans of names after their first word: a number there is part of the name."""
    if names is None:
        return
    for mentions in (*(o.mentions for o in names.organisations), *(p.mentions for p in names.places)):
        for mention in mentions:
            space = mention.text.find(" ")
            if space > 0 and any(c.isdecimal() for c in mention.text) and not mention.text[0].isdecimal():
                yield mention.start + space, mention.end


_CACHE: dict[int, tuple[Lexicon, FactFinder]] = {}


def fact_finder(lexicon: Lexicon) -> FactFinder:
    """Return the fact finder of a lexicon, built once for each."""
    found = _CACHE.get(id(lexicon))
    if found is None or found[0] is not lexicon:
        if len(_CACHE) > 8:
            _CACHE.clear()
        found = _CACHE[id(lexicon)] = (lexicon, FactFinder(lexicon))
    return found[1]


def find_facts(
    document: Document, lexicon: Lexicon, *, times: Sequence[Time] = (), names: Entities | None = None
) -> tuple[Fact, ...]:
    """Return the numeric facts of a document in the order of its text.

    `times` are the document's times: no fact overlaps one. `names` are its entities: a number inside a name
    is no fact, and a name before a number is its subject.
    """
    return fact_finder(lexicon).find(document, times, names)

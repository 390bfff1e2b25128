"""Compare records with gold. What counts as the same is told in `same.py` and in `docs/gold.md`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from newsparse.evaluation.passages import compare_text
from newsparse.evaluation.same import (
    plain,
    same_body,
    same_fact,
    same_item,
    same_name,
    same_position,
    same_time,
    same_words,
)
from newsparse.files import parse_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from newsparse.evaluation.gold import Gold, Item, Named
    from newsparse.options import Options
    from newsparse.record import Fact, Organisation, Person, Position, Record, Time

FIELDS: Final = (
    "text", "clean", "headline", "date", "minute", "authors", "officials", "positions", "people", "organisations",
    "facts", "items", "approx", "times",
)  # fmt: skip

G = TypeVar("G")
P = TypeVar("P")
_Span = tuple[int, int]
_CLEAN: Final = 0.98  # precision and recall of a page's text from which it counts as clean


class Miss(msgspec.Struct, frozen=True):
    """One difference: `what` was missed or is wrong, in which document, and the sentence it stands in.

    `found` is what the record has instead, where the field has one value.
    """

    field: str
    wrong: bool
    document: str
    what: str
    found: str | None = None
    sentence: str = ""

    def __str__(self) -> str:
        kind = "wrong" if self.wrong else "missed"
        instead = "" if self.found is None else f" (found {self.found})"
        return f"{kind} {self.field} {self.document}: {self.what}{instead}"


@dataclass(slots=True)
class Row:
    """The counts of one field over all documents."""

    found: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 1 where there is none."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.found + self.wrong + self.missed
        return 2 * self.found / total if total else 1.0


@dataclass(slots=True)
class Evaluation:
    """The documents, the rows of all fields, and every difference."""

    documents: list[str] = field(default_factory=list)
    rows: dict[str, Row] = field(default_factory=lambda: {name: Row() for name in FIELDS})
    misses: list[Miss] = field(default_factory=list)

    def scores(self) -> dict[str, float]:
        """Return the F1 of each field that the gold asks for."""
        return {name: round(row.f1, 4) for name, row in self.rows.items() if row.found + row.wrong + row.missed}


def evaluate(gold: Iterable[tuple[Path, Gold]], options: Options | None = None) -> Evaluation:
    """Return the evaluation of newsparse on articles with gold (see `read_gold`)."""
    result = Evaluation()
    for path, wanted in gold:
        result.documents.append(path.stem)
        _Document(result, path.stem, wanted, parse_file(path, options=options)).compare()
    return result


class _Document:
    """One article's record against its gold."""

    def __init__(self, result: Evaluation, name: str, gold: Gold, record: Record) -> None:
        self.result, self.name, self.gold, self.record = result, name, gold, record

    def compare(self) -> None:
        gold, extra = self.gold, self.gold.optional
        self._page()
        self._text()
        self._persons()
        self._match(
            "organisations", gold.organisations, self.record.organisations, same_body, extra.organisations, _name
        )
        pairs = self._match("facts", gold.facts, self.record.facts, same_fact, extra.facts, _show)
        for wanted, fact in pairs:
            span, name = (fact.start, fact.end), wanted.text
            if wanted.item:
                same = same_item(wanted.item, fact.item or "")
                self._count("items", same, f"{name} → {wanted.item}", fact.item, span)
            self._count("approx", wanted.approx == fact.approx, f"{name} → {wanted.approx}", fact.approx, span)
        self._match("times", gold.times, self.record.times, same_time, extra.times, _show)

    def _page(self) -> None:
        gold, record = self.gold, self.record
        if gold.headline is not None:
            same = same_words(gold.headline, record.headline or "")
            self._count("headline", same, gold.headline, record.headline)
        if gold.published is not msgspec.UNSET:
            found = record.published.value if record.published else None
            wanted = gold.published or None
            self._count("date", _head(found, 10) == _head(wanted, 10), str(_head(wanted, 10)), _head(found, 10))
            if wanted and "T" in wanted:
                self._count("minute", _head(found, 16) == wanted[:16], wanted[:16], _head(found, 16))
        if gold.authors is not None:
            same = sorted(map(plain, record.authors)) == sorted(map(plain, gold.authors))
            self._count("authors", same, ", ".join(gold.authors) or "none", ", ".join(record.authors))

    def _text(self) -> None:
        if self.gold.text is None:
            return
        compared = compare_text(self.gold.text, self.record, (self.gold.headline or "", *self.gold.neutral))
        row = self.result.rows["text"]
        row.found += compared.found
        row.wrong += compared.wrong
        row.missed += compared.missed
        page = Row(compared.found, compared.wrong, compared.missed)
        clean = min(page.precision, page.recall) >= _CLEAN
        self._count("clean", clean, "the text", f"precision {page.precision:.2f}, recall {page.recall:.2f}")
        for wrong, passages in ((False, compared.missed_passages), (True, compared.wrong_passages)):
            self.result.misses += [Miss("text", wrong, self.name, p.words, None, p.block) for p in passages]

    def _persons(self) -> None:
        gold, record, extra = self.gold, self.record, self.gold.optional
        self._match("officials", gold.officials, record.officials, _same_person, extra.officials, _name)
        self._match(
            "positions",
            _offices(gold.officials),
            [_Office(p.name, position.text, position) for p in record.officials for position in p.positions],
            lambda g, p: same_position((g.name, g.text), (p.name, p.text)),
            _offices(extra.officials),
            lambda o: f"{o.name} | {o.text}",
        )
        if gold.people is None:
            return
        authors = {plain(author) for author in record.authors}
        people = [*_names(gold.officials), *(_Name(name) for name in gold.people if plain(name) not in authors)]
        others = [*map(_Name, extra.people or ()), *_names(extra.officials)]
        self._match("people", people, [*record.officials, *record.people], _same_person, others, _name)

    def _count(self, name: str, same: bool, what: str, found: str | None, span: _Span | None = None) -> None:
        row = self.result.rows[name]
        if same:
            row.found += 1
            return
        row.missed += 1
        row.wrong += 1
        sentence = self.record.sentence_of(span) if span is not None else ""
        self.result.misses.append(Miss(name, False, self.name, what, found or "none", sentence))

    def _match(
        self,
        name: str,
        wanted: Sequence[G] | None,
        found: Sequence[P],
        same: Callable[[G, P], bool],
        optional: Sequence[G] | None,
        show: Callable[[G | P], str],
    ) -> list[tuple[G, P]]:
        """Match gold with what was found, each at most once, what stands in the same place first; return the pairs."""
        if wanted is None:
            return []
        row = self.result.rows[name]
        left = list(found)
        pairs: dict[int, P] = {}
        for here in (True, False):
            for number, one in enumerate(wanted):
                hit = self._nearest(one, [other for other in left if same(one, other)], here=here)
                if number not in pairs and hit is not None:
                    left.remove(hit)
                    pairs[number] = hit
        for one in optional or ():
            hit = self._nearest(one, [other for other in left if same(one, other)])
            if hit is not None:
                left.remove(hit)
        missed = [one for number, one in enumerate(wanted) if number not in pairs]
        row.found += len(pairs)
        row.missed += len(missed)
        row.wrong += len(left)
        misses = self.result.misses
        misses += [Miss(name, False, self.name, show(one), None, self._sentence(one)) for one in missed]
        misses += [Miss(name, True, self.name, show(other), None, self._sentence(other)) for other in left]
        return [(wanted[number], pairs[number]) for number in sorted(pairs)]

    def _nearest(self, wanted: object, candidates: list[P], *, here: bool = False) -> P | None:
        """Return the candidate that begins nearest to something of the gold; with `here` only one that overlaps it."""
        place = self._place(wanted)
        if here:
            candidates = [c for c in candidates if place and _overlap(place, _span(c))]
        start = place[0] if place else 0
        return min(candidates, key=lambda other: abs((_span(other) or (0, 0))[0] - start), default=None)

    def _place(self, one: object) -> _Span | None:
        """Return where something of the record or of the gold stands in the record's text."""
        span = _span(one)
        if span is not None:
            return span
        text = self.record.text
        places = [match.start() for match in re.finditer(re.escape(_shown(one)), text)]
        nth = getattr(one, "nth", 1)
        if len(places) < nth:
            return None
        at = places[nth - 1]
        if isinstance(one, _Office):
            persons = [match.start() for match in re.finditer(re.escape(one.name), text)] or [at]
            at = min(places, key=lambda place: min(abs(place - person) for person in persons))
        return at, at + len(_shown(one))

    def _sentence(self, one: object) -> str:
        """Return the sentence in which something stands; the paragraph of the gold's text where the record lacks it."""
        place = self._place(one)
        if place is not None:
            return self.record.sentence_of(place)
        return next((block for block in (self.gold.text or "").split("\n\n") if _shown(one) in block), "")


@dataclass(frozen=True, slots=True)
class _Office:
    """A person's name with one office phrase."""

    name: str
    text: str
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    """A person's name in the gold."""

    name: str


def _offices(officials: Sequence[Named] | None) -> list[_Office] | None:
    return None if officials is None else [_Office(o.name, text) for o in officials for text in o.positions]


def _names(officials: Sequence[Named] | None) -> list[_Name]:
    return [_Name(official.name) for official in officials or ()]


def _name(one: Named | Organisation | Person | _Name) -> str:
    return one.name


def _shown(one: object) -> str:
    """Return the words of something in the gold, as they stand in the article."""
    return str(getattr(one, "text", None) or getattr(one, "name", ""))


def _same_person(one: Named | _Name, two: Person) -> bool:
    return same_name(one.name, two.name)


def _span(one: object) -> _Span | None:
    """Return the span of a fact, a time or a position, or of the first mention of a person or a body."""
    if isinstance(one, _Office):
        return (one.position.start, one.position.end) if one.position is not None else None
    if hasattr(one, "start"):
        return one.start, one.end  # type: ignore[attr-defined]
    mentions = getattr(one, "mentions", ())
    return (mentions[0].start, mentions[0].end) if mentions else None


def _overlap(one: _Span, two: _Span | None) -> bool:
    return two is not None and one[0] < two[1] and two[0] < one[1]


def _head(value: str | None, length: int) -> str | None:
    return value[:length] if value else None


def _show(one: Item | Fact | Time) -> str:
    low, high = getattr(one, "min", None), getattr(one, "max", None)
    value = one.value if one.value is not None else f"{low}..{high}" if low or high else "–"
    return f"{one.text} = {value} {getattr(one, 'unit', None) or ''}".rstrip()

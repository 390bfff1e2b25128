"""Compare records with gold. What counts as the same is told at each field below and in `docs/gold.md`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from newsparse.files import parse_file
from newsparse.text.normalise import normalise
from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from newsparse.evaluation.gold import Gold, Item, Named
    from newsparse.options import Options
    from newsparse.record import Fact, Organisation, Record, Time

FIELDS: Final = (
    "text", "headline", "date", "authors", "officials", "positions", "people", "organisations", "facts", "items",
    "approx", "times",
)  # fmt: skip

G = TypeVar("G")
P = TypeVar("P")
_WORD = re.compile(r"\w+")
_ENOUGH: Final = 0.6  # words that two wordings of a position must share
_HALF: Final = 0.5  # words that two wordings of an item, or two texts of a time, must share


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference: what was missed or is wrong, where, and the sentence it stands in."""

    field: str
    wrong: bool
    document: str
    what: str
    sentence: str = ""


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
    """The rows of all fields, and every difference."""

    documents: int = 0
    rows: dict[str, Row] = field(default_factory=lambda: {name: Row() for name in FIELDS})
    misses: list[Miss] = field(default_factory=list)

    def scores(self) -> dict[str, float]:
        """Return the F1 of each field that the gold asks for."""
        return {name: round(row.f1, 4) for name, row in self.rows.items() if row.found + row.wrong + row.missed}


def evaluate(gold: Iterable[tuple[Path, Gold]], options: Options | None = None) -> Evaluation:
    """Return the evaluation of newsparse on articles with gold (see `read_gold`)."""
    result = Evaluation()
    for path, wanted in gold:
        result.documents += 1
        _Document(result, path.stem, wanted, parse_file(path, options=options)).compare()
    return result


class _Document:
    """One article's record against its gold."""

    def __init__(self, result: Evaluation, name: str, gold: Gold, record: Record) -> None:
        self.result, self.name, self.gold, self.record = result, name, gold, record

    def compare(self) -> None:
        gold, record, extra = self.gold, self.record, self.gold.optional
        self._page()
        authors = {_plain(author) for author in record.authors}
        officials = [(o.name, p) for o in gold.officials for p in o.positions]
        self._match("officials", [o.name for o in gold.officials], [p.name for p in record.officials], _same_name,
                    [o.name for o in extra.officials], str)  # fmt: skip
        self._match(
            "positions",
            officials,
            [(p.name, position.text) for p in record.officials for position in p.positions],
            lambda g, p: _same_name(g[0], p[0]) and _overlap(g[1], p[1]) >= _ENOUGH,
            [(o.name, p) for o in extra.officials for p in o.positions],
            " | ".join,
        )
        people = [o.name for o in gold.officials] + [n for n in gold.people if _plain(n) not in authors]
        self._match("people", people, [p.name for p in (*record.officials, *record.people)], _same_name,
                    [*extra.people, *(o.name for o in extra.officials)], str)  # fmt: skip
        self._match("organisations", gold.organisations, record.organisations, _same_body, extra.organisations,
                    lambda o: o.name)  # fmt: skip
        pairs = self._match("facts", gold.facts, record.facts, _same_fact, extra.facts, _show)
        for wanted, fact in pairs:
            if wanted.item:
                same = _overlap(wanted.item, fact.item or "") >= _HALF
                self._count("items", same, f"{wanted.text} → {wanted.item} (found {fact.item})", fact)
            same = wanted.approx == fact.approx
            self._count("approx", same, f"{wanted.text} → {wanted.approx} (found {fact.approx})", fact)
        self._match("times", gold.times, record.times, _same_time, extra.times, _show)

    def _page(self) -> None:
        gold, record = self.gold, self.record
        if gold.headline is not None:
            same = _words(gold.headline) == _words(record.headline or "")
            self._count("headline", same, f"{gold.headline} (found {record.headline})")
        if gold.published is not msgspec.UNSET:
            found = record.published.value[:10] if record.published else None
            wanted = gold.published[:10] if gold.published else None
            self._count("date", found == wanted, f"{wanted} (found {found})")
        if gold.authors is not None:
            names = [_plain(author) for author in record.authors]
            same = sorted(names) == sorted(_plain(author) for author in gold.authors)
            self._count("authors", same, f"{', '.join(gold.authors)} (found {', '.join(record.authors)})")
        if gold.text is not None:
            row = self.result.rows["text"]
            wanted_words, found_words = _words(gold.text), _words(record.text)
            common = _common(wanted_words, found_words)
            row.found += common
            row.missed += len(wanted_words) - common
            row.wrong += len(found_words) - common

    def _count(self, name: str, same: bool, what: str, span: Fact | None = None) -> None:
        row = self.result.rows[name]
        if same:
            row.found += 1
            return
        row.missed += 1
        row.wrong += 1
        sentence = self.record.sentence_of(span) if span is not None else ""
        self.result.misses.append(Miss(name, False, self.name, what, sentence))

    def _match(
        self,
        name: str,
        wanted: Sequence[G],
        found: Sequence[P],
        same: Callable[[G, P], bool],
        optional: Sequence[G],
        show: Callable[[G | P], str],
    ) -> list[tuple[G, P]]:
        """Match gold with what was found, each at most once; return the pairs."""
        row = self.result.rows[name]
        left = list(found)
        pairs: list[tuple[G, P]] = []
        for one in wanted:
            hit = next((other for other in left if same(one, other)), None)
            if hit is None:
                row.missed += 1
                self.result.misses.append(Miss(name, False, self.name, show(one), self._around(show(one))))
            else:
                row.found += 1
                left.remove(hit)
                pairs.append((one, hit))
        for one in optional:
            hit = next((other for other in left if same(one, other)), None)
            if hit is not None:
                left.remove(hit)
        row.wrong += len(left)
        self.result.misses += [Miss(name, True, self.name, show(p), self._around(show(p))) for p in left]
        return pairs

    def _around(self, shown: str) -> str:
        text = re.split(r" = | \| ", shown)[-1 if " | " in shown else 0]
        at = self.record.text.find(text)
        return self.record.sentence_of((at, at + len(text))) if at >= 0 else ""


def _plain(text: str) -> str:
    return " ".join(fold(word) for word in normalise(text).replace("–", "-").replace("—", "-").split())


def _words(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(normalise(text))]


def _common(one: list[str], two: list[str]) -> int:
    rest: dict[str, int] = {}
    for word in two:
        rest[word] = rest.get(word, 0) + 1
    common = 0
    for word in one:
        if rest.get(word, 0):
            rest[word] -= 1
            common += 1
    return common


def _overlap(one: str, two: str) -> float:
    """Dice coefficient of two texts as bags of words."""
    first, second = _words(one), _words(two)
    return 2 * _common(first, second) / (len(first) + len(second)) if first and second else 0.0


def _same_name(one: str, two: str) -> bool:
    return _plain(one) == _plain(two)


def _same_body(gold: Named, found: Organisation | Named) -> bool:
    wanted = {_plain(form) for form in (gold.name, *gold.aliases)}
    forms = [found.name]
    if not hasattr(found, "aliases"):
        forms += [found.canonical, *(mention.text for mention in found.mentions)]
    return any(_plain(form) in wanted for form in forms)


def _number(value: str | None) -> object:
    if value is None:
        return None
    try:
        return Decimal(value).normalize()
    except InvalidOperation:
        return tuple(re.findall(r"\d+", value))


def _same_fact(gold: Item, found: Fact) -> bool:
    """Value (or both ends), unit, and a word of the text."""
    numbers = all(_number(getattr(gold, k)) == _number(getattr(found, k)) for k in ("value", "min", "max"))
    return numbers and gold.unit == found.unit and bool(set(_words(gold.text)) & set(_words(found.text)))


def _same_time(gold: Item, found: Time) -> bool:
    return _overlap(gold.text, found.text) >= _HALF and gold.value in (None, found.value)


def _show(one: Item | Fact | Time) -> str:
    low, high = getattr(one, "min", None), getattr(one, "max", None)
    value = one.value if one.value is not None else f"{low}..{high}" if low or high else "–"
    return f"{one.text} = {value} {getattr(one, 'unit', None) or ''}".rstrip()

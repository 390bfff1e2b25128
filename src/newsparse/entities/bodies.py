"""Organisations: a head noun and how far it reaches, known bodies, acronyms; one entry a body, with all mentions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from newsparse.entities.gazetteer import Gazetteer, gazetteer
from newsparse.entities.spans import head_at, person_begins, place_end, proper
from newsparse.entities.view import CAPITAL, DIGIT, LOWER, UPPER, View, make_view
from newsparse.record import Mention, Organisation
from newsparse.text.phrases import PhraseTable
from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from newsparse.record import OrganisationKind
    from newsparse.text.document import Document
    from newsparse.text.lexicon import Lexicon

_LEVELS = frozenset(
    (
        "tỉnh",
        "huyện",
        "quận",
        "xã",
        "phường",
        "thành phố",
        "thị xã",
        "thị trấn",
        "TP",
        "trung ương",
        "TW",
        "T.Ư",
        "quốc gia",
    )
)
_JOINS = frozenset(("và", "-", "–", "&"))


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun of bodies; see the columns of table `org_heads`."""

    canonical: str
    kind: OrganisationKind
    named: bool
    alone: str
    lower: bool


@dataclass(frozen=True, slots=True)
class Bodies:
    """The tables of this module, looked up at a token."""

    heads: PhraseTable[Head]
    fields: PhraseTable[str]
    known: PhraseTable[tuple[str, OrganisationKind]]
    levels: PhraseTable[str]
    acronyms: PhraseTable[str]
    places: Gazetteer


@lru_cache(maxsize=8)
def bodies(lexicon: Lexicon) -> Bodies:
    """Return the tables of bodies of a lexicon."""
    return Bodies(
        PhraseTable(
            (
                r["form"],
                Head(
                    r["canonical"],
                    cast("OrganisationKind", r["kind"]),
                    r["class"] == "named",
                    r["alone"],
                    r["lower"] == "yes",
                ),
            )
            for r in lexicon.rows("org_heads")
        ),
        PhraseTable((r["form"], r["form"]) for r in lexicon.rows("org_fields")),
        PhraseTable((r["form"], (r["canonical"], cast("OrganisationKind", r["kind"]))) for r in lexicon.rows("bodies")),
        PhraseTable((level, level) for level in _LEVELS),
        PhraseTable((r["form"], r["expansion"]) for r in lexicon.rows("acronyms")),
        gazetteer(lexicon),
    )


@dataclass(frozen=True, slots=True)
class Span:
    """A body found at tokens `first` up to `last`."""

    first: int
    last: int
    kind: OrganisationKind
    canonical: str
    place: str | None


def find_organisations(document: Document, lexicon: Lexicon) -> tuple[Organisation, ...]:
    """Return the organisations of a document, each once, in the order of their first mention."""
    view = make_view(document)
    return _gather(view, _spans(view, bodies(lexicon)))


def _spans(view: View, tables: Bodies) -> list[Span]:
    found: list[Span] = []
    at = 0
    aliases: dict[str, Span] = {}
    while at < len(view):
        if view.shapes[at] in (LOWER, CAPITAL, UPPER) and not view.shouted[at]:
            span = _body(view, tables, at, 0)
            if span is not None:
                found.append(span)
                at = span.last
                after = _bracketed(view, at)
                if after is not None and view.texts[at + 1] not in aliases:
                    aliases[view.texts[at + 1]] = span
                continue
        at += 1
    if aliases:
        taken = {k for s in found for k in range(s.first, s.last)}
        for k, word in enumerate(view.texts):
            if word in aliases and k not in taken:
                span = aliases[word]
                found.append(Span(k, k + 1, span.kind, span.canonical, span.place))
        found.sort(key=lambda s: s.first)
    return found


def _bracketed(view: View, at: int) -> int | None:
    """Return the end of `(ABC)` at token `at`, an acronym of two letters or more, or None."""
    if (
        at + 2 < len(view)
        and view.texts[at] == "("
        and view.texts[at + 2] == ")"
        and len(view.texts[at + 1]) > 1
        and sum(map(str.isupper, view.texts[at + 1])) > 1
    ):
        return at + 3
    return None


def _body(view: View, tables: Bodies, at: int, depth: int) -> Span | None:
    known = tables.known.longest(view.folded, at)
    if known is not None and not (
        view.shapes[at] in (CAPITAL, UPPER)
        and all(proper(view, k) or not view.texts[k].isalpha() for k in (at, known[0] - 1))
        or (known[0] - at > 2 and view.shapes[at] == CAPITAL)
    ):
        known = None
    if (
        known is not None
        and known[0] - at == 1
        and known[1][0].isupper()
        and known[1][0].isalpha()
        and len(known[1][0]) <= 4
        and view.shapes[at] != UPPER
    ):
        known = None
    headed = _headed(view, tables, at, depth)
    if known is not None and (headed is None or known[0] >= headed.last):
        end, (canonical, kind) = known
        if (
            end == at + 1
            and end < len(view)
            and not view.breaks[end]
            and view.shapes[end] == CAPITAL
            and view.shapes[at] == CAPITAL
            and kind != "state"
        ):
            return None if headed is None else headed
        return Span(at, end, kind, canonical, None)
    return headed


def _headed(view: View, tables: Bodies, at: int, depth: int) -> Span | None:
    found = tables.heads.longest(view.folded, at)
    if found is None or depth > 4:
        return None
    end, head = found
    lower = view.shapes[at] == LOWER
    if lower and not head.lower:
        return None
    if end < len(view) and view.folded[end] == "viên" and not view.breaks[end]:
        return None
    state = _Reach(view, tables, head, end, lower)
    last = state.run(depth)
    if not state.enough(last):
        return None
    canonical = _canonical(view, tables, head, end, last)
    return Span(at, last, head.kind, canonical, state.place)


class _Reach:
    """How far a head noun reaches; one use a head."""

    def __init__(self, view: View, tables: Bodies, head: Head, at: int, lower: bool) -> None:
        self.view, self.tables, self.head, self.at, self.lower = view, tables, head, at, lower
        self.place: str | None = None
        self.fields = self.names = self.levels = self.parents = 0

    def enough(self, last: int) -> bool:
        head = self.head
        if self.place or self.parents or self.names:
            return not (self.lower and head.alone == "cap" and not (self.place or self.parents))
        if self.lower:
            return False
        if head.alone == "cap":
            return True
        if head.alone == "level":
            return self.levels > 0
        return self.fields > 0 and (head.kind == "state" or any(proper(self.view, k) for k in range(self.at, last)))

    def run(self, depth: int) -> int:
        view, tables, head = self.view, self.tables, self.head
        at = self.at
        while at < len(view) and not view.breaks[at]:
            step = self._field(at)
            if step is not None:
                at = step
                self.fields += 1
                continue
            if not head.named and view.shapes[at] in (CAPITAL, UPPER, LOWER):
                nested = self._nested(at, depth)
                if nested is not None:
                    self.parents += 1
                    self.place = nested.place
                    return nested.last
            place = self._place(at)
            if place is not None:
                return place
            level = tables.levels.longest(view.folded, at)
            if level is not None and (not head.named or self.fields) and not (self.lower and not self.fields):
                self.levels += 1
                return level[0]
            if proper(view, at):
                if not head.named and (person_begins(view, at) or head.alone != "no" or self.lower):
                    break
                self.names += 1
                at += 1
                continue
            if view.shapes[at] == DIGIT and at == self.at and len(view.texts[at]) < 4 and not self.lower:
                self.names += 1
                at += 1
                continue
            bracket = _bracketed(view, at)
            if bracket is not None and self.fields and bracket < len(view) and not view.breaks[bracket]:
                after = place_end(view, tables.places, bracket)
                if after is not None or self._nested(bracket, depth) is not None:
                    at = bracket
                    continue
            if view.folded[at] in _JOINS and at > self.at and at + 1 < len(view) and not view.breaks[at + 1]:
                after_join = at + 1
                if (proper(view, after_join) or self._field(after_join)) and not person_begins(view, after_join):
                    if (
                        tables.heads.longest(view.folded, after_join) is None
                        and place_end(view, tables.places, after_join) is None
                    ):
                        at = after_join
                        continue
            break
        while at > self.at and view.folded[at - 1] in _JOINS:
            at -= 1
        return at

    def _field(self, at: int) -> int | None:
        view = self.view
        found = self.tables.fields.longest(view.folded, at)
        if found is None:
            return None
        if view.shapes[at] == LOWER and self.head.alone != "no":
            return None
        return found[0]

    def _nested(self, at: int, depth: int) -> Span | None:
        view = self.view
        if view.shapes[at] == LOWER and not self.fields:
            return None
        span = _headed(view, self.tables, at, depth + 1)
        if span is None and view.shapes[at] != LOWER:
            known = self.tables.known.longest(view.folded, at)
            if known is not None and known[1][1] in ("state", "party", "international"):
                return Span(at, known[0], known[1][1], known[1][0], None)
        return span

    def _place(self, at: int) -> int | None:
        view, places = self.view, self.tables.places
        found = place_end(view, places, at)
        if found is None:
            return None
        end, kind = found
        headed = head_at(view, places, at) is not None
        if (
            headed
            and view.shapes[at] == LOWER
            and kind not in ("province", "district", "commune", "village", "zone", "park", "region")
        ):
            return None
        if (
            self.head.named
            and not headed
            and not self.fields
            and end < len(view)
            and proper(view, end)
            and not view.breaks[end]
        ):
            return None  # `Công ty Hà Nội Xanh`: the place is part of a longer name
        self.place = view.slice(at, end)
        while end < len(view) and not view.breaks[end]:
            more = place_end(view, places, end) if head_at(view, places, end) else None
            if more is None or more[1] not in ("province", "district", "commune"):
                break
            end = more[0]
        return end


def _canonical(view: View, tables: Bodies, head: Head, at: int, last: int) -> str:
    words = [head.canonical]
    while at < last:
        bracket = _bracketed(view, at)
        if bracket is not None and bracket <= last:
            at = bracket
            continue
        for table in (tables.acronyms,):
            found = table.longest(view.folded, at)
            if (
                found is not None
                and found[0] <= last
                and view.shapes[at] in (UPPER, CAPITAL)
                and view.texts[found[0] - 1].isupper()
            ):
                words.append(found[1])
                at = found[0]
                if at < last and view.texts[at] == ".":
                    at += 1
                break
        else:
            inner = tables.heads.longest(view.folded, at)
            field = tables.fields.longest(view.folded, at)
            if inner is not None and inner[0] <= last and (field is None or field[0] < inner[0]):
                words.append(inner[1].canonical)
                at = inner[0]
            elif field is not None and field[0] <= last:
                words.append(_titled(view.folded[at : field[0]]))
                at = field[0]
            else:
                words.append(_uniform(view.texts[at]))
                at += 1
    return " ".join(words).replace(" ,", ",")


def _titled(words: tuple[str, ...]) -> str:
    out: list[str] = []
    for k, word in enumerate(words):
        start = k == 0 or words[k - 1] in ("và", "-", "–", ",")
        out.append(word.capitalize() if start and word not in ("và", "-", ",") else word)
    return " ".join(out)


def _uniform(word: str) -> str:
    if word in ("–", "—"):
        return "-"
    low = fold(word)
    if low == word.casefold():
        return word
    return low.upper() if word.isupper() else low.capitalize() if word[0].isupper() else low


def _gather(view: View, spans: list[Span]) -> tuple[Organisation, ...]:
    groups: dict[str, list[Span]] = {}
    for span in spans:
        groups.setdefault(" ".join(map(fold, span.canonical.split())), []).append(span)
    keys = sorted(groups, key=len)
    for key in keys:
        longer = [
            k for k in groups if k != key and k.startswith(key + " ") and groups[k][0].kind == groups[key][0].kind
        ]
        longer = [k for k in longer if groups[k][0].place is not None]
        if longer and groups[key][0].place is None:
            best = min(longer, key=lambda k: abs(groups[k][0].first - groups[key][0].first))
            groups[best].extend(groups.pop(key))
    found: list[Organisation] = []
    for group in groups.values():
        group.sort(key=lambda s: s.first)
        fullest = max(group, key=lambda s: (len(s.canonical), s.last - s.first))
        found.append(
            Organisation(
                name=view.slice(fullest.first, fullest.last),
                canonical=fullest.canonical,
                kind=fullest.kind,
                place=fullest.place,
                mentions=tuple(
                    Mention(start=view.starts[s.first], end=view.ends[s.last - 1], text=view.slice(s.first, s.last))
                    for s in group
                ),
            )
        )
    found.sort(key=lambda o: o.mentions[0].start)
    return tuple(found)

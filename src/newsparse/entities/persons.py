"""Persons of a document: found by their surroundings, linked to their positions, each once with all mentions."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newsparse.entities.coreference import People
from newsparse.entities.evidence import ACCEPT, Spot, blocked, context_lexicon, lead_of, measure, raise_listed
from newsparse.entities.linking import link_offices
from newsparse.entities.name_tables import Candidate, folded_key, name_lexicon, split_name
from newsparse.entities.names import find_candidates
from newsparse.entities.office_tables import office_lexicon
from newsparse.entities.positions import find_offices
from newsparse.entities.view import DIGIT, LOWER, MARK, TITLE, UPPER, view_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsparse.entities.evidence import ContextLexicon
    from newsparse.entities.name_tables import Kind, NameLexicon
    from newsparse.entities.office_tables import OfficeLexicon
    from newsparse.entities.view import TokenView
    from newsparse.record import Block, Organisation, Person
    from newsparse.text.document import Document
    from newsparse.text.lexicon import Lexicon


def find_persons(
    document: Document,
    lexicon: Lexicon,
    organisations: tuple[Organisation, ...],
    authors: tuple[str, ...] = (),
    view: TokenView | None = None,
    names: Sequence[tuple[int, int]] | None = None,
) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Return `(officials, people)`: the persons with a position, and every other named person.

    `organisations` are the bodies found already: their spans bound position phrases. `authors` are the names of
    the byline; they are left out unless the article itself speaks of them. `view` is the document's token view,
    where the caller has it already. `names` are the spans of tokens at which personal names are known to stand, where
    that has been decided (see `tagger`): then only these are persons, and all of them, but for bylines and credits.
    """
    view = view or view_of(document)
    if not len(view):
        return (), ()
    shapes = name_lexicon(lexicon)
    contexts = context_lexicon(lexicon)
    grammar = office_lexicon(lexicon)
    bodies = _token_spans(view, organisations)
    cuts = {
        last
        for first, last in bodies.items()
        if last - first > 1 or view.shapes[first] == UPPER or is_held(view, grammar, first)
    }
    candidates = find_candidates(view, shapes, cuts)
    candidates = [c for c in candidates if not _acting(view, grammar, c)]
    likely = _likely(view, contexts, grammar, candidates, bodies)
    unsure = {
        c.start for c in candidates if c.kind == "vietnamese" and c.weight < (1.4 if c.end - c.start < 3 else 0.6)
    }
    offices = find_offices(view, grammar, likely, bodies, unsure)
    taken: set[int] = set()
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    for office in offices:
        taken.update(range(office.start, office.end))
        before[office.end] = before[_behind_bracket(view, grammar, office.end)] = office.kind
        after[office.start] = office.kind
    candidates = [c for c in candidates if c.start not in taken]
    spots = measure(view, contexts, shapes, candidates, before, after, bodies.items(), taken)
    raise_listed(view, spots, before)
    if names is not None:
        spots = _decided(view, contexts, shapes, spots, [_behind_office(span, taken) for span in names])
    byline = _byline(view, document, spots)
    people = People(view, contexts, spots, {split_name(a) for a in authors}, byline)
    sure = people.accepted()
    links, told, alone = link_offices(view, grammar, sure, offices)
    return people.resolve(links, told, alone)


def _acting(view: TokenView, grammar: OfficeLexicon, candidate: Candidate) -> bool:
    """Return whether a candidate begins with the `Quyền` of `Quyền Chi cục trưởng`, which is also a surname."""
    prefix = grammar.prefix.longest(view.folded, candidate.start)
    if prefix is None or prefix[0] >= candidate.end:
        return False
    office = grammar.offices.longest(view.folded, prefix[0])
    return office is not None and office[0] >= candidate.end


def _likely(
    view: TokenView,
    contexts: ContextLexicon,
    grammar: OfficeLexicon,
    candidates: Sequence[Candidate],
    bodies: Mapping[int, int],
) -> dict[int, int]:
    """Return where the names begin at which an office phrase stops, and where they end.

    The end is negative where the name may also be that of a place: it stops a phrase only at its beginning.
    """
    likely = {
        c.start: c.end
        for c in candidates
        if _stops_a_phrase(c) and not blocked(view, contexts, c, placed=c.weight < 0, office=True)
    }
    led: dict[tuple[str, ...], bool] = {}
    for c in candidates:  # a shape that says little, but once it had a title before it
        if c.kind == "vietnamese" and 0.0 < c.weight < 0.6 and c.end - c.start > 2:
            key = folded_key(view, c.start, c.end)
            led[key] = led.get(key, False) or lead_of(view, contexts, c.start)[1] is not None
    held = {last for first, last in bodies.items() if last < len(view) and is_held(view, grammar, first)}
    for c in candidates:
        if c.start in likely:
            continue
        # `Tổng thư ký OPEC | Haitham al-Amin`, `Bộ trưởng Dầu mỏ Kuwait | Faisal Hadi`: the holder follows
        behind = c.start in held and c.kind != "single" and c.weight > -1.5 and view.spaced(c.start - 1)
        # `Phó Thủ tướng | Hồ Đức Phớc`: an uncommon given name, but nothing stands between
        plain = c.kind in ("vietnamese", "minority") and c.weight > -0.5
        plain = plain or (c.kind == "foreign" and c.weight >= 0.8 and c.end - c.start > 2)
        whole = plain and not _goes_on(view, c.end) and _is_called(view, grammar, c.start, c.end)
        foreign = c.kind == "foreign" and c.end - c.start > 1 and c.weight > 0
        if (
            (led and led.get(folded_key(view, c.start, c.end)))
            or behind
            or whole
            or (foreign and _after_country(view, grammar, c.start))
        ):
            likely[c.start] = c.end
    for c in candidates:  # `Chủ tịch Hồ Chí Minh`: the name of a place as well
        if c.kind == "vietnamese" and c.weight == -0.5:
            likely[c.start] = -c.end
    return likely


def _behind_office(span: tuple[int, int], taken: set[int]) -> tuple[int, int]:
    """Return a span of a name without the body before it that an office phrase has: `CEO Meta | Mark Zuckerberg`."""
    first, last = span
    while first < last and first in taken:
        first += 1
    return (first, last) if last - first > 1 else span


def _after_country(view: TokenView, grammar: OfficeLexicon, at: int) -> bool:
    """Return whether a country's name ends right before token `at`: `Bộ trưởng Dầu mỏ Kuwait | Faisal Hadi`."""
    if at >= len(view):
        return False
    for first in range(max(0, at - 4), at):
        place = grammar.names.places.longest(view.folded, first)
        if place is not None and place[0] == at:
            return place[1].kind == "country" and view.spaced(at - 1)
    return False


def _behind_bracket(view: TokenView, grammar: OfficeLexicon, end: int) -> int:
    """Return the token behind a short bracket that opens at token `end`: `… Gia Nghĩa (cũ) |`; else `end`."""
    if end < len(view) and view.texts[end] == "(":
        for at in range(end + 2, min(end + 9, len(view) - 1)):
            if view.texts[at] == ")":
                if view.folded[at + 1] == "tại":  # `Ngân hàng Thế giới (WB) tại Việt Nam |`
                    return next((k for k in range(at + 3, at + 6) if _after_country(view, grammar, k)), at + 1)
                return at + 1
    return end


def is_held(view: TokenView, grammar: OfficeLexicon, at: int) -> bool:
    """Return whether an office stands before the body at token `at`, or shares its first word: `Trưởng Ban Dân vận`."""
    for first in range(max(0, at - 4), at):
        office = grammar.offices.longest(view.folded, first)
        if office is not None and office[0] in (at, at + 1) and view.sentence[first] == view.sentence[at]:
            return True
    return False


def _is_called(view: TokenView, grammar: OfficeLexicon, at: int, end: int) -> bool:
    """Return whether an office stands right before the name `[at, end)`; before a short name an office of the state."""
    for first in range(max(0, at - 4), at):
        office = grammar.offices.longest(view.folded, first)
        if office is not None and office[0] == at and view.sentence[first] == view.sentence[at]:
            return end - at > 2 or office[1][1] == "state"
    return False


def _goes_on(view: TokenView, at: int) -> bool:
    return at < len(view) and view.shapes[at] in (TITLE, UPPER) and view.spaced(at - 1)


def _decided(
    view: TokenView,
    contexts: ContextLexicon,
    shapes: NameLexicon,
    spots: list[Spot],
    names: Sequence[tuple[int, int]],
) -> list[Spot]:
    """Return one accepted spot for each name that was decided on, with what its surroundings say of it.

    The grammar keeps a say in two things. Where a span begins and ends in a name with particles, hyphens or initials,
    its own span holds; and a name that it is sure of by a title before it stays.
    """
    known = {(spot.start, spot.end): spot for spot in spots}
    leads = {spot.start: spot for spot in spots}
    around = {at: spot for spot in spots for at in range(spot.start, spot.end)}
    best: dict[tuple[str, ...], float] = {}
    for spot in spots:
        best[spot.key] = max(best.get(spot.key, -9.0), spot.score)
    result: dict[tuple[int, int], Spot] = {}
    for begin, end in names:
        first, last = _trimmed(view, begin, end)
        if first >= last:
            continue
        found = known.get((first, last)) or _overlapping(view, shapes, around, first, last)
        if found is None:
            found = _new_spot(view, contexts, shapes, leads, first, last)
            if found is None:
                continue
        elif (
            found.score < ACCEPT
            and found.opener is None
            and best[found.key] < ACCEPT
            and _no_person(view, shapes, found)
        ):
            continue
        found.score = max(found.score, ACCEPT)
        found.blocked = False
        result[found.start, found.end] = found
    taken = {at for first, last in result for at in range(first, last)}
    for spot in spots:
        if _sure(spot) and spot.score >= 3.0 and taken.isdisjoint(range(spot.start, spot.end)):
            result[spot.start, spot.end] = spot
    return [result[span] for span in sorted(result)]


def _trimmed(view: TokenView, first: int, last: int) -> tuple[int, int]:
    """Return a span without the quotes and other marks at its ends; a full stop after an initial stays."""
    while first < last and view.shapes[first] == MARK:
        first += 1
    while first < last and view.shapes[last - 1] == MARK and view.texts[last - 1] != ".":
        last -= 1
    return first, last


def _overlapping(
    view: TokenView, shapes: NameLexicon, around: Mapping[int, Spot], first: int, last: int
) -> Spot | None:
    overlap = next((around[at] for at in range(first, last) if at in around), None)
    return overlap if overlap is not None and _better(view, shapes, overlap, first, last) else None


def _new_spot(
    view: TokenView,
    contexts: ContextLexicon,
    shapes: NameLexicon,
    leads: Mapping[int, Spot],
    first: int,
    last: int,
) -> Spot | None:
    """Return a spot for a name whose shape the grammar did not see; None where a word in it is no person's."""
    key = folded_key(view, first, last)
    if not key or any(view.folded[at] in contexts.words for at in range(first, last)):
        return None
    if any(shapes.never.longest(view.folded, at) for at in range(first, last)):
        return None
    if _placed(view, shapes, first, last):
        return None
    if (view.folded[last - 1], view.folded[last] if last < len(view) else "") in shapes.compounds:
        return None
    near = leads.get(first)
    spot = Spot(Candidate(first, last, kind_of(view, key, first, last), 0.0), key, 0.0, near.lead if near else first)
    if near is not None:
        spot.opener, spot.honorific, spot.credit = near.opener, near.honorific, near.credit
    return spot


def _sure(spot: Spot) -> bool:
    return spot.score >= ACCEPT and not spot.blocked and not spot.credit


def _better(view: TokenView, shapes: NameLexicon, spot: Spot, first: int, last: int) -> bool:
    """Return whether the grammar's span is to be preferred to `[first, last)`, which overlaps it."""
    if _sure(spot) and any(view.texts[at] in "“”\"'‘’()[].,;:" for at in range(first, last)):
        return True
    if _sure(spot) and spot.start == first and spot.end < last and shapes.heads.longest(view.folded, spot.end):
        return True
    return spot.start <= first and last <= spot.end and spot.candidate.kind in ("foreign", "initials", "minority")


def _placed(view: TokenView, shapes: NameLexicon, first: int, last: int) -> bool:
    """Return whether a span is, or ends in, the name of an administrative unit of two syllables or more."""
    words = [word.replace("’", "'") for word in view.folded[first:last]]
    for at in range(len(words) - 1):
        unit = shapes.units.longest(words, at)
        if unit is not None and unit[0] == len(words) and (at == 0 or shapes.places.longest(words, at) is not None):
            return True
    return False


def _no_person(view: TokenView, shapes: NameLexicon, spot: Spot) -> bool:
    """Return whether the grammar knows a reason against a name: it is a place's, or follows a house number."""
    if spot.candidate.kind == "vietnamese" and spot.candidate.weight <= -1.5:
        return True
    weak = spot.candidate.kind in ("bare", "minority", "vietnamese") and spot.candidate.weight < 1.4
    if weak and not spot.context and _placed(view, shapes, spot.start, spot.end):
        return True
    return spot.start > 0 and view.shapes[spot.start - 1] == DIGIT and view.spaced(spot.start - 1)


def kind_of(view: TokenView, key: tuple[str, ...], first: int, last: int) -> Kind:
    """Return the kind of a name that the grammar of names did not find by itself."""
    if last - first == 1:
        return "single"
    return "foreign" if all(syllable.isascii() and len(syllable) > 4 for syllable in key) else "bare"


def _stops_a_phrase(candidate: Candidate) -> bool:
    if candidate.kind == "foreign":
        return candidate.weight >= 1.4
    return candidate.kind in ("vietnamese", "minority") and candidate.weight >= 0.6


def _token_spans(view: TokenView, organisations: tuple[Organisation, ...]) -> dict[int, int]:
    """Return the organisations' mentions as token spans, by first token."""
    spans: dict[int, int] = {}
    for organisation in organisations:
        for mention in organisation.mentions:
            first = bisect_left(view.starts, mention.start)
            last = bisect_left(view.ends, mention.end) + 1
            spans[first] = max(last, spans.get(first, 0))
    return spans


def _byline(view: TokenView, document: Document, spots: list[Spot]) -> set[int]:
    """Return the first tokens of names that stand alone in a closing block: who wrote the article."""
    found: set[int] = set()
    blocks = document.blocks
    by_block: dict[int, list[Spot]] = {}
    closing = set(range(max(1, len(blocks) - 2), len(blocks)))
    closing |= {n for n, block in enumerate(blocks) if block.kind == "byline"}
    for spot in spots:
        for n in closing:
            if blocks[n].start <= view.starts[spot.start] < blocks[n].end:
                by_block.setdefault(n, []).append(spot)
    for n, inside in by_block.items():
        tokens = bisect_left(view.starts, blocks[n].end) - bisect_left(view.starts, blocks[n].start)
        named = sum(s.end - s.start for s in inside)
        short = tokens <= 12 and len(inside) <= 3 and tokens - named <= 4 and _only_names(view, blocks[n], inside)
        if blocks[n].kind == "byline" or (short and all(s.opener is None for s in inside)):
            found.update(s.start for s in inside)
    return found


def _only_names(view: TokenView, block: Block, spots: list[Spot]) -> bool:
    """Return whether a block has nothing but names, marks, media and words such as `thực hiện`."""
    named = {at for spot in spots for at in range(spot.start, spot.end)}
    inside = range(bisect_left(view.starts, block.start), bisect_left(view.starts, block.end))
    rest = [at for at in inside if at not in named]
    return (
        all(view.shapes[at] != LOWER or view.folded[at] in _BYLINE_WORDS for at in rest)
        and view.texts[inside[-1]] != "."
    )


_BYLINE_WORDS = frozenset(["theo", "và", "tổng", "hợp", "thực", "hiện", "ảnh", "bài", "dịch", "biên", "lược", "ghi"])

__all__ = ["ACCEPT", "find_persons", "is_held"]

"""Persons of a document: found by their surroundings, linked to their positions, each once with all mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.entities.coreference import People
from newsparse.entities.evidence import ACCEPT, blocked, context_lexicon, measure
from newsparse.entities.linking import link_offices
from newsparse.entities.names import find_candidates, name_lexicon, split_name
from newsparse.entities.positions import find_offices, office_lexicon
from newsparse.entities.view import view_of

if TYPE_CHECKING:
    from newsparse.entities.evidence import Spot
    from newsparse.entities.names import Candidate
    from newsparse.entities.view import TokenView
    from newsparse.record import Organisation, Person
    from newsparse.text.document import Document
    from newsparse.text.lexicon import Lexicon


def find_persons(
    document: Document,
    lexicon: Lexicon,
    organisations: tuple[Organisation, ...],
    authors: tuple[str, ...] = (),
    view: TokenView | None = None,
) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Return `(officials, people)`: the persons with a position, and every other named person.

    `organisations` are the bodies found already: their spans bound position phrases. `authors` are the names of
    the byline; they are left out unless the article itself speaks of them. `view` is the document's token view,
    where the caller has it already.
    """
    view = view or view_of(document)
    if not len(view):
        return (), ()
    names = name_lexicon(lexicon)
    contexts = context_lexicon(lexicon)
    grammar = office_lexicon(lexicon)
    candidates = find_candidates(view, names)
    bodies = _token_spans(view, organisations)
    likely = {
        c.start: c.end
        for c in candidates
        if _stops_a_phrase(c) and not blocked(view, contexts, c, placed=c.weight < 0, office=True)
    }
    for c in candidates:  # `Chủ tịch Hồ Chí Minh`: the name of a place as well
        if c.kind == "vietnamese" and c.weight == -0.5:
            likely[c.start] = -c.end
    offices = find_offices(view, grammar, likely, bodies)
    taken: set[int] = set()
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    for office in offices:
        taken.update(range(office.start, office.end))
        before[office.end] = office.kind
        after[office.start] = office.kind
    candidates = [c for c in candidates if c.start not in taken]
    spots = measure(view, contexts, names, candidates, before, after, bodies.items(), taken)
    byline = _byline(view, document, spots)
    people = People(view, contexts, spots, {split_name(a) for a in authors}, byline)
    sure = people.accepted()
    links, alone = link_offices(view, grammar, sure, offices)
    return people.resolve(links, alone)


def _stops_a_phrase(candidate: Candidate) -> bool:
    if candidate.kind == "foreign":
        return candidate.weight >= 1.4
    return candidate.kind in ("vietnamese", "minority") and candidate.weight >= 0.6


def _token_spans(view: TokenView, organisations: tuple[Organisation, ...]) -> dict[int, int]:
    """Return the organisations' mentions as token spans, by first token."""
    starts = {start: n for n, start in enumerate(view.starts)}
    ends = {end: n + 1 for n, end in enumerate(view.ends)}
    spans: dict[int, int] = {}
    for organisation in organisations:
        for mention in organisation.mentions:
            first, last = starts.get(mention.start), ends.get(mention.end)
            if first is not None and last is not None:
                spans[first] = max(last, spans.get(first, 0))
    return spans


def _byline(view: TokenView, document: Document, spots: list[Spot]) -> set[int]:
    """Return the first tokens of names that stand alone in a closing block: who wrote the article."""
    found: set[int] = set()
    blocks = document.blocks
    by_block: dict[int, list[Spot]] = {}
    closing = {n for n in range(max(1, len(blocks) - 2), len(blocks))}
    closing |= {n for n, block in enumerate(blocks) if block.kind == "byline"}
    for spot in spots:
        for n in closing:
            if blocks[n].start <= view.starts[spot.start] < blocks[n].end:
                by_block.setdefault(n, []).append(spot)
    for n, inside in by_block.items():
        tokens = sum(1 for s in view.starts if blocks[n].start <= s < blocks[n].end)
        named = sum(s.end - s.start for s in inside)
        short = tokens <= 12 and len(inside) <= 3 and tokens - named <= 4
        if blocks[n].kind == "byline" or (short and all(s.opener is None for s in inside)):
            found.update(s.start for s in inside)
    return found


__all__ = ["ACCEPT", "find_persons"]

"""The way through the entities room.

First the grammars find bodies, persons and places; then the tagger weighs all they found and decides where names
stand; then bodies and persons are read again at these names, so that each is one entry with all its mentions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import msgspec

from newsparse.entities.bodies import bodies_at, find_bodies
from newsparse.entities.canonical import gather
from newsparse.entities.engines import load_engine
from newsparse.entities.office_tables import office_lexicon
from newsparse.entities.persons import find_persons, is_held
from newsparse.entities.places import find_places, gather_places, places_at
from newsparse.entities.tagger import Tagged
from newsparse.entities.view import view_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsparse.entities.body_tables import Span
    from newsparse.entities.features import Hint
    from newsparse.entities.places import Found
    from newsparse.entities.view import TokenView
    from newsparse.record import Organisation, Person, Place
    from newsparse.text.document import Document
    from newsparse.text.lexicon import Lexicon

E = TypeVar("E", "Organisation", "Place")


@dataclass(frozen=True, slots=True)
class Entities:
    """What the entities room found in one document."""

    officials: tuple[Person, ...]
    people: tuple[Person, ...]
    organisations: tuple[Organisation, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the grammars find by themselves: bodies, places, and all names as spans of tokens."""

    bodies: list[Span]
    places: list[Found]
    hints: list[Hint]


def find_entities(
    document: Document, lexicon: Lexicon, authors: tuple[str, ...] = (), engine: str = "default"
) -> Entities:
    """Return the persons, organisations and places of a document, each once, with all mentions.

    `authors` are the names of the byline: they are not `people`. `engine` decides where names stand (see `engines`).
    """
    view = view_of(document)
    grammar = read_grammar(document, view, lexicon, authors)
    tagged = load_engine(engine)(view, lexicon, grammar.hints)
    names: dict[str, list[tuple[int, int]]] = {"PER": [], "ORG": [], "LOC": []}
    confidence: dict[int, float] = {}
    for name in _mended(view, lexicon, tagged, grammar.hints):
        names[name.label].append((name.first, name.last))
        confidence[view.starts[name.first]] = name.confidence
    organisations = gather(view, bodies_at(view, lexicon, names["ORG"], grammar.bodies))
    officials, people = find_persons(document, lexicon, organisations, authors, view, names["PER"])
    places = gather_places(view, lexicon, places_at(view, lexicon, names["LOC"], grammar.places))
    return Entities(officials, people, _sure(organisations, confidence), _sure(places, confidence))


def _mended(view: TokenView, lexicon: Lexicon, tagged: Iterable[Tagged], hints: Iterable[Hint]) -> Iterator[Tagged]:
    """Yield the names, with the borders of bodies that only the grammar can tell.

    A body with its head's name behind it is two: `Cục trưởng Cục Điện ảnh | Vi Kiến Hòa`. A body whose name goes on
    behind a bracket is one: `Bảo hiểm xã hội (BHXH) tỉnh Yên Bái`. An office is none: `Cố vấn An ninh Quốc gia`.
    """
    bodies: dict[int, list[int]] = {}
    persons: dict[int, int] = {}
    for first, last, label in hints:
        if label == "ORG":
            bodies.setdefault(first, []).append(last)
        elif label == "PER":
            persons[last] = first
    reach = 0
    for given in tagged:
        name = _bounded(view, given)
        if name.first < reach:
            continue
        found = bodies.get(name.first, []) if name.label == "ORG" else []
        if name.label == "ORG" and not found:
            office = office_lexicon(lexicon).offices.longest(view.folded, name.first)
            if office is not None and office[0] <= name.last:
                if name.last in bodies.get(office[0], ()):
                    yield Tagged(office[0], name.last, "ORG", name.confidence)
                continue
        inner = persons.get(name.last, -1) if name.label == "ORG" else -1
        if inner > name.first and is_held(view, office_lexicon(lexicon), name.first):
            yield Tagged(name.first, inner, "ORG", name.confidence)
            yield Tagged(inner, name.last, "PER", name.confidence)
        elif name.last < len(view) and view.texts[name.last] == "(" and max(found, default=0) > name.last:
            reach = max(found)
            yield Tagged(name.first, reach, "ORG", name.confidence)
        else:
            yield name


def _without_heads(view: TokenView, lexicon: Lexicon, bodies: list[Span], persons: list[tuple[int, int]]) -> list[Span]:
    """Return the bodies, each without its head's name at the end, where the grammar of persons found one there."""
    starts = {last: first for first, last in persons}
    spans = []
    for body in bodies:
        inner = starts.get(body.last, -1)
        held = inner > body.first and is_held(view, office_lexicon(lexicon), body.first)
        spans.append((body.first, inner if held else body.last))
    return bodies_at(view, lexicon, spans, bodies)


def _bounded(view: TokenView, name: Tagged) -> Tagged:
    """Return a body up to a semicolon or to a bracket that it does not close: no name goes on over these."""
    if name.label != "ORG":
        return name
    for at in range(name.first + 1, name.last):
        mark = view.texts[at]
        if mark == ";" or (mark == "(" and ")" not in view.texts[at : name.last]):
            return Tagged(name.first, at, name.label, name.confidence)
    return name


def read_grammar(document: Document, view: TokenView, lexicon: Lexicon, authors: tuple[str, ...] = ()) -> Grammar:
    """Return what the grammars of bodies, persons and places find."""
    bodies = find_bodies(view, lexicon)
    officials, people = find_persons(document, lexicon, gather(view, bodies), authors, view)
    persons = _tokens(
        view, ((m.start, m.end) for p in (*officials, *people) for m in p.mentions if m.form != "position")
    )
    bodies = _without_heads(view, lexicon, bodies, persons)
    spans = [(body.first, body.last) for body in bodies]
    places = find_places(view, lexicon, (*spans, *persons))
    hints = [(*span, "PER") for span in persons] + [(*span, "ORG") for span in spans]
    hints += [(place.first, place.last, "LOC") for place in places]
    return Grammar(bodies, places, sorted(hints))


def _tokens(view: TokenView, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans of code points that begin and end with a token as spans of tokens."""
    starts = {start: at for at, start in enumerate(view.starts)}
    ends = {end: at + 1 for at, end in enumerate(view.ends)}
    return [(starts[start], ends[end]) for start, end in spans]


def _sure(entities: tuple[E, ...], confidence: dict[int, float]) -> tuple[E, ...]:
    """Return entities with the confidence of their surest mention."""
    return tuple(
        msgspec.structs.replace(entity, confidence=round(max(confidence[m.start] for m in entity.mentions), 3))
        for entity in entities
    )

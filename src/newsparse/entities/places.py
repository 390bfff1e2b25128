"""Places: head nouns with their names, and names that stand alone; one entry a place, with all mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.entities.gazetteer import gazetteer
from newsparse.entities.spans import head_at, person_begins, place_end, proper
from newsparse.entities.view import CAPITAL, LOWER, UPPER, make_view
from newsparse.record import Mention, Place
from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from newsparse.record import Organisation, Person
    from newsparse.text.document import Document
    from newsparse.text.lexicon import Lexicon


def find_places(
    document: Document, lexicon: Lexicon, organisations: tuple[Organisation, ...], persons: tuple[Person, ...]
) -> tuple[Place, ...]:
    """Return the places of a document that are not part of a body's or a person's name, each once."""
    view = make_view(document)
    places = gazetteer(lexicon)
    taken = bytearray(len(document.text) + 1)
    for entity in (*organisations, *persons):
        for mention in entity.mentions:
            if getattr(mention, "form", "name") == "position":
                continue
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    groups: dict[str, tuple[str, str | None, str | None, list[Mention]]] = {}
    at = 0
    while at < len(view):
        if view.shapes[at] not in (LOWER, CAPITAL, UPPER) or taken[view.starts[at]] or view.shouted[at]:
            at += 1
            continue
        found = place_end(view, places, at)
        if found is None:
            at += 1
            continue
        end, kind = found
        headed = head_at(view, places, at) is not None
        inside = taken[view.starts[at] : view.ends[end - 1]].count(1)
        if inside or (not headed and _in_a_longer_name(view.shapes, view.breaks, at, end)):
            at += 1
            continue
        name = places.names.longest(view.folded, at)
        text = view.slice(at, end)
        canonical = name[1].canonical if name is not None and name[0] == end else text
        code = name[1].code if name is not None and name[0] == end else None
        entry = groups.setdefault(fold(canonical), (canonical, kind, code, []))
        entry[3].append(Mention(start=view.starts[at], end=view.ends[end - 1], text=text))
        at = end
    return tuple(
        Place(name=name, kind=kind, code=code, mentions=tuple(mentions))
        for name, kind, code, mentions in groups.values()
    )


def _in_a_longer_name(shapes: tuple[int, ...], breaks: tuple[bool, ...], at: int, end: int) -> bool:
    before = at > 0 and not breaks[at] and shapes[at - 1] == CAPITAL
    after = end < len(shapes) and not breaks[end] and shapes[end] == CAPITAL
    return before and after or (before and end - at == 1) or (after and end - at == 1)


__all__ = ["find_places", "person_begins", "proper"]

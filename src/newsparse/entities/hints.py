"""What the grammars found, as evidence for the tagger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.entities.bodies import find_organisations
from newsparse.entities.places import find_places

if TYPE_CHECKING:
    from newsparse.entities.features import Hint
    from newsparse.entities.view import View
    from newsparse.record import Organisation, Place
    from newsparse.text.document import Document
    from newsparse.text.lexicon import Lexicon


def grammar_hints(document: Document, view: View, lexicon: Lexicon) -> list[Hint]:
    """Return the bodies and places that the grammars find, as spans of tokens."""
    organisations = find_organisations(document, lexicon)
    places = find_places(document, lexicon, organisations, ())
    return as_hints(view, organisations, "ORG") + as_hints(view, places, "LOC")


def as_hints(view: View, entities: tuple[Organisation, ...] | tuple[Place, ...], label: str) -> list[Hint]:
    """Return the mentions of entities as spans of tokens."""
    token_at = {start: at for at, start in enumerate(view.starts)}
    found: list[Hint] = []
    for entity in entities:
        for mention in entity.mentions:
            first = token_at.get(mention.start)
            if first is None:
                continue
            last = first
            while last < len(view) and view.ends[last] <= mention.end:
                last += 1
            found.append((first, last, label))
    return found

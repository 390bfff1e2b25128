"""The way through the entities room: bodies and places, then persons, then one entry for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsparse.entities.bodies import find_organisations
from newsparse.entities.persons import find_persons
from newsparse.entities.places import find_places
from newsparse.entities.view import view_of

if TYPE_CHECKING:
    from newsparse.record import Organisation, Person, Place
    from newsparse.text.document import Document
    from newsparse.text.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Entities:
    """What the entities room found in one document."""

    officials: tuple[Person, ...]
    people: tuple[Person, ...]
    organisations: tuple[Organisation, ...]
    places: tuple[Place, ...]


def find_by_grammar(document: Document, lexicon: Lexicon, authors: tuple[str, ...] = ()) -> Entities:
    """Return what the grammars find by themselves."""
    organisations = find_organisations(document, lexicon)
    officials, people = find_persons(document, lexicon, organisations, authors)
    places = find_places(document, lexicon, organisations, (*officials, *people))
    return Entities(officials, people, organisations, places)


def find_entities(document: Document, lexicon: Lexicon, authors: tuple[str, ...] = ()) -> Entities:
    """Return the persons, organisations and places of a document, each once, with all mentions.

    `authors` are the names of the byline: they are not `people`.
    """
    view = view_of(document)
    organisations = find_organisations(document, lexicon, view)
    officials, people = find_persons(document, lexicon, organisations, authors, view)
    places = find_places(document, lexicon, organisations, (*officials, *people), view)
    return Entities(officials, people, organisations, places)

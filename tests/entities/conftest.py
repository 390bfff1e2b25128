from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from newsparse.entities.bodies import find_bodies
from newsparse.entities.canonical import gather
from newsparse.entities.persons import find_persons
from newsparse.entities.view import view_of
from newsparse.text.document import compose
from newsparse.text.lexicon import load_lexicon
from newsparse.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsparse.record import Person


@dataclass(frozen=True)
class Read:
    """What the grammar of persons, without the tagger, says of a text: first line the headline."""

    text: str
    officials: tuple[Person, ...]
    people: tuple[Person, ...]

    @property
    def positions(self) -> dict[str, list[str]]:
        return {p.name: [q.text for q in p.positions] for p in self.officials}

    @property
    def names(self) -> list[str]:
        everyone = [*self.officials, *self.people]
        return [p.name for p in sorted(everyone, key=lambda p: p.mentions[0].start)]

    def person(self, name: str) -> Person:
        return next(p for p in (*self.officials, *self.people) if p.name == name)

    def mentions(self, name: str) -> list[tuple[str, str]]:
        return [(m.text, m.form) for m in self.person(name).mentions]


def _read(text: str, authors: tuple[str, ...] = ()) -> Read:
    lines = [line.strip() for line in normalise(text).strip().split("\n") if line.strip()]
    document = compose(("headline" if n == 0 else "paragraph", line) for n, line in enumerate(lines))
    lexicon = load_lexicon(None)
    view = view_of(document)
    bodies = gather(view, find_bodies(view, lexicon))
    officials, people = find_persons(document, lexicon, bodies, authors, view)
    return Read(document.text, officials, people)


@pytest.fixture
def read() -> Callable[..., Read]:
    """Return a function from a text to the persons in it."""
    return _read

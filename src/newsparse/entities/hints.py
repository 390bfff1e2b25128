"""What the grammars found, as evidence for the tagger."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsparse.entities.features import Hint
    from newsparse.entities.view import TokenView
    from newsparse.record import Organisation, Person, Place


def as_hints(
    view: TokenView, persons: Iterable[Person], organisations: Iterable[Organisation], places: Iterable[Place]
) -> list[Hint]:
    """Return the mentions of what the grammars found as spans of tokens, labelled PER, ORG and LOC.

    A person's position is no name, and gives none.
    """
    token_at = {start: at for at, start in enumerate(view.starts)}
    found: list[Hint] = []
    for start, end, label in _mentions(persons, organisations, places):
        first = token_at.get(start)
        if first is None:
            continue
        last = first
        while last < len(view) and view.ends[last] <= end:
            last += 1
        found.append((first, last, label))
    found.sort()
    return found


def _mentions(
    persons: Iterable[Person], organisations: Iterable[Organisation], places: Iterable[Place]
) -> Iterator[tuple[int, int, str]]:
    for person in persons:
        for mention in person.mentions:
            if mention.form != "position":
                yield mention.start, mention.end, "PER"
    for organisation in organisations:
        for m in organisation.mentions:
            yield m.start, m.end, "ORG"
    for place in places:
        for m in place.mentions:
            yield m.start, m.end, "LOC"

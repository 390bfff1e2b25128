"""The named spans of a record, cut so that none crosses another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsparse.record import Record


class Span(NamedTuple):
    """A span of the text: what it is (`person`, `organisation`, `place`, `fact`, `time`) and its number there."""

    start: int
    end: int
    kind: str
    number: int


def spans_of(record: Record) -> list[Span]:
    """Return every mention of a record's persons, bodies, places, facts and times, in the order of the text.

    Officials come first in the numbering of persons, then the other people. An office that stands for a
    person is no name, so mentions of the form `position` are left out.
    """
    found = [
        Span(mention.start, mention.end, "person", n)
        for n, person in enumerate((*record.officials, *record.people))
        for mention in person.mentions
        if mention.form != "position"
    ]
    found += [
        Span(mention.start, mention.end, "organisation", n)
        for n, body in enumerate(record.organisations)
        for mention in body.mentions
    ]
    found += [
        Span(mention.start, mention.end, "place", n)
        for n, place in enumerate(record.places)
        for mention in place.mentions
    ]
    found += [Span(fact.start, fact.end, "fact", n) for n, fact in enumerate(record.facts)]
    found += [Span(time.start, time.end, "time", n) for n, time in enumerate(record.times)]
    return sorted(found, key=lambda span: (span.start, -span.end, span.kind, span.number))


def nested(spans: Iterable[Span]) -> list[Span]:
    """Return the spans without those that cross an earlier one or repeat its place: what is left nests."""
    kept: list[Span] = []
    open_ends: list[int] = []
    places: set[tuple[int, int]] = set()
    for span in spans:
        while open_ends and open_ends[-1] <= span.start:
            open_ends.pop()
        if span.end <= span.start or (open_ends and span.end > open_ends[-1]) or span[:2] in places:
            continue
        kept.append(span)
        places.add(span[:2])
        open_ends.append(span.end)
    return kept


def outermost(spans: Iterable[Span]) -> list[Span]:
    """Return the spans without those that lie in or cross an earlier one."""
    kept: list[Span] = []
    for span in spans:
        if span.end > span.start and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return kept

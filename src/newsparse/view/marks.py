"""Marks on a text that may overlap: from spans in any order to pieces that nest, as HTML needs them."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsparse.record import Record

MarkKind = Literal["person", "position", "organisation", "place", "fact", "time", "item"]

_DEEPEST: Final = 12

# Of spans with the same ends the first kind is the outer one.
_ORDER: Final[dict[MarkKind, int]] = {
    "position": 0, "organisation": 1, "place": 2, "fact": 3, "item": 4, "time": 5, "person": 6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """One place in the text that belongs to an entry of the side list.

    `ref` names the entry, `number` counts its mentions from 0; `again` tells that an earlier piece of the same
    mention stands before this one, cut off because another mark crosses it.
    """

    start: int
    end: int
    kind: MarkKind
    ref: str
    number: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A mark with the marks inside it; `height` is 0 for one that holds none, so that underlines can be stacked."""

    mark: Mark
    inside: tuple[Piece, ...]
    height: int


def marks_of(record: Record) -> tuple[tuple[Mark, ...], int]:
    """Return the marks of a record in text order, and how many of its spans do not hold the text they claim.

    Entries are named `p0` (officials), `p0.1` (its second position), `q0` (people), `o0` (organisations),
    `l0` (places), `f0` (facts), `t0` (times).
    """
    marks: list[Mark] = []
    wrong = 0

    def add(start: int, end: int, kind: MarkKind, ref: str, said: str | None, number: int = 0) -> None:
        nonlocal wrong
        if 0 <= start < end <= len(record.text) and (said is None or record.text[start:end] == said):
            marks.append(Mark(start, end, kind, ref, number))
        else:
            wrong += 1

    for prefix, persons in (("p", record.officials), ("q", record.people)):
        for index, person in enumerate(persons):
            for number, mention in enumerate(person.mentions):
                add(mention.start, mention.end, "person", f"{prefix}{index}", mention.text, number)
            for number, office in enumerate(person.positions):
                add(office.start, office.end, "position", f"{prefix}{index}.{number}", office.text)
    for index, body in enumerate(record.organisations):
        for number, place in enumerate(body.mentions):
            add(place.start, place.end, "organisation", f"o{index}", place.text, number)
    for index, named in enumerate(record.places):
        for number, place in enumerate(named.mentions):
            add(place.start, place.end, "place", f"l{index}", place.text, number)
    for index, fact in enumerate(record.facts):
        add(fact.start, fact.end, "fact", f"f{index}", fact.text)
        if fact.item_span is not None:
            add(fact.item_span[0], fact.item_span[1], "item", f"f{index}", None, 1)
    for index, time in enumerate(record.times):
        add(time.start, time.end, "time", f"t{index}", time.text)
    return tuple(sorted(marks, key=_place_in_order)), wrong


def _place_in_order(mark: Mark) -> tuple[int, int, int, str, int]:
    return (mark.start, -mark.end, _ORDER[mark.kind], mark.ref, mark.number)


def nested(marks: Sequence[Mark], start: int, end: int) -> tuple[Piece, ...]:
    """Return the marks within `[start, end)` as a forest: each lies wholly inside its parent.

    A mark that crosses the end of another, or of the stretch, is cut there and goes on as a piece of its own.
    Marks more than 12 deep are left out: no reader could tell them apart, and no record of ours has them.
    """
    queue = [(_place_in_order(mark), mark) for mark in (_cut(m, start, end) for m in marks) if mark.start < mark.end]
    heapq.heapify(queue)
    root: list[Piece] = []
    open_marks: list[tuple[Mark, list[Piece]]] = []

    def close_until(position: int) -> None:
        while open_marks and open_marks[-1][0].end <= position:
            mark, inside = open_marks.pop()
            height = 1 + max(piece.height for piece in inside) if inside else 0
            (open_marks[-1][1] if open_marks else root).append(Piece(mark, tuple(inside), height))

    while queue:
        _, mark = heapq.heappop(queue)
        close_until(mark.start)
        if open_marks and mark.end > (cut := open_marks[-1][0].end):
            rest = replace(mark, start=cut, again=True)
            heapq.heappush(queue, (_place_in_order(rest), rest))
            mark = replace(mark, end=cut)
        if len(open_marks) < _DEEPEST:
            open_marks.append((mark, []))
    close_until(end)
    return tuple(root)


def by_stretch(marks: Sequence[Mark], stretches: Sequence[tuple[int, int]]) -> Iterator[tuple[Piece, ...]]:
    """Yield the forest of each stretch `(start, end)`; both arguments are sorted, and stretches do not overlap."""
    waiting: list[Mark] = []
    at = 0
    for start, end in stretches:
        waiting = [mark for mark in waiting if mark.end > start]
        while at < len(marks) and marks[at].start < end:
            if marks[at].end > start:
                waiting.append(marks[at])
            at += 1
        yield nested(waiting, start, end)


def _cut(mark: Mark, start: int, end: int) -> Mark:
    if mark.start >= start and mark.end <= end:
        return mark
    return replace(mark, start=max(mark.start, start), end=min(mark.end, end), again=mark.again or mark.start < start)

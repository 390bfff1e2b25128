"""One view of a document's tokens that all steps of the room share: folded forms, capitals, sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from newsparse.text.syllables import fold, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsparse.text.document import Document

V = TypeVar("V")

LOWER, TITLE, UPPER, DIGIT, MARK = range(5)
"""Shapes of a token: lower case, first letter a capital, all capitals, begins with a digit, one other character."""


_DASHES = {"–": "-", "—": "-", "‑": "-", "−": "-"}


@dataclass(frozen=True, slots=True)
class TokenView:
    """The tokens of a document with what every step asks of them, computed once.

    `sentence[i]` is the number of token `i`'s sentence, `first[i]` is true for the first word of a sentence
    (marks such as a dash or an opening quote before it do not count), `shouting[i]` is true in a block that is
    written in capitals throughout. `breaks[i]` is true for the first token of a line; it has one entry more
    than there are tokens, which is true. In `folded` every dash is `-`.
    """

    text: str
    texts: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    folded: list[str]
    shapes: list[int]
    sentence: list[int]
    first: list[bool]
    shouting: list[bool]
    breaks: list[bool]

    def __len__(self) -> int:
        return len(self.texts)

    def spaced(self, at: int) -> bool:
        """Return whether exactly one space stands between token `at` and the next one."""
        return self.starts[at + 1] == self.ends[at] + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points that tokens `[start, end)` cover."""
        return self.starts[start], self.ends[end - 1]

    def slice(self, start: int, end: int) -> str:
        """Return the text of tokens `[start, end)` as it stands."""
        return self.text[self.starts[start] : self.ends[end - 1]]


def shape_of(token: str) -> int:
    """Return the shape of a token, one of the constants of this module."""
    head = token[0]
    if head.isalpha():
        if head.islower():
            return LOWER
        return UPPER if len(token) > 1 and token.isupper() else TITLE
    return DIGIT if head.isdigit() else MARK


def view_of(document: Document) -> TokenView:
    """Return the token view of a document."""
    tokens = document.tokens
    texts, starts = tokens.texts, tokens.starts
    count = len(texts)
    shapes = [shape_of(t) for t in texts]
    sentence = [0] * count
    first = [False] * count
    shouting = [False] * count
    at = 0
    for number, (_, end) in enumerate(document.sentences):
        pending = True
        while at < count and starts[at] < end:
            sentence[at] = number
            if pending and shapes[at] != MARK:
                first[at] = True
                pending = False
            at += 1
    at = 0
    for block in document.blocks:
        begin = at
        while at < count and starts[at] < block.end:
            at += 1
        upper = sum(1 for s in shapes[begin:at] if s == UPPER)
        lower = sum(1 for s in shapes[begin:at] if s == LOWER)
        if upper >= 4 and lower * 6 <= upper:
            shouting[begin:at] = [True] * (at - begin)
    text, ends = document.text, tokens.ends
    breaks = [True] * (count + 1)
    for at in range(1, count):
        breaks[at] = starts[at] > ends[at - 1] and "\n" in text[ends[at - 1] : starts[at]]
    folded = [_DASHES.get(t) or fold(t) for t in texts]
    return TokenView(text, texts, starts, ends, folded, shapes, sentence, first, shouting, breaks)


class EndingTable(Generic[V]):
    """A dictionary of phrases looked up by where they end: what stands right before a token."""

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._values: dict[tuple[str, ...], V] = {}
        lengths: dict[str, set[int]] = {}
        for form, value in entries:
            key = tuple(fold(t) for t in tokenise(form).texts)
            self._values[key] = value
            lengths.setdefault(key[-1], set()).add(len(key))
        self._lengths = {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}

    def before(self, folded: Sequence[str], end: int, floor: int = 0) -> tuple[int, V] | None:
        """Return `(start, value)` of the longest phrase whose last token is `end - 1`, or None.

        The phrase does not reach below token `floor`.
        """
        if end <= floor:
            return None
        lengths = self._lengths.get(folded[end - 1])
        if lengths is None:
            return None
        for length in lengths:
            if end - length < floor:
                continue
            value = self._values.get(tuple(folded[end - length : end]))
            if value is not None:
                return end - length, value
        return None

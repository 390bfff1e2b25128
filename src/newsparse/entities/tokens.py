"""What the grammar of persons asks of a document's tokens beside their view: sentences, first words, spacing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from newsparse.entities.view import CAPITAL, DIGIT, LOWER, MARK, UPPER, make_view
from newsparse.text.syllables import fold, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsparse.text.document import Document

V = TypeVar("V")

TITLE = CAPITAL
_DASHES = {"–": "-", "—": "-", "−": "-"}


@dataclass(frozen=True, slots=True, eq=False)
class TokenView:
    """The tokens of a document with what every step asks of them, computed once.

    `sentence[i]` is the number of token `i`'s sentence, `first[i]` is true for the first word of a sentence
    (marks such as a dash or an opening quote before it do not count), `shouting[i]` is true in a line that is
    written in capitals throughout. All dashes are folded to one.
    """

    text: str
    texts: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    folded: list[str]
    shapes: tuple[int, ...]
    sentence: list[int]
    first: list[bool]
    shouting: tuple[bool, ...]

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


def view_of(document: Document) -> TokenView:
    """Return the token view of a document."""
    view = make_view(document)
    starts, shapes = view.starts, view.shapes
    count = len(shapes)
    sentence = [0] * count
    first = [False] * count
    at = 0
    for number, (_, end) in enumerate(document.sentences):
        pending = True
        while at < count and starts[at] < end:
            sentence[at] = number
            if pending and shapes[at] != MARK:
                first[at] = True
                pending = False
            at += 1
    folded = [_DASHES.get(word, word) for word in view.folded]
    return TokenView(view.text, view.texts, starts, view.ends, folded, shapes, sentence, first, view.shouted)


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


__all__ = ["DIGIT", "LOWER", "MARK", "TITLE", "UPPER", "EndingTable", "TokenView", "view_of"]

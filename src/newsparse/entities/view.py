"""A document's tokens as the grammars of this room read them: folded, with their shape. Made once a document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from newsparse.text.document import Document

LOWER, CAPITAL, UPPER, DIGIT, MARK = range(5)
"""The shape of a token: `xã`, `Hợp`, `UBND`, `9`, `,`. One capital letter alone is `CAPITAL`."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The tokens of a document as parallel sequences.

    `folded[i]` is the token under the lexicons' folding, `shapes[i]` one of the constants above,
    `breaks[i]` true where a new block or line begins with token `i`; `breaks` has one entry more than
    there are tokens, which is true. `shouted[i]` is true in a line that is written in capitals throughout.
    """

    text: str
    texts: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    folded: tuple[str, ...]
    shapes: tuple[int, ...]
    breaks: tuple[bool, ...]
    shouted: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.texts)

    def slice(self, first: int, last: int) -> str:
        """Return the text of tokens `first` up to, not including, `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]]


@lru_cache(maxsize=65536)
def shape(token: str) -> int:
    """Return the shape of one token."""
    first = token[0]
    if first.isalpha():
        if not first.isupper():
            return LOWER
        return UPPER if len(token) > 1 and token.isupper() else CAPITAL
    return DIGIT if first.isdigit() else MARK


def make_view(document: Document) -> View:
    """Return the view of a document's tokens. Linear in the text."""
    tokens = document.tokens
    text = document.text
    starts, ends = tokens.starts, tokens.ends
    shapes = tuple(map(shape, tokens.texts))
    breaks = [True]
    for end, start in zip(ends, starts[1:], strict=False):
        breaks.append(start - end > 0 and "\n" in text[end:start])
    breaks.append(True)
    shouted = [False] * len(shapes)
    first = 0
    for index in range(1, len(shapes) + 1):
        if breaks[index]:
            line = shapes[first:index]
            if line.count(UPPER) >= 4 and line.count(LOWER) + line.count(CAPITAL) <= line.count(UPPER) // 5:
                shouted[first:index] = [True] * (index - first)
            first = index
    return View(text, tokens.texts, starts, ends, tuple(map(fold, tokens.texts)), shapes, tuple(breaks), tuple(shouted))

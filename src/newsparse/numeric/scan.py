"""A text as tokens in which digits and letters stand apart: `500m3` is `500`, `m`, `3`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, TypeVar

from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

V = TypeVar("V")

_TOKEN = re.compile(r"\n\s*|\d+|[^\W\d_²³½¼¾⅓⅔⅛]+(?:['’ʼ][^\W\d_]+)*|\S")
_MARGIN = 12  # empty tokens after the last one, so that grammar may look ahead without asking for the length


class Scan:
    """The tokens of a text as parallel lists; a line break is one token.

    `texts[i]` is `text[starts[i]:ends[i]]` and `folded[i]` the form in which tables are compared.
    Behind the `size` tokens stand some empty ones.
    """

    __slots__ = ("ends", "folded", "size", "starts", "text", "texts")

    def __init__(self, text: str) -> None:
        self.text = text
        self.texts: list[str] = []
        self.folded: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in _TOKEN.finditer(text):
            token = match.group()
            if token[0] == "\n":
                token = "\n"
            self.texts.append(token)
            self.folded.append(fold(token))
            self.starts.append(match.start())
            self.ends.append(match.end())
        self.size = len(self.texts)
        self.texts += [""] * _MARGIN
        self.folded += [""] * _MARGIN
        self.starts += [len(text) + 9] * _MARGIN
        self.ends += [len(text) + 9] * _MARGIN

    def glued(self, index: int) -> bool:
        """Tell whether token `index` follows the one before it without a space."""
        return index > 0 and self.starts[index] == self.ends[index - 1]

    def is_digits(self, index: int) -> bool:
        """Tell whether token `index` is a run of digits."""
        return self.texts[index].isdecimal()

    def is_word(self, index: int) -> bool:
        """Tell whether token `index` is a run of letters."""
        return self.texts[index][:1].isalpha()

    def is_capital(self, index: int) -> bool:
        """Tell whether token `index` begins with a capital letter."""
        return self.texts[index][:1].isupper()

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Return the span in the text of the tokens `[first, stop)`."""
        return self.starts[first], self.ends[stop - 1]

    def source(self, first: int, stop: int) -> str:
        """Return the text of the tokens `[first, stop)`, with what stands between them."""
        return self.text[self.starts[first] : self.ends[stop - 1]]


class Phrases(Generic[V]):
    """A dictionary of phrases that is looked up at a token of a `Scan`, longest first."""

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._root: dict[str, tuple[int, dict[tuple[str, ...], V]]] = {}
        self._by_last: dict[str, tuple[int, dict[tuple[str, ...], V]]] = {}
        for form, value in entries:
            scan = Scan(form)
            key = tuple(scan.folded[: scan.size])
            if not key:
                continue
            for table, anchor in ((self._root, key[0]), (self._by_last, key[-1])):
                longest, found = table.get(anchor, (0, {}))
                found[key] = value
                table[anchor] = max(longest, len(key)), found

    def at(self, scan: Scan, index: int) -> tuple[int, V] | None:
        """Return the index after the longest phrase that begins at token `index`, and its value, or None."""
        entry = self._root.get(scan.folded[index])
        if entry is None:
            return None
        longest, found = entry
        for length in range(longest, 0, -1):
            value = found.get(tuple(scan.folded[index : index + length]))
            if value is not None:
                return index + length, value
        return None

    def before(self, scan: Scan, index: int) -> tuple[int, V] | None:
        """Return the first token of the longest phrase that ends just before token `index`, and its value, or None."""
        if index <= 0:
            return None
        entry = self._by_last.get(scan.folded[index - 1])
        if entry is None:
            return None
        longest, found = entry
        for length in range(min(longest, index), 0, -1):
            value = found.get(tuple(scan.folded[index - length : index]))
            if value is not None:
                return index - length, value
        return None

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        for _, found in self._root.values():
            yield from found

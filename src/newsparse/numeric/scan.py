"""A text as tokens in which digits and letters stand apart: `500m3` is `500`, `m`, `3`."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Generic, TypeVar

from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsparse.text.syllables import Tokens

V = TypeVar("V")

_TOKEN = re.compile(r"\n\s*|\d+|[^\W\d_²³½¼¾⅓⅔⅛]+(?:['’ʼ][^\W\d_]+)*|\S")
_SPECIAL = re.compile(r"\n|\d+")
_MARGIN = 12  # empty tokens after the last one, so that grammar may look ahead without asking for the length


class Scan:
    """The tokens of a text as parallel lists; a line break is one token.

    `texts[i]` is `text[starts[i]:ends[i]]` and `folded[i]` the form in which tables are compared.
    Behind the `size` tokens stand some empty ones. `tokens` may be those of the document of `text`.
    """

    __slots__ = ("ends", "folded", "size", "starts", "text", "texts")

    def __init__(self, text: str, tokens: Tokens | None = None) -> None:
        self.text = text
        self.texts: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        if tokens is None:
            self._split(0, len(text))
        else:
            self._copy(tokens)
        self.size = len(self.texts)
        self.texts += [""] * _MARGIN
        self.starts += [len(text) + 9] * _MARGIN
        self.ends += [len(text) + 9] * _MARGIN
        self.folded = list(map(fold, self.texts))

    def _split(self, start: int, end: int) -> None:
        for match in _TOKEN.finditer(self.text, start, end):
            token = match.group()
            self.texts.append("\n" if token[0] == "\n" else token)
            self.starts.append(match.start())
            self.ends.append(match.end())

    def _copy(self, tokens: Tokens) -> None:
        """Take over the tokens of a document, cheaper than splitting again; only those with digits are parted."""
        copied = 0
        last_line = -2
        for match in _SPECIAL.finditer(self.text):
            at = match.start()
            line = self.text[at] == "\n"
            if not line and copied and at < tokens.ends[copied - 1]:
                continue
            index = bisect_right(tokens.starts, at, copied) - (0 if line else 1)
            self.texts += tokens.texts[copied:index]
            self.starts += tokens.starts[copied:index]
            self.ends += tokens.ends[copied:index]
            copied = index
            if not line:
                self._split(tokens.starts[index], tokens.ends[index])
                copied = index + 1
            elif last_line != index:
                last_line = index
                self.texts.append("\n")
                self.starts.append(at)
                self.ends.append(at + 1)
        self.texts += tokens.texts[copied:]
        self.starts += tokens.starts[copied:]
        self.ends += tokens.ends[copied:]

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
        self._root: dict[str, tuple[list[int], dict[tuple[str, ...], V]]] = {}
        self._by_last: dict[str, tuple[list[int], dict[tuple[str, ...], V]]] = {}
        for form, value in entries:
            scan = Scan(form)
            key = tuple(scan.folded[: scan.size])
            if not key:
                continue
            for table, anchor in ((self._root, key[0]), (self._by_last, key[-1])):
                lengths, found = table.setdefault(anchor, ([], {}))
                found[key] = value
                if len(key) not in lengths:
                    lengths.append(len(key))
                    lengths.sort(reverse=True)

    def at(self, scan: Scan, index: int) -> tuple[int, V] | None:
        """Return the index after the longest phrase that begins at token `index`, and its value, or None."""
        entry = self._root.get(scan.folded[index])
        if entry is None:
            return None
        lengths, found = entry
        for length in lengths:
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
        lengths, found = entry
        for length in lengths:
            if length > index:
                continue
            value = found.get(tuple(scan.folded[index - length : index]))
            if value is not None:
                return index - length, value
        return None

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        for _, found in self._root.values():
            yield from found

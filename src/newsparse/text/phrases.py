"""Find phrases of a lexicon in tokens, longest first, under the folding of `syllables.fold`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from newsparse.text.syllables import fold, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

V = TypeVar("V")


class PhraseTable(Generic[V]):
    """A dictionary of phrases of syllables, looked up at a token position.

    Built from `(form, value)` pairs; a form is split as `tokenise` splits text. Of equal forms the last wins.
    """

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._values: dict[tuple[str, ...], V] = {}
        lengths: dict[str, set[int]] = {}
        for form, value in entries:
            key = tuple(fold(t) for t in tokenise(form).texts)
            if not key:
                continue
            self._values[key] = value
            lengths.setdefault(key[0], set()).add(len(key))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def __len__(self) -> int:
        return len(self._values)

    def starts(self, folded: Sequence[str]) -> list[int]:
        """Return the positions of the tokens with which some phrase of the table begins."""
        first = self._lengths
        return [at for at, word in enumerate(folded) if word in first]

    def longest(self, folded: Sequence[str], at: int) -> tuple[int, V] | None:
        """Return `(end, value)` of the longest phrase that begins at token `at`, or None.

        `folded` are the folded tokens of the text; `end` is the index after the phrase's last token.
        """
        lengths = self._lengths.get(folded[at])
        if lengths is None:
            return None
        for length in lengths:
            if at + length > len(folded):
                continue
            value = self._values.get(tuple(folded[at : at + length]), None)
            if value is not None:
                return at + length, value
        return None

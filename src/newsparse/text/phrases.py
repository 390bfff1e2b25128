"""Find phrases of a lexicon in tokens, longest first, under the folding of `syllables.fold`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, TypeVar

from newsparse.text.syllables import fold, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

V = TypeVar("V")

_PLAIN = re.compile(r"\w+(?: \w+)*").fullmatch  # words between single spaces, which most phrases are


def phrase_key(form: str) -> tuple[str, ...]:
    """Return the folded tokens of a phrase, as text is tokenised."""
    if _PLAIN(form):
        return tuple(map(fold, form.split(" ")))
    return tuple(map(fold, tokenise(form).texts))


class PhraseTable(Generic[V]):
    """A dictionary of phrases of syllables, looked up at a token position.

    Built from `(form, value)` pairs; a form is split as `tokenise` splits text. Of equal forms the last wins.
    """

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._index({key: value for form, value in entries if (key := phrase_key(form))})

    @classmethod
    def of(cls, values: Mapping[tuple[str, ...], V]) -> PhraseTable[V]:
        """Return the table of values by phrase, each phrase as `phrase_key` gives it."""
        table = cls(())
        table._index(values)
        return table

    def _index(self, values: Mapping[tuple[str, ...], V]) -> None:
        lengths: dict[str, set[int]] = {}
        for key in values:
            found = lengths.get(key[0])
            if found is None:
                lengths[key[0]] = {len(key)}
            else:
                found.add(len(key))
        self._values = values
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def __len__(self) -> int:
        return len(self._values)

    def beginnings(self) -> Iterable[str]:
        """Return the folded first tokens of all phrases."""
        return self._lengths.keys()

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

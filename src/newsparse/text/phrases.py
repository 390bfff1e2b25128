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
        # first token → second token → lengths of the phrases that begin so, longest first; most look-ups end here
        index: dict[str, dict[str, tuple[int, ...]]] = {}
        for key in values:
            length = len(key)
            seconds = index.get(key[0])
            if seconds is None:
                seconds = index[key[0]] = {}
            if length > 1:
                known = seconds.get(key[1])
                if known is None:
                    seconds[key[1]] = (length,)
                elif length not in known:
                    seconds[key[1]] = tuple(sorted((*known, length), reverse=True))
        self._values = values
        self._seconds = index

    def __len__(self) -> int:
        return len(self._values)

    def beginnings(self) -> Iterable[str]:
        """Return the folded first tokens of all phrases."""
        return self._seconds.keys()

    def longest(self, folded: Sequence[str], at: int) -> tuple[int, V] | None:
        """Return `(end, value)` of the longest phrase that begins at token `at`, or None.

        `folded` are the folded tokens of the text; `end` is the index after the phrase's last token.
        """
        first = folded[at]
        seconds = self._seconds.get(first)
        if seconds is None:
            return None
        size = len(folded)
        if seconds and at + 1 < size:
            for length in seconds.get(folded[at + 1], ()):
                end = at + length
                if end <= size and (value := self._values.get(tuple(folded[at:end]))) is not None:
                    return end, value
        single = self._values.get((first,))
        return None if single is None else (at + 1, single)

"""Syllables: the units between spaces, with the one folding under which lexicons compare them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

_TOKEN = regex.compile(r"\w+(?:['’ʼ]\w+)*|[^\w\s]")

# Two schools of placing the tone mark: `hoà/hòa`, `thuý/thúy`, `uỷ/ủy`. The old form is the key.
_TONE_PAIRS = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text, as parallel tuples: `texts[i]` is `text[starts[i]:ends[i]]`.

    A token is a run of letters and digits (with apostrophes inside, `K'Ho`) or one other visible character.
    """

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.texts)


def tokenise(text: str) -> Tokens:
    """Return the tokens of `text`, in order, with their spans in code points."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        texts.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    return Tokens(tuple(texts), tuple(starts), tuple(ends))


@lru_cache(maxsize=65536)
def fold(syllable: str) -> str:
    """Return a syllable in the form in which lexicons are compared: lower case, tone mark in the new place.

    `Uỷ` → `ủy`, `Hoà` → `hòa`, `Quý` and `Quí` → `quý`. `qu` keeps its `y`: `quỳ` stays.
    """
    low = syllable.casefold()
    if len(low) > 1:
        tail = low[-2:]
        if tail in _TONE_PAIRS and not (tail[0] == "u" and low[-3:-2] == "q"):
            low = low[:-2] + _TONE_PAIRS[tail]
        if low in _QUI:
            low = _QUI[low]
    return low


_QUI = {"quí": "quý", "quì": "quỳ", "quỉ": "quỷ", "quĩ": "quỹ", "quị": "quỵ"}

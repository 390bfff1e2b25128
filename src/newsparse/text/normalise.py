"""Bring text to one spelling of its characters, and remember where each one came from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex

# Characters that show nothing: soft hyphen, zero-width space and joiners, direction marks, BOM, variation selectors.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0f\ufeff"
)
_SPACES = "\t\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
# `Ð` (U+00D0, Icelandic Eth) and `Ɖ` (U+0189, African D) are typed for `Đ`; combining tone marks have two code points.
_LOOKALIKES = {0x00D0: "Đ", 0x0189: "Đ", 0x0340: "\u0300", 0x0341: "\u0301"}
_FOLD: dict[int, str | None] = {ord(c): None for c in _INVISIBLE}
_FOLD |= {ord(c): " " for c in _SPACES}
_FOLD |= _LOOKALIKES
_FOLD |= {i: None for i in range(0x20) if chr(i) not in "\t\n\v\f\r"}
_FOLD |= {i: None for i in range(0x7F, 0xA0) if i != 0x85}
_FOLD |= {0x85: "\n", ord("\r"): "\n"}
# Those of them that count as printable; all the others make `str.isprintable` say no.
_ODD_LETTERS = tuple(char for i in sorted(_FOLD) if (char := chr(i)).isprintable() and char != " ")
_CLUSTER = regex.compile(r"\P{M}\p{M}*|\p{M}+")


@dataclass(frozen=True, slots=True)
class Normalised:
    """Normalised text and, for each of its code points, the index in the text it came from.

    `offsets` has one entry more than `text`: the length of the original.
    """

    text: str
    offsets: tuple[int, ...] | range

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text that `[start, end)` of the normalised text came from."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end]


def normalise(text: str) -> str:
    """Return text in NFC, with plain spaces, `Đ` for its look-alikes, and no invisible or control characters.

    Every kind of line break becomes a line feed. White space is not folded otherwise. Normalising twice
    changes nothing.
    """
    if not text.isprintable() or any(map(text.__contains__, _ODD_LETTERS)):
        text = text.replace("\r\n", "\n").translate(_FOLD)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def normalise_with_offsets(text: str) -> Normalised:
    """Return the same text as `normalise`, with the offset in `text` of each of its code points."""
    plain = normalise(text)
    if plain == text:
        return Normalised(plain, range(len(text) + 1))
    out: list[str] = []
    offsets: list[int] = []
    kept: list[str] = []
    kept_at: list[int] = []
    index = 0
    while index < len(text):
        char = text[index]
        if char == "\r" and text[index + 1 : index + 2] == "\n":
            replacement: str | None = "\n"
            step = 2
        else:
            replacement = _FOLD.get(ord(char), char)
            step = 1
        if replacement is not None:
            kept.append(replacement)
            kept_at.append(index)
        index += step
    folded = "".join(kept)
    # A letter and its marks compose among themselves only, so NFC can be taken cluster by cluster.
    for match in _CLUSTER.finditer(folded):
        composed = unicodedata.normalize("NFC", match.group())
        out.append(composed)
        offsets.extend([kept_at[match.start()]] * len(composed))
    offsets.append(len(text))
    joined = "".join(out)
    if joined != plain:  # Hangul jamo compose across clusters; offsets of such text are those of its beginning
        padded = (offsets + [len(text)] * len(plain))[: len(plain)]
        return Normalised(plain, (*padded, len(text)))
    return Normalised(joined, tuple(offsets))

"""Who wrote the article, and which lines are captions."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from newsparse.page.cues import folded
from newsparse.text.lexicon import load_lexicon

_UPPER = "A-ZÀ-ỸĐ"
_NAME_WORD = re.compile(rf"^(?:[{_UPPER}][\w'’.\-]*|[{_UPPER}]\.?(?:[{_UPPER}]\.?)*)$")
_SPLIT = re.compile(r"\s*(?:,|;|&|\+|\s[-–]\s|\bvà\b|\band\b|/)\s*")
_URL = re.compile(r"https?://|www\.|\.(?:vn|com|net|org|gov)\b", re.IGNORECASE)
_BRACKET = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_REST = re.compile(r"\s+(?:at|on|lúc|ngày|vào)\s+|\s*\|\s*|\s*[-–,]?\s*\d")
_HONORIFICS: Final = frozenset({"ông", "bà", "anh", "chị", "cô", "chú", "bác", "mr", "mrs", "ms"})
_SMALL: Final = frozenset({"van", "von", "de", "der", "den", "la", "le", "bin", "al", "da", "del", "di", "du"})


@lru_cache(maxsize=1)
def _labels() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    rows = load_lexicon().rows("page_labels")

    def forms(kind: str) -> list[str]:
        return sorted((re.escape(row["form"]) for row in rows if row["kind"] == kind), key=len, reverse=True)

    author = re.compile(rf"^\W*(?:{'|'.join(forms('author'))})(?:\s*[:\-–]\s*|\s+)", re.IGNORECASE)
    caption = re.compile(rf"^\W*(?:{'|'.join(forms('caption'))})\b", re.IGNORECASE)
    credits = "|".join(forms("credit"))
    credit = re.compile(rf"(?:^|[\s(\[.–-])(?:{credits})\s*[:：]\s*[^.:]{{2,60}}[)\].]*$", re.IGNORECASE)
    media = frozenset(folded(row["form"]) for row in rows if row["kind"] == "medium")
    return author, caption, credit, media


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """Return the first words of offices, which sign as persons do: `Phòng Văn hóa`, `Trung tâm Y tế`."""
    return frozenset(folded(row["form"]) for row in load_lexicon().rows("page_labels") if row["kind"] == "office")


def names_in(text: str) -> list[str]:
    """Return the personal names in a byline's text, its label already taken off.

    A name is two to five capitalised words, or initials; media, agencies and addresses are none.
    """
    media, heads = _labels()[3], _heads()
    names: list[str] = []
    bare = _BRACKET.sub(" ", text).strip(" .,:;-–*")
    for part in _SPLIT.split(bare):
        part = part.strip(" .,:;-–*")
        if not part or _URL.search(part):
            continue
        words = part.split()
        if not 1 <= len(words) <= 5 or any(c.isdigit() for c in part):
            continue
        first = folded(words[0])
        if first in _HONORIFICS or first in heads or folded(" ".join(words[:2])) in heads:
            continue
        if folded(part) in media or any(folded(" ".join(words[:n])) in media for n in (1, 2, 3) if n < len(words)):
            continue
        if not all(_NAME_WORD.match(word) or word in _SMALL for word in words):
            continue
        if len(words) == 1 and not _is_short_name(part):
            continue
        names.append(part)
    return names


def _is_short_name(word: str) -> bool:
    # initials (`P.H`, `T.T.D`) sign articles; a single given name too, but that is too little evidence
    bare = word.strip(".")
    return "." in bare and len(word) <= 12 and (word.upper() == word or bare.index(".") <= 2)


def labelled_author(text: str) -> list[str] | None:
    """Return the names behind an author's label (`Tác giả: …`, `Theo …/…`, `By …`), or None where there is none.

    An empty list tells that the line is a byline which names a medium and no person.
    """
    if len(text) > 120:
        return None
    match = _labels()[0].match(text)
    if match is None:
        return None
    rest = _REST.split(text[match.end() :].strip(), maxsplit=1)[0]
    if not rest:
        return []
    names = names_in(rest)
    if names or ":" in match.group() or (len(rest.split()) <= 8 and not rest.endswith((".", ":", "?", "!"))):
        return names
    return None


def is_caption(text: str) -> bool:
    """Tell whether a text says itself that it is a caption: `Ảnh: …`, `Hình ảnh 1: …`, a photo credit at its end."""
    if len(text) > 500:
        return False
    labels = _labels()
    if labels[1].match(text, 0, 40) is not None:
        return True
    tail = text[-90:]
    return ":" in tail and labels[2].search(tail) is not None


def is_medium(name: str) -> bool:
    """Tell whether a name is that of a medium, an agency or an editorial office."""
    low = folded(name.strip(" ."))
    media = _labels()[3]
    return (
        low in media
        or _URL.search(name) is not None
        or any(
            low.startswith(head + " ") or low.endswith(" " + head)
            for head in ("báo", "tạp chí", "ttxvn", "online", "news")
        )
    )

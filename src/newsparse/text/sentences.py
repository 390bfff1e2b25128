"""Sentences of Vietnamese news, as spans."""

from __future__ import annotations

from functools import cache

import regex

from newsparse.text.lexicon import load_lexicon

_END = regex.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|[\r\n]+")
_WORD_BEFORE = regex.compile(r"(\w+)$")


@cache
def _abbreviations() -> frozenset[str]:
    return load_lexicon().forms("sentence_abbreviations")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the sentences in `text[start:end]`, in code points of `text`.

    A line break always ends a sentence. A full stop does not when it stands after a known abbreviation
    (`TP.`, `PGS.`), a single capital (`Lê Văn T.`) followed by a capital or number, or before a lower-case letter.
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    first = start
    for match in _END.finditer(text, start, stop):
        if "\n" not in match.group() and not _ends_sentence(text, match.start(), match.end(), stop):
            continue
        _add(spans, text, first, match.end())
        first = match.end()
    _add(spans, text, first, stop)
    return spans


def _ends_sentence(text: str, dot: int, after: int, stop: int) -> bool:
    following = text[after : min(after + 8, stop)].lstrip()
    if not following:
        return True
    mark = text[dot:after]
    if following[0].islower():
        return False
    if mark == ".":
        before = _WORD_BEFORE.search(text, max(0, dot - 24), dot)
        if before is not None:
            word = before.group(1)
            if word.lower() in _abbreviations() and (len(word) > 1 or word.isupper()):
                return False
            if len(word) == 1 and word.isupper():
                return False
    return True


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))

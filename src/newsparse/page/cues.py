"""Phrases that mark boilerplate: headings of lists of other items, tools, counters, footers.

They stand in `data/boilerplate.tsv` with a kind and the place in the block where they count: `whole`, `start`
or `part` (anywhere). Compared under the folding of `newsparse.text.syllables.fold`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from newsparse.text.lexicon import load_lexicon
from newsparse.text.syllables import fold

_EDGE: Final = " \t.:;,-–—…|»«›‹>*•●■▪+()[]\"'“”"
_COUNT = re.compile(r"\s*[(\[]?\d+[)\]]?$")
_MAX_START: Final = 8


def folded(text: str) -> str:
    """Return text in lower case with uniform tone marks and single spaces."""
    return " ".join([fold(word) for word in text.split()])


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], dict[str, tuple[tuple[str, str], ...]], re.Pattern[str], dict[str, str]]:
    whole: dict[str, str] = {}
    start: dict[str, list[tuple[str, str]]] = {}
    parts: dict[str, str] = {}
    for row in load_lexicon().rows("boilerplate"):
        form, kind = folded(row["form"]), row["kind"]
        if row["where"] == "whole":
            whole[form] = kind
        elif row["where"] == "start":
            start.setdefault(form.split(" ")[0].rstrip(":"), []).append((form, kind))
            whole[form.rstrip(": ")] = kind
        else:
            parts[form] = kind
    by_length = {head: tuple(sorted(forms, key=lambda f: -len(f[0]))) for head, forms in start.items()}
    pattern = re.compile("|".join(re.escape(form) for form in sorted(parts, key=len, reverse=True)))
    return whole, by_length, pattern, parts


def cue_of(text: str) -> str:
    """Return the kind of boilerplate a block's text shows, or `""`.

    `end` heads a list of other items behind the article, `related` such a list or link inside it, `tool`
    is a button, a label or a notice, `footer`, `counter`, `paywall` and `error` are what they say.
    Blocks of more than 400 characters are only looked at for footers.
    """
    if len(text) > 400:
        return ""
    whole, start, pattern, parts = _tables()
    low = folded(text)
    bare = low.strip(_EDGE)
    kind = whole.get(bare) or whole.get(_COUNT.sub("", bare).strip(_EDGE))
    if kind:
        return kind
    first = low.split(" ", 1)[0].rstrip(":")
    for form, kind in start.get(first, ()):
        if low.startswith(form) and not low[len(form) : len(form) + 1].isalpha():
            return kind
    found = pattern.search(low)
    if found is None:
        return ""
    kind = parts[found.group()]
    if kind == "counter" and (len(low) > 60 or not any(c.isdigit() for c in low)):
        return ""
    if kind in ("paywall", "error") and len(low) > 200:
        return ""
    return kind

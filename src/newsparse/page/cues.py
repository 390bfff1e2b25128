"""Phrases that mark boilerplate: headings of lists of other items, tools, counters, footers.

They stand in `data/boilerplate.tsv` with a kind and the place in the block where they count: `whole`, `start`
or `part` (anywhere). Compared under the folding of `newsparse.text.syllables.fold`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsparse.page.words import any_of, folded, folded_forms, per_lexicon

if TYPE_CHECKING:
    from collections.abc import Set

    from newsparse.page.tree import Block
    from newsparse.text.lexicon import Lexicon

_EDGE: Final = " \t.:;,-–—…|»«›‹>*•●■▪+()[]\"'“”"
# Sizes of texts, in characters: of a line, of the longest phrase that is a block alone, of a note, of a paragraph that
# may be boilerplate.
_LINE: Final = 60
_WHOLE: Final = 90
_NOTE: Final = 200
_LONG: Final = 400
_LONGEST: Final = {"counter": _LINE, "paywall": _NOTE, "error": _NOTE}  # a longer text that holds one is of the article
_COUNT = re.compile(r"\s*[(\[]?\d+[)\]]?$")


class _Tables:
    """The phrases by place. Each stands in both schools of tone marks, so that texts need no folding."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.whole: dict[str, str] = {}
        start: dict[str, dict[str, str]] = {}
        self.parts: dict[str, str] = {}
        self.labels: set[str] = set()
        for row in lexicon.rows("boilerplate"):
            kind = row["kind"]
            for form in spellings(row["form"]):
                if row["where"] == "whole":
                    self.whole[form] = kind
                elif row["where"] in ("start", "label"):
                    if row["where"] == "label":
                        self.labels.add(form)
                    start.setdefault(form.split(" ")[0].rstrip(":"), {})[form] = kind
                    self.whole[form.rstrip(": ")] = kind
                else:
                    self.parts[form] = kind
        self.start = {head: tuple(sorted(forms.items(), key=lambda f: -len(f[0]))) for head, forms in start.items()}
        frequent = {row["form"] for row in lexicon.rows("common_words")} | folded_forms(lexicon, "frequent")
        # for texts up to each of these sizes
        self.telling = tuple(
            _telling([form for form, kind in self.parts.items() if _LONGEST.get(kind, size) >= size], frequent)
            for size in (_LINE, _NOTE, _LONG)
        )
        # a second sign that a sentence with a footer's words is one
        self.sign = re.compile(
            rf"©|@|https?:|\b(?:{any_of(lexicon, 'footer_label')})\b\s*[:.]|{any_of(lexicon, 'footer_word')}"
        )


def _telling(forms: list[str], frequent: Set[str]) -> dict[str, tuple[str, ...]]:
    """Return the phrases by one telling word of each, as texts may write it: most texts need no search at all."""
    told: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        words = form.split()[: max(1, form.count(" "))]
        told.setdefault(max(words, key=lambda word: (word not in frequent, len(word))), []).append(form)
    return {way: tuple(led) for word, led in told.items() for way in (word, word.capitalize(), word.upper())}


_OLD = re.compile("òa|óa|ỏa|õa|ọa|òe|óe|ỏe|õe|ọe|ùy|úy|ủy|ũy|ụy")
_NEW_TO_OLD: Final = dict(
    zip(
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        strict=True,
    )
)


def _old(match: re.Match[str]) -> str:
    return _NEW_TO_OLD[match.group()]


def spellings(form: str) -> set[str]:
    """Return a phrase as given, and in both schools of tone marks in lower case: what a text in lower case may hold."""
    low = folded(form)
    return {form, low, _OLD.sub(_old, low)}


@per_lexicon
def _tables(lexicon: Lexicon) -> _Tables:
    return _Tables(lexicon)


def cue_of(text: str) -> str:
    """Return the kind of boilerplate a block's text shows, or `""`.

    `end` heads a list of other items behind the article, `related` such a list or link inside it, `tool`
    is a button, a label or a notice, `footer`, `counter`, `paywall` and `error` are what they say.
    Blocks of more than 400 characters are text and show none.
    """
    size = len(text)
    if size > _LONG:
        return ""
    tables = _tables()
    telling = tables.telling[(size > _LINE) + (size > _NOTE)]
    low = ""
    if size < _WHOLE:
        low = text.lower()
        bare = low.strip(_EDGE)
        kind = tables.whole.get(bare, "")
        if not kind and bare[-1:].isdigit():
            kind = tables.whole.get(_COUNT.sub("", bare).strip(_EDGE), "")
        if kind:
            return kind
    words = (low or text).split(" ")  # a block's text has single spaces
    starts = tables.start.get(words[0].lower().rstrip(":"), ())
    silent = telling.keys().isdisjoint(words)
    if silent and not starts:
        return ""  # as nearly every paragraph
    low = low or text.lower()
    for form, kind in starts:
        if low.startswith(form) and not low[len(form) : len(form) + 1].isalpha():
            if kind == "counter" and not _counts(low):
                break
            if form in tables.labels and _is_sentence(low) and low[len(form) :].lstrip()[:1] != ":":
                break
            return kind
    if silent:
        return ""
    found = [form for word in words if word in telling for form in telling[word] if form in low]
    kind = tables.parts[found[0]] if found else ""
    if kind == "footer" and _is_sentence(low) and not _is_footer(low, found):
        return ""
    return "" if kind == "counter" and not _counts(low) else kind


def _is_sentence(text: str) -> bool:
    return len(text) >= 50 and text.rstrip('"”’»)').endswith((".", "!", "?", "…"))


def _is_footer(text: str, forms: list[str]) -> bool:
    """Tell whether a sentence with the words of a footer is one: a label with its colon, or a second sign.

    `Các cơ quan chủ quản` is no label.
    """
    labels = [form for form in dict.fromkeys(forms) if f"các {form}" not in text]
    if len(labels) > 1 or _tables().sign.search(text) is not None:
        return True
    rest = text[text.index(labels[0]) + len(labels[0]) :].lstrip() if labels else ""
    return rest[:1] == ":" or rest[:1].isdigit()


def _counts(text: str) -> bool:
    # `Người xem đứng kín hai bên đường, ước chừng 3.000 người.` is a sentence
    short = len(text) <= _LINE and any(map(str.isdigit, text))
    return short and not (text.endswith(".") and text.count(" ") >= 6)


def cue(block: Block) -> str:
    """Return `cue_of` of a block's text; asked for once, remembered on the block."""
    found = block.cue
    if found is None:
        found = block.cue = cue_of(block.text)
    return found

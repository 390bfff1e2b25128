"""What the words in an element's class and id say: a zone of the page, or a part of the article.

The words stand in `data/page_marks.tsv`; they are conventions of many systems, never one site's name.
A form beginning with `*` is looked for inside the class with its separators taken out, other forms are
whole words between separators.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from newsparse.page.words import any_of, forms, per_lexicon

if TYPE_CHECKING:
    from newsparse.text.lexicon import Lexicon

PARTS: Final = frozenset({"title", "lead", "body", "caption", "author", "source", "date"})
"""Marks that name a part of the article; all other zones are boilerplate."""

_WORD = re.compile(r"[A-Za-z]+")
# Of `leftMenu` the last word says what it is; of `allowMenuPost` no one knows.
_HUMP = re.compile(r"[a-z]([A-Z][a-z]+)$")
_OVERRULED: Final = frozenset({"nav", "tools", "side", "ads", "tags", "share", "form", "counter"})
_NOT_LETTER = re.compile(r"[^a-z0-9]+")


class Marks(NamedTuple):
    """`zone`: the boilerplate zone, or `""`; `mark`: the part of the article, or `""`."""

    zone: str
    mark: str


NO_MARKS: Final = Marks("", "")


class _Tables(NamedTuple):
    words: dict[str, str]
    parts: dict[str, str]
    pattern: re.Pattern[str]
    nothing: re.Pattern[str]
    """Words that are of a screen's size, of a state, and say nothing of their element."""
    telling: frozenset[str]
    """Words of such a form that say something all the same: `no-display`."""
    post: frozenset[str]
    """Words that tell a post, whose class names its tags and sections, too (`of_post`)."""
    of_post: re.Pattern[str]
    shown: re.Pattern[str]
    """Words that show on larger screens what another word hides (`unless_shown`)."""
    unless_shown: frozenset[str]
    builder: re.Pattern[str]
    own_foot: frozenset[str]


@per_lexicon
def _tables(lexicon: Lexicon) -> _Tables:
    words: dict[str, str] = {}
    parts: dict[str, str] = {}
    for row in lexicon.rows("page_marks"):
        form = row["form"]
        if form.startswith("*"):
            parts[form[1:]] = row["zone"]
        else:
            words[form] = row["zone"]

    def any_class(kind: str) -> str:
        return any_of(lexicon, kind, table="class_words").replace(r"\*", r"\S+")

    return _Tables(
        words=words,
        parts=parts,
        pattern=re.compile("|".join(sorted(parts, key=len, reverse=True))),
        nothing=re.compile(any_class("nothing"), re.IGNORECASE),
        telling=frozenset(forms(lexicon, "telling", "class_words")),
        post=frozenset(forms(lexicon, "post", "class_words")),
        of_post=re.compile(any_class("of_post"), re.IGNORECASE),
        shown=re.compile(rf"(?<![\w-])(?:d-)?(?:xs|sm|md|lg|xl|xxl|2xl)[-:](?:{any_class('shown')})"),
        unless_shown=frozenset(forms(lexicon, "unless_shown", "class_words")),
        builder=re.compile(any_class("builder")),
        own_foot=frozenset(forms(lexicon, "own_foot", "class_words")),
    )


def _told(raw: str, tables: _Tables) -> str:
    """Return a class without the words in it that say nothing of its element."""
    if "-" not in raw and "_" not in raw and "print" not in raw and "subscriber" not in raw and "paywall" not in raw:
        return raw
    tokens = raw.split()
    if not tables.post.isdisjoint(tokens):
        tokens = [t for t in tokens if not tables.of_post.fullmatch(t)]
    if tables.shown.search(raw):
        tokens = [t for t in tokens if t not in tables.unless_shown]
    tokens = [t for t in tokens if t in tables.telling or not tables.nothing.fullmatch(t)]
    if tables.builder.search(raw):
        tokens = [t.replace("widgets", "").replace("widget", "") for t in tokens]
    return " ".join(tokens)


def marks_of(cls: str | None, ident: str | None) -> Marks:
    """Return what class and id of an element say."""
    words, parts, pattern, *_ = tables = _tables()
    zones: list[str] = []
    marks: list[str] = []
    for raw in (cls, ident):
        if not raw:
            continue
        raw = _told(raw[:300], tables)
        found: list[str] = []
        for token in raw.split():
            parted = _WORD.findall(token)
            for word in parted:
                zone = words.get(word.lower())
                if zone is None and (hump := _HUMP.search(word)) is not None:
                    zone = words.get(hump.group(1).lower())
                if zone is None or (len(parted) > 2 and (zone == "hidden" or word.lower() == "foot")):
                    continue  # in a long name such a word is of something else: `field-label-hidden`
                found.append(zone)
        for token in raw.split():
            squashed = _NOT_LETTER.sub("", token.lower())
            found += [parts[match] for match in pattern.findall(squashed)]
        for zone in found:
            (marks if zone in PARTS else zones).append(zone)
    if not zones and not marks:
        return NO_MARKS
    if "footer" in zones and not tables.own_foot.isdisjoint(_WORD.findall(f"{cls} {ident}".lower())):
        # the foot of a post holds its author and its tags
        zones = ["tools" if zone == "footer" else zone for zone in zones]
    mark = next((m for m in ("caption", "lead", "author", "date", "source", "title", "body") if m in marks), "")
    if "body" in marks and not zones:
        mark = "body"
    if mark in ("title", "lead", "caption"):
        zones = [zone for zone in zones if zone not in _OVERRULED]
    return Marks(zones[0] if zones else "", mark)

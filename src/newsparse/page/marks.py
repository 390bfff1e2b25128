"""What the words in an element's class and id say: a zone of the page, or a part of the article.

The words stand in `data/page_marks.tsv`; they are conventions of many systems, never one site's name.
A form beginning with `*` is looked for inside the class with its separators taken out, other forms are
whole words between separators.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from newsparse.text.lexicon import load_lexicon

PARTS: Final = frozenset({"title", "lead", "body", "caption", "author", "source", "date"})
"""Marks that name a part of the article; all other zones are boilerplate."""

_WORD = re.compile(r"[A-Za-z]+")
# Of `leftMenu` the last word says what it is; of `allowMenuPost` no one knows.
_HUMP = re.compile(r"[a-z]([A-Z][a-z]+)$")
_OWN_FOOT: Final = frozenset({"post", "entry", "article", "story", "news", "detail"})
_OVERRULED: Final = frozenset({"nav", "tools", "side", "ads", "tags", "share", "form", "counter"})
# Words of a class that are of the post, of a screen size, or of a page builder, and say nothing of the element.
_OF_POST: Final = frozenset({"hentry", "post", "type-post", "single", "status-publish", "type-page"})
_SAYS_NOTHING: Final = re.compile(
    r"(?i)(?:has|with|no|without|hide-for|show-for|visible|hidden)-(?!display\b)\S+|d-(?:print|xs|sm|md|lg|xl)-\S+|no-?print|field-(?:type|label)-\S+|overflow-(?:[xy]-)?hidden|\S+-(?:enabled|free)"
    r"|subscriber\S*|paywall|\S*[-_]paywall"
)
_POST_TOKEN: Final = re.compile(r"(?i)(?:tag|tags|category|cat|topic|term|author|section|format|status|type|post)-\S+")
_SHOWN: Final = re.compile(
    r"(?<![\w-])(?:d-)?(?:xs|sm|md|lg|xl|xxl|2xl)[-:](?:block|flex|inline\S*|grid|table\S*|show)"
)
_BUILDER: Final = re.compile(
    r"elementor|et_pb|wpb_|vc_|fusion-|so-panel|siteorigin|wp-block|text-?editor|textwidget|text-widget|fl-"
)
_NOT_LETTER = re.compile(r"[^a-z0-9]+")


class Marks(NamedTuple):
    """`zone`: the boilerplate zone, or `""`; `mark`: the part of the article, or `""`."""

    zone: str
    mark: str


NO_MARKS: Final = Marks("", "")


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], re.Pattern[str], dict[str, str]]:
    words: dict[str, str] = {}
    parts: dict[str, str] = {}
    for row in load_lexicon().rows("page_marks"):
        form = row["form"]
        if form.startswith("*"):
            parts[form[1:]] = row["zone"]
        else:
            words[form] = row["zone"]
    pattern = re.compile("|".join(sorted(parts, key=len, reverse=True)))
    return words, pattern, parts


def _told(raw: str) -> str:
    """Return a class without the words in it that say nothing of its element."""
    if "-" not in raw and "_" not in raw and "print" not in raw and "subscriber" not in raw and "paywall" not in raw:
        return raw
    tokens = raw.split()
    if not _OF_POST.isdisjoint(tokens):
        tokens = [t for t in tokens if not _POST_TOKEN.fullmatch(t)]
    if _SHOWN.search(raw):
        tokens = [t for t in tokens if t not in ("d-none", "hidden", "hide")]
    tokens = [t for t in tokens if not _SAYS_NOTHING.fullmatch(t)]
    if _BUILDER.search(raw):
        tokens = [t.replace("widgets", "").replace("widget", "") for t in tokens]
    return " ".join(tokens)


@lru_cache(maxsize=16384)
def marks_of(cls: str | None, ident: str | None) -> Marks:
    """Return what class and id of an element say. Each distinct pair is judged once."""
    words, pattern, parts = _tables()
    zones: list[str] = []
    marks: list[str] = []
    for raw in (cls, ident):
        if not raw:
            continue
        raw = _told(raw[:300])
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
    if "footer" in zones and not _OWN_FOOT.isdisjoint(_WORD.findall(f"{cls} {ident}".lower())):
        # the foot of a post holds its author and its tags
        zones = ["tools" if zone == "footer" else zone for zone in zones]
    mark = next((m for m in ("caption", "lead", "author", "date", "source", "title", "body") if m in marks), "")
    if "body" in marks and not zones:
        mark = "body"
    if mark in ("title", "lead", "caption"):
        zones = [zone for zone in zones if zone not in _OVERRULED]
    return Marks(zones[0] if zones else "", mark)

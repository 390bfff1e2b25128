"""Pages that stand in front of the article: a question about cookies, a request for payment.

The phrases are in `data/walls.tsv`: `consent` anywhere in a block, `button` as the whole of one. `telling` are words
that many of the first hold: a page without them is not looked through for each phrase.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from newsparse.page.cues import spellings
from newsparse.page.words import folded, per_lexicon

if TYPE_CHECKING:
    from newsparse.page.head import Head
    from newsparse.page.tree import Page
    from newsparse.text.lexicon import Lexicon

_WHOLE_ARTICLE: Final = 250  # words; a page that says it is not free and shows fewer shows the beginning
_LONGEST_WALL: Final = 8_000  # characters
_SHARE: Final = 0.4
_LABEL: Final = re.compile(rb"""(?i)>\s*([^<>]{2,60}?)\s*<|value\s*=\s*["']([^"'<>]{2,60})["']""")
_NOT_FREE: Final = re.compile(r"(?i)(?:https?://schema\.org/)?false")


_FEW: Final = 400  # characters on the whole page
_FRAME: Final = re.compile(
    rb"""(?i)<(\w+)[^<>]*\bid\s*=\s*["']?(?:root|app|__next|__nuxt|__layout|q-app|main-app|gatsby-focus-wrapper)["'\s>]"""
)
_ASKS_FOR_SCRIPT: Final = re.compile(
    rb"(?i)(?:enable|requires?|without|turn on|needs?|b\xe1\xba\xadt)\W{1,3}javascript"
)


class _Phrases(NamedTuple):
    signs: tuple[str, ...]
    """A few words of which each phrase holds one; most pages hold none."""
    written: tuple[str, ...]
    """The phrases as texts in lower case may write them."""
    asking: re.Pattern[str]
    buttons: frozenset[str]


@per_lexicon
def _phrases(lexicon: Lexicon) -> _Phrases:
    rows = lexicon.rows("walls")

    def written(kind: str) -> tuple[str, ...]:
        return tuple(form for row in rows if row["kind"] == kind for form in sorted(spellings(row["form"])))

    phrases, telling = written("consent"), written("telling")
    asking = sorted((folded(row["form"]) for row in rows if row["kind"] == "consent"), key=len, reverse=True)
    return _Phrases(
        signs=telling + tuple(form for form in phrases if not any(sign in form for sign in telling)),
        written=phrases,
        asking=re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, asking)) + r")(?!\w)"),
        buttons=frozenset(folded(row["form"]) for row in rows if row["kind"] == "button"),
    )


def shell_warnings(data: bytes, characters: int = 0, words: int = 0) -> set[str]:
    """Return `javascript-shell` where a page has scripts and next to no text.

    `data` is the page in UTF-8, `characters` the size of its whole text, `words` that of what was found as the article.
    A page with a little text needs a second sign: another script, a frame that frameworks fill, or the request
    to turn scripts on.
    """
    if words >= 40 or characters >= _FEW:
        return set()
    scripts = data.count(b"<script") + data.count(b"<SCRIPT")
    sure = scripts >= 2 or characters == 0 or _FRAME.search(data) or _ASKS_FOR_SCRIPT.search(data)
    return {"javascript-shell", "not-an-article"} if scripts and sure else set()


def wall_warnings(page: Page, head: Head, characters: int, words: int, data: bytes) -> set[str]:
    """Return `paywall` and `consent-wall` where they hold.

    `characters` is the size of the page's whole text, `words` that of what was found as the article, `data` the page
    in UTF-8.

    A paywall is one that the page declares (schema.org `isAccessibleForFree`, `article:content_tier`) while it
    shows little. A consent wall has a button to agree, and its asking makes up much of the page's text: a banner
    over an article does not.
    """
    found: set[str] = set()
    if words < _WHOLE_ARTICLE:
        free = head.linked.get("isAccessibleForFree")
        tier = " ".join(head.meta.get("article:content_tier", ())).lower()
        if (free is not None and _NOT_FREE.fullmatch(str(free).strip())) or tier == "locked":
            found.add("paywall")
    if 0 < characters <= _LONGEST_WALL and _asks_for_consent(page, characters, data):
        found |= {"consent-wall", "not-an-article"}
    return found


def _asks_for_consent(page: Page, characters: int, data: bytes) -> bool:
    phrases = _phrases()
    # the longest blocks; the rest is too little text for a wall
    longest: list[str] = []
    left = characters
    for text in sorted([block.text for block in page.blocks], key=len, reverse=True):
        if left < _SHARE * characters:
            break
        longest.append(text)
        left -= len(text)
    whole = " ".join(longest).lower()
    if not any(map(whole.__contains__, phrases.signs)) or not any(map(whole.__contains__, phrases.written)):
        return False  # as on nearly every page; folding its words would cost more than all the rest
    texts = [folded(block.text) for block in page.blocks]
    asking = sum(len(text) for text in texts if phrases.asking.search(text))
    if asking == 0 or asking < _SHARE * sum(map(len, texts)):
        return False
    # Buttons are no blocks of the page; only such a page is looked through for their labels.
    labels = (found[1] or found[2] for found in _LABEL.finditer(data))
    return any(folded(label.decode("utf-8", "replace")).strip(" .!✓×") in phrases.buttons for label in labels)

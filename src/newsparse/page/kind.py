"""Is this page an article at all? Home and section pages, error pages, login walls, script shells are not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from newsparse.page.content import density, zone_of
from newsparse.page.cues import cue
from newsparse.page.elements import HEADINGS
from newsparse.page.titles import key, title_keys
from newsparse.page.walls import shell_warnings, wall_warnings
from newsparse.page.words import any_of, folded, folded_forms, per_lexicon

if TYPE_CHECKING:
    from newsparse.page.content import Region
    from newsparse.page.head import Head
    from newsparse.page.select import Choice
    from newsparse.page.tree import Block, Page
    from newsparse.text.lexicon import Lexicon


def page_warnings(
    page: Page, head: Head, region: Region, choice: Choice, headline: Block | None, data: bytes
) -> set[str]:
    """Return the warnings that tell what kind of page this is."""
    warnings: set[str] = set()
    texts = [block for kind, block in choice.kept if kind != "caption"]
    words = sum([block.text.count(" ") + 1 for block in texts])
    if words < 40:
        warnings.add("short-body")
    good = sum([block.good for block in texts])
    whole = sum([len(block.text) for block in page.blocks])
    warnings |= shell_warnings(data, whole, words)
    if any(block.cue == "paywall" for block in page.blocks if block.cue and not zone_of(block, region)):
        warnings.add("paywall")
    # a long text may quote such a line; at its top it is none
    top = next((block.index for _, block in choice.kept if block.good), 0)
    if good < 1500 and any(
        cue(b) == "error" and (good < 400 or b.index <= top)
        for b in page.blocks[region.node.first : region.node.last][:40]
        if len(b.text) < 200 and not zone_of(b, region)
    ):
        warnings.add("not-an-article")
    warnings |= wall_warnings(page, head, whole, words, data)
    if _is_list(page, choice) or _is_front(page, choice, headline) or _leads_elsewhere(page, head, headline, choice):
        warnings.add("not-an-article")
    if good < 600 and _words().error.match(folded(head.title)):
        warnings.add("not-an-article")
    if (
        words < 80
        and headline is not None
        and headline.text.count(" ") < 4
        and _words().login.match(folded(headline.text))
        and _PASSWORD.search(data)
    ):
        warnings.add("not-an-article")
    if not _is_headed(page, head, headline, choice) and (good == 0 or (headline is None and good < 400)):
        warnings.add("not-an-article")
    return warnings


class _Words(NamedTuple):
    error: re.Pattern[str]
    home: re.Pattern[str]
    login: re.Pattern[str]
    read_on: frozenset[str]


@per_lexicon
def _words(lexicon: Lexicon) -> _Words:
    return _Words(
        # a status, or a phrase at the title's beginning, or all of the title
        error=re.compile(
            rf"(?:(?:lỗi|error|http|http status)[ :]+)?(?:4[015]\d|5[02]\d)\b\s*"
            rf"(?:$|[-–—:|.!]|{any_of(lexicon, 'error_status')})"
            rf"|(?:{any_of(lexicon, 'error_title')})|(?:{any_of(lexicon, 'error_whole')})$|[\w.-]+ \| 5\d\d:"
        ),
        home=re.compile(rf"(?:{any_of(lexicon, 'home')})\b\s*(?:$|[-–|:»])"),
        login=re.compile(rf"(?:{any_of(lexicon, 'login')})\b"),
        read_on=folded_forms(lexicon, "read_on"),
    )


_BUTTON: Final = 60  # characters
_ASIDE: Final = ">»›→▶•*-"  # a link to another article between two paragraphs begins so
_PASSWORD = re.compile(rb"(?i)type\s*=\s*[\"']?(?:password|email)")


def _leads_elsewhere(page: Page, head: Head, headline: Block | None, choice: Choice) -> bool:
    """Tell whether the headline is the link of one item among several, or texts end in links to read on."""
    if headline is not None and density(headline) > 0.9 and key(headline.text) not in title_keys(head):
        rest = [
            block
            for block in page.blocks[headline.index + 1 : headline.index + 60]
            if block.tag in HEADINGS and density(block) > 0.9 and len(block.text) >= 20
        ]
        if _words().home.match(folded(head.title)):
            return True
        twins = any(block.tag == headline.tag and block.node.key == headline.node.key for block in rest)
        longest = max((block.good for _, block in choice.kept), default=0)
        if longest < 700 and (twins or (len(rest) >= 8 and len(choice.kept) <= 2)):
            return True
    if not choice.kept:
        return False
    first, last = choice.kept[0][1].index, choice.kept[-1][1].index
    read_on = _words().read_on
    more = sum(
        folded(block.text).strip(" .…>»→[]()") in read_on
        for block in page.blocks[first : last + 4]
        if block.linked and len(block.text) <= _BUTTON
    )
    heads = sum(
        kind in ("heading", "table_row") or block.tag in ("h2", "h3", "h4", "h5", "td") for kind, block in choice.kept
    ) + sum(
        reason in ("links", "related") and block.tag in ("h2", "h3", "h4", "h5") for block, reason in choice.removed
    )
    return more >= 4 and more * 5 >= len(choice.kept) and heads * 2 >= more


def _is_headed(page: Page, head: Head, headline: Block | None, choice: Choice) -> bool:
    """Tell whether there is a headline as articles have one, over something: a table, a poem, pictures, a notice.

    It is what the page's head says too, and no link; or the head says that this is an article.
    """
    if headline is None or headline.linked * 2 > len(headline.text):
        return False
    if not choice.kept:
        return head.first("og:type").lower() == "article" and bool(page.pictures)
    size = sum(len(block.text) for _, block in choice.kept)
    linked = sum(block.linked for _, block in choice.kept)
    if linked * 3 > size:
        return False
    kind = head.first("og:type").lower()
    if kind == "article" or head.meta.get("article:published_time") or "headline" in head.linked:
        return True
    if cue(headline) or headline.text.count(" ") < 3:
        return False
    if key(headline.text) in title_keys(head) or ("title" in headline.marks and headline.linked == 0):
        return True
    dated = any(why == "date" and 0 < b.index - headline.index <= 2 for b, why in choice.removed)
    return dated and headline.tag in ("h1", "h2") and headline.linked == 0


def _is_front(page: Page, choice: Choice, headline: Block | None) -> bool:
    """Tell whether most of the page is teasers, and what is left has no headline of its own."""
    kept = [block.good for kind, block in choice.kept if kind not in ("caption", "byline")]
    if len(page.teasers) < 4 or max(kept, default=0) >= 700 or sum(page.teasers) < sum(kept):
        return False
    if headline is not None and headline.text.count(" ") < 3 and sum(page.teasers) >= 2 * sum(kept):
        return True  # the name of a section or of a writer
    return headline is None or density(headline) > 0.5 or (headline.tag not in ("h1", "h2") and sum(kept) < 400)


def _is_list(page: Page, choice: Choice) -> bool:
    """Tell whether most texts are teasers behind a linked title, or most of the text is links."""
    blocks = page.blocks
    count = teasers = size = linked = weight = 0
    longest = 0
    for kind, block in choice.kept:
        if kind in ("caption", "byline"):
            continue
        size += len(block.text)
        linked += block.linked
        longest = max(longest, block.good)
        if len(block.text) < 40:
            continue
        count += 1
        weight += len(block.text)
        before = blocks[block.index - 1] if block.index else None
        if before is not None and len(before.text) >= 15 and density(before) > 0.7 and before.text[0] not in _ASIDE:
            teasers += 1
    if size and linked > 0.5 * size:
        return True
    if weight > 320 * count:
        return False  # a teaser has a sentence or two
    if choice.kept:
        first, last = choice.kept[0][1].index, choice.kept[-1][1].index
        titles = {
            block.index
            for block, reason in choice.removed
            if reason == "links"
            and first - 4 <= block.index <= last
            and len(block.text) >= 20
            and block.text[0] not in _ASIDE
        }
        # how many texts have a linked title in the gap before them
        gaps, edge = 0, first - 4
        for _, block in choice.kept if titles else ():
            gaps += any(at in titles for at in range(max(edge, block.index - 6), block.index))
            edge = block.index
        if gaps >= 5 and gaps * 5 >= count * 3 and longest < 700:
            return True
    return teasers >= 4 and teasers * 5 >= count * 3 and longest < 700

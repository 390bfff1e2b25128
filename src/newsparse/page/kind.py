"""Is this page an article at all? Home and section pages, error pages, login walls, script shells are not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsparse.page.content import density, zone_of
from newsparse.page.cues import cue, folded
from newsparse.page.headline import key, title_keys
from newsparse.page.walls import shell_warnings, wall_warnings

if TYPE_CHECKING:
    from newsparse.page.content import Region
    from newsparse.page.head import Head
    from newsparse.page.select import Choice
    from newsparse.page.tree import Block, Page


def page_warnings(
    page: Page, head: Head, region: Region, choice: Choice, headline: Block | None, data: bytes
) -> set[str]:
    """Return the warnings that tell what kind of page this is."""
    warnings: set[str] = set()
    texts = [block for kind, block in choice.kept if kind != "caption"]
    words = sum(block.text.count(" ") + 1 for block in texts)
    if words < 40:
        warnings.add("short-body")
    good = sum(block.good for block in texts)
    whole = sum(len(block.text) for block in page.blocks)
    warnings |= shell_warnings(data, whole, words)
    if any(block.cue == "paywall" for block in page.blocks if block.cue and not zone_of(block, region)):
        warnings.add("paywall")
    if good < 1500 and any(
        cue(b) == "error"
        for b in page.blocks[region.node.first : region.node.last][:40]
        if len(b.text) < 200 and not zone_of(b, region)
    ):
        warnings.add("not-an-article")
    warnings |= wall_warnings(page, head, words, data)
    if _is_list(page, choice) or _is_front(page, choice, headline) or _leads_elsewhere(page, head, headline, choice):
        warnings.add("not-an-article")
    if good < 600 and _ERROR_TITLE.match(folded(head.title)):
        warnings.add("not-an-article")
    if words < 80 and headline is not None and _LOGIN.match(folded(headline.text)) and _PASSWORD.search(data):
        warnings.add("not-an-article")
    if not _is_headed(page, head, headline, choice) and (good == 0 or (headline is None and good < 400)):
        warnings.add("not-an-article")
    return warnings


_ERROR_TITLE = re.compile(
    r"(?:(?:lỗi |error )?(?:40[0-9]|50[0-9]|52[0-9])\b|không tìm thấy (?:trang|nội dung|bài)|page not found|"
    r"not found|forbidden|server error|just a moment|attention required|access denied$|bảo trì|"
    r"[\w.-]+ \| 5\d\d:|object moved)"
)
_LOGIN = re.compile(r"(?:đăng nhập|đăng ký|log ?in|sign ?in|sign ?up|register)\b")
_PASSWORD = re.compile(rb"(?i)type\s*=\s*[\"']?password")
_MORE: Final = frozenset(
    [
        "xem chi tiết",
        "xem thêm",
        "đọc tiếp",
        "chi tiết",
        "xem tiếp",
        "read more",
        "continue reading",
        "tải về",
        "download",
        "xem",
    ]
)


def _leads_elsewhere(page: Page, head: Head, headline: Block | None, choice: Choice) -> bool:
    """Tell whether the headline is the link of one item among several, or texts end in links to read on."""
    if headline is not None and density(headline) > 0.9 and key(headline.text) not in title_keys(head):
        rest = [
            block
            for block in page.blocks[headline.index + 1 : headline.index + 60]
            if block.tag in ("h1", "h2", "h3", "h4", "h5") and density(block) > 0.9 and len(block.text) >= 20
        ]
        twins = any(block.tag == headline.tag and block.node.key == headline.node.key for block in rest)
        longest = max((block.good for _, block in choice.kept), default=0)
        if longest < 700 and (twins or (len(rest) >= 8 and len(choice.kept) <= 2)):
            return True
    if not choice.kept:
        return False
    first, last = choice.kept[0][1].index, choice.kept[-1][1].index
    more = sum(
        block.linked > 0 and folded(block.text).strip(" .…>»[]()") in _MORE for block in page.blocks[first : last + 4]
    )
    return more >= 4 and more * 5 >= len(choice.kept)


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
    return headline.text.count(" ") >= 3 and key(headline.text) in title_keys(head) and not cue(headline)


def _is_front(page: Page, choice: Choice, headline: Block | None) -> bool:
    """Tell whether most of the page is teasers, and what is left has no headline of its own."""
    kept = [block.good for kind, block in choice.kept if kind not in ("caption", "byline")]
    if len(page.teasers) < 4 or max(kept, default=0) >= 700 or sum(page.teasers) < sum(kept):
        return False
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
        if before is not None and len(before.text) >= 15 and density(before) > 0.8:
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
            if reason == "links" and first - 4 <= block.index <= last and len(block.text) >= 20
        }
        # how many texts have a linked title in the gap before them
        gaps, edge = 0, first - 4
        for _, block in choice.kept:
            gaps += any(at in titles for at in range(max(edge, block.index - 6), block.index))
            edge = block.index
        if gaps >= 5 and gaps >= 0.5 * count and longest < 700:
            return True
    return teasers >= 4 and teasers * 2 >= count and longest < 700

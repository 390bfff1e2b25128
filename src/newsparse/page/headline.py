"""The headline, by evidence: what the page shows counts more than what its head says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsparse.page.content import density, has_letters, zone_of
from newsparse.page.cues import cue, folded
from newsparse.page.dates import find_moment
from newsparse.page.head import strings
from newsparse.page.tree import ancestors

if TYPE_CHECKING:
    from newsparse.page.content import Region
    from newsparse.page.head import Head
    from newsparse.page.tree import Block, Page

_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s+[|\-–—»«:·•]+\s+|\s*[|»«]\s*|\s*::+\s*")
_GENERIC = re.compile(
    r"^(trang chủ|trang thông tin|cổng thông tin|cổng ttđt|trang ttđt|ttđt|home|default|website|báo điện tử|chi tiết|"
    r"tin tức|chi tiết tin|xem tin|news|bản tin|tin chi tiết|hiển thị|nội dung|untitled|index|ubnd|ủy ban nhân dân|"
    r"welcome|chào mừng|in bài viết)\b"
)
_BODY = re.compile(
    r"^(sở|ubnd|ủy ban|huyện|quận|thị xã|thành phố|tỉnh|xã|phường|bộ|cục|chi cục|ban|hội|trường|báo|đài|đảng bộ|"
    r"đảng ủy|văn phòng|thành ủy|huyện ủy|tỉnh ủy|quỹ|viện|trung tâm|công ty|mặt trận|liên đoàn|công an|"
    r"tòa án|viện kiểm sát)\b"
)
_OPENING = re.compile(r"\W*(?:(?:Sáng|Trưa|Chiều|Tối|Đêm|Ngày|Trong|Từ)\b[^.]{0,30}\d|\(?[A-ZĐ][\w.]{1,20}\)?\s[-–]\s)")
_LEVELS: Final = {"h1": 3.0, "h2": 2.0, "h3": 1.5, "h4": 1.0, "h5": 0.7}


def key(text: str) -> str:
    """Return the words of a text, case and marks aside, for comparing titles."""
    return " ".join(_WORD.findall(folded(text)))


def title_keys(head: Head) -> dict[str, float]:
    """Return what the head offers as the headline, as keys with their weight."""
    keys: dict[str, float] = {}
    linked = strings(head.linked.get("headline") or head.linked.get("name") or "") if head.linked else []
    for text in (*linked, head.first("og:title"), head.first("twitter:title", "dc.title", "title")):
        if text and not _GENERIC.match(folded(text)):
            keys[key(text)] = 5.0
            for part in _prefixes(text):
                keys.setdefault(key(part), 4.0)
    title = head.title
    if title and not keys and _BODY.match(folded(title)) and _SEPARATOR.search(title) is None:
        return keys  # a portal that prints the name of its office on every page
    if title and not _GENERIC.match(folded(title)):
        keys.setdefault(key(title), 4.0)
        for part in _prefixes(title):
            keys.setdefault(key(part), 3.5)
    for part in _SEPARATOR.split(title)[1:]:
        if len(part) > 25:
            keys.setdefault(key(part), 2.5)
    keys.pop("", None)
    return keys


def _prefixes(title: str) -> list[str]:
    """Return the beginnings of a title at its separators, longest first."""
    return [title[: match.start()] for match in reversed(list(_SEPARATOR.finditer(title)))]


def find_headline(page: Page, head: Head, region: Region) -> Block | None:
    """Return the block that is the article's headline, or None."""
    blocks = page.blocks
    keys = title_keys(head)
    lengths = {len(k) + d for k in keys for d in range(-4, 16)}
    start = region.node.first
    # the first running text of the article; inside its container the headline may be the first line
    first = next(
        (b.index for b in blocks[start : region.node.last] if b.good and not zone_of(b, region)), region.node.last
    )
    # running text just before the container is the lead; the headline stands before that
    near = {n.index for n in list(ancestors(region.node))[:5]}
    lead = next(
        (
            b.index
            for b in blocks[max(0, start - 10) : start]
            if b.good and b.linked * 5 < len(b.text) and b.node.index in near and not zone_of(b, region)
        ),
        len(blocks),
    )
    best: Block | None = None
    best_score = 2.0
    distance = 0.0
    last = min(len(blocks) - 1, first)
    for block in reversed(blocks[max(0, first - 120) : last + 1]):
        text = block.text
        size = len(text)
        if block.index != first and size > 12 and not zone_of(block, region):
            distance += 0.3
        if size < 8 or size > 320 or not has_letters(text):
            continue
        words = text.count(" ") + 1
        if words < 2:
            continue
        found = keys.get(key(text), 0.0) if size in lengths else 0.0
        score = found + _LEVELS.get(block.tag, 0.0) + max(-3.0, 3.0 - distance)
        marks = block.marks
        if "title" in marks:
            score += 2.5
        if marks & {"lead", "date", "author", "caption"}:
            score -= 2.5
        if block.bold * 10 >= size * 9:
            score += 0.8
        score += 1.5 if words >= 6 else 0.0 if words >= 4 else -1.5
        if block.index > lead:
            score -= 3.0
        if size > 220 or (size > 160 and "title" not in marks):
            score -= 2.0
        elif size > 120:
            score -= 0.8
        if text.endswith("."):
            score -= 1.0
        if not found and _OPENING.match(text):
            score -= 2.0  # a lead opens with the day, a headline does not
        if block.tag == "li":
            score -= 2.0
        if block.good and block.index == first:
            score -= 1.5
        if density(block) > 0.8:
            score -= 1.0
        zone = zone_of(block, region)
        if zone:
            score -= 2.0 if found and block.tag in ("h1", "h2") else 6.0
        if score > best_score and not found and (cue(block) or _GENERIC.match(folded(text)) or _is_dated(text)):
            continue
        if score > best_score:
            best, best_score = block, score
    return best


def _is_dated(text: str) -> bool:
    moment = find_moment(text)
    return moment is not None and moment.end - moment.start > len(text) * 0.3


def title_from_head(head: Head, site: str | None) -> str | None:
    """Return the headline as the head says it, the site's name cut off; for pages that show none."""
    for text in (
        *(strings(head.linked.get("headline") or "") if head.linked else ()),
        head.first("og:title"),
        head.first("twitter:title"),
        head.title,
    ):
        if not text or _GENERIC.match(folded(text)):
            continue
        return strip_site(text, site)
    return None


def strip_site(title: str, site: str | None) -> str:
    """Return a title without the site's name at its end."""
    parts = _prefixes(title)
    if not parts:
        return title
    if site and key(title).endswith(key(site)):
        shorter = [p for p in parts if key(p) and key(title)[: -len(key(site))].strip().startswith(key(p))]
        if shorter:
            return shorter[0]
    tail = title[len(parts[0]) :]
    return parts[0] if len(tail) < 45 and len(parts[0]) > 20 else title

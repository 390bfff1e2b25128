"""The headline, by evidence: what the page shows counts more than what its head says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsparse.page.bylines import is_caption
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
_SITE = re.compile(
    r"^(trang thông tin|cổng|trang ttđt|ttđt|website|báo điện tử|ubnd|ủy ban nhân dân|chào mừng|welcome)\b"
)
_GREETING = re.compile(r"^(chào mừng|welcome)\s+(bạn|các bạn|quý|đến|to)\b")
_FORMULA = re.compile(
    r"^\W*(cộng h[oò]à? xã hội|độc lập\s*[-–]\s*tự do|đảng cộng sản việt nam$|số\s*:|kính gửi|nơi nhận|"
    r"(tm|kt|tl|tuq|t/m)\.?\s)"
)
_NAMING: Final = frozenset(
    [
        *("tỉnh", "huyện", "thành", "phố", "xã", "phường", "thị", "trấn", "quận", "thôn", "và", "của", "điện", "tử"),
        *("tổng", "hợp", "ủy", "ban", "nhân", "dân", "trung", "ương", "việt", "nam"),
    ]
)
_BODY = re.compile(
    r"^(bệnh viện|đại học|học viện|sở|ubnd|ủy ban|huyện|quận|thị xã|thành phố|tỉnh|xã|phường|bộ|cục|chi cục|ban|hội|"
    r"trường|báo|đài|đảng bộ|đảng ủy|văn phòng|thành ủy|huyện ủy|tỉnh ủy|quỹ|viện|trung tâm|công ty|mặt trận|"
    r"liên đoàn|công an|tòa án|viện kiểm sát)\b"
)
_OPENING = re.compile(r"\W*(?:(?:Sáng|Trưa|Chiều|Tối|Đêm|Ngày|Trong|Từ)\b[^.]{0,30}\d|\(?[A-ZĐ][\w.]{1,20}\)?\s[-–]\s)")
# scripts that set no spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese
_DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LEVELS: Final = {"h1": 3.0, "h2": 2.0, "h3": 1.5, "h4": 1.0, "h5": 0.7}


def is_generic(text: str) -> bool:
    """Tell whether a text is the name of a site, a portal or a section: no headline.

    `UBND huyện Tân Lập` is a name, `UBND huyện Tân Lập tổ chức hội nghị` a headline: it goes on in lower case.
    """
    low = folded(text)
    match = _GENERIC.match(low)
    if match is None:
        return False
    if _GREETING.match(low):
        return True
    if _SITE.match(low):
        return _goes_on(text[match.end() :]) < 3
    first = _SEPARATOR.split(text, maxsplit=1)[0]
    return first.count(" ") < 4


def _goes_on(text: str) -> int:
    """Return how many words in lower case a text has that are no part of names of offices."""
    return sum(word.islower() and word.isalpha() and word not in _NAMING for word in text.split())


def key(text: str) -> str:
    """Return the words of a text, case and marks aside, for comparing titles."""
    return " ".join(_WORD.findall(folded(text)))


def title_keys(head: Head) -> dict[str, float]:
    """Return what the head offers as the headline, as keys with their weight."""
    keys: dict[str, float] = {}
    linked = strings(head.linked.get("headline") or head.linked.get("name") or "") if head.linked else []
    for text in (*linked, head.first("og:title"), head.first("twitter:title", "dc.title", "title")):
        if text and not is_generic(text):
            keys[key(text)] = 5.0
            for part in _prefixes(text):
                keys.setdefault(key(part), 4.0)
    title = head.title
    if title and not keys and _BODY.match(folded(title)) and _SEPARATOR.search(title) is None and _goes_on(title) < 4:
        return keys  # a portal that prints the name of its office on every page
    if title and not is_generic(title):
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
        if size < 4 or size > 320 or not has_letters(text):
            continue
        words = text.count(" ") + 1
        if words < 4 and (dense := len(_DENSE.findall(text))):
            words = max(words, dense // 3)
        if words < 2:
            continue
        found = keys.get(key(text), 0.0) if size in lengths else 0.0
        marks = block.marks
        if size < 8 and not (found or block.tag == "h1" or "title" in marks):
            continue
        if (
            not found
            and block.tag not in _LEVELS
            and (is_caption(text) or (block.images and block.italic * 10 > size * 8))
        ):
            continue
        score = found + _LEVELS.get(block.tag, 0.0) + max(-3.0, 3.0 - distance)
        if "title" in marks:
            score += 2.5
        if marks & {"lead", "date", "author", "caption"}:
            score -= 2.5
        if block.bold * 10 >= size * 9:
            score += 0.8
        score += 1.5 if words >= 6 else 0.0 if words >= 4 else -1.5
        if block.index > lead:
            score -= 3.0
        dated = block.linked * 2 < size and _beside_date_line(blocks, block.index)
        if dated:
            score += 2.0
        if size > 220 or (size > 160 and "title" not in marks):
            score -= 1.0 if dated else 2.0
        elif size > 120:
            score -= 0.0 if dated else 0.8
        if size < 45 and not found and text.isupper() and block.tag not in _LEVELS:
            score -= 1.0
        if text.endswith("."):
            score -= 1.0
        if not found and _OPENING.match(text):
            score -= 2.0  # a lead opens with the day, a headline does not
        if block.tag == "li":
            score -= 2.0
        if block.good and block.index == first:
            score -= 0.5 if dated else 1.5
        if density(block) > 0.8:
            score -= 1.0
        zone = zone_of(block, region)
        if zone:
            score -= 2.0 if found and block.tag in ("h1", "h2") else 6.0
        if score > best_score and not found and (_is_label(block, words) or is_generic(text) or _is_dated(text)):
            continue
        if score > best_score and _FORMULA.match(folded(text)):
            continue
        if score > best_score:
            best, best_score = block, score
    return best


def _is_label(block: Block, words: int) -> bool:
    """Tell whether a short block is a label of the page; a longer one only begins like one."""
    found = cue(block)
    if not found:
        return False
    return words <= 5 if block.tag == "h1" or "title" in block.marks else words <= 6 or found in ("end", "counter")


def _beside_date_line(blocks: list[Block], at: int) -> bool:
    """Tell whether a block has the date line that belongs to a headline: under it, or over it.

    Of label, date and headline in this order the longer of the two texts is the headline.
    """
    if _is_date_block(blocks, at + 1):
        return not (_is_short(blocks[at]) and _outdoes(blocks, at + 2, at))
    if _is_date_block(blocks, at - 1):
        return at < 2 or density(blocks[at - 2]) > 0.5 or (_is_short(blocks[at - 2]) and _outdoes(blocks, at, at - 2))
    following = at + 1 < len(blocks) and len(blocks[at + 1].text) <= 60 and not blocks[at + 1].good
    return following and not _is_short(blocks[at]) and _is_date_block(blocks, at + 2)


def _is_short(block: Block) -> bool:
    return len(block.text) < 45 and block.text.count(" ") < 6


def _outdoes(blocks: list[Block], at: int, other: int) -> bool:
    if at >= len(blocks):
        return False
    block = blocks[at]
    size = len(block.text)
    if size <= len(blocks[other].text) and "title" not in block.marks:
        return False
    return (
        size <= 250
        and density(block) < 0.5
        and not block.marks & {"lead", "author", "caption"}
        and not block.text.endswith(".")
    )


def _is_date_block(blocks: list[Block], at: int) -> bool:
    return 0 <= at < len(blocks) and len(blocks[at].text) <= 110 and not blocks[at].good and _is_dated(blocks[at].text)


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
        if not text or is_generic(text):
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

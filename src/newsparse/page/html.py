"""HTML to the article: one parse, one walk, then headline, content, dates and authors by evidence."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from newsparse.options import Limits
from newsparse.page.article import Article, ArticleBlock, Removed
from newsparse.page.authors import find_authors
from newsparse.page.content import find_region, weigh
from newsparse.page.guard import suspicious, tame
from newsparse.page.head import Head, read_head, strings
from newsparse.page.headline import find_headline
from newsparse.page.kind import page_warnings
from newsparse.page.language import language_of
from newsparse.page.reader import read_page, visible_text
from newsparse.page.repeated import mark_repeated
from newsparse.page.select import choose
from newsparse.page.stamps import find_stamps
from newsparse.page.titles import date_behind, key, title_from_head
from newsparse.page.tree import ancestors
from newsparse.page.walls import shell_warnings
from newsparse.page.words import reading
from newsparse.record import Image
from newsparse.text.normalise import normalise

if TYPE_CHECKING:
    from newsparse.page.content import Region
    from newsparse.page.decode import Decoded
    from newsparse.page.select import Choice
    from newsparse.page.tree import Block, Node, Page
    from newsparse.text.lexicon import Lexicon

_TOLD: Final = frozenset({"footer", "related", "comments"})
_GENERIC_NAMES: Final = frozenset({"", "home", "default", "website", "trang chủ"})


def read_html(
    decoded: Decoded,
    *,
    url: str | None = None,
    limits: Limits | None = None,
    repeated: frozenset[int] = frozenset(),
    keep_removed: bool = False,
    lexicon: Lexicon | None = None,
) -> Article:
    """Return the article of a page.

    `decoded` is the page's text, `url` its address as given, `limits` the bounds on hostile input, `repeated`
    the keys of blocks that stand on most pages of the site (`page/repeated.py`). With `keep_removed`, what was
    left out is in `Article.removed`. `lexicon` is the one whose tables are read; None stands for the tables that
    ship. Any text gives an article; what is wrong with it is in `Article.warnings`.
    Nothing is raised on purpose.
    """
    with reading(lexicon):
        page, data, warnings = _read(decoded, limits or Limits())
        if repeated:
            mark_repeated(page, repeated)
        return _article(page, read_head(page), url, warnings, data, keep_removed)


def page_of(decoded: Decoded, limits: Limits) -> Page:
    """Return the blocks of a page, before any choice among them; the lexicon is the one of `words.reading`."""
    return _read(decoded, limits)[0]


def _read(decoded: Decoded, limits: Limits) -> tuple[Page, bytes, set[str]]:
    warnings: set[str] = set()
    data = decoded.data
    if len(data) > limits.max_bytes:
        data = data[: limits.max_bytes]
        warnings.add("limit-size")
    if suspicious(data):
        data, hit = tame(data, limits)
        warnings |= hit
    tail = data[-3000:].rstrip()
    if tail.rfind(b"<") > tail.rfind(b">") and tail[tail.rfind(b"<") + 1 :][:1] not in (b" ", b"="):
        warnings.add("truncated")
    page = read_page(data, limits.max_depth)
    if page.deep:
        warnings.add("limit-depth")
    return page, data, warnings


def _article(page: Page, head: Head, url: str | None, warnings: set[str], data: bytes, keep_removed: bool) -> Article:
    weigh(page)
    region = find_region(page) if page.nodes else None
    if region is None or not page.blocks:
        warnings |= {"empty", "no-headline", "not-an-article"} | shell_warnings(data)
        return Article(url=url, warnings=tuple(sorted(warnings)))
    headline = find_headline(page, head, region)
    choice = choose(page, region, headline)
    site = _site_name(head)
    title = normalise(headline.text) if headline is not None else title_from_head(head, site)
    if title is not None:
        title = " ".join(normalise(title).split())
        date = date_behind(title)
        title = (title if date is None else title[: date.start()].rstrip()) or None
    canonical = head.canonical or head.first("og:url") or None
    if canonical is not None and url:
        canonical = urljoin(url, canonical)
    domain = _domain(url) or _domain(canonical) or _domain(head.first("og:url"))
    blocks: list[ArticleBlock] = []
    if headline is not None and title:
        blocks.append(ArticleBlock("headline", title))
    blocks += _blocks(choice)
    text = " ".join(b.text for b in blocks)
    language = language_of(text, head.lang)
    published, modified = find_stamps(page, head, region, headline, choice, url=url, language=language, domain=domain)
    lead = next((b.text for b in blocks if b.kind == "lead"), None)
    if lead is None:
        lead = normalise(head.first("og:description", "description")) or None
        if lead is not None and not _agrees(lead, blocks):
            lead = None
    warnings |= page_warnings(page, head, region, choice, headline, data)
    if title is None:
        warnings.add("no-headline")
    return Article(
        blocks=tuple(blocks),
        url=url,
        canonical_url=canonical,
        site_name=site,
        domain=domain,
        language=language,
        headline=title,
        lead=lead,
        section=_section(page, head, headline),
        authors=find_authors(page, head, region, headline, choice, site),
        tags=_tags(page, head),
        images=_images(page, head, region, choice, headline, url or canonical),
        published=published,
        modified=modified,
        warnings=tuple(sorted(warnings)),
        removed=_removed(page, choice) if keep_removed else (),
    )


def _removed(page: Page, choice: Choice) -> tuple[Removed, ...]:
    """Return what was left out; menus and the like, which hold no text, are not told."""
    return (
        *(Removed(block.text, reason) for block, reason in choice.removed),
        *(
            Removed(text[:2000], zone)
            for zone, element in page.passed
            if zone in _TOLD and (text := visible_text(element))
        ),
    )


def _blocks(choice: Choice) -> list[ArticleBlock]:
    """Return the chosen blocks; the cells of one table row are one block, a cell a line."""
    out: list[ArticleBlock] = []
    row = 0
    whole = " ".join([block.text for _, block in choice.kept])
    plain = normalise(whole) == whole  # nearly always, and asked once it costs less
    for kind, block in choice.kept:
        text = block.text if plain else normalise(block.text).strip()
        if not text:
            continue
        if kind == "table_row" and block.row and block.row == row and out[-1].kind == kind:
            out[-1] = ArticleBlock(kind, f"{out[-1].text}\n{text}")
        else:
            out.append(ArticleBlock(kind, text))
        row = block.row if kind == "table_row" else 0
    return out


def _agrees(lead: str, blocks: list[ArticleBlock]) -> bool:
    start = key(lead)[:60]
    return any(key(b.text[:200]).startswith(start) for b in blocks[:4] if b.kind != "headline")


def _site_name(head: Head) -> str | None:
    publisher = head.linked.get("publisher") if head.linked else None
    for name in (head.first("og:site_name"), *strings(publisher or ""), head.first("application-name")):
        if name and name.lower() not in _GENERIC_NAMES and not name.startswith("http"):
            return normalise(name)
    return None


def _domain(url: str | None) -> str | None:
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _section(page: Page, head: Head, headline: Block | None) -> str | None:
    for name in (*strings(head.linked.get("articleSection") or ""), head.first("article:section")):
        if name:
            return normalise(name)
    if headline is None:
        return None
    before = page.blocks[max(0, headline.index - 30) : headline.index]
    if "crumb" not in " ".join([node.key for node in page.nodes if node.key]).lower():
        return None
    crumbs = {node for node in {block.node for block in before} if _is_crumb(node)}
    for block in reversed(before):
        if block.node not in crumbs or "date" in block.marks:
            continue
        text = block.text.strip(" »>/|")
        if 2 < len(text) < 50 and key(text) not in ("", "trang chủ", "home", key(headline.text)):
            return normalise(text)
    return None


def _is_crumb(node: Node) -> bool:
    return any("crumb" in (n.key or "").lower() for n in islice(ancestors(node), 4))


def _tags(page: Page, head: Head) -> tuple[str, ...]:
    found = [t for value in head.meta.get("article:tag", ()) for t in value.split(",")]
    if not found:
        found = page.tags
    if not found:
        found = [t for b in page.blocks if b.linked and b.node.zone == "tags" for t in b.text.split(",")]
    if not found:
        words = head.linked.get("keywords") if head.linked else None
        found = [t for s in strings(words or head.first("news_keywords") or "") for t in s.split(",")]
    seen: dict[str, str] = {}
    for tag in found:
        text = normalise(tag).strip(" #,;:.\n")
        if 1 < len(text) <= 60 and len(seen) < 40:
            seen.setdefault(text.casefold(), text)
    return tuple(seen.values())


def _images(
    page: Page, head: Head, region: Region, choice: Choice, headline: Block | None, base: str | None
) -> tuple[Image, ...]:
    captions = {block.index: block.text for kind, block in choice.kept if kind == "caption"}
    kept = [block.index for _, block in choice.kept]
    images: dict[str, str | None] = {}
    if kept:
        first = min(kept[0], headline.index if headline is not None else kept[0])
        last = kept[-1] + 1
        for picture in page.pictures:
            if not first <= picture.before <= last or picture.zone or region.zones[picture.node.index]:
                continue
            src = picture.src.strip()
            if not src or src.startswith("data:"):
                continue
            if base:
                try:
                    src = urljoin(base, src)
                except ValueError:
                    continue
            caption = captions.get(picture.before)
            if images.get(src) is None:
                images[src] = normalise(caption) if caption else None
    if not images:
        cover = head.first("og:image")
        if cover:
            images[urljoin(base, cover) if base else cover] = None
    return tuple(Image(url=src, caption=caption) for src, caption in images.items())

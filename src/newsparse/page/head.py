"""What the page says of itself to machines: title, meta elements, Open Graph, JSON-LD."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.page.tree import Page

_ARTICLE_TYPES: Final = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "BlogPosting",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "LiveBlogPosting",
        "SocialMediaPosting",
        "TechArticle",
        "ReviewNewsArticle",
        "AdvertiserContentArticle",
        "Report",
        "WebPage",
    ]
)
_LONGEST: Final = 1000  # characters of a name, a title, a list of tags
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_CONTROL = re.compile(r"[\x00-\x1f]")


@dataclass(slots=True)
class Head:
    """Head data as found: `meta` by lower-case name or property, first value wins; `linked` the article of JSON-LD."""

    title: str = ""
    lang: str = ""
    canonical: str | None = None
    meta: dict[str, list[str]] = field(default_factory=dict)
    linked: dict[str, Any] = field(default_factory=dict)
    linked_page: bool = False

    def first(self, *names: str) -> str:
        """Return the first value of the first of these meta names that has one, or `""`."""
        for name in names:
            for value in self.meta.get(name, ()):
                if value:
                    return value
        return ""


def read_head(page: Page) -> Head:
    """Return title, language, canonical address, meta values and the JSON-LD article of a page."""
    head = Head(lang=page.lang, canonical=page.canonical or None)
    meta = head.meta
    for attributes in page.metas:
        get = attributes.get
        name = get("property") or get("name") or get("itemprop") or get("http-equiv")
        content = get("content")
        if name and content and (content := " ".join(content.split())):
            meta.setdefault(name.lower().strip(), []).append(content[:2000])
    head.title = next((title for text in page.titles if (title := " ".join(text.split())[:600])), "")
    for text in page.linked:
        _read_json(head, text)
    return head


def _read_json(head: Head, text: str) -> None:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    if len(text) > 2_000_000:
        return
    for attempt in (text, _CONTROL.sub(" ", _TRAILING_COMMA.sub(r"\1", text))):
        try:
            value = json.loads(attempt)
        except (ValueError, RecursionError):
            continue
        break
    else:
        return
    for item in _items(value, 0):
        kinds = item.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and name.rpartition("/")[2] in _ARTICLE_TYPES for name in names):
            page = "WebPage" in names
            if head.linked and (page or not head.linked_page):
                continue
            if page and not (item.get("datePublished") or item.get("headline")):
                continue
            head.linked = item
            head.linked_page = page


def _items(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for entry in value[:50]:
            yield from _items(entry, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(key), (list, dict)):
                yield from _items(value[key], depth + 1)


def strings(value: Any) -> list[str]:
    """Return the names in a JSON-LD value: a string, a list of strings, or things with a `name`."""
    if isinstance(value, str):
        return [" ".join(value[:_LONGEST].split())]
    if isinstance(value, dict):
        return strings(value.get("name") or value.get("url") or "")
    if isinstance(value, list):
        return [name for entry in value[:50] for name in strings(entry)]
    return []


def agrees(head: Head, headline: str | None) -> bool:
    """Tell whether the JSON-LD article is the page's: its headline, where it has one, begins as the page's does."""
    said = " ".join(strings(head.linked.get("headline") or "")).casefold().split()
    shown = (headline or "").casefold().split()
    if not said or not shown:
        return True
    return said[:4] == shown[:4] or len(set(said) & set(shown)) * 2 >= min(len(set(said)), len(set(shown)))

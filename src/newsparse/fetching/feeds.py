"""Feeds and sitemaps as bytes: RSS 0.9x to 2.0, Atom, sitemaps, news sitemaps, indexes, text sitemaps.

Read by lxml with entities left alone, no DTD and no network. A damaged document gives what can be read of it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from newsparse.fetching.links import Link, joined, read_time

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAFE: Final[dict[str, Any]] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "recover": True,
    "remove_comments": True, "remove_pis": True, "huge_tree": False,
}  # fmt: skip
_FEED_TYPES: Final = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or sitemap lists: addresses of pages, and of further sitemaps."""

    links: tuple[Link, ...] = ()
    sitemaps: tuple[Link, ...] = ()


def read_listing(data: bytes, base: str) -> Listing:
    """Return what a feed or sitemap lists; `base` is its address. Anything else lists nothing."""
    data = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not data.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return Listing(links=tuple(_lines(data, base)))
    links: dict[str, Link] = {}
    sitemaps: dict[str, Link] = {}
    try:
        for _, element in etree.iterparse(io.BytesIO(data), events=("end",), **_SAFE):
            name = _name(element)
            if name in ("url", "sitemap"):
                link = _of_sitemap(element, base)
            elif name in ("item", "entry"):
                link = _of_feed(element, base)
            else:
                continue
            if link is not None:
                (sitemaps if name == "sitemap" else links).setdefault(link.url, link)
            element.clear()
            while element.getprevious() is not None and _name(element.getprevious()) == name:
                del element.getparent()[0]
    except etree.XMLSyntaxError:
        pass  # what was read until there is kept
    if links and not data.rstrip(b"\0 \t\r\n").endswith(b">"):
        links.popitem()  # the document is cut in the middle of it
    return Listing(tuple(links.values()), tuple(sitemaps.values()))


def find_feeds(html: bytes, base: str) -> list[str]:
    """Return the addresses of the feeds that a page of HTML names in its head."""
    try:
        root = etree.fromstring(html, etree.HTMLParser(no_network=True, recover=True))
    except etree.XMLSyntaxError:
        return []
    found = []
    for element in root.iter("link") if root is not None else ():
        if (element.get("type") or "").strip().lower() in _FEED_TYPES and "alternate" in (element.get("rel") or ""):
            url = joined(base, element.get("href"))
            if url is not None:
                found.append(url)
    return found


def _lines(data: bytes, base: str) -> Iterator[Link]:
    seen = set()
    for line in data.decode("utf-8", "replace").splitlines():
        text = line.strip()
        if text.startswith(("http://", "https://")) and len(text.split()) == 1 and text not in seen:
            seen.add(text)
            yield Link(text)


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _text(element: Any) -> str:
    """Return the text of an element; none where an entity stands in it that nobody opened."""
    if any(child.tag is etree.Entity for child in element.iter()):
        return ""
    return " ".join("".join(element.itertext()).split())


def _of_sitemap(element: Any, base: str) -> Link | None:
    said: dict[str, str] = {}
    for child in element.iter():
        name = _name(child)
        # Pictures and films of the page have a loc, a title and a publication_date of their own.
        own = child.getparent() is element and name in ("loc", "lastmod")
        if own or (name in ("publication_date", "title") and "news" in child.tag):
            said.setdefault(name, _text(child))
    url = joined(base, said.get("loc"))
    if url is None:
        return None
    return Link(url, said.get("title") or None, read_time(said.get("publication_date")), read_time(said.get("lastmod")))


def _of_feed(element: Any, base: str) -> Link | None:
    said: dict[str, str] = {}
    url: str | None = None
    for child in element:
        name = _name(child)
        if name == "link":
            if child.get("rel", "alternate") == "alternate" and url is None:
                url = joined(base, child.get("href") or _text(child))
        elif name in ("guid", "id"):
            if child.get("isPermaLink", "true") != "false":
                said.setdefault("id", _text(child))
        elif name in ("pubdate", "date", "published", "issued", "updated", "modified", "title"):
            said.setdefault(name, _text(child))
    if url is None:
        about = next((value for key, value in element.attrib.items() if key.endswith("}about")), None)
        identity = said.get("id") or about
        url = joined(base, identity) if (identity or "").startswith("http") else None
    if url is None:
        return None
    published = next((said[n] for n in ("pubdate", "published", "issued", "date") if n in said), None)
    modified = said.get("updated") or said.get("modified")
    return Link(url, said.get("title") or None, read_time(published), read_time(modified))

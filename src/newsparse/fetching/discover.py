"""Find pages to fetch: what a feed lists, what a site's sitemaps list, index by index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from newsparse.errors import FetchError, InputError
from newsparse.fetching.addresses import same_site
from newsparse.fetching.bodies import gunzip
from newsparse.fetching.feeds import find_feeds, read_listing
from newsparse.fetching.links import LinkFilter, day_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from newsparse.fetching.feeds import Listing
    from newsparse.fetching.fetcher import AsyncFetcher
    from newsparse.fetching.links import Link

MAX_SITEMAP: Final = 50 * 1024 * 1024
"""Bytes of one sitemap, decompressed (sitemaps.org, 2008)."""
MAX_SITEMAPS: Final = 10_000
_MAX_DEPTH: Final = 4  # an index may not name an index by the protocol, and some do


async def feed_links(fetcher: AsyncFetcher, url: str, wanted: LinkFilter | None = None) -> AsyncIterator[Link]:
    """Yield the wanted links of a feed, in its order; `url` may also be a page of HTML that names its feed.

    Raises `FetchError` where it cannot be fetched, `InputError` where it is no feed.
    """
    wanted = wanted or LinkFilter()
    listing, body, final = await _listing(fetcher, url)
    if not listing.links:
        for feed in find_feeds(body, final)[:1]:
            listing, _, _ = await _listing(fetcher, feed)
    if (
        not listing.links
        and b"<rss" not in body[:2000]
        and b"<feed" not in body[:2000]
        and b"<rdf" not in body[:2000].lower()
    ):
        raise InputError(f"{url}: is no RSS or Atom feed and names none")
    for link in listing.links:
        if wanted.wants(link):
            yield link


async def sitemap_links(
    fetcher: AsyncFetcher,
    url: str,
    wanted: LinkFilter | None = None,
    on_error: Callable[[FetchError], None] | None = None,
) -> AsyncIterator[Link]:
    """Yield the wanted links of a sitemap and of all sitemaps that it names, each address once.

    `url` is a sitemap, an index (each also gzipped), or a site's root or robots.txt: then the sitemaps that robots.txt
    names are read, and without any `/sitemap.xml`. An index entry last changed before `since` is not opened. Only
    links to the sitemap's own site are taken (protocol of sitemaps.org). A further sitemap that cannot be
    fetched is given to `on_error`; without it, and for `url` itself, the `FetchError` is raised. Raises
    `InputError` where `url` is no sitemap.
    """
    wanted = wanted or LinkFilter()
    start = await _roots(fetcher, url)
    waiting = [(one, 0) for one in reversed(start)]
    seen_maps = set(start)
    seen: set[str] = set()
    found_any = False
    while waiting:
        here, depth = waiting.pop()
        try:
            listing, _, final = await _listing(fetcher, here)
        except FetchError as error:
            if on_error is None or (len(start) == 1 and depth == 0):
                raise
            on_error(error)
            continue
        found_any = found_any or bool(listing.links or listing.sitemaps)
        hosts = {urlsplit(one).hostname or "" for one in (url, here, final)}
        if depth < _MAX_DEPTH:
            for child in reversed(listing.sitemaps):
                day = day_of(child.modified)
                old = wanted.since is not None and day is not None and day < wanted.since
                if not old and child.url not in seen_maps and len(seen_maps) < MAX_SITEMAPS and _ours(child, hosts):
                    seen_maps.add(child.url)
                    waiting.append((child.url, depth + 1))
        for link in listing.links:
            if link.url not in seen and _ours(link, hosts) and wanted.wants(link):
                seen.add(link.url)
                yield link
    if not found_any:
        raise InputError(f"{url}: is no sitemap, or an empty one")


def _ours(link: Link, hosts: set[str]) -> bool:
    try:
        host = urlsplit(link.url).hostname or ""
    except ValueError:
        return False
    return any(same_site(host, one) for one in hosts)


async def _roots(fetcher: AsyncFetcher, url: str) -> list[str]:
    path = urlsplit(url).path
    if path not in ("", "/", "/robots.txt"):
        return [url]
    rules = await fetcher.rules(url)
    return list(dict.fromkeys(rules.sitemaps)) or [urljoin(url, "/sitemap.xml")]


async def _listing(fetcher: AsyncFetcher, url: str) -> tuple[Listing, bytes, str]:
    page = await fetcher.fetch(url, max_bytes=max(MAX_SITEMAP, fetcher.options.max_bytes))
    data = gunzip(page.body, page.final_url, MAX_SITEMAP, fetcher.options.max_ratio)
    return read_listing(data, page.final_url), data, page.final_url

"""robots.txt by RFC 9309: read once for each site, and kept for a day."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from protego import Protego

from newsparse.errors import AddressError, FetchError, FetchLimitError, RobotsError, StatusError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from newsparse.fetching.options import FetchOptions
    from newsparse.fetching.page import Page

_KEEP: Final = 24 * 3600.0  # RFC 9309, 2.4
_KEEP_FAILURE: Final = 600.0
MAX_ROBOTS: Final = 512 * 1024
"""Bytes of a robots.txt that are read; RFC 9309, 2.5 wants at least 500 KiB."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site's robots.txt says to us. `refusal` is set where it could not be had, and then nothing may be."""

    parser: Protego | None = None
    refusal: str | None = None
    delay: float | None = None
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str, robot: str) -> bool:
        """Tell whether `url` may be fetched by the robot of that name."""
        if self.refusal is not None:
            return False
        return self.parser is None or bool(self.parser.can_fetch(url, robot))


class Robots:
    """The robots.txt of all sites met. Belongs to one event loop.

    `get` fetches an address without asking robots.txt, within `max_bytes`, and cuts a longer body.
    """

    def __init__(self, options: FetchOptions, get: Callable[[str], Awaitable[Page]]) -> None:
        self._options = options
        self._get = get
        self._known: dict[str, tuple[float, Rules]] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def check(self, url: str) -> Rules:
        """Return the rules of the site of `url`; raises `RobotsError` where they do not allow it."""
        rules = await self.rules(url)
        if rules.refusal is not None:
            raise RobotsError(f"{url}: {rules.refusal}", url=url, passing=True)
        if not rules.allows(url, self._options.robot):
            raise RobotsError(f"{url}: robots.txt does not allow it to {self._options.robot}", url=url)
        if rules.delay is not None and rules.delay > self._options.max_delay:
            raise RobotsError(
                f"{url}: robots.txt wants {rules.delay:g} s between requests; raise max_delay "
                f"({self._options.max_delay:g}) to wait that long",
                url=url,
            )
        return rules

    async def rules(self, url: str) -> Rules:
        """Return the rules of the site of `url`, fetching its robots.txt where it is not known."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc.lower()}"
        async with self._locks.setdefault(site, asyncio.Lock()):
            now = asyncio.get_running_loop().time()
            until, rules = self._known.get(site, (0.0, Rules()))
            if now >= until:
                rules = await self._read(urljoin(site, "/robots.txt"))
                now = asyncio.get_running_loop().time()
                self._known[site] = (now + (_KEEP if rules.refusal is None else _KEEP_FAILURE), rules)
            return rules

    async def _read(self, url: str) -> Rules:
        try:
            page = await self._get(url)
        except StatusError as error:
            if 400 <= error.status < 500 and error.status != 429:
                return Rules()  # unavailable: all is allowed (RFC 9309, 2.3.1.3)
            return Rules(refusal=f"its robots.txt answers {error.status}, so nothing may be fetched for now")
        except AddressError:
            raise  # the site itself is refused; the reason given for the page is the same
        except FetchLimitError as error:
            if not error.passing and "redirect" in str(error):
                return Rules()  # more redirects than five may be taken as unavailable (2.3.1.2)
            return Rules(refusal=f"its robots.txt could not be read ({error})")
        except FetchError as error:  # unreachable: nothing is allowed (2.3.1.4)
            return Rules(refusal=f"its robots.txt could not be had ({error})")
        return self._parse(page)

    def _parse(self, page: Page) -> Rules:
        text = page.body[:MAX_ROBOTS].decode("utf-8-sig", "replace")
        if "<html" in text[:1000].lower():  # a page in its place says nothing about robots
            return Rules()
        parser = Protego.parse(text)
        robot = self._options.robot
        rate = parser.request_rate(robot)
        delays = [parser.crawl_delay(robot), rate.seconds / rate.requests if rate and rate.requests else None]
        return Rules(
            parser,
            delay=max((float(delay) for delay in delays if delay is not None), default=None),
            sitemaps=tuple(urljoin(page.final_url, sitemap) for sitemap in parser.sitemaps),
        )

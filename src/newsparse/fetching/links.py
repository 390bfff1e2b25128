"""Addresses found in feeds and sitemaps, and which of them are wanted."""

from __future__ import annotations

import datetime
import email.utils
import fnmatch
import re
from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VIETNAM: Final = datetime.timezone(datetime.timedelta(hours=7))
"""The zone in which the days of `since` and `until` are reckoned."""

_MIX: Final = 10_000
_W3C: Final = re.compile(
    r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?"
)
_LOOSE_ZONE: Final = re.compile(r"(?:GMT|UTC)?\s*([+-])(\d{1,2})(?::?(\d\d))?$")


@dataclass(frozen=True, slots=True)
class Link:
    """An address with what the feed or sitemap says of it; the times carry an offset."""

    url: str
    title: str | None = None
    published: datetime.datetime | None = None
    modified: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class LinkFilter:
    """Which links are wanted.

    `since`, `until`: days in Vietnam's time, both included, of the publication (or, where that is not said, of
    the modification); a link that says neither is kept. `paths`, `not_paths`: patterns for the path of the
    address, where `*` stands for anything; one without `*` or `?` is a beginning (`/thoi-su/`).
    """

    since: datetime.date | None = None
    until: datetime.date | None = None
    paths: tuple[str, ...] = ()
    not_paths: tuple[str, ...] = ()

    def wants(self, link: Link) -> bool:
        """Tell whether a link is wanted."""
        day = day_of(link.published or link.modified)
        if day is not None and not (self.since or day) <= day <= (self.until or day):
            return False
        path = unquote(urlsplit(link.url).path) or "/"
        if self.paths and not any(_pattern(one).match(path) for one in self.paths):
            return False
        return not any(_pattern(one).match(path) for one in self.not_paths)


def day_of(when: datetime.datetime | None) -> datetime.date | None:
    """Return the day of a time in Vietnam, or None."""
    if when is None:
        return None
    try:
        return when.astimezone(VIETNAM).date()
    except (OverflowError, ValueError):
        return None


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(fnmatch.translate(text if any(c in text for c in "*?[") else text.replace("[", "[[]") + "*"))


def read_time(text: str | None) -> datetime.datetime | None:
    """Return the time that a feed or sitemap writes: W3C (`2024-03-21T08:00:00+07:00`) or RFC 822, or None.

    A time without offset is taken as Vietnam's.
    """
    text = (text or "").strip()[:80]
    found = _W3C.fullmatch(text)
    try:
        if found is not None:
            year, month, day, hour, minute, second, zone = found.groups()
            when = datetime.datetime(
                int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), min(int(second or 0), 59)
            )
            return when.replace(tzinfo=_zone(zone))
        loose = _LOOSE_ZONE.search(text)  # "GMT+7", which the standard does not know
        if loose is not None:
            text = text[: loose.start()] + f" {loose[1]}{int(loose[2]):02d}{loose[3] or '00'}"
        when = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return when if when.tzinfo is not None else when.replace(tzinfo=VIETNAM)


def _zone(text: str | None) -> datetime.timezone:
    if text is None:
        return VIETNAM
    if text == "Z":
        return datetime.UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return datetime.timezone(datetime.timedelta(minutes=-minutes if text[0] == "-" else minutes))


def joined(base: str, target: str | None) -> str | None:
    """Return the address that `target` names on the page `base`, where that is http or https, or None."""
    target = "".join((target or "").split())
    if not target:
        return None
    try:
        url = urljoin(base, target)
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None


def mixed(urls: Iterable[str]) -> Iterator[str]:
    """Yield the addresses with hosts in turn, for each host is asked slowly; some thousands are read at a time."""
    batch: list[str] = []
    for url in urls:
        batch.append(url)
        if len(batch) == _MIX:
            yield from _in_turn(batch)
            batch = []
    yield from _in_turn(batch)


def _in_turn(urls: list[str]) -> Iterator[str]:
    hosts: dict[str, deque[str]] = {}
    for url in urls:
        try:
            host = urlsplit(url).netloc
        except ValueError:  # refused, with the reason, when it is fetched
            host = ""
        hosts.setdefault(host, deque()).append(url)
    waiting = deque(hosts.values())
    while waiting:
        queue = waiting.popleft()
        yield queue.popleft()
        if queue:
            waiting.append(queue)

"""What a caller may set about fetching: manners, limits, and what may be connected to."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsparse.errors import OptionError

if TYPE_CHECKING:
    from pathlib import Path

ROBOT_NAME: Final = "newsparse"
"""The name under which robots.txt is read, and the first word of the user agent."""

_TOKEN: Final = re.compile(r"[A-Za-z_-]+")
_PRINTABLE: Final = re.compile(r"[\x20-\x7e]+")


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How to fetch. Times are in seconds, sizes in bytes; raises `OptionError` for a value out of range.

    Who asks:
    `contact`: a web or mail address at which a site's keeper reaches you; it is put into the user agent.
    `user_agent`: replaces the whole user agent; its first word is the name that robots.txt is read for.

    Manners:
    `robots`: honour robots.txt (RFC 9309). `delay`: between two requests to one host; a longer
    `Crawl-delay` or `Request-rate` of robots.txt wins. `max_delay`: the longest delay or `Retry-After`
    that is waited for; a host that asks for more is left alone. `per_host`, `concurrency`: requests
    at once to one host and overall. `retries`: further tries of what may pass (429, 5xx, a broken
    connection), `backoff` the wait before the first of them, which then doubles, with jitter.

    Limits:
    `max_redirects`; `max_bytes`: as sent, and after decompression; `max_ratio`: decompressed to compressed, looked at
    beyond 1 MiB; `connect_timeout`: name look-up, connection and TLS; `first_byte_timeout`: from the start of
    a request to the end of its answer's headers; `timeout`: one request in all, without waiting for its turn.

    Where to:
    `allow_hosts`: only these hosts and those below them, also after redirects; empty allows all.
    `deny_hosts`: never these and those below them. `allow_networks`: networks in CIDR notation that
    may be connected to although they are not public (`127.0.0.0/8`); without it private, loopback,
    link-local, metadata and other special addresses are refused. `ca_file`: certificates of further
    authorities, PEM; verification cannot be turned off.

    `cache`: a folder in which answers are kept, so that unchanged pages are asked for with ETag and
    Last-Modified and are not sent again; needs the extra `fetch`.
    """

    contact: str | None = None
    user_agent: str | None = None
    robots: bool = True
    delay: float = 1.0
    max_delay: float = 120.0
    per_host: int = 1
    concurrency: int = 8
    retries: int = 3
    backoff: float = 1.0
    max_redirects: int = 10
    max_bytes: int = 16 * 1024 * 1024
    max_ratio: float = 200.0
    connect_timeout: float = 10.0
    first_byte_timeout: float = 20.0
    timeout: float = 60.0
    allow_hosts: tuple[str, ...] = ()
    deny_hosts: tuple[str, ...] = ()
    allow_networks: tuple[str, ...] = ()
    ca_file: Path | None = None
    cache: Path | None = None

    def __post_init__(self) -> None:
        for name in ("delay", "max_delay", "backoff", "retries", "max_redirects"):
            if not 0 <= getattr(self, name) < float("inf"):
                raise OptionError(f"{name} is {getattr(self, name)}; it must be 0 or more")
        for name in (
            "per_host",
            "concurrency",
            "max_bytes",
            "max_ratio",
            "connect_timeout",
            "first_byte_timeout",
            "timeout",
        ):
            if not 0 < getattr(self, name) < float("inf"):
                raise OptionError(f"{name} is {getattr(self, name)}; it must be more than 0")
        for name in ("contact", "user_agent"):
            value = getattr(self, name)
            if value is not None and not _PRINTABLE.fullmatch(value):
                raise OptionError(f"{name} is {value!r}; it must be one line of plain ASCII")
        if self.user_agent is not None and not _TOKEN.match(self.user_agent):
            raise OptionError(f"user_agent is {self.user_agent!r}; it must begin with a name in letters")
        if self.contact is not None and not re.fullmatch(r"https?://\S+|[^\s@()]+@[^\s@()]+", self.contact):
            raise OptionError(f"contact is {self.contact!r}; give a web address (https://…) or a mail address")
        for network in self.allow_networks:
            try:
                ipaddress.ip_network(network)
            except ValueError as error:
                raise OptionError(f"allow_networks: {error}; write it as 10.0.0.0/8 or 10.1.2.3") from None

    @property
    def agent(self) -> str:
        """The user agent as sent: `newsparse/0.1.0 (+https://example.org/about)`."""
        from newsparse import __version__

        if self.user_agent is not None:
            return self.user_agent
        return f"{ROBOT_NAME}/{__version__}" + (f" (+{self.contact})" if self.contact else "")

    @property
    def robot(self) -> str:
        """The name that robots.txt is read for: the first word of the user agent, without its version."""
        found = _TOKEN.match(self.agent)
        return found[0] if found else ROBOT_NAME

"""What fetching gives: a page, with everything that was sent and received for it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime

    from newsparse.options import Options
    from newsparse.record import Record

Headers = tuple[tuple[str, str], ...]
CacheUse = Literal["", "fresh", "revalidated"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, as on the wire except for chunking.

    `started` is in UTC; `seconds` until the body was read. `body` is still compressed where `headers` say so.
    `cached` tells whether the answer came out of the cache: `fresh` (nothing was sent) or `revalidated`
    (the server said that it has not changed).
    """

    url: str
    method: str
    request_headers: Headers
    status: int
    reason: str
    headers: Headers
    body: bytes
    started: datetime.datetime
    seconds: float = 0.0
    http_version: str = "HTTP/1.1"
    address: str | None = None
    cached: CacheUse = ""

    def header(self, name: str) -> str | None:
        """Return the first header of that name, or None."""
        low = name.lower()
        return next((value for key, value in self.headers if key.lower() == low), None)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as fetched.

    `url` is the address asked for, `final_url` where redirects led, `body` the content without compression,
    `exchanges` all requests from the first redirect to the page itself. `warnings` are of the closed list
    of the record (`truncated`). `rendered` is True where a browser made `body` by running the page's scripts.
    """

    url: str
    final_url: str
    status: int
    headers: Headers
    body: bytes
    fetched: datetime.datetime
    exchanges: tuple[Exchange, ...] = ()
    warnings: tuple[str, ...] = ()
    rendered: bool = False

    @property
    def content_type(self) -> str | None:
        """The header `Content-Type`, or None; of a rendered page always UTF-8."""
        if self.rendered:
            return "text/html; charset=utf-8"
        return next((value for key, value in self.headers if key.lower() == "content-type"), None)

    @property
    def text(self) -> str:
        """The page's HTML, decoded by the same rules by which `parse` reads it."""
        from newsparse.page import decode

        return decode(self.body, self.content_type).text

    @property
    def sha256(self) -> str:
        """The SHA-256 of `body`, hex."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def cached(self) -> CacheUse:
        """Whether the page came out of the cache: `fresh`, `revalidated`, or empty."""
        return self.exchanges[-1].cached if self.exchanges else ""

    def parse(self, options: Options | None = None) -> Record:
        """Return the record of this page; its `url` is `final_url`, its `source.file` the address asked for."""
        import msgspec

        from newsparse.pipeline import parse, parse_text

        if (self.content_type or "").partition(";")[0].strip().lower() == "text/plain":
            record = parse_text(self.body, url=self.final_url, options=options)
        else:
            record = parse(self.body, url=self.final_url, content_type=self.content_type, options=options)
        return msgspec.structs.replace(
            record,
            source=msgspec.structs.replace(record.source, file=self.url),
            warnings=tuple(sorted({*record.warnings, *self.warnings})),
        )

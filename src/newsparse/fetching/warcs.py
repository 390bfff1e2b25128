"""Exchanges as WARC records (ISO 28500, version 1.1), one gzip member a record."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

from newsparse.errors import MissingExtraError

if TYPE_CHECKING:
    import datetime

    from newsparse.fetching.page import Exchange, Page

_OF_THE_CONNECTION = frozenset({"transfer-encoding", "content-length", "connection", "keep-alive"})


class WarcWriter:
    """Writes pages into a WARC file: for each exchange a response, its request, and metadata.

    `file` is open for binary writing; `compressed` packs each record into a gzip member of its own.
    Bodies stand as they were sent, with their content encoding; chunking is taken off, and `Content-Length` says
    what is there. Raises `MissingExtraError` without the extra `fetch`.
    """

    def __init__(self, file: IO[bytes], *, compressed: bool = True) -> None:
        try:
            from warcio.warcwriter import WARCWriter
        except ImportError:
            raise MissingExtraError("writing WARC files needs an extra; pip install 'newsparse[fetch]'") from None
        self._writer: Any = WARCWriter(file, gzip=compressed, warc_version="WARC/1.1")

    def write_info(self, name: str, agent: str) -> None:
        """Write the record that tells how the file was made."""
        from newsparse import __version__

        info = {
            "software": f"newsparse/{__version__}",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "http-header-user-agent": agent,
        }
        self._writer.write_record(self._writer.create_warcinfo_record(name, info))

    def write(self, page: Page) -> None:
        """Write all exchanges of a page; a rendered page is further written as a resource record."""
        via: str | None = None
        for exchange in page.exchanges:
            self._exchange(exchange, via)
            via = exchange.url
        if page.rendered:
            self._writer.write_record(
                self._writer.create_warc_record(
                    page.final_url,
                    "resource",
                    payload=io.BytesIO(page.body),
                    length=len(page.body),
                    warc_content_type="text/html; charset=utf-8",
                    warc_headers_dict={"WARC-Date": _date(page.fetched)},
                )
            )

    def _exchange(self, exchange: Exchange, via: str | None) -> None:
        from warcio.statusandheaders import StatusAndHeaders

        headers = [(k, v) for k, v in exchange.headers if k.lower() not in _OF_THE_CONNECTION]
        headers.append(("Content-Length", str(len(exchange.body))))
        about = {"WARC-Date": _date(exchange.started)}
        if exchange.address:
            about["WARC-IP-Address"] = exchange.address
        said = exchange.header("content-length") or ""
        if said.isdecimal() and int(said) > len(exchange.body):
            about["WARC-Truncated"] = "length"
        status = f"{exchange.status} {exchange.reason}".strip()
        response = self._writer.create_warc_record(
            exchange.url,
            "response",
            payload=io.BytesIO(exchange.body),
            length=len(exchange.body),
            http_headers=StatusAndHeaders(status, headers, protocol=exchange.http_version),
            warc_headers_dict=about,
        )
        parts = urlsplit(exchange.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        request = self._writer.create_warc_record(
            exchange.url,
            "request",
            http_headers=StatusAndHeaders(
                f"{exchange.method} {target} HTTP/1.1",
                list(exchange.request_headers),
                is_http_request=True,
            ),
            warc_headers_dict={"WARC-Date": _date(exchange.started)},
        )
        self._writer.write_request_response_pair(request, response)
        fields = [f"fetchTimeMs: {round(exchange.seconds * 1000)}"]
        if via:
            fields.append(f"via: {via}")
        if exchange.cached:
            fields.append(f"cache: {exchange.cached}")
        described = "".join(f"{field}\r\n" for field in fields).encode()
        self._writer.write_record(
            self._writer.create_warc_record(
                exchange.url,
                "metadata",
                payload=io.BytesIO(described),
                length=len(described),
                warc_content_type="application/warc-fields",
                warc_headers_dict={
                    "WARC-Date": _date(exchange.started),
                    "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
                },
            )
        )


def _date(when: datetime.datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

"""Read the body of an answer within limits, taking its compression off piece by piece.

httpx would open each received piece wholly, and a piece of 64 kB can hold a gigabyte; here at most
`max_bytes` are ever made of it. Only gzip and deflate are asked for, so nothing else should come.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from newsparse.errors import FetchLimitError, NetworkError

if TYPE_CHECKING:
    import httpx

ACCEPT_ENCODING: Final = "gzip, deflate"

_PIECE: Final = 256 * 1024
_MEMBERS: Final = 100
_RATIO_FROM: Final = 1024 * 1024
"""Below this size a high ratio is no danger: a page of one repeated line is compressed 1,000 times."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it was sent (`raw`) and without its compression (`data`); `truncated` where that ends too early."""

    raw: bytes
    data: bytes
    truncated: bool = False


class _Unpacker(Protocol):
    """What zlib's decompression objects have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def unconsumed_tail(self) -> bytes: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes: ...


async def read_body(response: httpx.Response, url: str, max_bytes: int, max_ratio: float, *, cut: bool = False) -> Body:
    """Return the body of a streamed answer; with `cut`, what is beyond the limits is left out.

    Raises `FetchLimitError` where it is larger than `max_bytes` as sent or decompressed, or grows by more than
    `max_ratio`, and `NetworkError` where its compression is damaged or one that was not asked for.
    """
    said = response.headers.get("content-length", "")
    if not cut and said.isdecimal() and len(said) < 20 and int(said) > max_bytes:
        raise FetchLimitError(f"{url}: {int(said):,} bytes, more than max_bytes ({max_bytes:,})", url=url)
    coding = _coding(response, url)
    unpack = _Unpacking(coding, url, max_bytes, max_ratio)
    raw: list[bytes] = []
    async for part in response.aiter_raw():
        raw.append(part)
        try:
            unpack.feed(part)
        except FetchLimitError:
            if not cut:
                raise
            break
    data, truncated = unpack.finish()
    whole = b"".join(raw)[:max_bytes]
    return Body(whole, data[:max_bytes] if coding else whole, truncated)


def _coding(response: httpx.Response, url: str) -> str:
    header: str = response.headers.get("content-encoding", "")
    codings = [c.strip().lower() for c in header.split(",")]
    codings = [c.removeprefix("x-") for c in codings if c and c not in ("identity", "utf-8", "none", "binary")]
    if not codings:
        return ""
    if len(codings) > 1 or codings[0] not in ("gzip", "deflate"):
        raise NetworkError(
            f"{url}: compressed as {', '.join(codings)[:60]!r}, which was not asked for and is not read", url=url
        )
    return codings[0]


class _Unpacking:
    """Takes gzip or deflate off the pieces of a body, or nothing (`coding` empty), and counts."""

    def __init__(self, coding: str, url: str, max_bytes: int, max_ratio: float) -> None:
        self._coding = coding
        self._url = url
        self._max_bytes = max_bytes
        self._max_ratio = max_ratio
        self._unpacker: _Unpacker | None = None
        self._parts: list[bytes] = []
        self._begin = b""
        self._sent = 0
        self._made = 0
        self._members = 1
        self._done = not coding
        self._plain = False  # said to be compressed, and is not

    def feed(self, part: bytes) -> None:
        self._sent += len(part)
        if self._sent > self._max_bytes:
            raise FetchLimitError(f"{self._url}: more than {self._max_bytes:,} bytes (max_bytes)", url=self._url)
        if self._plain:
            self._parts.append(part)
            return
        if self._done:
            return
        if self._unpacker is None:
            self._begin += part
            if len(self._begin) < 2:
                return
            part = self._begin
            self._unpacker = self._open(part)
            if self._unpacker is None:
                self._plain = True
                self._parts.append(part)
                return
        self._unpack(part)

    def _open(self, begin: bytes) -> _Unpacker | None:
        if self._coding == "gzip":
            # Some servers name gzip for what they sent plain; the first bytes tell.
            return zlib.decompressobj(wbits=31) if begin[:2] == b"\x1f\x8b" else None
        # "deflate" is zlib by RFC 9110, and raw deflate by many servers; the header's checksum tells.
        zlib_header = begin[0] & 0x0F == 8 and int.from_bytes(begin[:2], "big") % 31 == 0
        return zlib.decompressobj(wbits=15 if zlib_header else -15)

    def _unpack(self, part: bytes) -> None:
        while True:
            unpacker = self._unpacker
            assert unpacker is not None
            try:
                made = unpacker.decompress(part, _PIECE)
            except zlib.error as error:
                raise NetworkError(f"{self._url}: the compressed answer is damaged ({error})", url=self._url) from error
            self._made += len(made)
            self._parts.append(made)
            if self._made > self._max_bytes:
                message = f"{self._url}: decompressed to more than {self._max_bytes:,} bytes (max_bytes)"
                raise FetchLimitError(message, url=self._url)
            if self._made > _RATIO_FROM and self._made > self._max_ratio * self._sent:
                message = f"{self._url}: decompression makes more than {self._max_ratio:g} times its size (max_ratio)"
                raise FetchLimitError(message, url=self._url)
            if unpacker.eof:
                part = unpacker.unused_data
                if self._coding == "gzip" and part[:2] == b"\x1f\x8b":
                    self._members += 1
                    if self._members > _MEMBERS:  # opening each copies the rest: a body of empty ones takes hours
                        raise NetworkError(f"{self._url}: more than {_MEMBERS} gzip members", url=self._url)
                    self._unpacker = zlib.decompressobj(wbits=31)
                    continue
                self._done = True
                return
            part = unpacker.unconsumed_tail
            if not part and len(made) < _PIECE:  # a full piece may have more behind it without new input
                return

    def finish(self) -> tuple[bytes, bool]:
        """Return the data and whether the compressed stream ended before its end."""
        if self._coding and self._unpacker is None and not self._plain:
            return self._begin, False
        if self._unpacker is not None and not self._done:
            return b"".join(self._parts), True
        return b"".join(self._parts), False


def gunzip(data: bytes, url: str, max_bytes: int, max_ratio: float) -> bytes:
    """Return the content of a gzip file that came as a body (`sitemap.xml.gz`); other bytes as they are."""
    if data[:2] != b"\x1f\x8b":
        return data
    unpack = _Unpacking("gzip", url, max_bytes, max_ratio)
    unpack.feed(data)
    return unpack.finish()[0]

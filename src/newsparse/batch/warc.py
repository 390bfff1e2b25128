"""WARC and ARC: every readable record of a file, also behind damage, and an account of what is lost.

Files as crawlers write them hold one gzip member a record. Such a file is read from any byte: the first
member that begins there and unpacks to a record's head is where reading starts, so a file is cut into
shards without being read, and reading goes on behind a damaged member. The libraries for WARC end
silently at damage; warcio reads here what is inside one record.

Format: ISO 28500:2017 (WARC 1.1); ARC version 1 as the Internet Archive describes it.
"""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final

from newsparse.batch.items import Flaw, Found, Item, Lost, Skipped
from newsparse.batch.payload import PackedError, unpacked
from newsparse.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAGIC: Final = b"\x1f\x8b\x08"
_CHUNK: Final = 16 * 1024
_SEARCH: Final = 1024 * 1024
_MAX_HEAD: Final = 64 * 1024
_ARC_LINE: Final = rb"[a-z][a-z0-9+.-]*:[^\s]* [^\s]* \d{8,14} [^\n]{0,200}?\d{1,19}\r?\n"
_HEAD: Final = re.compile(rb"WARC/\d+\.\d+\r?\n|" + _ARC_LINE)
_NEXT: Final = re.compile(rb"(?<=\n)(?:WARC/\d+\.\d+\r?\n(?=[A-Za-z-]+:)|" + _ARC_LINE + rb")")
_LENGTH: Final = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,18})[ \t]*\r?$")
_ARC_LENGTH: Final = re.compile(rb" (\d{1,18})\r?\n\Z")
_PAGE_TYPES: Final = ("text/html", "application/xhtml+xml", "text/plain", "")


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one record and where they stood; `why` says what is wrong where it is not whole."""

    start: int
    stop: int
    data: bytes
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Hole:
    """Bytes in which no record begins."""

    start: int
    stop: int


def is_one_member_a_record(file: IO[bytes]) -> bool:
    """Return whether a `.gz` can be read from any record: its first member ends with its first record."""
    file.seek(0)
    unpacker = zlib.decompressobj(wbits=31)
    data = b""
    try:
        while len(data) < _SEARCH and not unpacker.eof and (packed := file.read(_CHUNK)):
            data += unpacker.decompress(packed)
    except zlib.error:
        return True  # damage at the beginning: reading finds the next record, or says that there is none
    return not _has_more(data)


def _has_more(data: bytes) -> bool:
    extent = _extent(data)
    return extent is not None and _HEAD.match(data[extent:].lstrip(b"\r\n")) is not None


def _extent(data: bytes) -> int | None:
    """Return the length of the record at the beginning of `data`, its head included, or None."""
    if data.startswith(b"WARC/"):
        end = data.find(b"\r\n\r\n", 0, _MAX_HEAD)
        length = _LENGTH.search(data, 0, end + 2) if end >= 0 else None
        return None if length is None else end + 4 + int(length[1])
    line = data[: data.find(b"\n", 0, _MAX_HEAD) + 1]
    length = _ARC_LENGTH.search(line)
    return None if length is None else len(line) + int(length[1])


def walk_members(file: IO[bytes], start: int, stop: int, limit: int) -> Iterator[Raw | Hole]:
    """Yield the records whose gzip member begins in `[start, stop)`, and the holes between them.

    `limit` is the number of unpacked bytes kept of one record. A hole that begins in front of `start`
    belongs to the range before.
    """
    size = file.seek(0, io.SEEK_END)
    at = start
    if start == 0:
        if size and _head_at(file, 0) is False:
            at = _next_member(file, 1, size)
            yield Hole(0, at)
    else:
        at = _next_member(file, start, size)
    while at < min(stop, size):
        raw = _inflate(file, at, limit)
        if raw.why is None:
            at = _skip_zeros(file, raw.stop)
            yield raw
            if at < size and _head_at(file, at) is False:
                found = _next_member(file, at, size)
                yield Hole(at, found)
                at = found
        else:
            found = _next_member(file, at + 1, size)
            yield Raw(raw.start, found, raw.data, raw.why)
            at = found


def count_pages(file: IO[bytes], start: int, length: int) -> tuple[int, int]:
    """Return how many pages stand in the whole records of a window, and how many bytes these records take."""
    file.seek(start)
    window = io.BytesIO(file.read(length))
    pages = spanned = 0
    for raw in walk_members(window, min(start, 1), length, _SEARCH):
        if isinstance(raw, Raw) and raw.why is not None:
            break  # the window's end, or damage
        spanned += raw.stop - raw.start
        if isinstance(raw, Raw):
            found = _item(raw, "", "", _SEARCH)
            pages += isinstance(found, Item) and found.flaw is None
    return pages, spanned


def _inflate(file: IO[bytes], at: int, limit: int, chunk: int = _CHUNK) -> Raw:
    file.seek(at)
    unpacker = zlib.decompressobj(wbits=31)
    parts: list[bytes] = []
    size = 0
    read = at
    while True:
        packed = file.read(chunk)
        read += len(packed)
        if not packed:
            return Raw(at, read, b"".join(parts), "the file ends in the middle of the record")
        try:
            part = unpacker.decompress(packed)
        except zlib.error:
            if chunk > 64:  # once more in small steps, for the bytes in front of the damage
                return _inflate(file, at, limit, 64)
            return Raw(at, read, b"".join(parts), "the compressed data are damaged")
        if size < limit:
            parts.append(part[: limit - size])
        size += len(part)
        if unpacker.eof:
            return Raw(at, read - len(unpacker.unused_data), b"".join(parts))


def _skip_zeros(file: IO[bytes], at: int) -> int:
    """Return the first position from `at` on that is no padding."""
    while True:
        file.seek(at)
        block = file.read(_CHUNK)
        rest = block.lstrip(b"\0\r\n")
        at += len(block) - len(rest)
        if rest or not block:
            return at


def _head_at(file: IO[bytes], at: int) -> bool:
    """Return whether a gzip member begins at `at` and unpacks to the head of a record."""
    file.seek(at)
    packed = file.read(_CHUNK)
    if not packed.startswith(_MAGIC):
        return False
    try:
        return _HEAD.match(zlib.decompressobj(wbits=31).decompress(packed, 4096)) is not None
    except zlib.error:
        return False


def _next_member(file: IO[bytes], at: int, size: int) -> int:
    """Return the first position from `at` on where a record's member begins, or the file's end."""
    while at < size:
        file.seek(at)
        block = file.read(_SEARCH)
        found = block.find(_MAGIC)
        while found >= 0:
            if _head_at(file, at + found):
                return at + found
            found = block.find(_MAGIC, found + 1)
        if len(block) < len(_MAGIC):
            break
        at += len(block) - (len(_MAGIC) - 1 if len(block) == _SEARCH else 0)
    return size


def walk_stream(stream: IO[bytes], limit: int) -> Iterator[Raw | Hole]:
    """Yield the records of an uncompressed WARC or ARC, or of one unpacked in passing, and the holes."""
    feed = _Feed(stream)
    while feed.peek(1):
        head = feed.peek(_MAX_HEAD)
        at = feed.at
        if not _HEAD.match(head):
            if not head.strip(b"\r\n\0"):
                feed.take(len(head))
                continue
            blank = len(head) - len(head.lstrip(b"\r\n"))
            if blank and _HEAD.match(head, blank):
                feed.take(blank)
                continue
            _seek_head(feed)
            yield Hole(at, feed.at)
            continue
        extent = _extent(head)
        data = feed.take(min(extent, limit)) if extent is not None else feed.take(1)
        if extent is None:
            _seek_head(feed)
            yield Raw(at, feed.at, b"", "the record's head is damaged")
        elif len(data) < extent <= limit:
            yield Raw(at, feed.at, data, "the file ends in the middle of the record")
        else:
            feed.skip(extent - len(data))
            behind = feed.peek(_MAX_HEAD).lstrip(b"\r\n\0")
            if behind and not _HEAD.match(behind) and (inside := _NEXT.search(data, 1)):
                feed.push_back(data[inside.start() :])  # the record is shorter than it says: bytes are gone
                yield Raw(at, feed.at, data[: inside.start()], "bytes are missing in the record")
            else:
                yield Raw(at, feed.at, data)


def _seek_head(feed: _Feed) -> None:
    """Go to the next head of a record, or to the end."""
    feed.take(1)
    while head := feed.peek(_SEARCH):
        found = _NEXT.search(head)
        if found:
            feed.take(found.start())
            return
        feed.take(max(1, len(head) - 512) if len(head) == _SEARCH else len(head))


class _Feed:
    """A stream with a look ahead; `at` is the position of the next byte."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._buffer = b""
        self.at = 0

    def peek(self, size: int) -> bytes:
        while len(self._buffer) < size:
            more = self._stream.read(max(_CHUNK, size - len(self._buffer)))
            if not more:
                break
            self._buffer += more
        return self._buffer[:size]

    def take(self, size: int) -> bytes:
        data = self.peek(size)
        self._buffer = self._buffer[len(data) :]
        self.at += len(data)
        return data

    def skip(self, size: int) -> None:
        while size > 0 and (data := self.take(min(size, _SEARCH))):
            size -= len(data)

    def push_back(self, data: bytes) -> None:
        self._buffer = data + self._buffer
        self.at -= len(data)


def items_of(raws: Iterator[Raw | Hole], file: str, label: str, max_bytes: int) -> Iterator[Found]:
    """Yield what the records are: pages, things that are no page, lost bytes."""
    for raw in raws:
        key = f"{label}@{raw.start}"
        if isinstance(raw, Hole):
            yield Lost(file, key, raw.start, raw.stop, "no record begins here")
            continue
        if raw.why is not None:
            found = _item(raw, file, key, max_bytes) if raw.data else None
            if isinstance(found, Item) and found.data and not found.flaw:
                yield found
                yield Lost(file, key + "+", raw.start, raw.stop, f"{raw.why}; its beginning was read")
            else:
                yield Lost(file, key, raw.start, raw.stop, raw.why)
        else:
            yield _item(raw, file, key, max_bytes)


def _item(raw: Raw, file: str, key: str, max_bytes: int) -> Item | Skipped:
    loader, failures = _warcio()
    try:
        record = loader.parse_record_stream(io.BytesIO(raw.data))
        return _page(raw, record, file, key, max_bytes)
    except failures as error:
        return Item(key, file, flaw=Flaw("damaged", f"the record's head cannot be read: {error}"))


def _page(raw: Raw, record: Any, file: str, key: str, max_bytes: int) -> Item | Skipped:
    kind = record.rec_type
    if kind not in ("response", "resource", "conversion"):
        return Skipped(f"WARC {kind} record")
    member = record.rec_headers.get_header("WARC-Record-ID") or f"@{raw.start}"
    url = record.rec_headers.get_header("WARC-Target-URI") or record.rec_headers.get_header("uri")
    http = record.http_headers
    if kind == "response" and (http is None or not http.protocol.upper().startswith("HTTP/")):
        if http is not None and (record.content_type or "").startswith("application/http"):
            return Item(key, file, member, url=url, flaw=Flaw("damaged", "the response has no HTTP head"))
        return Skipped("WARC response record that is not HTTP")
    media = (http.get_header("content-type") if http else record.content_type) or ""
    name = media.split(";")[0].strip().lower()
    if name not in _PAGE_TYPES:
        return Skipped(name if re.fullmatch(r"[\w.+-]+/[\w.+-]+", name) else "other content type")
    if http is not None and (status := http.get_statuscode()) != "200":
        return Item(key, file, member, url=url, flaw=Flaw("http-status", f"HTTP status {status[:20]}"))
    data = record.raw_stream.read()
    whole = raw.why is None and record.rec_headers.get_header("WARC-Truncated") is None
    if http is not None:
        packing = [http.get_header(field) or "" for field in ("transfer-encoding", "content-encoding")]
        try:
            data, complete = unpacked(data, packing[0], packing[1], max_bytes + 1)
        except PackedError as error:
            return Item(key, file, member, url=url, flaw=Flaw("unreadable", str(error)))
        whole = whole and complete
    return Item(
        key,
        file,
        member,
        data[: max_bytes + 1],
        format="text" if name == "text/plain" else "html",
        url=url,
        content_type=media or None,
        warnings=() if whole else ("truncated",),
    )


def _warcio() -> tuple[Any, tuple[type[Exception], ...]]:
    try:
        from warcio.exceptions import ArchiveLoadFailed
        from warcio.recordloader import ArcWarcRecordLoader
        from warcio.statusandheaders import StatusAndHeadersParserException
    except ImportError as error:
        raise MissingExtraError("WARC needs the extra: pip install 'newsparse[batch]'") from error
    failures = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, OverflowError, AttributeError)
    # Records of an ARC would get random ids; of HTTP only versions 1.0 and 1.1 would be known.
    return ArcWarcRecordLoader(verify_http=False, arc2warc=False), failures

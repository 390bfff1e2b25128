"""The body of an HTTP response as a crawler stored it: taken out of its chunks and its compression.

A body that is cut gives what stands in front. Many crawlers unpack a body and keep the header that says it is
packed; a body that is plain already is taken as it is. Sizes are bounded: a bomb ends at the limit.

Format: RFC 9112 (chunks), RFC 9110 (content codings), RFC 7932 (br), RFC 8878 (zstd).
"""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING, Final

from newsparse.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _Reader = Callable[[bytes], Iterator[bytes]]

_STEP: Final = 64 * 1024
_WINDOW: Final = 128 * 1024 * 1024  # bytes of memory that a zstd frame may ask for
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PLAIN: Final = 512  # bytes looked into for signs that no text has
_SIZE: Final = re.compile(rb"[0-9A-Fa-f]{1,8}")


class PackedError(Exception):
    """The body is packed and cannot be unpacked."""


def unpacked(data: bytes, transfer: str, encoding: str, limit: int) -> tuple[bytes, bool]:
    """Return a body without its packing, `limit` bytes at most, and whether nothing of it is missing.

    `transfer` and `encoding` are the headers Transfer-Encoding and Content-Encoding. Raises `PackedError` where
    nothing can be unpacked.
    """
    whole = True
    if "chunked" in transfer.lower():
        data, whole = _joined(data)
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in ("", "identity"):
            continue
        readers = _READERS.get(name)
        if readers is None:
            if not _is_plain(data):
                raise PackedError(f"content encoding {name[:20]!r} cannot be read")
            continue
        data, complete = _read(data, name, readers, limit)
        whole = whole and complete
    return data[:limit], whole


def _joined(data: bytes) -> tuple[bytes, bool]:
    """Return the content of chunks, and whether the last one is there; data without chunks as they are."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = data.find(b"\n", at, at + 1024)
        size = data[at : max(at, end)].split(b";")[0].strip()
        if not _SIZE.fullmatch(size):
            return (b"".join(parts), False) if parts else (data, True)
        length = int(size, 16)
        if length == 0:
            return b"".join(parts), True
        parts.append(data[end + 1 : end + 1 + length])
        at = end + 1 + length
        if at > len(data):
            return b"".join(parts), False
        at += 2 if data.startswith(b"\r\n", at) else 1


def _read(data: bytes, name: str, readers: tuple[_Reader, ...], limit: int) -> tuple[bytes, bool]:
    if not data:
        return b"", True
    for reader in readers:
        parts: list[bytes] = []
        size = 0
        whole = True
        try:
            for part in reader(data):
                parts.append(part)
                size += len(part)
                if size >= limit:
                    break
        except PackedError:
            whole = False
        if size or whole:
            return b"".join(parts), whole
    if _is_plain(data):
        return data, True
    raise PackedError(f"content encoding {name!r}: the data are damaged")


def _is_plain(data: bytes) -> bool:
    return _CONTROL.search(data, 0, _PLAIN) is None


def _inflate(data: bytes, wbits: int) -> Iterator[bytes]:
    at = 0
    while True:
        unpacker = zlib.decompressobj(wbits)
        while not unpacker.eof:
            rest = data[at : at + _STEP]
            if not rest:
                raise PackedError("the data end too early")
            at += len(rest)
            while rest and not unpacker.eof:
                try:
                    part = unpacker.decompress(rest, _STEP)
                except zlib.error as error:
                    raise PackedError(str(error)) from error
                if part:
                    yield part
                rest = unpacker.unconsumed_tail
        at -= len(unpacker.unused_data)
        if wbits < 16 or not data.startswith(b"\x1f\x8b", at):  # only gzip has members one after another
            return


def _gzip(data: bytes) -> Iterator[bytes]:
    return _inflate(data, 31)


def _zlib(data: bytes) -> Iterator[bytes]:
    return _inflate(data, 15)


def _bare(data: bytes) -> Iterator[bytes]:
    """Unpack deflate without the head of zlib, as some servers send it."""
    return _inflate(data, -15)


def _br(data: bytes) -> Iterator[bytes]:
    try:
        import brotli
    except ImportError as error:
        raise MissingExtraError("content encoding br needs the extra: pip install 'newsparse[batch]'") from error
    unpacker = brotli.Decompressor()
    try:
        part = unpacker.process(data, output_buffer_limit=_STEP)
        while part:
            yield part
            part = b"" if unpacker.is_finished() else unpacker.process(b"", output_buffer_limit=_STEP)
    except brotli.error as error:
        raise PackedError(str(error)) from error
    if not unpacker.is_finished():
        raise PackedError("the data end too early")


def _zstd(data: bytes) -> Iterator[bytes]:
    try:
        import zstandard
    except ImportError as error:
        raise MissingExtraError("content encoding zstd needs the extra: pip install 'newsparse[batch]'") from error
    file = io.BytesIO(data)
    unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    try:
        with unpacker.stream_reader(file, read_size=_STEP, read_across_frames=True) as stream:
            while part := stream.read(_STEP):
                yield part
    except zstandard.ZstdError as error:
        raise PackedError(str(error)) from error


_READERS: Final[dict[str, tuple[_Reader, ...]]] = {
    "br": (_br,),
    "deflate": (_zlib, _bare),
    "gzip": (_gzip,),
    "x-gzip": (_gzip,),
    "zstd": (_zstd,),
}

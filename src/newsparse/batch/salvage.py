"""Read a zip whose directory is gone, as after a copy that broke off: its members by their own heads.

Format: APPNOTE.TXT of PKWARE, 4.3 (heads, data descriptors) and 4.5.3 (ZIP64).
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from newsparse.batch.archives import skipped_name
from newsparse.batch.items import Flaw, Item, Lost
from newsparse.files import format_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.batch.archives import Reading
    from newsparse.batch.items import Found

HEAD: Final = b"PK\x03\x04"
_DIRECTORY: Final = (b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06")
_BEHIND: Final = b"PK\x07\x08"
_FIELDS: Final = struct.Struct("<4xHHHHHIIIHH")
_CHUNK: Final = 64 * 1024
_SEARCH: Final = 1024 * 1024
_ENCRYPTED, _DESCRIPTOR, _UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8


@dataclass(frozen=True, slots=True)
class _Head:
    name: str
    flags: int
    method: int
    crc: int
    packed: int | None  # bytes, None where the head does not tell
    start: int  # of the data


def members_of(file: IO[bytes], location: str, label: str, reading: Reading) -> Iterator[Found]:
    """Yield the members of a zip in the order of their heads, under the keys that the whole zip would give them."""
    size = file.seek(0, 2)
    at = 0
    while at < size:
        head = _head(file, at)
        if isinstance(head, bytes):
            if head in _DIRECTORY:
                break
            found = _next_head(file, at + 1, size)
            yield Lost(location, f"{label}@{at}", at, found, "no member begins here")
            at = found
            continue
        key = f"{label}!{head.name}@{at}"
        data, stop, why = _data(file, head, size, reading.max_bytes + 1)
        if head.name.endswith("/"):
            pass
        elif format_of(head.name) is None:
            yield skipped_name(head.name)
        elif head.flags & _ENCRYPTED:
            detail = "the member is encrypted; decrypt the archive first"
            yield Item(key, location, head.name, flaw=Flaw("encrypted", detail))
        elif why is not None:
            yield Item(key, location, head.name, flaw=Flaw("unreadable", why))
        else:
            yield Item(key, location, head.name, data, format_of(head.name))
        at = stop
    detail = "the directory of the zip is missing or damaged; the members that could be found were read"
    yield Lost(location, f"{label}@directory", min(at, size), size, detail)


def _head(file: IO[bytes], at: int) -> _Head | bytes:
    """Return the head at a position, or the four bytes that are none."""
    file.seek(at)
    fixed = file.read(30)
    if not fixed.startswith(HEAD) or len(fixed) < 30:
        return fixed[:4]
    _, flags, method, _, _, crc, packed, _, name_length, extra_length = _FIELDS.unpack(fixed)
    name = file.read(name_length)
    extra = file.read(extra_length)
    length: int | None = packed
    if packed == 0xFFFFFFFF:
        length = _long(extra)
    elif flags & _DESCRIPTOR and packed == 0:
        length = None
    text = name.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
    return _Head(text, flags, method, crc, length, at + 30 + name_length + extra_length)


def _long(extra: bytes) -> int | None:
    """Return the packed length in the extra field of ZIP64: there the second number."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1 and length >= 16:
            return int(struct.unpack_from("<QQ", extra, at + 4)[1])
        at += 4 + length
    return None


def _data(file: IO[bytes], head: _Head, size: int, limit: int) -> tuple[bytes, int, str | None]:
    """Return a member's data, where the next head is to be looked for, and what is wrong."""
    stop = None if head.packed is None else head.start + head.packed
    if head.flags & _ENCRYPTED or head.method not in (_STORED, _DEFLATED):
        why = f"compression method {head.method} cannot be read without the directory"
        return b"", min(stop, size) if stop else _next_head(file, head.start, size), why
    if stop is None and head.method == _STORED:
        stop = _described_end(file, head.start, size)
    if stop is not None and stop > size:
        return b"", size, "the archive ends in the middle of the member"
    file.seek(head.start)
    unpacker = zlib.decompressobj(-15) if head.method == _DEFLATED else None
    at, crc, length = head.start, 0, 0
    kept: list[bytes] = []
    while not (unpacker.eof if unpacker else at == stop):
        packed = file.read(_CHUNK if stop is None else min(_CHUNK, stop - at))
        if not packed:
            return b"", size if stop is None else stop, "the archive ends in the middle of the member"
        at += len(packed)
        try:
            part = unpacker.decompress(packed) if unpacker else packed
        except zlib.error as error:
            return b"", _next_head(file, head.start, size) if stop is None else stop, f"zlib.error: {error}"
        if length < limit:
            kept.append(part[: limit - length])
        crc, length = zlib.crc32(part, crc), length + len(part)
    if stop is None and unpacker is not None:
        return b"".join(kept), _next_head(file, at - len(unpacker.unused_data), size), None
    good = crc == head.crc or head.flags & _DESCRIPTOR
    after = _next_head(file, at, size) if head.flags & _DESCRIPTOR else at
    return b"".join(kept), after, None if good else "the member's checksum is wrong"


def _described_end(file: IO[bytes], start: int, size: int) -> int:
    """Return where stored data end that are as long as the descriptor behind them says; else the archive's end."""
    at = start
    while at < size:
        file.seek(at)
        block = file.read(_SEARCH)
        place = block.find(_BEHIND)
        while 0 <= place <= len(block) - 12:
            if int.from_bytes(block[place + 8 : place + 12], "little") == at + place - start:
                return at + place
            place = block.find(_BEHIND, place + 1)
        if len(block) < _SEARCH:
            break
        at += len(block) - 11
    return size


def _next_head(file: IO[bytes], at: int, size: int) -> int:
    """Return the first position from `at` on where a head or the directory begins, or the end."""
    while at < size:
        file.seek(at)
        block = file.read(_SEARCH)
        places = [place for place in map(block.find, (HEAD, *_DIRECTORY)) if place >= 0]
        if places:
            return at + min(places)
        if len(block) < _SEARCH:
            break
        at += len(block) - 3
    return size

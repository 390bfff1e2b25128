"""Cut one archive into shards.

What has random access (zip, tar, WARC with a gzip member a record, plain JSON lines) is cut into ranges that a worker
reads itself: pages by number where a directory lists them, bytes where nothing does; a sample of a few windows tells
how many bytes hold as many pages. A stream that has no random access (`.tar.gz`, `.jsonl.zst`, a plain WARC) is read
here, and its shards carry the pages.
"""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Final, cast

from newsparse.batch.archives import LINK, open_tar, seekable, stream_jsonl, stream_tar
from newsparse.batch.items import Entry, Flaw, Found, Item, Lost, Shard
from newsparse.batch.salvage import HEAD, members_of
from newsparse.batch.streams import COMPRESSED, Blocks, Window, decompressed, open_input, stamp_of, stream_errors
from newsparse.batch.warc import count_pages, is_one_member_a_record, items_of, walk_stream
from newsparse.errors import InputError
from newsparse.files import format_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsparse.batch.archives import Reading
    from newsparse.batch.items import Kind

HEAD_ROOM: Final = 64 * 1024  # a record's own and HTTP head, beside the page
_WINDOW: Final = 128 * 1024  # bytes of a file that one sample of it reads
_WINDOWS: Final = 4
_OTHERS: Final = 50  # times as many things as pages may stand in a shard
_BAD_ZIP: Final = (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error)  # ValueError: a damaged name


@dataclass(frozen=True, slots=True)
class Cut:
    """How large a shard may grow: in pages, exactly where they are listed, else about; and in bytes of input.

    `bytes` is for ranges of a WARC or of JSON lines, four times as much for files of their own. `load` is the number
    of unpacked bytes that a shard read by the planner carries.
    """

    pages: int = 200
    bytes: int = 8 * 1024 * 1024
    load: int = 8 * 1024 * 1024


def kind_of(name: str) -> str | None:
    """Return the kind of archive that a name says: `zip`, `tar`, `warc`, `wacz`, `jsonl`, or None."""
    low = name.lower()
    if low.endswith((".tgz", ".tzst", ".txz", ".tbz2")):
        return "tar"
    for suffix in COMPRESSED:
        low = low.removesuffix(suffix)
    suffix = low.rsplit(".", 1)[-1] if "." in low else ""
    return {
        "zip": "zip", "tar": "tar", "warc": "warc", "arc": "warc", "wet": "warc", "wacz": "wacz", "jsonl": "jsonl",
        "ndjson": "jsonl",
    }.get(suffix)  # fmt: skip


class Group:
    """Entries that are gathered until they make a shard. What is no page (the pictures of a mirror) hardly counts."""

    def __init__(self, cut: Cut) -> None:
        self._cut = cut
        self.entries: list[Entry] = []
        self._begin()

    def _begin(self) -> None:
        self._pages = self._bytes = self._weight = 0
        self.entries = []

    def add(self, entry: Entry, *, page: bool) -> bool:
        """Take an entry; return whether the shard is full."""
        self.entries.append(entry)
        self._weight += max(0, entry.size)
        if page:
            self._pages += 1
            self._bytes += max(0, entry.size)
        many = len(self.entries) >= _OTHERS * self._cut.pages
        return many or self._pages >= self._cut.pages or self._bytes >= 4 * self._cut.bytes

    def take(self, kind: Kind, location: str, label: str) -> Shard:
        """Return what is gathered as a shard, and begin anew."""
        shard = Shard(kind, location, label, entries=tuple(self.entries), weight=self._weight)
        self._begin()
        return shard


def cut_archive(location: str, label: str, kind: str, reading: Reading, cut: Cut) -> Iterator[Shard]:
    """Yield the shards of an archive; one that cannot be opened is a shard that says so."""
    try:
        stamp = stamp_of(location)
        match kind:
            case "zip":
                shards = _zip(location, label, reading, cut)
            case "tar" if location.lower().endswith(".tar"):
                shards = _tar(location, label, cut)
            case "wacz":
                shards = _wacz(location, label, reading, cut)
            case "warc":
                shards = _warc(location, label, reading, cut)
            case "jsonl" if location.lower().endswith((".jsonl", ".ndjson")):
                shards = _lines(location, label, cut)
            case _:
                shards = _loaded(location, label, kind, reading, cut)
        for shard in shards:
            yield replace(shard, stamp=stamp)
    except (InputError, OSError, tarfile.TarError, *_BAD_ZIP) as error:
        detail = str(error) or type(error).__name__
        flaw = Item(label, location, flaw=Flaw("unreadable", f"the archive cannot be opened: {detail}"))
        yield Shard("loaded", location, label, found=(flaw,))


def _grouped(kind: Kind, location: str, label: str, entries: Iterable[Entry], cut: Cut) -> Iterator[Shard]:
    group = Group(cut)
    for entry in entries:
        if group.add(entry, page=format_of(entry.name) is not None):
            yield group.take(kind, location, label)
    if group.entries:
        yield group.take(kind, location, label)


def _zip(location: str, label: str, reading: Reading, cut: Cut) -> Iterator[Shard]:
    with open_input(location) as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        begins = file.read(4) == HEAD
        try:
            with zipfile.ZipFile(file) as archive:
                # The library takes the last directory it finds, be it that of a zip inside a zip that is cut.
                whole = not begins or any(info.header_offset == 0 for info in archive.infolist())
                file.seek(max(0, size - 22 - len(archive.comment)))
                end = file.read(12)  # where it stands at the end, it tells how many members there are
                told = int.from_bytes(end[10:12], "little") if end.startswith(b"PK\5\6") else 0xFFFF
                whole = whole and told in (len(archive.infolist()), 0xFFFF)
                entries = [
                    Entry(info.filename, info.header_offset, info.compress_size)
                    for info in archive.infolist()
                    if not info.is_dir()
                ]
        except _BAD_ZIP:
            if not begins:
                raise
            whole = False
    if whole:
        yield from _grouped("zip", location, label, entries, cut)
        return
    with open_input(location) as file:
        found = members_of(file, location, label, reading)
        yield from _loads(found, Shard("loaded", location, label), cut, file.tell, size)


def _tar(location: str, label: str, cut: Cut) -> Iterator[Shard]:
    """Cut a plain tar by its headers; where there should be one and is none, the bytes are told as lost."""
    end = 0
    group = Group(cut)
    losses: list[Found] = []
    with open_input(location) as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        try:
            with open_tar(file, "r:") as archive:
                for info, start, stop in archive.walk():
                    if start < stop:
                        losses.append(Lost(location, f"{label}@{start}", start, stop, "no member begins here"))
                    if info is None:
                        break
                    end = info.offset_data + info.size
                    link = info.issym() or info.islnk()
                    if not link and not info.isfile():
                        continue
                    entry = Entry(info.name, info.offset_data, LINK if link else info.size)
                    if group.add(entry, page=not link and format_of(info.name) is not None):
                        yield group.take("tar", location, label)
        except (tarfile.TarError, EOFError) as error:
            if end < size:  # else the last member tells it
                losses.append(Lost(location, f"{label}@{end}+", end, size, f"the archive cannot be read on: {error}"))
    if group.entries:
        yield group.take("tar", location, label)
    if losses:
        yield Shard("loaded", location, label, found=tuple(losses))


def _ranges(base: Shard, size: int, cut: Cut, pages: int, sampled: int) -> Iterator[Shard]:
    """Cut `size` bytes into equal ranges, where `pages` pages were found in `sampled` bytes of them."""
    wanted = min(cut.bytes, -(-cut.pages * sampled // pages)) if pages else cut.bytes
    ranges = -(-size // max(1, wanted))
    for n in range(ranges):
        start, stop = n * size // ranges, (n + 1) * size // ranges
        yield replace(base, start=start, stop=stop, weight=stop - start)


def _windows(size: int) -> list[tuple[int, int]]:
    """Return the windows of a file, start and length, that are looked into: all of a small file."""
    if size <= _WINDOWS * _WINDOW:
        return [(0, size)]
    return [((size - _WINDOW) * n // (_WINDOWS - 1), _WINDOW) for n in range(_WINDOWS)]


def _lines(location: str, label: str, cut: Cut) -> Iterator[Shard]:
    with open_input(location) as file:
        size = file.seek(0, io.SEEK_END)
        lines = sampled = 0
        for start, length in _windows(size):
            file.seek(start)
            data = file.read(length)
            lines += data.count(b"\n")
            sampled += len(data)
    return _ranges(Shard("jsonl", location, label), size, cut, lines, sampled)


def _members(file: IO[bytes], base: Shard, cut: Cut) -> Iterator[Shard] | None:
    """Cut a WARC with a gzip member a record; return None for one gzipped as a whole."""
    if not is_one_member_a_record(file):
        return None
    size = file.seek(0, io.SEEK_END)
    pages = sampled = 0
    for start, length in _windows(size):
        found, spanned = count_pages(file, start, length)
        pages += found
        sampled += spanned
    return _ranges(base, size, cut, pages, sampled)


def _warc(location: str, label: str, reading: Reading, cut: Cut) -> Iterator[Shard]:
    if location.lower().endswith(".gz"):
        with open_input(location) as file:
            shards = _members(file, Shard("warc", location, label), cut)
        if shards is not None:
            return shards
    return _loaded(location, label, "warc", reading, cut)


def _wacz(location: str, label: str, reading: Reading, cut: Cut) -> Iterator[Shard]:
    """Cut the WARCs inside a WACZ; they are stored in it uncompressed, as its specification asks."""
    with open_input(location) as file, zipfile.ZipFile(file) as archive:
        members = [info for info in archive.infolist() if kind_of(info.filename) == "warc"]
        starts = [_data_offset(file, info.header_offset) for info in members]
    if not members:
        raise InputError("it holds no WARC")
    for info, start in zip(members, starts, strict=True):
        inner = f"{label}!{info.filename}"
        window = (start, info.compress_size)
        if info.compress_type == zipfile.ZIP_STORED and info.filename.lower().endswith(".gz"):
            with seekable(Window(open_input(location), *window)) as file:  # type: ignore[arg-type]
                shards = _members(file, Shard("warc", location, inner, window=window), cut)
            if shards is not None:
                yield from shards
                continue
        with open_input(location) as file, zipfile.ZipFile(file) as archive, archive.open(info) as member:
            stream = decompressed(member, info.filename)
            found = _stream(stream, location, inner, "warc", reading)
            yield from _loads(found, Shard("loaded", location, inner), cut, lambda: 0, info.compress_size)


def _data_offset(file: IO[bytes], header: int) -> int:
    """Return where a zip member's data begin: behind its local header (APPNOTE 4.3.7)."""
    file.seek(header)
    fixed = file.read(30)
    return header + 30 + int.from_bytes(fixed[26:28], "little") + int.from_bytes(fixed[28:30], "little")


def _loaded(location: str, label: str, kind: str, reading: Reading, cut: Cut) -> Iterator[Shard]:
    with open_input(location) as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        blocks = Blocks(file)
        found = _stream(decompressed(cast("IO[bytes]", blocks), location), location, label, kind, reading)
        told = (_measured(one, blocks.start, size) for one in found)
        yield from _loads(told, Shard("loaded", location, label), cut, file.tell, size)


def _measured(one: Found, start: int, size: int) -> Found:
    """Return bytes lost at the end of a stream with their range in the file: the block that was read last, and on."""
    return replace(one, start=start, stop=size) if isinstance(one, Lost) and one.start == one.stop else one


def _stream(stream: IO[bytes], file: str, label: str, kind: str, reading: Reading) -> Iterator[Found]:
    match kind:
        case "tar":
            yield from stream_tar(stream, file, label, reading)
        case "jsonl":
            yield from stream_jsonl(stream, file, label, reading)
        case _:
            try:
                raws = walk_stream(stream, reading.max_bytes + HEAD_ROOM)
                yield from items_of(raws, file, label, reading.max_bytes)
            except stream_errors() as error:
                yield Lost(file, f"{label}@end", 0, 0, f"the stream cannot be read on: {error}")


def _loads(found: Iterable[Found], base: Shard, cut: Cut, tell: object, size: int) -> Iterator[Shard]:
    """Gather what a stream gives into shards that carry it."""
    load: list[Found] = []
    pages = held = 0
    before = 0
    for one in found:
        load.append(one)
        if isinstance(one, Item):
            pages += 1
            held += len(one.data)
        if pages >= cut.pages or held >= cut.load or len(load) >= _OTHERS * cut.pages:
            now = tell() if callable(tell) else 0
            yield replace(base, found=tuple(load), weight=max(0, now - before))
            load, pages, held, before = [], 0, 0, now
    if load or before < size:
        yield replace(base, found=tuple(load), weight=max(0, size - before))

"""Cut inputs into shards below the level of files, always in the same way, lazily, without unpacking.

What has random access (folder, zip, tar, WARC with a gzip member a record, plain JSON lines) is cut into
ranges that a worker reads itself. A stream that has none (`.tar.gz`, `.jsonl.zst`, a plain WARC) is read
here, and its shards carry the pages.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from dataclasses import dataclass, replace
from itertools import count
from typing import IO, TYPE_CHECKING, Final

from newsparse.batch.archives import (
    LINK,
    Reading,
    read_jsonl,
    read_pages,
    read_tar,
    read_zip,
    seekable,
    stream_jsonl,
    stream_tar,
)
from newsparse.batch.items import Entry, Flaw, Found, Item, Lost, Shard
from newsparse.batch.streams import (
    COMPRESSED,
    Window,
    decompressed,
    exists,
    is_folder,
    is_url,
    join,
    open_input,
    size_of,
    stamp_of,
    stream_errors,
    walk,
)
from newsparse.batch.warc import is_one_member_a_record, items_of, walk_members, walk_stream
from newsparse.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HEAD_ROOM: Final = 64 * 1024  # a record's own and HTTP head, beside the page


@dataclass(frozen=True, slots=True)
class Cut:
    """How large a shard may grow: pages where they are counted, bytes of input where they are not.

    `load` is the number of unpacked bytes that a shard read by the planner carries.
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


def plan(inputs: Iterable[str], reading: Reading, cut: Cut) -> Iterator[Shard]:
    """Yield the shards of the inputs, numbered in order.

    `inputs` are paths and URLs of folders, archives and pages; `@FILE` is a list of such, one a line.
    """
    numbers = count()
    for shard in _merged(_inputs(inputs), reading, cut):
        yield replace(shard, number=next(numbers))


def check(inputs: Iterable[str]) -> None:
    """Raise `InputError` for an input that is not there."""
    for location in inputs:
        if location.startswith("@"):
            if not exists(location[1:]):
                raise InputError(f"{location[1:]}: no such list of files; check the path")
        elif not exists(location):
            raise InputError(f"{location}: no such file or folder; check the path")


def _inputs(inputs: Iterable[str]) -> Iterator[str]:
    for location in inputs:
        if not location.startswith("@"):
            yield location
            continue
        with open_input(location[1:]) as lines:
            for line in lines:
                name = line.decode("utf-8", "surrogateescape").strip()
                if name:
                    yield name


def _merged(inputs: Iterator[str], reading: Reading, cut: Cut) -> Iterator[Shard]:
    """Yield the shards of each input; pages named one after another share shards."""
    pages: list[Entry] = []
    labels: dict[str, int] = {}
    for location in inputs:
        archive = kind_of(location)
        try:
            folder = archive is None and is_folder(location)
            if archive is None and not folder:
                pages.append(Entry(location, 0, size_of(location)))
        except InputError:
            pages.append(Entry(location))  # its reader says what is wrong
            folder = False
        if pages and (archive or folder or _is_full(pages, cut)):
            yield _pages_shard("", "", pages)
            pages = []
        if folder:
            yield from _folder(location, _label(location, labels), reading, cut)
        elif archive:
            yield from _archive(location, _label(location, labels), archive, reading, cut)
    if pages:
        yield _pages_shard("", "", pages)


def _label(location: str, labels: dict[str, int]) -> str:
    """Return the name of an input in keys: its last component, numbered where two inputs share it."""
    trimmed = location.rstrip("/")
    if not is_url(location) and trimmed in ("", ".", ".."):
        trimmed = "input"
    name = trimmed.rsplit("/", 1)[-1]
    labels[name] = labels.get(name, 0) + 1
    return name if labels[name] == 1 else f"{name}~{labels[name]}"


def _is_full(entries: list[Entry], cut: Cut) -> bool:
    return len(entries) >= cut.pages or sum(entry.size for entry in entries) >= 4 * cut.bytes


def _pages_shard(location: str, label: str, entries: list[Entry]) -> Shard:
    weight = sum(entry.size for entry in entries)
    return Shard("pages", location, label, entries=tuple(entries), weight=weight)


def _folder(location: str, label: str, reading: Reading, cut: Cut) -> Iterator[Shard]:
    entries: list[Entry] = []
    for name, size in walk(location):
        archive = kind_of(name)
        if archive:
            yield from _archive(join(location, name), f"{label}/{name}", archive, reading, cut)
            continue
        entries.append(Entry(name, 0, size))
        if _is_full(entries, cut):
            yield _pages_shard(location, label, entries)
            entries = []
    if entries:
        yield _pages_shard(location, label, entries)


def _archive(location: str, label: str, kind: str, reading: Reading, cut: Cut) -> Iterator[Shard]:
    try:
        stamp = stamp_of(location)
        match kind:
            case "zip":
                shards = _zip(location, label, cut)
            case "tar" if location.lower().endswith(".tar"):
                shards = _tar(location, label, cut)
            case "wacz":
                shards = _wacz(location, label, reading, cut)
            case "warc":
                shards = _warc(location, label, reading, cut)
            case "jsonl" if location.lower().endswith((".jsonl", ".ndjson")):
                shards = _ranges("jsonl", location, label, size_of(location), cut)
            case _:
                shards = _loaded(location, label, kind, reading, cut)
        for shard in shards:
            yield replace(shard, stamp=stamp)
    except (InputError, OSError, zipfile.BadZipFile, tarfile.TarError) as error:
        detail = str(error) or type(error).__name__
        flaw = Item(label, location, flaw=Flaw("unreadable", f"the archive cannot be opened: {detail}"))
        yield Shard("loaded", location, label, found=(flaw,))


def _grouped(kind: str, location: str, label: str, entries: Iterable[Entry], cut: Cut) -> Iterator[Shard]:
    group: list[Entry] = []
    for entry in entries:
        group.append(entry)
        if _is_full(group, cut):
            yield replace(_pages_shard(location, label, group), kind=kind)  # type: ignore[arg-type]
            group = []
    if group:
        yield replace(_pages_shard(location, label, group), kind=kind)  # type: ignore[arg-type]


def _zip(location: str, label: str, cut: Cut) -> Iterator[Shard]:
    with open_input(location) as file, zipfile.ZipFile(file) as archive:
        entries = [
            Entry(info.filename, info.header_offset, info.compress_size)
            for info in archive.infolist()
            if not info.is_dir()
        ]
    return _grouped("zip", location, label, entries, cut)


def _tar(location: str, label: str, cut: Cut) -> Iterator[Shard]:
    """Cut a plain tar by its headers; where these end in damage, the rest is told as lost."""
    end = 0
    with open_input(location) as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        entries: list[Entry] = []
        why = None
        try:
            with tarfile.open(fileobj=file, mode="r:") as archive:
                while info := archive.next():
                    archive.members = []  # type: ignore[attr-defined]  # else it keeps every header in memory
                    end = info.offset_data + info.size
                    if info.isfile():
                        entries.append(Entry(info.name, info.offset_data, info.size))
                    elif info.issym() or info.islnk():
                        entries.append(Entry(info.name, info.offset_data, LINK))
                    if _is_full(entries, cut):
                        yield from _grouped("tar", location, label, entries, cut)
                        entries = []
        except (tarfile.TarError, EOFError) as error:
            why = str(error)
    yield from _grouped("tar", location, label, entries, cut)
    if why is None and end + 512 <= size:
        why = _behind_tar(location, end)
    if why is not None:
        lost = Lost(location, f"{label}@{end}", end, size, f"the archive cannot be read on: {why}")
        yield Shard("loaded", location, label, found=(lost,), weight=max(0, size - end))


def _behind_tar(location: str, end: int) -> str | None:
    """Return what is wrong where the headers of a tar end and no block of zeros follows."""
    with open_input(location) as file:
        file.seek(-(-end // 512) * 512)
        return "a header is damaged" if file.read(512).strip(b"\0") else None


def _ranges(kind: str, location: str, label: str, size: int, cut: Cut, base: Shard | None = None) -> Iterator[Shard]:
    base = base or Shard(kind, location, label)  # type: ignore[arg-type]
    for start in range(0, size, cut.bytes):
        stop = min(size, start + cut.bytes)
        yield replace(base, start=start, stop=stop, weight=stop - start)


def _warc(location: str, label: str, reading: Reading, cut: Cut) -> Iterator[Shard]:
    if location.lower().endswith(".gz"):
        with open_input(location) as file:
            splittable = is_one_member_a_record(file)
            size = file.seek(0, io.SEEK_END)
        if splittable:
            return _ranges("warc", location, label, size, cut)
    return _loaded(location, label, "warc", reading, cut)


def _wacz(location: str, label: str, reading: Reading, cut: Cut) -> Iterator[Shard]:
    """Cut the WARCs inside a WACZ; they are stored in it uncompressed, as its specification asks."""
    with open_input(location) as file, zipfile.ZipFile(file) as archive:
        members = [info for info in archive.infolist() if kind_of(info.filename) == "warc"]
        starts = [_data_offset(file, info.header_offset) for info in members]
    for info, start in zip(members, starts, strict=True):
        inner = f"{label}!{info.filename}"
        window = (start, info.compress_size)
        if info.compress_type == zipfile.ZIP_STORED and info.filename.lower().endswith(".gz"):
            with seekable(Window(open_input(location), *window)) as file:  # type: ignore[arg-type]
                splittable = is_one_member_a_record(file)
            if splittable:
                base = Shard("warc", location, inner, window=window)
                yield from _ranges("warc", location, inner, info.compress_size, cut, base)
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
        found = _stream(decompressed(file, location), location, label, kind, reading)
        yield from _loads(found, Shard("loaded", location, label), cut, file.tell, size)


def _stream(stream: IO[bytes], file: str, label: str, kind: str, reading: Reading) -> Iterator[Found]:
    match kind:
        case "tar":
            yield from stream_tar(stream, file, label, reading)
        case "jsonl":
            yield from stream_jsonl(stream, file, label, reading)
        case _:
            try:
                raws = walk_stream(stream, reading.max_bytes + _HEAD_ROOM)
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
        if pages >= cut.pages or held >= cut.load or len(load) >= 50 * cut.pages:
            now = tell() if callable(tell) else 0
            yield replace(base, found=tuple(load), weight=now - before)
            load, pages, held, before = [], 0, 0, now
    if load or before < size:
        yield replace(base, found=tuple(load), weight=max(0, size - before))


def read(shard: Shard, reading: Reading) -> Iterator[Found]:
    """Yield what a shard holds: items, things that are no page, lost bytes."""
    match shard.kind:
        case "pages":
            yield from read_pages(shard, reading)
        case "zip":
            yield from read_zip(shard, reading)
        case "tar":
            yield from read_tar(shard, reading)
        case "jsonl":
            yield from read_jsonl(shard, reading)
        case "warc":
            with _open_warc(shard) as file:
                raws = walk_members(file, shard.start, shard.stop, reading.max_bytes + _HEAD_ROOM)
                yield from items_of(raws, shard.location, shard.label, reading.max_bytes)
        case _:
            yield from shard.found


def _open_warc(shard: Shard) -> IO[bytes]:
    file = open_input(shard.location)
    return file if shard.window is None else seekable(Window(file, *shard.window))  # type: ignore[arg-type]


def weigh(inputs: Iterable[str]) -> int:
    """Return the bytes of all inputs, as far as they can be told without reading them."""
    total = 0
    for location in _inputs(inputs):
        try:
            if kind_of(location) is None and is_folder(location):
                total += sum(size for _, size in walk(location))
            else:
                total += size_of(location)
        except InputError:
            continue
    return total

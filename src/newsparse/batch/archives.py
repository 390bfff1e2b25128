"""Read folders, zip, tar and JSON lines: each function yields what it finds and raises at nothing but its opening."""

from __future__ import annotations

import datetime
import io
import json
import re
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final, Literal

import msgspec

from newsparse.batch.items import Flaw, Found, Item, Lost, Skipped
from newsparse.batch.streams import join, open_input, stream_errors
from newsparse.errors import InputError
from newsparse.files import format_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.batch.items import Shard

_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_HALF: Final = re.compile("[\ud800-\udfff]")
_ENCRYPTED: Final = 0x1
LINK: Final = -1  # in place of a size: the member of a tar is a link


@dataclass(frozen=True, slots=True)
class Reading:
    """How sources are read: the bytes kept of one page, and the fields of a line of JSON.

    Of each tuple the first field that a line has is taken. A text may be a list of paragraphs; a title is put
    in front of it, a date (`2024-03-21…`, `21/3/2024…`) stands for the article's own where it states none.
    """

    max_bytes: int = 64 * 1024 * 1024
    html_fields: tuple[str, ...] = ("html", "raw_html")
    text_fields: tuple[str, ...] = ("text", "content", "maintext", "paragraphs")
    title_fields: tuple[str, ...] = ("headline", "title")
    date_fields: tuple[str, ...] = ("published", "publish_date", "date")
    url_fields: tuple[str, ...] = ("url", "link")
    id_fields: tuple[str, ...] = ("id", "article_id")


def skipped_name(name: str) -> Skipped:
    """Return what a file that is no page is counted as: its suffix."""
    base = name.rsplit("/", 1)[-1]
    suffix = "." + base.rsplit(".", 1)[1].lower() if "." in base.strip(".") else ""
    return Skipped(f"{suffix} file" if suffix and len(suffix) <= 8 else "other file")


def read_pages(shard: Shard, reading: Reading) -> Iterator[Found]:
    """Yield the pages of a folder, or the ones named one by one (`shard.location` is then empty)."""
    for entry in shard.entries:
        if shard.location:
            file, key = join(shard.location, entry.name), f"{shard.label}/{entry.name}"
        else:  # no label begins with a slash, so no page of a folder has this key; `offset` counts repetitions
            file, key = entry.name, f"//{entry.name}" + (f"\0{entry.offset}" if entry.offset else "")
        if entry.name.endswith("/"):
            detail = "the folder cannot be listed, or is a link, which is not followed"
            yield Item(key, file, flaw=Flaw("unreadable", detail))
            continue
        if shard.location and format_of(entry.name) is None:
            yield skipped_name(entry.name)
            continue
        try:
            with open_input(file) as opened:
                data = opened.read(reading.max_bytes + 1)
        except InputError as error:
            yield Item(key, file, flaw=Flaw("unreadable", str(error)))
        except OSError as error:
            yield Item(key, file, flaw=Flaw("unreadable", error.strerror or type(error).__name__))
        else:
            yield Item(key, file, data=data, format=format_of(entry.name))


def read_zip(shard: Shard, reading: Reading) -> Iterator[Found]:
    """Yield the members of a zip that the shard names, found by the offset of their headers."""
    with open_input(shard.location) as file, zipfile.ZipFile(file) as archive:
        members = {info.header_offset: info for info in archive.infolist()}
        for entry in shard.entries:
            info = members[entry.offset]
            key = f"{shard.label}!{entry.name}@{entry.offset}"
            if format_of(entry.name) is None:
                yield skipped_name(entry.name)
            elif info.flag_bits & _ENCRYPTED:
                detail = "the member is encrypted; decrypt the archive first"
                yield Item(key, shard.location, entry.name, flaw=Flaw("encrypted", detail))
            else:
                try:
                    with archive.open(info) as member:
                        data = member.read(reading.max_bytes + 1)
                except (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError) as error:
                    yield Item(key, shard.location, entry.name, flaw=Flaw("unreadable", _plain(error)))
                else:
                    yield Item(key, shard.location, entry.name, data, format_of(entry.name))


def read_tar(shard: Shard, reading: Reading) -> Iterator[Found]:
    """Yield the members of an uncompressed tar at the offsets that the shard names."""
    with open_input(shard.location) as file:
        for entry in shard.entries:
            key = f"{shard.label}!{entry.name}@{entry.offset}"
            if entry.size == LINK:
                yield Skipped("link in a tar")
                continue
            if format_of(entry.name) is None:
                yield skipped_name(entry.name)
                continue
            file.seek(entry.offset)
            data = file.read(min(entry.size, reading.max_bytes + 1))
            yield tar_item(shard.location, key, entry.name, data, entry.size, reading)


def tar_item(file: str, key: str, name: str, data: bytes, size: int, reading: Reading) -> Item:
    """Return a member of a tar as an item, flawed where the archive ends inside it."""
    if len(data) < min(size, reading.max_bytes + 1):
        detail = f"the archive ends after {len(data)} of {size} bytes"
        return Item(key, file, name, flaw=Flaw("damaged", detail))
    return Item(key, file, name, data, format_of(name))


class Tar(tarfile.TarFile):
    """A tar that is read on behind blocks that are no header; the library would end there silently."""

    bad: int | None = None  # where such blocks began

    def walk(self) -> Iterator[tuple[tarfile.TarInfo | None, int, int]]:
        """Yield each member with the range in front of it in which none begins, at last None with that range."""
        while True:
            info = self.next()
            self.members: list[tarfile.TarInfo] = []  # else every header is kept in memory
            stop = info.offset if info is not None else self.offset
            if info is None and self.bad is not None:
                stop = max(stop, self._end())
            yield info, stop if self.bad is None else self.bad, stop
            self.bad = None
            if info is None:
                return

    def _end(self) -> int:
        return self.fileobj.tell() if self.fileobj is not None else 0


class _TarInfo(tarfile.TarInfo):
    @classmethod
    def fromtarfile(cls, tarfile: Any) -> Any:
        at = tarfile.offset
        try:
            return super().fromtarfile(tarfile)
        except _NO_HEADER:
            if tarfile.bad is None:
                tarfile.bad = at
            raise


_NO_HEADER: Final = (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError)  # type: ignore[attr-defined]


def open_tar(file: IO[bytes], mode: Literal["r:", "r|"]) -> Tar:
    """Return a tar to walk through; several in one file are one."""
    return Tar.open(fileobj=file, mode=mode, tarinfo=_TarInfo, ignore_zeros=True)


def stream_tar(stream: IO[bytes], file: str, label: str, reading: Reading) -> Iterator[Found]:
    """Yield the members of a tar that is unpacked in passing; of damage to the compression what follows is lost."""
    at = 0
    errors: tuple[type[Exception], ...] = (tarfile.TarError, *stream_errors())
    try:
        with open_tar(stream, "r|") as archive:
            for info, start, stop in archive.walk():
                if start < stop:
                    why = "no member begins here, in bytes of the unpacked archive"
                    yield Lost(file, f"{label}@{start}", start, stop, why)
                at = stop
                if info is None:
                    break
                if not info.isfile():
                    if info.issym() or info.islnk():
                        yield Skipped("link in a tar")
                    continue
                key = f"{label}!{info.name}@{info.offset_data}"
                member = archive.extractfile(info)
                if format_of(info.name) is None or member is None:
                    yield skipped_name(info.name)
                    continue
                data = member.read(reading.max_bytes + 1)
                yield tar_item(file, key, info.name, data, info.size, reading)
                at = info.offset_data + info.size
    except errors as error:
        yield Lost(file, f"{label}@{at}+", at, at, f"the archive cannot be read on: {_plain(error)}")


def read_jsonl(shard: Shard, reading: Reading) -> Iterator[Found]:
    """Yield the lines that begin in the shard's range."""
    with open_input(shard.location) as file:
        if shard.start:
            file.seek(shard.start - 1)
            _skip_line(file, reading)
        else:
            file.seek(0)
        yield from stream_jsonl(file, shard.location, shard.label, reading, file.tell(), shard.stop)


def stream_jsonl(
    stream: IO[bytes], file: str, label: str, reading: Reading, start: int = 0, stop: int | None = None
) -> Iterator[Found]:
    """Yield the lines of a stream until `stop`; `start` is the offset at which it stands."""
    at = start
    limit = 4 * reading.max_bytes
    try:
        while stop is None or at < stop:
            line = stream.readline(limit)
            if not line:
                return
            size = len(line)
            key = f"{label}@{at}"
            if size == limit and not line.endswith(b"\n"):
                size += _skip_line(stream, reading)
                yield Item(key, file, f"@{at}", flaw=Flaw("unreadable", f"the line is longer than {limit} bytes"))
            elif line.strip():
                yield _line(line, file, key, at, reading)
            at += size
    except stream_errors() as error:
        yield Lost(file, f"{label}@{at}", at, at, f"the stream cannot be read on: {_plain(error)}")


def _skip_line(stream: IO[bytes], reading: Reading) -> int:
    size = 0
    while block := stream.readline(1024 * 1024):
        size += len(block)
        if block.endswith(b"\n"):
            break
    return size


def _line(line: bytes, file: str, key: str, at: int, reading: Reading) -> Item | Skipped:
    try:
        value = _decoded(line)
    except (ValueError, RecursionError) as error:
        return Item(key, file, f"@{at}", flaw=Flaw("no-page", f"the line is not JSON: {error}"))
    if not isinstance(value, dict):
        return Item(key, file, f"@{at}", flaw=Flaw("no-page", "the line is no JSON object"))
    member = _first(value, reading.id_fields) or f"@{at}"
    url = _first(value, reading.url_fields)
    html = _first(value, reading.html_fields)
    date = _date(_first(value, reading.date_fields))
    if html is not None:
        data = html.encode()
        return Item(key, file, member, data, "html", url, "text/html; charset=utf-8", reference=date)
    text = _first(value, reading.text_fields)
    if text is not None:
        title = _first(value, reading.title_fields)
        if title and not text.startswith(title):
            text = f"{title}\n\n{text}"
        return Item(key, file, member, text.encode(), "text", url, reference=date)
    media = value.get("content_type")
    if isinstance(media, str) and not media.lower().startswith(("text/html", "text/plain", "application/xhtml")):
        return Skipped(media.split(";")[0].strip().lower()[:40] or "other content type")  # `fetch` notes pictures too
    wanted = ", ".join((*reading.html_fields, *reading.text_fields))
    return Item(key, file, member, url=url, flaw=Flaw("no-page", f"the line has none of the fields {wanted}"))


def _decoded(line: bytes) -> Any:
    """Return what a line of JSON says, also one with halves of characters, as other libraries write them."""
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return json.loads(line.decode("utf-8-sig", "replace"))


def _first(value: dict[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        found = value.get(name)
        if isinstance(found, str) and found:
            return _HALF.sub("\ufffd", found)
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)
        if isinstance(found, list) and found and all(isinstance(part, str) for part in found):
            return _HALF.sub("\ufffd", "\n\n".join(found))
    return None


def _date(text: str | None) -> datetime.date | None:
    """Return the day at the beginning of a date, as machines (`2024-03-21T…`) or people (`21/3/2024`) write it."""
    found = _DAY.match(text.strip()) if text else None
    if found is None:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _plain(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def seekable(file: IO[bytes]) -> IO[bytes]:
    """Return a raw file with a buffer in front of it."""
    return io.BufferedReader(file) if isinstance(file, io.RawIOBase) else file

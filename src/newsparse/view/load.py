"""From files to what the evidence page shows: records, with what was left out where the input is a page."""

from __future__ import annotations

import gzip
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from newsparse.errors import InputError, MissingExtraError
from newsparse.files import format_of, parse_bytes, read_input
from newsparse.options import Options
from newsparse.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.files import Format
    from newsparse.page.article import Removed

_RECORDS: Final = (".jsonl", ".ndjson", ".json")
_PACKED: Final = (".gz", ".zst")
_ZSTANDARD: Final = b"\x28\xb5\x2f\xfd"
_GZIP: Final = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record to show; `removed` is what the page room left out, known only where the input is a page."""

    record: Record
    removed: tuple[Removed, ...] = ()


def load(
    path: str, *, format: Format | None = None, url: str | None = None, options: Options | None = None
) -> Iterator[Evidence]:
    """Yield what is to be shown of a file: one evidence for a page or text, one a line for records as JSON lines.

    `path` is a saved page, a text, or JSON lines as `newsparse parse` and `newsparse batch` write them, each
    also with `.gz` (and `.zst` for JSON lines); `-` is standard input. `format` says what a page is, where
    its name does not. Raises `InputError` where the file cannot be read or a line is no record, and
    `MissingExtraError` where `.zst` needs a package that is not installed.
    """
    raw = _read(path)
    if format is None and _holds_records(path, raw):
        yield from _records(path, raw)
    else:
        yield _page(path, raw, format, url, options or Options())


def _read(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError("no such file; check the path") from None
    except IsADirectoryError:
        raise InputError("is a folder; name the files in it, or view a batch's output with newsparse report") from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}") from error


def _holds_records(path: str, raw: bytes) -> bool:
    name = path.lower()
    for suffix in _PACKED:
        name = name.removesuffix(suffix)
    if name.endswith(_RECORDS):
        return True
    return format_of(path) is None and raw[:64].lstrip().startswith(b'{"schema":')


def _records(path: str, raw: bytes) -> Iterator[Evidence]:
    for number, line in enumerate(_unpacked(raw).split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            yield Evidence(Record.from_json(line))
        except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(f"line {number} is no record of newsparse parse ({error})") from error


def _unpacked(raw: bytes) -> bytes:
    if raw.startswith(_GZIP):
        try:
            return gzip.decompress(raw)
        except (OSError, EOFError) as error:
            raise InputError(f"the gzip data are damaged ({error})") from error
    if raw.startswith(_ZSTANDARD):
        try:
            import zstandard
        except ImportError:
            what = "reading .zst needs the package zstandard: pip install zstandard, or decompress the file first"
            raise MissingExtraError(what) from None
        return bytes(zstandard.ZstdDecompressor().stream_reader(raw).read())
    return raw


def _page(path: str, raw: bytes, format: Format | None, url: str | None, options: Options) -> Evidence:
    record = parse_bytes(raw, path, format=format, url=url, options=options)
    found = read_input(raw, path, format=format, max_bytes=options.limits.max_bytes)
    if found.format == "text":
        return Evidence(record)
    from newsparse.page import decode, read_html

    # The record does not carry what was left out, so the page is read once more, as `parse` read it.
    decoded = decode(found.data, found.content_type)
    article = read_html(decoded, url=url or found.url, limits=options.limits)
    return Evidence(record, article.removed)

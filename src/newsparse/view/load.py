"""From files to what the evidence page shows: records, with what was left out where the input is a page."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from newsparse.errors import InputError
from newsparse.files import format_of, parse_bytes, read_input
from newsparse.options import Options
from newsparse.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.files import Format
    from newsparse.page.article import Removed

_RECORDS: Final = (".jsonl", ".ndjson", ".json")
_PACKED: Final = (".gz", ".zst", ".xz", ".bz2")
_BEGINS: Final = (b'{"schema":', b'{"article_id":')


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record to show.

    `removed` is what the page room left out, known only where the input is a page; `article_id` is the
    record's id in the outputs of a batch, known only where the input is records.
    """

    record: Record
    removed: tuple[Removed, ...] = ()
    article_id: str | None = None


def load_evidence(
    path: str, *, format: Format | None = None, url: str | None = None, options: Options | None = None
) -> Iterator[Evidence]:
    """Yield what is to be shown of a file: one evidence for a page or text, one a line for records as JSON lines.

    `path` is a saved page, a text, JSON lines as `newsparse parse` and `newsparse batch` write them (also
    `.gz`, `.zst`), or the output folder of a batch; `-` is standard input. `format` says what a page is, where
    its name does not. Raises `InputError` where the file cannot be read or a line is no record.
    """
    options = options or Options()
    if path == "-":
        raw = sys.stdin.buffer.read()
        if format is None and raw.lstrip().startswith(_BEGINS):
            yield from _lines(raw)
        else:
            yield _page(path, raw, format, url, options)
    elif format is None and _holds_records(Path(path)):
        from newsparse.export.lines import read_records

        for entry in read_records(path):
            yield Evidence(entry.record, article_id=entry.article_id)
    else:
        yield _page(path, _read(path), format, url, options)


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError("no such file; check the path") from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}") from error


def _holds_records(path: Path) -> bool:
    name = path.name.lower()
    for suffix in _PACKED:
        name = name.removesuffix(suffix)
    if path.is_dir() or name.endswith(_RECORDS):
        return path.exists()
    if format_of(path.name) is not None or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(64).startswith(_BEGINS)


def _lines(raw: bytes) -> Iterator[Evidence]:
    for number, line in enumerate(raw.split(b"\n"), 1):
        if line.strip():
            try:
                yield Evidence(Record.from_json(line))
            except msgspec.DecodeError as error:
                raise InputError(f"line {number} is no record of newsparse parse ({error})") from error


def _page(path: str, raw: bytes, format: Format | None, url: str | None, options: Options) -> Evidence:
    record = parse_bytes(raw, path, format=format, url=url, options=options)
    found = read_input(raw, path, format=format, max_bytes=options.limits.max_bytes)
    if found.format == "text":
        return Evidence(record)
    from newsparse.page import decode, read_html
    from newsparse.text.lexicon import load_lexicon

    # The record does not carry what was left out, so the page is read once more, as `parse` read it.
    decoded = decode(found.data, found.content_type)
    lexicon = load_lexicon(options.lexicon)
    article = read_html(decoded, url=url or found.url, limits=options.limits, keep_removed=True, lexicon=lexicon)
    return Evidence(record, article.removed)

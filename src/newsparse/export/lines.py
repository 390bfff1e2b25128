"""Read records back: JSON lines as `newsparse parse` and `newsparse batch` write them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from newsparse.batch.streams import decompressed
from newsparse.errors import InputError
from newsparse.record import Record

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

_SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".jsonl.xz", ".jsonl.bz2")


class Entry(NamedTuple):
    """A record with its `article_id`: the one that `batch` gave, else the beginning of the source's SHA-256."""

    article_id: str
    record: Record


class _Id(msgspec.Struct):
    article_id: str | None = None


def read_records(path: str | os.PathLike[str]) -> Iterator[Entry]:
    """Yield the records of a file of JSON lines (also `.gz`, `.zst`), or of a folder that `batch` has written.

    Raises `InputError` where there is nothing to read, or a line is no record of this schema.
    """
    place = Path(path)
    if place.is_dir():
        folder = place / "records" if (place / "records").is_dir() else place
        files = sorted(file for file in folder.iterdir() if file.name.endswith(_SUFFIXES))
        if not files:
            raise InputError(f"{place}: no records in this folder; give a folder that `newsparse batch` has written")
    else:
        files = [place]
    for file in files:
        yield from _read(file)


def _read(file: Path) -> Iterator[Entry]:
    try:
        raw = file.open("rb")
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    with raw:
        for number, line in enumerate(decompressed(raw, file.name), 1):
            if not line.strip():
                continue
            try:
                record = Record.from_json(line)
                known = msgspec.json.decode(line, type=_Id).article_id
            except msgspec.DecodeError as error:
                raise InputError(f"{file}, line {number}: no record of newsparse: {error}") from error
            yield Entry(known or (record.source.sha256 or f"{number:020}")[:20], record)

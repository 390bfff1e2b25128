"""Write a shard: every file under a temporary name, then renamed, so that a name means a whole file."""

from __future__ import annotations

import csv
import errno
import io
import os
import uuid
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Final, Literal

import msgspec

from newsparse.batch.duplicates import signature_of
from newsparse.batch.tables import TABLES, Row, reject_row, rows_of
from newsparse.errors import MissingExtraError, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from newsparse.batch.items import Item
    from newsparse.record import Record

RecordFormat = Literal["jsonl", "jsonl.gz", "jsonl.zst", "none"]
TableFormat = Literal["parquet", "csv", "none"]
WORK: Final = "work"
_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)


@contextmanager
def writing(output: Path) -> Iterator[None]:
    """Raise `OutputError` in place of what the system says when there is no room or no permission."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        detail = os.strerror(error.errno).lower()
        raise OutputError(
            f"{output}: cannot be written: {detail}; mend that and give the same command again"
        ) from error


class ShardFiles:
    """The files of one shard: records and rejects as JSON lines, and a file of each table.

    Nothing is seen under its final name before `commit`.
    """

    def __init__(
        self, output: Path, name: str, records: RecordFormat, tables: TableFormat, signatures: bool = False
    ) -> None:
        self._output = output
        self._work = output / WORK  # for what is being written: what a killed worker leaves there goes with it
        self._signatures: list[bytes] | None = [] if signatures else None
        self._name = name
        self._records = records
        self._tables = tables
        self._lines: list[bytes] = []
        self._rejects: list[bytes] = []
        self._rows: dict[str, list[bytes]] = {table: [] for table in TABLES}

    def add(self, item: Item, record: Record) -> None:
        """Take the record of an item; all of it or, where it cannot be written down, nothing."""
        line = line_of(item.article_id, record) if self._records != "none" else b""
        signature = signature_of(item.article_id, record) if self._signatures is not None else b""
        rows = rows_of(item.article_id, record) if self._tables != "none" else {}
        lines = {table: [self._row(table, row) for row in found] for table, found in rows.items()}
        self._lines.append(line)
        if self._signatures is not None:
            self._signatures.append(signature)
        for table, found in lines.items():
            self._rows[table] += found

    def reject(self, item: Item) -> None:
        """Take an item that gives no record."""
        row = reject_row(item)
        self._rejects.append(msgspec.json.encode(row) + b"\n")
        if self._tables != "none":
            self._rows["rejects"].append(self._row("rejects", row))

    def _row(self, table: str, row: Row) -> bytes:
        return csv_of(TABLES[table], row) if self._tables == "csv" else msgspec.json.encode(row)

    def commit(self) -> dict[str, int]:
        """Write all files; return their lengths in bytes by their names below the output folder."""
        written: dict[str, Callable[[Path], None]] = {}
        if self._records != "none":
            written[f"records/{self._name}.{self._records}"] = self._write_records
        if self._rejects:
            written[f"rejects/{self._name}.jsonl"] = lambda path: put(path, b"".join(self._rejects))
        if self._signatures is not None:
            signatures = b"".join(self._signatures)
            written[f"signatures/{self._name}.bin"] = lambda path: put(path, signatures)
        if self._tables != "none":
            for table in TABLES:
                written[f"tables/{table}/{self._name}.{self._tables}"] = self._writer_of(table)
        sizes = {}
        for name, write in written.items():
            path = self._output / name
            for folder in (path.parent, self._work):
                folder.mkdir(parents=True, exist_ok=True)
            sizes[name] = _put_with(path, write, self._work)
        return sizes

    def _write_records(self, path: Path) -> None:
        with open_sink(path, self._records) as file:
            for line in self._lines:
                file.write(line)

    def _writer_of(self, table: str) -> Callable[[Path], None]:
        rows = self._rows[table]
        if self._tables == "csv":
            return lambda path: put(path, csv_head(TABLES[table]) + b"".join(rows))
        return lambda path: write_parquet(path, TABLES[table], rows)


def line_of(article_id: str, record: Record) -> bytes:
    """Return a record as a line of JSON with its `article_id` in front."""
    return b'{"article_id":"' + article_id.encode() + b'",' + msgspec.json.encode(record)[1:] + b"\n"


def open_sink(path: Path, name: str) -> IO[bytes]:
    """Return a file to write to; the suffix of `name` says how it is compressed. Same data give same bytes."""
    if name.endswith(".gz"):
        import gzip

        raw = path.open("wb")
        return _Closing(gzip.GzipFile("", "wb", 6, raw, mtime=0), raw)
    if name.endswith(".zst"):
        try:
            import zstandard
        except ImportError as error:
            raise MissingExtraError("zstd needs the extra: pip install 'newsparse[batch]'") from error
        return zstandard.ZstdCompressor(level=6).stream_writer(path.open("wb"))
    return path.open("wb")


class _Closing(io.BufferedWriter):
    """A compressor that closes the file below it too."""

    def __init__(self, compressor: Any, below: IO[bytes]) -> None:
        super().__init__(compressor)
        self._below = below

    def close(self) -> None:
        super().close()
        self._below.close()


def put(path: Path, data: bytes) -> None:
    """Write bytes to a path."""
    path.write_bytes(data)


def put_whole(path: Path, data: bytes) -> None:
    """Write a file so that its name is only ever seen with all of its content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _put_with(path, lambda temporary: put(temporary, data))


def _put_with(path: Path, write: Callable[[Path], None], folder: Path | None = None) -> int:
    # The name is of this attempt alone: a worker that outlived its run may be at the same shard.
    temporary = (folder or path.parent) / f".{path.name}.{uuid.uuid4().hex[:12]}.tmp"
    try:
        write(temporary)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
            size = file.seek(0, io.SEEK_END)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return size


def put_table(output: Path, table: str, columns: dict[str, str], rows: list[Row], tables: TableFormat) -> None:
    """Write a table of the whole run, as JSON lines and in the format of the other tables."""
    put_whole(output / f"{table}.jsonl", b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    if tables == "none":
        return
    path = output / "tables" / table / f"all.{tables}"
    path.parent.mkdir(parents=True, exist_ok=True)
    if tables == "csv":
        put_whole(path, csv_head(columns) + b"".join(csv_of(columns, row) for row in rows))
    else:
        _put_with(path, lambda temporary: write_parquet(temporary, columns, list(map(msgspec.json.encode, rows))))


def csv_head(columns: Iterable[str]) -> bytes:
    """Return the first line of a CSV file (RFC 4180): the names of the columns."""
    return _csv(columns)


def csv_of(columns: Iterable[str], row: Row) -> bytes:
    """Return a row as a line of CSV; lists are joined by `; `, null is empty."""
    return _csv(_cell(row.get(column)) for column in columns)


def _csv(cells: Iterable[Any]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def write_parquet(path: Path, columns: dict[str, str], rows: list[bytes]) -> None:
    """Write rows, each an object of JSON, as a Parquet file; also without rows, so that every shard has every table."""
    try:
        import pyarrow as pa
        import pyarrow.json as pj
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("Parquet needs the extra: pip install 'newsparse[batch]'") from error
    types = {
        "str": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(),
        "list": pa.list_(pa.string()),
    }  # fmt: skip
    schema = pa.schema([(name, types[kind]) for name, kind in columns.items()])
    if rows:
        # By way of JSON: building columns from Python lists would load pandas, where it is installed, for a second.
        lines = b"\n".join(rows) + b"\n"
        reading = pj.ReadOptions(use_threads=False, block_size=len(lines) + 1)
        parsing = pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
        table = pj.read_json(pa.BufferReader(lines), reading, parsing).select(list(columns))
    else:
        table = schema.empty_table()
    pq.write_table(table, path, compression="zstd")

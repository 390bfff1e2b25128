"""The ledger: which shards are done, one line of JSON each, written when the shard's files stand."""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING

import msgspec

from newsparse.batch.sinks import put_whole
from newsparse.batch.worker import Done

if TYPE_CHECKING:
    from pathlib import Path


class Ledger:
    """The ledger of one run below an output folder.

    Each job of an array (`--shard i/n`) writes a file of its own and reads those of all.
    """

    def __init__(self, output: Path, part: tuple[int, int] | None = None) -> None:
        self._output = output
        self._path = output / ("ledger.jsonl" if part is None else f"ledger-{part[0]:05d}-of-{part[1]:05d}.jsonl")
        self.own = _read(self._path)
        self.entries: dict[str, Done] = {}
        for path in sorted(output.glob("ledger*.jsonl")):
            self.entries.update(_read(path))
        self.entries.update(self.own)
        self._file: IO[bytes] | None = None

    def has(self, name: str, fingerprint: str) -> bool:
        """Return whether a shard is done: entered, of the same input, and its files are there."""
        entry = self.entries.get(name)
        if entry is None or entry.fingerprint != fingerprint:
            return False
        for file, size in entry.files.items():
            try:
                if (self._output / file).stat().st_size != size:
                    return False
            except OSError:
                return False
        return True

    def enter(self, done: Done) -> None:
        """Enter a shard; the line is on the disk when this returns."""
        if self._file is None:
            # Rewritten once from what could be read: a torn last line does not spoil the next one.
            self._write(self.own)
            self._file = self._path.open("ab")
        self._file.write(msgspec.json.encode(done) + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self.entries[done.shard] = self.own[done.shard] = done

    def drop(self, names: set[str]) -> None:
        """Take out shards that the plan has no longer, and their files."""
        for name in names:
            entry = self.entries.pop(name)
            self.own.pop(name, None)
            for file in entry.files:
                (self._output / file).unlink(missing_ok=True)

    def close(self) -> None:
        """Leave the ledger in the order of the shards, so that two runs leave the same bytes."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._write(self.own)

    def _write(self, entries: dict[str, Done]) -> None:
        put_whole(self._path, b"".join(msgspec.json.encode(entries[name]) + b"\n" for name in sorted(entries)))


def _read(path: Path) -> dict[str, Done]:
    entries = {}
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return {}
    for line in lines:
        try:
            done = msgspec.json.decode(line, type=Done)
        except msgspec.DecodeError:  # the line that was being written when the run was killed
            continue
        entries[done.shard] = done
    return entries

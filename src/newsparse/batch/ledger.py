"""The ledger: which shards are done, one line of JSON each, written when the shard's files stand."""

from __future__ import annotations

import os
import re
from contextlib import ExitStack, contextmanager
from typing import IO, TYPE_CHECKING, Final

import msgspec

from newsparse.batch.sinks import WORK, put_whole
from newsparse.batch.worker import Done
from newsparse.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SHARD_FILE: Final = re.compile(r"\d{7,}\.\w+(?:\.\w+)?")


@contextmanager
def claim(output: Path, part: tuple[int, int] | None) -> Iterator[None]:
    """Hold the output folder while a run writes to it; parts share it, but each part is run once at a time.

    Raises `OptionError` where another run holds it. The system takes the lock back however a run ends; where
    it knows no locks (some network file systems), nothing is held.
    """
    with ExitStack() as held:
        _hold(output, held, shared=part is not None)
        if part is not None:
            (output / WORK).mkdir(exist_ok=True)
            path = output / WORK / f"{part[0]:05d}-of-{part[1]:05d}.lock"
            path.touch()
            _hold(path, held, shared=False)
        yield


def _hold(path: Path, held: ExitStack, *, shared: bool) -> None:
    try:
        import fcntl
    except ImportError:  # not on Windows
        return
    file = os.open(path, os.O_RDONLY)
    held.callback(os.close, file)
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OptionError(f"another run is writing to {path}; let it end first, or take another folder") from None
    except OSError:
        return


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

    def drop(self, name: str) -> None:
        """Take out a shard."""
        self.entries.pop(name, None)
        self.own.pop(name, None)

    def keep(self, names: set[str]) -> None:
        """Take the entries of all ledgers of the folder into this one, and drop all but the shards named.

        Files of shards that are entered no longer (of an earlier input, of a run that ended over them) go too.
        """
        self.entries = self.own = {name: done for name, done in self.entries.items() if name in names}
        self.close()
        for path in self._output.glob("ledger-*.jsonl"):
            path.unlink()
        files = {file for entry in self.entries.values() for file in entry.files}
        for pattern in ("records/*", "rejects/*", "signatures/*", "tables/*/*"):
            for path in self._output.glob(pattern):
                if _SHARD_FILE.fullmatch(path.name) and path.relative_to(self._output).as_posix() not in files:
                    path.unlink(missing_ok=True)

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

"""Cut inputs into shards below the level of files, always in the same way, lazily, without unpacking; read a shard."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from itertools import count
from typing import IO, TYPE_CHECKING

from newsparse.batch.archives import Reading, read_jsonl, read_pages, read_tar, read_zip, seekable
from newsparse.batch.cutting import HEAD_ROOM, Group, cut_archive, kind_of
from newsparse.batch.cutting import Cut as Cut
from newsparse.batch.items import Entry, Found, Shard
from newsparse.batch.streams import Window, exists, is_folder, is_url, join, open_input, size_of, walk
from newsparse.batch.warc import items_of, walk_members
from newsparse.errors import InputError, OptionError
from newsparse.files import format_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def plan(inputs: Iterable[str], reading: Reading, cut: Cut, leave_out: str = "") -> Iterator[Shard]:
    """Yield the shards of the inputs, numbered in order.

    `inputs` are paths and URLs of folders, archives and pages; `@FILE` is a list of such, one a line. `leave_out`
    is the real path of a folder that is not entered: the one that the run writes to.
    """
    numbers = count()
    for shard in _merged(_inputs(inputs), reading, cut, leave_out):
        yield replace(shard, number=next(numbers))


def check(inputs: Iterable[str], output: str) -> None:
    """Raise `InputError` for an input that is not there, `OptionError` for one in the folder that is written to."""
    real = os.path.realpath(output)
    for location in inputs:
        if location.startswith("@"):
            if not exists(location[1:]):
                raise InputError(f"{location[1:]}: no such list of files; check the path")
        elif not exists(location):
            raise InputError(f"{location}: no such file or folder; check the path")
        elif not is_url(location) and (os.path.realpath(location) + os.sep).startswith(real + os.sep):
            raise OptionError(f"the input {location} lies in the output folder {output}; take another folder")


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


def _merged(inputs: Iterator[str], reading: Reading, cut: Cut, leave_out: str) -> Iterator[Shard]:
    """Yield the shards of each input; pages named one after another share shards."""
    pages = Group(cut)
    labels = _Labels()
    for location in inputs:
        archive = kind_of(location)
        folder = False
        size = 0
        if archive is None:
            try:
                folder = is_folder(location)
                size = 0 if folder else size_of(location)
            except InputError:
                pass  # its reader says what is wrong
        if archive is None and not folder:
            if pages.add(Entry(location, labels.nth(location), size), page=True):
                yield pages.take("pages", "", "")
            continue
        if pages.entries:
            yield pages.take("pages", "", "")
        if archive:
            yield from cut_archive(location, labels.new(location), archive, reading, cut)
        else:
            yield from _folder(location, labels.new(location), reading, cut, leave_out)
    if pages.entries:
        yield pages.take("pages", "", "")


class _Labels:
    """The names of inputs in keys, each once."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._pages: set[bytes] = set()
        self._again: dict[bytes, int] = {}

    def new(self, location: str) -> str:
        """Return the name of a folder or archive: its last component, numbered where another one has it."""
        trimmed = location.rstrip("/")
        if not is_url(location) and trimmed in ("", ".", ".."):
            trimmed = "input"
        name = label = trimmed.rsplit("/", 1)[-1]
        while label in self._counts:
            self._counts[name] += 1
            label = f"{name}~{self._counts[name]}"
        self._counts[label] = 1
        return label

    def nth(self, page: str) -> int:
        """Return how often a page was named before. Eight bytes of hash a page are kept, not the name."""
        key = hashlib.blake2b(page.encode("utf-8", "surrogateescape"), digest_size=8).digest()
        if key not in self._pages:
            self._pages.add(key)
            return 0
        self._again[key] = self._again.get(key, 0) + 1
        return self._again[key]


def _folder(location: str, label: str, reading: Reading, cut: Cut, leave_out: str) -> Iterator[Shard]:
    pages = Group(cut)
    for name, size in walk(location, leave_out):
        archive = kind_of(name)
        if archive:
            yield from cut_archive(join(location, name), f"{label}/{name}", archive, reading, cut)
        elif pages.add(Entry(name, 0, size), page=format_of(name) is not None):
            yield pages.take("pages", location, label)
    if pages.entries:
        yield pages.take("pages", location, label)


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
                raws = walk_members(file, shard.start, shard.stop, reading.max_bytes + HEAD_ROOM)
                yield from items_of(raws, shard.location, shard.label, reading.max_bytes)
        case _:
            yield from shard.found


def _open_warc(shard: Shard) -> IO[bytes]:
    file = open_input(shard.location)
    return file if shard.window is None else seekable(Window(file, *shard.window))  # type: ignore[arg-type]


def weigh(inputs: Iterable[str], leave_out: str = "") -> int:
    """Return the bytes of all inputs, as far as they can be told without reading them."""
    total = 0
    for location in _inputs(inputs):
        try:
            if kind_of(location) is None and is_folder(location):
                total += sum(size for _, size in walk(location, leave_out))
            else:
                total += size_of(location)
        except InputError:
            continue
    return total

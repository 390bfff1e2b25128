"""What a source is read as: items, things skipped, bytes lost; and the shards they are read in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import datetime

    from newsparse.files import Format

REASONS: Final[dict[str, str]] = {
    "crash": "The page ended the process that parsed it, also when it was alone in one.",
    "damaged": "These bytes of an archive cannot be read; how many items they held is not known.",
    "encrypted": "The member of the archive is encrypted.",
    "error": "The parser raised an error; please report it with the page.",
    "http-status": "The crawler got no page here but an error or a redirect.",
    "memory": "The page needed more memory than the limit.",
    "no-page": "The line of JSON is no object with an HTML or a text field.",
    "timeout": "The page took longer than the limit.",
    "unreadable": "The file or member cannot be opened.",
}
"""The closed list of reasons why an item was rejected."""

Reason = Literal[
    "crash", "damaged", "encrypted", "error", "http-status", "memory", "no-page", "timeout", "unreadable"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why an item gives no record: a reason of `REASONS` and the detail for a reader."""

    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Item:
    """One page or text of a source, or what stands in its place when it cannot be read.

    `key` names the item among all of a run and stays the same from run to run; `file` and `member` are
    for `Record.source`; `reference` is the article's date as the container says it; `flaw` is set, and `data`
    empty, where the item cannot be read.
    """

    key: str
    file: str
    member: str | None = None
    data: bytes = b""
    format: Format | None = None
    url: str | None = None
    content_type: str | None = None
    warnings: tuple[str, ...] = ()
    flaw: Flaw | None = None
    reference: datetime.date | None = None

    @property
    def article_id(self) -> str:
        """The id of the item's record in every output: 20 hex digits made from `key`."""
        return hashlib.sha256(self.key.encode("utf-8", "surrogateescape")).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in a source that is no page (a picture, a request record); `what` is counted in the report."""

    what: str


@dataclass(frozen=True, slots=True)
class Lost:
    """Bytes `[start, stop)` of an archive that cannot be read, in the archive's own offsets."""

    file: str
    key: str
    start: int
    stop: int
    why: str


Found = Item | Skipped | Lost

Kind = Literal["pages", "zip", "tar", "warc", "jsonl", "loaded"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A page inside a source: its name, and its offset and length where these are known before reading."""

    name: str
    offset: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Shard:
    """A piece of work below the level of files, always cut in the same way.

    `location` is a path or URL, `label` how keys name it. `entries` are the pages of a folder, zip or
    tar; `start` and `stop` the byte range of a WARC, ARC or JSONL, `window` the place of a WARC inside
    a WACZ; `found` what the planner read itself, from a stream that has no random access.
    `weight` is the number of input bytes it stands for.
    """

    kind: Kind
    location: str
    label: str
    entries: tuple[Entry, ...] = ()
    start: int = 0
    stop: int = 0
    window: tuple[int, int] | None = None
    found: tuple[Found, ...] = ()
    weight: int = 0
    stamp: str = ""
    number: int = -1

    @property
    def name(self) -> str:
        """The shard's name in file names and in the ledger."""
        return f"{self.number:07d}"

    @property
    def fingerprint(self) -> str:
        """A digest of what the shard covers: the ledger's entry holds only while the input is the same."""
        digest = hashlib.sha256()
        for part in (self.kind, self.label, self.start, self.stop, self.window, self.stamp):
            digest.update(f"{part}\0".encode("utf-8", "surrogateescape"))
        for entry in self.entries:
            digest.update(f"{entry.name}\0{entry.offset}\0{entry.size}\0".encode("utf-8", "surrogateescape"))
        for found in self.found:
            match found:
                case Item():
                    digest.update(f"i{found.key}\0{len(found.data)}\0".encode("utf-8", "surrogateescape"))
                case Lost():
                    digest.update(f"l{found.key}\0{found.start}\0{found.stop}\0".encode())
                case Skipped():
                    digest.update(b"s")
        return digest.hexdigest()[:16]

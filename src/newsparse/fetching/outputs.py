"""Where fetched pages go: a folder, JSON lines, a WARC file; each with a ledger, so that a run can be resumed.

A ledger has one JSON line an address: what was fetched, or why not, and for a growing file how long it was then. It is
written after the page is on the disk. A run that was killed is resumed by cutting the file back to what the
ledger vouches for; what is in the ledger as fetched is not fetched again.
"""

from __future__ import annotations

import io
import os
from abc import ABC, abstractmethod
from typing import IO, TYPE_CHECKING, Any

import msgspec

from newsparse.errors import InputError
from newsparse.fetching.names import file_name
from newsparse.fetching.warcs import WarcWriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsparse.errors import FetchError
    from newsparse.fetching.page import Page

_READABLE = ("text/", "application/xhtml", "application/xml", "application/json", "application/rss", "application/atom")


class Ledger:
    """The addresses that an output has, and the size up to which its file can be trusted."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.done: set[str] = set()
        self.size = 0
        self.known = path.exists()
        whole = 0
        if self.known:
            for line in path.read_bytes().splitlines(keepends=True):
                if not line.endswith(b"\n"):
                    break
                try:
                    row = msgspec.json.decode(line)
                except msgspec.DecodeError:
                    break
                whole += len(line)
                if "error" not in row:
                    self.done.add(row.get("url", ""))
                self.size = max(self.size, row.get("size", 0))
        self._file = path.open("r+b" if self.known else "wb")
        try:
            _lock(self._file, path)
        except InputError:
            self._file.close()
            raise
        self._file.truncate(whole)
        self._file.seek(whole)

    def add(self, row: dict[str, Any]) -> None:
        """Add one line."""
        self._file.write(msgspec.json.encode(row) + b"\n")
        self._file.flush()
        if "error" not in row:
            self.done.add(row["url"])

    def close(self) -> None:
        """Close the ledger."""
        self._file.close()


class Output(ABC):
    """One place where pages go. `again` fetches also what the ledger has."""

    def __init__(self, ledger: Ledger | None, again: bool) -> None:
        self._ledger = ledger
        self._again = again
        self._now: set[str] = set()

    def has(self, url: str) -> bool:
        """Tell whether this output has the page of an address already."""
        return url in self._now or (self._ledger is not None and not self._again and url in self._ledger.done)

    def add(self, page: Page) -> None:
        """Put a page there."""
        if self.has(page.url):
            return
        about = self._write(page)
        self._now.add(page.url)
        if self._ledger is not None:
            self._ledger.add({**_about(page), **about})

    def fail(self, url: str, error: FetchError) -> None:
        """Note in the ledger why an address has no page; a later run tries it again."""
        if self._ledger is not None:
            self._ledger.add({"url": url, "error": type(error).__name__, "message": str(error)})

    def close(self) -> None:
        """Close the files."""
        if self._ledger is not None:
            self._ledger.close()

    @abstractmethod
    def _write(self, page: Page) -> dict[str, Any]: ...


class Folder(Output):
    """Each page a file `host/name-digest.html` below a folder; the ledger there is `fetched.ledger`."""

    def __init__(self, path: Path, *, again: bool = False) -> None:
        try:
            path.mkdir(parents=True, exist_ok=True)
            super().__init__(Ledger(path / "fetched.ledger"), again)
        except OSError as error:
            raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
        self._path = path

    def _write(self, page: Page) -> dict[str, Any]:
        name = file_name(page.url, page.content_type)
        file = self._path / name
        file.parent.mkdir(exist_ok=True)
        if not file.parent.resolve().is_relative_to(self._path.resolve()):
            raise InputError(f"{file.parent}: is a link that leads out of the folder; remove it")
        part = file.with_name(file.name + ".part")
        with part.open("wb") as stream:
            stream.write(page.body)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
        return {"file": name}


class _Growing(Output):
    """A file that grows by each page; its ledger lies beside it."""

    def __init__(self, path: Path, *, again: bool) -> None:
        ledger_path = path.with_name(path.name + ".ledger")
        try:
            if path.exists() and path.stat().st_size and not ledger_path.exists():
                raise InputError(f"{path}: exists, without a ledger beside it; give another name, or remove it")
            ledger = Ledger(ledger_path)
        except OSError as error:
            raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
        super().__init__(ledger, again)
        try:
            self._file = path.open("r+b" if path.exists() else "w+b")
        except OSError as error:
            ledger.close()
            raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
        size = self._file.seek(0, io.SEEK_END)
        if size < ledger.size:
            self.close()
            raise InputError(f"{path}: is shorter than its ledger says; remove both to begin anew")
        self._file.truncate(ledger.size)
        self._file.seek(ledger.size)

    def _settle(self) -> dict[str, Any]:
        self._file.flush()
        os.fsync(self._file.fileno())
        return {"size": self._file.tell()}

    def close(self) -> None:
        """Close the file and its ledger."""
        super().close()
        self._file.close()


class Lines(_Growing):
    """One JSON line a page, made by `line_of` (`page_line`, or a record's `to_json`)."""

    def __init__(self, path: Path, line_of: Callable[[Page], str], *, again: bool = False) -> None:
        super().__init__(path, again=again)
        self._line_of = line_of

    def _write(self, page: Page) -> dict[str, Any]:
        self._file.write(self._line_of(page).encode() + b"\n")
        return self._settle()


class Stream(Output):
    """One JSON line a page to an open text stream, without a ledger."""

    def __init__(self, stream: IO[str], line_of: Callable[[Page], str]) -> None:
        super().__init__(None, again=False)
        self._stream = stream
        self._line_of = line_of

    def _write(self, page: Page) -> dict[str, Any]:
        self._stream.write(self._line_of(page) + "\n")
        self._stream.flush()
        return {}


class Warc(_Growing):
    """A WARC file; a name that ends in `.gz` is compressed, a record a member."""

    def __init__(self, path: Path, *, agent: str, again: bool = False) -> None:
        super().__init__(path, again=again)
        self._writer = WarcWriter(self._file, compressed=path.name.endswith(".gz"))
        if self._file.tell() == 0:
            self._writer.write_info(path.name, agent)

    def _write(self, page: Page) -> dict[str, Any]:
        self._writer.write(page)
        return self._settle()


def page_line(page: Page) -> str:
    """Return a page as one line of JSON, which `newsparse batch` reads.

    `url` is where redirects led and `requested_url` what was asked for; `html` is the decoded text, null for
    pictures and other things that are no text.
    """
    kind = (page.content_type or "text/html").strip().lower()
    row = {
        "url": page.final_url,
        "requested_url": page.url,
        "status": page.status,
        "content_type": page.content_type,
        "fetched": page.fetched.isoformat(timespec="seconds"),
        "bytes": len(page.body),
        "sha256": page.sha256,
        "warnings": page.warnings,
        "html": page.text if kind.startswith(_READABLE) else None,
    }
    return msgspec.json.encode(row).decode()


def _about(page: Page) -> dict[str, Any]:
    row = {
        "url": page.url,
        "final_url": page.final_url,
        "status": page.status,
        "content_type": page.content_type,
        "fetched": page.fetched.isoformat(timespec="seconds"),
        "bytes": len(page.body),
        "sha256": page.sha256,
    }
    return {**row, "cached": page.cached} if page.cached else row


def _lock(file: IO[bytes], path: Path) -> None:
    """Keep a second run from writing to the same output at the same time."""
    try:
        import fcntl
    except ImportError:  # a system without such locks
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise InputError(f"{path}: another run is writing to this output; wait for it") from None

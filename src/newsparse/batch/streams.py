"""Open, list and measure inputs: local paths directly, URLs (`s3://`, `gs://`, `hdfs://`, `http://`) by fsspec."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast

from newsparse.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator

_EDGE: Final = 64 * 1024
_PACKED: Final = 128 * 1024
COMPRESSED: Final = (".gz", ".zst", ".xz", ".bz2")


def is_url(location: str) -> bool:
    """Return whether fsspec is to open it."""
    return "://" in location


def open_input(location: str) -> IO[bytes]:
    """Return the file opened for reading and seeking. Raises `InputError` where it cannot be opened."""
    try:
        if not is_url(location):
            return Path(location).open("rb")
        files, path = _file_system(location)
        opened: Any = files.open(path, "rb")
        if getattr(opened, "size", None) is None:
            return cast("IO[bytes]", opened)  # a server that tells no length can be read once from the beginning
        return io.BufferedReader(Window(opened, 0, opened.size), _EDGE)
    except (OSError, ValueError, ImportError) as error:
        raise InputError(f"{location}: cannot be opened: {getattr(error, 'strerror', None) or error}") from error


def size_of(location: str) -> int:
    """Return the file's length in bytes."""
    try:
        if not is_url(location):
            return Path(location).stat().st_size
        files, path = _file_system(location)
        return int(files.size(path) or 0)
    except (OSError, ValueError, ImportError) as error:
        raise InputError(f"{location}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def stamp_of(location: str) -> str:
    """Return a digest of the file's length and both ends: cheap, and another file has another."""
    with open_input(location) as file:
        try:
            size = file.seek(0, io.SEEK_END)
        except ValueError as error:
            raise InputError(f"{location}: the server does not tell its length; download it first") from error
        file.seek(0)
        digest = hashlib.sha256(str(size).encode() + file.read(_EDGE))
        file.seek(max(0, size - _EDGE))
        digest.update(file.read(_EDGE))
    return digest.hexdigest()[:16]


def is_folder(location: str) -> bool:
    """Return whether the location is a folder."""
    if not is_url(location):
        return Path(location).is_dir()
    if location.startswith(("http:", "https:")) and not location.endswith("/"):
        return False  # to the library every page with links is a folder
    files, path = _file_system(location)
    return bool(files.isdir(path))


def exists(location: str) -> bool:
    """Return whether there is anything at the location."""
    if not is_url(location):
        return Path(location).exists()
    files, path = _file_system(location)
    return bool(files.exists(path))


def walk(location: str, leave_out: str = "") -> Iterator[tuple[str, int]]:
    """Yield path below the folder (with `/`) and length of every file, in the order of the paths, lazily.

    A path that ends in `/` is a folder that is not entered: it cannot be listed, or is a link. A link that leads
    nowhere has the length 0. Nothing is yielded of the folder whose real path is `leave_out`.
    """
    if is_url(location):
        files, path = _file_system(location)
        yield from _walk_remote(files, path, "")
    else:
        yield from _walk_local(location, "", leave_out)


def _walk_local(folder: str, prefix: str, leave_out: str) -> Iterator[tuple[str, int]]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        if not prefix:
            raise InputError(f"{folder}: cannot be listed: {error.strerror}") from error
        yield prefix, 0
        return
    folders = []
    base = leave_out.rpartition(os.sep)[2]
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != base or os.path.realpath(entry.path) != leave_out:
                folders.append(entry)
        elif _is_file(entry):
            yield prefix + entry.name, entry.stat().st_size
        elif entry.is_symlink():
            yield prefix + entry.name + ("/" if Path(entry.path).is_dir() else ""), 0
    for entry in folders:
        yield from _walk_local(entry.path, f"{prefix}{entry.name}/", leave_out)


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link to itself
        return False


def _walk_remote(files: Any, path: str, prefix: str) -> Iterator[tuple[str, int]]:
    found = sorted(files.ls(path, detail=True), key=lambda entry: entry["name"])
    folders = []
    root = path.rstrip("/") + "/"
    for entry in found:
        if "://" in path and (not entry["name"].startswith(root) or "?" in entry["name"]):
            continue  # a link of the page that lists the folder, to something else
        name = entry["name"].rstrip("/").rsplit("/", 1)[-1]
        if entry["type"] == "directory":
            folders.append((entry["name"], name))
        elif entry["name"].rstrip("/") != path.rstrip("/"):
            yield prefix + name, int(entry.get("size") or 0)
    for below, name in folders:
        yield from _walk_remote(files, below, f"{prefix}{name}/")


def join(folder: str, name: str) -> str:
    """Return the location of a file below a folder."""
    return f"{folder.rstrip('/')}/{name}" if is_url(folder) else str(Path(folder, name))


class Blocks(io.RawIOBase):
    """A file that is read once through; `start` is where the block lies that was read last."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._at = 0
        self.start = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes of the file."""
        data = self._file.read(size)
        self.start = self._at
        self._at += len(data)
        return data


def decompressed(file: IO[bytes], name: str) -> IO[bytes]:
    """Return the stream of what is in a compressed file; its name says how it is compressed."""
    low = name.lower()
    if low.endswith((".gz", ".tgz")):
        import gzip

        stream: Any = gzip.GzipFile(fileobj=file)
        return io.BufferedReader(stream)
    if low.endswith((".zst", ".tzst")):
        return io.BufferedReader(_Zstd(file), 1024 * 1024)
    if low.endswith((".xz", ".txz")):
        import lzma

        return lzma.open(file)
    if low.endswith((".bz2", ".tbz2")):
        import bz2

        return bz2.open(file)
    return file


def stream_errors() -> tuple[type[Exception], ...]:
    """Return what reading a damaged compressed stream may raise."""
    import lzma
    import zlib

    try:
        from zstandard import ZstdError
    except ImportError:
        return (OSError, EOFError, zlib.error, lzma.LZMAError)
    return (OSError, EOFError, zlib.error, lzma.LZMAError, ZstdError)


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError as error:
        raise MissingExtraError("zstd needs the extra: pip install 'newsparse[batch]'") from error
    return zstandard


def _file_system(location: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtraError(f"{location}: URLs need the extra: pip install 'newsparse[batch]'") from error
    try:
        files, path = fsspec.core.url_to_fs(location)
    except ImportError as error:  # the file system of the scheme is a package of its own
        raise MissingExtraError(f"{location}: {error}") from error
    return files, path


class _Zstd(io.RawIOBase):
    """What is in the frames of a zstd stream. The library's own reader ends silently where the stream is cut."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._make = _zstandard().ZstdDecompressor().decompressobj
        self._frame: Any = None
        self._packed = b""
        self._data = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._data:
            self._packed = self._packed or self._file.read(_PACKED)
            if not self._packed:
                if self._frame is not None:
                    raise EOFError("the zstd stream ends in the middle of a frame")
                return 0
            self._frame = self._frame or self._make()
            self._data = memoryview(self._frame.decompress(self._packed))
            self._packed = self._frame.unused_data
            if self._frame.eof:
                self._frame = None
        size = min(len(buffer), len(self._data))
        buffer[:size] = self._data[:size]
        self._data = self._data[size:]
        return size


class Window(io.RawIOBase):
    """The bytes `[start, start + length)` of a file, as a file of its own."""

    def __init__(self, file: IO[bytes], start: int, length: int) -> None:
        self._file = file
        self._start = start
        self._length = length
        self._at = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the position inside the window."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a position inside the window."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer from the window."""
        try:
            self._file.seek(self._start + self._at)
            data = self._file.read(max(0, min(len(buffer), self._length - self._at)))
        except OSError:
            raise
        except Exception as error:  # every file system of fsspec has its own
            raise OSError(errno.EIO, f"{type(error).__name__}: {error}") from error
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self) -> None:
        """Close the file too."""
        self._file.close()
        super().close()

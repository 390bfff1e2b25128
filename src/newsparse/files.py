"""Read one saved page or text: `.html .htm .xhtml .mhtml .txt`, each also gzipped."""

from __future__ import annotations

import email
import email.policy
import hashlib
import os
import re
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

import msgspec

from newsparse.errors import InputError
from newsparse.options import Options

if TYPE_CHECKING:
    from newsparse.record import Record

Format = Literal["html", "text", "mhtml"]

SUFFIXES: dict[str, Format] = {
    ".htm": "html",
    ".html": "html",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".shtml": "html",
    ".txt": "text",
    ".xhtml": "html",
}
"""The suffixes of files that newsparse takes from a folder, each also with `.gz` behind it."""

_TAG = re.compile(rb"(?i)<\s*(?:!doctype|html|head|body|div|p|table|meta|title|span|article|a|h1|br|\?xml|!--)[\s>/-]")
_MIME = re.compile(rb"(?i)\A\s*(?:From|MIME-Version|Snapshot-Content-Location|Subject|Date|Content-Type):[^\n]*\n")


@dataclass(frozen=True, slots=True)
class Input:
    """The bytes of one page, what they are, and what went wrong in reading them.

    `url` and `content_type` are what the container says, where it says so (MHTML).
    """

    data: bytes
    format: Format
    url: str | None = None
    content_type: str | None = None
    warnings: tuple[str, ...] = ()


def format_of(name: str) -> Format | None:
    """Return the format that a file's name says (`page.html.gz` → `html`), or None."""
    low = name.lower().removesuffix(".gz")
    return SUFFIXES.get(PurePath(low).suffix)


def read_input(raw: bytes, name: str | None = None, *, format: Format | None = None, max_bytes: int) -> Input:
    """Return the page in the bytes of a file: decompressed, taken out of MHTML, cut at `max_bytes`.

    `format` is what the caller says; else the name's suffix decides, else the bytes themselves.
    """
    warnings: list[str] = []
    data = raw
    if data[:2] == b"\x1f\x8b":
        data, found = _gunzip(data, max_bytes)
        warnings += found
    if len(data) > max_bytes:
        data = data[:max_bytes]
        warnings.append("limit-size")
    kind = format or (format_of(name) if name else None) or _sniff(data)
    url = content_type = None
    if kind == "mhtml":
        data, url, content_type = _open_mhtml(data)
        kind = "html"
    return Input(data, kind, url, content_type, tuple(warnings))


def _sniff(data: bytes) -> Format:
    head = data[:4096]
    if _MIME.match(head) and b"multipart/related" in data[:8192].lower():
        return "mhtml"
    # UTF-16 puts a zero byte beside each ASCII letter of a tag.
    return "html" if _TAG.search(head.replace(b"\0", b"")) else "text"


def _gunzip(data: bytes, max_bytes: int) -> tuple[bytes, list[str]]:
    parts: list[bytes] = []
    size = 0
    rest = data
    while rest:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            part = unpacker.decompress(rest, max_bytes - size + 1)
        except zlib.error as error:
            if parts:  # zero padding or rubbish behind a whole member
                break
            raise InputError(f"the gzip data are damaged ({error}); decompress the file by other means") from error
        parts.append(part)
        size += len(part)
        if size > max_bytes:
            return b"".join(parts), []  # cut, and told, by the caller
        if not unpacker.eof:
            return b"".join(parts), ["truncated"]
        rest = unpacker.unused_data.lstrip(b"\0")
    return b"".join(parts), []


def _open_mhtml(data: bytes) -> tuple[bytes, str | None, str | None]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            url = part.get("Content-Location") or message.get("Snapshot-Content-Location")
            return (
                payload if isinstance(payload, bytes) else b"",
                str(url) if url and str(url).startswith("http") else None,
                str(part.get("Content-Type") or "") or None,
            )
    raise InputError("the MHTML file holds no HTML part; save the page again as HTML")


def parse_bytes(
    raw: bytes,
    name: str | None = None,
    *,
    format: Format | None = None,
    url: str | None = None,
    options: Options | None = None,
) -> Record:
    """Return the record of a file's bytes; `name` is put into `source.file` and its suffix says the format.

    `source.bytes` and `source.sha256` are those of `raw`, so they can be checked against the file.
    Raises `InputError` where the bytes hold no page (damaged gzip, MHTML without HTML).
    """
    from newsparse.pipeline import parse, parse_text

    options = options or Options()
    found = read_input(raw, name, format=format, max_bytes=options.limits.max_bytes)
    if found.format == "text":
        record = parse_text(found.data, url=url, options=options)
    else:
        record = parse(found.data, url=url or found.url, content_type=found.content_type, options=options)
    source = msgspec.structs.replace(record.source, file=name, bytes=len(raw), sha256=hashlib.sha256(raw).hexdigest())
    warnings = tuple(sorted({*record.warnings, *found.warnings}))
    return msgspec.structs.replace(record, source=source, warnings=warnings)


def parse_file(
    path: str | os.PathLike[str],
    *,
    format: Format | None = None,
    url: str | None = None,
    options: Options | None = None,
) -> Record:
    """Return the record of a saved page or text.

    `path` ends in `.html`, `.htm`, `.xhtml`, `.mhtml` or `.txt`, each also with `.gz`; any other name
    will do where the content is one of these. `format` overrides the name. `url` is the page's address.
    Raises `InputError` where the file cannot be read.
    """
    file = Path(path)
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raise InputError("no such file; check the path") from None
    except IsADirectoryError:
        raise InputError("is a folder; add --recursive to read the pages in it") from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}") from error
    return parse_bytes(raw, os.fspath(path), format=format, url=url, options=options)

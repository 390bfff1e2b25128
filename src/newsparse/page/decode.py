"""Bytes to text: byte order mark, HTTP header, declaration, content."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import Final

from newsparse.page.legacy import NAMES, decode_legacy, syllable_share

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.\-]{2,30})"
    rb"|<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([a-zA-Z0-9_\-]+)",
    re.IGNORECASE,
)
# Control codes that no text holds; VISCII gives letters to six of them, rarely used ones.
_CONTROLS: Final = bytes(i for i in range(1, 32) if i not in (9, 10, 12, 13, 26, 27))
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w:.\-]+)", re.IGNORECASE)
_BINARY: Final = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
    b"BM\x00",
    b"RIFF",
    b"\x00\x00\x01\x00",
    b"ID3",
    b"\x00\x00\x00\x18ftyp",
    b"\x00\x00\x00 ftyp",
    b"wOFF",
    b"wOF2",
    b"7z\xbc\xaf",
    b"Rar!",
    b"OggS",
)
_ALIASES: Final = {
    "viscii": "viscii",
    "csviscii": "viscii",
    "viscii1.1-1": "viscii",
    "x-viet-viscii": "viscii",
    "x-viscii": "viscii",
    "tcvn": "tcvn3",
    "tcvn3": "tcvn3",
    "x-tcvn3": "tcvn3",
    "x-viet-tcvn": "tcvn3",
    "x-viet-tcvn5712": "tcvn3",
    "tcvn-5712": "tcvn3",
    "tcvn5712-1": "tcvn3",
    "x-tcvn": "tcvn3",
    "abc": "tcvn3",
    "x-viet-vni": "vni",
    "vni": "vni",
    "x-vni": "vni",
    "vni-windows": "vni",
    "windows-1258": "windows-1258",
    "cp1258": "windows-1258",
    "cp-1258": "windows-1258",
    "x-cp1258": "windows-1258",
}
# Declarations that systems print without meaning them.
_EMPTY_WORDS: Final = frozenset(
    ["ascii", "cp1252", "iso8859-1", "latin-1", "x-user-defined", "utf-7", "cp850", "cp437", "iso8859-15"]
)
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]{1,3}")
# windows-1252 gives 27 characters above U+00FF to the bytes that Latin-1 gives to control codes.
_TO_LATIN: Final = {
    ord(char): byte for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("cp1252", "replace")) != "\ufffd"
}
_TAIL: Final = "[\x80-\xbf" + "".join(map(chr, _TO_LATIN)) + "]"
# What the commonest letters become, as bytes: `á»`, `áº`, `Ã` and `Ä` before a second half, `Æ°`, `â€`.
_LEAD = re.compile(rb"\xc3[\x83\x84\x86\xa1\xa2][\xc2\xc6\xe2]")
_MOJIBAKE = re.compile(f"[\u00c2-\u00df]{_TAIL}|[\u00e0-\u00ef]{_TAIL}{{2}}|[\u00f0-\u00f4]{_TAIL}{{3}}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text, the charset used, how it was found, and warnings. `data` is the text in UTF-8."""

    text: str
    charset: str | None
    charset_from: str
    warnings: tuple[str, ...] = ()
    data: bytes = field(default=b"", repr=False)


def decode(data: bytes | str, content_type: str | None = None) -> Decoded:
    """Return the text of a page's bytes.

    `content_type` is the HTTP header of that name. A byte order mark decides; else bytes that are UTF-8 are
    UTF-8, whatever is declared, also with some damage; else the declared charset, where the text bears it out;
    else the Vietnamese charset in which most words are Vietnamese syllables. UTF-8 encoded twice is undone.
    Text already decoded comes back as it is. Nothing is raised; what was doubtful is in `warnings`.
    """
    if isinstance(data, str):
        text = data.removeprefix("\ufeff").replace("\x00", "")
        return _decoded(text, None, "str", ())
    for bom, charset in _BOMS:
        if data.startswith(bom):
            return _from_bytes(data[len(bom) :], charset, "bom")
    if data.startswith(_BINARY):
        return Decoded("", None, "content", ("not-html",))
    if b"\x00" in data[:4096]:
        wide = _wide(data)
        if wide is not None:
            return _from_bytes(data, wide, "content", ("charset-guessed",))
        if data[:4096].count(0) > 400 and b"<" not in data[:512]:
            return Decoded("", None, "content", ("not-html",))
    if len(data[:4096].translate(None, _CONTROLS)) < 0.95 * len(data[:4096]):
        return Decoded("", None, "content", ("not-html",))
    declared, origin = _declaration(data, content_type)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, declared, origin)
    warnings: tuple[str, ...] = ()
    if not text.isascii():
        fixed = _undo_mojibake(text, data)
        if fixed is not None:
            return _decoded(fixed[0], fixed[1], "content", ("charset-guessed",))
        if declared not in (None, "utf-8"):
            warnings = ("charset-guessed",)
    if b"\x00" in data:
        return _decoded(text.replace("\x00", ""), "utf-8", origin if declared == "utf-8" else "content", warnings)
    return Decoded(text, "utf-8", origin if declared == "utf-8" else "content", warnings, data)


def _decoded(text: str, charset: str | None, origin: str, warnings: tuple[str, ...]) -> Decoded:
    return Decoded(text, charset, origin, warnings, text.encode("utf-8", "replace"))


def _from_bytes(data: bytes, charset: str, origin: str, warnings: tuple[str, ...] = ()) -> Decoded:
    text = data.decode(charset, "replace").replace("\x00", "")
    if "\ufffd" in text:
        warnings = (*warnings, "charset-damaged")
    return _decoded(text, charset, origin, warnings)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of a page's markup is zero."""
    sample = data[:4096]
    half = max(1, len(sample) // 2)
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.3 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _declaration(data: bytes, content_type: str | None) -> tuple[str | None, str]:
    if content_type and (match := _HEADER.search(content_type)) is not None and (name := _codec(match.group(1))):
        return name, "http"
    found = _META.search(data, 0, 8192)
    if found is not None and (name := _codec((found.group(1) or found.group(2)).decode("ascii"))):
        return name, "meta"
    return None, "content"


def _codec(name: str) -> str | None:
    """Return the standard name of a declared charset, or None where nobody knows it."""
    low = name.strip().lower()
    if low in _ALIASES:
        return _ALIASES[low]
    try:
        return codecs.lookup(low).name
    except LookupError:
        return low if low in _EMPTY_WORDS else None


def _not_utf8(data: bytes, declared: str | None, origin: str) -> Decoded:
    whole = len(_MULTIBYTE.findall(data))
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if whole > 3 * broken:
        return _decoded(
            text.replace("\x00", ""), "utf-8", origin if declared == "utf-8" else "content", ("charset-damaged",)
        )
    scored: list[tuple[float, int, str]] = []
    body = _visible(data)
    for charset in NAMES:
        share, seen = syllable_share(decode_legacy(body, charset))
        bonus = 0.25 if charset == declared else 0.0
        scored.append((share + bonus, seen, charset))
    share, seen, charset = max(scored, key=lambda s: s[0])
    if declared in NAMES and share - 0.25 <= 0.6:
        charset, share = declared, 1.0
    if share >= 0.6:
        right = charset == declared
        text = decode_legacy(data, charset).replace("\x00", "")
        warnings = [] if right else ["charset-guessed"]
        if "\ufffd" in text:
            warnings.append("charset-damaged")
        return _decoded(text, charset, origin if right else "content", tuple(warnings))
    if declared is not None and declared not in _EMPTY_WORDS and declared not in ("utf-8", *NAMES):
        try:
            text = data.decode(declared, "replace")
        except (LookupError, ValueError):
            text = ""
        if text and text.count("\ufffd") * 20 <= len(text):
            damaged = ("charset-damaged",) if "\ufffd" in text else ()
            return _decoded(text.replace("\x00", ""), declared, origin, damaged)
    text = data.decode("cp1252", "replace").replace("\x00", "")
    known = declared in ("cp1252", "iso8859-1", "latin-1")
    return _decoded(text, "windows-1252", origin if known else "content", () if known else ("charset-guessed",))


def _visible(data: bytes) -> bytes:
    """Return the bytes to judge a charset by: tags taken out."""
    return re.sub(rb"<[^<>]{0,2000}>", b" ", data[:300_000])


def _undo_mojibake(text: str, data: bytes) -> tuple[str, str] | None:
    """Return text whose UTF-8 bytes were read as windows-1252 and encoded again, or a legacy charset's so, undone."""
    if _LEAD.search(data) is None and not _no_vietnamese(text):
        return None
    try:
        raw = text.translate(_TO_LATIN).encode("latin-1")
    except UnicodeEncodeError:
        return _undo_in_places(text)
    try:
        again = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy_in_disguise(raw) or _undo_in_places(text)
    return (again, "utf-8") if len(again) < len(text) else None


def _no_vietnamese(text: str) -> bool:
    """Tell whether a text has no letter beyond Latin-1, as one in an old charset read as windows-1252 has none."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError as error:
        return not text[error.start].isalpha()
    return True


def _undo_in_places(text: str) -> tuple[str, str] | None:
    # `“CÔ”` looks like one mojibake; a page with real ones has many
    if len(text) > 4000 and len(_MOJIBAKE.findall(text)) < 4:
        return None
    fixed = _MOJIBAKE.sub(_undo_run, text)
    if fixed == text:
        return None
    share, seen = syllable_share(text)
    better, _ = syllable_share(fixed)
    return (fixed, "utf-8") if seen and better > share + 0.01 else None


def _undo_run(match: re.Match[str]) -> str:
    try:
        return match.group().translate(_TO_LATIN).encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return match.group()


def _legacy_in_disguise(raw: bytes) -> tuple[str, str] | None:
    """Undo an old charset that a system took for windows-1252 and wrote as UTF-8."""
    body = _visible(raw)
    plain, seen = syllable_share(body.decode("cp1252", "replace"))
    if seen < 12 or plain > 0.5:
        return None
    share, charset = max((syllable_share(decode_legacy(body, name))[0], name) for name in NAMES)
    if share < 0.75 or share < plain + 0.3:
        return None
    return decode_legacy(raw, charset), charset

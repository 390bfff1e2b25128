"""Bytes to text: byte order mark, HTTP header, declaration, content."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import Final

from bs4.dammit import UnicodeDammit

from newsparse.page.legacy import NAMES, decode_legacy, fit, syllable_share

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
    "windows-874": "cp874",
    "dos-874": "cp874",
    "x-sjis": "shift_jis",
    "windows-31j": "cp932",
    "ks_c_5601-1987": "cp949",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gbk",
    "x-mac-cyrillic": "mac_cyrillic",
    "windows-1258": "windows-1258",
    "cp1258": "windows-1258",
    "cp-1258": "windows-1258",
    "x-cp1258": "windows-1258",
}
# Declarations that systems print without meaning them.
_EMPTY_WORDS: Final = frozenset(
    ["ascii", "cp1252", "iso8859-1", "latin-1", "x-user-defined", "utf-7", "cp850", "cp437", "iso8859-15"]
)
# Vietnamese letters and quotation marks in UTF-8; in windows-1252 these bytes make no sense
_SURE_UTF8 = re.compile(rb"\xe1[\xba\xbb][\x80-\xbf]|\xe2\x80[\x90-\xaf]")
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]{1,3}")
# windows-1252 gives 27 characters above U+00FF to the bytes that Latin-1 gives to control codes.
_TO_LATIN: Final = {
    ord(char): byte for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("cp1252", "replace")) != "\ufffd"
}
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_FROM_C1: Final = {byte: char for char, byte in _TO_LATIN.items()}
# What windows-1258 has where windows-1252 has other letters.
_FROM_1258: Final = {
    ord(char): byte
    for byte in range(0xC0, 0x100)
    if (char := bytes([byte]).decode("cp1258", "replace")) not in ("\ufffd", chr(byte))
}
_TAIL: Final = "[\x80-\xbf" + "".join(map(chr, _TO_LATIN)) + "]"
# What the commonest letters become, as bytes: `á»`, `áº`, `Ã` and `Ä` before a second half, `Æ°`, `â€`. No text that
# was encoded twice is without signs of U+0080 to U+00BF, whose first byte is C2, or the second character of `â€`; to
# look for one byte or character costs a fraction of such a search.
_LEAD = re.compile(rb"\xc3(?:[\x83\x84\x86][\xc2\xc6\xe2]|\xa1\xc2|\xa2(?:\xc2|\xe2\x82))")
_PIECE: Final = 4096  # characters; the first letter that windows-1252 lacks mostly stands in the title
_FEW_SIGNS: Final = 8  # of an old charset in disguise; a page that is right may have some
_MARKS: Final = frozenset(map(chr, range(0x300, 0x370)))
_QUOTES = re.compile("â€[œ™˜“”¦]")
# Letters with what no Vietnamese word has beside them: signs and accents of the old charsets, written as UTF-8.
_DISGUISED = re.compile(
    rb"[aeouyAEOUY]\xc3[\xb8\xb9\xbb\xb5\xaf\xa5\xa4\xab\xbc\xba\x8c\x92\x9e\xac]|[a-zA-Z]\xc2[\xa1-\xb9]"
)
_TAGS = re.compile(r"(<[^<>]{0,2000}>)")
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
        text = data.lstrip("\ufeff").replace("\x00", "")
        return _decoded(text, None, "str", ())
    for bom, charset in _BOMS:
        if data.startswith(bom):
            return _from_bytes(data[len(bom) :], charset, "bom")
    if data.startswith(_BINARY):
        return Decoded("", None, "content", ("not-html",))
    told = _HEADER.search(content_type) if content_type else None
    if told is not None and told.group(1).lower().startswith("utf-16") and b"<" not in data[:2].strip(b"\x00<"):
        charset = "utf-16-be" if told.group(1).lower().endswith("be") else "utf-16-le"
        if data[: len(data) // 2 * 2].decode(charset, "replace").count("\ufffd") * 50 < len(data):
            return _from_bytes(data, charset, "http")
    first = data[:4096]
    if b"\x00" in first or first.count(b"\x1e") > 1:
        wide = _wide(data)
        if wide is not None:
            return _from_bytes(data, wide, "content", ("charset-guessed",))
        if first.count(0) > 400 and b"<" not in data[:512]:
            return Decoded("", None, "content", ("not-html",))
    if len(first.translate(None, _CONTROLS)) < 0.95 * len(first):
        return Decoded("", None, "content", ("not-html",))
    declared, origin = _declaration(data, content_type)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, declared, origin)
    warnings: tuple[str, ...] = ()
    if not text.isascii():
        fixed = _undo_mojibake(text, data)
        for _ in range(3):
            again = _undo_mojibake(fixed[0], fixed[0].encode("utf-8", "replace")) if fixed is not None else None
            if again is None:
                break
            fixed = again
        if fixed is not None:
            return _decoded(fixed[0], fixed[1], "content", ("charset-guessed",))
        if b"\xc2" in data and _C1.search(data) is not None:
            # quotation marks and dashes of windows-1252 that a system took for Latin-1
            text = text.translate(_FROM_C1)
            return _decoded(text, "utf-8", origin if declared == "utf-8" else "content", ("charset-guessed",))
        if declared not in (None, "utf-8"):
            warnings = ("charset-guessed",)
    if b"\x00" in data:
        return _decoded(text.replace("\x00", ""), "utf-8", origin if declared == "utf-8" else "content", warnings)
    return Decoded(text, "utf-8", origin if declared == "utf-8" else "content", warnings, data)


def _decoded(text: str, charset: str | None, origin: str, warnings: tuple[str, ...]) -> Decoded:
    return Decoded(text, charset, origin, warnings, text.encode("utf-8", "replace"))


def _from_bytes(data: bytes, charset: str, origin: str, warnings: tuple[str, ...] = ()) -> Decoded:
    text = data.decode(charset, "replace").replace("\x00", "").lstrip("\ufeff")
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
    # dense Vietnamese: letters of U+00xx, U+01xx, U+1Exx and signs of U+20xx
    even, odd = (half - len(part.translate(None, b"\x00\x01\x03\x1e\x20")) for part in (sample[0::2], sample[1::2]))
    if odd > 0.9 * half and even < 0.4 * half:
        return "utf-16-le"
    if even > 0.9 * half and odd < 0.4 * half:
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


_WESTERN: Final = frozenset({*_EMPTY_WORDS, "mac-roman"})


def _not_utf8(data: bytes, declared: str | None, origin: str) -> Decoded:
    content_meta = _declaration(data, None)[0]
    whole = len(_MULTIBYTE.findall(data))
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if whole > 3 * broken or len(_SURE_UTF8.findall(data)) >= max(1, broken):
        # single bytes of windows-1252, mostly quotation marks and dashes, get back what they meant
        text = UnicodeDammit.detwingle(data).decode("utf-8", "replace")
        return _decoded(
            text.replace("\x00", ""), "utf-8", origin if declared == "utf-8" else "content", ("charset-damaged",)
        )
    foreign = _declared_text(data, declared, content_meta)
    if foreign is not None:
        return _decoded(foreign[0].replace("\x00", ""), foreign[1], foreign[2], foreign[3])
    body = _visible(data)
    share, charset = _legacy_of(body, declared)
    if declared in NAMES and share <= 0.6:
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


def _declared_text(data: bytes, declared: str | None, meta: str | None) -> tuple[str, str, str, tuple[str, ...]] | None:
    """Return the text in a declared charset of another language, where all the bytes fit it.

    A page that a server calls UTF-8 and that is none is what it calls itself.
    """
    for name, origin in ((declared, "http"), (meta, "meta")):
        if name is None or name in _WESTERN or name in ("utf-8", *NAMES):
            continue
        try:
            return data.decode(name), name, "meta" if name == meta else origin, ()
        except (LookupError, ValueError):
            continue
    return None


def _legacy_of(body: bytes, declared: str | None) -> tuple[float, str]:
    """Return the Vietnamese charset that fits best and how well, from 0 to 1.

    In Vietnamese every second word has a letter beyond ASCII. Where fewer than one in five has one, they are the
    quotation marks, dashes and signs of a Western page.
    """
    best = (0.0, NAMES[0])
    for charset in NAMES:
        share, seen, whole = fit(decode_legacy(body, charset))
        if charset != declared and seen * 5 < whole:
            share = 0.0
        share += 0.25 if charset == declared else 0.0
        best = max(best, (share, charset))
    share, charset = best
    return (min(1.0, share), charset)


def _visible(data: bytes) -> bytes:
    """Return the bytes to judge a charset by: tags taken out."""
    return re.sub(rb"<[^<>]{0,2000}>", b" ", data[:300_000])


def _undo_mojibake(text: str, data: bytes) -> tuple[str, str] | None:
    """Return text whose UTF-8 bytes were read as windows-1252 and encoded again, or a legacy charset's so, undone."""
    foreign = _foreign(text)
    if (foreign.isalpha() or foreign in _MARKS) and not ((b"\xc2" in data or "€" in text) and _LEAD.search(data)):
        return _legacy_in_places(text, data)
    try:
        if foreign > "\xff":
            raise UnicodeError  # it would fail at that letter, after a walk through the whole text
        raw = text.translate(_TO_LATIN).encode("latin-1")
    except UnicodeError:
        if data.count("Ă".encode()) >= 2:  # the first half of `á` or `ô` in windows-1258
            try:
                return text.translate(_TO_LATIN | _FROM_1258).encode("latin-1").decode("utf-8"), "utf-8"
            except UnicodeError:
                pass
        return _undo_in_places(text) or _legacy_in_places(text, data)
    try:
        again = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy_in_disguise(raw) or _undo_in_places(text)
    return (again, "utf-8") if len(again) < len(text) else None


def _foreign(text: str) -> str:
    """Return the first character that windows-1252 lacks, or `""`.

    A letter there, or a mark over one, tells that the text is no old charset read as windows-1252.
    """
    for at in range(0, len(text), _PIECE):
        piece = text[at : at + _PIECE]
        try:
            piece.encode("cp1252")
        except UnicodeEncodeError as error:
            return piece[error.start]
    return ""


def _undo_in_places(text: str) -> tuple[str, str] | None:
    # `“CÔ”` looks like one mojibake; a page with real ones has many
    if len(text) > 4000 and len(_MOJIBAKE.findall(text)) < 4:
        return None
    fixed = _MOJIBAKE.sub(_undo_run, text)
    if fixed == text:
        return None
    share, seen = syllable_share(text)
    better, _ = syllable_share(fixed)
    if len(_QUOTES.findall(text)) >= 3:
        return fixed, "utf-8"
    return (fixed, "utf-8") if seen and better > share + 0.01 else None


def _undo_run(match: re.Match[str]) -> str:
    try:
        return match.group().translate(_TO_LATIN).encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return match.group()


def _legacy_in_places(text: str, data: bytes) -> tuple[str, str] | None:
    """Undo an old charset in disguise where only a part of the page is in it: a body beside a menu that is right."""
    # `ø` (VNI), `ð` for `đ` (windows-1258), signs as `©`, `µ`: most pages have none
    if "ø" not in text and "ð" not in text and not _has_signs(data):
        return None
    if len(_DISGUISED.findall(data)) < _FEW_SIGNS:
        return None
    pieces = _TAGS.split(text)
    raw: dict[int, bytes] = {}
    for at in range(0, len(pieces), 2):
        if not pieces[at].isascii():
            try:
                raw[at] = pieces[at].translate(_TO_LATIN).encode("latin-1")
            except UnicodeEncodeError:
                continue
    found = _legacy_in_disguise(b" ".join(raw.values()))
    if found is None:
        return None
    for at, piece in raw.items():
        pieces[at] = decode_legacy(piece, found[1])
    return "".join(pieces), found[1]


def _has_signs(data: bytes) -> bool:
    """Tell whether a page has several signs of U+0080 to U+00BF besides spaces that do not break."""
    seen = 0
    at = data.find(b"\xc2")
    while at >= 0 and seen < _FEW_SIGNS:
        seen += data[at + 1 : at + 2] != b"\xa0"
        at = data.find(b"\xc2", at + 1)
    return seen >= _FEW_SIGNS


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

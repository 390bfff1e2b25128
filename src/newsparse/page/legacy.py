"""Vietnamese charsets of the time before Unicode: VISCII, TCVN3 (ABC fonts), VNI-Windows, windows-1258.

VISCII is RFC 1456; TCVN3 is the third part of TCVN 5712:1993, as the `.Vn…` fonts lay it out; VNI-Windows
writes a letter and then a mark as two bytes; windows-1258 writes tones as combining characters. The first two
are tables in `data/legacy_charsets.tsv`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from newsparse.text.lexicon import load_lexicon

NAMES: Final = ("windows-1258", "viscii", "tcvn3", "vni")

# VNI-Windows: the byte after a letter says its mark (circumflex, breve, tone); in upper case 32 lower.
_VNI_MARKS: Final[dict[int, str]] = {
    0xF9: "\u0301",
    0xF8: "\u0300",
    0xFB: "\u0309",
    0xF5: "\u0303",
    0xEF: "\u0323",
    0xE2: "\u0302",
    0xE1: "\u0302\u0301",
    0xE0: "\u0302\u0300",
    0xE5: "\u0302\u0309",
    0xE3: "\u0302\u0303",
    0xE4: "\u0302\u0323",
    0xEA: "\u0306",
    0xE9: "\u0306\u0301",
    0xE8: "\u0306\u0300",
    0xFA: "\u0306\u0309",
    0xFC: "\u0306\u0303",
    0xEB: "\u0306\u0323",
}
_VNI_LETTERS: Final[dict[int, str]] = {
    0xF6: "ư",
    0xF4: "ơ",
    0xF1: "đ",
    0xED: "í",
    0xEC: "ì",
    0xE6: "ỉ",
    0xF3: "ĩ",
    0xF2: "ị",
    0xEE: "ỵ",
}
_ONSETS = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx]"
_NUCLEI = (
    "uyê|uya|oai|oay|oao|oeo|iêu|yêu|uôi|ươi|ươu|uây|uyu|uêu|iê|ia|yê|ya|uô|ua|ươ|ưa|ai|ao|au|ay|âu|ây|eo|êu|iu|oa|oă|oe|"
    "oi|ôi|ơi|ui|uy|ưi|ưu|uê|uơ|uâ|oo|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_NUCLEI})(?:ch|nh|ng|[cmnpt])?")
_TONES: Final = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


@lru_cache(maxsize=4)
def _table(name: str) -> str:
    chars = [chr(i) for i in range(256)]
    if name == "tcvn3":
        # ABC pages take quotation marks and dashes from windows-1252
        chars[0x80:0xA0] = bytes(range(0x80, 0xA0)).decode("cp1252", "replace")
    for row in load_lexicon().rows("legacy_charsets"):
        charset, code = row["byte"].split(":")
        if charset == name:
            chars[int(code, 16)] = row["character"]
    return "".join(chars)


def decode_legacy(data: bytes, charset: str) -> str:
    """Return bytes of one of `NAMES` as text in NFC. Bytes without a meaning become U+FFFD."""
    if charset == "windows-1258":
        text = data.decode("cp1258", "replace")
    elif charset == "vni":
        text = _decode_vni(data)
    else:
        text = data.decode("latin-1").translate(_translation(charset))
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=4)
def _translation(charset: str) -> dict[int, str]:
    return {i: c for i, c in enumerate(_table(charset)) if ord(c) != i}


def _decode_vni(data: bytes) -> str:
    text = data.decode("cp1252", "replace")
    return _VNI_PAIR.sub(_vni_letter, text)


def _vni_letter(match: re.Match[str]) -> str:
    letter, mark = match.group(1), match.group(2)
    if letter is None:
        return _vni_single(match.group())
    return unicodedata.normalize("NFC", _vni_single(letter) + _vni_mark(mark))


def _vni_single(letter: str) -> str:
    code = ord(letter)
    if code < 0x80:
        return letter
    found = _VNI_LETTERS.get(code)
    if found is not None:
        return found
    found = _VNI_LETTERS.get(code + 0x20)
    return found.upper() if found is not None else letter


def _vni_mark(mark: str) -> str:
    code = ord(mark)
    return _VNI_MARKS.get(code) or _VNI_MARKS.get(code + 0x20, "")


_MARK_CLASS = "".join(chr(c) for c in _VNI_MARKS) + "".join(chr(c - 0x20) for c in _VNI_MARKS)
_LETTER_CLASS = "".join(chr(c) for c in _VNI_LETTERS) + "".join(chr(c - 0x20) for c in _VNI_LETTERS)
_VNI_PAIR = re.compile(f"([AEOUYaeouyÖöÔô])([{_MARK_CLASS}])|[{_LETTER_CLASS}]")


def is_syllable(word: str) -> bool:
    """Tell whether a word is built as a Vietnamese syllable, in one case or capitalised, with one tone at most."""
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    bare = unicodedata.normalize("NFD", word.lower())
    if len(_TONE.findall(bare)) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare.translate(_TONES))) is not None


def syllable_share(text: str, most: int = 600) -> tuple[float, int]:
    """Return the share of words with a non-ASCII letter that are Vietnamese syllables, and how many words were seen."""
    words = [w for w in _WORD.findall(text[:400_000]) if not w.isascii()][:most]
    if not words:
        return 0.0, 0
    return sum(map(is_syllable, words)) / len(words), len(words)


def fit(text: str, most: int = 1200) -> tuple[float, int, int]:
    """Return how well a text reads as Vietnamese: share of right words among those beyond ASCII, these, and all words.

    A sign that clings to a letter (`T¯ng`, `x©y`) is a letter of another charset.
    """
    right = seen = 0
    whole = 0
    for word in text[:400_000].split():
        if _LETTER.search(word) is None:
            continue
        whole += 1
        if whole > most * 3 or seen >= most:
            break
        if word.isascii():
            continue
        bare = word.strip(_PUNCTUATION)
        if bare.isascii():
            continue
        seen += 1
        parts = [part for part in _SPLIT.split(bare) if not part.isascii()]
        right += bool(parts) and all(map(is_syllable_any, parts))
    share = right / seen if seen else 0.0
    # between charsets in which as many words are well formed, the one whose letters are the common ones
    letters = _BEYOND.findall(text[:20_000].lower())
    rare = sum(letter in _RARE for letter in letters)
    return share - 0.2 * rare / max(1, len(letters)), seen, whole


def is_syllable_any(word: str) -> bool:
    """As `is_syllable`, but capitals may be mixed: the capitals of a TCVN3 font are lower-case codes."""
    return is_syllable(word) or (word[:1].isupper() and is_syllable(word.lower()))


_BEYOND = re.compile(r"[^\W\d_a-z]")
_RARE: Final = frozenset("èẻẽẹéỏõòỡởẳẵỗổẫẩỵỷỹỉĩũ")
_LETTER = re.compile(r"[^\W\d_]|[\x80-\uffff]")
_SPLIT = re.compile(r"[\s\d\x21-\x40\x5b-\x60\x7b-\x7f“”‘’–—…]+")
_PUNCTUATION: Final = " \t.,;:!?()[]{}<>\"'“”‘’–—…-/\\«»•&%*=+#|"
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f][^\W\d_]*)*")

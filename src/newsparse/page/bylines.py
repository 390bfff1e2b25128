"""Who wrote the article, and which lines are captions."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from newsparse.page.cues import folded
from newsparse.text.lexicon import load_lexicon

_UPPER = "A-Z" + "".join(chr(c) for c in range(0xC0, 0x1EFA) if chr(c).isupper() and (c < 0x250 or c >= 0x1E00))
_NAME_WORD = re.compile(rf"^(?:[{_UPPER}][\w'’.\-]*|[{_UPPER}]\.?(?:[{_UPPER}]\.?)*)$")
_SPLIT = re.compile(r"\s*(?:,|;|&|\+|\s[-–]\s|(?<=\w)[-–]\s|\bvà\b|\band\b|/)\s*")
_URL = re.compile(r"https?://|www\.|\.(?:vn|com|net|org|gov)\b", re.IGNORECASE)
_BRACKET = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_REST = re.compile(r"\s+(?:at|on|lúc|ngày|vào)\s+|\s*\|\s*|\s*[-–,]?\s*\d")
# What stands behind a name when a page sets it apart by style only.
_AFTER_NAME = re.compile(
    r"(?<=\w)\s+(?:Published|Updated|Posted|On|For|In|Staff|Senior|Chief|Special|Contributing|Correspondent|Reporter|Editor|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?|January|February|March|"
    r"April|June|July|August|September|October|November|December)\b.*$"
)
_HONORIFICS: Final = frozenset({"ông", "bà", "anh", "chị", "cô", "chú", "bác", "mr", "mrs", "ms"})
_SMALL: Final = frozenset({"van", "von", "de", "der", "den", "la", "le", "bin", "al", "da", "del", "di", "du"})


@lru_cache(maxsize=1)
def _labels() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    rows = load_lexicon().rows("page_labels")

    def forms(kind: str) -> list[str]:
        return sorted((re.escape(row["form"]) for row in rows if row["kind"] == kind), key=len, reverse=True)

    written = "|".join(form.replace(r"\ \-\ ", r"\s*-\s*") for form in forms("author"))
    author = re.compile(rf"^\W*(?:(?:tin|nguồn\s+\w+)\s*:\s*|(?:{written})(?:\s*[:\-–]\s*|\s+))", re.IGNORECASE)
    caption = re.compile(rf"^\W*(?:{'|'.join(forms('caption'))})\b", re.IGNORECASE)
    credits = "|".join(forms("credit"))
    credit = re.compile(rf"(?:^|[\s(\[.–-])(?:{credits})\s*[:：]\s*[^.:]{{2,60}}[)\].]*$", re.IGNORECASE)
    media = frozenset(folded(row["form"]) for row in rows if row["kind"] == "medium")
    return author, caption, credit, media


_CREDIT_TAIL = re.compile(r"\s*[-–;,(]*\s*\b(?:ảnh|video|clip|đồ họa)\s*:.*$", re.IGNORECASE)
_AFTER = re.compile(r"\s+[-–(]?\s*(?:Theo|theo|Nguồn|nguồn)\b.*$")
_DOMAIN_TAIL = re.compile(r"\s+[-–]?\s*[^\s/]+\.(?:vn|com|net|org)\S*$", re.IGNORECASE)
_DOES = re.compile(r"[\s,(–-]+(?:[Ll]ược dịch|[Bb]iên dịch|dịch|ghi|thực hiện|tổng hợp|biên tập|t/h|th|gt)\)?$")
_TITLE = re.compile(
    r"^(?:(?:CTV|PV|BTV|(?:PGS|GS|ThS|TS|BSCKI+|BS|CKI+|KS|LS|NCS|CN|DS)\b\.?[.,\s]*(?:CKI+|TS|BS)?\.?)\s+"
    r"|(?:phóng viên|cộng tác viên|nhà báo|nhà văn|nhà thơ|nhà giáo|luật sư|bác sĩ|thạc sĩ|tiến sĩ|kỹ sư"
    r"|(?:thiếu|trung|thượng|đại) (?:tá|úy|tướng)|linh mục|đại đức|thượng tọa|hòa thượng|ni sư)\s+)+",
    re.IGNORECASE,
)
_DAY = re.compile(r"^(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)$")
OFFICE_LINE = re.compile(
    r"^\W*(?:(?:tm|kt|tl|tuq|t/m|k/t)\b\.?\s|(?:q\.\s*|phó\s+|quyền\s+)?(?:chủ tịch|giám đốc|tổng giám đốc|"
    r"hiệu trưởng|bí thư|trưởng phòng|trưởng ban|chánh văn phòng|chi cục trưởng|cục trưởng|vụ trưởng|viện trưởng|"
    r"thủ trưởng|bộ trưởng|trưởng công an)\s*$)",
    re.IGNORECASE,
)
"""A line with which an office signs a document: what follows is its holder, no author."""


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """Return the first words of offices, which sign as persons do: `Phòng Văn hóa`, `Trung tâm Y tế`."""
    return frozenset(folded(row["form"]) for row in load_lexicon().rows("page_labels") if row["kind"] == "office")


def names_in(text: str) -> list[str]:
    """Return the personal names in a byline's text, its label already taken off.

    A name is two to five capitalised words, or initials; media, agencies and addresses are none.
    """
    media, heads = _labels()[3], _heads()
    names: list[str] = []
    text = _core(text)
    bare = _BRACKET.sub(" ", text).strip(" .,:;-–*/") or text.strip(" .,:;-–*/()[]")
    for part in _SPLIT.split(bare):
        part = _TITLE.sub("", _AFTER_NAME.split(part.strip(" .,:;-–*"), maxsplit=1)[0].strip())
        if not part or _DAY.match(folded(part)) or _URL.search(part):
            continue
        words = part.split()
        if not 1 <= len(words) <= 5 or any(c.isdigit() for c in part):
            continue
        first = folded(words[0])
        if (first in _HONORIFICS and len(words) != 2) or first in heads or folded(" ".join(words[:2])) in heads:
            continue
        if (
            folded(part) in media
            or folded(part).replace(".", "") in media
            or any(folded(" ".join(words[:n])) in media for n in (1, 2, 3) if n < len(words))
        ):
            continue
        if not all((word[0].isupper() and _NAME_WORD.match(word)) or word in _SMALL for word in words):
            continue
        if len(words) == 1 and not _is_short_name(part):
            continue
        names.append(part)
    return names


def _core(text: str) -> str:
    """Return a byline without what is said behind the name: a credit, a source, a domain, a trade."""
    return _DOES.sub("", _DOMAIN_TAIL.sub("", _AFTER.sub("", _CREDIT_TAIL.sub("", text))))


_NO_NAME = re.compile(r"^\W*(?:chương|phần|mục|điều|phía|khu vực|ngày|lượt|bước|câu|bài|tập|kỳ)\b", re.IGNORECASE)


def is_name_line(text: str) -> bool:
    """Tell whether a text is nothing but one to three names of two to four words."""
    if len(text) > 60 or _NO_NAME.match(text):
        return False
    names = names_in(text)
    return (
        bool(names)
        and sum(map(len, names)) * 10 >= len(_core(text).strip(" .*-–()[]")) * 8
        and all(1 <= name.count(" ") <= 3 for name in names)
    )


def _is_short_name(word: str) -> bool:
    # initials (`P.H`, `T.T.D`) sign articles; a single given name too, but that is too little evidence
    bare = word.strip(".")
    return "." in bare and len(word) <= 12 and (word.upper() == word or bare.index(".") <= 2)


def labelled_author(text: str) -> list[str] | None:
    """Return the names behind an author's label (`Tác giả: …`, `Theo …/…`, `By …`), or None where there is none.

    An empty list tells that the line is a byline which names a medium and no person.
    """
    if len(text) > 120:
        return None
    match = _labels()[0].match(text)
    if match is None:
        return None
    rest = _REST.split(text[match.end() :].strip(), maxsplit=1)[0]
    if not rest:
        return []
    names = names_in(rest)
    if names or ":" in match.group() or (len(rest.split()) <= 8 and not rest.endswith((".", ":", "?", "!"))):
        return names
    return None


def is_caption(text: str) -> bool:
    """Tell whether a text says itself that it is a caption: `Ảnh: …`, `Hình ảnh 1: …`, a photo credit at its end."""
    if len(text) > 500:
        return False
    labels = _labels()
    if labels[1].match(text, 0, 40) is not None:
        return True
    tail = text[-90:]
    return ":" in tail and labels[2].search(tail) is not None


def is_medium(name: str) -> bool:
    """Tell whether a name is that of a medium, an agency or an editorial office."""
    low = folded(name.strip(" .").replace(".", "") if len(name) <= 5 else name.strip(" ."))
    media = _labels()[3]
    return (
        low in media
        or _URL.search(name) is not None
        or any(
            low.startswith(head + " ") or low.endswith(" " + head)
            for head in ("báo", "tạp chí", "ttxvn", "online", "news")
        )
    )

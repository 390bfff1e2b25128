"""Bylines and captions: which lines are, and the names in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newsparse.page.words import any_of, folded, folded_forms, forms, per_lexicon, remembered_per_lexicon

if TYPE_CHECKING:
    from newsparse.text.lexicon import Lexicon

_UPPER = "A-Z" + "".join(chr(c) for c in range(0xC0, 0x1EFA) if chr(c).isupper() and (c < 0x250 or c >= 0x1E00))
_NAME_WORD = re.compile(rf"^(?:[{_UPPER}][\w'’.\-]*|[{_UPPER}]\.?(?:[{_UPPER}]\.?)*)$")
_SPLIT = re.compile(r"\s*(?:,|;|&|\+|\s[-–—]\s|(?<=\w)[-–]\s|\bvà\b|\band\b|/)\s*")
_URL = re.compile(r"https?://|www\.|\.(?:vn|com|net|org|gov)\b", re.IGNORECASE)
_BY = re.compile(r"^(?:By|BY)(?:\s+|(?=[A-Z][a-z]))")
_MAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,190}\.\w{2,24}")
_BRACKET = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")


class _Labels(NamedTuple):
    """Patterns and words of the tables `page_labels` and `page_words`."""

    author: re.Pattern[str]
    caption: re.Pattern[str]
    credit: re.Pattern[str]
    media: frozenset[str]
    newsrooms: tuple[str, ...]
    heads: frozenset[str]
    """First words of offices, which sign as persons do: `Phòng Văn hóa`, `Trung tâm Y tế`."""
    honorifics: frozenset[str]
    particles: frozenset[str]
    weekdays: frozenset[str]
    no_name_words: frozenset[str]
    role: re.Pattern[str]
    edited: re.Pattern[str]
    title: re.Pattern[str]
    behind_name: re.Pattern[str]
    behind_label: re.Pattern[str]
    picture_tail: re.Pattern[str]
    tail: re.Pattern[str]
    office_line: re.Pattern[str]
    syllables: frozenset[str]
    """Parts of personal names: surnames, middle and given names."""
    no_name: re.Pattern[str]


@per_lexicon
def _labels(lexicon: Lexicon) -> _Labels:
    def labels(kind: str) -> str:
        return any_of(lexicon, kind, table="page_labels")

    written = "|".join(
        re.escape(form).replace(r"\ \-\ ", r"\s*-\s*") for form in forms(lexicon, "author", "page_labels")
    )
    said, pictured, doing = (any_of(lexicon, kind) for kind in ("said_by", "pictured_by", "doing"))
    ignoring = re.IGNORECASE
    return _Labels(
        author=re.compile(rf"^\W*(?:(?:tin|nguồn\s+\w+)\s*:\s*|(?:{written})(?:\s*[:\-–]\s*|\s+))", ignoring),
        caption=re.compile(rf"^\W*(?!{any_of(lexicon, 'no_caption')})(?:{labels('caption')})\b", ignoring),
        credit=re.compile(
            rf"(?:^|[\s(\[.–-])(?:{labels('credit')})\s*[:：]\s*(?:[^.:]|(?-i:(?<=[A-ZĐ])\.)){{2,60}}[)\].]*$", ignoring
        ),
        media=folded_forms(lexicon, "medium", "page_labels"),
        newsrooms=tuple(folded_forms(lexicon, "newsroom")),
        heads=folded_forms(lexicon, "office", "page_labels"),
        honorifics=folded_forms(lexicon, "honorific"),
        particles=folded_forms(lexicon, "particle"),
        weekdays=folded_forms(lexicon, "weekday"),
        no_name_words=folded_forms(lexicon, "no_name_word"),
        role=re.compile(rf"\b(?:{any_of(lexicon, 'role')})s?$", ignoring),
        edited=re.compile(rf"[\s;,.]+(?:{any_of(lexicon, 'edited_by')})\b.*$", ignoring),
        title=re.compile(rf"^(?:(?:{any_of(lexicon, 'title')})\b[.,\s]\s*)+", ignoring),
        behind_name=re.compile(rf"(?<=\w)\s+(?:{any_of(lexicon, 'behind_name')})\b.*$"),
        behind_label=re.compile(rf"\s+(?:{any_of(lexicon, 'at_time')})\s+|\s*\|\s*|\s*[-–,]?\s*\d", ignoring),
        # what is said behind the name: the credit of a picture; a source, a domain, a trade. Only behind a space or a
        # sign, which a search finds fast
        picture_tail=re.compile(rf"\s*[-–;,(]*\s*\b(?:{pictured})\s*:.*$", ignoring),
        tail=re.compile(
            r"[\s,(–-](?:"
            rf"(?<=\s)\s*[-–(]?\s*(?:{said})\b.*"
            r"|(?<=\s)\s*[-–]?\s*[^\s/]+\.(?:vn|com|net|org)\S*"
            rf"|[\s,(–-]*(?:{doing})\)?"
            r")$",
            ignoring,
        ),
        office_line=re.compile(
            rf"^\W*(?:(?:{any_of(lexicon, 'on_behalf')})\b\.?\s"
            rf"|(?:(?:{any_of(lexicon, 'acting')})\s*)?(?:{any_of(lexicon, 'signing')})\s*$)",
            ignoring,
        ),
        syllables=lexicon.forms("surnames") | lexicon.forms("given_names"),
        no_name=re.compile(rf"^\W*(?:{any_of(lexicon, 'no_name')})\b", ignoring),
    )


def names_in(text: str) -> list[str]:
    """Return the personal names in a byline's text, its label already taken off.

    A name is two to five capitalised words, or initials; media, agencies and addresses are none.
    """
    return list(_names_in(text))


@remembered_per_lexicon
def _names_in(text: str) -> tuple[str, ...]:
    labels = _labels()
    names: list[str] = []
    text = _core(text)
    bare = _BRACKET.sub(" ", text).strip(" .,:;-–*/") or text.strip(" .,:;-–*/()[]")
    for whole in _SPLIT.split(bare):
        part = labels.title.sub("", labels.behind_name.split(whole.strip(" .,:;-–*"), maxsplit=1)[0].strip())
        words = part.split()
        if not 1 <= len(words) <= 5:
            continue
        if not all((word[0].isupper() and _NAME_WORD.match(word)) or word in labels.particles for word in words):
            continue
        low = folded(part)
        if low in labels.weekdays or _URL.search(part) or (names and labels.role.search(whole)):
            continue
        if any(map(str.isdigit, part)):
            continue
        first, _, _ = low.partition(" ")
        if (first in labels.honorifics and len(words) != 2) or first in labels.heads:
            continue
        opening = {" ".join(low.split(" ")[:n]) for n in (1, 2, 3) if n < len(words)}
        if " ".join(low.split(" ")[:2]) in labels.heads or not labels.media.isdisjoint(
            {low, low.replace(".", ""), *opening}
        ):
            continue
        if not labels.no_name_words.isdisjoint(low.split(" ")):
            continue
        if len(words) == 1 and not _is_short_name(part):
            continue
        names.append(part)
    return tuple(names)


def _core(text: str) -> str:
    """Return a byline without what is said behind the name: a credit, a source, a domain, a trade."""
    labels = _labels()
    text = labels.edited.sub("", text)
    for _ in range(2):  # a credit behind a source, say
        whole = text
        if ":" in text:
            text = labels.picture_tail.sub("", text)
        text = labels.tail.sub("", text)
        if text == whole:
            break
    return _BY.sub("", text) if text.startswith(("By", "BY")) else text


def _untitled(text: str) -> str:
    return _labels().title.sub("", text.lstrip())


@remembered_per_lexicon
def is_name_line(text: str) -> bool:
    """Tell whether a text is nothing but one to three names of two to four words."""
    if len(text) > 60 or _labels().no_name.match(text):
        return False
    names = names_in(text)
    return (
        bool(names)
        and sum(map(len, names)) * 10 >= len(_untitled(_BRACKET.sub(" ", _core(text)) or text).strip(" .*-–()[]")) * 8
        and all(1 <= name.count(" ") <= 3 for name in names)
    )


def is_sure_name(text: str) -> bool:
    """Tell whether a text is nothing but names of such words as Vietnamese names are made of; a remark may follow."""
    if text.isupper() or not is_name_line(text):
        return False
    syllables = _labels().syllables
    return all(word.lower() in syllables for name in names_in(text) for word in name.split())


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
    match = _labels().author.match(text)
    if match is None:
        return None
    if ":" not in match.group() and text.endswith(".") and text.count(" ") > 9:
        return None  # `Theo Cục Thuế tỉnh, số thu quý I tăng 3%.`
    rest = _labels().behind_label.split(text[match.end() :].strip(), maxsplit=1)[0]
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
    if labels.caption.match(text, 0, 40) is not None:
        return True
    tail = text[-90:]
    return ":" in tail and labels.credit.search(tail) is not None


def is_medium(name: str) -> bool:
    """Tell whether a name is that of a medium, an agency or an editorial office."""
    low = folded(name.strip(" .").replace(".", "") if len(name) <= 5 else name.strip(" ."))
    labels = _labels()
    return (
        low in labels.media
        or _URL.search(name) is not None
        or any(low.startswith(f"{head} ") or low.endswith(f" {head}") for head in labels.newsrooms)
    )


def is_mail(text: str) -> bool:
    """Tell whether a line is an address of electronic mail and nothing else."""
    return "@" in text and _MAIL.fullmatch(text) is not None


def is_office_line(text: str) -> bool:
    """Tell whether an office signs a document with a line: what follows is its holder, no author."""
    return len(text) <= 60 and _labels().office_line.match(text) is not None

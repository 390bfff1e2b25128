"""What titles say: the key by which they are compared, the names of sites and sections, what the head offers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from newsparse.page.head import strings
from newsparse.page.words import any_of, folded, folded_forms, lexicon_read, per_lexicon, remembered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsparse.page.head import Head
    from newsparse.text.lexicon import Lexicon

_WORD = re.compile(r"\w+")
# A date of publication that a system sets behind the title: in brackets, or as machines write it.
_DATE_TAIL = re.compile(r"[\[(]\s*(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[^\])]*)[\])]\s*$|(?<=\s)(\d{4}-\d\d-\d\dT\d\S+)$")
_LAST_OF_DATES: Final = frozenset(")] 0123456789Z")
_SIGNS: Final = 40  # characters of a title that are no words
_SEPARATOR = re.compile(r"\s+[|\-–—»«:·•]+\s+|\s*[|»«]\s*|\s*::+\s*")


class _Words(NamedTuple):
    generic: re.Pattern[str]
    site: re.Pattern[str]
    greetings: tuple[str, ...]
    greeted: re.Pattern[str]
    """A greeting that goes on with whom it greets."""
    institution: re.Pattern[str]
    formula: re.Pattern[str]
    naming: frozenset[str]
    """Words in lower case inside the names of offices."""


@per_lexicon
def _words(lexicon: Lexicon) -> _Words:
    def begins(*kinds: str) -> re.Pattern[str]:
        return re.compile(rf"(?:{any_of(lexicon, *kinds)})(?:(?<!\w)|(?!\w))")

    return _Words(
        generic=begins("generic"),
        site=begins("site"),
        greetings=tuple(folded_forms(lexicon, "greeting")),
        greeted=re.compile(rf"(?:{any_of(lexicon, 'greeting')})\s+(?:{any_of(lexicon, 'greeted')})\b"),
        institution=begins("institution"),
        formula=re.compile(
            rf"\W*(?:(?:{any_of(lexicon, 'formula')})(?:(?<!\w)|(?!\w))|(?:{any_of(lexicon, 'formula_whole')})\W*$)"
        ),
        naming=folded_forms(lexicon, "naming"),
    )


def is_generic(text: str) -> bool:
    """Tell whether a text is the name of a site, a portal or a section: no headline.

    `UBND huyện Tân Lập` is a name, `UBND huyện Tân Lập tổ chức hội nghị` a headline: it goes on in lower case.
    """
    words = _words()
    low = folded(text)
    match = words.generic.match(low)
    if match is None:
        return False
    if low.startswith(words.greetings):
        return low.count(" ") < 4 or words.greeted.match(low) is not None
    if words.site.match(low):
        return _goes_on(text[match.end() :]) < 3
    first = _SEPARATOR.split(text, maxsplit=1)[0]
    return first.count(" ") < 4


def _goes_on(text: str) -> int:
    """Return how many words in lower case a text has that are no part of names of offices."""
    naming = _words().naming
    return sum(word.islower() and word.isalpha() and word not in naming for word in text.split())


def is_formula(text: str) -> bool:
    """Tell whether a line is one with which official papers begin: the motto, a number, `Kính gửi`, `Căn cứ`."""
    return _words().formula.match(folded(text)) is not None


@remembered
def key(text: str) -> str:
    """Return the words of a text, case and marks aside, for comparing titles."""
    return " ".join(_WORD.findall(folded(text)))


def date_behind(title: str) -> re.Match[str] | None:
    """Return the date of publication that a system sets behind a title, or None; group 1 or 2 is the date."""
    return _DATE_TAIL.search(title) if title[-1:] in _LAST_OF_DATES else None


def says(text: str, title: str) -> bool:
    """Tell whether a text is the title of which `title` is the key."""
    # signs between the words make a text longer than its key, by a few characters
    return -4 <= len(text) - len(title) <= _SIGNS and key(text) == title


def title_keys(head: Head) -> Mapping[str, float]:
    """Return what the head offers as the headline, as keys with their weight."""
    linked = strings(head.linked.get("headline") or head.linked.get("name") or "") if head.linked else []
    offered = (*linked, head.first("og:title"), head.first("twitter:title", "dc.title", "title"))
    return _keys(offered, head.title, lexicon_read())


@lru_cache(maxsize=8)
def _keys(offered: tuple[str, ...], title: str, lexicon: Lexicon) -> Mapping[str, float]:
    keys: dict[str, float] = {}
    for text in offered:
        if text and not is_generic(text):
            keys[key(text)] = 5.0
            for part in _prefixes(text):
                keys.setdefault(key(part), 4.0)
    office = _words().institution
    if title and not keys and office.match(folded(title)) and not _SEPARATOR.search(title) and _goes_on(title) < 4:
        return keys  # a portal that prints the name of its office on every page
    if title and not is_generic(title):
        keys.setdefault(key(title), 4.0)
        for part in _prefixes(title):
            keys.setdefault(key(part), 3.5)
    for part in _SEPARATOR.split(title)[1:]:
        if len(part) > 25:
            keys.setdefault(key(part), 2.5)
    keys.pop("", None)
    return keys


def _prefixes(title: str) -> list[str]:
    """Return the beginnings of a title at its separators, longest first."""
    return [title[: match.start()] for match in reversed(list(_SEPARATOR.finditer(title)))]


def title_from_head(head: Head, site: str | None) -> str | None:
    """Return the headline as the head says it, the site's name cut off; for pages that show none."""
    for text in (
        *(strings(head.linked.get("headline") or "") if head.linked else ()),
        head.first("og:title"),
        head.first("twitter:title"),
        head.title,
    ):
        if not text or is_generic(text):
            continue
        return strip_site(text, site)
    return None


def strip_site(title: str, site: str | None) -> str:
    """Return a title without the site's name at its end."""
    parts = _prefixes(title)
    if not parts:
        return title
    if site and key(title).endswith(key(site)):
        shorter = [p for p in parts if key(p) and key(title)[: -len(key(site))].strip().startswith(key(p))]
        if shorter:
            return shorter[0]
    tail = title[len(parts[0]) :]
    return parts[0] if len(tail) < 45 and len(parts[0]) > 20 else title

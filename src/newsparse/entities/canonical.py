"""One name for one body: abbreviations opened, spelling made uniform, the mentions of a document gathered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsparse.entities.view import LOWER, TITLE, UPPER
from newsparse.record import Mention, Organisation
from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from newsparse.entities.body_tables import Bodies, Head, Span
    from newsparse.entities.view import TokenView

_ROMAN = re.compile(r"[IVX]+")
_UNITS = frozenset(("province", "district", "commune"))
_LEVELLED = frozenset(("office", "field"))
_LOCAL = frozenset(("xã", "phường"))
_NATIONAL = frozenset(("Chính phủ", "Quốc hội", "Đảng", "Đảng Cộng sản Việt Nam"))


def canonical_name(view: TokenView, tables: Bodies, head: Head | None, at: int, last: int) -> str:
    """Return the canonical name of a body: its canonical head and what stands in tokens `at` up to `last`.

    Abbreviations are opened, a bracket inside is left out, dashes become ` - `, tone marks stand in one place,
    fields of work begin with a capital, and a province after an office or department has its noun.
    """
    if head is not None and head.canonical == "Đảng" and at == last:
        return "Đảng Cộng sản Việt Nam"  # in the Vietnamese press the Party, without a name, is this one
    words = [] if head is None else [head.canonical]
    levelled = head is not None and head.reach in _LEVELLED
    while at < last:
        if view.texts[at] == "(":
            while at < last and view.texts[at] != ")":
                at += 1
            at += 1
            continue
        at = _open(view, tables, at, last, words, levelled)
    name = " ".join(words)
    for mark in (",", "."):
        name = name.replace(f" {mark}", mark)
    return name


def _open(view: TokenView, tables: Bodies, at: int, last: int, words: list[str], levelled: bool) -> int:
    shape = view.shapes[at]
    if words and words[-1].casefold() == "khu vực" and _ROMAN.fullmatch(view.texts[at]):
        words.append(view.texts[at])  # `khu vực X` is no `xã`
        return at + 1
    field = tables.fields.longest(view.folded, at)
    if field is not None and shape == TITLE == view.shapes[min(field[0], last) - 1] and field[0] > at + 1:
        named = tables.places.names.longest(view.folded, at)
        if named is not None and named[0] == field[0]:
            field = None  # `Nhà máy Thủy điện Hòa Bình`
    if field is not None and field[0] <= last:
        words.append(field[1][0])
        return field[0]
    inner = tables.heads.longest(view.folded, at)
    if inner is not None and inner[0] <= last and inner[1].reach != "none":
        words.append(inner[1].canonical)
        return inner[0]
    name = tables.places.names.longest(view.folded, at)
    if name is not None and name[0] <= last and shape != LOWER:
        if levelled and name[1].level is not None and name[1].canonical != "Thành phố Hồ Chí Minh":
            _set_level(words, name[1].level)
        words.append(name[1].canonical)
        return name[0]
    acronym = tables.acronyms.longest(view.folded, at)
    if acronym is not None and acronym[0] <= last and (shape == UPPER or view.texts[at] in ("Tp", "T")):
        words.append(acronym[1])
        at = acronym[0]
        return at + 1 if at < last and view.texts[at] == "." else at
    place = tables.places.heads.longest(view.folded, at)
    if place is not None and place[0] <= last and (place[1].short or place[1].kind in _UNITS):
        words.append(place[1].canonical)
        at = place[0]
        return at + 1 if at < last and view.texts[at] == "." else at
    level = tables.levels.longest(view.folded, at)
    if level is not None and level[0] <= last:
        words.append(level[1])
        return level[0]
    words.append(_uniform(view.texts[at].capitalize() if view.shouting[at] else view.texts[at]))
    return at + 1


def _set_level(words: list[str], level: str) -> None:
    """Give a province its noun: `Sở Y tế tỉnh Hà Nam`; but `Tỉnh ủy Hà Nam`, whose head says it already."""
    if not words:
        return
    if words[0] in ("Tỉnh ủy", "Thành ủy", "Tỉnh đoàn", "Thành đoàn"):
        if words[-1] in ("tỉnh", "thành phố"):
            words.pop()
    elif not words[-1].endswith(("tỉnh", "thành phố")):
        words.append(level)


def _uniform(word: str) -> str:
    if word in "–—":
        return "-"
    low = fold(word)
    if low == word.casefold():
        return word
    return low.upper() if word.isupper() else low.capitalize() if word[0].isupper() else low


def gather(view: TokenView, spans: list[Span]) -> tuple[Organisation, ...]:
    """Return one organisation a body, with all its mentions, in the order of first mention.

    A short form joins the longer name that it abbreviates: `Sở Y tế` and `Sở Y tế Hà Nội`, `trường Hoàng Diệu` and
    `Trường Tiểu học Hoàng Diệu`; of several, the one named nearest before it.
    """
    groups: dict[tuple[str, ...], list[Span]] = {}
    for span in spans:
        groups.setdefault(tuple(map(fold, span.canonical.split())), []).append(span)
    holders: dict[str, list[tuple[str, ...]]] = {}
    for key in groups:
        for word in set(key):
            holders.setdefault(word, []).append(key)
    for key in sorted(groups, key=len):
        # the last word of a short form is the rarest: looking only where it stands keeps the work small
        target = _fuller(key, groups, holders[key[-1]])
        if target is not None:
            groups[target].extend(groups.pop(key))
    found: list[Organisation] = []
    for group in groups.values():
        group.sort(key=lambda s: s.first)
        fullest = max(group, key=lambda s: (len(s.canonical), s.last - s.first))
        found.append(
            Organisation(
                name=view.slice(fullest.first, fullest.last),
                canonical=fullest.canonical,
                kind=fullest.kind,
                place=fullest.place,
                mentions=tuple(_mention(view, span) for span in group),
            )
        )
    found.sort(key=lambda o: o.mentions[0].start)
    return tuple(found)


def _mention(view: TokenView, span: Span) -> Mention:
    return Mention(start=view.starts[span.first], end=view.ends[span.last - 1], text=view.slice(span.first, span.last))


def _fuller(
    key: tuple[str, ...], groups: dict[tuple[str, ...], list[Span]], others: list[tuple[str, ...]]
) -> tuple[str, ...] | None:
    short = groups[key][0]
    if not short.head or short.canonical in _NATIONAL:
        return None
    head = len(short.head.split())
    best: tuple[str, ...] | None = None
    best_rank: tuple[bool, int] | None = None
    for other in others:
        spans = groups.get(other)
        if spans is None or len(other) <= len(key) or other[0] != key[0]:
            continue
        long = spans[0]
        if long.kind != short.kind:
            continue
        prefix = other[: len(key)] == key
        if not prefix and not (
            len(key) > head and len(short.head.split()) <= len(long.head.split()) and _within(key, other)
        ):
            continue
        if short.place is not None and not prefix and key[-1:] != other[-1:]:
            continue
        if len(key) == head and prefix and long.head != short.head:
            continue
        lower_level = long.place is not None or other[-1] in ("xã", "phường", "thôn")
        if short.head.startswith("Hội") and lower_level and long.first > short.first:
            continue  # `Hội Nông dân` named before `Hội Nông dân xã X` may be that of another level
        if key[-1] in _LOCAL and other[: len(key)] == key and min(s.first for s in spans) > short.first:
            continue  # `UBND xã` named before `UBND xã X` is the one that the article is about
        gap = min(abs(short.first - s.first) + (0 if s.first < short.first else 100_000) for s in spans)
        rank = (not prefix, gap)
        if best_rank is None or rank < best_rank:
            best, best_rank = other, rank
    return best


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)

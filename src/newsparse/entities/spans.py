"""Where a proper name, a person's name or a place ends: shared by the grammars of bodies and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.entities.view import DIGIT, LOWER, TITLE, UPPER, TokenView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsparse.entities.gazetteer import Gazetteer, PlaceHead

_MIDDLE = frozenset(("thị", "văn"))
_NAMED_AFTER_PERSONS = frozenset(("road", "facility", "village", "bridge", "zone", "park"))


def proper(view: TokenView, at: int) -> bool:
    """Return whether token `at` is written as part of a name: a capital first, in a line that is not all capitals."""
    return view.shapes[at] in (TITLE, UPPER) and not view.shouting[at]


def joined(view: TokenView, at: int) -> bool:
    """Return whether token `at` stands on the line of the token before it."""
    return 0 < at < len(view) and not view.breaks[at]


def plural(view: TokenView, places: Gazetteer, at: int) -> bool:
    """Return whether a word of number or plural stands before token `at`: what follows is then a common noun."""
    if not joined(view, at):
        return False
    before = view.folded[at - 1]
    return before in places.cues["plural"] or (view.shapes[at - 1] == DIGIT and len(before) <= 3 and before.isdigit())


def person_begins(view: TokenView, at: int, surnames: Mapping[str, bool]) -> bool:
    """Return whether a Vietnamese full name seems to begin at token `at`.

    `surnames` says of each surname whether it is sure by itself; the others need `Thị` or `Văn` behind them.
    """
    word = view.folded[at]
    sure = surnames.get(word)
    return (
        sure is not None
        and view.shapes[at] == TITLE
        and joined(view, at + 1)
        and view.shapes[at + 1] == TITLE
        and (sure or view.folded[at + 1] in _MIDDLE)
        and not (word in _MIDDLE and joined(view, at) and view.shapes[at - 1] == TITLE)
    )


def word_begins(view: TokenView, places: Gazetteer, at: int) -> bool:
    """Return whether a common word of two syllables with a capital stands at token `at`: `Công viên`."""
    return (
        joined(view, at + 1) and view.shapes[at + 1] == LOWER and (view.folded[at], view.folded[at + 1]) in places.words
    )


def run_end(view: TokenView, at: int, limit: int = 12) -> int:
    """Return the end of the run of capitalised tokens on one line that begins at `at`, at most `limit` long."""
    end = at
    while end < len(view) and end - at < limit and proper(view, end) and (end == at or not view.breaks[end]):
        end += 1
    return end


def capitals(view: TokenView, first: int, last: int) -> bool:
    """Return whether a phrase of a lexicon is written as a name: first and last words with capitals, not all lower."""
    shapes = view.shapes
    return shapes[first] in (TITLE, UPPER) and (
        shapes[last - 1] != LOWER or last - first > 2 or view.text[view.starts[last - 1]].isupper()
    )


def head_at(view: TokenView, places: Gazetteer, at: int) -> tuple[int, PlaceHead] | None:
    """Return `(end, head)` of the head noun of a place at token `at`; an abbreviation's full stop is inside."""
    found = places.heads.longest(view.folded, at)
    if found is None:
        return None
    end, head = found
    first = view.texts[at]
    if head.short:
        # `Q`, `P`, `TP`, `TX`, `QL` are heads only when a capital writes them; `p`, `x` and `tt` are not
        if view.shapes[at] == LOWER:
            return None
        if joined(view, end) and view.texts[end] == "." and view.starts[end] == view.ends[end - 1]:
            end += 1
        elif len(first) == 1:
            return None
    elif view.shapes[at] == LOWER:
        if end - at == 1 and joined(view, at) and view.folded[at - 1] in head.compounds:
            return None
    elif end - at == 1 and joined(view, at) and view.shapes[at - 1] == TITLE:
        return None  # `Nguyễn Đình Vinh`: a syllable in the middle of a name
    return end, head


def place_end(view: TokenView, places: Gazetteer, at: int) -> tuple[int, str] | None:
    """Return `(end, kind)` of the place that begins at token `at`, with or without a head noun, or None."""
    found = bare_place(view, places, at)
    head = head_at(view, places, at)
    if head is not None and not (view.shapes[at] == TITLE and view.folded[at] in places.surnames and head[0] - at == 1):
        end = named_end(view, places, head[0], head[1])
        if end is not None and (found is None or end > found[0]):
            return end, head[1].kind
    return found


def bare_place(view: TokenView, places: Gazetteer, at: int) -> tuple[int, str] | None:
    """Return `(end, kind)` of a place name that stands without a head noun at token `at`, or None."""
    found = places.names.longest(view.folded, at)
    if found is None:
        return None
    end, name = found
    if (view.shapes[at] == LOWER and not name.lower) or view.shapes[end - 1] == LOWER:
        return None
    return end, name.kind


def named_end(view: TokenView, places: Gazetteer, at: int, head: PlaceHead) -> int | None:
    """Return the end of the name after a head noun of a place that ends before token `at`, or None."""
    if not joined(view, at):
        return None
    if view.shapes[at] == DIGIT:
        return _number_end(view, at, head)
    if head.number and view.folded[at] == "số" and joined(view, at + 1) and view.shapes[at + 1] == DIGIT:
        return _number_end(view, at + 1, head)
    best = at
    for table in (places.units, places.names):
        found = table.longest(view.folded, at)
        if found is not None and view.shapes[at] != LOWER and view.shapes[found[0] - 1] != LOWER:
            best = max(best, found[0])
    if head.kind == "road" and head.short:
        return None  # `ĐT Việt Nam` is a team: an abbreviated road has a number
    if not proper(view, at):
        return best if best > at else None
    if best == at and (places.traps.longest(view.folded, at) is not None or word_begins(view, places, at)):
        return None  # `bản Hiệp định`, `các làng Hồi giáo`, `cổng Công viên`
    run = run_end(view, at, 6)
    full = run - at > 2 and view.folded[at + 1] in _MIDDLE and view.folded[at] in places.surnames
    if full and head.kind == "village":
        return None  # `Trưởng bản | Tòng Văn Hặc`: no village has a full name
    end = best
    if run > best:
        person = person_begins(view, at, places.surnames)
        if best == at:
            if head.short and head.kind in ("province", "district", "commune"):
                return None  # `TP. Giấy mời`: a full stop that ends a sentence
            if run - at > 2 and head.kind not in _NAMED_AFTER_PERSONS and view.folded[at] in places.surnames:
                return None  # units are in the tables: `Phó Chủ tịch UBND huyện | Nông Thế Phúc`
            if head.kind == "river" and view.shapes[at] == UPPER:
                return None  # `kênh DIVA` is broadcast
            end = _cut(view, places, at, min(run, at + 4))
        elif person_begins(view, best, places.surnames) or run - at > 4 or _starts_other(view, places, best):
            end = best
        elif person:
            return None  # `tỉnh Vương Quốc Tuấn`: the office of a province, then its holder
        else:
            end = _cut(view, places, at, run)
    if end < len(view) and joined(view, end):
        if head.kind in ("village", "zone") and view.shapes[end] == DIGIT and len(view.texts[end]) <= 2:
            after = end + 1
            if not joined(view, after) or view.shapes[after] not in (LOWER, DIGIT):
                return after
        # `Deir ez-Zor`, `Phong Nha - Kẻ Bàng` are in the tables; a Latin name may join its parts by a hyphen
        if (
            view.texts[end] == "-"
            and joined(view, end + 1)
            and view.ends[end - 1] == view.starts[end] == view.starts[end + 1] - 1
            and proper(view, end + 1)
            and view.texts[end - 1].isascii()
            and view.texts[end + 1].isascii()
            and best == at
        ):
            return end + 2
    return end


def _cut(view: TokenView, places: Gazetteer, at: int, run: int) -> int:
    end = at + 1
    while end < run and not person_begins(view, end, places.surnames) and not _starts_other(view, places, end):
        end += 1
    return end


def _starts_other(view: TokenView, places: Gazetteer, at: int) -> bool:
    head = places.heads.longest(view.folded, at)
    return head is not None and view.texts[at][0].isupper() and head[1].kind in ("province", "district", "commune")


def _number_end(view: TokenView, at: int, head: PlaceHead) -> int | None:
    if not head.number:
        return None
    end = at + 1
    if head.kind == "road" and joined(view, end + 1) and view.texts[end] == "Tháng" and view.shapes[end + 1] == DIGIT:
        return end + 2  # `đường 3 Tháng 2`
    while joined(view, end + 1) and view.texts[end] in "/-." and view.starts[end] == view.ends[end - 1]:
        if view.shapes[end + 1] != DIGIT or view.starts[end + 1] != view.ends[end]:
            break
        if view.texts[end] != "/":
            return None  # `động 20.000`, `buôn 14,5`: a quantity
        end += 2
    if joined(view, end) and view.texts[end] in ",%" and joined(view, end + 1) and view.shapes[end + 1] == DIGIT:
        return None if view.starts[end + 1] == view.ends[end] else end
    return end

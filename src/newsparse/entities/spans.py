"""Where a place or a proper name ends: shared by the grammars of bodies and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.entities.view import CAPITAL, DIGIT, LOWER, UPPER, View

if TYPE_CHECKING:
    from newsparse.entities.gazetteer import Gazetteer

SURNAMES = frozenset(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh trương đinh lâm "
    "phùng mai tô hà tạ quách thái châu tăng triệu chu lương cao lại đàm kiều nông hứa từ bạch tống lưu văn "
    "giàng vàng thào sùng lò cầm khúc doãn thân nghiêm ông vi lục ma đồng khổng viên tôn chử".split()
)


def proper(view: View, at: int) -> bool:
    """Return whether token `at` is written as part of a name: a capital first."""
    return view.shapes[at] in (CAPITAL, UPPER)


def person_begins(view: View, at: int) -> bool:
    """Return whether a Vietnamese full name seems to begin at token `at`: a surname and one to three capitals."""
    return (
        view.folded[at] in SURNAMES
        and view.shapes[at] == CAPITAL
        and at + 1 < len(view)
        and not view.breaks[at + 1]
        and view.shapes[at + 1] == CAPITAL
    )


def run_end(view: View, at: int, limit: int) -> int:
    """Return the end of the run of capitalised tokens that begins at `at`, at most `limit` tokens long."""
    end = at
    while end < len(view) and end - at < limit and proper(view, end) and (end == at or not view.breaks[end]):
        end += 1
    return end


def head_at(view: View, places: Gazetteer, at: int) -> tuple[int, str, str] | None:
    """Return `(end, canonical, kind)` of the head noun of a place at token `at`; a full stop of an abbreviation is in."""
    found = places.heads.longest(view.folded, at)
    if found is None:
        return None
    end, (canonical, kind) = found
    if (
        end - at == 1
        and view.shapes[at] == LOWER
        and len(view.texts[at]) < 3
        and view.texts[at] not in ("xã", "hồ", "hố", "ga", "xứ", "sà", "ấp", "đê")
    ):
        return None  # `q`, `p`, `x` are heads only as `Q`, `P`, `X`
    if len(view.texts[at]) <= 2 and view.shapes[at] in (CAPITAL, UPPER) and canonical != view.folded[at]:
        if end < len(view) and view.texts[end] == "." and not view.breaks[end]:
            end += 1
        elif len(view.texts[at]) == 1:
            return None
    return end, canonical, kind


def place_end(view: View, places: Gazetteer, at: int) -> tuple[int, str | None] | None:
    """Return `(end, kind)` of the place that begins at token `at` with or without a head noun, or None."""
    head = head_at(view, places, at)
    if head is not None:
        end = named_end(view, places, head[0])
        if end is not None:
            return end, head[2]
    found = places.names.longest(view.folded, at)
    if found is not None and all(view.shapes[k] != LOWER for k in (at, found[0] - 1)):
        return found[0], found[1].kind
    return None


def named_end(view: View, places: Gazetteer, at: int) -> int | None:
    """Return the end of the name that follows the head noun of a place, or None where none follows."""
    if at >= len(view) or view.breaks[at]:
        return None
    if view.shapes[at] == DIGIT:
        end = at + 1
        while end + 1 < len(view) and view.texts[end] == "/" and view.shapes[end + 1] == DIGIT:
            end += 2
        return end
    if not proper(view, at):
        return None
    best = at
    for table in (places.units, places.names):
        found = table.longest(view.folded, at)
        if found is not None and all(proper(view, k) or not view.texts[k].isalpha() for k in range(at, found[0])):
            best = max(best, found[0])
    if best > at:
        return best
    if person_begins(view, at) and run_end(view, at, 5) - at >= 3:
        return None
    end = at
    while end < len(view) and end - at < 3 and proper(view, end) and (end == at or not view.breaks[end]):
        if end > at and person_begins(view, end):
            break
        end += 1
    return end

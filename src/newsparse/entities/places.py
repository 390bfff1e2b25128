"""Places: head nouns with their names, names that stand alone, addresses; one entry a place, with all mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsparse.entities.gazetteer import Gazetteer, gazetteer
from newsparse.entities.spans import bare_place, head_at, joined, named_end, person_begins, plural, proper, run_end
from newsparse.entities.view import DIGIT, LOWER, MARK, TITLE, UPPER
from newsparse.record import Mention, Place
from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsparse.entities.gazetteer import PlaceHead
    from newsparse.entities.view import TokenView
    from newsparse.text.lexicon import Lexicon

_DIRECTIONS = frozenset(("đông", "tây", "nam", "bắc"))
_TITLED = frozenset(("đình", "hồ", "châu", "lăng", "miếu"))
_ROAD_NUMBER = re.compile(r"(?:QL|TL|ĐT|HL|CT)\d{1,3}[A-ZĐ]?")
_SECTIONS = frozenset(("bắc", "nam"))


@dataclass(frozen=True, slots=True)
class Found:
    """A place at tokens `first` up to `last`; `noun` is the head noun in the span or before it, or empty."""

    first: int
    last: int
    name: str
    kind: str
    noun: str


def find_places(view: TokenView, lexicon: Lexicon, taken: Iterable[tuple[int, int]]) -> list[Found]:
    """Return the places of a document, in the order of the text, that the grammar finds.

    `taken` are the spans of tokens that belong to other names. Linear in the text.
    """
    marks = bytearray(len(view))
    for first, last in taken:
        marks[first:last] = b"\1" * (last - first)
    return _Finder(view, gazetteer(lexicon), marks).places()


def places_at(
    view: TokenView, lexicon: Lexicon, names: Iterable[tuple[int, int]], found: Iterable[Found]
) -> list[Found]:
    """Return the places at given spans of tokens; those of the grammar, `found`, are taken where they agree."""
    tables = gazetteer(lexicon)
    exact = {(place.first, place.last): place for place in found}
    return [exact.get((first, last)) or _described(view, tables, first, last) for first, last in names]


def _described(view: TokenView, tables: Gazetteer, first: int, last: int) -> Found:
    head = head_at(view, tables, first)
    if head is not None and head[0] < last:
        return Found(first, last, view.slice(head[0], last), head[1].kind, head[1].canonical)
    return Found(first, last, view.slice(first, last), "place", "")


class _Finder:
    """One pass over the tokens of one document."""

    def __init__(self, view: TokenView, tables: Gazetteer, taken: bytearray) -> None:
        self.view, self.tables, self.taken = view, tables, taken
        self.found: list[Found] = []

    def places(self) -> list[Found]:
        view, taken = self.view, self.taken
        at, count = 0, len(view)
        while at < count:
            if taken[at] or view.shapes[at] == MARK:
                at += 1
                continue
            if view.shapes[at] == DIGIT or view.folded[at] == "số":
                end = self._address(at)
            elif view.shapes[at] == UPPER and _ROAD_NUMBER.fullmatch(view.texts[at]):
                end = self._add(at, at + 1, at, "road", "")
            else:
                end = self._place(at)
            at = at + 1 if end is None else end
        return self.found

    def _add(self, first: int, last: int, name_first: int, kind: str, noun: str) -> int | None:
        if any(self.taken[first:last]):
            return None
        self.found.append(Found(first, last, self.view.slice(name_first, last), kind, noun))
        return last

    def _place(self, at: int) -> int | None:
        view, tables = self.view, self.tables
        trap = tables.traps.longest(view.folded, at)
        if trap is not None:
            return trap[0]
        head = head_at(view, tables, at)
        if head is not None:
            known = bare_place(view, tables, at)
            if known is not None and known[0] > head[0] and not self._continues(known[0]):
                return self._add(at, known[0], at, known[1], "")  # `miền Trung`, `biển Đông`
        if head is not None:
            end = self._headed(at, head[0], head[1])
            if end is not None:
                return end
        return self._bare(at)

    def _headed(self, at: int, after: int, head: PlaceHead) -> int | None:
        view, tables = self.view, self.tables
        if view.shapes[at] == TITLE and after == at + 1:
            if view.folded[at] in tables.surnames and bare_place(view, tables, at) is None:
                return None  # `Hồ Quang Hiếu`, `Cao Bá Quát`
            if view.folded[at] in _TITLED and not view.first[at]:
                return None
            if not view.first[at] and joined(view, after) and view.shapes[after] == DIGIT:
                return None
        end = named_end(view, tables, after, head)
        if end is None or any(self.taken[after:end]):
            return None
        noun = head.canonical
        known = bare_place(view, tables, after)
        # `thủ đô Nga`, `thành phố Mỹ`: of that country
        nation = known == (end, "country") and head.kind in ("province", "district")
        if plural(view, tables, at) or not head.inside or nation:
            if known is not None and known[0] == end:
                kind = known[1]
            else:
                kind = head.kind
            if not head.inside and kind == head.kind and view.shapes[after] == DIGIT:
                return None
            last = self._add(after, end, after, kind, noun if plural(view, tables, at) else "")
            return self._listed(last, head) if last is not None and plural(view, tables, at) else last
        last = self._add(at, end, after, head.kind, noun)
        return self._parent(last) if last is not None and head.kind in ("village", "commune", "district") else last

    def _listed(self, at: int, head: PlaceHead) -> int:
        """Take the rest of a list: `các xã Nam Đà, Tân Thành và Đắk Sôr`."""
        view, tables = self.view, self.tables
        while joined(view, at + 1) and view.folded[at] in (",", "và", ";", "-"):
            first = at + 1
            if not proper(view, first) or self.taken[first] or head_at(view, tables, first) is not None:
                break
            end = named_end(view, tables, first, head)
            if end is None:
                break
            last = self._add(first, end, first, head.kind, head.canonical)
            if last is None:
                break
            at = last
        return at

    def _parent(self, at: int) -> int:
        """Take the unit named after a smaller one without its noun: `xã Kiến Thành, Đắk R'Lấp`."""
        view, tables = self.view, self.tables
        if not joined(view, at + 1) or view.texts[at] not in ",(-–":
            return at
        first = at + 1
        if not proper(view, first) or self.taken[first] or bare_place(view, tables, first) is not None:
            return at
        unit = tables.units.longest(view.folded, first)
        if unit is None or unit[1].kind == "commune" or view.shapes[unit[0] - 1] == LOWER:
            return at
        if run_end(view, first) > unit[0]:
            return at
        return self._add(first, unit[0], first, unit[1].kind, "") or at

    def _address(self, at: int) -> int | None:
        """Take `số 45 Lý Thường Kiệt`, `18 Hoàng Diệu`: a house number and the name of a road."""
        view = self.view
        first = at
        numbered = view.shapes[at] != DIGIT
        before = view.folded[first - 1] if joined(view, first) else ""
        if numbered:
            if not joined(view, at + 1) or view.shapes[at + 1] != DIGIT:
                return None
            at += 1
        elif before not in ("tại", "ở", ":"):
            return None
        at += 1
        while joined(view, at + 1) and view.texts[at] in "/-" and view.shapes[at + 1] == DIGIT:
            at += 2
        if not joined(view, at):
            return None
        road = head_at(view, self.tables, at)
        if road is not None and road[1].kind == "road":
            end = named_end(view, self.tables, road[0], road[1])
            return None if end is None else self._add(first, end, first, "address", "")
        if bare_place(view, self.tables, at) is not None:
            return None  # `số 1 Việt Nam`
        end = run_end(view, at, 5)
        if end - at < 2 or view.ends[at - 1] + 1 != view.starts[at]:
            return None
        if not numbered and (not joined(view, end) or view.texts[end] not in ",()"):
            return None  # a bare number needs a comma or bracket behind: `tại 18 Hoàng Diệu, Hà Nội`
        return self._add(first, end, first, "address", "")

    def _bare(self, at: int) -> int | None:
        view, tables = self.view, self.tables
        if (
            view.folded[at] in _SECTIONS
            and view.shapes[at] != LOWER
            and joined(view, at)
            and view.folded[at - 1] in ("vào", "ra")
            and not self._continues(at + 1)
        ):
            return self._add(at, at + 1, at, "region", "")
        found = tables.names.longest(view.folded, at)
        if found is None:
            return self._unit(at)
        end, name = found
        if (view.shapes[at] == LOWER and not name.lower) or view.shapes[end - 1] == LOWER:
            return None
        if not self._stands_alone(at, end, name.kind):
            return None
        return self._add(at, end, at, name.kind, "")

    def _unit(self, at: int) -> int | None:
        """Take the name of a commune or small district after a word of place: `ở Mường Lát`, `về Vinh`."""
        view, tables = self.view, self.tables
        if view.shapes[at] != TITLE or not joined(view, at) or view.folded[at - 1] not in self.tables.cues["where"]:
            return None
        unit = tables.units.longest(view.folded, at)
        if unit is None or view.shapes[unit[0] - 1] == LOWER or person_begins(view, at, tables.surnames):
            return None
        end = unit[0]
        if unit[1].kind == "commune" and end - at < 2:
            return None
        if self._continues(end) or view.shouting[at]:
            return None
        return self._add(at, end, at, unit[1].kind, "")

    def _continues(self, at: int) -> bool:
        """Return whether a capitalised word that belongs to nothing else follows directly at token `at`."""
        view = self.view
        return (
            joined(view, at)
            and view.shapes[at] == TITLE
            and not self.taken[at]
            and view.starts[at] == view.ends[at - 1] + 1
        )

    def _stands_alone(self, at: int, end: int, kind: str) -> bool:
        view, surnames = self.view, self.tables.surnames
        single = end == at + 1
        if joined(view, at):
            before = view.folded[at - 1]
            if (
                view.shapes[at - 1] == TITLE
                and not self.taken[at - 1]
                and view.starts[at] == view.ends[at - 1] + 1
                and not (self.found and self.found[-1].last == at)
                and (not view.first[at - 1] or before in surnames)
                and before not in self.tables.cues["where"]
                and before not in _DIRECTIONS
            ):
                return False
            if before in self.tables.cues["honorific"] and (single or kind not in ("country", "province", "continent")):
                return False
            if view.texts[at - 1] == "." and view.ends[at - 1] == view.starts[at] and single:
                return False
        if view.breaks[at] and view.breaks[end] and kind != "country":
            return False  # a line of its own is a byline: `Thanh Hà`
        if not joined(view, end):
            return True
        if single and view.first[at] and view.folded[at] == "anh":
            return False  # `Anh đã …`: he
        if self._continues(end):
            after = self.tables.names.longest(view.folded, end)
            if not single and (after is not None or person_begins(view, end, surnames)):
                return True
            if single:
                return kind == "country" and not _vietnamese(view.texts[end]) and not view.first[at]
            return kind in ("country", "province", "continent") and not person_begins(view, at, surnames)
        return True


def _vietnamese(syllable: str) -> bool:
    """Return whether a capitalised word may be a Vietnamese syllable: with marks of its own, or short."""
    return not syllable.isascii() or len(syllable) <= 3


def gather_places(view: TokenView, lexicon: Lexicon, found: Iterable[Found]) -> tuple[Place, ...]:
    """Return one place a unit or name, with all its mentions, in the order of first mention."""
    tables = gazetteer(lexicon)
    groups: dict[tuple[str, ...], tuple[str, str, str | None, list[Mention]]] = {}
    for place in found:
        name, kind, code = _identity(tables, place, view)
        key = (fold(name), kind if kind in ("province", "district", "commune") else "")
        entry = groups.setdefault(key, (name, kind, code, []))
        mention = Mention(
            start=view.starts[place.first], end=view.ends[place.last - 1], text=view.slice(place.first, place.last)
        )
        entry[3].append(mention)
    return tuple(
        Place(name=name, kind=kind, code=code, mentions=tuple(mentions))
        for name, kind, code, mentions in groups.values()
    )


def _identity(tables: Gazetteer, place: Found, view: TokenView) -> tuple[str, str, str | None]:
    """Return the uniform name, kind and certain code of a place."""
    words = [fold(t) for t in place.name.replace("–", "-").split()]
    folded = view.folded[place.first : place.last]
    whole = tables.names.longest(folded, 0)
    if whole is not None and whole[0] == len(folded):
        name = whole[1]
        return name.canonical, name.kind, name.code
    inner = tables.names.longest(folded, len(folded) - len(words)) if len(words) <= len(folded) else None
    if (inner is not None and place.noun in ("tỉnh", "thủ đô")) or (inner is not None and inner[1].level == place.noun):
        return inner[1].canonical, inner[1].kind, inner[1].code
    kind = place.kind
    if place.noun == "thành phố":
        kind = "district"
    code = tables.code_of(place.noun, " ".join(words))
    text = view.slice(place.first, place.last)
    return text, kind, code

"""How far a head noun of bodies reaches: field of work, name, number, place, level, parent body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsparse.entities.name_tables import is_syllable
from newsparse.entities.spans import (
    bare_place,
    capitals,
    head_at,
    joined,
    person_begins,
    place_end,
    proper,
    run_end,
    word_begins,
)
from newsparse.entities.view import DIGIT, LOWER, MARK, TITLE, UPPER

if TYPE_CHECKING:
    from newsparse.entities.bodies import Finder
    from newsparse.entities.body_tables import Head

_JOINS = frozenset(("và", "-", "&"))
_ROMAN = re.compile(r"[IVX]+")
_FIELD = 6  # syllables of a field that no table has, at most
_LONGEST = 40
_COMMITTEES = frozenset(("Ủy ban", "Hội đồng", "Ban", "Ban Chỉ đạo", "Trung tâm", "Tổ công tác", "Tiểu ban"))
_POLICE_CODE = re.compile(r"[ACKVX]\d\d")
_PARENTS = frozenset(("state", "party", "international", "religion", "enterprise", "bank"))
_NATION = frozenset(("country", "continent"))


class Reach:
    """How far one head noun reaches: a walk over what may follow it."""

    def __init__(self, finder: Finder, head: Head, first: int, at: int, depth: int) -> None:
        self.finder, self.view, self.tables = finder, finder.view, finder.tables
        self.head, self.first, self.at, self.depth = head, first, at, depth
        # `phòng Giáo dục`, `đoàn ĐBQH`: a small letter first, but a name behind it
        self.lower = all(self.view.shapes[k] not in (TITLE, UPPER) for k in range(first, at))
        self.place: str | None = None
        self.nation = False
        self.verb = False  # whether the field read last is a verb, which may have an object
        self.fields = self.names = self.levels = self.parents = self.numbers = 0

    def enough(self, last: int) -> bool:
        """Return whether what follows makes the head a particular body."""
        head, view = self.head, self.view
        if self.nation and not (self.fields or self.names or self.parents) and self._by_nation():
            return False
        particular = bool(self.place or self.parents or self.names or self.numbers)
        if head.kind == "media" and self.fields and any(proper(view, k) for k in range(self.at, last)):
            return True
        if self.lower:
            if head.reach == "named" and self.place and not (self.names or self.fields or self.numbers):
                if " " in head.canonical:
                    return not self.nation
                return head_at(view, self.tables.places, last - 1) is not None or self._place_is_headed()
            if head.reach == "office":
                return bool(self.place or self.parents)
            if head.reach in ("field", "free"):
                named = self.names and any(proper(view, k) for k in range(self.at, last))
                return (
                    (self.fields > 0 and bool(self.place or self.parents or self.levels or named))
                    or (self.fields > 0 and proper(view, self.at))
                    or (head.reach == "free" and bool(named) and last - self.at > 1)
                )
            return particular
        if head.alone == "cap":
            return True
        if head.alone == "level":
            return particular or self.levels > 0
        if head.reach == "named":
            if head.alone == "field" and self.fields and proper(view, self.at):
                return True
            central = last > self.at and view.folded[last - 1] in ("gia", "ương")
            return particular or (self.fields > 0 and (self.levels > 0 or central))
        if head.reach == "field":
            compound = " " in head.canonical and bool(self.place or self.levels)
            return bool(self.fields or self.parents or self.numbers or compound)
        if self.fields and " " in head.canonical and (self.levels or head.canonical == "Ban Chỉ đạo"):
            return True  # `Ban Chỉ đạo phòng chống dịch tỉnh`
        return particular or any(proper(view, k) for k in range(self.at, last))

    def _by_nation(self) -> bool:
        # `công ty Nhật`, `báo Mỹ`, `tòa án Đức` are common nouns with an adjective
        if self.head.reach == "named":
            return self.head.alone != "nation"
        return self.head.kind in ("court", "armed_forces")

    def _place_is_headed(self) -> bool:
        return head_at(self.view, self.tables.places, self.at) is not None

    def run(self) -> int:
        """Return the end of the body."""
        view = self.view
        at = self.at
        # a bound on the length keeps the work linear in texts that are capitals throughout
        while at < len(view) and not view.breaks[at] and at - self.first < _LONGEST:
            after = self._field(at)
            if after is not None:
                self.fields += 1
                at = after
                continue
            after = self._unlisted_field(at)
            if after is not None:
                self.fields += 1
                at = after
                continue
            after = self._parent(at)
            if after is not None:
                return after
            after = self._place(at)
            if after is not None:
                return after
            level = self.tables.levels.longest(view.folded, at)
            if level is not None and self._takes_level(at, level[0]):
                self.levels += 1
                return self._after_level(level[0])
            after = self._about(at)
            if after is not None:
                return after
            after = self._name(at)
            if after is None:
                after = self._number(at)
            if after is None:
                after = self._bracket(at)
            if after is None:
                after = self._join(at)
            if after is None:
                break
            at = after
        while at > self.at and view.folded[at - 1] in (*_JOINS, ","):
            at -= 1
        return at

    def _field(self, at: int) -> int | None:
        view = self.view
        found = self.tables.fields.longest(view.folded, at)
        if found is None:
            return None
        end, (_, lower) = found
        if view.folded[end - 1] == "vực" and joined(view, end) and _ROMAN.fullmatch(view.texts[end]):
            return None  # a level with its number: `khu vực X`
        if view.shapes[at] == TITLE == view.shapes[end - 1]:
            place = bare_place(view, self.tables.places, at)
            if place is not None and place[0] == end > at + 1:
                return None  # `Công ty Điện lực Hòa Bình`: both small in a field, both capitals in a place
        if view.shapes[at] == LOWER or view.shouting[at]:
            if (
                lower == "no"
                or self.head.reach == "office"
                or (self.names and (not self.fields or self.head.reach == "named"))
            ):
                return None
            if lower in ("verb", "noun") and not (self.verb if at > self.at else self._goes_on(end)):
                return None  # `Ủy ban ATGT Quốc gia | tổ chức …`: what the body does
        elif (
            self.head.reach == "office" and self.head.alone == "level" and self.head.kind in ("state", "court", "front")
        ):
            return None
        self.verb = lower == "verb"
        return end

    def _unlisted_field(self, at: int) -> int | None:
        """Take a field that no table has: `Viện | Sinh thái rừng`, `Trung tâm | Cứu hộ linh trưởng`.

        A capital syllable with a small one behind it is a word of two syllables; small syllables go on with it up
        to a verb or function word.
        """
        view, head = self.view, self.head
        first = at == self.at
        if head.reach not in ("field", "free") or view.shapes[at] != TITLE or view.shouting[at]:
            return None
        if len(view.texts[at]) < 2:
            return None
        if not first and (not self.fields or view.shapes[at - 1] == MARK):
            return None  # `Sở Giao thông | Công chánh`, `Hiệp hội Hồ tiêu và | Cây gia vị` go on
        if not first and (
            self.names
            or self.tables.verbs.longest(view.folded, at) is not None
            or self.tables.heads.longest(view.folded, at) is not None
        ):
            return None
        if self.lower or not joined(view, at + 1) or view.shapes[at + 1] != LOWER or not view.spaced(at):
            return None
        if view.texts[at].isascii() and len(view.texts[at]) > 5:
            return None  # a foreign name
        if place_end(view, self.tables.places, at) is not None or self._ends_name(at + 1):
            return None
        if view.folded[at] in self.tables.openers and self.finder.headed(at, self.depth + 1) is not None:
            return None  # `Ban Trị sự | Giáo hội …`: the parent body
        if not first and view.folded[at - 1] != "và":
            return at + 2
        end = at + 2
        while end - at < _FIELD and joined(view, end) and view.shapes[end] == LOWER and not self._ends_name(end):
            field = self.tables.fields.longest(view.folded, end)
            end = field[0] if field is not None else end + 1
        return end

    def _ends_name(self, at: int) -> bool:
        view, tables = self.view, self.tables
        if view.folded[at] in tables.places.cues["function"] or tables.verbs.longest(view.folded, at) is not None:
            return True
        if tables.levels.longest(view.folded, at) is not None or place_end(view, tables.places, at) is not None:
            return True
        field = tables.fields.longest(view.folded, at)
        return field is not None and field[1][1] == "verb"

    def _goes_on(self, at: int) -> bool:
        view = self.view
        return joined(view, at) and (
            proper(view, at)
            or self.tables.fields.longest(view.folded, at) is not None
            or head_at(view, self.tables.places, at) is not None
            or (at == self.at + 1 and self.tables.levels.longest(view.folded, at) is not None)
        )

    def _parent(self, at: int) -> int | None:
        view, head = self.view, self.head
        if head.reach == "named" and head.kind not in ("education", "health", "enterprise"):
            return None
        if view.shapes[at] in (DIGIT, MARK) or (view.shapes[at] == LOWER and not self.fields):
            return None
        if view.folded[at] not in self.tables.openers:
            return None
        span = self.finder.headed(at, self.depth + 1)
        if span is None and view.shapes[at] != LOWER and head.reach != "named":
            span = self.finder.known(at)
            if span is not None and span.kind not in _PARENTS:
                span = None
        if span is None:
            return self._bare_parent(at)
        if head.reach == "named" and span.head not in (
            "Tập đoàn",
            "Đại học",
            "Tổng công ty",
            "Bộ",
            "Công an",
            "Học viện",
            "Quân khu",
        ):
            return None
        self.parents += 1
        self.place = span.place
        national = view.folded[span.last - 2 : span.last] == ["việt", "nam"] or (span.place is None and not span.head)
        if national and joined(view, span.last):
            # a national body known by name, at a level: `Ban Trị sự Giáo hội Phật giáo Việt Nam tỉnh`
            at = self._bracket(span.last) or span.last
            level = self.tables.levels.longest(view.folded, at)
            after = self._place(at) or (level[0] if level is not None else None)
            return after or span.last
        return span.last

    def _bare_parent(self, at: int) -> int | None:
        """Take a parent body called by its noun alone: `Văn phòng Sở`, `Đảng ủy Bộ`, `Chi đoàn Trường`."""
        view, head = self.view, self.head
        found = self.tables.heads.longest(view.folded, at)
        if found is None or self.lower or self.fields or view.shapes[at] != TITLE or at != self.at:
            return None
        parent = found[1]
        bare = parent.alone == "no" and parent.reach in ("field", "named") and " " not in parent.canonical
        owned = head.kind in ("party", "union") or head.canonical in ("Văn phòng", "Thanh tra", "Ban Giám đốc")
        if bare and owned:
            self.parents += 1
            return found[0]
        return None

    def _about(self, at: int) -> int | None:
        """Take what a committee is for or of: `… Trung ương | về Phòng chống thiên tai`, `… | của Quốc hội`."""
        view = self.view
        if self.lower or self.head.canonical not in _COMMITTEES or not joined(view, at + 1):
            return None
        after = at + 1
        if view.folded[at] == "của":
            inner = self.tables.heads.longest(view.folded, after) if view.shapes[after] != LOWER else None
            if inner is None or inner[1].alone != "cap" or inner[1].kind != "state" or not self.fields:
                return None
            self.parents += 1
            return inner[0]
        if view.folded[at] != "về":
            return None
        end = after
        while (field := self.tables.fields.longest(view.folded, end)) is not None:
            end = field[0]
            if not joined(view, end + 1) or view.folded[end] not in ("và", ","):
                break
            if self.tables.fields.longest(view.folded, end + 1) is None:
                break
            end += 1
        if end == after:
            end += 1
            while end - after < _FIELD and joined(view, end) and view.shapes[end] == LOWER and not self._ends_name(end):
                end += 1
            if end - after < 2:
                return None
        self.fields += 1
        place = self._place(end) if joined(view, end) else None
        return place or end

    def _after_level(self, at: int) -> int:
        """Take what a level may be followed by: `khu vực I`, `Quốc gia Mỹ`, `Trung ương Huế`, `tối cao Hàn Quốc`."""
        view = self.view
        if not joined(view, at):
            return at
        if (about := self._about(at)) is not None:
            return about
        before = view.folded[at - 1]
        if before == "vực" and (
            _ROMAN.fullmatch(view.texts[at]) or (view.shapes[at] == DIGIT and len(view.texts[at]) < 3)
        ):
            if joined(view, at + 2) and view.texts[at + 1] in "-–":
                place = bare_place(view, self.tables.places, at + 2)
                if place is not None:
                    self.place = view.slice(at + 2, place[0])
                    return place[0]  # `Tòa án nhân dân khu vực 2 - Cần Thơ`
            return self._parent(at + 1) or at + 1 if joined(view, at + 1) else at + 1
        if before in ("gia", "ương", "cao"):
            place = bare_place(view, self.tables.places, at)
            if place is not None:
                self.place = view.slice(at, place[0])
                return place[0]
            if before != "gia" and proper(view, at):
                return self._parent(at) or at
        return at

    def _takes_level(self, at: int, end: int) -> bool:
        view, head = self.view, self.head
        if head.reach in ("named", "free") and not self.fields and " " not in head.canonical:
            return False
        if self.lower and not self.fields:
            return False
        # `Công an tỉnh này`, `UBND xã đã`: the level belongs to the body in both; `cấp cao` needs a court
        return not (view.shapes[at] == LOWER and self.names and head.reach == "named")

    def _place(self, at: int) -> int | None:
        view, places, head = self.view, self.tables.places, self.head
        found = place_end(view, places, at)
        if found is None:
            return self._unit(at)
        end, kind = found
        headed = head_at(view, places, at)
        if headed is not None and headed[0] < end:
            if kind in ("river", "mountain", "sea", "road", "bridge", "facility", "island") and head.reach in (
                "office",
                "field",
            ):
                return None
            if view.shapes[at] == LOWER and kind in ("road", "bridge", "facility"):
                return None
        else:
            headed = None
            self.nation = kind in _NATION
            if end == at + 1 and person_begins(view, at, places.surnames):
                return None
            if (
                head.reach in ("named", "free")
                and not self.fields
                and joined(view, end)
                and proper(view, end)
                and not person_begins(view, end, places.surnames)
                and not (view.folded[end] in places.surnames and run_end(view, end, 6) - end in (3, 4))
            ):
                return None  # `Công ty Hà Nội Xanh`: the place is part of a longer name
        self.place = view.slice(at, end)
        return self._more_places(end, headed is None)

    def _unit(self, at: int) -> int | None:
        """Take a commune's or district's name without its noun after an office: `Công an Long Xuyên`."""
        view, places = self.view, self.tables.places
        if self.head.reach != "office" or view.shapes[at] != TITLE or person_begins(view, at, places.surnames):
            return None
        unit = places.units.longest(view.folded, at)
        if unit is None or not capitals(view, at, unit[0]):
            return None
        if joined(view, unit[0]) and proper(view, unit[0]):
            holder = view.folded[unit[0]] in places.surnames and run_end(view, unit[0], 5) - unit[0] > 1
            if not holder or unit[0] == at + 1:
                return None  # `Đoàn xã Tà Tổng | Lỳ Bá Khư` goes on with a person
        self.place = view.slice(at, unit[0])
        return unit[0]

    def _more_places(self, end: int, bare: bool) -> int:
        view, places, head = self.view, self.tables.places, self.head
        zones = self.tables.fields.longest(view.folded, end) if joined(view, end) else None
        if zones is not None and head.canonical == "Ban Quản lý" and view.folded[end : end + 2] == ["và", "các"]:
            # `Ban Quản lý Khu kinh tế Nghi Sơn và các khu công nghiệp`
            return self._place(zones[0]) or zones[0] if joined(view, zones[0]) else zones[0]
        if self.nation and head.kind in ("union", "association", "front") and joined(view, end):
            level = self.tables.levels.longest(view.folded, end)
            if level is not None and place_end(view, places, end) is None:
                return level[0]  # `Hội Sinh viên Việt Nam tỉnh`
        while joined(view, end):
            if view.shapes[end] == DIGIT and len(view.texts[end]) == 1 and head.kind in ("education", "health"):
                return end + 1  # `Trường THPT Đô Lương 1`
            if view.shapes[end] == DIGIT and head.kind == "enterprise" and self._house_number(end):
                return end + 1  # `Công ty CP Sông Đà 11`
            if head_at(view, places, end) is not None:
                more = place_end(view, places, end)
                if more is None or more[1] not in ("province", "district", "commune"):
                    break
                end = more[0]
                continue
            if (
                bare
                and view.texts[end] in "-–"
                and head.reach in ("named", "free")
                and joined(view, end + 1)
                and view.shapes[end + 1] == TITLE
                and not person_begins(view, end + 1, places.surnames)
                and self.finder.headed(end + 1, self.depth + 1) is None
            ):
                # `Trung tâm … Thăng Long - Hà Nội`, `Trường … Hà Nội - Amsterdam`: a double name
                more = bare_place(view, places, end + 1)
                if more is not None:
                    return more[0]
                if view.texts[end + 1].isascii() and len(view.texts[end + 1]) > 3:
                    return end + 2
            break
        return end

    def _house_number(self, at: int) -> bool:
        """Return whether a number ends a company's name: short, no part of a larger number, nothing counted behind."""
        view = self.view
        if len(view.texts[at]) > 2 or not view.texts[at].isdigit():
            return False
        end = at + 1
        if end >= len(view) or view.breaks[end]:
            return True
        if view.shapes[end] == MARK:
            tight = end + 1 < len(view) and view.starts[end + 1] == view.ends[end]
            return view.texts[end] in ",.;)" and not tight
        return view.shapes[end] == LOWER and self._acts(end)

    def _acts(self, at: int) -> bool:
        view = self.view
        return self.tables.verbs.longest(view.folded, at) is not None or view.folded[at] in ("đã", "và", "là", "thi")

    def _name(self, at: int) -> int | None:
        view, head = self.view, self.head
        if not proper(view, at) or word_begins(view, self.tables.places, at):
            return None
        if head.canonical in ("Cục", "Phòng", "Vụ") and at == self.at and head.reach == "field":
            text = view.texts[at]
            if _POLICE_CODE.fullmatch(text.lstrip("P")) or (
                _ROMAN.fullmatch(text) and view.shapes[self.first] != LOWER
            ):
                self.numbers += 1
                return at + 1  # `Cục A05`, `Phòng PC08`, `Vụ III`
        surnames = self.tables.places.surnames
        if head.reach in ("office", "field"):
            if head.alone == "cap" and head.kind not in ("party", "union"):
                return None
            if person_begins(view, at, surnames):
                return None
            if head.reach == "office" and (
                head.kind not in ("party", "union") or view.folded[at] in surnames or run_end(view, at, 4) - at > 2
            ):
                return None
            if head.reach == "field" and not self.fields and not self._sandwich(at):
                return None
            if head.reach == "field" and self.fields and view.shapes[at] != UPPER:
                return None
        elif head.canonical == "Hội" and run_end(view, at, 5) - at > 2 and person_begins(view, at, surnames):
            return None  # `Chủ tịch Hội Vũ Văn Thuyên`
        elif (
            (head.reach == "free" or self.fields)
            and head.kind not in ("education", "enterprise")
            and (self.names or self.fields or " " in head.canonical)
            and person_begins(view, at, surnames)
        ):
            return None
        if (
            self.names > 1
            and head.kind in ("education", "enterprise", "health")
            and person_begins(view, at, surnames)
            and run_end(view, at, 6) - at in (3, 4)
        ):
            return None  # `Tổng công ty Trường Lũy | Kiều Phú An`
        within = self.finder.inside_name(at)
        if (
            self.names
            and not within
            and view.folded[at] in self.tables.openers
            and self.finder.headed(at, self.depth + 1) is not None
        ):
            return None
        self.names += 1
        if self._sandwich(at):
            return at + 2
        end = at + 1
        # `Dolce&Gabbana`, `Saigon Co.op`, `P.V`: marks without spaces inside a name
        while (
            end + 1 < len(view)
            and view.texts[end] in ".&'-"
            and view.starts[end] == view.ends[end - 1]
            and view.starts[end + 1] == view.ends[end]
            and view.shapes[end + 1] in (TITLE, UPPER, LOWER if view.texts[end] in ".-" else TITLE)
            and head.reach in ("named", "free")
        ):
            end += 2
        return end

    def _sandwich(self, at: int) -> bool:
        """Return whether `Ung thư Mỹ` stands at `at`: a word of two syllables with a capital, then a capital."""
        view = self.view
        return (
            at == self.at
            and not self.lower
            and self.head.kind in ("association", "international", "other", "state", "front", "enterprise")
            and view.shapes[at] == TITLE
            and joined(view, at + 2)
            and view.shapes[at + 1] == LOWER
            and view.folded[at + 1] not in self.tables.places.cues["function"]
            and proper(view, at + 2)
            and self.finder.headed(at + 2, self.depth + 1) is None
            and self.finder.known(at + 2) is None
            and self.head.reach != "office"
            and not person_begins(view, at + 2, self.tables.places.surnames)
            and bare_place(view, self.tables.places, at) is None
        )

    def _number(self, at: int) -> int | None:
        view, head = self.view, self.head
        start = at
        if view.folded[at] == "số" and joined(view, at + 1):
            at += 1
        if self.numbers or view.shapes[at] != DIGIT or len(view.texts[at]) > 4:
            return None
        if head.reach == "office" and not head.canonical.startswith("Chi "):
            return None
        if head.reach == "field" and len(view.texts[at]) > 2:
            return None  # `Phòng 3003` is a room
        if head.kind in ("association", "union", "party", "front") and not head.canonical.startswith("Chi "):
            return None  # `Quỹ của Hội 40 triệu`
        end = at + 1
        if (
            joined(view, end + 1)
            and view.texts[end] in "-/"
            and view.starts[end] == view.ends[at]
            and view.shapes[end + 1] == DIGIT
            and head.kind in ("education", "health", "enterprise")
        ):
            self.numbers += 1
            return end + 2  # `Bệnh viện 19-8`, `Công ty May 20/8`
        if (
            end + 1 < len(view)
            and view.texts[end] in ".,/%"
            and view.starts[end] == view.ends[at]
            and view.shapes[end + 1] == DIGIT
            and view.starts[end + 1] == view.ends[end]
        ):
            return None  # `20.000`, `3,5`: a quantity
        if start == at and start == self.at and self.lower:
            return None
        sure = (
            start != at
            or start == self.at
            or head.kind in ("armed_forces", "education", "health")
            or end >= len(view)
            or view.breaks[end]
        )
        if not sure and view.shapes[end] == LOWER and head_at(view, self.tables.places, end) is None:
            return None
        self.numbers += 1
        return end

    def _bracket(self, at: int) -> int | None:
        """Pass over `(GD-ĐT)` in `Sở Giáo dục và Đào tạo (GD-ĐT) Hà Nội`, where a place or parent body follows."""
        view = self.view
        if view.texts[at] != "(" or not (self.fields or self.names or " " in self.head.canonical):
            return None
        end = at + 1
        while end < len(view) and end - at < 6 and view.texts[end] != ")":
            if view.shapes[end] != UPPER and view.texts[end] not in "-&.,":
                return None
            end += 1
        if not joined(view, end + 1) or view.texts[end] != ")":
            return None
        end += 1
        if view.shapes[end] in (DIGIT, MARK):
            return None
        levelled = self.parents and self.tables.levels.longest(view.folded, end) is not None
        if (
            not levelled
            and place_end(view, self.tables.places, end) is None
            and not (view.folded[end] in self.tables.openers and self.finder.headed(end, self.depth + 1) is not None)
        ):
            return None
        return end

    def _join(self, at: int) -> int | None:
        view, head = self.view, self.head
        if at == self.at or not joined(view, at + 1):
            return None
        mark = view.folded[at]
        after = at + 1
        if mark == ",":
            return after if self.fields and head.reach in ("field", "free") and self._chain(after) else None
        if view.shapes[after] == UPPER and joined(view, after + 1) and view.texts[after + 1] == ".":
            return None  # `… và PGS.TS Phạm Văn A`
        if mark not in _JOINS or person_begins(view, after, self.tables.places.surnames):
            return None
        small = view.shapes[after] == LOWER
        field = self.tables.fields.longest(view.folded, after)
        other = self.finder.headed(after, self.depth + 1) if view.folded[after] in self.tables.openers else None
        opens = other is not None
        further = field is not None and (other is None or other.last <= field[0])
        if further and self.fields and (mark == "và" or not small):
            return after if not small or view.shapes[self.at] == LOWER or head.reach != "office" else None
        if mark == "-" and head.kind == "armed_forces" and view.starts[after] == view.ends[at] and self._owner(after):
            return None if self.lower else after  # `Phòng Cảnh sát giao thông -Công an TP X`
        if opens or not proper(view, after) or head.reach == "office":
            return None
        if self.tables.levels.longest(view.folded, after) is not None:
            return None  # `Bộ Y tế và Thành phố`
        other_head = self.tables.heads.longest(view.folded, after)
        if other_head is not None and other_head[1].reach != "none":
            return None  # `Bộ GD&ĐT và UBND các tỉnh`
        if mark == "&":
            return after
        if mark == "-":
            tight = view.starts[at] == view.ends[at - 1] or view.starts[after] == view.ends[at]
            place = bare_place(view, self.tables.places, after)
            if place is not None and not (place[1] == "country" and self.names and not self.fields):
                return None  # `Liên doanh Việt - Nga …` goes on, `Công ty An Bình - Hà Nội` does not
            return after if tight or head.reach == "named" else None
        if place_end(view, self.tables.places, after) is not None:
            return None
        worded = view.shapes[after] == TITLE and joined(view, after + 1) and view.shapes[after + 1] == LOWER
        if mark == "và" and not (worded and is_syllable(view.folded[after])):
            return None  # `Bộ Tài chính và VCCI`, `Sở Công Thương và Petrolimex`: only words of a language go on
        return after if self.fields or (head.reach == "free" and self._sandwich(after)) else None

    def _chain(self, at: int) -> bool:
        """Return whether fields joined by commas go on to one owner: `Đường bộ, Đường sắt Công an TP X`, or to `và`."""
        view = self.view
        joins = 0
        for _ in range(5):
            end = self._field(at)
            if end is None:
                return False
            if joins and view.shapes[at] != LOWER:
                return True
            if not joined(view, end):
                return False
            if view.folded[end] == "và" and joined(view, end + 1):
                joins += 1
                at = end + 1
            elif view.texts[end] == "," and joined(view, end + 1):
                at = end + 1
            else:
                level = self.tables.levels.longest(view.folded, end) is not None
                level = level or view.folded[end : end + 3] == ["của", "quốc", "hội"]
                return level or self._owner(end) or head_at(view, self.tables.places, end) is not None
        return False

    def _owner(self, at: int) -> bool:
        if not joined(self.view, at) or self.view.folded[at] not in self.tables.openers:
            return False
        return self.view.shapes[at] != LOWER and self.finder.headed(at, self.depth + 1) is not None

"""The bodies that offices are held in, as phrases: where they end, and the place that closes them.

body := (head | field | place | acronym | capitalised word | number)+
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.entities.name_tables import is_syllable
from newsparse.entities.view import DIGIT, LOWER, MARK, TITLE, UPPER

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from newsparse.entities.office_tables import OfficeLexicon
    from newsparse.entities.view import TokenView

SUBUNITS = frozenset(
    (
        "phòng",
        "ban",
        "khoa",
        "đội",
        "tổ",
        "bộ",
        "khối",
        "trung",
        "chi",
        "phân",
        "văn",
        "phụ",
        "nhóm",
        "đoàn",
        "vụ",
        "môn",
    )
)
"""Units inside a body: the noun belongs to the body's name, and a parent body may follow after a comma."""
# Offices whose place of residence belongs to the phrase: `Đại sứ Đức tại Việt Nam`
_RESIDENT = frozenset(
    ("đại sứ", "phó đại sứ", "trưởng đại diện", "tổng lãnh sự", "điều phối viên thường trú", "cao ủy")
)
_DOTTED = frozenset(("tp", "p", "q", "h", "tx", "tt", "x", "t"))
_LEVELS = frozenset(
    ("tỉnh", "huyện", "xã", "phường", "quận", "thôn", "bản", "buôn", "bon", "làng", "ấp", "khu", "khối", "xóm")
) | {"thị", "thành", "tổ"}
# `Trưởng thôn 3`, `Tổ trưởng tổ dân phố 7`: places that have a number for a name
_NUMBERED = frozenset(("thôn", "phố", "tổ", "ấp", "khóm", "xóm", "buôn", "bản", "khu", "đội", "bộ"))
_FIELD_OFFICES = frozenset(("bộ trưởng", "thứ trưởng", "ủy viên", "chánh tòa", "phó chánh tòa"))
# The third syllable of a field: `tổng điều tra`
_THIRD = frozenset(("tra", "học", "viên", "hóa", "tế", "nghiệp", "nhân"))
_MAX_BODY = 26


class BodyGrammar:
    """Reads the body phrases of one document."""

    def __init__(
        self,
        view: TokenView,
        lexicon: OfficeLexicon,
        names: Mapping[int, int],
        bodies: Mapping[int, int],
        unsure: Collection[int],
    ) -> None:
        self.view = view
        self.lexicon = lexicon
        self.names = names
        self.bodies = bodies
        self.unsure = unsure
        self.inside = {at: last for first, last in bodies.items() for at in range(first + 1, last)}

    def read(self, at: int, kind: str, key: str, *, apposed: bool = False) -> tuple[int, tuple[int, int] | None]:
        """Return the end of the body phrase that begins at `at`, and the span of the place that closes it.

        `apposed`: the holder was named before the office, so that a short name at the end is the body's own.
        """
        view, lexicon = self.view, self.lexicon
        folded, shapes, texts = view.folded, view.shapes, view.texts
        start = at
        headed = "trưởng" in key and kind == "office" and not key.startswith(("viện", "hiệu", "kế"))
        headed = headed or key in _FIELD_OFFICES
        place: tuple[int, int] | None = None
        fresh = True  # right after a head noun
        limit = min(len(view), at + _MAX_BODY)
        sentence = view.sentence[at - 1]
        while at < limit and view.sentence[at] == sentence:
            if self.names.get(at, 0) > 0 or (at == start and at in self.names):
                end = abs(self.names[at])
                own = apposed and at in self.unsure and shapes[at - 1] != MARK
                if not (own and (at > start or self._closed(end))):
                    break
                at = end  # `Ông A, Bí thư Huyện ủy Lâm Sơn, …`, `Ông A, Chủ tịch Vạn Phúc Hưng, …`
                place = None
                continue
            within = self.inside.get(at)
            if within is not None:  # what was read so far ends in the middle of a body
                end = self._before_name(at - 1, within, apposed=apposed)
                if end > at:
                    headed = True
                    fresh = False
                    place = None
                    at = self._field_end(end)
                    continue
            if at in self.bodies:
                end = self._before_name(at, self.bodies[at], apposed=apposed)
                if end > at:
                    headed = True
                    fresh = False
                    place = None
                    at = self._field_end(end)
                    continue
            shape = shapes[at]
            word = folded[at]
            if shape == MARK:
                step = self._mark(at, start, headed, key)
                if step == 0:
                    break
                at += step
                place = None
                continue
            head = lexicon.body_heads.longest(folded, at)
            if head is not None and not (shape == LOWER and lexicon.stops.longest(folded, at)):
                headed = fresh = True
                at = self._before_name(at, head[0], apposed=apposed)
                place = None
                continue
            # a verb right after the body ends the phrase, whatever nouns share its first syllable
            spot = lexicon.names.places.longest(folded, at) if shape != LOWER or word in ("châu", "miền") else None
            if spot is not None:
                place = (at, spot[0]) if place is None or place[1] != at else (place[0], spot[0])
                at = spot[0]
                if not headed and kind == "state" and not self._resident(at, key):
                    break
                continue
            if headed:
                field = lexicon.fields.longest(folded, at)
                # a field in small letters may be a verb: `… thông tin`, `… đánh giá`
                if field is not None and (shape != LOWER or fresh or lexicon.stops.longest(folded, at) is None):
                    at = field[0]
                    place = None
                    fresh = False
                    continue
            fresh = False
            admin = lexicon.place_heads.longest(folded, at)
            if admin is not None and (shape != LOWER or self._placed(admin[0], word)):
                place = (at, admin[0])
                at = admin[0]
                headed = True
                # the name of the place follows
                while at < limit and shapes[at] in (TITLE, DIGIT) and at not in self.names and view.spaced(at - 1):
                    at += 1
                    if at < limit and lexicon.body_heads.longest(folded, at):
                        break
                place = (place[0], at)
                continue
            if shape == UPPER:
                headed = True
                fresh = False
                place = None
                at += 1
                continue
            fresh = False
            if shape == TITLE:
                if at == start and self._lone_given(at):
                    break
                if lexicon.offices.longest(folded, at) and folded[at - 1] not in ("phòng", "phủ", "ban"):
                    break
                if not headed and kind == "state" and not is_syllable(word):
                    break
                place = None
                headed = True
                at += 1
                continue
            if shape == DIGIT:
                numbered = headed and at > start
                counted = at + 1 < len(view) and shapes[at + 1] == LOWER
                named = numbered or (folded[at - 1] in _NUMBERED and not counted)
                if named and view.starts[at] - view.ends[at - 1] <= 1:
                    at += 1
                    continue
                break
            step = self._small(at, headed, key)
            if step == 0:
                break
            at += step
            place = None
        # a body does not end in a link word or a mark
        while at > start and (
            (shapes[at - 1] == MARK and texts[at - 1] != ".") or folded[at - 1] in ("và", "của", "tại", "ở", "số")
        ):
            at -= 1
        if place is not None and place[1] != at:
            place = None
        return at, self._closing_place(start, at, place)

    def _resident(self, at: int, key: str) -> bool:
        """Return whether the land in which an envoy lives follows: `Đại sứ Pháp | tại Việt Nam`."""
        if key not in _RESIDENT or at + 1 >= len(self.view):
            return False
        return self.view.folded[at] in ("tại", "ở") or self.view.folded[at : at + 2] == ["kiêm", "nhiệm"]

    def _closing_place(self, start: int, end: int, place: tuple[int, int] | None) -> tuple[int, int] | None:
        """Return the place that closes a body phrase: a name from the tables, or a level with its name."""
        view, lexicon = self.view, self.lexicon
        folded, shapes = view.folded, view.shapes
        if place is None:
            for begin in range(max(start, end - 4), end):
                spot = lexicon.names.places.longest(folded, begin) if shapes[begin] == TITLE else None
                if spot is not None and spot[0] == end:
                    place = (begin, end)
                    break
        first = place[0] if place is not None else end
        if place is None:
            while first > start and shapes[first - 1] == TITLE and first > end - 4:
                first -= 1
        if start < first < end or place is not None:
            head = lexicon.place_heads.longest(folded, first - 1) if first > start else None
            if head is not None and head[0] == first:
                return first - 1, end
        if place is not None and all(shapes[at] == LOWER for at in range(*place)):
            return None
        return place

    def _field_end(self, at: int) -> int:
        """Return where a field that reaches over token `at` ends: bodies found before may stop at a dash."""
        for begin in range(max(0, at - 6), at):
            field = self.lexicon.fields.longest(self.view.folded, begin)
            if field is not None and field[0] > at:
                return field[0]
        return at

    def _placed(self, after: int, word: str) -> bool:
        if word in _LEVELS:
            return True
        return after < len(self.view) and self.view.shapes[after] in (TITLE, UPPER, DIGIT) and after not in self.names

    def _before_name(self, at: int, end: int, *, apposed: bool) -> int:
        """Return where the body `[at, end)` is cut because its last words are a person's name, else `end`."""
        for inner in range(at + 1, end):
            if self.names.get(inner, 0) < end:
                continue
            if apposed and (inner in self.unsure or self._closed(end)):
                return end
            if inner in self.unsure and self._nameless(at, inner):
                return end
            return inner
        return end

    def _closed(self, at: int) -> bool:
        return at >= len(self.view) or self.view.texts[at] in ",;)-.–"

    def _nameless(self, at: int, end: int) -> bool:
        """Return whether tokens `[at, end)` head a company, a school or their like, but give it no name yet."""
        view, lexicon = self.view, self.lexicon
        head = lexicon.named_heads.longest(view.folded, at)
        if head is None or lexicon.names.surnames.get(view.folded[end]) == "strong":
            return False
        at = head[0]
        while at < end:
            field = lexicon.fields.longest(view.folded, at)
            if field is not None:
                at = field[0]
            elif view.shapes[at] in (LOWER, MARK):
                at += 1
            else:
                return False
        return at == end

    def _mark(self, at: int, start: int, headed: bool, key: str) -> int:
        """Return how many tokens to go on over a mark inside a body's name; 0 where the name ends."""
        view, lexicon = self.view, self.lexicon
        mark = view.texts[at]
        after = at + 1
        if after >= len(view) or self.names.get(after, 0) > 0 or view.sentence[after] != view.sentence[at]:
            return 0
        tight = view.starts[at] == view.ends[at - 1] and view.starts[after] == view.ends[at]
        if mark == ".":
            return 1 if view.folded[at - 1] in _DOTTED and view.shapes[after] in (TITLE, UPPER, DIGIT) else 0
        if mark == "&":
            return 1 if headed else 0
        if mark == "/":
            return 1 if headed and tight and view.shapes[after] != LOWER else 0
        if mark in "-–,":
            if not headed and not (mark == "," and at == start):
                return 0
            if lexicon.offices.longest(view.folded, after) is not None:
                return 0
            if headed and (reach := self._field_end(at)) > at:
                return reach - at
            if mark != "," and tight and view.shapes[after] != LOWER:
                return 1
            if headed:
                # fields of one body: `Lao động - Thương binh và Xã hội`, `Văn hóa, Thể thao và Du lịch`
                field = lexicon.fields.longest(view.folded, after)
                before = view.shapes[at - 1] != MARK and self._field_before(at)
                if field is not None and before and view.shapes[after] != LOWER:
                    return field[0] - at
                if self._topic(after) and self._topic(at - 2):
                    return 2
            if mark == "," and (
                view.folded[start] in SUBUNITS
                or view.folded[start - 1] in SUBUNITS
                or at == start
                or "phụ trách" in key
                or self._short(start, at)
            ):
                head = lexicon.body_heads.longest(view.folded, after)
                if head is not None and view.shapes[after] != LOWER and head[0] < len(view):
                    return 1
        return 0

    def _topic(self, at: int) -> bool:
        """`Thanh niên`, `Giáo dục`: a field of work that no table has, by its syllables."""
        view, words = self.view, self.lexicon.words
        return (
            0 <= at < len(view) - 1
            and view.shapes[at] == TITLE
            and view.shapes[at + 1] == LOWER
            and view.folded[at] in words
            and view.folded[at + 1] in words
        )

    def _lone_given(self, at: int) -> bool:
        """Return whether a lone capital after an office is a given name: `Thứ trưởng Đông gợi ý`."""
        view, names = self.view, self.lexicon.names
        word = view.folded[at]
        if word not in names.given:
            return False
        if at + 1 >= len(view) or view.shapes[at + 1] in (MARK, DIGIT):
            return True
        return view.shapes[at + 1] == LOWER and (word, view.folded[at + 1]) not in names.compounds

    def _short(self, start: int, at: int) -> bool:
        return at - start == 1 and self.view.shapes[start] == UPPER and any(c.isdigit() for c in self.view.texts[start])

    def _field_before(self, at: int) -> bool:
        lexicon, folded = self.lexicon, self.view.folded
        for length in (1, 2, 3, 4):
            begin = at - length
            if begin < 0:
                return False
            field = lexicon.fields.longest(folded, begin)
            if field is not None and field[0] >= at:
                return True
        return False

    def _small(self, at: int, headed: bool, key: str) -> int:
        """Return how many lower-case tokens to take into a body's name at `at`; 0 where it ends."""
        view, lexicon = self.view, self.lexicon
        folded, shapes = view.folded, view.shapes
        word = folded[at]
        after = at + 1
        if after < len(view) and view.sentence[after] == view.sentence[at] and after not in self.names:
            named = shapes[after] in (TITLE, UPPER)
            if word == "và" and headed:
                if lexicon.offices.longest(folded, after) is not None:
                    return 0
                if self._topic(after):
                    return 3
                field = lexicon.fields.longest(folded, after)
                if field is not None and self._field_before(at):
                    return field[0] - at
                return 0
            if word == "của":
                if named or lexicon.body_heads.longest(folded, after) or lexicon.place_heads.longest(folded, after):
                    return 1
                return 0
            if word in ("tại", "ở") and (key in _RESIDENT or "đại diện" in key or "phòng" in key) and named:
                placed = lexicon.names.places.longest(folded, after) or lexicon.place_heads.longest(folded, after)
                return 1 if placed or not headed else 0
            if word == "số" and shapes[after] == DIGIT:
                return 2
            if word == "kiêm" and self._resident(at, key):
                return 2
        if not headed or lexicon.stops.longest(folded, at) is not None:
            return 0
        if word in lexicon.words and shapes[at - 1] == TITLE:
            before = folded[at - 1]
            if before in lexicon.words or before in lexicon.single_words:
                return 1
        if word in _THIRD and folded[at - 1] in lexicon.words and shapes[at - 1] == LOWER:
            return 1  # the odd syllable of three: `tổng điều tra`
        if word in lexicon.words and after < len(view) and shapes[after] == LOWER and folded[after] in lexicon.words:
            return 2
        return 1 if word in lexicon.single_words else 0

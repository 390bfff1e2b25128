"""Offices and the bodies they are held in, as a grammar over tables.

    position := former? prefix* office suffix* body? suffix*
    body     := (head | field | place | acronym | capitalised word | number)+

The office words are in `offices`, what may stand around them in `office_modifiers`, what the name of a body is made
of in `org_heads`, `org_fields`, `body_words` and the tables of places.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsparse.entities.name_tables import is_mark, is_syllable, name_lexicon
from newsparse.entities.view import DIGIT, LOWER, MARK, TITLE, UPPER
from newsparse.text.phrases import PhraseTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsparse.entities.name_tables import NameLexicon
    from newsparse.entities.view import TokenView
    from newsparse.text.lexicon import Lexicon

# After these an unknown name in foreign spelling is a person's, not a company's.
_RESIDENT = frozenset(
    ("đại sứ", "phó đại sứ", "trưởng đại diện", "tổng lãnh sự", "điều phối viên thường trú", "cao ủy")
)
_DOTTED = frozenset(["tp", "p", "q", "h", "tx", "tt", "x", "t"])
_NOT_BEFORE_TRUONG = frozenset(["tăng", "sinh", "tù", "tăng", "lễ", "đô", "thị", "hội"])
_SUBUNITS = frozenset(
    ["phòng", "ban", "khoa", "đội", "tổ", "bộ", "khối", "trung", "chi", "phân", "văn", "phụ", "nhóm", "đoàn"]
)
_LEVELS = frozenset(
    [
        "tỉnh",
        "huyện",
        "xã",
        "phường",
        "quận",
        "thôn",
        "bản",
        "buôn",
        "bon",
        "làng",
        "ấp",
        "khu",
        "khối",
        "xóm",
        "thị",
        "thành",
        "tổ",
    ]
)
# `Ban Bí thư`, `Văn phòng Chủ tịch nước`, `Phủ Thủ tướng`: bodies named after an office
_OFFICES_OF = frozenset(["ban", "phủ", "phòng"])
_FIELD_OFFICES = frozenset(("bộ trưởng", "thứ trưởng", "ủy viên", "chánh tòa", "phó chánh tòa"))
_THIRD = frozenset(("tra", "học", "viên", "hóa", "tế", "nghiệp", "nhân"))
_MAX_BODY = 26


@dataclass(frozen=True, slots=True)
class Office:
    """An office phrase, in tokens: `[start, end)` whole, `[role_start, role_end)` the office, then its body.

    `key` is the office's canonical form; `body` and `place` are token spans inside the phrase.
    """

    start: int
    end: int
    role_start: int
    role_end: int
    key: str
    kind: str
    former: bool
    body: tuple[int, int] | None = None
    place: tuple[int, int] | None = None


class OfficeLexicon:
    """The tables of offices and bodies, compiled for look-up."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.names: NameLexicon = name_lexicon(lexicon)
        rows = lexicon.rows("offices")
        self.offices: PhraseTable[tuple[str, str]] = PhraseTable(
            (row["form"], (row["key"], row["kind"])) for row in rows
        )
        modifiers: dict[str, list[tuple[str, str]]] = {}
        for row in lexicon.rows("office_modifiers"):
            modifiers.setdefault(row["kind"], []).append((row["form"], row["form"]))
        self.former: PhraseTable[str] = PhraseTable(modifiers["former"])
        self.prefix: PhraseTable[str] = PhraseTable(modifiers["prefix"])
        self.suffix: PhraseTable[str] = PhraseTable(modifiers["suffix"])
        self.links: PhraseTable[str] = PhraseTable(modifiers["link"])
        self.copulas: PhraseTable[str] = PhraseTable(modifiers["copula"])
        starts = {row["form"].split()[0] for row in rows}
        starts |= {form.split()[0] for kind in ("former", "prefix") for form, _ in modifiers[kind]}
        self.starts = frozenset(starts | {"phó"})
        rows = lexicon.rows("body_words")
        self.words = frozenset(row["form"] for row in rows if row["kind"] == "word")
        self.single_words = frozenset(row["form"] for row in rows if row["kind"] == "one")
        units = [(row["form"], row["form"]) for row in rows if row["kind"] == "head"]
        self.body_heads: PhraseTable[str] = PhraseTable(
            [*units, *((r["form"], r["form"]) for r in lexicon.rows("org_heads"))]
        )
        self.fields: PhraseTable[str] = PhraseTable((r["form"], r["form"]) for r in lexicon.rows("org_fields"))
        self.place_heads: PhraseTable[str] = PhraseTable((r["form"], r["form"]) for r in lexicon.rows("place_heads"))
        self.stops: PhraseTable[str] = PhraseTable((r["form"], r["form"]) for r in lexicon.rows("person_verbs"))


@lru_cache(maxsize=8)
def office_lexicon(lexicon: Lexicon) -> OfficeLexicon:
    """Return the compiled office tables of a lexicon."""
    return OfficeLexicon(lexicon)


def find_offices(
    view: TokenView, lexicon: OfficeLexicon, names: Mapping[int, int], bodies: Mapping[int, int]
) -> list[Office]:
    """Return the office phrases of a text, from left to right, without overlap.

    `names` maps the token at which a likely personal name begins to its end: a phrase stops there. `bodies` does the
    same for organisations found already: a phrase takes them whole.
    """
    grammar = _Grammar(view, lexicon, names, bodies)
    found: list[Office] = []
    reach = 0
    starts = lexicon.starts
    for at in [i for i, word in enumerate(view.folded) if word in starts]:
        if at < reach or names.get(at, 0) - at > 1:
            continue
        if at > 0 and view.folded[at - 1] in _OFFICES_OF and view.sentence[at - 1] == view.sentence[at]:
            continue
        office = grammar.parse(at)
        if office is not None:
            found.append(office)
            reach = office.end
    return found


class _Grammar:
    def __init__(
        self, view: TokenView, lexicon: OfficeLexicon, names: Mapping[int, int], bodies: Mapping[int, int]
    ) -> None:
        self.view = view
        self.lexicon = lexicon
        self.names = names
        self.bodies = bodies

    def parse(self, at: int) -> Office | None:
        """Return the office phrase that begins at token `at`, or None."""
        view, lexicon = self.view, self.lexicon
        folded = view.folded
        count = len(view)
        start = at
        former = False
        found = lexicon.offices.longest(folded, at)
        if found is None:
            prior = lexicon.former.longest(folded, at)
            if prior is not None and prior[0] < count:
                former = True
                at = prior[0]
            more = lexicon.prefix.longest(folded, at) if at < count else None
            if more is not None and more[0] < count:
                at = more[0]
            if at == start or at >= count:
                return None
            found = lexicon.offices.longest(folded, at)
            if found is None:
                return None
        end, (key, kind) = found
        if view.sentence[end - 1] != view.sentence[start]:
            return None
        if key == "trưởng" and (at > 0 and folded[at - 1] in _NOT_BEFORE_TRUONG):
            return None
        role_end = self._suffixes(end)
        if kind == "rank":
            return Office(start, end, start, end, key, kind, former)
        if role_end > end:
            key = " ".join((key, *folded[end:role_end]))
        body_end, place = self._body(role_end, kind, key)
        if key in ("trưởng", "phó trưởng", "phó phòng", "phó ban") and body_end == role_end and key == "trưởng":
            return None
        after = self._suffixes(body_end) if body_end > role_end else body_end
        body = None
        if body_end > role_end:
            first = role_end + 1 if folded[role_end] in ("của", "tại", "ở") else role_end
            body = (first, body_end)
            if place is not None and place[0] <= first:
                body = None
            elif is_mark(view, first, ",") and first + 1 < body_end:
                body = (first + 1, body_end)
            elif folded[role_end - 1] in _SUBUNITS and role_end - start > 1 and first == role_end:
                unit = role_end - 2 if folded[role_end - 2] == "văn" and role_end - start > 2 else role_end - 1
                body = (unit, body_end)  # `Trưởng ban Tuyên giáo`: the body is `ban Tuyên giáo`
        return Office(start, after, start, role_end, key, kind, former, body, place)

    def _suffixes(self, at: int) -> int:
        view, lexicon = self.view, self.lexicon
        while at < len(view):
            found = lexicon.suffix.longest(view.folded, at)
            if found is None or view.sentence[found[0] - 1] != view.sentence[at - 1]:
                return at
            ends_phrase = view.folded[at] == "phụ"
            if ends_phrase:  # `phụ trách` opens a field of its own: `phụ trách an ninh mạng`
                end = found[0]
                while (
                    end < len(view) and end - at < 8 and view.shapes[end] == LOWER and view.folded[end] in lexicon.words
                ):
                    end += 1
                return end
            at = found[0]
        return at

    def _body(self, at: int, kind: str, key: str) -> tuple[int, tuple[int, int] | None]:
        """Return the end of the body phrase that begins at `at`, and the span of the place that closes it."""
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
                break
            if at in self.bodies:
                end = self._before_name(at, self.bodies[at])
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
                at = self._before_name(at, head[0])
                place = None
                continue
            # a verb right after the body ends the phrase, whatever nouns share its first syllable
            spot = lexicon.names.places.longest(folded, at) if shape != LOWER or word in ("châu", "miền") else None
            if spot is not None:
                place = (at, spot[0]) if place is None or place[1] != at else (place[0], spot[0])
                at = spot[0]
                if not headed and kind == "state":
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
                if headed and view.starts[at] - view.ends[at - 1] <= 1 and at > start:
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

    def _before_name(self, at: int, end: int) -> int:
        for inner in range(at + 1, end):
            if self.names.get(inner, 0) >= end:
                return inner
        return end

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
                view.folded[start] in _SUBUNITS
                or view.folded[start - 1] in _SUBUNITS
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
                return 1 if lexicon.names.places.longest(folded, after) or not headed else 0
            if word == "số" and shapes[after] == DIGIT:
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

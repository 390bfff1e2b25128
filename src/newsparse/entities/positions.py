"""Offices and the bodies they are held in, as a grammar over tables.

    position := former? prefix* office suffix* body? suffix*
    body     := (head | field | place | acronym | capitalised word | number)+

The office words are in `offices`, what may stand around them in `office_modifiers`, what the name of a body is made
of in `org_heads`, `org_fields`, `body_words` and the tables of places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.entities.name_tables import is_mark, is_number
from newsparse.entities.office_bodies import SUBUNITS, BodyGrammar
from newsparse.entities.office_tables import Office
from newsparse.entities.view import LOWER, TITLE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from newsparse.entities.office_tables import OfficeLexicon
    from newsparse.entities.view import TokenView

_NOT_BEFORE_TRUONG = frozenset(["tăng", "sinh", "tù", "tăng", "lễ", "đô", "thị", "hội"])
_NOT_AFTER_TRUONG = frozenset(["lão", "giả", "thành", "nam", "nữ"])
# `Ban Bí thư`, `Văn phòng Chủ tịch nước`, `Phủ Thủ tướng`: bodies named after an office
_OFFICES_OF = frozenset(["ban", "phủ", "phòng"])
_AIDES = frozenset(("đặc phái viên", "đặc sứ", "cố vấn", "cố vấn cấp cao", "trợ lý", "thư ký", "người phát ngôn"))
_ASIDE = 25  # tokens of a bracket with age and address, at most


def find_offices(
    view: TokenView,
    lexicon: OfficeLexicon,
    names: Mapping[int, int],
    bodies: Mapping[int, int],
    unsure: Collection[int] = (),
) -> list[Office]:
    """Return the office phrases of a text, from left to right, without overlap.

    `names` maps the token at which a likely personal name begins to its end: a phrase stops there. `unsure` are the
    beginnings of those that may as well be a company's or a place's. `bodies` does the same for organisations found
    already: a phrase takes them whole.
    """
    grammar = _Grammar(view, lexicon, names, bodies, unsure)
    ends = {end: start for start, end in names.items() if end > 0}
    found: list[Office] = []
    apposed = False
    reach = 0
    starts = lexicon.starts
    for at in [i for i, word in enumerate(view.folded) if word in starts]:
        if at < reach or names.get(at, 0) - at > 1:
            continue
        if at > 0 and view.folded[at - 1] in _OFFICES_OF and view.sentence[at - 1] == view.sentence[at]:
            continue
        if view.texts[at] == "vụ" and at > 0 and view.folded[at - 1] in ("chức", "nhiệm"):
            continue  # `chức vụ Phó Chủ tịch`
        apposed = _apposed(view, lexicon, ends, at, found, before=apposed)
        office = grammar.parse(at, apposed=apposed)
        if office is not None:
            found.append(office)
            reach = office.end
    return found


def _apposed(
    view: TokenView, lexicon: OfficeLexicon, ends: Mapping[int, int], at: int, found: Sequence[Office], *, before: bool
) -> bool:
    """Return whether the office at `at` is told of a name before it: `Ông A, …`, `A (…`, `A là …`, `A, … kiêm …`.

    `before` is what was returned for the office found last. A name with an office of its own before it is none:
    `Chủ tịch xã A, Giám đốc … B`.
    """
    last = at - 1
    if last < 1 or view.sentence[last] != view.sentence[at]:
        return False
    chained = found[-1].kind != "rank" and found[-1].end in (last, at) if found else False
    if chained and view.folded[last] in (",", "-", "kiêm", "và"):
        return before
    name = None
    if view.folded[last] in (",", "-", "("):
        end = last
        if view.texts[end - 1] == ")":
            while end > 0 and last - end < _ASIDE and view.texts[end] != "(":
                end -= 1
        elif view.folded[end - 1] == "tuổi" and end > 3 and view.texts[end - 3] == ",":
            end -= 3
        name = ends.get(end)
        if name is None:
            name = ends.get(_opened(view, last))
        if name is None and view.shapes[end - 1] == TITLE and view.folded[end - 2] in lexicon.names.honorifics:
            name = end - 1
    else:
        for verb in range(last, max(0, at - 6), -1):
            copula = lexicon.copulas.longest(view.folded[verb:at], 0)
            if copula is not None and copula[0] == at - verb:
                name = next((ends[end] for end in (verb, verb - 1, verb - 2) if end in ends), None)
                break
    if name is None:
        return False
    return not (found and found[-1].kind != "rank" and name - 2 <= found[-1].end <= name)


def _opened(view: TokenView, at: int) -> int:
    """Return the bracket that is open at token `at`: `A (38 tuổi, trú quận 3, nguyên Giám đốc …`; -1 where none is."""
    for first in range(at, max(0, at - _ASIDE), -1):
        if view.texts[first] == "(":
            return first
        if view.texts[first] == ")" or view.sentence[first] != view.sentence[at]:
            break
    return -1


class _Grammar:
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
        self.bodies = BodyGrammar(view, lexicon, names, bodies, unsure)

    def parse(self, at: int, *, apposed: bool) -> Office | None:
        """Return the office phrase that begins at token `at`, or None. `apposed`: its holder was named before it."""
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
        if key == "trưởng" and end < count and folded[end] in _NOT_AFTER_TRUONG:
            return None
        role_end = self._suffixes(end)
        if key in _AIDES and role_end + 1 < count and folded[role_end] == "của":
            whose = lexicon.offices.longest(folded, role_end + 1)
            if whose is not None and whose[1][1] != "rank" and view.sentence[whose[0] - 1] == view.sentence[start]:
                end = role_end = whose[0]  # `Đặc phái viên của Tổng thống Mỹ A`: one office, of one man
                key = f"{key} của {whose[1][0]}"
        if kind == "rank":
            return Office(start, end, start, end, key, kind, former)
        if role_end > end:
            key = " ".join((key, *folded[end:role_end]))
        body_end, place = self.bodies.read(role_end, kind, key, apposed=apposed)
        if key in ("trưởng", "phó trưởng", "phó phòng", "phó ban") and body_end == role_end and key == "trưởng":
            return None
        after = self._suffixes(body_end) if body_end > role_end else body_end
        body = None
        if body_end > role_end:
            first = role_end + 1 if folded[role_end] in ("của", "tại", "ở") else role_end
            body = (first, body_end)
            if (place is not None and place[0] <= first) or (body_end == first + 1 and is_number(view, first)):
                body = None
            elif is_mark(view, first, ",") and first + 1 < body_end:
                body = (first + 1, body_end)
            elif folded[role_end - 1] in SUBUNITS and role_end - start > 1 and first == role_end:
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
                while end < len(view) and end - at < 8 and view.shapes[end] == LOWER:
                    field = lexicon.fields.longest(view.folded, end)
                    if field is None and view.folded[end] not in lexicon.words:
                        break
                    end = field[0] if field is not None else end + 1
                return end
            at = found[0]
        return at

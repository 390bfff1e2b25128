"""Offices and the bodies they are held in, as a grammar over tables.

    position := former? prefix* office suffix* body? suffix*
    body     := (head | field | place | acronym | capitalised word | number)+

The office words are in `offices`, what may stand around them in `office_modifiers`, what the name of a body is made
of in `org_heads`, `org_fields`, `body_words` and the tables of places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.entities.name_tables import is_mark
from newsparse.entities.office_bodies import SUBUNITS, BodyGrammar
from newsparse.entities.office_tables import Office
from newsparse.entities.view import LOWER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsparse.entities.office_tables import OfficeLexicon
    from newsparse.entities.view import TokenView

_NOT_BEFORE_TRUONG = frozenset(["tăng", "sinh", "tù", "tăng", "lễ", "đô", "thị", "hội"])
# `Ban Bí thư`, `Văn phòng Chủ tịch nước`, `Phủ Thủ tướng`: bodies named after an office
_OFFICES_OF = frozenset(["ban", "phủ", "phòng"])


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
        self.bodies = BodyGrammar(view, lexicon, names, bodies)

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
        body_end, place = self.bodies.read(role_end, kind, key)
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
                while (
                    end < len(view) and end - at < 8 and view.shapes[end] == LOWER and view.folded[end] in lexicon.words
                ):
                    end += 1
                return end
            at = found[0]
        return at

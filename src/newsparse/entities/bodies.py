"""Organisations: a head noun and how far it reaches, known bodies, acronyms defined in the text.

The grammar stands here and in `reach`, the words in tables: `org_heads` (nouns that head a body), `org_fields`
(fields of work that follow one), `bodies` (bodies known by name), `acronyms`. `canonical` gives each body its
uniform name and gathers the mentions of one body.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsparse.entities.body_tables import Bodies, Head, Span, bodies
from newsparse.entities.canonical import canonical_name
from newsparse.entities.reach import Reach
from newsparse.entities.spans import bare_place, capitals, joined, person_begins, place_end, plural, proper
from newsparse.entities.view import DIGIT, LOWER, MARK, TITLE, UPPER
from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsparse.entities.view import TokenView
    from newsparse.text.lexicon import Lexicon

_AFTER_OFFICE = frozenset(("thư", "tịch", "phó", "viên", "pbt", "pct"))
_POLICE_ROOM = re.compile(r"P[ACKVX]\d\d[A-Z]?")
_LED = frozenset(("ceo", "cfo", "cto", "coo", "tịch", "đốc"))  # `CEO Meta`, `Chủ tịch Meta`, `Giám đốc Meta`
_NO_ALIAS = frozenset(("SN", "ĐH", "CĐ", "TP", "ĐHQG", "ĐHQGHN", "TTXVN", "QĐND"))
_YOUTH_TEAM = re.compile(r"U\d\d")


def find_bodies(view: TokenView, lexicon: Lexicon) -> list[Span]:
    """Return the spans of all bodies that the grammar finds, in the order of the text. Linear in the text."""
    return Finder(view, bodies(lexicon)).spans()


def bodies_at(view: TokenView, lexicon: Lexicon, names: Iterable[tuple[int, int]], found: Iterable[Span]) -> list[Span]:
    """Return the bodies that stand at given spans of tokens, with kind, uniform name and place.

    `found` are the spans of the grammar, which are taken over where they agree.
    """
    finder = Finder(view, bodies(lexicon))
    exact: dict[tuple[int, int], Span] = {}
    same: dict[str, Span] = {}
    for span in found:
        exact[span.first, span.last] = span
        same[view.slice(span.first, span.last)] = span
    spans = [exact.get((first, last)) or finder.at(first, last, same) for first, last in names]
    return finder.with_short_names(spans)


class Finder:
    """One pass over the tokens of one document."""

    def __init__(self, view: TokenView, tables: Bodies) -> None:
        self.view, self.tables = view, tables
        self._seen: dict[tuple[int, int], Span | None] = {}

    def spans(self) -> list[Span]:
        """Return the spans of all bodies, in the order of the text."""
        view, openers = self.view, self.tables.openers
        found: list[Span] = []
        aliases: dict[tuple[str, ...], Span] = {}
        at = 0
        count = len(view)
        while at < count:
            span = None
            shape = view.shapes[at]
            if shape not in (DIGIT, MARK):
                if view.folded[at] in openers:
                    span = self.body(at, 0)
                if span is None and shape == UPPER:
                    span = self._code(at)
            if span is None:
                at += 1
                continue
            if plural(view, self.tables.places, span.first) and view.shapes[span.first] == LOWER:
                inner = self._inside(span)
                if inner is None:
                    at += 1
                    continue
                span = inner
            found.append(span)
            at = span.last
            for bracket in (at, *(k for k in range(span.first, at) if view.texts[k] == "(")):
                alias = self._alias(bracket, span)
                if alias is not None and alias not in aliases:
                    aliases[alias] = span
        if aliases:
            found = self._with_aliases(found, aliases)
        return found

    def with_short_names(self, spans: list[Span]) -> list[Span]:
        """Return known spans, where a short name in brackets behind one of them is that body wherever it stands."""
        aliases: dict[tuple[str, ...], Span] = {}
        for span in spans:
            alias = self._alias(span.last, span)
            if alias is not None:
                aliases.setdefault(alias, span)
        if not aliases:
            return spans
        texts = self.view.texts
        result = []
        for span in spans:
            full = aliases.get(texts[span.first : span.last])
            if full is not None and full.canonical != span.canonical:
                span = Span(span.first, span.last, full.kind, full.canonical, full.place, full.head)
            result.append(span)
        return result

    def at(self, first: int, last: int, same: Mapping[str, Span]) -> Span:
        """Return the body that is known to stand at tokens `first` up to `last`.

        `same` are bodies found elsewhere in the document, by their text.
        """
        view, tables = self.view, self.tables
        twin = same.get(view.slice(first, last))
        if twin is not None:
            return Span(first, last, twin.kind, twin.canonical, twin.place, twin.head)
        span = self.body(first, 0)
        if span is not None and span.last == last:
            return span
        head = tables.heads.longest(view.folded, first)
        if head is not None and head[0] <= last:
            canonical = canonical_name(view, tables, head[1], head[0], last)
            place = span.place if span is not None and span.last < last else None
            return Span(first, last, head[1].kind, canonical, place, head[1].canonical)
        kind = span.kind if span is not None else "other"
        return Span(first, last, kind, canonical_name(view, tables, None, first, last), None)

    def body(self, at: int, depth: int) -> Span | None:
        """Return the body that begins at token `at`, or None."""
        known = self.known(at)
        headed = self.headed(at, depth)
        if known is not None and (headed is None or known.last >= headed.last):
            return known
        if headed is not None and (self.view.shapes[at] == LOWER or headed.head == "Tờ"):
            # `tờ Marca`, `công ty Dentsu`: the name alone where it is known
            for first in range(at + 1, min(at + 3, headed.last)):
                inner = self.known(first) if self.view.shapes[first] != LOWER else None
                if inner is not None and inner.last >= headed.last:
                    return None
        return headed

    def _code(self, at: int) -> Span | None:
        view = self.view
        text = view.texts[at]
        if _POLICE_ROOM.fullmatch(text):
            return Span(at, at + 1, "armed_forces", text, None)
        if _YOUTH_TEAM.fullmatch(text) and joined(view, at + 1):
            place = bare_place(view, self.tables.places, at + 1)
            if place is not None and place[1] == "country":
                name = view.slice(at + 1, place[0])
                return Span(at, place[0], "sport", f"Đội tuyển {text} {name}", name)
        return None

    def known(self, at: int) -> Span | None:
        """Return the body known by its name that begins at token `at`, or None."""
        view = self.view
        found = self.tables.known.longest(view.folded, at)
        if found is None:
            return None
        end, known = found
        shapes = view.shapes
        if not capitals(view, at, end) or view.shouting[at]:
            return None
        if end == at + 1:
            text = view.texts[at]
            if known.canonical.isupper() and len(text) <= 5 and shapes[at] != UPPER:
                return None
        if not known.sure and not self._source_context(at, end):
            return None
        if view.folded[end : end + 2] == ["-", "index"]:
            return None  # `HNX-Index` is a figure
        if shapes[at] == TITLE and self._within_name(at, end):
            return None
        place = None
        if joined(view, end) and known.kind in ("enterprise", "bank", "health"):
            end, place = self._branch(end)
        canonical = known.canonical if end == found[0] else f"{known.canonical} {view.slice(found[0], end)}"
        return Span(at, end, known.kind, canonical, place)

    def _within_name(self, at: int, end: int) -> bool:
        """Return whether a known name is a piece of a longer one: `Bác sĩ Nguyễn Trung Nguyên`, `Gerald Ford`."""
        view, surnames = self.view, self.tables.places.surnames
        before = joined(view, at) and view.shapes[at - 1] == TITLE and view.ends[at - 1] + 1 == view.starts[at]
        if before and (surnames.get(view.folded[at - 1]) or (end == at + 1 and not view.first[at - 1])):
            return True
        if not joined(view, end):
            return False
        if (
            end == at + 1
            and view.shapes[end] == TITLE
            and joined(view, at)
            and view.shapes[at - 1] == UPPER
            and view.spaced(at - 1)
            and self.tables.known.longest(view.folded, at - 1) is not None
            and view.folded[end] not in self.tables.places.cues["suffix"]
            and bare_place(view, self.tables.places, end) is None
        ):
            return True  # `Tổng thư ký ASEAN | Kao Vannarith`
        if view.shapes[end] == TITLE and surnames.get(view.folded[at]) and end - at > 1:
            return True  # `Nguyễn Kim Đoán`
        return view.shapes[end] == UPPER and view.texts[end][-1].isdigit()  # `Airbus A320`

    def _branch(self, at: int) -> tuple[int, str | None]:
        """Return the end of what extends a company's name: `Việt Nam`, `Hà Nam`, `chi nhánh Kiến Xương`, `Software`."""
        view, places = self.view, self.tables.places
        end = at
        if view.folded[at : at + 2] == ["chi", "nhánh"] and joined(view, at + 2):
            found = place_end(view, places, at + 2)
            if found is not None:
                return found[0], view.slice(at + 2, found[0])
            return at, None
        while joined(view, end) and fold(view.texts[end]) in self.tables.places.cues["suffix"] and proper(view, end):
            end += 1
        if end < len(view) and joined(view, end) and view.shapes[end] == TITLE:
            found = bare_place(view, places, end)
            if found is not None and not person_begins(view, end, places.surnames):
                return found[0], view.slice(end, found[0])
        return end, None

    def _source_context(self, at: int, end: int) -> bool:
        """Return whether a name stands where a source is named: `theo X`, `báo X`, `X đưa tin`, `(X)`."""
        view = self.view
        if joined(view, at):
            before = view.folded[at - 1]
            if before in _LED:
                return True
            if before in ("theo", "báo", "tờ", "nguồn", "trên", "/", "|", "dẫn", "với"):
                return not (before in ("trên", "với") and view.shapes[at] == TITLE and end == at + 1)
            if before == "(" and joined(view, end) and view.texts[end] == ")":
                return True
            if before == "-" and (end >= len(view) or view.breaks[end] or view.texts[end] == "|"):
                return True
        if joined(view, end):
            return view.folded[end] in ("online", "đưa", "dẫn") or (view.texts[end] == "-" and view.breaks[at])
        return False

    def headed(self, at: int, depth: int) -> Span | None:
        """Return the body whose head noun begins at token `at`, or None. `depth` counts the bodies around it."""
        key = (at, depth)
        if key not in self._seen:
            self._seen[key] = self._read(at, depth)
        return self._seen[key]

    def _read(self, at: int, depth: int) -> Span | None:
        view = self.view
        found = self.tables.heads.longest(view.folded, at)
        if found is None or depth > 4:
            return None
        end, head = found
        shape = view.shapes[at]
        if head.reach == "none":
            return None
        lower = all(view.shapes[k] not in (TITLE, UPPER) for k in range(at, end))
        before = joined(view, at)
        if lower:
            if not head.lower and not (before and view.folded[at - 1] in self.tables.places.cues["leader"]):
                return None
            if before and end == at + 1 and (view.folded[at - 1], view.folded[at]) in self.tables.compounds:
                return None
        elif end == at + 1 and shape == TITLE and before and not depth and self.inside_name(at):
            return None  # `Nguyễn Trường Giang`, `Tây Ban Nha`
        if joined(view, end) and view.folded[end] in ("viên", "trưởng"):
            return None
        if end == at + 1 and shape != LOWER:
            longer = bare_place(view, self.tables.places, at)
            if longer is not None and longer[0] > end:
                return None  # `Đài Loan`, `Trường Sa`, `Hội An`
        if head.canonical.startswith("Thường ") and before and view.folded[at - 1] in _AFTER_OFFICE:
            return None  # `Phó Bí thư | Thường trực Đảng ủy`
        reach = Reach(self, head, at, end, depth)
        last = reach.run()
        if not reach.enough(last):
            return None
        last = self._tail(head, last, reach)
        canonical = canonical_name(view, self.tables, head, end, last)
        return Span(at, last, head.kind, canonical, reach.place, head.canonical)

    def inside_name(self, at: int) -> bool:
        """Return whether the capitalised token `at` stands in the middle of a person's name or a longer one."""
        view = self.view
        if not joined(view, at):
            return False
        if view.shapes[at - 1] != TITLE or view.ends[at - 1] + 1 != view.starts[at] or view.first[at - 1]:
            return False
        if view.folded[at - 1] in self.tables.places.cues["leader"]:
            return False  # `Phó Trưởng | Ban Văn hóa - Xã hội`
        return view.folded[at - 1] in self.tables.places.surnames or (at > 1 and view.shapes[at - 2] == TITLE)

    def _tail(self, head: Head, last: int, reach: Reach) -> int:
        """Take what follows by a linking word: `chi nhánh Hà Nam`, `Đại sứ quán Việt Nam tại Lào`."""
        view = self.view
        if not joined(view, last):
            return last
        if head.kind in ("bank", "enterprise"):
            end, place = self._branch(last) if view.folded[last] == "chi" else (last, None)
            reach.place = place or reach.place
            return end
        if (
            view.folded[last] == "tại"
            and joined(view, last + 1)
            and (
                head.canonical.endswith("sứ quán")
                or head.canonical.endswith("sự quán")
                or head.canonical.startswith("Văn phòng")
                or view.folded[last - 1] == "cao"
                or (head.kind in ("union", "association") and (reach.nation or view.folded[last - 1] == "nam"))
            )
        ):
            found = place_end(view, self.tables.places, last + 1)
            if found is not None:
                reach.place = view.slice(last + 1, found[0])
                return found[0]
        return last

    def _inside(self, span: Span) -> Span | None:
        for at in range(span.first + 1, span.last):
            if self.view.shapes[at] != LOWER:
                inner = self.body(at, 1)
                if inner is not None and inner.last <= span.last:
                    return inner
        return None

    def _alias(self, at: int, span: Span) -> tuple[str, ...] | None:
        """Return the short name in brackets after a body, as words: `… (NHNN)`, `… (Vivaso)`, `… (PC Hòa Bình)`."""
        view = self.view
        if not (joined(view, at) and view.texts[at] == "(" and at + 2 < len(view)):
            return None
        end = at + 1
        while end < len(view) and end - at < 5 and view.shapes[end] in (TITLE, UPPER):
            end += 1
        word = view.texts[at + 1]
        if end == at + 1 or end >= len(view) or view.texts[end] != ")" or len(word) < 2:
            return None
        if end - at > 2:
            # `(PC Hòa Bình)`, `(BHXH Việt Nam)`: a new acronym first; `(Bộ Y tế)` is the parent body
            headed = self.tables.heads.longest(view.folded, at + 1) is not None
            return None if view.shapes[at + 1] != UPPER or headed or word in _NO_ALIAS else view.texts[at + 1 : end]
        places = self.tables.places
        if (
            word in _NO_ALIAS
            or bare_place(view, places, at + 1) is not None
            or places.heads.longest(view.folded, at + 1)
        ):
            return None
        if view.shapes[at + 1] == TITLE:
            capitals_in = sum(map(str.isupper, word))
            if span.kind not in ("enterprise", "bank", "international", "association", "state") and capitals_in < 2:
                return None
        if _POLICE_ROOM.fullmatch(word) and span.head != "Phòng":
            return None  # `Đội 3 (PC08)`: the room that the team belongs to
        return (word,)

    def _with_aliases(self, found: list[Span], aliases: dict[tuple[str, ...], Span]) -> list[Span]:
        """Return the spans with those of the short names, each of which is the body that it is short for."""
        view = self.view
        lengths: dict[str, set[int]] = {}
        for words in aliases:
            lengths.setdefault(words[0], set()).add(len(words))
        marked: dict[int, Span] = {}
        for at, word in enumerate(view.texts):
            for length in sorted(lengths.get(word, ()), reverse=True):
                span = aliases.get(view.texts[at : at + length])
                if span is not None:
                    marked[at] = Span(at, at + length, span.kind, span.canonical, span.place, span.head)
                    break
        kept: list[Span] = []
        taken = bytearray(len(view))
        for span in found:
            short = marked.get(span.first)
            if short is not None and short.last >= span.last:
                continue
            kept.append(span)
            taken[span.first : span.last] = b"\1" * (span.last - span.first)
        kept += [span for span in marked.values() if not any(taken[span.first : span.last])]
        kept.sort(key=lambda s: s.first)
        return kept

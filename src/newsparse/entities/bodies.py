"""Organisations: a head noun and how far it reaches, known bodies, acronyms defined in the text.

The grammar stands here, the words in tables: `org_heads` (nouns that head a body), `org_fields` (fields of
work that follow one), `bodies` (bodies known by name), `acronyms`. `canonical` gives each body its uniform
name and gathers the mentions of one body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from newsparse.entities.canonical import canonical_name, gather
from newsparse.entities.gazetteer import Gazetteer, gazetteer
from newsparse.entities.spans import bare_place, capitals, head_at, joined, person_begins, place_end, plural, proper
from newsparse.entities.view import DIGIT, LOWER, MARK, TITLE, UPPER, TokenView, view_of
from newsparse.text.phrases import PhraseTable
from newsparse.text.syllables import fold, tokenise

if TYPE_CHECKING:
    from newsparse.record import Organisation, OrganisationKind
    from newsparse.text.document import Document
    from newsparse.text.lexicon import Lexicon

_JOINS = frozenset(("và", "-", "&"))
_LEADERS = frozenset(("trưởng", "phó", "chánh", "viện", "chủ", "ủy"))
_AFTER_OFFICE = frozenset(("thư", "tịch", "phó", "viên"))
_POLICE_ROOM = re.compile(r"P[ACKVX]\d\d[A-Z]?|C\d\d[A-Z]?")
_YOUTH_TEAM = re.compile(r"U\d\d")
_UNSURE = frozenset(
    [
        "của",
        "cho",
        "tại",
        "ở",
        "và",
        "là",
        "đã",
        "sẽ",
        "với",
        "về",
        "từ",
        "trong",
        "ngày",
        "năm",
        "nói",
        "được",
        "bị",
        "có",
        "đến",
        "ra",
        "vào",
        "lên",
        "theo",
        "để",
        "khi",
        "nhưng",
        "hay",
        "hoặc",
        "do",
        "bởi",
        "nên",
        "mà",
        "cũng",
        "còn",
        "đang",
        "vừa",
        "mới",
        "rất",
        "không",
        "chưa",
        "những",
        "các",
        "một",
        "này",
        "đó",
        "nào",
        "gì",
        "sau",
        "trước",
        "trên",
        "dưới",
        "giữa",
        "hơn",
        "thì",
        "lại",
        "phải",
        "cùng",
        "như",
        "qua",
        "tới",
        "nhằm",
        "vì",
        "đi",
        "làm",
    ]
)
_NATION = frozenset(("country", "continent"))


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that heads a body; the columns of table `org_heads`.

    `reach`: `office` (place, level or parent body follow: `UBND xã X`), `field` (a field of work must:
    `Sở Y tế`), `free` (a field or a name: `Hội Nhà báo`), `named` (a proper name or place must:
    `Công ty An Bình`), `none` (a common noun that only begins like a head: `bộ luật`). `alone`: `cap` where
    the noun in capitals is a body by itself (`Quốc hội`), `level` where a level suffices (`UBND tỉnh`),
    `no`. `lower`: whether it may be written with a small letter.
    """

    canonical: str
    kind: OrganisationKind
    reach: str
    alone: str
    lower: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A body known by its name. `sure` is false where the name counts only in the context of a source or head."""

    canonical: str
    kind: OrganisationKind
    sure: bool


@dataclass(frozen=True, slots=True)
class Bodies:
    """The tables of bodies, looked up at a token. `openers`: folded tokens with which any body can begin."""

    heads: PhraseTable[Head]
    fields: PhraseTable[tuple[str, bool]]
    known: PhraseTable[Known]
    levels: PhraseTable[str]
    acronyms: PhraseTable[str]
    compounds: frozenset[tuple[str, str]]
    openers: frozenset[str]
    places: Gazetteer


@lru_cache(maxsize=8)
def bodies(lexicon: Lexicon) -> Bodies:
    """Return the tables of bodies of a lexicon."""
    heads = lexicon.rows("org_heads")
    known = lexicon.rows("bodies")
    compounds = ((fold(a), fold(b)) for a, _, b in (r["form"].partition(" ") for r in lexicon.rows("compounds")))
    return Bodies(
        heads=PhraseTable(
            (
                r["form"],
                Head(r["canonical"], cast("OrganisationKind", r["kind"]), r["reach"], r["alone"], r["lower"] == "yes"),
            )
            for r in heads
        ),
        fields=PhraseTable((r["form"], (r["canonical"], r["verb"] == "yes")) for r in lexicon.rows("org_fields")),
        known=PhraseTable(
            (r["form"], Known(r["canonical"], cast("OrganisationKind", r["kind"]), r["sure"] == "yes")) for r in known
        ),
        levels=PhraseTable((r["form"], r["canonical"]) for r in lexicon.rows("org_levels")),
        acronyms=PhraseTable((r["form"], r["expansion"]) for r in lexicon.rows("acronyms")),
        compounds=frozenset(compounds),
        openers=frozenset(fold(tokenise(r["form"]).texts[0]) for r in (*heads, *known)),
        places=gazetteer(lexicon),
    )


@dataclass(frozen=True, slots=True)
class Span:
    """A body found at tokens `first` up to, not including, `last`; `head` is the canonical head noun or empty."""

    first: int
    last: int
    kind: OrganisationKind
    canonical: str
    place: str | None
    head: str = ""


def find_organisations(document: Document, lexicon: Lexicon, view: TokenView | None = None) -> tuple[Organisation, ...]:
    """Return the organisations of a document, each once with all its mentions, in the order of their first mention.

    `view` is the document's token view, where the caller has it already. Linear in the text.
    """
    view = view or view_of(document)
    return gather(view, _Finder(view, bodies(lexicon)).spans())


class _Finder:
    """One pass over the tokens of one document."""

    def __init__(self, view: TokenView, tables: Bodies) -> None:
        self.view, self.tables = view, tables

    def spans(self) -> list[Span]:
        view, openers = self.view, self.tables.openers
        found: list[Span] = []
        aliases: dict[str, Span] = {}
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
            if plural(view, span.first) and view.shapes[span.first] == LOWER:
                inner = self._inside(span)
                if inner is None:
                    at += 1
                    continue
                span = inner
            found.append(span)
            at = span.last
            alias = self._alias(at, span)
            if alias is not None and alias not in aliases:
                aliases[alias] = span
        if aliases:
            found = self._with_aliases(found, aliases)
        return found

    def body(self, at: int, depth: int) -> Span | None:
        """Return the body that begins at token `at`, or None."""
        known = self._known(at)
        headed = self._headed(at, depth)
        if known is not None and (headed is None or known.last >= headed.last):
            return known
        return headed

    def _code(self, at: int) -> Span | None:
        view = self.view
        text = view.texts[at]
        if _POLICE_ROOM.fullmatch(text) and text[0] == "P":
            return Span(at, at + 1, "armed_forces", text, None)
        if _YOUTH_TEAM.fullmatch(text) and joined(view, at + 1):
            place = bare_place(view, self.tables.places, at + 1)
            if place is not None and place[1] == "country":
                name = view.slice(at + 1, place[0])
                return Span(at, place[0], "sport", f"Đội tuyển {text} {name}", name)
        return None

    def _known(self, at: int) -> Span | None:
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
            if (
                text not in (known.canonical,)
                and shapes[at] == TITLE
                and fold(text) == fold(known.canonical)
                and known.canonical[0].islower()
            ):
                return None
        if not known.sure and not self._source_context(at, end):
            return None
        before = joined(view, at) and shapes[at - 1] == TITLE and view.ends[at - 1] + 1 == view.starts[at]
        if before and end == at + 1 and shapes[at] == TITLE and fold(view.texts[at - 1]) in self.tables.places.surnames:
            return None
        place = None
        if joined(view, end) and known.kind in ("enterprise", "bank", "health"):
            end, place = self._branch(end)
        canonical = known.canonical if end == found[0] else f"{known.canonical} {view.slice(found[0], end)}"
        return Span(at, end, known.kind, canonical, place)

    def _branch(self, at: int) -> tuple[int, str | None]:
        """Return the end of what extends a company's name: `Việt Nam`, `Hà Nam`, `chi nhánh Kiến Xương`, `Software`."""
        view, places = self.view, self.tables.places
        end = at
        if view.folded[at : at + 2] == ["chi", "nhánh"] and joined(view, at + 2):
            found = place_end(view, places, at + 2)
            if found is not None:
                return found[0], view.slice(at + 2, found[0])
            return at, None
        while joined(view, end) and fold(view.texts[end]) in _SUFFIXES and proper(view, end):
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
            if before in ("theo", "báo", "tờ", "nguồn", "trên", "/", "|", "dẫn", "với"):
                return not (before in ("trên", "với") and view.shapes[at] == TITLE and end == at + 1)
            if before == "(" and joined(view, end) and view.texts[end] in ")":
                return True
            if before == "-" and (end >= len(view) or view.breaks[end] or view.texts[end] in "|"):
                return True
        if joined(view, end):
            return view.folded[end] in ("online", "đưa", "dẫn") or (view.texts[end] == "-" and view.breaks[at])
        return False

    def _headed(self, at: int, depth: int) -> Span | None:
        view = self.view
        found = self.tables.heads.longest(view.folded, at)
        if found is None or depth > 4:
            return None
        end, head = found
        shape = view.shapes[at]
        if head.reach == "none":
            return None
        lower = shape == LOWER
        before = joined(view, at)
        if lower:
            if not head.lower and not (before and view.folded[at - 1] in _LEADERS):
                return None
            if before and (view.folded[at - 1], view.folded[at]) in self.tables.compounds:
                return None
        elif end == at + 1 and shape == TITLE and before and not depth:
            if view.shapes[at - 1] == TITLE and view.ends[at - 1] + 1 == view.starts[at] and not view.first[at - 1]:
                previous = view.folded[at - 1]
                if previous in self.tables.places.surnames or (at > 1 and view.shapes[at - 2] == TITLE):
                    return None  # `Nguyễn Trường Giang`, `Tây Ban Nha`
        if joined(view, end) and view.folded[end] in ("viên", "trưởng"):
            return None
        if end == at + 1 and shape != LOWER:
            longer = bare_place(view, self.tables.places, at)
            if longer is not None and longer[0] > end:
                return None  # `Đài Loan`, `Trường Sa`, `Hội An`
        if head.canonical.startswith("Thường ") and before and view.folded[at - 1] in _AFTER_OFFICE:
            return None  # `Phó Bí thư | Thường trực Đảng ủy`
        reach = _Reach(self, head, at, end, depth)
        last = reach.run()
        if not reach.enough(last):
            return None
        last = self._tail(head, last, reach)
        canonical = canonical_name(view, self.tables, head.canonical, end, last)
        return Span(at, last, head.kind, canonical, reach.place, head.canonical)

    def _tail(self, head: Head, last: int, reach: _Reach) -> int:
        """Take what follows by a linking word: `chi nhánh Hà Nam`, `Đại sứ quán Việt Nam tại Lào`."""
        view = self.view
        if not joined(view, last):
            return last
        if head.kind in ("bank", "enterprise"):
            end, place = self._branch(last) if view.folded[last] == "chi" else (last, None)
            reach.place = place or reach.place
            return end
        if view.folded[last] == "tại" and joined(view, last + 1):
            if (
                head.canonical.endswith("sứ quán")
                or head.canonical.endswith("sự quán")
                or view.folded[last - 1] == "cao"
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

    def _alias(self, at: int, span: Span) -> str | None:
        """Return the short name in brackets after a body: `Ngân hàng Nhà nước (NHNN)`, `… (Vivaso)`."""
        view = self.view
        if not (joined(view, at) and view.texts[at] == "(" and at + 2 < len(view)):
            return None
        word = view.texts[at + 1]
        if view.texts[at + 2] != ")" or len(word) < 2 or view.shapes[at + 1] not in (TITLE, UPPER):
            return None
        if view.shapes[at + 1] == TITLE:
            capitals_in = sum(map(str.isupper, word))
            if span.kind not in ("enterprise", "bank", "international", "association") and capitals_in < 2:
                return None
            if bare_place(view, self.tables.places, at + 1) is not None:
                return None
        elif word in ("SN", "ĐH", "CĐ", "TP") or bare_place(view, self.tables.places, at + 1) is not None:
            return None
        return word

    def _with_aliases(self, found: list[Span], aliases: dict[str, Span]) -> list[Span]:
        view = self.view
        taken = bytearray(len(view))
        for span in found:
            taken[span.first : span.last] = b"\1" * (span.last - span.first)
        for at, word in enumerate(view.texts):
            span_of = aliases.get(word)
            if span_of is not None and not taken[at]:
                found.append(Span(at, at + 1, span_of.kind, span_of.canonical, span_of.place, span_of.head))
        found.sort(key=lambda s: s.first)
        return found


_SUFFIXES = frozenset(
    [
        "group",
        "holdings",
        "software",
        "telecom",
        "bank",
        "auto",
        "electronics",
        "motors",
        "land",
        "media",
        "capital",
        "finance",
        "insurance",
        "life",
        "securities",
        "retail",
        "logistics",
        "pharma",
        "energy",
        "power",
        "steel",
        "plaza",
        "mart",
        "online",
        "play",
        "entertainment",
        "studios",
        "pictures",
        "international",
        "global",
        "corporation",
        "corp",
        "inc",
        "ltd",
        "credit",
        "saison",
        "digital",
        "cloud",
        "ventures",
        "labs",
        "systems",
        "technologies",
        "airlines",
    ]
)


class _Reach:
    """How far one head noun reaches: a walk over what may follow it."""

    def __init__(self, finder: _Finder, head: Head, first: int, at: int, depth: int) -> None:
        self.finder, self.view, self.tables = finder, finder.view, finder.tables
        self.head, self.first, self.at, self.depth = head, first, at, depth
        self.lower = self.view.shapes[first] == LOWER
        self.place: str | None = None
        self.nation = False
        self.fields = self.names = self.levels = self.parents = self.numbers = 0

    def enough(self, last: int) -> bool:
        """Return whether what follows makes the head a particular body."""
        head, view = self.head, self.view
        if self.nation and not self.fields and not self.names and not self.parents:
            # `công ty Nhật`, `báo Mỹ`, `tòa án Đức` are common nouns with an adjective
            if head.reach == "named" or head.kind in ("court", "armed_forces"):
                return False
        particular = bool(self.place or self.parents or self.names or self.numbers)
        if head.kind == "media" and self.fields and any(proper(view, k) for k in range(self.at, last)):
            return True
        if self.lower:
            if head.reach == "named" and self.place and not (self.names or self.fields or self.numbers):
                return head_at(view, self.tables.places, last - 1) is not None or self._place_is_headed()
            if head.reach == "office":
                return bool(self.place or self.parents)
            if head.reach in ("field", "free"):
                named = self.names and any(proper(view, k) for k in range(self.at, last))
                return (
                    (self.fields > 0 and bool(self.place or self.parents or self.levels or named))
                    or (self.fields > 0 and proper(view, self.at))
                    or (head.reach == "free" and bool(named))
                )
            return particular
        if head.alone == "cap":
            return True
        if head.alone == "level":
            return particular or self.levels > 0
        if head.reach == "named":
            return particular or (self.levels > 0 and self.fields > 0)
        if head.reach == "field":
            compound = " " in head.canonical and bool(self.place or self.levels)
            return bool(self.fields or self.parents or self.numbers or compound)
        return particular or any(proper(view, k) for k in range(self.at, last))

    def _place_is_headed(self) -> bool:
        return head_at(self.view, self.tables.places, self.at) is not None

    def run(self) -> int:
        """Return the end of the body."""
        view = self.view
        at = self.at
        while at < len(view) and not view.breaks[at]:
            after = self._field(at)
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
                return level[0]
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
        end, (_, verb) = found
        if view.shapes[at] == LOWER:
            if self.head.reach == "office" or (self.names and (not self.fields or self.head.reach == "named")):
                return None
            if verb and (at > self.at or not self.lower) and not self._goes_on(end):
                return None  # `Ủy ban ATGT Quốc gia | tổ chức …`: what the body does
        elif (
            self.head.reach == "office" and self.head.alone == "level" and self.head.kind in ("state", "court", "front")
        ):
            return None
        return end

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
        span = self.finder._headed(at, self.depth + 1)
        if span is None and view.shapes[at] != LOWER and head.reach != "named":
            span = self.finder._known(at)
            if span is not None and span.kind not in ("state", "party", "international", "enterprise", "bank"):
                span = None
        if span is None:
            return None
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
        return span.last

    def _takes_level(self, at: int, end: int) -> bool:
        view, head = self.view, self.head
        if head.reach in ("named", "free") and not self.fields:
            return False
        if self.lower and not self.fields:
            return False
        # `Công an tỉnh này`, `UBND xã đã`: the level belongs to the body in both; `cấp cao` needs a court
        return not (view.shapes[at] == LOWER and self.names and head.reach == "named")

    def _place(self, at: int) -> int | None:
        view, places, head = self.view, self.tables.places, self.head
        found = place_end(view, places, at)
        if found is None:
            if head.reach == "office" and view.shapes[at] == TITLE:
                unit = places.units.longest(view.folded, at)
                if unit is not None and capitals(view, at, unit[0]) and not person_begins(view, at, places.surnames):
                    if not (joined(view, unit[0]) and proper(view, unit[0])):
                        self.place = view.slice(at, unit[0])
                        return unit[0]
            return None
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
            if person_begins(view, at, places.surnames) and not self._known_longer(at, end):
                return None
            if head.reach in ("named", "free") and not self.fields and joined(view, end):
                if proper(view, end) and not person_begins(view, end, places.surnames):
                    return None  # `Công ty Hà Nội Xanh`: the place is part of a longer name
        self.place = view.slice(at, end)
        return self._more_places(end, headed is None)

    def _known_longer(self, at: int, end: int) -> bool:
        return end - at > 1

    def _more_places(self, end: int, bare: bool) -> int:
        view, places, head = self.view, self.tables.places, self.head
        while joined(view, end):
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
                and self.finder._headed(end + 1, self.depth + 1) is None
            ):
                # `Trung tâm … Thăng Long - Hà Nội`, `Trường … Hà Nội - Amsterdam`: a double name
                more = bare_place(view, places, end + 1)
                if more is not None:
                    return more[0]
                if view.texts[end + 1].isascii() and len(view.texts[end + 1]) > 3:
                    return end + 2
            break
        return end

    def _name(self, at: int) -> int | None:
        view, head = self.view, self.head
        if not proper(view, at):
            return None
        surnames = self.tables.places.surnames
        if head.reach in ("office", "field"):
            if head.alone == "cap" and head.kind not in ("party", "union"):
                return None
            if person_begins(view, at, surnames):
                return None
            if head.reach == "office" and (head.kind not in ("party", "union") or view.folded[at] in surnames):
                return None
            if head.reach == "field" and not self.fields and not self._sandwich(at):
                return None
            if head.reach == "field" and self.fields and view.shapes[at] != UPPER:
                return None
        elif head.reach == "free" or self.fields:
            if person_begins(view, at, surnames) and head.kind not in ("education", "enterprise"):
                if self.names or self.fields or " " in head.canonical:
                    return None
        if (
            self.names
            and view.folded[at] in self.tables.openers
            and self.finder._headed(at, self.depth + 1) is not None
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
            and view.shapes[end + 1] in (TITLE, UPPER, LOWER if view.texts[end] == "." else TITLE)
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
            and view.folded[at + 1] not in _UNSURE
            and proper(view, at + 2)
            and view.folded[at + 2] not in self.tables.openers
            and self.head.reach != "office"
            and not person_begins(view, at + 2, self.tables.places.surnames)
            and bare_place(view, self.tables.places, at) is None
        )

    def _number(self, at: int) -> int | None:
        view, head = self.view, self.head
        start = at
        if view.folded[at] == "số" and joined(view, at + 1):
            at += 1
        if view.shapes[at] != DIGIT or len(view.texts[at]) > 4 or (head.reach == "office" and head.alone == "level"):
            return None
        end = at + 1
        if joined(view, end) and view.texts[end] in ".,/%" and view.starts[end] == view.ends[at]:
            if end + 1 < len(view) and view.shapes[end + 1] == DIGIT and view.starts[end + 1] == view.ends[end]:
                return None
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
        if view.texts[at] != "(" or not (self.fields or self.names):
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
        if place_end(view, self.tables.places, end) is None and not (
            view.folded[end] in self.tables.openers and self.finder._headed(end, self.depth + 1) is not None
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
            # a comma joins fields only before a body that owns both: `Đường bộ, Đường sắt Công an TP X`
            if not self.fields or head.reach != "field":
                return None
            end = self._field(after)
            if end is None or not joined(view, end):
                return None
            return after if self._owner(end) else None
        if mark not in _JOINS:
            return None
        if person_begins(view, after, self.tables.places.surnames):
            return None
        field = self.tables.fields.longest(view.folded, after)
        opens = view.folded[after] in self.tables.openers and self.finder._headed(after, self.depth + 1) is not None
        if field is not None and self.fields and not (opens and field[0] - after < 2):
            if view.shapes[after] != LOWER or mark == "và":
                return (
                    after
                    if view.shapes[after] != LOWER or view.shapes[self.at] == LOWER or head.reach != "office"
                    else None
                )
        if (
            mark == "-"
            and joined(view, at)
            and view.shapes[after] not in (LOWER, MARK)
            and self._owner(after)
            and not self.lower
        ):
            if head.kind == "armed_forces" and view.starts[after] == view.ends[at]:
                return after
        if opens or not proper(view, after):
            return None
        if mark == "&":
            return after
        if mark == "-":
            tight = view.starts[at] == view.ends[at - 1] or view.starts[after] == view.ends[at]
            place = bare_place(view, self.tables.places, after)
            if place is not None and not (place[1] == "country" and self.names and not self.fields):
                return None  # `Liên doanh Việt - Nga …` goes on, `Công ty An Bình - Hà Nội` does not
            return after if (tight or head.reach == "named") and head.reach != "office" else None
        if head.reach == "named" and not self.fields:
            return None
        if place_end(view, self.tables.places, after) is not None or head.reach == "office":
            return None
        return after if self.fields or (head.reach == "free" and self._sandwich(after)) else None

    def _owner(self, at: int) -> bool:
        if not joined(self.view, at) or self.view.folded[at] not in self.tables.openers:
            return False
        return self.view.shapes[at] != LOWER and self.finder._headed(at, self.depth + 1) is not None

"""Which candidates are persons: what stands before and after them, and how often they return.

Scores add up; `ACCEPT` and more makes a person. Each number is a judgement of how often such a sign is wrong.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from newsparse.entities.name_tables import folded_key, is_mark, is_number, split_name
from newsparse.entities.view import LOWER, TITLE, UPPER, EndingTable
from newsparse.text.phrases import PhraseTable
from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsparse.entities.name_tables import Candidate, NameLexicon
    from newsparse.entities.view import TokenView
    from newsparse.text.lexicon import Lexicon

ACCEPT = 1.5
_CREDIT = frozenset(("ảnh", "nguồn", "clip", "video", "đồ họa", "thực hiện", "tổng hợp", "bài", "theo", "dịch"))
_BEATEN = frozenset(("thắng", "thua", "hòa", "hạ", "bại", "gặp", "loại", "trước", "sau"))
_AGE = frozenset(("sn", "sinh", "tuổi", "ngụ", "trú", "quê", "thường", "nsnd", "nsưt"))


@dataclass(slots=True)
class Spot:
    """A candidate with what its surroundings say. `lead` is where its honorifics and titles begin."""

    candidate: Candidate
    key: tuple[str, ...]
    score: float
    lead: int
    opener: str | None = None
    honorific: tuple[int, int] | None = None
    blocked: bool = False
    credit: bool = False
    context: bool = False
    led: bool = False
    start: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        self.start = self.candidate.start
        self.end = self.candidate.end


class ContextLexicon:
    """The tables of words around names, compiled for look-up."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.openers: EndingTable[str] = EndingTable((r["form"], r["kind"]) for r in lexicon.rows("name_openers"))
        self.blockers: EndingTable[str] = EndingTable((r["form"], r["kind"]) for r in lexicon.rows("name_blockers"))
        self.verbs: PhraseTable[str] = PhraseTable((r["form"], r["strength"]) for r in lexicon.rows("person_verbs"))
        self.acronyms = {
            fold(row["form"]): " ".join(map(fold, row["expansion"].split()))
            for row in lexicon.rows("acronyms")
            if " " not in row["form"]
        }
        rows = lexicon.rows("not_persons")
        self.never = frozenset(
            tuple(w for w in split_name(r["form"]) if w[0].isalpha()) for r in rows if r["kind"] == "name"
        )
        self.words = frozenset(r["form"] for r in rows if r["kind"] == "word")
        self.peoples = frozenset(r["form"] for r in rows if r["kind"] == "people")


@lru_cache(maxsize=8)
def context_lexicon(lexicon: Lexicon) -> ContextLexicon:
    """Return the compiled context tables of a lexicon."""
    return ContextLexicon(lexicon)


def lead_of(view: TokenView, lexicon: ContextLexicon, at: int) -> tuple[int, str | None, tuple[int, int] | None]:
    """Return where the titles before token `at` begin, the nearest one's kind, and the honorific's span."""
    floor = at
    while floor > 0 and view.sentence[floor - 1] == view.sentence[at]:
        floor -= 1
        if at - floor > 12:
            break
    kind: str | None = None
    honorific: tuple[int, int] | None = None
    start = at
    while True:
        edge = start
        # a quote or a comma may stand between two titles: `Đại tá, TS Nguyễn …`
        if edge - 1 > floor and view.texts[edge - 1] in ",-–" and start != at:
            edge -= 1
        found = lexicon.openers.before(view.folded, edge, floor)
        if found is None or (edge != start and found[1] != "degree"):
            break
        begin, what = found
        head = view.shapes[begin]
        if (
            what == "honorific"
            and head in (TITLE, UPPER)
            and edge - begin == 1
            and not view.first[begin]
            and begin > 0
            and view.shapes[begin - 1] in (LOWER, TITLE, UPPER)
            and view.folded[begin] not in ("đ/c", "đc", "mr", "mrs", "ms", "dr")
        ):
            break
        blocker = lexicon.blockers.before(view.folded, edge, floor)
        if blocker is not None and blocker[0] < begin:
            break
        if kind is None:
            kind = what
        if honorific is None and what == "honorific":
            honorific = (begin, edge)
        start = begin
    return start, kind, honorific


def blocked(
    view: TokenView, lexicon: ContextLexicon, candidate: Candidate, *, placed: bool, office: bool = False
) -> bool:
    """Return whether the word before a candidate makes it the name of a thing: `đường Lê Lợi`, `Trường Trần Phú`."""
    at = candidate.start
    floor = max(0, at - 6)
    before = at
    while before > 0 and view.texts[before - 1] in "“\"'‘":
        before -= 1
    if before == 0 or view.sentence[before - 1] != view.sentence[at]:
        return False
    found = lexicon.blockers.before(view.folded, before, floor)
    if found is None or found[1] == "free" or (office and found[1] == "unit" and candidate.end - at >= 3):
        return False
    head = found[0]
    if (
        before - head == 1
        and head > 0
        and view.shapes[head] == TITLE == view.shapes[head - 1]
        and view.spaced(head - 1)
    ):
        return False  # the end of another name: `huyện Vân Hồ Nguyễn Văn An`
    if found[1] == "direction":
        return candidate.end - at == 1 and view.folded[at] in _DIRECTIONS
    opener = lexicon.openers.before(view.folded, before, floor)
    if opener is not None and opener[0] <= found[0]:
        return False
    # `UBND xã Nguyễn Văn An`: a bare level word, then a full name that is no place
    full = candidate.kind in ("vietnamese", "minority") and candidate.end - at >= 3 and candidate.weight >= 1.4
    return not (office and found[1] == "place" and full and not placed and view.folded[before - 1] in _LEVELS)


_DIRECTIONS = frozenset(("nam", "bắc", "đông", "tây", "trung"))
_LEVELS = frozenset(["xã", "phường", "huyện", "quận", "tỉnh", "tp", "thôn", "bản"]) | {"phố", "trấn", "tt", "tx"}


def measure(
    view: TokenView,
    lexicon: ContextLexicon,
    names: NameLexicon,
    candidates: Sequence[Candidate],
    before: Mapping[int, str],
    after: Mapping[int, str],
    inside: Iterable[tuple[int, int]],
    taken: set[int],
) -> list[Spot]:
    """Return the candidates with their scores.

    `before` maps the token after an office phrase to the office's kind, `after` the token at which an office begins;
    `inside` are the token spans of organisations.
    """
    covered: set[int] = set()
    for start, end in inside:
        covered.update(range(start, end))
    spots: list[Spot] = []
    folded, texts = view.folded, view.texts
    count = len(view)
    for c in candidates:
        key = folded_key(view, c.start, c.end)
        if not key or key in lexicon.never:
            continue
        held = c.start in before and c.end - c.start > 1  # `CEO Hiệp hội … | Mart Lepik`
        if (
            c.kind == "foreign"
            and not held
            and any(folded[i] in lexicon.words for i in range(c.start, c.end) if view.shapes[i] == TITLE)
        ):
            continue
        lead, opener, honorific = lead_of(view, lexicon, c.start)
        score = c.weight
        context = False
        office = before.get(lead) or before.get(c.start)
        if before.get(c.start) or any(at in taken for at in range(lead, c.start)):
            lead, opener, honorific = c.start, None, None  # `thủ tướng` is no `tướng`
        if opener in ("member", "kinship") and len(key) == 1 and key[0] in lexicon.peoples:
            opener = None
            lead = c.start
        if c.kind == "single" and opener in ("trade", "member", None) and key[0] not in names.given:
            score -= 2.0
        placed = (c.weight < 0 and c.kind == "vietnamese") or (c.kind == "single" and c.weight < -1.0)
        if opener == "member" and (placed or (c.kind == "foreign" and len(key) == 1 and c.weight < 0.3)):
            score += 0.8  # `nhân viên Hanoicab`, `nông dân Quảng Nam`: mostly a body or a place
        elif opener == "trade" and placed:
            score += 1.0  # `nông dân Quảng Nam`: mostly a place
        elif opener is not None:
            score += 3.0
            context = True
        elif office is not None:
            score += 3.0 if c.kind != "initials" else 1.0
            context = True
        stop = blocked(view, lexicon, c, placed=c.weight < 0) if opener is None and office is None else False
        if c.kind == "single" and view.shapes[c.end - 1] == TITLE and _compound(view, names, c.end):
            continue
        if stop:
            score -= 5.0
        if c.start in covered and c.end - 1 in covered and opener in (None, "trade", "member") and office is None:
            score -= 5.0
            stop = True
        spot = Spot(c, key, score, lead, opener, honorific, stop)
        spot.led = office is not None
        addressed = c.start > 0 and is_number(view, c.start - 1) and view.spaced(c.start - 1)
        if addressed and opener is None and office is None:
            spot.score -= 3.0  # `44 Lê Thái Tổ`: an address
        if c.kind == "foreign" and len(key) > 1 and opener is None and c.start > 0 and folded[c.start - 1] in _BEATEN:
            spot.score += 0.6  # `Lý Hoàng Khôi thắng Rio Nakano 6-4`
        # what follows
        at = c.end
        if at < count and view.sentence[at] == view.sentence[c.start]:
            verb = lexicon.verbs.longest(folded, at)
            if verb is not None:
                strong = verb[1] == "strong"
                spot.score += 1.5 if strong else 0.6
                context = context or strong
            elif (
                texts[at] == "("
                and at + 1 < count
                and (
                    folded[at + 1] in _AGE or (is_number(view, at + 1) and at + 2 < count and folded[at + 2] == "tuổi")
                )
            ):
                spot.score += 2.5
                context = True
            elif texts[at] in ",-–(:" and at + 1 < count:
                if at + 1 in after:
                    spot.score += 2.0
                    context = True
                elif is_number(view, at + 1) and at + 2 < count and folded[at + 2] == "tuổi":
                    spot.score += 2.5
                    context = True
                elif texts[at] == "," and folded[at + 1] in ("sinh", "sn", "trú", "ngụ", "nguyên", "một", "người"):
                    spot.score += 0.8
            elif at in after:
                spot.score += 0.5
        spot.context = context
        spots.append(spot)
    _credits(view, spots)
    _far_titles(view, lexicon, spots)
    _repeats(spots)
    _neighbours(view, spots)
    return spots


def _compound(view: TokenView, names: NameLexicon, end: int) -> bool:
    """Return whether a lone capital begins a word of two syllables: `Hoàn thành`, `Liệt sĩ`, `Báo cáo`."""
    if end >= len(view) or view.shapes[end] != LOWER or not view.spaced(end - 1):
        return False
    if tuple(view.folded[end - 1 : end + 1]) in names.compounds:
        return True
    head = names.heads.longest(view.folded, end - 1)
    return head is not None and head[0] > end


def _credits(view: TokenView, spots: Sequence[Spot]) -> None:
    """Mark names of writers and photographers: `Ảnh: Tấn Việt`, `Theo Minh Anh/VOV`."""
    for spot in spots:
        at = spot.start - 1
        while at >= 0 and view.texts[at] in ':.([“"-–':
            at -= 1
        if at < 0:
            continue
        word = view.folded[at]
        same = view.sentence[at] == view.sentence[spot.start]
        colon = is_mark(view, spot.start - 1, ":")
        if not same or word not in _CREDIT or spot.led:
            continue  # `Cục trưởng Cục Điện ảnh | Vi Văn Tài` took no picture
        if word == "theo":
            # `Theo X/Báo` closes an article; `Theo X, …` is a source
            slash = (spot.end < len(view) and view.texts[spot.end] in "/(-") or spot.end == len(view)
            spot.credit = slash and view.first[at]
        else:
            spot.credit = colon or view.shapes[at] == TITLE or at == spot.start - 1
    for one, two in itertools.pairwise(spots):
        if one.credit and two.start - one.end == 1 and view.texts[one.end] in ",-–/":
            two.credit = True


def raise_listed(view: TokenView, spots: Sequence[Spot], before: Mapping[int, str]) -> None:
    """Raise the names in a list that an office with a colon heads: `các Phó Giám đốc: A, B; C`.

    `before` maps the token after an office phrase to the office's kind.
    """
    end = -1
    for spot in spots:
        linked = 0 < end <= spot.lead <= end + 2 and all(
            word in (",", ";", "và") for word in view.folded[end : spot.lead]
        )
        headed = view.texts[spot.lead - 1] == ":" and spot.lead - 1 in before if spot.lead > 0 else False
        plain = spot.candidate.kind != "single" and not spot.blocked and spot.score > -1.0
        if plain and (headed or (linked and view.sentence[spot.start] == view.sentence[end - 1])):
            if spot.score < ACCEPT + 1.0:
                spot.score = ACCEPT + 1.0
            spot.context = True
            end = spot.end


def _far_titles(view: TokenView, lexicon: ContextLexicon, spots: Sequence[Spot]) -> None:
    """`chuyên gia Mỹ về vũ khí hạt nhân Joe Cirincione`: a trade some words before a likely name."""
    for spot in spots:
        if spot.opener is not None or spot.blocked or not 0.2 <= spot.score < ACCEPT:
            continue
        if spot.candidate.end - spot.candidate.start < 2:
            continue
        for at in range(spot.start - 1, max(-1, spot.start - 9), -1):
            if view.shapes[at] > 3 or view.sentence[at] != view.sentence[spot.start]:
                break
            found = lexicon.openers.before(view.folded, at, max(0, at - 4))
            if found is not None and found[1] in ("trade", "member", "kinship"):
                spot.score += 0.8
                spot.context = True
                break


def _neighbours(view: TokenView, spots: Sequence[Spot]) -> None:
    """Raise a likely name beside a sure one: `A, B và C`."""
    best: dict[tuple[str, ...], float] = {}
    for spot in spots:
        if not spot.blocked and not spot.credit:
            best[spot.key] = max(best.get(spot.key, -9.0), spot.score)

    def joined(one: Spot, two: Spot) -> bool:
        gap = view.folded[one.end : two.lead]
        plain = two.candidate.kind in ("vietnamese", "bare", "single") and best.get(two.key, 0.0) < ACCEPT
        if (
            plain
            and one.blocked
            and not two.context
            and two.opener is None
            and len(gap) == 1
            and gap[0] in (",", "và", "-")
        ):
            two.blocked = True  # `các đường Lê Lợi, Trần Phú`
            two.score -= 4.0
        return len(gap) == 1 and gap[0] in (",", "và", ";", "cùng", "với", "hoặc", "hay", "-", "/") and not two.blocked

    for one, two in itertools.pairwise(spots):
        full = one.candidate.kind == two.candidate.kind == "vietnamese" and min(len(one.key), len(two.key)) > 2
        if full and 1.0 <= one.score < ACCEPT > two.score >= 1.0 and not one.blocked and joined(one, two):
            one.score = two.score = ACCEPT  # `Lý Minh Khôi/Tăng Hải Yến`: two full names together
        sure = one.score >= ACCEPT or (best.get(one.key, 0.0) >= ACCEPT and not one.blocked)
        if joined(one, two) and sure and -0.4 <= two.score < ACCEPT:
            two.score += 1.2 if two.candidate.kind != "single" else 0.6
    for two, one in zip(reversed(spots), list(reversed(spots))[1:], strict=False):
        sure = two.score >= ACCEPT or (best.get(two.key, 0.0) >= ACCEPT and not two.blocked)
        if sure and -0.4 <= one.score < ACCEPT and joined(one, two) and not one.blocked:
            one.score += 1.2 if one.candidate.kind != "single" else 0.6


def _repeats(spots: Sequence[Spot]) -> None:
    """Raise a name that comes again, if anything around it ever said that it is a person's."""
    groups: dict[tuple[str, ...], list[Spot]] = defaultdict(list)
    for spot in spots:
        if not spot.blocked and not spot.credit:
            groups[spot.key].append(spot)
    doubts = Counter(s.key for s in spots if s.blocked)
    for key, group in groups.items():
        if len(group) < 2:
            continue
        context = any(s.context for s in group)
        known = group[0].candidate.kind == "foreign" and group[0].candidate.weight >= 0.4
        shaped = known or (group[0].candidate.kind in ("vietnamese", "foreign", "minority") and len(key) > 1)
        if not (context or shaped) or doubts[key] >= len(group):
            continue
        bonus = min(1.2, 0.4 * (len(group) - 1))
        best = max(group, key=lambda s: s.score)
        best.score += bonus

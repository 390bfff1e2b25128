"""Which office is whose: the gap between an office phrase and the names around it decides.

`B A` · `A, B` · `A - B` · `A (B)` · `A là B` · `B, ông A` · `các đồng chí: A, B1, B2; C, D`
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsparse.entities.view import DIGIT, MARK, TITLE, UPPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.entities.evidence import Spot
    from newsparse.entities.office_tables import Office, OfficeLexicon
    from newsparse.entities.view import TokenView

_ROMAN = re.compile(r"[IVXL]+")
_PRONOUNS = frozenset(["ông", "bà", "anh", "chị", "cô", "cụ", "ngài"])
_ADVERBS = frozenset(
    [
        "hiện",
        "nay",
        "đang",
        "vừa",
        "đã",
        "sẽ",
        "từng",
        "vẫn",
        "cũng",
        "chính",
        "mới",
        "là",
        "người",
        ",",
        "-",
        "–",
        "và",
        "còn",
        "nguyên",
        "tiếp",
        "tục",
        "được",
        "tái",
        "một",
    ]
)
_MANY = frozenset(("các", "những", "hai", "ba", "bốn", "năm", "02", "03"))
_COMRADES = frozenset(("đồng", "chí", "đ/c", "ông", "bà", ","))
_INTRODUCE = frozenset((":", "gồm", "là", "các", "đồng", "chí", "ông", "bà"))
_ENDS = frozenset((("miễn", "nhiệm"), ("bãi", "nhiệm"), ("cách", "chức"), ("thôi", "giữ"), ("từ", "nhiệm")))
_HOLDING = ("giữ chức", "giữ chức vụ", "giữ chức danh")
_LISTED = 200  # names and offices of one list that are looked at
_GIVEN = frozenset((("chức", "vụ"), ("chức", "danh")))
_LEFT = frozenset(("next", "comma", "dash", "open", "is", "left"))
_ADDRESS = frozenset(["trú", "ngụ", "quê", "ở", "sinh", "sn", "thường", "nguyên"])


@dataclass(frozen=True, slots=True)
class Link:
    """An office and the name it belongs to; `ended` where the text says that the person leaves it."""

    office: Office
    spot: Spot
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """An office told of a pronoun, which stands at token `pronoun`: `Năm 1990, ông là …`."""

    office: Office
    pronoun: int
    ended: bool


@dataclass(frozen=True, slots=True)
class _Item:
    start: int
    end: int
    office: Office | None = None
    spot: Spot | None = None


def link_offices(
    view: TokenView, lexicon: OfficeLexicon, spots: Sequence[Spot], offices: Sequence[Office]
) -> tuple[list[Link], list[Told], list[Office]]:
    """Return the links between offices and names, the offices told of a pronoun, and those that stand alone."""
    items = [_Item(s.lead, s.end, spot=s) for s in spots] + [_Item(o.start, o.end, office=o) for o in offices]
    items.sort(key=lambda item: (item.start, item.end))
    links: list[Link] = []
    told: list[Told] = []
    alone: list[Office] = []
    at = 0
    count = len(items)
    while at < count:
        item = items[at]
        if item.office is None:
            at += 1
            continue
        chain = [item.office]
        joints: list[str] = []
        stop = at + 1
        left = items[at - 1] if at > 0 else None
        left_gap = _gap(view, lexicon, left.end, item.start) if left is not None and left.spot is not None else ""
        while stop < count:
            other = items[stop].office
            if other is None:
                break
            gap = _gap(view, lexicon, chain[-1].end, other.start)
            if gap not in ("next", "comma", "dash", "kiêm", "and") and not (left_gap and gap in ("is", "left")):
                break
            chain.append(other)
            joints.append(gap)
            stop += 1
        right = items[stop] if stop < count else None
        right_gap = (
            _gap(view, lexicon, chain[-1].end, right.start) if right is not None and right.spot is not None else ""
        )
        shared = _shared(view, lexicon, items, stop, chain)
        if shared:
            links.extend(Link(office, spot) for spot in shared for office in chain)
            at = stop
            continue
        if right_gap == "of" and right is not None and right.spot is not None:
            ended = _dismissed(view, chain[0].start)
            links.extend(Link(office, right.spot, ended) for office in chain)
            at = stop
            continue
        pronoun = _pronoun(view, lexicon, chain[0].start) if right_gap != "next" and left_gap not in _LEFT else None
        if pronoun is not None:
            ended = "thôi" in view.folded[pronoun : chain[0].start]
            told.extend(Told(office, pronoun, ended) for office in chain)
            at = stop
            continue
        _assign(chain, joints, left, left_gap, right, right_gap, items[at - 2] if at > 1 else None, view, links, alone)
        at = stop
    return links, told, alone


def _pronoun(view: TokenView, lexicon: OfficeLexicon, at: int) -> int | None:
    """Return where the pronoun is that is said to be or become the office at token `at`, or None."""
    for verb in range(at - 1, max(0, at - 8), -1):
        if view.sentence[verb] != view.sentence[at]:
            break
        copula = lexicon.copulas.longest(view.folded[verb:at], 0)
        if copula is None or copula[0] != at - verb:
            continue
        before = verb - 1
        while before > 0 and view.folded[before] in _ADVERBS and view.sentence[before] == view.sentence[at]:
            before -= 1
        if view.folded[before] in ("ông", "bà") and view.sentence[before] == view.sentence[at]:
            return before
    return None


def _shared(
    view: TokenView, lexicon: OfficeLexicon, items: Sequence[_Item], at: int, chain: Sequence[Office]
) -> list[Spot]:
    """Return the persons who share an office in the plural, item `at` the first of them; none, where there is none.

    `các Phó Giám đốc: A, B, C` · `các Phó Chủ tịch UBND tỉnh A, B và C` · `các đồng chí Ủy viên …: A, Phó Chủ tịch;
    B, Giám đốc`. In the last form, where persons have offices of their own behind them, semicolons part them.
    """
    first = items[at] if at < len(items) else None
    if first is None or first.spot is None or not _plural(view, chain[0].start):
        return []
    between = view.folded[chain[-1].end : first.start]
    if view.sentence[chain[0].start] != view.sentence[first.start] or not _INTRODUCE.issuperset(between):
        return []
    found = [first.spot]
    rich = False
    end = first.end
    for item in items[at + 1 : at + _LISTED]:
        if view.sentence[item.start] != view.sentence[first.start]:
            break
        gap = view.folded[end : item.start]
        if gap and gap[0] == "(" and ")" in gap:
            gap = gap[gap.index(")") + 1 :]  # `các Trưởng phòng: A (Kế hoạch), B (Tài chính)`
        if item.office is not None:
            if _gap(view, lexicon, end, item.start) not in ("comma", "dash", "open", "kiêm", "and"):
                break
            rich = True
        elif gap in ([","], ["và"], [",", "và"], ["cùng"]) or (rich and gap in ([";"], [";", "và"])):
            if item.spot is not None:
                found.append(item.spot)
        else:
            break
        end = item.end
    return found if between or len(found) > 1 else []


def _plural(view: TokenView, at: int) -> bool:
    """Return whether a word of plural stands before token `at`: `các`, `hai`, `các đồng chí`, `các ông`."""
    while at > 0 and view.folded[at - 1] in _COMRADES:
        at -= 1
    if at == 0 or view.sentence[at - 1] != view.sentence[at]:
        return False
    number = view.texts[at - 1].lstrip("0") if view.shapes[at - 1] == DIGIT else ""
    return view.folded[at - 1] in _MANY or (len(number) == 1 and number in "23456789")


def _dismissed(view: TokenView, at: int) -> bool:
    """Return whether one leaves the office at token `at`: `miễn nhiệm chức vụ Phó Chủ tịch … đối với ông A`."""
    before = view.folded[max(0, at - 5) : at]
    return any(pair in _ENDS for pair in itertools.pairwise(before))


def _assign(
    chain: list[Office],
    joints: list[str],
    left: _Item | None,
    left_gap: str,
    right: _Item | None,
    right_gap: str,
    before: _Item | None,
    view: TokenView,
    links: list[Link],
    alone: list[Office],
) -> None:
    left_spot = left.spot if left is not None and left_gap in _LEFT else None
    right_spot = right.spot if right is not None else None
    ended = left_gap == "left"
    if right_spot is not None and right_gap == "next":
        if left_spot is None:
            # `Chủ tịch Quốc hội và Thủ tướng A`: only what follows `và` is A's
            cut = max((n + 1 for n, joint in enumerate(joints) if joint == "and"), default=0)
            if _deputising(view, chain[0].start):
                cut = len(chain) - 1
            if cut and chain[cut - 1].body is None and chain[cut - 1].place is None and chain[cut - 1].kind == "office":
                cut = 0
            alone.extend(chain[:cut])
            links.extend(Link(office, right_spot) for office in chain[cut:])
            return
        ranked = before is not None and before.office is not None and before.office.kind == "rank"
        prefixed = before is not None and before.office is not None and left is not None and before.end == left.start
        prefixed = prefixed and not ranked
        if left_gap in ("open", "is", "left") and len(chain) == 1:
            links.append(Link(chain[0], left_spot, ended))
            return
        cut = len(chain) - 1
        while cut > 0 and (prefixed or joints[cut - 1] in ("kiêm", "next")):
            cut -= 1
        links.extend(Link(office, left_spot, ended) for office in chain[:cut])
        links.extend(Link(office, right_spot) for office in chain[cut:])
        return
    if left_spot is not None:
        links.extend(Link(office, left_spot, ended) for office in chain)
        return
    called = right_spot is not None and right_spot.opener is not None and not _deputising(view, chain[0].start)
    if right_spot is not None and called and right_gap in ("comma", "dash", "is"):
        links.extend(Link(office, right_spot) for office in chain)
        return
    alone.extend(chain)


def _deputising(view: TokenView, at: int) -> bool:
    """Return whether one only speaks for an office: `Thay mặt Thủ tướng, …`, `Thừa ủy quyền của Bộ trưởng, …`."""
    before = view.folded[max(0, at - 2) : at]
    if before[-1:] == ["của"]:
        before = before[:1]
    return bool(before) and before[-1] in ("mặt", "lệnh", "quyền", "nhiệm", "khen")


def _gap(view: TokenView, lexicon: OfficeLexicon, start: int, end: int) -> str:
    """Return what stands between: `next`, `comma`, `dash`, `open`, `is`, `left`, `kiêm`, `and`, or an empty string."""
    if start >= end:
        return "next" if start == end and (start == 0 or view.sentence[start - 1] == view.sentence[start]) else ""
    if view.sentence[start - 1] != view.sentence[end] or end - start > 60:
        return ""
    start = _after_term(view, start, end)
    if start == end:
        return "next"
    words = view.folded[start:end]
    start_word = words[0]
    if words in (["đối", "với"], ["cho"]) and _appointed(view, start):
        return "of"
    if len(words) == 2 and words[0][0].isdigit() and words[1] == "tuổi":
        return "next"  # `Đội trưởng 28 tuổi A`
    if start_word == "(" and len(words) == 2 and words[1] in ("chỉ", "tức", "là", "ông", "bà"):
        return "next"
    if start_word == "(":
        # a bracket with age or address: skip it, or look into it
        if ")" in words:
            close = words.index(")")
            if words[close + 1 : close + 2] == ["tại"] and close + 2 < len(words):
                place = lexicon.names.places.longest(view.folded, start + close + 2)
                if place is not None and place[0] == end:
                    return "next"  # `Giám đốc Ngân hàng Thế giới (WB) tại Việt Nam A`
            if close == len(words) - 1:
                # `Tập đoàn Điện lực Việt Nam (EVN) Võ Văn An`: the body's acronym, or its place or parent
                inner = view.shapes[start + 1] in (TITLE, UPPER) or words[1] in ("cũ", "mới")
                placed = lexicon.place_heads.longest(view.folded, start + 1) is not None
                return "next" if 2 <= close <= 9 and (inner or placed) else ""
            words = words[close + 1 :]
            start += close + 1
            start_word = words[0]
        elif len(words) == 1 or (words[-1] in (",", "-", "–", ";") and len(words) <= 40):
            return "open"
        else:
            return "is" if _copula(view, lexicon, start + 1, end) else ""
    if len(words) == 1:
        return {
            ",": "comma",
            "-": "dash",
            "–": "dash",
            "—": "dash",
            "(": "open",
            ":": "",
            "/": "comma",
            "và": "and",
        }.get(start_word, _word(view, lexicon, start, end))
    tail = _word(view, lexicon, start, end)
    if tail:
        return tail
    if words[-1] in (",", "-", "–") and start_word in (",", "-", "–") and _aside(view, lexicon, start + 1, end - 1):
        return "comma"
    return ""


def _after_term(view: TokenView, at: int, end: int) -> int:
    """Return where a term of office that begins at `at` ends: `khóa IV, V`, `nhiệm kỳ 2020 - 2025`; else `at`."""
    start = at
    if view.folded[at] in ("các", "những") and at + 1 < end:
        at += 1
    if view.folded[at] == "khóa":
        at += 1
    elif view.folded[at : at + 2] == ["nhiệm", "kỳ"]:
        at += 2
    else:
        return start
    reach = start
    while at < end:
        if view.shapes[at] == DIGIT or _ROMAN.fullmatch(view.texts[at]):
            reach = at + 1
        elif view.folded[at] not in (",", "-", "và", "/", "khóa"):
            break
        at += 1
    return reach


def _appointed(view: TokenView, at: int) -> bool:
    """Return whether the office that ends at token `at` is given or taken: `chức vụ`, `chức danh` before it."""
    before = view.folded[max(0, at - 24) : at]
    return "nhiệm" in before or any(pair in _GIVEN for pair in itertools.pairwise(before))


def _aside(view: TokenView, lexicon: OfficeLexicon, start: int, end: int) -> bool:
    """Age or address between two commas: `, 43 tuổi,` · `, huyện Thanh Hà tỉnh Hải Dương,` · `, SN 1970,`."""
    words = view.folded[start:end]
    if not words or end - start > 16:
        return False
    if words[0][0].isdigit():
        return len(words) <= 3 and "tuổi" in words
    if words[0] in _ADDRESS or (words[0] in ("người", "dân") and len(words) <= 6):
        return True  # `, trú xã Tân Lập,` · `, người Ba Na,` · `, dân tộc Mông,`
    return lexicon.place_heads.longest(view.folded, start) is not None and ";" not in words


def _word(view: TokenView, lexicon: OfficeLexicon, start: int, end: int) -> str:
    first = start
    while first < end and view.shapes[first] == MARK and view.texts[first] in ",-–":
        first += 1
    link = lexicon.links.longest(view.folded, first) if first < end else None
    if link is not None and link[0] == end:
        return "kiêm"
    if first < end and view.folded[first] == "và" and first + 1 == end:
        return "and"
    if _copula(view, lexicon, start, end):
        ended = "thôi" in view.folded[start:end] or view.folded[end - 2 : end] == ["từ", "chức"]
        return "left" if ended else "is"
    return ""


def _copula(view: TokenView, lexicon: OfficeLexicon, start: int, end: int) -> bool:
    """Return whether the gap ends in a verb of being or holding, with nothing but adverbs or a pronoun before it."""
    folded = view.folded
    for at in range(max(start, end - 8), end):
        # not over the end: `giữ chức | Vụ trưởng` is no `giữ chức vụ`
        found = lexicon.copulas.longest(folded[at:end], 0)
        if found is None or found[0] != end - at:
            continue
        before = folded[start:at]
        if all(w in _ADVERBS for w in before):
            return True
        if (before and before[0] == "sn") or "tuổi" in before:
            return True
        if found[1].endswith(_HOLDING) and at > start and folded[at - 1] in (",", "và") and len(before) < 25:
            return True  # `bà A vào Ban Thường vụ, giữ chức Phó Bí thư`
        # `Ông A tham gia từ năm 2009, hiện nay ông là tổ trưởng …`
        rest = [w for w in before if w not in _ADVERBS]
        if rest and rest[-1] in _PRONOUNS and len(before) < 25:
            return True
    return False

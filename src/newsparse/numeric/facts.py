"""Numeric facts: quantities with what they are about, who did it, and which facts a sum values."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsparse.numeric.context import context_words
from newsparse.numeric.quantities import Quantity, Reader
from newsparse.numeric.rows import Rows
from newsparse.numeric.scan import Phrases, Scan
from newsparse.record import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsparse.entities.resolve import Entities
    from newsparse.record import Time
    from newsparse.text.document import Document
    from newsparse.text.lexicon import Lexicon

_REACH = 80  # tokens that a clause is looked through to the left of a number
_LONG_NOUN = 7  # words; of a longer noun phrase a count's text takes the first four
_CHAIN_GAP = 8  # tokens between the counts that one sum values
_SHARING = frozenset({"money", "percentage", "rate"})  # kinds whose item a sum after them takes over
_HAVING = frozenset({"có", "gồm", "đạt", "là", "ước", "còn", "tăng", "giảm"})
_BEING = frozenset({"là", "ước"})
_TURNS = frozenset({"đạt", "là", "ước", "tăng", "giảm"})
_DOING = frozenset({"verb", "nominal"})
_NO_DOING = frozenset({"function", "prep"})
_LINKS = frozenset({",", "và", "cùng", "với", "kèm", "có", "tổng", "trị", "giá"})


@dataclass(slots=True)
class _About:
    """What is known of a quantity while the facts of a text are put together: item and text end as tokens.

    `topic` is the item that a next number without its own takes over: not the plan that a percentage is of.
    """

    quantity: Quantity
    stop: int
    item: tuple[int, int] | None = None
    topic: tuple[int, int] | None = None
    subject: str | None = None
    action: str | None = None
    of: tuple[int, ...] = ()


class FactFinder:
    """Finds facts with the tables of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.reader = Reader(lexicon)
        self._rows = Rows(self.reader)
        drop = [row["form"] for row in lexicon.rows("counted_nouns") if row["kind"] == "drop"]
        self._drop = Phrases((form, True) for form in drop)
        self._sums = Phrases((form, True) for form in lexicon.forms("sum_words"))
        words = context_words(lexicon)
        self._changes = words["change"]
        self._indices = words["stock_index"]
        self._bare = words["bare_count"]
        self._earns = words["earns"]

    def find(self, document: Document, times: Sequence[Time], names: Entities | None) -> tuple[Fact, ...]:
        """Return the facts of a document in the order of the text."""
        scan = Scan(document.text, document.tokens)
        rows = self._rows.find(document)
        named = [span for span in _inside(names) if not self._is_measured(scan, span[1])]
        dated = [(time.start, time.end) for time in times if not self._is_counted_on(scan, time.end)]
        spans = [*dated, *named, *rows.spans]
        flags = self.reader.screen.labels.mask(scan, spans)
        found: list[_About] = []
        for quantity in self.reader.read(scan, flags):
            about = _About(quantity, self._text_stop(scan, quantity))
            previous = found[-1] if found else None
            self._find_item(scan, about, previous)
            if about.item is None and quantity.kind == "money":
                self._valued(scan, about, previous, found)
            if previous is not None:
                self._share(scan, about, previous)
                _of_same_unit(about, previous, found)
            of_plan = about.item is not None and about.item[0] >= about.stop and quantity.kind == "percentage"
            of_plan = of_plan and scan.folded[quantity.stop] != "vốn"
            about.topic = previous.topic if of_plan and previous is not None else about.item
            found.append(about)
        found = self._without_articles(scan, found)
        _part_neighbours(found)
        found = [about for about in found if _clear(about, flags)]
        self._find_doers(scan, found, names)
        self._find_sums(scan, found)
        facts = [self._fact(scan, about) for about in found]
        if rows.facts:
            facts = _merged(facts, rows.facts)
        return tuple(facts)

    def _is_counted_on(self, scan: Scan, end: int) -> bool:
        """Tell whether a number goes on where a time ended at `năm`: `hai trăm năm | mươi nghìn đồng`."""
        at = bisect_left(scan.starts, end, 0, scan.size)
        if at == 0 or scan.folded[at - 1] != "năm":
            return False
        return self.reader.amounts.words.roles.get(scan.folded[at], ("",))[0] in {"tens", "scale"}

    def _is_measured(self, scan: Scan, end: int) -> bool:
        """Tell whether a unit or a counted noun follows the figures that end at `end`: `Bệnh viện 500 giường`."""
        return self.reader.screen.measures(scan, bisect_left(scan.starts, end, 0, scan.size))

    def _text_stop(self, scan: Scan, quantity: Quantity) -> int:
        """Return the index after the text of a fact: a count takes its noun phrase in."""
        if not quantity.noun or quantity.inner >= 0:
            return quantity.stop
        end = self.reader.nouns.after(scan, quantity.stop, count=True)
        return _shortened(scan, quantity.stop, end)

    # -- items

    def _find_item(self, scan: Scan, about: _About, previous: _About | None) -> None:
        """Set the item: the noun phrase behind a count; behind or before a sum, a measure, a percentage."""
        nouns = self.reader.nouns
        quantity = about.quantity
        stop = quantity.stop
        if quantity.kind in {"score", "age"}:
            return
        if quantity.inner >= 0:
            if scan.folded[quantity.inner] == "lần":
                self._look_back(scan, about, previous)  # `mạch 130 lần/phút`
            about.item = about.item or self._inner_item(scan, quantity)
            return
        if quantity.noun:
            end = nouns.after(scan, stop, count=True)
            first = self._without_classifier(scan, stop, end)
            about.item = (first, end)
            if end - stop == 1:
                self._widen(scan, about, previous)
            return
        if quantity.kind == "percentage" and scan.folded[stop] == "vốn":
            about.item = stop, max(stop + 1, nouns.after(scan, stop + 1))
            return
        if quantity.kind == "percentage" and scan.folded[stop] == "so" and self._reaches(scan, quantity):
            end = nouns.after(scan, stop + 2)
            if end > stop + 2:
                about.item = (stop + 2, end)
                return
        if quantity.kind not in {"multiple", "rate"} and scan.is_word(stop):
            end = nouns.after(scan, stop)
            if end > stop:
                about.item = (stop, end)
                return
        self._look_back(scan, about, previous)
        if about.item is None and quantity.kind == "multiple" and scan.is_word(stop):
            end = nouns.after(scan, stop)  # `gấp ba kinh phí tập huấn`
            about.item = (stop, end) if end > stop else None

    def _inner_item(self, scan: Scan, quantity: Quantity) -> tuple[int, int]:
        """Return the noun that the text of a rate (`12 kg gạo/người`) or a name in quotes closes over."""
        first = quantity.inner
        if scan.texts[first - 1] in {'"', "“"}:
            return first, quantity.stop - 1
        end = self.reader.nouns.after(scan, first, count=True)
        stroke = next((at for at in range(first + 1, end) if scan.texts[at] == "/"), end)
        return first, stroke

    def _without_classifier(self, scan: Scan, first: int, end: int) -> int:
        """Return the first token of a counted noun after `chiếc`, `căn`, `cuốn`; `căn hộ` is a noun of its own."""
        dropped = self._drop.at(scan, first)
        if dropped is None or dropped[0] >= end or not scan.is_word(dropped[0]):
            return first
        longest = self.reader.nouns.counted.at(scan, first)
        return first if longest is not None and longest[0] > dropped[0] else dropped[0]

    @staticmethod
    def _reaches(scan: Scan, quantity: Quantity) -> bool:
        """Tell whether a percentage is one of a plan: `đạt 104% so với kế hoạch`, not `tăng 4% so với`."""
        before = {scan.folded[quantity.first - k] for k in (1, 2, 3) if quantity.first >= k}
        return bool(before & {"đạt", "bằng"}) and not before & {"tăng", "giảm"}

    def _widen(self, scan: Scan, about: _About, previous: _About | None) -> None:
        """Take the clause's subject where it says more than the count.

        `số người chết giảm 244 người`, `Đàn bò có 67.400 con`, `dân số là 1,2 triệu người`; points of an index are
        the index's.
        """
        first = about.quantity.first
        if about.item is None:
            return
        word = scan.folded[about.item[0]]
        if word == "điểm":
            self._index(scan, about, previous)
            return
        low = max(0, first - _REACH, previous.stop if previous else 0)
        span = self.reader.nouns.before(scan, self.reader.nouns.clause(scan, first, low), first)
        if span is None:
            return
        linked = scan.folded[first - 1]
        verbs = _TURNS if word == "lượt" else _HAVING
        kind = self.reader.nouns.counted.at(scan, span[0])
        people = scan.folded[span[0]] in {"dân", "số"} or (kind is not None and kind[1] == "person")
        side = span[1] == first and not scan.is_capital(span[0] + 1)  # `đàn bò 3.200 con`
        if (word in self._bare and (linked in verbs or side)) or (word == "người" and linked in _BEING and people):
            about.item = span
            return
        if span[0] and scan.folded[span[0] - 1] != "số":
            return
        if span[1] - span[0] > 1 and scan.folded[span[0]] == scan.folded[about.item[0]]:
            about.item = span

    def _share(self, scan: Scan, about: _About, previous: _About) -> None:
        """Take the last fact's item where the words before the number say none: `tỷ lệ 86,5%`, `thu về 1,4 tỷ USD`."""
        quantity, end = about.quantity, _end(previous)
        if previous.topic is None or quantity.first - end > _CHAIN_GAP or quantity.first <= end:
            return
        item = about.item
        if item is not None and item[1] <= quantity.first:
            if item[1] - item[0] == 2 and scan.folded[item[1] - 1] == "lệ":
                about.item = previous.topic
            return
        if item is None and quantity.kind in {"money", "percentage", "rate"}:
            earned = scan.texts[end] == "," and scan.folded[end + 1] in self._earns
            same = scan.texts[end] == ";" and previous.quantity.kind == quantity.kind
            if earned or same:
                about.item = previous.topic

    def _index(self, scan: Scan, about: _About, previous: _About | None) -> None:
        """Set the item of points to the index that they are points of: `VN-Index giảm 12,67 điểm`."""
        own = about.item
        about.item = None
        self._look_back(scan, about, previous)
        if about.item is None or not any(scan.folded[at] in self._indices for at in range(*about.item)):
            about.item = own

    def _valued(self, scan: Scan, about: _About, previous: _About | None, found: Sequence[_About]) -> None:
        """Set the item of a sum after `trị giá` to the one thing that it values: `một trường trị giá 12 tỷ đồng`."""
        first = about.quantity.first
        sums = self._sums.before(scan, first)
        if sums is None:
            return
        at = sums[0]
        end = _end(previous) if previous is not None else -1
        if previous is not None and 0 <= at - end <= 2 and all(scan.folded[k] in _LINKS for k in range(end, at)):
            listed = len(found) > 1 and self._continues(scan, found[-2], previous.quantity.first)
            about.item = previous.item if previous.quantity.kind == "quantity" and not listed else None
            return
        nouns = self.reader.nouns
        clause = nouns.clause(scan, at, max(0, at - _REACH, end))
        about.item = nouns.before(scan, clause, at)

    def _look_back(self, scan: Scan, about: _About, previous: _About | None) -> None:
        """Look for the item before the number, in its clause, then in the ones before, or take the last fact's."""
        nouns = self.reader.nouns
        first = about.quantity.first
        if self._sums.before(scan, first) is not None and scan.folded[first - 1] in {"giá", "cộng"}:
            return
        shares = previous is not None and (
            about.quantity.kind != "money" or previous.quantity.kind in _SHARING or _end(previous) == first
        )
        topic = previous.topic if previous is not None and shares else None
        end = _end(previous) if previous is not None else -1
        low = max(0, first - _REACH)
        at = first
        for _ in range(3):
            clause = nouns.clause(scan, at, low)
            if clause < end <= at:
                about.item = nouns.before(scan, end, at) or self._measured_by(scan, clause, previous) or topic
                return
            about.item = nouns.before(scan, clause, at, own=at == first)
            mark = scan.texts[clause - 1] if clause else ""
            if about.item is None and mark == "(" and 0 <= clause - end < _CHAIN_GAP:
                about.item = topic
            if (
                about.item is not None
                or mark not in {",", "(", ":"}
                or clause <= low
                or (mark == ":" and clause != first)
            ):
                return
            at = clause - 1
            if end >= at:
                about.item = topic
                return

    def _measured_by(self, scan: Scan, low: int, previous: _About | None) -> tuple[int, int] | None:
        """Return the measure that stands right before the last count: `giá trị hai sàn chỉ đạt 862 tỷ đồng`."""
        if previous is None:
            return None
        first = previous.quantity.first
        span = self.reader.nouns.before(scan, low, first)
        if previous.quantity.kind == "age":
            return span  # `đảng viên trẻ dưới 35 tuổi chiếm 41%`
        headed = span is not None and span[1] == first and self.reader.nouns.head(scan, span[0]) is not None
        return span if headed else None

    # -- lists and sums

    def _without_articles(self, scan: Scan, found: list[_About]) -> list[_About]:
        """Drop `một` where it is an article: it counts only in a list with other counts."""
        kept: list[_About] = []
        chain: list[_About] = []
        for about in found:
            if chain and not self._listed(scan, chain[-1], about):
                kept += chain if any(not a.quantity.one for a in chain) else []
                chain = []
            chain.append(about)
        return kept + (chain if any(not a.quantity.one for a in chain) else [])

    def _listed(self, scan: Scan, left: _About, right: _About) -> bool:
        """Tell whether two counts stand side by side in a list."""
        if left.quantity.kind != "quantity" or right.quantity.kind != "quantity":
            return not left.quantity.one and not right.quantity.one
        end = left.item[1] if left.quantity.noun and left.item is not None else left.stop
        gap = range(max(end, left.stop), right.quantity.first)
        if not 0 < len(gap) < _CHAIN_GAP or not all(scan.texts[at] == "," or scan.is_word(at) for at in gap):
            return False
        return scan.texts[gap[-1]] == "," or scan.folded[gap[-1]] == "và"

    def _find_sums(self, scan: Scan, found: list[_About]) -> None:
        """Link a sum to the counts that it values: `3 máy cày và 20 khay mạ, trị giá 30 triệu đồng`."""
        for index, about in enumerate(found):
            first = about.quantity.first
            if about.quantity.kind != "money" or self._sums.before(scan, first) is None:
                continue
            valued: list[int] = []
            right = first
            for at in range(index - 1, -1, -1):
                left = found[at]
                gap = range(left.stop, right)
                if left.quantity.kind != "quantity" or len(gap) > _CHAIN_GAP:
                    break
                if any(not (scan.texts[k] == "," or scan.is_word(k)) for k in gap):
                    break
                valued.append(at)
                right = left.quantity.first
            about.of = tuple(reversed(valued))

    # -- who did what

    def _find_doers(self, scan: Scan, found: list[_About], names: Entities | None) -> None:
        """Set subject and action: the last name and the last verb before the number in its part of the sentence.

        Counts of one list share theirs.
        """
        mentions = _mentions(names)
        ends = [end for _, end, _ in mentions]
        for index, about in enumerate(found):
            first = about.quantity.first
            previous = found[index - 1] if index else None
            if previous is not None and self._continues(scan, previous, first):
                about.subject, about.action = previous.subject, previous.action
                continue
            low = _part(scan, first, max(0, first - _REACH))
            verb = self._verb(scan, max(low, _end(previous) if previous else 0), first)
            about.action = None if verb is None else scan.source(*verb)
            limit = scan.starts[first if verb is None else verb[0]]
            at = bisect_right(ends, limit) - 1
            if at >= 0 and mentions[at][0] >= scan.starts[low]:
                about.subject = mentions[at][2]

    @staticmethod
    def _continues(scan: Scan, previous: _About, first: int) -> bool:
        gap = range(_end(previous), first)
        return len(gap) <= 4 and all(scan.folded[at] in _LINKS for at in gap)

    def _verb(self, scan: Scan, low: int, stop: int) -> tuple[int, int] | None:
        """Return the tokens of the last verb in `[low, stop)`."""
        words = self.reader.nouns.words
        last: tuple[int, int] | None = None
        at = low
        while at < stop:
            noun = self.reader.nouns.counted.at(scan, at) or self.reader.nouns.head(scan, at)
            found = words.at(scan, at)
            if noun is not None and noun[0] > at + 1 and (found is None or noun[0] >= found[0]):
                at = noun[0]
                continue
            if found is None:
                at += 1
                continue
            acts = (found[1] & _DOING and not found[1] & _NO_DOING) or scan.folded[at] in self._changes
            if acts and found[0] <= stop and scan.folded[at] not in {"là", "có"}:
                last = at, found[0]
            at = found[0]
        return last

    def _fact(self, scan: Scan, about: _About) -> Fact:
        quantity = about.quantity
        start, end = scan.span(quantity.first, _text_end(scan, about))
        item = None if about.item is None or about.item[1] <= about.item[0] else scan.span(*about.item)
        return Fact(
            text=scan.text[start:end],
            kind=quantity.kind,
            start=start,
            end=end,
            value=quantity.value,
            min=quantity.min,
            max=quantity.max,
            unit=quantity.unit,
            approx=quantity.approx,
            item=None if item is None else scan.text[item[0] : item[1]],
            item_span=item,
            subject=about.subject,
            action=about.action,
            of=about.of,
        )


def _shortened(scan: Scan, first: int, end: int) -> int:
    """Return the token after what of a long noun phrase a text takes: its first member, or four words."""
    if end - first <= _LONG_NOUN:
        return end
    member = next((at for at in range(first + 1, end) if scan.texts[at] == "," or scan.folded[at] == "và"), end)
    return member if member - first <= _LONG_NOUN else first + 4


def _text_end(scan: Scan, about: _About) -> int:
    """Return the token after the text of a fact: a measure takes the noun that it measures in (`2 triệu tấn gạo`)."""
    quantity, item = about.quantity, about.item
    measured = quantity.kind == "quantity" and quantity.unit is not None and quantity.inner < 0
    if not measured or item is None or item[0] != about.stop:
        return about.stop
    return _shortened(scan, *item)


def _clear(about: _About, flags: bytearray) -> bool:
    """Cut a text where a time or a name's number begins (`5 triệu đồng | mỗi tháng`); tell whether any is left."""
    quantity = about.quantity
    masked = flags.find(1, quantity.start, about.stop)
    if masked < 0:
        return True
    about.stop = masked
    if about.item is not None and about.item[0] < masked < about.item[1]:
        about.item = about.item[0], masked
    return masked > quantity.start


def _of_same_unit(about: _About, previous: _About, found: list[_About]) -> None:
    """Take over the item of the last measure in the same unit, not of another thing between: `bàn giao 21,5 ha`."""
    unit = about.quantity.unit
    if (
        unit is None
        or about.quantity.kind != "quantity"
        or about.item is None
        or about.item != previous.topic
        or previous.quantity.unit == unit
    ):
        return
    for other in reversed(found[-_CHAIN_GAP:]):
        if other.quantity.unit == unit and other.item is not None:
            about.item = other.item
            return


def _part_neighbours(found: list[_About]) -> None:
    """Cut text and item where the next quantity begins."""
    for left, right in pairwise(found):
        first = right.quantity.first
        if left.stop > first:
            left.stop = max(left.quantity.stop, first)
        if left.item is not None and left.item[0] < first < left.item[1] and left.item[0] >= left.quantity.start:
            left.item = left.item[0], first


def _end(about: _About) -> int:
    """Return the index after a quantity and the item behind it."""
    return max(about.stop, about.item[1] if about.item is not None and about.item[0] >= about.quantity.start else 0)


def _part(scan: Scan, first: int, low: int) -> int:
    """Return the first token of the part of the sentence before token `first`: back to `;` or a stop."""
    at = first
    while at > low:
        mark = scan.texts[at - 1]
        if mark in {"\n", ";", "!", "?", "…", ":"} or (mark == "." and not scan.glued(at)):
            break
        at -= 1
    return at


def _mentions(names: Entities | None) -> list[tuple[int, int, str]]:
    """Return the mentions of bodies and persons by their ends, each with its name."""
    if names is None:
        return []
    found = [(m.start, m.end, m.text) for body in names.organisations for m in body.mentions]
    for person in (*names.officials, *names.people):
        found += [(m.start, m.end, m.text if m.form == "position" else person.name) for m in person.mentions]
    return sorted(found, key=lambda mention: mention[1])


def _inside(names: Entities | None) -> Iterable[tuple[int, int]]:
    """Yield the spans of the last words of names where these are figures: `Quân khu 9`, `Trường THPT số 2`."""
    if names is None:
        return
    for mentions in (*(o.mentions for o in names.organisations), *(p.mentions for p in names.places)):
        for mention in mentions:
            space = mention.text.rfind(" ")
            if space > 0 and any(c.isdecimal() for c in mention.text[space:]):
                yield mention.start + space, mention.end


def _merged(facts: Sequence[Fact], cells: Sequence[Fact]) -> list[Fact]:
    """Return the facts of running text and of tables in the order of the text; the indexes in `of` stay right."""
    order = sorted(
        [*((fact.start, at) for at, fact in enumerate(facts)), *((c.start, -1 - i) for i, c in enumerate(cells))]
    )
    moved = {at: new for new, (_, at) in enumerate(order) if at >= 0}
    merged = [facts[at] if at >= 0 else cells[-1 - at] for _, at in order]
    return [replace(fact, of=tuple(moved[at] for at in fact.of)) if fact.of else fact for fact in merged]


@lru_cache(maxsize=8)
def fact_finder(lexicon: Lexicon) -> FactFinder:
    """Return the fact finder of a lexicon, built once for each."""
    return FactFinder(lexicon)


def find_facts(
    document: Document, lexicon: Lexicon, *, times: Sequence[Time] = (), names: Entities | None = None
) -> tuple[Fact, ...]:
    """Return the numeric facts of a document in the order of its text.

    `times` are the document's times: no fact overlaps one. `names` are its entities: a number inside a name
    is no fact, and a name before a number is its subject.
    """
    return fact_finder(lexicon).find(document, times, names)

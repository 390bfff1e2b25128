"""Noun phrases around a number, by words that cannot stand inside one: a light grammar without a tagger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.numeric.context import context_words
from newsparse.numeric.scan import Phrases

if TYPE_CHECKING:
    from newsparse.numeric.scan import Scan
    from newsparse.text.lexicon import Lexicon

_AND = frozenset({"và", "hoặc", "hay"})
_PLURALS = frozenset({"các", "những", "mọi", "một"})
_GOVERN = frozenset(
    ["của", "cho", "trong", "tại", "ở", "với", "từ", "về", "giữa", "theo", "bởi", "trên", "do", "cùng", "thuộc"]
)
_MAX_WORDS = 9
_BRACKET = 30  # tokens of an explanation in brackets that is passed over
_NEAR = 5  # tokens after a noun in which the verb of its clause stands
_AFTER_VERBS = frozenset({"được", "ra"})
_CLASSIFIERS = frozenset({"con", "chiếc", "cái"})
_VERB = frozenset({"verb"})
_NOT_DONE = frozenset({"chưa", "không", "chậm", "phải", "còn"})
_DONE = frozenset({"verb", "nominal"})
_COMPARING = frozenset({"khoảng", "tối", "đa", "thiểu", "trên", "dưới", "gần", "hơn", "chừng", "tầm"})
_OF = frozenset({"prep"})
_LOOSE = frozenset({"link", "function", "head"})
_DIRECTIONS = frozenset({"đạt", "ra", "vào", "lên", "xuống", "đến", "tới", "sang", "qua", "về"})
_CAUSES = frozenset({"do", "bởi", "nhờ", "vì"})
_NOMINAL = frozenset({"nominal"})
_STOPPERS = frozenset({"verb", "function", "prep", "link", "open"})
_HARD = frozenset(["\n", ".", ";", ":", "!", "?", "…", "(", ")", "[", "]", "“", "”", '"', "|", "–", "—"])


class Nouns:
    """Finds noun phrases after and before a number, with the tables of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = Phrases((row["form"], frozenset(row["roles"].split(","))) for row in lexicon.rows("phrase_words"))
        words = context_words(lexicon)
        self._stems = words["count_stem"]
        self._dimensions = words["dimension"]
        self._admin = words["admin"]
        traps = [(row["form"], "noun") for row in lexicon.rows("unit_traps")]
        counted = [(row["form"], row["kind"]) for row in lexicon.rows("counted_nouns")]
        self.counted = Phrases([*traps, *counted])
        self._pairs = Phrases((form, True) for form, _ in counted if "," in form)
        self.heads = Phrases((form, True) for form in lexicon.forms("measure_heads"))
        self._numbers = frozenset(
            row["form"] for row in lexicon.rows("number_words") if row["role"] in {"digit", "ten", "scale"}
        )

    def head(self, scan: Scan, index: int) -> tuple[int, bool] | None:
        """Return the index after the name of a measure at token `index`, or None; `tiền vệ` is no money."""
        found = self.heads.at(scan, index)
        if found is None:
            return None
        noun = self.counted.at(scan, index)
        return None if noun is not None and noun[0] > found[0] else found

    def stops(self, scan: Scan, index: int) -> tuple[int, frozenset[str]] | None:
        """Return the index after the word at token `index` that ends a noun phrase, and its roles, or None."""
        found = self.words.at(scan, index)
        if found is None or not found[1] & _STOPPERS:
            return None
        text = scan.texts[index]
        if (
            index
            and text[0].isupper()
            and text[1:].islower()
            and scan.is_capital(index - 1)
            and scan.is_word(index - 1)
        ):
            return None  # `Nguyễn Văn Toàn`
        noun = self.counted.at(scan, index)
        if noun is not None and noun[0] >= found[0] and noun[0] > index + 1:
            return None
        head = self.head(scan, index)
        if head is not None and head[0] > found[0]:
            return None
        return found

    def after(self, scan: Scan, index: int, *, count: bool = False) -> int:
        """Return the index after the noun phrase that begins at token `index`; `index` itself where none does.

        With `count` a number stands right before it, so that a noun which is also a preposition (`hai bên`) begins one.
        """
        stop = index
        words = 0
        person = classified = False
        if count and (noun := self.counted.at(scan, index)) is not None:
            stop = noun[0]
            words = stop - index
            person = noun[1] == "person"
            classified = noun[1] == "drop"
        while words < _MAX_WORDS:
            token = scan.texts[stop]
            if not token:
                break
            if not token[0].isalpha():
                if token == "/" and stop > index and self.counted.at(scan, stop + 1) and not self.stops(scan, stop + 1):
                    stop += 1
                    continue
                if token == "-" and scan.glued(stop) and scan.glued(stop + 1) and scan.is_word(stop + 1):
                    stop += 1
                    continue
                if token == "," and stop > index:
                    joined = self._coordinate(scan, stop + 1, index)
                    if joined is not None:
                        words += joined - stop - 1
                        stop = joined
                        continue
                break
            folded = scan.folded[stop]
            if folded in _AND and stop > index:
                joined = self._coordinate(scan, stop + 1, index)
                if joined is None:
                    break
                words += joined - stop
                stop = joined
                continue
            head = self.head(scan, stop)
            if head is not None and head[0] > stop + 1:
                words += head[0] - stop
                stop = head[0]
                continue
            noun = self.counted.at(scan, stop)
            found = self.words.at(scan, stop)
            if found is not None and "noun" in found[1] and (noun is None or noun[0] <= found[0]):
                words += found[0] - stop
                stop = found[0]
                person = False
                continue
            if person and found is not None and "nominal" in found[1] and found[0] > stop + 1:
                break  # people do it: `120 người hoạt động`
            if noun is not None and noun[0] > stop + 1:
                other = found
                if self.stops(scan, stop) is not None or (stop > index and other is not None and "prep" in other[1]):
                    break
                words += noun[0] - stop
                stop = noun[0]
                person = noun[1] == "person"
                continue
            if folded == "thành" and scan.is_digits(stop + 1):
                break  # `34 xã thành 16 xã`
            if found is not None and "nominal" in found[1] and stop > index and self.head(scan, found[0]) is not None:
                break  # `45 chỗ chạy tốc độ 95 km/h`
            if found is not None and "nominal" in found[1] and stop > index and scan.folded[found[0]] in _AFTER_VERBS:
                break  # `sản phẩm 4 sao bán được 12.000 hộp`
            bare = count and stop == index + 1 and scan.folded[index] in _CLASSIFIERS
            if found is not None and (person or bare) and "nominal" in found[1]:
                break  # people do it: `đồng chí dự họp`
            person = noun is not None and noun[1] == "person"
            if found is not None and found[1] & _STOPPERS and self.stops(scan, stop) is not None:
                break
            alone = stop == index or (classified and stop == index + 1)
            if alone and token.isupper() and scan.is_digits(stop + 1) and scan.glued(stop + 1):
                return stop + 2  # `1.640 F0`
            acronym = token.isupper() and len(token) > 1 and words < 3
            named = count and classified and stop == index + 1
            if stop > index and token[0].isupper() and not (acronym or named) and not scan.is_capital(stop - 1):
                break
            if folded in self._numbers and stop > index and folded != "ba":
                break
            words += 1
            stop += 1
        return stop

    def _coordinate(self, scan: Scan, index: int, first: int) -> int | None:
        """Return the index after the noun that a comma or `và` joins to the phrase begun at `first`, or None."""
        noun = self.counted.at(scan, index)
        same = scan.folded[index] == scan.folded[first] and scan.is_word(index)
        known = noun is not None and self.counted.at(scan, first) is not None
        if not (same or known) or self.stops(scan, index) is not None:
            return None
        following = noun[0] if noun is not None else index + 1
        if scan.texts[index - 1] == ",":
            if self.head(scan, index) is not None and not same:
                return None  # `1.905.500 người, tỷ lệ thất nghiệp 2,3%`: the next thing that is measured
            # a comma joins only nouns of the same standing, not the subject of a next clause
            before = self.counted.at(scan, first)
            kinds = {noun[1] if noun is not None else "", before[1] if before is not None else ""}
            land = scan.folded[index] in self._admin and scan.folded[first] in self._admin
            if not (same or land) and (len(kinds) > 1 or ("person" not in kinds and self._subject(scan, following))):
                return None  # `31 điểm, hiệu suất tấn công 48%`
        return following

    def _subject(self, scan: Scan, index: int) -> bool:
        """Tell whether a verb or a number follows soon in the clause that goes on at token `index`."""
        for at in range(index, index + _NEAR):
            if not scan.is_word(at) or scan.folded[at] in _AND:
                return scan.is_digits(at)  # `4.560 con, đàn heo 12.300 con`
            found = self.stops(scan, at)
            if found is not None:
                return bool(found[1] & {"verb", "link"})
        return scan.is_digits(index + _NEAR)

    def before(self, scan: Scan, low: int, stop: int, *, own: bool = True) -> tuple[int, int] | None:
        """Return the tokens of the noun phrase in `[low, stop)` that a number after it is about, or None.

        The clause is cut at words that end noun phrases; of the pieces, the last that no preposition
        makes a modifier is taken: `Giá trị sản xuất (công nghiệp) năm 2018 đạt`. With `own` the number stands in
        this clause, so that a bare verb before it has no item.
        """
        pieces: list[tuple[int, int, frozenset[str]]] = []
        role: frozenset[str] = frozenset({"open"})
        start = low
        at = low
        headed = False
        while at < stop:
            if at == start and at and scan.is_digits(at - 1) and scan.glued(at) and len(scan.texts[at]) == 1:
                start = at = at + 1  # `lúc 15h`
                continue
            head = self.head(scan, at)
            if head is not None and at > start and scan.is_capital(at) and scan.is_capital(at - 1):
                head = None  # `Công ty Cổ phần …`
            if head is not None and at > start and head[0] <= stop and not headed and "prep" not in role:
                pieces.append((start, at, role))
                role, start, headed = frozenset({"head"}), at, True
                at = head[0]
                continue
            if head is not None and head[0] <= stop:
                headed = headed or at == start
                at = head[0]
                continue
            if scan.texts[at] == "(":
                closed = _closing(scan, at, stop)
                start = closed if at == start else start
                at = closed
                continue
            noun = self.counted.at(scan, at)
            if noun is not None and at + 1 < noun[0] <= stop:
                at = noun[0]
                continue
            doing = self.words.at(scan, at)
            whole = doing is not None and (doing[1] == _NOMINAL or "noun" in doing[1])
            if doing is not None and whole and at + 1 < doing[0] <= stop:
                at = doing[0]
                continue
            found = self.stops(scan, at)
            if found is None and (scan.is_word(at) or (at > start and scan.is_digits(at) and scan.glued(at))):
                at += 1
                continue
            if at > start and found is not None and self._continues(scan, at, found, headed, stop):
                at = found[0]
                continue
            if at > start:
                pieces.append((start, at, role))
            plural = scan.folded[at] in _PLURALS
            if plural and found is not None and found[0] == at + 1:
                if at > start and "prep" not in role:
                    role, start, at, headed = _OF, at + 1, at + 1, False  # `học phí | các ngành`
                    continue
                if at == start and at > low and scan.folded[at - 1] in _GOVERN:
                    start = at = at + 1  # `trong các khu công nghiệp`
                    continue
            placed = scan.folded[at] in {"trên", "dưới"} and scan.is_word(at + 1) and at + 1 < stop
            if found is not None and placed and found[0] == at + 1:
                role, at = _OF, at + 1  # `lũ trên sông Cả`
            elif found is not None and found[0] <= stop:
                reaches = at == start and "link" in role and scan.folded[at] in {"tới", "đến"}  # `đã đạt tới`
                role, at = role if reaches else found[1], found[0]
            elif found is not None:
                role, at = found[1], stop  # `dao động quanh | mức 10.950 đồng`
            else:
                kept = scan.texts[at] in {"-", "/", ","} or (scan.is_digits(at) and "prep" in role)
                role = role if kept else frozenset({"open"})
                if scan.texts[at] in {"-", "/"} and at > start:
                    pieces.pop()
                    at += 1
                    continue
                at += 1
            start = at
            headed = False
        if stop > start:
            pieces.append((start, stop, role))
        for place in range(len(pieces) - 1, -1, -1):
            first, last, introduced = pieces[place]
            if last == first + 1 and len(scan.texts[first]) == 1:
                continue  # `lúc 15h`
            if place == len(pieces) - 1 and self._adjoins(scan, pieces, stop):
                return self._trim(scan, first, last)
            if "prep" in introduced and "open" not in introduced and "link" not in introduced:
                continue
            if introduced == frozenset({"prep", "function"}):
                continue
            first, last = self._headed(scan, pieces, place)
            doing = self.words.at(scan, first)
            bare = doing is not None and doing[0] == last and "noun" not in doing[1]
            bare = bare and self.head(scan, first) is None
            if bare and doing is not None and not doing[1] & _DONE:
                continue  # `lần thứ 5 liên tiếp`
            if bare:
                if place and (not own or self._linked(scan, last, stop)):
                    continue  # `số người biết hát đã tăng gấp rưỡi`
                return None  # a bare verb: `bay 3.700 km`
            span = self._trim(scan, first, last)
            noun = self.counted.at(scan, first)
            if span is not None and (scan.is_capital(first) or (noun is not None and noun[1] == "person")):
                done = self.words.at(scan, last) if place == len(pieces) - 1 else None
                if done is not None and done[1] == _VERB and done[0] >= stop and scan.folded[last] != "có":
                    return None  # `HĐND tỉnh bố trí 450 tỷ đồng`
                return self._object(scan, *span)
            return span
        return None

    def _adjoins(self, scan: Scan, pieces: list[tuple[int, int, frozenset[str]]], stop: int) -> bool:
        """Tell whether the last piece is what is measured though a preposition stands before it.

        It names a measure (`bay ở độ cao 300 m`), or a verb parts it from the subject and a dimension follows
        (`lấy ở cánh đồng rộng 2 ha`).
        """
        first, last, introduced = pieces[-1]
        if "prep" not in introduced or scan.is_capital(first):
            return False
        if any(
            scan.is_word(at) and self.words.at(scan, at) is None and not self._compares(scan, at)
            for at in range(last, stop)
        ):
            return False
        if self.head(scan, first) is not None:
            return last > first + 1 or scan.folded[first] != "giá"
        verb = self.words.at(scan, first - 2) if first > 1 else None
        return scan.folded[last] in self._dimensions and verb is not None and "verb" in verb[1]

    @staticmethod
    def _compares(scan: Scan, at: int) -> bool:
        return scan.folded[at] in _COMPARING

    def _headed(self, scan: Scan, pieces: list[tuple[int, int, frozenset[str]]], place: int) -> tuple[int, int]:
        """Return the piece before piece `place` that names a measure where only what belongs to it stands between.

        `tỷ lệ nghẽn mạng giờ cao điểm có nơi lên tới 4,8%` is about the rate.
        """
        first, last, _ = pieces[place]
        if self.head(scan, first) is not None or (self.counted.at(scan, first) is not None and place == 0):
            return first, last
        for at in range(place, 0, -1):
            start, _, introduced = pieces[at]
            word = scan.folded[start - 1]
            rated = scan.folded[pieces[at - 1][0] + 1] == "lệ" and "open" not in introduced
            leads = rated or word == "có" or word in _DIRECTIONS or ("prep" in introduced and word not in _CAUSES)
            if not (introduced <= _LOOSE or leads):
                break
            before = pieces[at - 1]
            if word == "có" and before[0] and scan.folded[before[0] - 1] == "mỗi":
                return before[0], before[1]
            prepared = "prep" in before[2] and "open" not in before[2] and "link" not in before[2]
            if self.head(scan, before[0]) is not None and not prepared:
                return before[0], before[1]
        return first, last

    def _linked(self, scan: Scan, low: int, stop: int) -> bool:
        """Tell whether a linking word stands in `[low, stop)`: `đã tăng`, `còn`."""
        return any((found := self.words.at(scan, at)) is not None and "link" in found[1] for at in range(low, stop))

    def _object(self, scan: Scan, first: int, stop: int) -> tuple[int, int] | None:
        """Return what a name acts on in a piece that begins with the name; the piece itself where no verb follows.

        `Samsung đầu tư 1 tỷ USD` names nothing, `Samsung tài trợ phòng máy trị giá …` the room.
        """
        noun = self.counted.at(scan, first)
        acts = noun is None or noun[1] == "person" or scan.is_capital(noun[0])
        if self.head(scan, first) is not None or not acts:
            return first, stop
        end = -1
        at = first + 1 if noun is None else noun[0]
        while at < stop:
            found, inner = self.words.at(scan, at), self.counted.at(scan, at)
            if found is not None and "nominal" in found[1]:
                end = found[0] if scan.texts[at].islower() and found[0] < stop else stop
            longest = max(found[0] if found is not None else 0, inner[0] if inner is not None else 0)
            at = max(at + 1, longest)
        if end < 0:
            return first, stop
        if end == stop and noun is not None and first and scan.folded[first - 1] == "mỗi":
            return first, noun[0]  # `mỗi người trả 70 triệu đồng`
        return (end, stop) if end < stop and scan.texts[end].islower() else None

    def _continues(self, scan: Scan, at: int, found: tuple[int, frozenset[str]], headed: bool, stop: int) -> bool:
        """Tell whether a stop word goes on with the phrase: `lưu lượng xả thải`, `sắt và thép`."""
        after = found[0]
        if after >= stop or not scan.is_word(after):
            return False
        following = self.stops(scan, after)
        if headed and scan.folded[at - 1] == "lệ" and found[1] <= _DONE:
            return True  # `tỷ lệ sống là 96%`
        if headed and scan.folded[at] in _NOT_DONE and (following is None or following[1] <= _DONE):
            return True  # `số tiền chậm đóng`, `lợi nhuận chưa phân phối`
        if following is not None:
            return False
        return scan.folded[at] in _AND or (headed and found[1] <= _DONE)

    def _trim(self, scan: Scan, first: int, stop: int) -> tuple[int, int] | None:
        folded = scan.folded
        bracket = next((at for at in range(first + 1, stop) if scan.texts[at] == "("), None)
        if bracket is not None:
            stop = bracket
        if folded[first] == "tổng" and folded[first + 1] == "số" and stop - first > 2:
            first += 1
        if folded[first] == "số" and stop - first > 1 and folded[first + 1] not in self._stems:
            first += 1
        if stop - first > _MAX_WORDS + 3:
            stop = first + _MAX_WORDS
        return (first, stop) if stop > first else None

    def _paired(self, scan: Scan, comma: int, low: int) -> bool:
        """Tell whether the comma stands inside one noun: `tỷ lệ thanh niên có trình độ đại học, cao đẳng`."""
        for at in range(max(low, comma - 4), comma):
            found = self._pairs.at(scan, at)
            if found is not None and found[0] > comma:
                return True
        return False

    def clause(self, scan: Scan, first: int, low: int) -> int:
        """Return the first token of the clause that token `first` stands in, not before `low`."""
        at = first
        while at > low:
            token = scan.texts[at - 1]
            if token == ")" and (opened := _opening(scan, at - 1, low)) is not None:
                at = opened
                continue
            if (
                token == ","
                and not (scan.glued(at) and scan.texts[at].isdecimal())
                and not self._paired(scan, at - 1, low)
            ):
                break
            if token in _HARD:
                break
            at -= 1
        return at

    @staticmethod
    def sentence(scan: Scan, first: int) -> int:
        """Return the first token of the sentence that token `first` stands in, by stops and line breaks."""
        at = first
        while at > 0:
            token = scan.texts[at - 1]
            if token in {"\n", "!", "?", "…"} or (token == "." and not scan.glued(at)):
                break
            at -= 1
        return at


def _opening(scan: Scan, closing: int, low: int) -> int | None:
    """Return the bracket that the one at token `closing` closes, where only an explanation stands between."""
    for at in range(closing - 1, max(low, closing - _BRACKET) - 1, -1):
        if scan.texts[at] == "(":
            return at
        if scan.texts[at] in {")", "\n"}:
            return None
    return None


def _closing(scan: Scan, opening: int, stop: int) -> int:
    for at in range(opening + 1, min(stop, opening + _BRACKET)):
        if scan.texts[at] == ")":
            return at + 1
    return opening + 1

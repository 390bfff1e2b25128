"""One entry for each person of a document: full names, short names and offices alone are brought together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from newsparse.entities.evidence import ACCEPT
from newsparse.entities.names import is_syllable, toneless
from newsparse.entities.view import LOWER, TITLE, UPPER
from newsparse.record import Person, PersonMention, Position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.entities.evidence import ContextLexicon, Spot
    from newsparse.entities.linking import Link
    from newsparse.entities.positions import Office
    from newsparse.entities.view import TokenView
    from newsparse.record import MentionForm

_PLURALS = frozenset(
    ["các", "những", "hai", "ba", "bốn", "năm", "nhiều", "mọi", "mỗi", "một", "vài", "cựu", "nguyên", "phó"]
)
_ABBREVIATIONS = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "tw": "trung ương",
    "tư": "trung ương",
    "mttq": "mặt trận tổ quốc",
    "ct": "chủ tịch",
    "tp": "thành phố",
    "hđqt": "hội đồng quản trị",
    "hđtv": "hội đồng thành viên",
    "bch": "ban chấp hành",
    "btv": "ban thường vụ",
    "ubkt": "ủy ban kiểm tra",
    "bct": "bộ chính trị",
    "uv": "ủy viên",
    "gtvt": "giao thông vận tải",
    "qh": "quốc hội",
    "cp": "chính phủ",
    "atgt": "an toàn giao thông",
    "vp": "văn phòng",
    "ca": "công an",
    "csgt": "cảnh sát giao thông",
}


def _initials(words: tuple[str, ...]) -> str:
    """Return the first letters of words; an acronym gives all of its letters."""
    return "".join(w if not is_syllable(w) else w[0] for w in words if w not in ("và", "của"))


class _Group:
    """One person while the document is read."""

    def __init__(self, key: tuple[str, ...], vietnamese: bool) -> None:
        self.key = key
        self.vietnamese = vietnamese
        self.spots: list[Spot] = []
        self.short: list[Spot] = []
        self.offices: list[tuple[Office, bool]] = []
        self.alone: list[Office] = []
        self.aliases: set[tuple[str, ...]] = set()

    @property
    def first(self) -> int:
        return min(s.start for s in self.spots + self.short)


class People:
    """The persons of one document."""

    def __init__(
        self,
        view: TokenView,
        contexts: ContextLexicon,
        spots: Sequence[Spot],
        authors: set[tuple[str, ...]],
        byline: set[int],
    ) -> None:
        self.view = view
        self.contexts = contexts
        self.groups: list[_Group] = []
        self._of: dict[int, _Group] = {}
        self._common = {word for word, shape in zip(view.folded, view.shapes, strict=True) if shape == LOWER}
        usable = [s for s in spots if not s.credit and s.start not in byline]
        best: dict[tuple[str, ...], float] = {}
        for spot in usable:
            if not spot.blocked:
                best[spot.key] = max(best.get(spot.key, -9.0), spot.score)
        written = authors | {s.key for s in spots if s.start in byline or s.credit}
        full: dict[tuple[str, ...], _Group] = {}
        rest: list[Spot] = []
        for spot in usable:
            kind = spot.candidate.kind
            if len(spot.key) < 2 or kind in ("single", "initials") or spot.blocked:
                rest.append(spot)
                continue
            if best[spot.key] < ACCEPT or (spot.key in written and best[spot.key] < 2.5):
                rest.append(spot)
                continue
            group = full.get(spot.key)
            if group is None:
                group = full[spot.key] = _Group(spot.key, kind in ("vietnamese", "bare"))
                self.groups.append(group)
            group.spots.append(spot)
        self._merge(full)
        for group in self.groups:
            for spot in group.spots + group.short:
                self._of[spot.start] = group
        self._shorts(rest)
        self._capitals()

    def _merge(self, full: dict[tuple[str, ...], _Group]) -> None:
        """`Nhật Anh` is `Nguyễn Nhật Anh`, `van den Borne` is `Jacob van den Borne`."""
        if (uncle := full.get(("bác", "hồ"))) is not None and (minh := full.get(("hồ", "chí", "minh"))) is not None:
            minh.short += uncle.spots
            self.groups.remove(uncle)
        self._misspelt(full)
        for group in sorted(self.groups, key=lambda g: len(g.key)):
            if group.spots and group.spots[0].candidate.kind == "vietnamese" and len(group.key) >= 3:
                continue
            length = len(group.key)
            owners = [
                other
                for other in self.groups
                if len(other.key) > length
                and (other.key[-length:] == group.key or (not other.vietnamese and other.key[:length] == group.key))
            ]
            if len(owners) == 1:
                owners[0].spots += group.spots
                self.groups.remove(group)
                full[group.key] = owners[0]

    def _misspelt(self, full: dict[tuple[str, ...], _Group]) -> None:
        """`Lễ Mạnh Hùng` beside `Lê Mạnh Hùng`: one tone apart, the rarer is the other one misspelt."""
        plain: dict[tuple[str, ...], _Group] = {}
        for group in sorted(self.groups, key=lambda g: -len(g.spots)):
            if len(group.key) < 3:
                continue
            other = plain.setdefault((toneless(group.key[0]), *group.key[1:]), group)
            if other is not group:
                other.spots += group.spots
                other.aliases.add(group.key)
                self.groups.remove(group)
                full[group.key] = other

    def _shorts(self, rest: list[Spot]) -> None:
        """Give short names to the persons they are short for, or make a person of one that stands on its own."""
        by_word: dict[str, list[_Group]] = defaultdict(list)

        def learn(group: _Group) -> None:
            if group.vietnamese or len(group.key) == 1:
                by_word[group.key[-1]].append(group)
                if len(group.key) >= 2 and group.spots and group.spots[0].candidate.kind == "minority":
                    by_word[group.key[0]].append(group)
            else:
                for word in dict.fromkeys(group.key):
                    if len(word) > 1:
                        by_word[word].append(group)

        for group in self.groups:
            learn(group)
        waiting: list[Spot] = []
        trusted: set[str] = set()
        for spot in rest:
            owner = self._owner(spot, by_word)
            strong = spot.opener is not None or spot.score >= ACCEPT
            if owner is not None and (strong or self._free(spot)):
                owner.short.append(spot)
                self._of[spot.start] = owner
                trusted.add(spot.key[-1])
            elif spot.score >= ACCEPT and not spot.blocked and owner is None and self._stands(spot):
                group = _Group(spot.key, spot.candidate.kind in ("vietnamese", "bare", "single", "initials"))
                group.spots.append(spot)
                self.groups.append(group)
                self._of[spot.start] = group
                learn(group)
            else:
                waiting.append(spot)
        for spot in waiting:
            owner = self._owner(spot, by_word)
            if owner is not None and self._free(spot):
                owner.short.append(spot)
                self._of[spot.start] = owner

    def _stands(self, spot: Spot) -> bool:
        """Return whether a short name may open a person of its own: a lone syllable needs a title before it."""
        if spot.candidate.kind != "single":
            return True
        view, end = self.view, spot.end
        longer = end < len(view) and view.shapes[end] in (TITLE, UPPER) and view.starts[end] == view.ends[end - 1] + 1
        return (spot.opener is not None or spot.led) and not longer

    def _owner(self, spot: Spot, by_word: dict[str, list[_Group]]) -> _Group | None:
        key = spot.key
        if spot.blocked:
            return None
        found = by_word.get(key[-1]) or (by_word.get(key[0]) if len(key) > 1 else None)
        if not found:
            return None
        fitting = [
            g
            for g in found
            if g.key == key
            or (len(key) == 1 and len(g.key) > 1)
            or (
                len(key) < len(g.key) and (g.key[-len(key) :] == key or (not g.vietnamese and g.key[: len(key)] == key))
            )
            or self._initialled(key, g.key)
        ]
        earlier = [g for g in fitting if g.first < spot.start]
        if earlier:
            # the one named last before this place
            return max(earlier, key=lambda g: max(s.start for s in g.spots + g.short if s.start < spot.start))
        return fitting[0] if fitting else None

    @staticmethod
    def _initialled(key: tuple[str, ...], full: tuple[str, ...]) -> bool:
        return len(key) == len(full) == 2 and key[-1] == full[-1] and len(key[0]) == 1 and full[0].startswith(key[0])

    def _free(self, spot: Spot) -> bool:
        """Return whether a short name stands free: no capital beside it, no head noun before it."""
        view = self.view
        if spot.blocked:
            return False
        at = spot.start
        run = at > 0 and view.shapes[at - 1] in (TITLE, UPPER) and view.starts[at] == view.ends[at - 1] + 1
        if run and not (view.first[at - 1] and view.shapes[at - 1] == TITLE):
            return False
        end = spot.end
        if end < len(view) and view.shapes[end] in (TITLE, UPPER) and view.starts[end] == view.ends[end - 1] + 1:
            return False
        if spot.candidate.kind == "single" and spot.candidate.weight < -1.0 and spot.opener is None:
            return False  # `Nga` and `Đức` are countries first
        if spot.candidate.kind == "foreign" or len(spot.key) > 1:
            return True
        if view.first[at]:
            # a word at the head of a sentence has its capital anyway
            if end >= len(view):
                return False
            if view.folded[end] == "và" or self.contexts.verbs.longest(view.folded, end) is not None:
                return True
            # a syllable that the article uses as no common word
            return spot.key[-1] not in self._common
        return True

    def _capitals(self) -> None:
        """Find the names of the body in headlines that are written in capitals."""
        view = self.view
        if True not in view.shouting:
            return
        names: dict[str, list[_Group]] = defaultdict(list)
        for group in self.groups:
            if len(group.key) > 1:
                names[group.key[0]].append(group)
        at = 0
        from newsparse.entities.evidence import Spot
        from newsparse.entities.names import Candidate

        while at < len(view):
            for group in names.get(view.folded[at], ()) if view.shouting[at] else ():
                end = at + len(group.key)
                if tuple(view.folded[at:end]) == group.key:
                    spot = Spot(Candidate(at, end, "vietnamese", 2.0), group.key, 3.0, at)
                    group.spots.append(spot)
                    self._of[at] = group
                    at = end - 1
                    break
            at += 1

    def accepted(self) -> list[Spot]:
        """Return all spots that name a person, in text order."""
        spots = [s for group in self.groups for s in group.spots + group.short]
        return sorted(spots, key=lambda s: s.start)

    def resolve(self, links: Sequence[Link], alone: Sequence[Office]) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
        """Return `(officials, people)` in the order in which the text first names them."""
        for link in links:
            self._of[link.spot.start].offices.append((link.office, link.ended))
        officials: list[Person] = []
        people: list[Person] = []
        groups = sorted((g for g in self.groups if g.spots or g.short), key=lambda g: g.first)
        positions = {id(g): self._positions(g) for g in groups}
        self._offices_alone(groups, alone)
        for group in groups:
            person = self._person(group, positions[id(group)])
            (officials if person.positions else people).append(person)
        return tuple(officials), tuple(people)

    def _words(self, start: int, end: int) -> tuple[str, ...]:
        words: list[str] = []
        for word in self.view.folded[start:end]:
            if word[0].isalnum():
                words.extend(_ABBREVIATIONS.get(word, word).split())
        return tuple(words)

    def _same(self, one: Office, two: Office) -> bool:
        """Return whether two phrases tell one office: equal roles, and bodies of which one contains the other."""
        key_one, key_two = self._role(one), self._role(two)
        if key_one != key_two:
            # `Chủ tịch HĐND` within `Chủ tịch HĐND tỉnh`: the key may hold the body
            whole_one, whole_two = self._whole(one), self._whole(two)
            return whole_one[: len(whole_two)] == whole_two or whole_two[: len(whole_one)] == whole_one
        full_one, full_two = self._whole(one), self._whole(two)
        if len(full_one) != len(full_two) and len(full_one) > 3 and _initials(full_one) == _initials(full_two):
            return True  # `Sở TT&TT` and `Sở Thông tin và Truyền thông`
        body_one = set(self._words(one.role_end, one.end))
        body_two = set(self._words(two.role_end, two.end))
        return body_one <= body_two or body_two <= body_one

    def _role(self, office: Office) -> tuple[str, ...]:
        words: list[str] = []
        for word in office.key.split():
            words.extend(_ABBREVIATIONS.get(word, word).split())
        return tuple(words)

    def _whole(self, office: Office) -> tuple[str, ...]:
        return self._role(office) + self._words(office.role_end, office.end)

    def _positions(self, group: _Group) -> list[tuple[Office, bool]]:
        kept: list[tuple[Office, bool]] = []
        for office, ended in sorted(group.offices, key=lambda pair: pair[0].start):
            for n, (other, other_ended) in enumerate(kept):
                if self._same(office, other):
                    if len(self._whole(office)) > len(self._whole(other)):
                        kept[n] = (office, ended or other_ended)
                    break
            else:
                kept.append((office, ended))
        return kept

    def _offices_alone(self, groups: list[_Group], alone: Sequence[Office]) -> None:
        """`đồng chí Phó Bí thư Thường trực Thành ủy`: an office that only one person of the article holds."""
        view = self.view
        holders: dict[tuple[str, ...], list[tuple[_Group, Office]]] = defaultdict(list)
        for group in groups:
            for office, _ in group.offices:
                if office.kind != "rank":
                    holders[self._role(office)].append((group, office))
        for office in alone:
            if office.former or office.kind in ("rank", "member"):
                continue
            if office.start > 0 and view.folded[office.start - 1] in _PLURALS:
                continue
            body = set(self._words(office.role_end, office.end))
            owners = {
                id(group): group
                for group, held in holders.get(self._role(office), ())
                if body <= set(self._words(held.role_end, held.end))
                or set(self._words(held.role_end, held.end)) <= body
            }
            if len(owners) != 1:
                continue
            (owner,) = owners.values()
            led = office.start > 0 and view.folded[office.start - 1] in (
                "chí",
                "theo",
                "ông",
                "bà",
                "vị",
                "ngài",
                "cho",
            )
            if (led or view.first[office.start] or body) and (owner.first < office.start or body):
                owner.alone.append(office)

    def _position(self, office: Office, ended: bool) -> Position:
        view = self.view
        start, end = view.span(office.start, office.end)
        role_start = office.role_start
        if office.former and office.role_start < office.role_end - 1:
            role_start += 1
        return Position(
            text=view.text[start:end],
            role=view.slice(role_start, office.role_end),
            start=start,
            end=end,
            organisation=view.slice(*office.body) if office.body else None,
            place=view.slice(*office.place) if office.place else None,
            former=office.former or ended,
        )

    def _person(self, group: _Group, offices: list[tuple[Office, bool]]) -> Person:
        view = self.view
        mentions: list[PersonMention] = []

        def add(start: int, end: int, form: MentionForm) -> None:
            first, last = view.span(start, end)
            mentions.append(PersonMention(start=first, end=last, text=view.text[first:last], form=form))

        spots = group.spots or group.short
        fullest = max(spots, key=lambda s: (s.key == group.key, len(s.key), not view.shouting[s.start], -s.start))
        for spot in group.spots:
            add(spot.start, spot.end, "name" if len(spot.key) >= len(fullest.key) else "short")
        for spot in group.short:
            add(spot.start, spot.end, "short")
        for office in group.alone:
            add(office.start, office.end, "position")
        mentions.sort(key=lambda m: m.start)
        honorific = next((s.honorific for s in sorted(spots, key=lambda s: s.start) if s.honorific), None)
        best = max(s.score for s in spots) + 0.2 * min(5, len(spots) + len(group.short) - 1)
        return Person(
            name=view.slice(fullest.start, fullest.end),
            honorific=view.slice(*honorific) if honorific else None,
            positions=tuple(self._position(office, ended) for office, ended in offices),
            mentions=tuple(mentions),
            confidence=round(min(0.99, 0.45 + 0.1 * best), 2),
        )


__all__ = ["LOWER", "People"]

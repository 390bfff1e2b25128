"""The entry of one person: its positions, each told once, its mentions, and how sure it is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from newsparse.entities.name_tables import is_syllable
from newsparse.record import Person, PersonMention, Position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.entities.evidence import ContextLexicon, Spot
    from newsparse.entities.office_tables import Office
    from newsparse.entities.view import TokenView
    from newsparse.record import MentionForm

_PLURALS = frozenset(
    ["các", "những", "hai", "ba", "bốn", "năm", "nhiều", "mọi", "mỗi", "một", "vài", "cựu", "nguyên", "phó"]
)

# Of the many offices of one person, and of the many bodies with one office, only so many are compared.
_COMPARED = 200


def _initials(words: tuple[str, ...]) -> str:
    """Return the first letters of words; an acronym gives all of its letters."""
    return "".join(w if not is_syllable(w) else w[0] for w in words if w not in ("và", "của"))


class Group:
    """One person while the document is read: full names, short names, offices with whether they ended."""

    def __init__(self, key: tuple[str, ...], vietnamese: bool) -> None:
        self.key = key
        self.vietnamese = vietnamese
        self.spots: list[Spot] = []
        self.short: list[Spot] = []
        self.offices: list[tuple[Office, bool]] = []
        self.alone: list[Office] = []
        self.first = -1
        self.last = -1

    def add(self, spot: Spot, *, short: bool = False) -> None:
        """Add a name; spots are added in text order, but for those of other spellings."""
        (self.short if short else self.spots).append(spot)
        self.first = spot.start if self.first < 0 else min(self.first, spot.start)

    def called(self, view: TokenView) -> set[str]:
        """Return which of `ông` and `bà` the article calls this person."""
        leads = (spot.honorific for spot in (*self.spots[:_COMPARED], *self.short[:_COMPARED]))
        return {view.folded[lead[1] - 1] for lead in leads if lead is not None} & {"ông", "bà"}

    def take(self, other: Group) -> None:
        """Take over the spots of a group that turned out to be the same person."""
        self.spots += other.spots
        self.short += other.short
        self.first = min(self.first, other.first)


class _Told(NamedTuple):
    """The words that tell an office: its role, all of them, those behind the role, and the initials of all."""

    role: tuple[str, ...]
    whole: tuple[str, ...]
    body: frozenset[str]
    initials: str

    def same(self, other: _Told) -> bool:
        """Return whether two phrases tell one office: equal roles, and bodies of which one contains the other."""
        if self.role != other.role:
            # `Chủ tịch HĐND` within `Chủ tịch HĐND tỉnh`: the key may hold the body
            shorter = min(len(self.whole), len(other.whole))
            return self.whole[:shorter] == other.whole[:shorter]
        if self.body <= other.body or other.body <= self.body:
            return True
        # `Sở TT&TT` and `Sở Thông tin và Truyền thông`
        return 3 < len(self.whole) != len(other.whole) and self.initials == other.initials


class Entries:
    """Makes the entries of a document's persons."""

    def __init__(self, view: TokenView, contexts: ContextLexicon) -> None:
        self.view = view
        self.acronyms = contexts.acronyms

    def build(self, groups: Sequence[Group], alone: Sequence[Office]) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
        """Return `(officials, people)` in the order of `groups`; `alone` are offices without a name beside them."""
        officials: list[Person] = []
        people: list[Person] = []
        self._offices_alone(groups, alone)
        for group in groups:
            person = self._person(group, self._positions(group))
            (officials if person.positions else people).append(person)
        return tuple(officials), tuple(people)

    def _words(self, start: int, end: int) -> tuple[str, ...]:
        words: list[str] = []
        for word in self.view.folded[start:end]:
            if word[0].isalnum():
                words.extend(self.acronyms.get(word, word).split())
        return tuple(words)

    def _told(self, office: Office) -> _Told:
        role, rest = self._role(office), self._words(office.role_end, office.end)
        return _Told(role, role + rest, frozenset(rest), _initials(role + rest))

    def _role(self, office: Office) -> tuple[str, ...]:
        words: list[str] = []
        for word in office.key.split():
            words.extend(self.acronyms.get(word, word).split())
        return tuple(words)

    def _positions(self, group: Group) -> list[tuple[Office, bool]]:
        kept: list[tuple[Office, bool]] = []
        known: list[_Told] = []
        for office, ended in sorted(group.offices, key=lambda pair: pair[0].start):
            told = self._told(office)
            for n, other in enumerate(known[:_COMPARED]):
                if told.same(other):
                    if len(told.whole) > len(other.whole):
                        kept[n] = (office, ended or kept[n][1])
                        known[n] = told
                    break
            else:
                kept.append((office, ended))
                known.append(told)
        return kept

    def _offices_alone(self, groups: Sequence[Group], alone: Sequence[Office]) -> None:
        """`đồng chí Phó Bí thư Thường trực Thành ủy`: an office that only one person of the article holds."""
        view = self.view
        # role → words of the body → persons who hold it
        holders: dict[tuple[str, ...], dict[frozenset[str], dict[int, Group]]] = defaultdict(dict)
        for group in groups:
            for office, _ in group.offices:
                if office.kind != "rank":
                    bodies = holders[self._role(office)]
                    if len(bodies) <= _COMPARED:
                        held = frozenset(self._words(office.role_end, office.end))
                        bodies.setdefault(held, {})[id(group)] = group
        for office in alone:
            if office.former or office.kind in ("rank", "member"):
                continue
            if office.start > 0 and view.folded[office.start - 1] in _PLURALS:
                continue
            body = frozenset(self._words(office.role_end, office.end))
            owners: dict[int, Group] = {}
            bodies = holders.get(self._role(office), {})
            if len(bodies) > _COMPARED:
                continue  # an office that stands for nobody
            for held, holding in bodies.items():
                if body <= held or held <= body:
                    owners.update(holding)
                    if len(owners) > 1:
                        break
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

    def _person(self, group: Group, offices: list[tuple[Office, bool]]) -> Person:
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

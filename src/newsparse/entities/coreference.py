"""One entry for each person of a document: full names, short names and offices alone are brought together."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from newsparse.entities.entries import Entries, Group
from newsparse.entities.evidence import ACCEPT, Spot
from newsparse.entities.name_tables import Candidate, toneless
from newsparse.entities.view import LOWER, TITLE, UPPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.entities.evidence import ContextLexicon
    from newsparse.entities.linking import Link, Told
    from newsparse.entities.office_tables import Office
    from newsparse.entities.view import TokenView
    from newsparse.record import Person

# Of many persons with one given name, only the ones named last are looked at.
_CHOICES = 40
# Words of the longest name that is looked for elsewhere; a run of capitals may go on for pages.
_LONGEST = 12
# How many tokens before a pronoun the one it means was named, at most.
_NEAR = 150


def _latest(group: Group, before: int) -> int:
    """Return where a person was last named before token `before`."""
    at = bisect_left(group.spots, before, key=lambda spot: spot.start)
    return max(group.spots[at - 1].start if at else -1, group.last if group.last < before else -1)


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
        self.groups: list[Group] = []
        self._of: dict[int, Group] = {}
        self._common = {word for word, shape in zip(view.folded, view.shapes, strict=True) if shape == LOWER}
        usable = [s for s in spots if not s.credit and s.start not in byline]
        best: dict[tuple[str, ...], float] = {}
        for spot in usable:
            if not spot.blocked:
                best[spot.key] = max(best.get(spot.key, -9.0), spot.score)
        written = authors | {s.key for s in spots if s.start in byline or s.credit}
        full: dict[tuple[str, ...], Group] = {}
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
                group = full[spot.key] = Group(spot.key, kind in ("vietnamese", "bare"))
                self.groups.append(group)
            group.add(spot)
        self._merge(full)
        for group in self.groups:
            group.spots.sort(key=lambda spot: spot.start)
            for spot in group.spots + group.short:
                self._of[spot.start] = group
        self._shorts(rest)
        self._capitals()

    def _merge(self, full: dict[tuple[str, ...], Group]) -> None:
        """Join the groups of one person: `Nhật Anh` is `Nguyễn Nhật Anh`, `van den Borne` is `Jacob van den Borne`."""
        gone: set[int] = set()

        def join(owner: Group, group: Group) -> None:
            owner.take(group)
            gone.add(id(group))

        if (uncle := full.get(("bác", "hồ"))) is not None and (minh := full.get(("hồ", "chí", "minh"))) is not None:
            join(minh, uncle)
        # `Lễ Mạnh Hùng` beside `Lê Mạnh Hùng`: one tone apart, the rarer is the other one misspelt
        plain: dict[tuple[str, ...], Group] = {}
        for group in sorted(self.groups, key=lambda g: -len(g.spots)):
            if len(group.key) >= 3:
                other = plain.setdefault((toneless(group.key[0]), *group.key[1:]), group)
                if other is not group:
                    join(other, group)
        ends: dict[tuple[str, ...], list[Group]] = defaultdict(list)
        for group in self.groups:
            if id(group) in gone:
                continue
            for length in range(2, min(len(group.key), _LONGEST)):
                ends[group.key[-length:]].append(group)
                if not group.vietnamese:
                    ends[group.key[:length]].append(group)
        for group in sorted(self.groups, key=lambda g: len(g.key)):
            if id(group) in gone or (group.spots[0].candidate.kind == "vietnamese" and len(group.key) >= 3):
                continue
            owners = [owner for owner in ends.get(group.key, ()) if id(owner) not in gone]
            if len(owners) == 1:
                join(owners[0], group)
        self.groups = [group for group in self.groups if id(group) not in gone]

    def _shorts(self, rest: list[Spot]) -> None:
        """Give short names to the persons they are short for, or make a person of one that stands on its own."""
        by_word: dict[str, list[Group]] = defaultdict(list)

        def learn(group: Group) -> None:
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
        by_first = {group.key[0]: group for group in reversed(self.groups) if len(group.key) > 1}
        waiting: list[Spot] = []
        for spot in rest:
            owner = self._owner(spot, by_word)
            if owner is None and len(spot.key) == 1 and spot.opener == "honorific" and not spot.blocked:
                # `ông Vương` for `Vương Nghị`: Chinese and Korean names are shortened to the family name
                first = by_first.get(spot.key[0])
                owner = first if first is not None and first.first < spot.start else None
            strong = spot.opener is not None or spot.score >= ACCEPT
            if owner is not None and (strong or self._free(spot)):
                owner.add(spot, short=True)
                owner.last = spot.start
                self._of[spot.start] = owner
            elif spot.score >= ACCEPT and not spot.blocked and owner is None and self._stands(spot):
                group = Group(spot.key, spot.candidate.kind in ("vietnamese", "bare", "single", "initials"))
                group.add(spot)
                self.groups.append(group)
                self._of[spot.start] = group
                learn(group)
            else:
                waiting.append(spot)
        for spot in waiting:
            owner = self._owner(spot, by_word)
            if owner is not None and self._free(spot):
                owner.add(spot, short=True)
                self._of[spot.start] = owner

    def _stands(self, spot: Spot) -> bool:
        """Return whether a short name may open a person of its own: a lone syllable needs a title before it."""
        if spot.candidate.kind != "single":
            return True
        view, end = self.view, spot.end
        longer = end < len(view) and view.shapes[end] in (TITLE, UPPER) and view.starts[end] == view.ends[end - 1] + 1
        return (spot.opener is not None or spot.led) and not longer

    def _owner(self, spot: Spot, by_word: dict[str, list[Group]]) -> Group | None:
        key = spot.key
        if spot.blocked:
            return None
        found = by_word.get(key[-1]) or (by_word.get(key[0]) if len(key) > 1 else None)
        if not found:
            return None
        found = found[-_CHOICES:]
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
            return max(earlier, key=lambda g: _latest(g, spot.start))
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
        named: dict[tuple[str, ...], Group] = {}
        for group in self.groups:
            if 1 < len(group.key) <= _LONGEST:
                named.setdefault(group.key, group)
        lengths: dict[str, set[int]] = defaultdict(set)
        order = {id(group): n for n, group in enumerate(named.values())}
        for key in named:
            lengths[key[0]].add(len(key))
        at = 0
        while at < len(view):
            if view.shouting[at] and at not in self._of and (sizes := lengths.get(view.folded[at])):
                found = [named.get(tuple(view.folded[at : at + size])) for size in sizes]
                # of several, the one named first
                owner = min((g for g in found if g is not None), key=lambda g: order[id(g)], default=None)
                if owner is not None:
                    end = at + len(owner.key)
                    owner.add(Spot(Candidate(at, end, "vietnamese", 2.0), owner.key, 3.0, at))
                    self._of[at] = owner
                    at = end - 1
            at += 1

    def _meant(self, named: Sequence[int], pronoun: int) -> Group | None:
        """Return the person whom `ông` or `bà` at token `pronoun` means, where only one was named shortly before.

        `named` are the tokens at which persons are named, in order.
        """
        word = self.view.folded[pronoun]
        last = bisect_left(named, pronoun)
        found: list[Group] = []
        for at in named[max(0, last - _CHOICES) : last]:
            group = self._of[at]
            if pronoun - at <= _NEAR and group not in found and word in (group.called(self.view) or {word}):
                found.append(group)
        return found[0] if len(found) == 1 else None

    def accepted(self) -> list[Spot]:
        """Return all spots that name a person, in text order."""
        spots = [s for group in self.groups for s in group.spots + group.short]
        return sorted(spots, key=lambda s: s.start)

    def resolve(
        self, links: Sequence[Link], told: Sequence[Told], alone: Sequence[Office]
    ) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
        """Return `(officials, people)` in the order in which the text first names them."""
        for link in links:
            self._of[link.spot.start].offices.append((link.office, link.ended))
        rest = list(alone)
        named = sorted((s.start for g in self.groups for s in (*g.spots, *g.short)), reverse=False)
        for one in told:
            group = self._meant(named, one.pronoun)
            if group is None:
                rest.append(one.office)
            else:
                group.offices.append((one.office, one.ended))
        alone = sorted(rest, key=lambda office: office.start)
        return Entries(self.view, self.contexts).build(sorted(self.groups, key=lambda g: g.first), alone)

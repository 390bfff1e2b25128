"""From each number of the report to the articles it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsparse.view.markup import Html, el

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.report.questions import Behind, Row

    Card = tuple[str | None, str | None, str | None, str | None, str | None]


class Trail:
    """Collects the numbers of a report while it is written, and gives each an address in the page."""

    def __init__(self) -> None:
        self._lists: list[tuple[str, int, tuple[str, ...] | Sequence[Card], bool]] = []
        self._known: dict[tuple[str, int], int] = {}
        self.wanted: set[str] = set()

    def href(self, label: str, behind: Behind | None) -> str | None:
        """Return the address of the articles behind a number, or None where there is none."""
        if behind is None or not behind.total:
            return None
        key = (label, behind.total)
        if key not in self._known:
            self._known[key] = len(self._lists)
            self._lists.append((label, behind.total, behind.articles, True))
            self.wanted.update(behind.articles)
        return f"#n{self._known[key]}"

    def number(self, label: str, behind: Behind | None) -> Html:
        """Return a number that leads to its articles; 0 leads nowhere."""
        href = self.href(label, behind)
        if behind is None or href is None:
            return el("span", "0", class_="quiet")
        return _link(behind.total, href, label)

    def other(self, label: str, total: int, cards: Sequence[Card]) -> Html:
        """Return a number that leads to things which are no articles, given as cards."""
        self._lists.append((label, total, cards, False))
        return _link(total, f"#n{len(self._lists) - 1}", label)

    def payload(self, cards: dict[str, Row]) -> dict[str, Any]:
        """Return what the page needs to show the lists; `cards` are the wanted articles by id."""
        shown: list[Sequence[Any]] = []
        at: dict[str, int] = {}
        lists = []
        for label, total, content, by_id in self._lists:
            indexes = []
            for one in content:
                if by_id and isinstance(one, str):
                    if one not in at and one in cards:
                        at[one] = len(shown)
                        shown.append([*cards[one], one])
                    if one in at:
                        indexes.append(at[one])
                else:
                    indexes.append(len(shown))
                    shown.append([*one, None])
            lists.append([label, total, indexes])
        return {"lists": lists, "cards": shown}


def _link(number: int, href: str, label: str) -> Html:
    said = f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return el("a", said, href=href, class_="n", title=label)

"""What counts as the same: names, phrases, bodies, facts and times of gold and of a record."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from newsparse.text.normalise import normalise
from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from newsparse.evaluation.gold import Item, Named
    from newsparse.record import Fact, Organisation, Time

WORD: Final = re.compile(r"\w+")
_POSITION: Final = 0.6  # words that two wordings of a position must share
_HALF: Final = 0.5  # words that two wordings of an item, or two texts of a time, must share


def plain(text: str) -> str:
    """Return a text without differences of case, tone marks' spelling, dashes and spaces."""
    return " ".join(fold(word) for word in normalise(text).replace("–", "-").replace("—", "-").split())


def words(text: str) -> list[str]:
    """Return the words of a text, without differences of case and tone marks' spelling."""
    return [fold(word) for word in WORD.findall(normalise(text))]


def same_words(one: str, two: str) -> bool:
    """Tell whether two texts have the same words in the same order."""
    return words(one) == words(two)


def same_name(one: str, two: str) -> bool:
    """Tell whether two names of persons are the same."""
    return plain(one) == plain(two)


def same_position(one: tuple[str, str], two: tuple[str, str]) -> bool:
    """Tell whether two pairs of person and office phrase are the same."""
    return same_name(one[0], two[0]) and _overlap(one[1], two[1]) >= _POSITION


def same_body(gold: Named, found: Organisation | Named) -> bool:
    """Tell whether a body's name, canonical form or a mention is the gold's name or one of its aliases."""
    wanted = {plain(form) for form in (gold.name, *gold.aliases)}
    forms = [found.name]
    if not hasattr(found, "aliases"):
        forms += [found.canonical, *(mention.text for mention in found.mentions)]
    return any(plain(form) in wanted for form in forms)


def same_fact(gold: Item, found: Fact) -> bool:
    """Tell whether two facts have the same value (or both ends) and unit, and a common word in their text."""
    numbers = all(_number(getattr(gold, k)) == _number(getattr(found, k)) for k in ("value", "min", "max"))
    return numbers and gold.unit == found.unit and bool(set(words(gold.text)) & set(words(found.text)))


def same_item(one: str, two: str) -> bool:
    """Tell whether two wordings of what is counted share at least half of their words."""
    return _overlap(one, two) >= _HALF


def same_time(gold: Item, found: Time) -> bool:
    """Tell whether two times share at least half of their words and have the same value."""
    return _overlap(gold.text, found.text) >= _HALF and gold.value in (None, found.value)


def _overlap(one: str, two: str) -> float:
    """Dice coefficient of two texts as bags of words."""
    first, second = words(one), words(two)
    common = (Counter(first) & Counter(second)).total()
    return 2 * common / (len(first) + len(second)) if first and second else 0.0


def _number(value: str | None) -> object:
    if value is None:
        return None
    try:
        return Decimal(value).normalize()
    except InvalidOperation:
        return tuple(re.findall(r"\d+", value))

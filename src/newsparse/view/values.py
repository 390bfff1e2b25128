"""Values of the record in words for a reader: comparisons, grouped digits, units, dates, reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from newsparse.record import Fact, Stamp

COMPARISONS: Final = {
    "more": "more than",
    "at_least": "at least",
    "less": "less than",
    "at_most": "at most",
    "about": "about",
}
SIGNS: Final = {"more": "> ", "at_least": "≥ ", "less": "< ", "at_most": "≤ ", "about": "≈ ", None: ""}

REASONS: Final[dict[str, str]] = {
    "before-article": "Stands before the article begins: banner, menus, section lists.",
    "after-article": "Stands after the article has ended.",
    "after-end": "Follows a line that ends articles, such as a list of other news.",
    "after-footer": "Follows the first line of the page's footer.",
    "ad": "An advertisement.",
    "byline": "Names the author; kept as metadata.",
    "caption": "A picture's caption that is not in the article.",
    "comments": "Readers' comments.",
    "counter": "A visit counter.",
    "date": "The page's date; kept as metadata.",
    "end": "A line that ends articles.",
    "error": "A message of the server.",
    "footer": "The page's footer: publisher, licence, contact.",
    "form": "A form: search, login, select list.",
    "headline-again": "Repeats the headline.",
    "hidden": "Not shown by a browser.",
    "lead-again": "Repeats the lead.",
    "links": "Hardly anything but links.",
    "markup": "Markup that was left as text.",
    "nav": "Navigation.",
    "no-letters": "Holds no letters.",
    "paywall": "Asks for payment or login.",
    "related": "Links to other articles.",
    "repeated": "Stands in the article already.",
    "share": "Buttons to share the page.",
    "short": "Too short for a lead.",
    "sidebar": "A side column.",
    "tags": "Keywords; kept as metadata.",
    "tool": "A tool of the page: print, send, text size.",
    "tools": "Tools of the page: print, send, text size.",
}
"""Why the page room leaves a block out, in words; a reason that is not here is shown as it is."""

PRECISIONS: Final = {"minute": "to the minute", "day": "to the day", "month": "to the month", "year": "to the year"}
ORIGINS: Final = {
    "json-ld": "the page's JSON-LD",
    "meta": "the page's meta tags",
    "visible": "the visible page",
    "url": "the address",
    "text": "the article's text",
}
_SPACE: Final = "\N{NARROW NO-BREAK SPACE}"


def number_of(fact: Fact) -> str:
    """Return a fact's number with its comparison sign and grouped digits: `> 1 300 000 000`, `5 – 7`."""
    if fact.value is not None:
        number = grouped(fact.value)
    else:
        number = " – ".join(grouped(end) for end in (fact.min, fact.max) if end is not None)
    return SIGNS[fact.approx] + number if number else fact.text


def grouped(number: str) -> str:
    """Return a decimal with its digits in groups of three; what is no decimal (`2/3`) as it is."""
    whole, point, rest = number.partition(".")
    digits = whole.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) < 4:
        return number
    first = len(digits) % 3
    groups = ([digits[:first]] if first else []) + [digits[i : i + 3] for i in range(first, len(digits), 3)]
    return ("-" if whole.startswith("-") else "") + _SPACE.join(groups) + point + rest


def unit_of(fact: Fact) -> str:
    """Return a fact's unit for reading: `%` after a percentage, `×` for a multiple, else the code itself."""
    if fact.kind == "multiple" and fact.unit is None:
        return "×"
    if fact.kind == "age":
        return "years old"
    return fact.unit or ""


def moment_of(stamp: Stamp) -> str:
    """Return a stamp as a reader writes it: `2024-04-16 14:20 +07:00`."""
    day, separator, clock = stamp.value.partition("T")
    if not separator:
        return day
    for sign in "+-":
        if sign in clock:
            time, _, offset = clock.partition(sign)
            return f"{day} {time} {sign}{offset}"
    return f"{day} {clock}"


def percent(confidence: float) -> str:
    """Return a confidence between 0 and 1 as whole percent."""
    return f"{confidence * 100:.0f}%"

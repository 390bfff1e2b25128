"""Numbers in figures and words, and back into words."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsparse.numeric.numerals import parse_figures, parse_number, parse_roman, spell

SPECS = Path(__file__).resolve().parent.parent / "specs" / "numerals.jsonl"
CASES = [json.loads(line) for line in SPECS.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_numeral_has_the_value_the_specification_gives(case):
    expected = Decimal(case["expect"][0]) if case["expect"] else None
    assert parse_number(case["text"]) == expected


@pytest.mark.parametrize("dialect", ["north", "south"])
@given(number=st.integers(0, 10**15))
@example(number=0)
@example(number=10**15)
@example(number=1_000_005)
@example(number=21_000_000_024)
def test_what_is_spelled_is_read_back(dialect, number):
    assert parse_number(spell(number, dialect)) == number


@given(number=st.integers(0, 10**15), capitals=st.booleans())
def test_capitals_do_not_change_a_number(number, capitals):
    words = spell(number)
    assert parse_number(words.upper() if capitals else words.capitalize()) == number


@given(number=st.integers(0, 10**15))
def test_grouped_figures_are_read_back(number):
    assert parse_number(f"{number:,}".replace(",", ".")) == number
    assert parse_number(f"{number:,}") == number or number < 10**6


def test_the_two_dialects_say_the_same_number_with_their_own_words():
    assert spell(24_001, "north") == "hai mươi tư nghìn không trăm linh một"
    assert spell(24_001, "south") == "hai mươi bốn ngàn không trăm lẻ một"


@pytest.mark.parametrize("number", [-1, 10**18 + 1])
def test_what_cannot_be_spelled_is_told(number):
    with pytest.raises(ValueError, match=r"10\^18"):
        spell(number)


@pytest.mark.parametrize(
    ("text", "value"),
    [("XIII", 13), ("IV", 4), ("MCMXCIX", 1999), ("XXI", 21), ("IIX", None), ("", None), ("ABC", None)],
)
def test_roman_numerals(text, value):
    assert parse_roman(text) == value


@pytest.mark.parametrize(("raw", "value"), [("1.500", "1.500"), ("1,500", "1500"), ("1,500.75", "1500.75")])
def test_english_marks_where_they_are_asked_for(raw, value):
    assert parse_figures(raw, english=True) == Decimal(value)

"""Tokens and the folding under which lexicons compare them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse.text.normalise import normalise
from newsparse.text.phrases import PhraseTable
from newsparse.text.syllables import fold, tokenise


@given(st.text(max_size=80))
def test_every_token_slices_to_its_text(raw):
    text = normalise(raw)
    tokens = tokenise(text)
    for token, start, end in zip(tokens.texts, tokens.starts, tokens.ends, strict=True):
        assert text[start:end] == token
    assert "".join(tokens.texts) == "".join(text.split())


def test_apostrophes_of_highland_names_stay_inside():
    assert tokenise("ông K'Lonh, H’Hen Niê").texts == ("ông", "K'Lonh", ",", "H’Hen", "Niê")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Thành uỷ", "thành ủy"), ("hoà", "hòa"), ("thuý", "Thúy"), ("quí", "quý"), ("Khoá", "khóa"), ("loè", "lòe")],
)
def test_two_spellings_of_one_syllable_fold_together(one, other):
    assert [fold(s) for s in one.split()] == [fold(s) for s in other.split()]


def test_qu_keeps_its_y():
    assert fold("quỳ") == "quỳ"
    assert fold("Quy") == "quy"


def test_the_longest_phrase_wins():
    table = PhraseTable([("Chủ tịch", "chief"), ("Phó Chủ tịch", "deputy"), ("Chủ tịch nước", "head of state")])
    folded = [fold(t) for t in ("Phó", "chủ", "tịch", "nước")]
    assert table.longest(folded, 0) == (3, "deputy")
    assert table.longest(folded, 1) == (4, "head of state")
    assert table.longest(folded, 3) is None

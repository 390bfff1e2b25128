"""Normalisation: one spelling, and the way back to the original."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse.text.normalise import normalise, normalise_with_offsets

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯ" + "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
any_text = st.text(max_size=60) | st.text(
    alphabet=VIETNAMESE + " .,\u00a0\u200b\u00d0\u0300\u0301\u0323\r\n", max_size=60
)


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        (unicodedata.normalize("NFD", "Thường trực Thành ủy"), "Thường trực Thành ủy"),
        ("Ðắk Nông", "Đắk Nông"),
        ("đồng\u00a0chí", "đồng chí"),
        ("Phó\u200b Bí\ufeff thư", "Phó Bí thư"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("a\x00b\x07c", "abc"),
        ("hoa\u0300", "hoà"),
    ],
)
def test_what_pages_hold_in_store(given_text, expected):
    assert normalise(given_text) == expected


@given(any_text)
def test_normalising_twice_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(any_text)
def test_offsets_belong_to_the_same_text_and_only_grow(text):
    found = normalise_with_offsets(text)
    assert found.text == normalise(text)
    assert len(found.offsets) == len(found.text) + 1
    assert list(found.offsets) == sorted(found.offsets)
    assert found.offsets[-1] == len(text)


@given(st.text(alphabet=VIETNAMESE + " ", min_size=1, max_size=40), st.data())
def test_a_span_leads_back_to_what_it_was_made_of(text, data):
    decomposed = unicodedata.normalize("NFD", text)
    found = normalise_with_offsets(decomposed)
    start = data.draw(st.integers(0, len(found.text)))
    end = data.draw(st.integers(start, len(found.text)))
    first, last = found.original(start, end)
    assert normalise(decomposed[first:last]) == found.text[start:end]

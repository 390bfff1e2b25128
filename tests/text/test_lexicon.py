"""Lexicon tables: what ships, and a user's own laid over it."""

import pytest

from newsparse import LexiconError
from newsparse.text.lexicon import load_lexicon, parse_table


def test_a_user_table_replaces_and_adds_rows(tmp_path):
    (tmp_path / "sentence_abbreviations.tsv").write_text("form\tmeaning\ntp\tchanged\nzz\tadded\n", encoding="utf-8")
    rows = {row["form"]: row["meaning"] for row in load_lexicon(tmp_path).rows("sentence_abbreviations")}
    assert rows["tp"] == "changed"
    assert rows["zz"] == "added"
    assert rows["pgs"] == "phó giáo sư"


def test_a_wrong_header_is_named_with_its_file(tmp_path):
    (tmp_path / "sentence_abbreviations.tsv").write_text("word\nx\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"sentence_abbreviations\.tsv:1: the header"):
        load_lexicon(tmp_path).rows("sentence_abbreviations")


def test_a_row_with_too_few_columns_is_named_with_its_line():
    with pytest.raises(LexiconError, match=r"t\.tsv:3: 1 columns where the header has 2"):
        parse_table("form\tmeaning\na\tb\nc\n", "t.tsv")


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(LexiconError, match="no such folder"):
        load_lexicon(tmp_path / "nowhere")

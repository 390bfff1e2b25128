"""The training corpus and the model that is made from it."""

from itertools import islice
from pathlib import Path

import pytest

from newsparse import InputError
from newsparse.entities.corpus import parse_line, read_corpus
from newsparse.entities.training import train

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def test_marks_become_spans_of_the_plain_text():
    line = parse_line("Ông [PER Hà Văn Sơn] ở [LOC xã Tân Lập] gặp [ORG UBND huyện Mai Sơn].")
    assert line.text == "Ông Hà Văn Sơn ở xã Tân Lập gặp UBND huyện Mai Sơn."
    assert [(line.text[s:e], label) for s, e, label in line.spans] == [
        ("Hà Văn Sơn", "PER"),
        ("xã Tân Lập", "LOC"),
        ("UBND huyện Mai Sơn", "ORG"),
    ]


def test_the_corpus_is_whole_and_large_enough():
    articles = list(read_corpus(CORPUS))
    assert len(articles) >= 500
    assert all(len(article.lines) > 1 for article in articles)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## a-001\nĐầu đề\n\n## a-001\nĐầu đề\n", "a.txt:4: .* no new identifier"),
        ("## a-001\nÔng [PER Hà Văn Sơn\n", "a.txt:2: a bracket"),
        ("Đầu đề\n", "a.txt:1: text before"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path, text, words):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        list(read_corpus(tmp_path))


def test_the_same_articles_give_the_same_model(tmp_path):
    articles = list(islice(read_corpus(CORPUS), 12))
    for name in ("one", "two"):
        assert train(articles, tmp_path / name) == 12
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()

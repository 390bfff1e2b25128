"""The project's own gold: what it names stands in its article, so that a slip of the pen is no error of newsparse."""

import unicodedata
from pathlib import Path

import pytest

from newsparse.evaluation import read_gold

FOLDER = Path(__file__).resolve().parents[1] / "gold"
ALL = {path.stem: (path, gold) for path, gold in read_gold(FOLDER)}


@pytest.mark.parametrize("name", ALL)
def test_every_form_in_the_gold_stands_in_its_article(name):
    path, gold = ALL[name]
    if gold.text is None:
        article = path.read_text(encoding="utf-8-sig")
    else:
        article = "\n".join([gold.headline or "", gold.text, *gold.neutral])
    article = words(article)
    forms: list[tuple[str, int]] = [(gold.headline or "", 1), *((author, 1) for author in gold.authors or ())]
    for marks in (gold, gold.optional):
        forms += [(name, 1) for name in marks.people or ()]
        for named in (*(marks.officials or ()), *(marks.organisations or ())):
            forms += [(form, 1) for form in (named.name, *named.positions, *named.aliases)]
        forms += [(item.text, item.nth) for item in (*(marks.facts or ()), *(marks.times or ()))]
    assert [form for form in forms if article.count(words(form[0])) < form[1]] == []


def words(text: str) -> str:
    """Names in capitals, and bodies that a phrase names in lower case, are the same words; so are all kinds of spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def test_there_are_articles_of_both_kinds_and_pages_in_many_charsets():
    pages = [path for path, gold in ALL.values() if gold.text is not None]
    assert len(pages) >= 16
    assert len(ALL) - len(pages) >= 32
    begins = [path.read_bytes()[:2] for path in pages]
    assert b"\xff\xfe" in begins
    not_utf8 = [path for path in pages if not is_utf8(path.read_bytes())]
    assert len(not_utf8) >= 5


def is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True

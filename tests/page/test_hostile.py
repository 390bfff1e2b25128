"""Pages made to break a parser: an article comes back, and a warning tells which limit was hit."""

from __future__ import annotations

import pytest

from newsparse.options import Limits
from newsparse.page import decode, read_html

PARAGRAPH = (
    "<p>Ngày 21/3, huyện Mỹ Lộc đã tổ chức hội nghị tổng kết công tác năm, trao thưởng cho nhiều tập thể và cá nhân "
    "có thành tích xuất sắc trong phong trào thi đua.</p>"
)
TITLE = "Hội nghị tổng kết của huyện Mỹ Lộc"
HEAD = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>"


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<table><tr><td>", "<div><font>", "<ul><li>", "<blockquote>"])
def test_deep_nesting(tag: str) -> None:
    article = read_html(decode(HEAD + tag * 50_000 + PARAGRAPH * 4))
    assert article.headline == TITLE
    assert "limit-depth" in article.warnings
    assert sum("Mỹ Lộc đã tổ chức" in b.text for b in article.blocks) == 4


def test_what_follows_the_nest_is_read() -> None:
    article = read_html(decode(HEAD + "<div>" * 5_000 + PARAGRAPH + "</div>" * 5_000 + PARAGRAPH * 3))
    assert sum("Mỹ Lộc đã tổ chức" in b.text for b in article.blocks) == 4


def test_many_siblings() -> None:
    article = read_html(decode(HEAD + PARAGRAPH * 100_000))
    assert len(article.blocks) == 100_001


@pytest.mark.parametrize("form", ['a{}="{}"', "a{}", 'a{}="<"', 'a{}=">"'])
def test_a_million_attributes(form: str) -> None:
    attributes = " ".join(form.format(i, i) for i in range(1_000_000))
    article = read_html(decode(f"{HEAD}<p {attributes}>" + PARAGRAPH * 4))
    assert article.headline == TITLE
    assert "limit-attributes" in article.warnings
    assert sum("Mỹ Lộc đã tổ chức" in b.text for b in article.blocks) == 4


def test_twenty_megabytes_in_one_text_node() -> None:
    article = read_html(decode(HEAD + "<p>" + "từ ngữ " * 2_000_000 + "</p>" + PARAGRAPH * 3))
    assert article.blocks[-1].text.startswith("Ngày 21/3")


def test_size_limit() -> None:
    article = read_html(decode(HEAD + PARAGRAPH * 1000), limits=Limits(max_bytes=20_000))
    assert "limit-size" in article.warnings
    assert article.headline == TITLE


@pytest.mark.parametrize(
    "page",
    [
        HEAD + PARAGRAPH * 2 + "\x00" * 1000 + PARAGRAPH * 2,
        HEAD + PARAGRAPH * 4 + "&amp;" * 100_000,
        HEAD + "<p>" * 20_000 + PARAGRAPH * 4,
        HEAD + PARAGRAPH * 4 + "<" * 50_000,
        HEAD + PARAGRAPH * 4 + '<a href="' * 20_000,
        HEAD + PARAGRAPH * 4 + "<!--" * 50_000,
        HEAD + '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + PARAGRAPH * 4,
    ],
)
def test_broken_markup(page: str) -> None:
    article = read_html(decode(page))
    assert article.headline == TITLE
    assert sum("Mỹ Lộc đã tổ chức" in b.text for b in article.blocks) == 4


@pytest.mark.parametrize("data", [b"", b"   ", b"<", b"<html>", b"\x00" * 100, b"%PDF-1.5", b"plain words only"])
def test_poor_input_gives_an_article(data: bytes) -> None:
    article = read_html(decode(data))
    assert "not-an-article" in article.warnings


@pytest.mark.parametrize("unit", ["<div><b></b>", "<div></p>", "<section><br>", "<li><ul>", "<svg><g>"])
def test_a_nest_with_other_ends_in_it(unit: str) -> None:
    article = read_html(decode(HEAD + PARAGRAPH * 4 + unit * 50_000))
    assert sum("Mỹ Lộc đã tổ chức" in b.text for b in article.blocks) == 4


def test_a_nest_that_is_closed() -> None:
    article = read_html(decode(HEAD + "<div>" * 50_000 + PARAGRAPH * 4 + "</div>" * 50_000))
    assert sum("Mỹ Lộc đã tổ chức" in b.text for b in article.blocks) == 4

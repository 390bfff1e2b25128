"""A user's tables lie over those that ship, for the page as for the text."""

from __future__ import annotations

import pytest

from newsparse import Options, parse

S = [
    "Sáng 12/5, UBND xã Thượng Hà tổ chức lễ khánh thành cầu dân sinh Nà Pàn dài 24 m, tổng vốn 3,2 tỷ đồng.",
    "Ông Vàng A Páo, Chủ tịch UBND xã, cho biết cây cầu giúp 120 hộ dân đi lại an toàn trong mùa mưa lũ.",
    "Công trình do Hội Chữ thập đỏ tỉnh vận động các nhà hảo tâm và người dân góp 300 ngày công dựng nên.",
]
OTHER = "Hội Phụ nữ xã Thượng Hà tặng 35 con bò giống cho các hộ nghèo ở ba thôn vùng cao trong dịp năm mới."
PAGE = f"""<html><head><title>Khánh thành cầu Nà Pàn</title></head><body><div><h1>Khánh thành cầu Nà Pàn</h1>
<p>{S[0]}</p><p>{S[1]}</p><p>{S[2]}</p><p>Người chép: Hoàng Seo Lử</p><p>Hết bài, mời xem hình</p>
<div class="ghe-doc-them"><p>{OTHER}</p></div></div></body></html>"""
WALL = f"<html><body><div><p>{S[0]}</p><form><input type=submit value='Ừ được thôi'></form></div></body></html>"


@pytest.fixture
def laid_over(tmp_path):
    def lay(table, text):
        (tmp_path / f"{table}.tsv").write_text(text, encoding="utf-8")
        return Options(lexicon=tmp_path)

    return lay


def test_own_class_words(laid_over):
    assert OTHER in parse(PAGE).text
    assert OTHER not in parse(PAGE, options=laid_over("page_marks", "form\tzone\n*ghedocthem\trelated\n")).text
    assert OTHER in parse(PAGE).text


def test_own_phrases(laid_over):
    assert "mời xem hình" in parse(PAGE).text
    options = laid_over("boilerplate", "form\tkind\twhere\nhết bài\ttool\tstart\n")
    assert "mời xem hình" not in parse(PAGE, options=options).text


def test_own_labels(laid_over):
    assert parse(PAGE).authors == ()
    page = PAGE.replace("<p>Hết bài, mời xem hình</p>", "").replace(f"<p>{OTHER}</p>", "")
    options = laid_over("page_labels", "key\tform\tkind\nauthor:người chép\tngười chép\tauthor\n")
    assert parse(page, options=options).authors == ("Hoàng Seo Lử",)


def test_own_walls(laid_over):
    assert "consent-wall" not in parse(WALL).warnings
    options = laid_over("walls", "form\tkind\nlễ khánh thành cầu\tconsent\nừ được thôi\tbutton\n")
    assert "consent-wall" in parse(WALL, options=options).warnings

"""What of a page is the article: smallest pages, one for each cause of a wrong choice."""

from __future__ import annotations

import pytest

from newsparse.page import decode, read_html

S = [
    "Ngày 21/3, xã Hòa Thắng đã tổ chức lễ phát động trồng cây, với gần 300 đoàn viên và người dân tham gia.",
    "Theo kế hoạch, trong năm nay toàn xã sẽ trồng mới 12.000 cây keo và cây sao dọc hai bờ sông Lũy.",
    "Bà Thông Thị Mai, Phó Chủ tịch UBND xã, cho biết cây giống do Hạt Kiểm lâm hỗ trợ một nửa kinh phí.",
    "Ngay sau lễ phát động, các thôn đã trồng xong 2.000 cây đầu tiên và cắm biển chăm sóc cho từng đoạn.",
]
TITLE = "Hòa Thắng phát động trồng 12.000 cây xanh"
OTHER = "Xã Phan Thanh tặng quà cho các hộ nghèo nhân dịp lễ Katê"


def paragraphs(texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def page(body, title=TITLE, head=""):
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def read(html):
    return read_html(decode(html))


def text(html):
    return [b.text for b in read(html).blocks if b.kind not in ("headline", "caption", "byline")]


def test_teasers_in_columns_before_the_article_are_not_of_it():
    links = "".join(f"<li><a href='/{i}'>{OTHER} lần thứ {i}</a></li>" for i in range(8))
    columns = "".join(f"<div class=c><ul>{links}</ul><p>{S[3]} Đợt {i} xong sớm.</p></div>" for i in range(4))
    assert text(page(f"<div>{columns}</div><div><h1>{TITLE}</h1><div>{paragraphs(S)}</div></div>")) == S

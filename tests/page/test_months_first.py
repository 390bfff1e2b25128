"""Dates with the month first, authors in lines with other things, and articles that others follow."""

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
TEXT = "".join(f"<p>{s}</p>" for s in S)


def read(body, title=TITLE):
    return read_html(decode(f"<html lang=vi><head><title>{title}</title></head><body>{body}</body></html>"))


def texts(found):
    return [b.text for b in found.blocks if b.kind not in ("headline", "caption", "byline")]


def day(line, behind=""):
    found = read(f"<div><h1>{TITLE}</h1><div>{line}</div>{TEXT}{behind}</div>").published
    return found.value[:10] if found else None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("T4, 03/09/2016 - 10:12", "2016-03-09"),  # Drupal's own form; 3 September was a Saturday
        ("Thứ bảy, 03/09/2016 - 10:12", "2016-09-03"),
        ("03/09/2016 - 10:12", "2016-09-03"),
        ("Minh Thu, 07/01/2016", "2016-01-07"),
        ("Anh Thu - 01/07/2016", "2016-07-01"),  # a name, no Thursday
        ("Thứ tư, 04/09/2016", "2016-09-04"),  # a weekday that fits neither says nothing
        (
            "<span property='dc:date dc:created' content='2016-03-09T10:12:00+07:00'>03/09/2016 - 10:12</span>",
            "2016-03-09",
        ),
    ],
)
def test_weekday_and_machine_readable_date_say_which_figure_is_the_month(line, expected):
    assert day(line) == expected


def test_the_other_dates_of_the_page_say_which_figure_is_the_month():
    items = "".join(f"<li><a href=/{n}>Xã Phan Thanh tặng quà</a> ({n})</li>" for n in ("3/28/2013", "4/10/2013"))
    assert day("4/12/2013 9:40:00 AM", f"<h4>Tin khác</h4><ul>{items}</ul>") == "2013-04-12"
    assert day("4/12/2013 9:40:00 AM", f"<h4>Tin khác</h4><ul>{items.replace('3/28', '28/3')}</ul>") == "2013-12-04"


@pytest.mark.parametrize(
    "line",
    [
        "<p><b>Lê Thùy Dung</b><span class='time'>Cập nhật 06:10 ngày 03/07/2015</span></p>",
        "<p>Lê Thùy Dung (TTXVN/Vietnam+) 03/07/2015 06:10 GMT+7</p>",
        "<p>Thứ Sáu, 03/07/2015 - 3:05 PM - Chuyên mục: Tin trong xã - Tác giả: Lê Thùy Dung</p>",
        "<p>03/07/2015 06:10</p><p>Đại tá, TS. LÊ THÙY DUNG (*)</p>",
        "<div><a href=/tac-gia/dung>Lê Thùy Dung</a></div><p>dung@bao.vn</p><p>03/07/2015 06:10</p>",
    ],
)
def test_the_author_above_the_text_is_read_and_no_text(line):
    found = read(f"<div><h1>{TITLE}</h1>{line}{TEXT}</div>")
    assert [name.title() for name in found.authors] == ["Lê Thùy Dung"]
    assert texts(found) == S


def test_the_name_before_a_box_is_the_author():
    box = f"<table class=hop><tr><td><p><b>Giao cây giống</b></p><p>{S[3]}</p></td></tr></table>"
    found = read(f"<div><h1>{TITLE}</h1>{TEXT}<p align=right><b>MINH TUỆ</b></p>{box}</div>")
    assert found.authors == ("MINH TUỆ",)


def test_credits_name_the_author_not_the_designer():
    credits = "<p>Nội dung: Lê Thùy Dung</p><p>Ảnh: Trần Văn Bá</p><p>Thiết kế: Lê Minh Tường</p>"
    assert read(f"<div><h1>{TITLE}</h1>{TEXT}{credits}</div>").authors == ("Lê Thùy Dung",)


def test_the_next_article_under_the_first_is_left_out():
    def article(title, tag, sentences):
        inner = "".join(f"<p>{s}</p>" for s in sentences)
        date = "<div class=info>04/05/2022 10:00</div>"
        return f"<article class=n><{tag} class=news-title>{title}</{tag}>{date}<div class=c>{inner}</div></article>"

    other = [s.replace("Hòa Thắng", "Phan Thanh").replace("cây", "rừng") for s in S]
    both = article(TITLE, "h1", S) + article("<a href=/2>Phan Thanh trồng rừng phòng hộ ven biển</a>", "h2", other)
    assert texts(read(f"<div>{both}</div>")) == S


def test_a_title_among_the_posts_of_a_day_is_the_headline():
    body = (
        "<h1 class=title><a href=/>Hội Văn nghệ Phố Cổ</a></h1><div class=date-outer><h2 class=date-header>Chủ Nhật,"
        f" 14 tháng 8, 2011</h2><div class=post><h3 class=post-title>{TITLE}</h3><div class=post-body>{TEXT}</div></div></div>"
    )
    assert read(body, title=f"Hội Văn nghệ Phố Cổ: {TITLE}").headline == TITLE


@pytest.mark.parametrize("line", ["https://xa.vn/tin/12.htm", "Trình duyệt của bạn không hỗ trợ thẻ audio."])
def test_an_address_and_a_player_s_notice_are_no_text(line):
    assert texts(read(f"<div><h1>{TITLE}</h1><p>12/03/2024</p>{TEXT}<p>{line}</p></div>")) == S

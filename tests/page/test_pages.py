"""Pages written in the templates of many systems: what is kept, and that metadata is right."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsparse.page import decode, read_html

if TYPE_CHECKING:
    from newsparse.page.article import Article

PAGES = Path(__file__).parent.parent / "fixtures" / "pages"
NAMES = sorted(p.stem for p in PAGES.glob("*.html") if p.with_suffix(".json").exists())


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def read(name: str) -> Article:
    return read_html(decode((PAGES / f"{name}.html").read_bytes()))


@pytest.mark.parametrize("name", NAMES)
def test_article_and_nothing_but_the_article(name: str) -> None:
    gold = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    article = read(name)
    wanted = {words(text) for text in [*gold["body"], gold["lead"] or ""]} - {""}
    kept = {words(b.text) for b in article.blocks if b.kind not in ("headline", "caption", "byline")}
    assert kept == wanted


@pytest.mark.parametrize("name", NAMES)
def test_metadata(name: str) -> None:
    gold = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    article = read(name)
    assert words(article.headline or "") == words(gold["headline"])
    published = article.published.value if article.published else ""
    assert published.startswith(gold["published"])
    assert bool(published) == bool(gold["published"])
    assert [words(name) for name in article.authors] == [words(name) for name in gold["authors"]]
    assert article.language == gold["language"]
    assert "not-an-article" not in article.warnings
    if gold["caption"]:
        assert words(gold["caption"]) in {words(b.text) for b in article.blocks if b.kind == "caption"}


def test_desktop_mobile_and_print_give_one_text() -> None:
    names = ("vi_daily_b", "vi_mobile", "vi_print", "vi_old_2006", "vi_aspnet_tables", "vi_liferay", "vi_nukeviet")
    texts = [[b.text for b in read(name).blocks if b.kind not in ("caption", "byline")] for name in names]
    assert all(text == texts[0] for text in texts)


def test_removed_tells_why() -> None:
    article = read_html(decode((PAGES / "vi_aspnet_tables.html").read_bytes()), keep_removed=True)
    removed = {r.text: r.reason for r in article.removed}
    assert removed["Các tin khác:"] in ("end", "after-article")
    assert any("Lượt truy cập" in text for text in removed)


def test_table_rows_keep_their_cells_together() -> None:
    rows = [b.text for b in read("vi_table_list").blocks if b.kind == "table_row"]
    assert rows[1].split("\n") == ["1", "Tân Lập", "45,5"]


def test_images_bear_their_captions() -> None:
    article = read_html(
        decode((PAGES / "vi_daily_b.html").read_bytes()), url="https://ngaymoi.example/thoi-su/so-ket-123.htm"
    )
    assert [(i.url, i.caption) for i in article.images] == [
        ("https://ngaymoi.example/thoi-su/b.jpg", "Quang cảnh hội nghị sơ kết tại hội trường huyện. Ảnh: Bảo Châu")
    ]
    assert article.domain == "ngaymoi.example"


def test_section_tags_and_site() -> None:
    article = read("vi_daily_a")
    assert article.site_name == "baongaynay.example"
    assert article.section == "Thời sự"
    assert article.modified is not None
    assert article.modified.value == "2023-05-12T11:40+07:00"
    assert article.published is not None
    assert (article.published.precision, article.published.from_) == ("minute", "json-ld")


LIST = "".join(
    f'<div class="item"><h3><a href="/{i}.html">Tiêu đề bài viết số {i} của huyện miền núi</a></h3><p>Đoạn giới thiệu ngắn '
    f"của bài viết thứ {i}, kể rằng xã số {i} vừa làm xong con đường vào bản.</p></div>"
    for i in range(20)
)


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Tin trong huyện</h1><div class='list'>{LIST}</div>",
        "<h1>404 Not Found</h1><p>Trang bạn tìm kiếm không tồn tại hoặc đã bị xóa khỏi hệ thống của chúng tôi.</p>",
        "<form><h2>Đăng nhập</h2><label>Tên</label><input><label>Mật khẩu</label><input></form>",
        "",
    ],
)
def test_lists_errors_and_logins_are_no_articles(body: str) -> None:
    page = f"<html><head><title>Trang tin</title></head><body><ul><li><a href='/'>Trang chủ</a></li></ul>{body}</body></html>"
    assert "not-an-article" in read_html(decode(page)).warnings


def test_script_shell_is_told() -> None:
    page = "<html><head><title>Tin</title><script src='a.js'></script><script>boot()</script></head><body><div id=app></div></body></html>"
    assert {"javascript-shell", "not-an-article"} <= set(read_html(decode(page)).warnings) or "empty" in read_html(
        decode(page)
    ).warnings


def test_truncated_page_is_told() -> None:
    data = (PAGES / "vi_print.html").read_bytes()
    assert "truncated" in read_html(decode(data[: data.rfind(b"<div>") + 3])).warnings
    assert "truncated" not in read_html(decode(data)).warnings


def test_decomposed_text_is_read_as_composed() -> None:
    import unicodedata

    page = (PAGES / "vi_mobile.html").read_text(encoding="utf-8")
    spread = read_html(decode(unicodedata.normalize("NFD", page)))
    plain = read_html(decode(page))
    assert spread.blocks == plain.blocks
    assert spread.authors == plain.authors


PROSE = (
    "<p>Ngày 21/3, huyện Mỹ Lộc đã tổ chức hội nghị tổng kết công tác năm, trao thưởng cho nhiều tập thể và cá nhân.</p>"
    "<p>Tại hội nghị, các đại biểu đã thảo luận nhiều nội dung, tập trung vào xây dựng nông thôn mới và giảm nghèo.</p>"
)


def test_page_without_a_body_element() -> None:
    article = read_html(
        decode(f"<title>Mỹ Lộc tổng kết công tác năm</title><article><h1>Mỹ Lộc tổng kết công tác năm</h1>{PROSE}")
    )
    assert article.headline == "Mỹ Lộc tổng kết công tác năm"
    assert len(article.blocks) == 3


def test_headline_only_in_the_title_and_date_only_in_the_address() -> None:
    page = f"<title>Mỹ Lộc tổng kết công tác năm - Báo Tỉnh</title><div>{PROSE}</div>"
    article = read_html(decode(page), url="https://baotinh.example/2024/03/22/my-loc.html")
    assert article.headline == "Mỹ Lộc tổng kết công tác năm"
    assert article.published is not None
    assert (article.published.value, article.published.from_) == ("2024-03-22", "url")


def test_stale_title_loses_to_the_headline_shown() -> None:
    head = (
        '<title>Bài cũ về chuyện khác hoàn toàn | Báo</title><meta property="og:title" content="Bài cũ về chuyện khác">'
    )
    article = read_html(decode(f"{head}<body><div><h1>Mỹ Lộc tổng kết công tác năm</h1>{PROSE}</div>"))
    assert article.headline == "Mỹ Lộc tổng kết công tác năm"


def test_name_of_the_office_is_no_headline() -> None:
    page = f"<title>UBND huyện</title><body><div><h1>UBND HUYỆN MỸ LỘC</h1><h3>Thông báo lịch tiếp công dân tháng 4</h3>{PROSE}</div>"
    assert read_html(decode(page)).headline == "Thông báo lịch tiếp công dân tháng 4"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Trần Thị Lụa - Phòng Văn hóa", ("Trần Thị Lụa",)),
        ("Trường Giang", ("Trường Giang",)),
        ("Theo TTXVN", ()),
        ("Tin, ảnh: Thu Hà", ("Thu Hà",)),
        ("Ông Trần Văn B", ()),
        ("Đ.Hải - T.Nguyên", ("Đ.Hải", "T.Nguyên")),
    ],
)
def test_closing_line(line: str, authors: tuple[str, ...]) -> None:
    page = f"<title>x</title><body><div><h1>Mỹ Lộc tổng kết công tác năm</h1>{PROSE}<p style='text-align:right'><b>{line}</b></p></div>"
    assert read_html(decode(page)).authors == authors


def test_paywall_is_told() -> None:
    page = f"<body><article><h1>Mỹ Lộc tổng kết công tác năm</h1>{PROSE}<div>Nội dung dành cho hội viên. Đăng nhập để đọc tiếp</div></article>"
    assert "paywall" in read_html(decode(page)).warnings

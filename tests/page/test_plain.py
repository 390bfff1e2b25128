from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.page import decode, read_plain

if TYPE_CHECKING:
    from newsparse.page.article import Article

PARAGRAPHS = [
    "Sáng 12/5, Ủy ban nhân dân huyện Thanh Sơn tổ chức hội nghị sơ kết công tác quý I với hơn 120 đại biểu tham dự.",
    "Theo báo cáo, toàn huyện đã trồng mới 215 ha rừng, sửa chữa 14 km đường giao thông và hỗ trợ 86 hộ nghèo làm nhà.",
    "Ông Lương Đình Khải, Chủ tịch UBND huyện, yêu cầu các xã chủ động phòng chống thiên tai khi mùa mưa đến.",
]
TITLE = "Huyện Thanh Sơn sơ kết công tác quý I"


def read(*lines: str) -> Article:
    return read_plain(decode("\n".join(lines)))


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for b in article.blocks]


def test_plain_article() -> None:
    article = read(TITLE, "", *PARAGRAPHS)
    assert kinds(article) == [("headline", TITLE), *(("paragraph", p) for p in PARAGRAPHS)]
    assert article.authors == ()
    assert article.language == "vi"


def test_dump_of_a_page() -> None:
    article = read(
        "image banner", TITLE, "", PARAGRAPHS[0], "", "anh tin bai", "", "Quang cảnh hội nghị", "", *PARAGRAPHS[1:], "",
        "Hà Mơ", "", "", "Thống kê truy cập", "  • Đang online: 3", "  • Hôm nay: 21", "  • Tất cả: 5012",
    )  # fmt: skip
    assert kinds(article) == [
        ("headline", TITLE),
        ("paragraph", PARAGRAPHS[0]),
        ("caption", "Quang cảnh hội nghị"),
        ("paragraph", PARAGRAPHS[1]),
        ("paragraph", PARAGRAPHS[2]),
        ("byline", "Hà Mơ"),
    ]
    assert article.authors == ("Hà Mơ",)
    assert {r.reason for r in article.removed} >= {"picture", "after-counter"}


def test_closing_lines_name_authors() -> None:
    assert read(TITLE, *PARAGRAPHS, "MINH PHƯƠNG").authors == ("MINH PHƯƠNG",)
    assert read(TITLE, *PARAGRAPHS, "Theo Cẩm Tú/Báo Phú Thọ").authors == ("Cẩm Tú",)
    assert read(TITLE, *PARAGRAPHS, "Bài, ảnh: Nông Thị Thảo").authors == ("Nông Thị Thảo",)
    assert read(TITLE, *PARAGRAPHS, "Thu Hà - Đức Nam").authors == ("Thu Hà", "Đức Nam")


def test_a_medium_is_no_author() -> None:
    article = read(TITLE, *PARAGRAPHS, "Theo TTXVN")
    assert article.authors == ()
    assert article.blocks[-1].kind == "byline"


def test_ordinary_paragraphs_stay() -> None:
    short = [
        "Vì sao lại như vậy?",
        "Đó là câu hỏi của nhiều người dân.",
        "Hôm nay: trời nhiều mây, có mưa rào và dông vài nơi.",
    ]
    article = read(TITLE, *PARAGRAPHS, *short, PARAGRAPHS[0])
    assert [b.text for b in article.blocks][4:7] == short


def test_date_line_below_the_headline() -> None:
    article = read(TITLE, "Thứ sáu, 12/05/2023 - 16:20", *PARAGRAPHS)
    assert article.published is not None
    assert article.published.value == "2023-05-12T16:20+07:00"
    assert len(article.blocks) == 4


def test_empty_text() -> None:
    assert "empty" in read("").warnings
    assert "empty" in read("image banner").warnings

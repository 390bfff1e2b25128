"""What of a page is the article: smallest pages, one for each cause of a wrong choice."""

from __future__ import annotations

import pytest

from newsparse.page import decode, read_html, read_plain
from newsparse.page.bylines import is_caption, labelled_author, names_in

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


def test_a_date_line_with_a_label_between_lead_and_text_is_no_text():
    found = read(
        page(f"<div><h1>{TITLE}</h1><p>{S[0]}</p><p>First posted 5:00 pm, 11 Nov 2020</p>{paragraphs(S[1:])}</div>")
    )
    assert [b.text for b in found.blocks[1:]] == S


def test_a_copy_for_small_screens_is_left_out():
    copy = f"<h1>{TITLE}</h1><div>12/03/2024 08:15</div>{paragraphs(S)}"
    assert text(page(f"<div class='a'>{copy}</div><div class='b'>{copy}</div>")) == S


def test_a_story_told_under_its_pictures_has_text():
    slides = "".join(
        f"<figure><img src='{i}.jpg'><figcaption>{s}</figcaption></figure><p>{i} of 4</p>" for i, s in enumerate(S, 1)
    )
    assert text(page(f"<article><h1>{TITLE}</h1>{slides}</article>")) == S


def test_paragraphs_in_the_cells_of_a_table_are_its_rows():
    rows = [["TT", "Họ và tên", "Số cây"], ["1", "Thông Thị Mai", "320"], ["2", "Lương Đức Hải", "285"]]
    table = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in rows)
    found = read(page(f"<div><h1>{TITLE}</h1>{paragraphs(S)}<table>{table}</table></div>"))
    assert [b.text.split("\n") for b in found.blocks if b.kind == "table_row"] == rows


def test_the_hours_of_a_live_report_stay_from_the_first_on():
    posts = "".join(
        f"<div class='time'>{hour}</div><p>{s}</p>"
        for hour, s in zip(("11h20", "9h45", "7h05", "6h30"), S, strict=True)
    )
    assert text(page(f"<div><h1>{TITLE}</h1><div>{posts}</div></div>"))[0::2] == ["11h20", "9h45", "7h05", "6h30"]


def test_the_day_of_an_event_told_under_the_date_line_is_text():
    when = "Thời gian: 8h00 ngày 20/03/2024"
    found = read(page(f"<div><h2>{TITLE}</h2><div>12/03/2024</div><p>{when}</p>{paragraphs(S)}</div>"))
    assert [b.text for b in found.blocks[1:]] == [when, *S]
    assert found.published.value == "2024-03-12"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<b>Thông Hải</b>", "Thông Hải"),
        ("<b>Ngọc Lan</b> <i>(từ Bắc Bình)</i>", "Ngọc Lan"),
    ],
)
def test_a_name_in_the_cell_under_the_text_signs_it(line, author):
    body = f"<table><tr><td><h2>{TITLE}</h2></td></tr><tr><td>{paragraphs(S)}</td></tr><tr><td align=right>{line}</td></tr></table>"
    assert read(page(body)).authors == (author,)


def test_a_section_in_the_cell_under_the_text_does_not_sign_it():
    body = f"<table><tr><td><h2>{TITLE}</h2></td></tr><tr><td>{paragraphs(S)}</td></tr><tr><td><b>Thể Thao</b></td></tr></table>"
    assert read(page(body)).authors == ()


def test_the_author_in_the_brackets_of_the_date():
    assert read(page(f"<div><h2>{TITLE}</h2><p>(Thứ Năm, 14/08/2008 | Hồng Thu)</p>{paragraphs(S)}</div>")).authors == (
        "Hồng Thu",
    )


def test_a_clock_over_the_headline_is_not_the_date():
    menu = "".join(f"<li><a href='/{i}'>Mục {i}</a></li>" for i in range(5))
    body = f"<div><div>Thứ Năm, 26/11/2026 | 10:21</div><ul>{menu}</ul><h2>{TITLE}</h2>{{}}{paragraphs(S)}</div>"
    assert read(page(body.format(""))).published is None
    assert read(page(body.format("<div>Cập nhật lúc 08:30, 04/04/2012</div>"))).published.value.startswith(
        "2012-04-04T08:30"
    )


@pytest.mark.parametrize("foot", ["<p class='publish-date'>22/4/2023</p>", "<p>Đăng ngày 22 tháng 4 năm 2023</p>"])
def test_the_date_at_the_foot(foot):
    assert (
        read(page(f"<div><div><h1>{TITLE}</h1>{paragraphs(S)}</div><div>{foot}</div></div>")).published.value
        == "2023-04-22"
    )


def test_the_date_beside_the_source():
    body = f"<div><p>Nguồn: Báo Hải Ninh | 08/07/2010</p><h2>{TITLE}</h2>{paragraphs(S)}</div>"
    assert read(page(body)).published.value == "2010-07-08"


def test_the_title_of_a_dump_stands_over_its_date():
    menu = [
        "Banner",
        "Cổng thông tin điện tử huyện Bắc Bình",
        "Trang chủ",
        "Tin tức - Sự kiện",
        "Văn bản chỉ đạo",
        "Hỏi đáp",
    ]
    dump = "\n".join(
        [*menu, "Thứ hai, ngày 25/3/2024", "English", TITLE, "22/03/2024", " ".join(S), "Image", "Trồng cây"]
    )
    found = read_plain(decode(dump))
    assert found.headline == TITLE
    assert found.published.value == "2024-03-22"


def test_a_title_in_two_lines_is_one_headline():
    assert (
        read(page(f"<h1>Thông Thị Mai:<br>Mười năm trồng cây</h1>{paragraphs(S)}")).headline
        == "Thông Thị Mai: Mười năm trồng cây"
    )


def test_a_lead_that_the_system_cut_off_is_not_said_twice():
    body = f"<h1>{TITLE}</h1><p class='sapo'>{S[0][:80]}...</p><div class='noi-dung'>{paragraphs(S)}</div>"
    assert text(page(body)) == S


def test_the_name_of_the_section_over_the_title_is_no_headline():
    body = f"<h1>Tin nông nghiệp</h1><div><h3>{TITLE}</h3><div>12/03/2024 08:15</div>{paragraphs(S)}</div>"
    assert read(page(body, title="Tin nông nghiệp - Sở Nông nghiệp")).headline == TITLE


def test_sentences_with_the_words_of_counters_and_error_pages_are_text():
    lines = [
        *S[:3],
        "Clip dài 45 giây về lễ phát động đã đạt hơn 2.000 lượt xem.",
        "Trang không tồn tại trên hệ thống sẽ bị thu hồi tên miền, bà Mai cho biết.",
        S[3],
    ]
    assert text(page(f"<div><h1>{TITLE}</h1>{paragraphs(lines)}</div>")) == lines


def test_a_medium_without_a_label_behind_the_author_is_part_of_the_byline():
    found = read(page(f"<div><h1>{TITLE}</h1>{paragraphs([*S, 'Theo Ngọc Lan', 'Zing/Tin mới'])}</div>"))
    assert found.authors == ("Ngọc Lan",)
    assert [b.text for b in found.blocks if b.kind == "byline"] == ["Theo Ngọc Lan", "Zing/Tin mới"]


def test_a_home_page_with_one_long_teaser_is_no_article():
    items = "".join(f"<li><a href='/{i}'>{OTHER} đợt {i}</a></li>" for i in range(9))
    body = f"<div><h2><a href='/a'>{TITLE}</a></h2><p>{' '.join(S)}</p></div><ul>{items}</ul>"
    assert "not-an-article" in read(page(body, title="Trang chủ - Xã Hòa Thắng")).warnings
    assert "not-an-article" not in read(page(body, title="Xã Hòa Thắng")).warnings


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("ByPriya Okafor", "Priya Okafor"),
        ("By Priya Okafor in Castle Dene", "Priya Okafor"),
        ("By Priya Okafor, Social Affairs Editor", "Priya Okafor"),
        ("Reporting by Priya Okafor; Editing by Thea Quint", "Priya Okafor"),
    ],
)
def test_an_english_byline_names_the_writer_alone(line, author):
    assert names_in(line) == [author] or labelled_author(line) == [author]


@pytest.mark.parametrize("tail", ["(08/07/2010)", "[08/07/2010]", "2010-07-08T05:00:00.000Z"])
def test_a_date_behind_the_title_is_the_date_and_no_part_of_it(tail):
    found = read(page(f"<div><h2>{TITLE} <span>{tail}</span></h2>{paragraphs(S)}</div>", title="Tin tức"))
    assert found.headline == TITLE
    assert found.published.value.startswith("2010-07-08")


def test_a_sentence_on_the_offices_that_footers_name_is_text():
    line = (
        "- Về việc cấp đổi giấy phép hoạt động của các nhà xuất bản: đề nghị các cơ quan chủ quản hỗ trợ tối đa, "
        "giúp các nhà xuất bản ổn định."
    )
    assert text(page(f"<div><h1>{TITLE}</h1>{paragraphs([*S[:3], line, S[3]])}</div>")) == [*S[:3], line, S[3]]


def test_a_short_text_in_a_container_called_side_is_kept():
    body = f"<h1>{TITLE}</h1><div class='right-side'><div>{paragraphs(S[:2])}</div></div>"
    assert text(page(body)) == S[:2]


def test_a_table_pasted_line_by_line_stays():
    table = ["Thôn Hòa Bình", "3.200", "+410", "Thôn Hòa Thuận", "2.850", "+335", "Thôn Lương Sơn", "1.960", "+120"]
    assert text(page(f"<div><h1>{TITLE}</h1>{paragraphs([*S[:2], *table, *S[2:]])}</div>")) == [*S[:2], *table, *S[2:]]


def test_a_first_sentence_that_names_its_source_is_no_byline():
    first = "Theo Chi cục Kiểm lâm Bình Thuận, trong quý I/2024, diện tích trồng mới tăng 9%."
    assert text(page(f"<div><h1>{TITLE}</h1>{paragraphs([first, *S])}</div>")) == [first, *S]


def test_the_sentence_under_the_date_line_is_the_lead_whatever_the_title_s_markup():
    body = f"<div><div>{TITLE}</div><div>12/03/2024 08:15</div><div>{S[0]}</div></div><div>{paragraphs(S[1:])}</div>"
    found = read(page(body, title="Cổng thông tin điện tử"))
    assert found.headline == TITLE
    assert S[0] in [b.text for b in found.blocks]


def test_a_credit_of_initials_makes_a_caption():
    assert is_caption("Các thôn ra quân trồng cây dọc bờ sông - Ảnh: V.D")


def test_a_sentence_that_begins_as_captions_do_is_none():
    assert not is_caption("Ảnh hưởng của đợt nắng nóng: cây héo. Các thôn tưới thêm. Bà con lo lắng, xã hỗ trợ.")


def test_a_poem_under_its_dated_title_is_an_article():
    verses = [
        "Em về qua bến sông xưa",
        "Nghe con nước hát lời mưa gọi mùa",
        "Cánh cò chở nắng qua trưa",
        "Bóng tre rợp mát",
    ]
    found = read(page(f"<h1>Thơ: Bến sông xưa</h1><p>12/05/2023</p>{paragraphs(verses)}", title="In bài viết"))
    assert found.headline == "Thơ: Bến sông xưa"
    assert [b.text for b in found.blocks[1:]] == verses
    assert "not-an-article" not in found.warnings

"""Smallest pages of causes found: each asserts what a reader of the record cares about."""

from __future__ import annotations

import pytest

from newsparse.page import decode, read_html

S = [
    "Ngày 21/3, huyện Mỹ Lộc đã tổ chức hội nghị tổng kết công tác năm, trao thưởng cho nhiều tập thể và cá nhân.",
    "Tại hội nghị, các đại biểu đã thảo luận nhiều nội dung, tập trung vào xây dựng nông thôn mới và giảm nghèo.",
    "Ông Lò Văn Pâng, Chủ tịch UBND huyện, đề nghị các xã sớm hoàn thành kế hoạch trồng rừng trước mùa mưa.",
    "Theo báo cáo, toàn huyện hiện còn 1.120 hộ nghèo, giảm 350 hộ so với cùng kỳ của năm trước đó.",
    "Trong năm tới, huyện sẽ đầu tư thêm 12 tuyến đường liên thôn, với tổng kinh phí hơn 25 tỷ đồng.",
    "Kết thúc hội nghị, 15 tập thể và 32 cá nhân đã nhận giấy khen của Chủ tịch UBND huyện Mỹ Lộc.",
]
T = "Mỹ Lộc tổng kết công tác năm 2023"


def p(texts, attributes=""):
    return "".join(f"<p{attributes}>{text}</p>" for text in texts)


def page(body, title=T, head=""):
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def text(html):
    return [b.text for b in read_html(decode(html)).blocks if b.kind not in ("headline", "caption", "byline")]


@pytest.mark.parametrize(
    "name",
    [
        "paywall",
        "subscriber-only",
        "subscriber-preview",
        "hidden-print",
        "noprint",
        "hide-for-print",
        "has-sidebar",
        "elementor-widget-text-editor",
        "newsletter-post",
        "d-none d-md-block",
        "modal-content",
        "widget-text",
        "ad-free",
    ],
)
def test_a_class_word_takes_no_running_text_away(name):
    assert text(page(f"<article><h1>{T}</h1>{p(S[:3])}<div class='{name}'>{p(S[3:])}</div></article>")) == S
    assert text(page(f"<article><h1>{T}</h1>{p(S[:3])}{p(S[3:], f' class={chr(34)}{name}{chr(34)}')}</article>")) == S


def test_the_tags_of_a_post_are_no_zone():
    body = f"<article class='post-7 post type-post hentry category-tin-tuc tag-cau tag-share'><h1>{T}</h1><div>{p(S[:2])}</div></article>"
    assert text(page(body)) == S[:2]


def test_a_marked_place_at_the_beginning_does_not_mark_the_paragraph():
    first = f"<p><cite class='source'>(Mỹ Lộc)</cite> {S[0]}</p>"
    assert text(page(f"<h1>{T}</h1>{first}{p(S[1:])}"))[0] == f"(Mỹ Lộc) {S[0]}"


@pytest.mark.parametrize("wrap", ["<div class='cot2'>{}</div>", "{}", "<h3>Các tin khác</h3>{}"])
def test_a_short_article_beside_teasers_is_an_article_and_nothing_else(wrap):
    cards = "".join(
        f"<div class=item><h3><a href=/{n}>Xã số {n} khánh thành cầu dân sinh qua suối</a></h3><p>{S[n % 6]}</p></div>"
        for n in range(8)
    )
    article = read_html(decode(page(f"<div class=main><h1>{T}</h1>{p(S[:2])}</div>" + wrap.format(cards))))
    assert [b.text for b in article.blocks[1:]] == S[:2]
    assert "not-an-article" not in article.warnings


@pytest.mark.parametrize("line", ["Đã ổn.", "Ôi đời.", "Âu đành ở ẩn.", "Оппозиция голосовала против."])
def test_a_short_last_sentence_is_no_signature(line):
    article = read_html(decode(page(f"<h1>{T}</h1>{p(S[:2])}<p>{line}</p>")))
    assert article.blocks[-1].kind == "paragraph"
    assert article.authors == ()


def test_lines_that_a_style_sets_apart_are_not_glued():
    head = "<div><span>12/05/2023</span><span>08:15</span></div>"
    article = read_html(decode(page(f"<div><h1>{T}</h1>{head}{p(S)}</div>")))
    assert article.published and article.published.value == "2023-05-12T08:15+07:00"


def test_a_photo_caption_is_no_headline():
    title = "<tr><td><font color=red size=4><b>Khánh thành cầu dân sinh bản Nà Pàn</b></font></td></tr>"
    photo = "<table><tr><td><img src=a.jpg></td></tr><tr><td><i>Các đại biểu cắt băng khánh thành. Ảnh: Thu Hà</i></td></tr></table>"
    html = page(
        f"<table>{title}<tr><td><b>{S[0]}</b></td></tr><tr><td>{photo}{'<br>'.join(S[1:])}</td></tr></table>",
        "Cổng thông tin điện tử",
    )
    assert read_html(decode(html)).headline == "Khánh thành cầu dân sinh bản Nà Pàn"


def test_the_next_article_is_not_this_one():
    one = f"<article class=post><h1 class=post-title>{T}</h1><div>{p(S[:3])}</div></article>"
    two = f"<article class=post><h1 class=post-title>Chuyện khác của xã Phú Mỹ</h1><div>{p(S[3:])}</div></article>"
    assert text(page(one + two)) == S[:3]


def test_comments_without_any_mark_are_left_out():
    said = "".join(
        f"<div><b>hoa{n}</b> <i>1{n}/5/2023 lúc 8:15</i><br>{S[n]} Rất mong huyện quan tâm đến thôn chúng tôi.</div>"
        for n in range(5)
    )
    assert text(page(f"<div><h1>{T}</h1>{p(S)}<h3>5 bình luận</h3>{said}</div>")) == S


def test_an_element_of_its_own_name_does_not_split_a_paragraph():
    assert text(
        page(f"<h1>{T}</h1>{p(S)}<p>Cổ phiếu <x-quote>MRD</x-quote> giảm 3% trong phiên sáng nay tại sàn Hà Nội.</p>")
    )[-1].startswith("Cổ phiếu MRD giảm")


def test_a_text_escaped_twice_is_read():
    assert text(
        page(
            f"<h1>{T}</h1>{p(S)}<p>L&amp;ocirc; h&amp;#224;ng c&amp;#7911;a huy&amp;#7879;n đã được chuyển đi trong đêm hôm qua.</p>"
        )
    )[-1].startswith("Lô hàng của huyện")


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><th>Địa phương</th><th>Giá</th></tr>"
        + "".join(f"<tr><td>Huyện {n}</td><td>{n}.500</td></tr>" for n in range(8))
        + "</table>",
        "<p>Em về qua bến sông xưa<br>Nghe con nước hát<br>Lời mưa gọi mùa</p>",
        "<ol><li>Hộ ông Ín: 2 triệu đồng</li><li>Hộ bà Mận: 2 triệu đồng</li></ol>",
        "<p>1. Vị trí: kế toán (01 người)</p><p>2. Hạn nộp hồ sơ: 30/5</p>",
    ],
)
def test_tables_poems_lists_and_notices_are_articles(body):
    assert "not-an-article" not in read_html(decode(page(f"<h1>{T}</h1>{body}"))).warnings


CARD = "<div><h3><a href=/{0}>Xã số {0} khánh thành cầu dân sinh qua suối</a></h3><p>{1}</p></div>"


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<h1>Thời sự</h1>" + "".join(CARD.format(n, S[n]) for n in range(2)), "Báo Tỉnh"),
        (
            "<h1>Thông báo</h1>"
            + "".join(
                f"<div><h3>Thông báo số {n} của huyện</h3><p>{S[n % 6]}</p><a href=x>Xem chi tiết</a></div>"
                for n in range(8)
            ),
            "Báo Tỉnh",
        ),
        (
            "<h2>403 - Forbidden: Access is denied.</h2><h3>You do not have permission to view this directory or page.</h3>",
            "403 - Forbidden: Access is denied.",
        ),
        (
            "<h1>Rất tiếc!</h1><p>Đường dẫn bạn truy cập không đúng hoặc bài viết đã được gỡ bỏ theo yêu cầu của tác giả.</p>",
            "Báo Tỉnh",
        ),
        (
            "<h1>Đăng nhập hệ thống</h1><form><input type=password></form><p>Vui lòng đăng nhập để xem nội dung này, nếu chưa có tài khoản xin mời đăng ký.</p>",
            "Đăng nhập hệ thống",
        ),
    ],
)
def test_lists_errors_and_logins_are_told(body, title):
    assert "not-an-article" in read_html(decode(page(body, title))).warnings


@pytest.mark.parametrize("code", ["windows-1252", "", "utf-8"])
def test_quotation_marks_of_an_english_page_are_no_vietnamese_letters(code):
    said = "The council’s vote — its third this year — was “a long time coming,” the mayor said. It cost £3,000 in all."
    meta = f"<meta charset='{code}'>" if code else ""
    assert said in decode(f"{meta}<p>{said}</p>".encode("cp1252")).text


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("shift_jis", "市議会は火曜日、小学校の改修計画を承認した。"),
        ("euc-kr", "시의회는 화요일 계획을 승인했다."),
        ("windows-874", "สภาเทศบาลเห็นชอบให้ซ่อมแซมโรงเรียน"),
    ],
)
@pytest.mark.parametrize("http", [None, "text/html; charset=utf-8"])
def test_a_page_s_own_charset_is_used_where_the_server_s_is_wrong(code, said, http):
    data = f"<meta charset='{code}'><p>{said}</p>".encode({"windows-874": "cp874"}.get(code, code))
    assert said in decode(data, http).text


def test_utf8_encoded_three_times_is_undone():
    twice = S[0].encode().decode("latin-1").encode().decode("latin-1").encode()
    assert decode(twice).text == S[0]


def test_a_body_in_an_old_charset_beside_a_menu_in_unicode():
    old = "Ngµy 12/5, Uû ban nh©n d©n huyÖn Thanh S¬n tæ chøc héi nghÞ s¬ kÕt; c¸c ®¹i biÓu th¶o luËn vÒ gi¶m nghÌo bÒn v÷ng."
    found = decode(f"<title>Cổng thông tin điện tử</title><p>{old}</p>".encode()).text
    assert "Cổng thông tin điện tử" in found
    assert "Uỷ ban nhân dân huyện Thanh Sơn tổ chức hội nghị" in found


def test_quotation_marks_taken_for_control_codes_come_back():
    assert decode("<p>It\x92s a \x93big\x94 day.</p>".encode()).text == "<p>It’s a “big” day.</p>"


def test_headline_in_a_script_without_spaces():
    body = (
        "<p>市议会星期二晚上通过了小学修缮计划，工程预算为两百万元，预计三月动工。</p><p>市长说，大家已经等了很久。</p>"
    )
    article = read_html(decode(page(f"<div><h1>市议会通过学校修缮计划</h1>{body}</div>", "市议会通过学校修缮计划")))
    assert (article.headline, article.language) == ("市议会通过学校修缮计划", "zh")
    assert "not-an-article" not in article.warnings

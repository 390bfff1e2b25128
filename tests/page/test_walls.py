"""Walls in front of the article are told apart from articles."""

import pytest

from newsparse import parse

ARTICLE = "".join(
    f"<p>Sáng {n}/3/2024, ông Nguyễn Văn An, Chủ tịch UBND xã Tân Lập, trao 10 suất quà cho các hộ nghèo của thôn {n}.</p>"
    for n in range(1, 6)
)
WALL = """<html><head><title>Báo Ví Dụ</title></head><body><div><h1>Chúng tôi coi trọng quyền riêng tư của bạn</h1>
<p>Chúng tôi và các đối tác lưu trữ thông tin trên thiết bị, sử dụng cookie để hiển thị quảng cáo và đo lường.
Bạn có thể thay đổi lựa chọn quyền riêng tư bất cứ lúc nào.</p><button>Từ chối tất cả</button><button>Đồng ý</button></div></body></html>"""


@pytest.mark.parametrize(
    "page",
    [
        WALL,
        "<html><body><h1>Before you continue</h1><div>We use cookies and data to deliver and maintain our services.</div>"
        "<form><button>Reject all</button></form><form><button>Accept all</button></form><a href='/p'>Privacy</a></body></html>",
        "<html><body><p>We value your privacy. We and our partners process personal data.</p><a href='#'>Agree and continue</a></body></html>",
    ],
)
def test_a_question_about_cookies_is_a_consent_wall(page):
    assert "consent-wall" in parse(page).warnings


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body><h1>Trao quà</h1>{ARTICLE}<div>Trang này sử dụng cookie để phục vụ bạn.<button>Đồng ý</button></div></body></html>",
        f"<html><body><h1>Trao quà</h1>{ARTICLE}</body></html>",
        "<html><body><h1>Quy định mới về cookie</h1><p>Từ 1/7, trang web sử dụng cookie để theo dõi người dùng phải xin phép.</p>"
        "<p>Dữ liệu cá nhân của bạn được bảo vệ theo nghị định mới của Chính phủ.</p></body></html>",
    ],
)
def test_an_article_is_none(page):
    assert "consent-wall" not in parse(page).warnings


@pytest.mark.parametrize("free", ["false", '"False"', '"http://schema.org/False"'])
def test_an_article_that_says_it_is_not_free_and_shows_little_is_behind_a_paywall(free):
    data = (
        f'{{"@context":"https://schema.org","@type":"NewsArticle","headline":"Trao quà","isAccessibleForFree":{free}}}'
    )
    page = f"<html><head><script type='application/ld+json'>{data}</script></head><body><h1>Trao quà</h1>{ARTICLE}</body></html>"
    assert "paywall" in parse(page).warnings
    assert "paywall" not in parse(page.replace(free, "true")).warnings
    assert "paywall" not in parse(page.replace(ARTICLE, ARTICLE * 5)).warnings  # all of it is there


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>Báo X</title><script type=module src=/a.js></script></head><body><div id=root></div></body></html>",
        "<html><body><noscript>You need to enable JavaScript to run this app.</noscript><div id='app'></div><script src=/a.js></script></body></html>",
        "<html><head><script src=a></script><script src=b></script></head><body><div id='__next'><div>Đang tải...</div></div></body></html>",
        "<html><head><script>document.cookie='D1N=abc; path=/';window.location.reload(true);</script></head><body></body></html>",
        "<html><body><p>Just a moment...</p><p>Enable JavaScript and cookies to continue</p><script>x</script></body></html>",
    ],
)
def test_an_empty_frame_that_scripts_fill_is_told(page):
    assert "javascript-shell" in parse(page).warnings


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html></html>",
        f"<html><head><script>a</script></head><body>{ARTICLE}</body></html>",
        "<html><body><h1>Tin ngắn</h1><p>Mưa to.</p><script>a</script></body></html>",
    ],
)
def test_what_is_empty_or_short_without_that_is_no_shell(page):
    assert "javascript-shell" not in parse(page).warnings

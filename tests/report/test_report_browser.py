"""The archive report in a real browser."""

import pytest

from newsparse.report import report_html


@pytest.fixture(scope="module")
def written(batch):
    return report_html(batch, title="Kho tin")


def test_a_number_opens_its_articles_and_escape_goes_back(written, visit):
    seen = visit(written)
    page = seen.page
    page.click('a[title="Articles of b.example"]')
    assert page.inner_text("#behind-title") == "Articles of b.example"
    assert page.locator("#behind li").count() == 2
    assert page.locator('#behind a[href="https://b.example/1"]').count() == 1
    page.keyboard.press("Escape")
    assert page.is_hidden("#drawer")
    assert page.evaluate("document.activeElement.title") == "Articles of b.example"
    seen.assert_clean()


def test_bars_and_lines_of_the_charts_open_their_articles(written, visit):
    seen = visit(written)
    page = seen.page
    for label in ("2024-06: 2 articles", "Lò Thị Mai: 3 articles"):
        page.focus(f'.chart a[aria-label="{label}"]')
        page.keyboard.press("Enter")
        assert page.locator("#behind li").count() == int(label.split()[-2])
        page.click("#close")
    page.locator('.chart a[aria-label="Lò Thị Mai and Trần Văn Khải: 2 articles"]').dispatch_event("click")
    assert page.inner_text("#behind-title") == "Lò Thị Mai and Trần Văn Khải"
    seen.assert_clean()


def test_an_address_with_a_number_opens_its_list(written, visit):
    seen = visit(written, hash="#n0")
    assert seen.page.is_visible("#drawer")
    seen.assert_clean()


def test_rejects_tell_what_happened_to_which_input(written, visit):
    seen = visit(written)
    page = seen.page
    page.click('a[title="Rejected: timeout"]')
    assert "took 60 s" in page.inner_text("#behind")
    assert "a.zip › x1.html" in page.inner_text("#behind")
    seen.assert_clean()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_cut_off_at_the_side(written, visit, width, scheme):
    seen = visit(written, width=width, scheme=scheme)
    page = seen.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#scheme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != ground
    seen.assert_clean()

"""The evidence page in a real browser: as a reader with a mouse, with a keyboard, and on a phone uses it."""

import msgspec
import pytest

from newsparse import Block
from newsparse.page.article import Removed
from newsparse.view import Evidence, view_html


def in_view(page, selector):
    return page.eval_on_selector(
        selector,
        "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight && b.height > 0; }",
    )


def focused(page, what):
    return page.evaluate(f"document.activeElement.{what}")


def test_from_the_list_to_each_mention_and_back(record, visit):
    seen = visit(view_html(record), height=500)
    page = seen.page
    for number, text in enumerate(("Lò Thị Mai", "Phó Chủ tịch UBND huyện Lâm Sơn", "Mai")):
        page.click('#p0 > button[data-go="p0"]')
        assert page.inner_text("mark.at") == text
        assert in_view(page, "mark.at")
        assert page.inner_text("#bar .which") == f"{number + 1} of 3"
    assert page.locator("mark.on").count() == 3
    page.click('[data-bar="list"]')
    assert focused(page, "dataset.go") == "p0"
    assert in_view(page, "#p0")
    page.click('[data-bar="clear"]')
    assert page.locator(".on").count() == 0
    seen.assert_clean()


def test_a_click_in_the_text_opens_its_entry_in_the_list(record, visit):
    seen = visit(view_html(record), height=500)
    page = seen.page
    page.click("mark.fact >> text=12,5%")
    assert page.get_attribute(".entry.on", "id") == "f5"
    assert in_view(page, "#f5")
    seen.assert_clean()


def test_hover_and_focus_show_what_is_known(record, visit):
    seen = visit(view_html(record))
    page = seen.page
    page.hover("mark.fact >> text=trên 1,12 tỷ đồng")
    card = page.inner_text("#tip")
    for said in ("VND", "more than", "kinh phí", "1\u202f120\u202f000\u202f000"):
        assert said in card
    page.hover("mark.place >> nth=3")  # inside a body, inside an office: all three are told
    assert page.locator("#tip section").count() == 3
    assert "Ủy ban nhân dân huyện Lâm Sơn" in page.inner_text("#tip")
    page.hover(".brand")
    assert page.is_hidden("#tip")
    page.focus("mark[data-ref=p0]")
    assert "97%" in page.inner_text("#tip")
    assert page.get_attribute("mark[data-ref=p0]", "aria-describedby") == "tip"
    seen.assert_clean()


def test_the_keyboard_alone_suffices(record, visit):
    seen = visit(view_html([record, record]))
    page = seen.page
    page.focus("article mark")
    page.keyboard.press("ArrowRight")
    assert focused(page, "dataset.ref") == "l1"
    page.keyboard.press("Enter")
    assert focused(page, "dataset.go") == "l1"
    page.keyboard.press("Enter")
    assert focused(page, "tagName") == "MARK"
    page.keyboard.press("n")
    assert page.inner_text("#bar .which") == "3 of 4"
    page.keyboard.press("p")
    page.keyboard.press("l")
    assert focused(page, "dataset.go") == "l1"
    page.keyboard.press("Escape")
    assert page.is_hidden("#bar")
    assert page.locator("article mark[tabindex='0']").count() == 1
    page.keyboard.press("]")
    assert page.url.endswith("#2")
    page.keyboard.press("/")
    assert focused(page, "id") == "search"
    seen.assert_clean()


def test_kinds_are_switched_off_and_told_apart_without_colour(record, visit):
    seen = visit(view_html(record))
    page = seen.page
    lines = page.evaluate(
        """() => ["person", "position", "organisation", "place", "fact", "time"].map(kind => {
             const style = getComputedStyle(document.querySelector("mark." + kind));
             return style.textDecorationStyle + style.textDecorationThickness; })"""
    )
    assert len(set(lines)) == 6
    page.click('[data-toggle="place"]')
    assert page.get_attribute('[data-toggle="place"]', "aria-pressed") == "false"
    style = "e => getComputedStyle(e).textDecorationLine"
    assert page.eval_on_selector("mark.place", style) == "none"
    assert page.eval_on_selector("mark.fact", style) == "underline"
    seen.assert_clean()


def test_the_list_is_searched_without_marks_of_tone(record, visit):
    text = "Giá lúa ở Đồng Tháp tăng\n\nThương lái mua tận ruộng."
    blocks = (Block(kind="headline", start=0, end=24), Block(kind="paragraph", start=26, end=len(text)))
    other = msgspec.structs.replace(
        record, headline="Giá lúa ở Đồng Tháp tăng", text=text, blocks=blocks, officials=(), people=(),
        organisations=(), places=(), facts=(), times=(),
    )  # fmt: skip
    seen = visit(view_html([record, other]))
    page = seen.page
    page.fill("#search", "thuong lai DONG thap")
    page.wait_for_selector("#status:has-text('1 of 2 records')")
    page.keyboard.press("Enter")
    assert page.inner_text("article h1") == "Giá lúa ở Đồng Tháp tăng"
    page.fill("#search", "không có từ này")
    page.wait_for_selector("#nothing:visible")
    page.keyboard.press("Escape")
    assert page.inner_text("#status") == "2 records"
    seen.assert_clean()


def test_an_address_with_a_number_opens_that_record(record, visit):
    other = msgspec.structs.replace(record, text="Bài thứ hai.", blocks=(), officials=(), people=(), organisations=(),
                                    places=(), facts=(), times=())  # fmt: skip
    seen = visit(view_html([record, other]), hash="#2")
    assert seen.page.inner_text("article") == "Bài thứ hai."
    seen.assert_clean()


def test_a_hostile_record_runs_nothing(record, visit):
    bad = "<script>alert(1)</script><img src='https://example.com/x.png' onerror='alert(2)'>"
    hostile = msgspec.structs.replace(
        record, headline=bad, text=bad, blocks=(), officials=(msgspec.structs.replace(record.officials[0], name=bad),),
        people=(), organisations=(), places=(), facts=(), times=(),
    )  # fmt: skip
    seen = visit(view_html([Evidence(hostile, (Removed(bad, "ad"),))] * 2))
    seen.page.click('[data-go="p0"]')
    assert bad in seen.page.inner_text("article")
    seen.assert_clean()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_text_has_contrast_and_nothing_is_cut_off_at_the_side(record, visit, width, scheme):
    seen = visit(view_html(Evidence(record, (Removed("Trang chủ", "nav"),))), width=width, scheme=scheme)
    page = seen.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ratio = page.evaluate(
        """() => {
          const context = Object.assign(document.createElement("canvas"), {width: 1, height: 1}).getContext("2d", {willReadFrequently: true});
          const light = colour => {
            context.fillStyle = colour; context.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
            return .2126 * r + .7152 * g + .0722 * b; };
          const style = getComputedStyle(document.documentElement), of = name => light(style.getPropertyValue(name));
          const against = (a, b) => (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
          return {text: against(of("--ink"), of("--ground")), quiet: against(of("--quiet"), of("--ground")),
            lines: Math.min(...["person", "position", "organisation", "place", "fact", "time"].map(k => against(of("--" + k), of("--ground"))))};
        }"""
    )
    assert ratio["text"] >= 7
    assert ratio["quiet"] >= 4.5
    assert ratio["lines"] >= 3
    seen.assert_clean()


def test_the_switch_turns_dark_to_light(record, visit):
    seen = visit(view_html(record), scheme="dark")
    page = seen.page
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.click("#scheme")
    assert page.evaluate(ground) != dark
    assert page.inner_text("#scheme") == "Dark"
    seen.assert_clean()


def test_print_holds_article_and_list_and_no_controls(record, visit):
    seen = visit(view_html([record, record]))
    page = seen.page
    page.click('[data-go="p0"]')
    page.emulate_media(media="print")
    assert page.is_visible("article")
    assert page.is_visible("#f0")
    for gone in (".top", "#index", "#bar", "#tip"):
        assert page.is_hidden(gone)
    seen.assert_clean()

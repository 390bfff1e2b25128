"""A real browser for the tests of pages; where none is installed, these tests are skipped and say so."""

import shutil
from dataclasses import dataclass, field

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass
class Visit:
    """An open page with what it asked for from outside, and what its console said."""

    page: object
    requests: list = field(default_factory=list)
    complaints: list = field(default_factory=list)

    def assert_clean(self):
        """Nothing was fetched but the file itself, and the console stayed silent."""
        assert [url for url in self.requests if not url.startswith("data:")] == []
        assert self.complaints == []


@pytest.fixture(scope="session")
def chromium():
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
    path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(_QUIET))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, tmp_path):
    """Return a function that writes a page to a file and opens it: `visit(html, width=…, scheme=…)`."""
    contexts = []

    def open_page(html, *, width=1280, height=900, scheme="light", hash=""):
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        seen = Visit(page)
        page.on("request", lambda request: seen.requests.append(request.url) if request.url != page_url else None)
        page.on("console", lambda message: seen.complaints.append(message.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (seen.complaints.append(dialog.message), dialog.dismiss()))
        page_url = file.as_uri()
        page.goto(page_url + hash)
        return seen

    yield open_page
    for context in contexts:
        context.close()

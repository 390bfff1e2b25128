"""Pages that a browser fills by script, in a real Chromium where there is one."""

import asyncio
import shutil

import pytest

from newsparse import FetchOptions, MissingExtraError, StatusError
from newsparse.fetching.browser import BrowserFetcher

BROWSER = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
SHELL = b"""<html><head><title>x</title></head><body><div id="app"></div><img src="/pixel.png">
<script src="/app.js"></script></body></html>"""


@pytest.fixture(scope="module")
def rendered():
    """A function from an address to its page as one browser, started once, shows it."""
    pytest.importorskip("playwright", reason="the extra fetch-browser is not installed")
    if BROWSER is None:
        pytest.skip("no Chromium is installed (Debian: apt install chromium)")
    options = FetchOptions(allow_networks=("127.0.0.0/8",), delay=0, backoff=0, retries=0, timeout=30)
    with asyncio.Runner() as runner:

        async def begin():
            return BrowserFetcher(options, executable=BROWSER)

        fetcher = runner.run(begin())
        yield lambda url: runner.run(fetcher.fetch(url))
        runner.run(fetcher.aclose())


def test_scripts_fill_the_page_through_the_one_door(server, other, rendered):
    script = [("Content-Type", "text/javascript")]
    server.add("/robots.txt", b"User-agent: *\nDisallow: /geheim\n")
    url = server.add("/tin", SHELL)
    server.redirect("/app.js", "/app-2.js")
    other.add("/x.json", b"{}")
    server.add(
        "/app-2.js",
        f"""fetch("/bai.json").then(r => r.json()).then(bai => {{
          document.getElementById("app").innerHTML = "<h1>" + bai.title + "</h1>";
          // what is not public, what posts, what opens a socket: none of it leaves
          fetch("http://169.254.169.254/latest/meta-data/").catch(() => {{}});
          fetch("{other.url("/x.json")}", {{method: "POST", body: "secret"}}).catch(() => {{}});
          new WebSocket("ws://127.0.0.1:{other.port}/socket");
        }});""".encode(),
        headers=script,
    )
    server.add("/bai.json", '{"title": "Trao 10 suất quà"}'.encode(), headers=[("Content-Type", "application/json")])
    page = rendered(url)
    assert page.rendered
    assert "<h1>Trao 10 suất quà</h1>" in page.text
    assert page.exchanges[-1].body == SHELL
    assert server.paths() == ["/robots.txt", "/tin", "/app.js", "/app-2.js", "/bai.json"]  # no picture
    assert other.seen == []
    assert all(one.headers["user-agent"].startswith("newsparse/") for one in server.seen)


def test_a_script_that_leads_elsewhere_is_followed_by_the_same_rules(server, rendered):
    url = server.add("/tin", b"<html><body><script>location.href = '/moi'</script></body></html>")
    server.add("/moi", b"<html><body><p>moi</p></body></html>")
    page = rendered(url)
    assert "<p>moi</p>" in page.text
    assert page.final_url == server.url("/moi")
    assert page.url == url


def test_a_page_that_is_not_there_opens_no_browser(server, quick):
    async def one():
        async with BrowserFetcher(quick(), executable="/no/such/browser") as fetcher:
            return await fetcher.fetch(server.url("/gone"))

    with pytest.raises(StatusError):
        asyncio.run(one())


def test_only_shells_are_rendered_where_that_is_wanted(server, quick, page):
    # this page needs no browser, so one that is not there is not missed; the shell does
    whole, shell = server.add("/1", page), server.add("/2", SHELL)

    async def one(url):
        async with BrowserFetcher(quick(), executable="/no/such/browser", only_shells=True) as fetcher:
            return await fetcher.fetch(url)

    got = asyncio.run(one(whole))
    assert not got.rendered
    assert got.body == page
    with pytest.raises(MissingExtraError):
        asyncio.run(one(shell))

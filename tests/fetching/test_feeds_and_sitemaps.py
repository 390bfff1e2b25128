"""Feeds and sitemaps, well made and not, and which of their links are wanted."""

import asyncio
import datetime
import gzip

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsparse import AsyncFetcher, InputError, StatusError
from newsparse.fetching.feeds import read_listing
from newsparse.fetching.links import Link, LinkFilter, mixed, read_time

BASE = "https://example.org/feed"

# The first example builds the tables of all characters, which takes seconds on a busy machine.
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def urls(data):
    return [link.url for link in read_listing(data, BASE).links]


def test_rss_2():
    listing = read_listing(
        b"""  <?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Tin</title><link>https://example.org/</link>
        <item><title><![CDATA[L\xc3\xbaa &amp; g\xe1\xba\xa1o]]></title><link>https://example.org/1.html</link>
        <pubDate>Thu, 21 Mar 2024 23:30:00 GMT+7</pubDate></item>
        <item><link>
           /2.html </link><guid isPermaLink="false">tag:2</guid></item>
        <item><guid>https://example.org/3.html</guid></item>
        <item><title>no link</title></item><item><link>javascript:alert(1)</link></item></channel></rss>""",
        BASE,
    )
    assert [link.url for link in listing.links] == [f"https://example.org/{n}.html" for n in (1, 2, 3)]
    assert listing.links[0].title == "Lúa &amp; gạo"
    assert listing.links[0].published.isoformat() == "2024-03-21T23:30:00+07:00"


def test_atom_and_rss_1():
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://example.org/"/><entry>
      <link rel="edit" href="/edit"/><link rel="alternate" href="/1.html"/><updated>2024-03-21T01:00:00Z</updated>
      <id>tag:x</id></entry><entry><id>https://example.org/2.html</id></entry></feed>"""
    assert urls(atom) == ["https://example.org/1.html", "https://example.org/2.html"]
    rss1 = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><items/></channel>
      <item rdf:about="https://example.org/1.html"><title>a</title><dc:date>2024-03-21</dc:date></item></rdf:RDF>"""
    (link,) = read_listing(rss1, BASE).links
    assert (link.url, link.published.date()) == ("https://example.org/1.html", datetime.date(2024, 3, 21))


def test_a_news_sitemap_and_an_index():
    news = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
      xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url>
      <image:image><image:loc>https://example.org/1.jpg</image:loc><image:title>anh</image:title></image:image>
      <loc>https://example.org/1.html</loc><lastmod>2024-03-22</lastmod>
      <news:news><news:publication_date>2024-03-21T08:00+07:00</news:publication_date><news:title>Tin</news:title></news:news>
      </url></urlset>"""
    (link,) = read_listing(news, BASE).links
    assert (link.url, link.title) == ("https://example.org/1.html", "Tin")
    assert (link.published.day, link.modified.day) == (21, 22)
    index = b"<sitemapindex><sitemap><loc>/a.xml.gz</loc></sitemap><sitemap><loc>https://example.org/b.xml</loc></sitemap></sitemapindex>"
    assert [link.url for link in read_listing(index, BASE).sitemaps] == [
        "https://example.org/a.xml.gz",
        "https://example.org/b.xml",
    ]


def test_a_sitemap_as_text_and_one_that_is_cut():
    assert urls("\ufeffhttps://example.org/1\r\nhttps://example.org/2\nrubbish\n".encode()) == [
        "https://example.org/1",
        "https://example.org/2",
    ]
    assert urls(b"<urlset><url><loc>https://example.org/1</loc></url><url><loc>https://exa") == [
        "https://example.org/1"
    ]


def test_entities_are_not_opened(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("https://example.org/secret")
    xxe = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><urlset><url><loc>&x;</loc></url></urlset>'
    assert urls(xxe.encode()) == []
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><urlset a="&l11;"><url><loc>https://example.org/&l11;</loc></url></urlset>'
    assert all(len(url) < 200 for url in urls(bomb.encode()))


@SLOW
@given(st.binary(max_size=200), st.sampled_from([b"", b"<rss><channel><item><link>", b"<urlset><url><loc>"]))
def test_any_bytes_give_links_or_none(rest, start):
    for link in read_listing(start + rest, BASE).links:
        assert link.url.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024-03-21", "2024-03-21T00:00:00+07:00"), ("2024-03", "2024-03-01T00:00:00+07:00"),
        ("2024-03-21T08:15:30.123Z", "2024-03-21T08:15:30+00:00"), ("2024-03-21 08:15:30", "2024-03-21T08:15:30+07:00"),
        ("2024-03-21T08:15+0700", "2024-03-21T08:15:00+07:00"), ("Thu, 21 Mar 2024 08:15:30 +0700", "2024-03-21T08:15:30+07:00"),
        ("Thu, 21 Mar 2024 08:15:30 GMT", "2024-03-21T08:15:30+00:00"), ("21 Mar 2024 08:15:30 GMT+7", "2024-03-21T08:15:30+07:00"),
        ("hôm qua", None), ("", None), (None, None), ("2024-13-45", None), ("9999999999", None),
    ],
)  # fmt: skip
def test_times_of_feeds(text, wanted):
    found = read_time(text)
    assert (found.isoformat() if found else None) == wanted


def test_days_are_those_of_vietnam():
    link = Link("https://example.org/a", published=read_time("2024-03-20T18:00:00Z"))  # 1 o'clock on the 21st there
    day = datetime.date(2024, 3, 21)
    assert LinkFilter(since=day, until=day).wants(link)
    assert not LinkFilter(until=day - datetime.timedelta(days=1)).wants(link)
    assert LinkFilter(since=day).wants(Link("https://example.org/undated"))


@pytest.mark.parametrize(
    ("paths", "not_paths", "wanted"),
    [
        (["/thoi-su/"], [], True), (["/kinh-te/"], [], False), (["*/2024/*.html"], [], True), (["/thời-sự"], [], False),
        ([], ["/thoi-su/"], False), ([], ["*.jpg"], True), (["/kinh-te/", "/thoi-su/"], ["*2023*"], True),
    ],
)  # fmt: skip
def test_paths(paths, not_paths, wanted):
    link = Link("https://example.org/thoi-su/2024/1.html?x=/kinh-te/")
    assert LinkFilter(paths=tuple(paths), not_paths=tuple(not_paths)).wants(link) is wanted


def test_hosts_come_in_turn():
    assert list(mixed(["http://a/1", "http://a/2", "http://a/3", "http://b/1"])) == [
        "http://a/1",
        "http://b/1",
        "http://a/2",
        "http://a/3",
    ]


# --- from a server


def gather(server, options, kind, path, wanted=None, errors=None):
    async def run():
        async with AsyncFetcher(options) as fetcher:
            if kind == "feed":
                return [link.url async for link in fetcher.feed(server.url(path), wanted)]
            on_error = None if errors is None else errors.append
            return [link.url async for link in fetcher.sitemap(server.url(path), wanted, on_error)]

    return asyncio.run(run())


def test_sitemaps_are_found_through_robots_txt_and_walked(server, quick):
    xml = [("Content-Type", "application/xml")]
    server.add("/robots.txt", b"User-agent: *\nDisallow:\nSitemap: /index.xml\n")
    server.add(
        "/index.xml",
        b"<sitemapindex><sitemap><loc>/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap><sitemap><loc>/a.xml.gz</loc></sitemap>"
        b"<sitemap><loc>/index.xml</loc></sitemap><sitemap><loc>/gone.xml</loc></sitemap>"
        b"<sitemap><loc>http://192.0.2.7/b.xml</loc></sitemap></sitemapindex>",
        headers=xml,
    )
    packed = gzip.compress(
        b"<urlset><url><loc>/1.html</loc></url><url><loc>http://192.0.2.7/2.html</loc></url><url><loc>/1.html</loc></url></urlset>"
    )
    server.add("/a.xml.gz", packed, headers=[("Content-Type", "application/gzip")])
    server.add("/old.xml", b"<urlset><url><loc>/3.html</loc></url></urlset>", headers=xml)
    errors = []
    wanted = LinkFilter(since=datetime.date(2024, 1, 1))
    assert gather(server, quick(), "sitemap", "/", wanted, errors) == [server.url("/1.html")]
    assert [error.status for error in errors] == [404]
    assert "/old.xml" not in server.paths()
    assert server.paths().count("/index.xml") == 1
    assert gather(server, quick(), "sitemap", "/", None, []) == [server.url("/3.html"), server.url("/1.html")]


def test_a_sitemap_that_is_a_bomb_is_an_error(server, quick, bomb):
    from newsparse import FetchLimitError

    server.add("/a.xml.gz", bomb)
    with pytest.raises(FetchLimitError):
        gather(server, quick(), "sitemap", "/a.xml.gz")


def test_what_is_not_there_or_no_sitemap(server, quick, page):
    with pytest.raises(StatusError):
        gather(server, quick(), "sitemap", "/")
    server.add("/x", page)
    with pytest.raises(InputError, match="no sitemap"):
        gather(server, quick(), "sitemap", "/x")
    with pytest.raises(InputError, match="no RSS"):
        gather(server, quick(), "feed", "/x")


def test_a_page_that_names_its_feed(server, quick):
    server.add(
        "/", b'<html><head><link rel="alternate" type="application/rss+xml" href="/tin.rss"></head><body></body></html>'
    )
    server.add("/tin.rss", b"<rss><channel><item><link>/1.html</link></item></channel></rss>")
    assert gather(server, quick(), "feed", "/") == [server.url("/1.html")]

"""Fetching from a real server that misbehaves on purpose."""

import asyncio
import gzip
import zlib

import pytest

import newsparse
from newsparse import AddressError, FetchLimitError, NetworkError, RobotsError, StatusError, fetch, fetch_many


def test_a_page_with_its_exchange(server, quick, page):
    url = server.add("/tin/1.html", page)
    got = fetch(url + "#doan-2", options=quick(contact="keeper@example.org"))
    assert (got.status, got.body, got.url, got.final_url) == (200, page, url + "#doan-2", url)
    (exchange,) = got.exchanges
    assert exchange.address == "127.0.0.1"
    assert exchange.body == page
    assert server.paths() == ["/robots.txt", "/tin/1.html"]
    assert server.seen[1].headers["user-agent"] == f"newsparse/{newsparse.__version__} (+keeper@example.org)"


# --- compression and sizes


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),  # raw, as many servers send it
        ("gzip", lambda data: gzip.compress(data[:50]) + gzip.compress(data[50:])),  # two members
        ("gzip", lambda data: data),  # said to be compressed, and is not
    ],
)
def test_compressed_answers_are_opened_and_kept_as_sent(server, quick, page, coding, pack):
    packed = pack(page)
    got = fetch(server.add("/z", packed, headers=[("Content-Encoding", coding)]), options=quick())
    assert got.body == page
    assert got.exchanges[0].body == packed


def test_only_codings_that_can_be_bounded_are_asked_for_and_others_are_refused(server, quick):
    url = server.add("/br", b"\x1b\x00", headers=[("Content-Encoding", "br")])
    with pytest.raises(NetworkError, match="br"):
        fetch(url, options=quick())
    assert server.seen[-1].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize("limits", [{"max_bytes": 1_000_000, "max_ratio": 1e9}, {"max_ratio": 100}])
def test_a_gzip_bomb_is_dropped(server, quick, bomb, limits):
    url = server.add("/bomb", bomb, headers=[("Content-Encoding", "gzip")])
    with pytest.raises(FetchLimitError, match="decompress"):
        fetch(url, options=quick(**limits))


def test_a_gzip_of_endless_empty_members_is_dropped(server, quick):
    url = server.add("/members", gzip.compress(b"") * 100_000, headers=[("Content-Encoding", "gzip")])
    with pytest.raises(NetworkError, match="members"):
        fetch(url, options=quick())


def test_a_compressed_stream_that_ends_early_is_a_truncated_page(server, quick, page):
    packed = gzip.compress(page)[:-30]
    got = fetch(server.add("/short", packed, headers=[("Content-Encoding", "gzip")]), options=quick())
    assert got.warnings == ("truncated",)
    assert page.startswith(got.body)
    assert "truncated" in got.parse().warnings


def test_a_damaged_compressed_stream_is_an_error(server, quick, page):
    packed = bytearray(gzip.compress(page * 50))
    packed[40:60] = b"\xff" * 20
    with pytest.raises(NetworkError, match="damaged"):
        fetch(server.add("/damaged", bytes(packed), headers=[("Content-Encoding", "gzip")]), options=quick())


def test_a_size_that_is_said_beforehand_is_refused_before_reading(server, quick, answer):
    async def huge(seen, writer):
        writer.write(answer(b"x", length=10**12))
        return "close"

    with pytest.raises(FetchLimitError, match="max_bytes"):
        fetch(server.add("/huge", huge), options=quick())


def test_an_endless_body_ends_at_the_limit_of_size(server, quick):
    async def endless(seen, writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(200):  # 20 MB at most
            writer.write(b"186a0\r\n" + b"x" * 100_000 + b"\r\n")
            await writer.drain()

    with pytest.raises(FetchLimitError, match="max_bytes"):
        fetch(server.add("/endless", endless), options=quick(max_bytes=1_000_000))


# --- time


def test_a_server_that_does_not_answer(server, quick):
    async def silent(seen, writer):
        await asyncio.sleep(5)
        return "close"

    with pytest.raises(FetchLimitError, match="first_byte_timeout"):
        fetch(server.add("/silent", silent), options=quick(first_byte_timeout=0.3, robots=False))


def test_headers_that_drip_are_no_answer_either(server, quick):
    async def drip(seen, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n")
        for n in range(50):
            writer.write(f"X-{n}: 1\r\n".encode())
            await writer.drain()
            await asyncio.sleep(0.05)
        return "close"

    with pytest.raises(FetchLimitError, match="first_byte_timeout"):
        fetch(server.add("/drip", drip), options=quick(first_byte_timeout=0.4, robots=False))


def test_a_body_that_drips_ends_at_the_limit_of_time(server, quick):
    async def drip(seen, writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(100):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)
        return "close"

    with pytest.raises(FetchLimitError, match="timeout"):
        fetch(server.add("/drip", drip), options=quick(timeout=0.5, robots=False))
    assert server.paths() == ["/drip"]  # what is slow is not tried again


# --- cut, wrong, strange


def test_a_connection_cut_in_the_body_is_tried_again(server, quick, page, answer):
    async def cut_once(seen, writer):
        if server.paths().count("/cut") == 1:
            writer.write(answer(page[:40], length=len(page)))
            return "close"
        writer.write(answer(page))
        return None

    assert fetch(server.add("/cut", cut_once), options=quick(retries=1)).body == page
    assert server.paths().count("/cut") == 2


def test_a_connection_cut_every_time_is_an_error_that_may_pass(server, quick, page, answer):
    async def cut(seen, writer):
        writer.write(answer(page[:40], length=len(page)))
        return "close"

    with pytest.raises(NetworkError, match="cut off") as caught:
        fetch(server.add("/cut", cut), options=quick(retries=2))
    assert caught.value.passing
    assert server.paths().count("/cut") == 3


def test_more_bytes_than_said_are_not_of_the_page(server, quick, page, answer):
    async def more(seen, writer):
        writer.write(answer(page + b"<p>HTTP/1.1 200 OK</p>", length=len(page)))
        return "close"

    assert fetch(server.add("/more", more), options=quick()).body == page


def test_what_is_no_http_is_an_error_and_is_not_tried_again(server, quick):
    async def gopher(seen, writer):
        writer.write(b"3 this is not the protocol you are looking for\r\n\r\n")
        return "close"

    with pytest.raises(NetworkError, match="no HTTP"):
        fetch(server.add("/gopher", gopher), options=quick(retries=3, robots=False))
    assert server.paths() == ["/gopher"]


def test_no_one_listens(quick, server):
    url = server.url("/").replace(str(server.port), "1")  # port 1 of the loopback address
    with pytest.raises(NetworkError, match="no connection") as caught:
        fetch(url, options=quick(robots=False))
    assert caught.value.passing


def test_a_wrong_charset_in_the_header_does_not_spoil_the_text(server, quick):
    body = (
        "<html><head><meta charset='utf-8'></head><body><p>Đồng chí Bí thư Thành ủy dự lễ.</p></body></html>".encode()
    )
    got = fetch(server.add("/c", body, headers=[("Content-Type", "text/html; charset=utf-8")]), options=quick())
    assert "Thành ủy" in got.text
    old = "<p>Thị xã Sơn Tây</p>".encode("windows-1258", "replace")
    got = fetch(
        server.add("/d", old, headers=[("Content-Type", "text/html; charset=no-such-charset")]), options=quick()
    )
    assert got.text  # whatever it says, there is text and no error


# --- statuses and retries


@pytest.mark.parametrize("status", ["429 Too Many Requests", "500 Oops", "502 Bad Gateway", "503 Service Unavailable"])
def test_what_may_pass_is_tried_again(server, quick, page, answer, status):
    async def later(seen, writer):
        tries = server.paths().count("/later")
        writer.write(answer(page) if tries == 3 else answer(b"not now", status=status))

    assert fetch(server.add("/later", later), options=quick(retries=2)).body == page


@pytest.mark.parametrize(
    "status", ["400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found", "410 Gone", "501 No"]
)
def test_what_will_not_pass_is_not_tried_again(server, quick, status):
    with pytest.raises(StatusError) as caught:
        fetch(server.add("/no", b"no", status=status), options=quick(retries=3))
    assert caught.value.status == int(status[:3])
    assert not caught.value.passing
    assert server.paths().count("/no") == 1


def test_retry_after_is_waited_for_by_all_that_go_to_the_host(server, quick, page, answer):
    async def busy(seen, writer):
        first = server.paths().count("/busy") == 1
        writer.write(answer(b"", status="429 Slow", headers=[("Retry-After", "1")]) if first else answer(page))

    urls = [server.add("/busy", busy), server.add("/a", page), server.add("/b", page)]
    found = dict(fetch_many(urls, options=quick(retries=1, robots=False)))
    assert all(found[url].body == page for url in urls)
    times = [one.at for one in server.seen]
    assert server.seen[0].path == "/busy"
    assert min(times[1:]) - times[0] >= 1.0


def test_a_host_that_wants_a_long_rest_gets_it_at_once(server, quick, page):
    busy = server.add("/busy", b"", status="503 Later", headers=[("Retry-After", "7200")])
    urls = [busy, server.add("/a", page), server.add("/b", page)]
    found = dict(fetch_many(urls, options=quick(retries=5, robots=False)))
    assert [found[url].status for url in urls] == [503, 503, 503]
    assert found[busy].retry_after == 7200
    assert server.paths() == ["/busy"]  # no other request after that


def test_a_host_that_does_not_answer_is_left_alone_after_a_while(server, quick, page):
    async def cut(seen, writer):
        return "close"

    urls = [server.add(f"/{n}", cut) for n in range(40)]
    found = list(fetch_many(urls, options=quick(robots=False)))
    assert len(found) == 40
    assert all(isinstance(error, NetworkError) for _, error in found)
    assert len(server.seen) == 10
    assert sum("left alone" in str(error) for _, error in found) == 30


def test_a_host_that_refuses_without_saying_how_long_is_given_rest(server, quick, page, answer):
    async def busy(seen, writer):
        refused = len(server.seen) <= 2
        writer.write(answer(b"", status="429 Slow") if refused else answer(page))

    urls = [server.add(f"/{n}", busy) for n in range(3)]
    found = dict(fetch_many(urls, options=quick(retries=4, backoff=0.2, robots=False)))
    assert all(found[url].body == page for url in urls)
    times = [one.at for one in server.seen]
    assert times[1] - times[0] >= 0.2
    assert times[2] - times[1] >= 0.4


# --- redirects


def test_redirects_are_followed_and_kept(server, quick, page):
    url = server.redirect("/old", "/new?x=1", "301 Moved")
    server.redirect(
        "/new?x=1", server.url("/moi/tin-tức.html"), "308 Moved"
    )  # UTF-8 in a header, as some servers send it
    server.add("/moi/tin-t%E1%BB%A9c.html", page)
    got = fetch(url, options=quick())
    assert got.body == page
    assert got.url == url
    assert got.final_url == server.url("/moi/tin-t%E1%BB%A9c.html")
    assert [e.status for e in got.exchanges] == [301, 308, 200]


def test_an_endless_body_of_a_redirect_or_an_error_keeps_nobody(server, quick, page):
    def endless(status, *headers):
        async def send(seen, writer):
            writer.write("\r\n".join([f"HTTP/1.1 {status}", *headers, "Transfer-Encoding: chunked", "", ""]).encode())
            for _ in range(100):
                writer.write(b"186a0\r\n" + b"x" * 100_000 + b"\r\n")
                await writer.drain()

        return send

    server.add("/new", page)
    got = fetch(server.add("/old", endless("302 Found", "Location: /new")), options=quick(max_bytes=1_000_000))
    assert got.body == page
    assert len(got.exchanges[0].body) <= 65536
    with pytest.raises(StatusError):
        fetch(server.add("/no", endless("404 Not Found")), options=quick(max_bytes=1_000_000))


def test_headers_without_end_are_refused(server, quick):
    async def headers(seen, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n")
        for n in range(2000):  # 2 MB at most
            writer.write(b"X-%d: %s\r\n" % (n, b"x" * 1000))
            await writer.drain()
        return "close"

    with pytest.raises(NetworkError):
        fetch(server.add("/headers", headers), options=quick(robots=False))


def test_a_loop_of_redirects_ends(server, quick):
    url = server.redirect("/a", "/b")
    server.redirect("/b", "/a")
    with pytest.raises(FetchLimitError, match="loop"):
        fetch(url, options=quick(max_redirects=5, retries=3))
    assert len(server.paths()) == 7  # robots.txt, the address, five redirects, and not again


def test_a_redirect_that_wants_its_cookie_gets_it_within_one_page(server, quick, page, answer):
    async def wall(seen, writer):
        if "seen=1" in seen.headers.get("cookie", ""):
            writer.write(answer(page))
        else:
            writer.write(
                answer(b"", status="302 Found", headers=[("Location", "/x"), ("Set-Cookie", "seen=1; Path=/")])
            )

    url = server.add("/x", wall)
    assert fetch(url, options=quick()).body == page
    server.add("/y", page)
    fetch(server.url("/y"), options=quick())
    assert "cookie" not in server.seen[-1].headers


def test_a_redirect_to_a_private_address_is_refused_before_a_connection(server, quick):
    for target in (
        "http://127.0.0.2:9/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://10.0.0.8/",
    ):
        url = server.redirect("/out", target)
        with pytest.raises(AddressError):
            fetch(url, options=quick(allow_networks=("127.0.0.1",)))


def test_a_redirect_to_a_name_of_the_loopback_address_is_refused_at_the_connection(server, other, quick, page):
    other.add("/secret", page)
    url = server.redirect("/out", other.url("/secret", host="localhost"))
    with pytest.raises(AddressError, match="loopback"):
        fetch(url, options=quick(allow_networks=("127.0.0.9",)), transport=_only_here(server, quick))
    assert other.seen == []


def _only_here(server, quick):
    """A transport that reaches the first server, and everything else by the options under test."""
    from newsparse.fetching.network import CheckedTransport

    strict = CheckedTransport(quick(allow_networks=()))
    loose = CheckedTransport(quick())

    class Both(type(strict).__mro__[1]):
        async def handle_async_request(self, request):
            inner = loose if request.url.port == server.port else strict
            return await inner.handle_async_request(request)

        async def aclose(self):
            await strict.aclose()
            await loose.aclose()

    return Both()


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/", "javascript:alert(1)", "//u:p@127.0.0.1/"]
)
def test_a_redirect_to_what_is_not_fetched_is_refused(server, quick, target):
    with pytest.raises(AddressError):
        fetch(server.redirect("/out", target), options=quick())


def test_hosts_that_are_not_allowed_are_refused_also_after_a_redirect(server, other, quick, page):
    url = server.redirect("/out", other.url("/x", host="localhost"))
    other.add("/x", page)
    assert fetch(url, options=quick()).body == page
    for changes in ({"allow_hosts": ("127.0.0.1",)}, {"deny_hosts": ("localhost",)}):
        with pytest.raises(AddressError, match="_hosts"):
            fetch(url, options=quick(**changes))


# --- robots.txt


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (b"User-agent: *\nDisallow: /\n", False),
        (b"User-agent: *\nDisallow: /tin/\nAllow: /tin/1\n", True),
        (b"User-agent: newsparse\nDisallow:\n\nUser-agent: *\nDisallow: /\n", True),
        (b"User-agent: NewsParse\nDisallow: /\n\nUser-agent: *\nDisallow:\n", False),
        (b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /tin/*.html$\r\n", False),
        (b"<html><body>Disallow: /</body></html>", True),
        (b"\x00\xff\xfe rubbish \x80" * 100, True),
        (b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /\n", True),  # beyond what is read of it
        (b"User-agent: *\nDisallow: /\n" + b"#" * 2_000_000, False),
        (b"", True),
    ],
)  # fmt: skip
def test_robots_txt_is_honoured(server, quick, page, robots, allowed):
    server.add("/robots.txt", robots, headers=[("Content-Type", "text/plain")])
    url = server.add("/tin/1.html", page)
    if allowed:
        assert fetch(url, options=quick()).body == page
    else:
        with pytest.raises(RobotsError):
            fetch(url, options=quick())
        assert fetch(url, options=quick(robots=False)).body == page


@pytest.mark.parametrize(
    ("status", "allowed"), [("404 No", True), ("403 No", True), ("410 No", True), ("503 No", False), ("429 No", False)]
)
def test_a_robots_txt_that_is_not_there_allows_and_one_that_fails_does_not(server, quick, page, status, allowed):
    server.add("/robots.txt", b"User-agent: *\nDisallow:\n", status=status)
    url = server.add("/1", page)
    if allowed:
        assert fetch(url, options=quick()).status == 200
    else:
        with pytest.raises(RobotsError):
            fetch(url, options=quick())
        assert "/1" not in server.paths()


def test_a_robots_txt_that_cannot_be_had_or_redirects(server, quick, page, answer):
    async def cut(seen, writer):
        return "close"

    url = server.add("/1", page)
    server.add("/robots.txt", cut)
    with pytest.raises(RobotsError, match="could not be had"):
        fetch(url, options=quick())
    server.redirect("/robots.txt", "/r.txt")
    server.add("/r.txt", b"User-agent: *\nDisallow: /1\n")
    with pytest.raises(RobotsError):
        fetch(url, options=quick())
    server.redirect("/robots.txt", "/robots.txt")
    assert fetch(url, options=quick()).status == 200  # more than five redirects: as if there were none


def test_robots_txt_of_the_site_redirected_to_is_asked_too(server, other, quick, page):
    url = server.redirect("/out", other.url("/secret", host="localhost"))
    other.add("/robots.txt", b"User-agent: *\nDisallow: /secret\n")
    other.add("/secret", page)
    with pytest.raises(RobotsError):
        fetch(url, options=quick())
    assert other.paths() == ["/robots.txt"]


def test_robots_txt_is_read_once_for_many_pages(server, quick, page):
    urls = [server.add(f"/{n}", page) for n in range(10)]
    assert len(list(fetch_many(urls, options=quick(per_host=4)))) == 10
    assert server.paths().count("/robots.txt") == 1


# --- manners


def test_requests_to_a_host_keep_their_distance(server, quick, page):
    urls = [server.add(f"/{n}", page) for n in range(4)]
    list(fetch_many(urls, options=quick(delay=0.2, per_host=4)))
    times = sorted(one.at for one in server.seen)
    assert len(times) == 5
    assert times[-1] - times[0] >= 0.6  # four delays, less what the first connection may take longer than the last


@pytest.mark.parametrize("rule", [b"Crawl-delay: 0.3", b"Request-rate: 10/3"])
def test_a_delay_in_robots_txt_wins_over_a_shorter_one(server, quick, page, rule):
    server.add("/robots.txt", b"User-agent: *\n" + rule + b"\n")
    list(fetch_many([server.add(f"/{n}", page) for n in range(3)], options=quick()))
    times = [one.at for one in server.seen][1:]
    assert times[-1] - times[0] >= 0.45


def test_a_delay_beyond_what_is_waited_for_leaves_the_host_alone(server, quick, page):
    server.add("/robots.txt", b"User-agent: *\nCrawl-delay: 86400\n")
    with pytest.raises(RobotsError, match="max_delay"):
        fetch(server.add("/1", page), options=quick())
    assert server.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    ("options", "most"),
    [
        ({"per_host": 1, "concurrency": 8}, 1),
        ({"per_host": 3, "concurrency": 8}, 3),
        ({"per_host": 9, "concurrency": 2}, 2),
    ],
)
def test_requests_at_once_are_bounded(server, quick, page, answer, options, most):
    async def slow(seen, writer):
        await asyncio.sleep(0.05)
        writer.write(answer(page))

    found = list(fetch_many([server.add(f"/{n}", slow) for n in range(9)], options=quick(robots=False, **options)))
    assert len(found) == 9
    assert server.most_at_once == most


# --- TLS


def test_certificates_are_verified(tls_server, quick, page):
    url = tls_server.url("/", host="localhost")
    tls_server.add("/", page)
    with pytest.raises(NetworkError, match="certificate") as caught:
        fetch(url, options=quick(robots=False))
    assert not caught.value.passing
    assert fetch(url, options=quick(ca_file=tls_server.certificate)).body == page
    with pytest.raises(NetworkError, match="certificate"):  # the name counts, not the address
        fetch(tls_server.url("/"), options=quick(ca_file=tls_server.certificate, robots=False))

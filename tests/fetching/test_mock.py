"""The mock transport, and the plain calls around the fetcher."""

import asyncio
import pickle
from contextlib import suppress

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newsparse
from newsparse import FetchOptions, MockTransport

QUICK = FetchOptions(delay=0, backoff=0)
PAGE = (
    "<html><body><h1>Trao quà</h1><p>Ông Nguyễn Văn An, Chủ tịch UBND xã Tân Lập, trao 10 suất quà.</p></body></html>"
)

# The first example builds the tables of all characters, which takes seconds on a busy machine.
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_a_page_comes_back_with_its_bytes_and_its_requests():
    transport = MockTransport({"https://example.org/1.html": PAGE})
    page = newsparse.fetch("https://example.org/1.html", options=QUICK, transport=transport)
    assert page.text == PAGE
    assert page.body == PAGE.encode()
    assert [str(r.url) for r in transport.requests] == ["https://example.org/robots.txt", "https://example.org/1.html"]
    assert transport.requests[1].headers["user-agent"] == f"newsparse/{newsparse.__version__}"


def test_a_fetched_page_parses_to_a_record_that_says_where_it_came_from():
    transport = MockTransport({"https://example.org/a": 404, "https://example.org/b": PAGE})
    record = newsparse.fetch("https://example.org/b", options=QUICK, transport=transport).parse()
    assert record.url == "https://example.org/b"
    assert record.source.file == "https://example.org/b"
    assert "trao 10 suất quà" in record.text


def test_answers_may_be_functions_responses_and_errors():
    async def late(request):
        return httpx.Response(200, headers={"Content-Type": "text/html"}, content=str(request.url.path).encode())

    transport = MockTransport(
        {"http://x.example/late": late, "http://x.example/broken": httpx.ReadError("cut"), "http://x.example/gone": 410}
    )
    found = dict(
        newsparse.fetch_many(
            ["http://x.example/late", "http://x.example/broken", "http://x.example/gone", "http://x.example/late"],
            options=FetchOptions(delay=0, backoff=0, retries=1),
            transport=transport,
        )
    )
    assert found["http://x.example/late"].body == b"/late"
    assert isinstance(found["http://x.example/broken"], newsparse.NetworkError)
    assert found["http://x.example/gone"].status == 410
    paths = [r.url.path for r in transport.requests]
    assert paths.count("/broken") == 2  # may pass: tried again
    assert paths.count("/gone") == 1  # will not pass
    assert paths.count("/late") == 1  # the same address twice is fetched once


def test_the_plain_call_works_inside_a_running_loop():
    async def inside():
        return newsparse.fetch(
            "https://example.org/", options=QUICK, transport=MockTransport({"https://example.org/": PAGE})
        )

    assert asyncio.run(inside()).status == 200


def test_leaving_the_loop_early_ends_the_fetching():
    transport = MockTransport({f"http://x.example/{n}": PAGE for n in range(2000)})
    for url, _ in newsparse.fetch_many(
        (f"http://x.example/{n}" for n in range(2000)), options=QUICK, transport=transport
    ):
        assert url.startswith("http://x.example/")
        break
    assert len(transport.requests) < 1500


def test_an_answer_of_a_wrong_kind_is_told():
    transport = MockTransport({"http://x.example/": 3.5})
    ((_, error),) = newsparse.fetch_many(["http://x.example/"], options=QUICK, transport=transport)
    with pytest.raises(newsparse.FetchError, match="float"):
        raise error


@SLOW
@given(
    st.text(max_size=30),
    st.sampled_from(["http://", "https://x.example/", "http://x.example:", "http://[", "http://xn--"]),
)
def test_any_address_gives_a_page_or_a_fetch_error(rest, start):
    with suppress(newsparse.FetchError):
        newsparse.fetch(start + rest, options=FetchOptions(delay=0, robots=False), transport=MockTransport({}))


@SLOW
@given(st.text(max_size=30))
def test_any_redirect_gives_a_page_or_a_fetch_error(target):
    answer = httpx.Response(302, headers=[(b"Location", target.encode("utf-8", "replace"))])
    with suppress(newsparse.FetchError):
        newsparse.fetch(
            "http://x.example/",
            options=FetchOptions(delay=0, robots=False),
            transport=MockTransport({"http://x.example/": answer}),
        )


def test_plain_text_is_read_as_text():
    answer = httpx.Response(
        200, headers={"Content-Type": "text/plain; charset=utf-8"}, content="Trao quà\nÔng An < ông Bình".encode()
    )
    page = newsparse.fetch("http://x.example/", options=QUICK, transport=MockTransport({"http://x.example/": answer}))
    assert "Ông An < ông Bình" in page.parse().text


def test_errors_survive_pickling():
    error = newsparse.StatusError("x", url="http://x.example/", status=503, retry_after=7.0, passing=True)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.url, again.status, again.retry_after, again.passing) == (
        "x",
        "http://x.example/",
        503,
        7.0,
        True,
    )

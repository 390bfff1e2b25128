"""The cache: what has not changed is not sent again."""

import pytest

from newsparse import fetch

TAG = [("ETag", '"v1"'), ("Cache-Control", "max-age=3600")]


@pytest.mark.parametrize(
    ("headers", "condition"),
    [
        ([("ETag", '"v1"'), ("Cache-Control", "max-age=3600")], "if-none-match"),
        ([("ETag", 'W/"v1"')], "if-none-match"),
        ([("Last-Modified", "Thu, 21 Mar 2024 01:00:00 GMT")], "if-modified-since"),
    ],
)
def test_a_page_is_asked_for_again_on_condition_and_comes_from_the_cache(
    server, quick, page, answer, tmp_path, headers, condition
):
    async def known(seen, writer):
        if condition in seen.headers:
            writer.write(answer(b"", status="304 Not Modified", headers=headers))
        else:
            writer.write(answer(page, headers=headers))

    url = server.add("/1", known)
    options = quick(cache=tmp_path / "cache", robots=False)
    first, second = fetch(url, options=options), fetch(url, options=options)
    assert (first.cached, second.cached) == ("", "revalidated")
    assert second.body == page
    assert second.status == 200
    assert [condition in one.headers for one in server.seen] == [False, True]


def test_a_page_that_has_changed_is_the_new_one(server, quick, page, tmp_path):
    options = quick(cache=tmp_path / "cache", robots=False)
    url = server.add("/1", page, headers=TAG)
    fetch(url, options=options)
    server.add("/1", page + b"more", headers=[("ETag", '"v2"')])
    got = fetch(url, options=options)
    assert got.body == page + b"more"
    assert got.cached == ""


def test_what_must_not_be_kept_is_not_kept(server, quick, page, tmp_path):
    options = quick(cache=tmp_path / "cache", robots=False)
    url = server.add("/1", page, headers=[("Cache-Control", "no-store"), ("ETag", '"v1"')])
    fetch(url, options=options)
    fetch(url, options=options)
    assert all("if-none-match" not in one.headers for one in server.seen)


def test_an_error_is_not_kept(server, quick, page, tmp_path):
    from newsparse import StatusError

    options = quick(cache=tmp_path / "cache", robots=False)
    url = server.add("/1", b"no", status="404 Not Found", headers=[("Cache-Control", "max-age=3600")])
    with pytest.raises(StatusError):
        fetch(url, options=options)
    server.add("/1", page)
    assert fetch(url, options=options).body == page

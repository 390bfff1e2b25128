"""What a user may import, and what importing costs."""

import subprocess
import sys

import newsparse


def test_all_is_sorted_and_every_name_is_there():
    assert newsparse.__all__ == sorted(newsparse.__all__, key=lambda name: (not name.isupper(), name))
    for name in newsparse.__all__:
        assert getattr(newsparse, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    try:
        newsparse.no_such_name  # noqa: B018
    except AttributeError as error:
        assert "no_such_name" in str(error)
    else:
        raise AssertionError("no error")


def test_importing_newsparse_loads_nothing_heavy():
    code = "import sys, newsparse.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"underthesea", "underthesea_core", "httpx", "lxml", "lxml.etree", "bs4", "rich", "pyarrow", "regex"}
    assert heavy.isdisjoint(loaded)

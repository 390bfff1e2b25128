"""File names made of addresses cannot leave the output folder."""

import re
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsparse.fetching.names import file_name

_HOSTILE = st.sampled_from(
    [
        "..",
        "/",
        "\\",
        "%2e%2e",
        "%2f",
        "%00",
        "\x00",
        "con",
        "aux.",
        ".ssh",
        "~",
        "a" * 300,
        "tin-tức",
        "?x=../..",
        ":",
        "#",
    ]
)

# The first example builds the tables of all characters, which takes seconds on a busy machine.
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(st.lists(_HOSTILE | st.text(max_size=8), max_size=8).map("".join), st.none() | st.text(max_size=20))
def test_no_address_leaves_the_folder(rest, content_type):
    for url in (f"http://{rest}", f"https://example.org/{rest}", rest):
        name = file_name(url, content_type)
        assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*/[a-z0-9][a-z0-9.-]*", name)
        assert ".." not in name
        assert len(name) <= 220
        assert Path("/out", name).resolve().is_relative_to("/out")
        assert not any(
            re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", part) for part in PureWindowsPath(name).parts
        )


def test_names_are_readable_and_differ():
    one = file_name("https://tin.example.org/kinh-te/Giá%20lúa%20tăng-123.html", "text/html; charset=utf-8")
    assert re.fullmatch(r"tin\.example\.org/kinh-te-gia-lua-tang-123-[0-9a-f]{10}\.html", one)
    assert one != file_name("https://tin.example.org/kinh-te/Giá%20lúa%20tăng-123.html?trang=2")
    assert one == file_name("https://tin.example.org/kinh-te/Giá%20lúa%20tăng-123.html", "text/html")


@pytest.mark.parametrize(
    ("kind", "suffix"), [(None, ".html"), ("application/pdf", ".pdf"), ("TEXT/PLAIN;x", ".txt"), ("../../x", ".bin")]
)
def test_the_suffix_says_the_kind(kind, suffix):
    assert file_name("https://example.org/a", kind).endswith(suffix)

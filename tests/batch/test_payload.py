"""A page comes out of every packing that servers use, whole or as far as it is there, and a bomb ends at the limit."""

import gzip
import zlib

import brotli
import pytest
import zstandard
from archives import page
from hypothesis import given
from hypothesis import strategies as st

from newsparse.batch.payload import PackedError, unpacked

PAGE = page(3) * 40
LIMIT = 1024 * 1024


def bare(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def chunked(data, size=700):
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x;a=b\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


PACKERS = [
    ("gzip", gzip.compress),
    ("x-gzip", lambda data: gzip.compress(data[:900]) + gzip.compress(data[900:])),
    ("deflate", zlib.compress),
    ("deflate", bare),
    ("br", brotli.compress),
    ("zstd", lambda data: zstandard.compress(data[:900]) + zstandard.compress(data[900:])),
    ("Identity", bytes),
    ("gzip, br", lambda data: brotli.compress(gzip.compress(data))),
]


@pytest.mark.parametrize(("encoding", "pack"), PACKERS)
def test_every_packing_is_undone_in_chunks_and_without(encoding, pack):
    packed = pack(PAGE)
    assert unpacked(packed, "", encoding, LIMIT) == (PAGE, True)
    assert unpacked(chunked(packed), "Chunked", encoding, LIMIT) == (PAGE, True)


@pytest.mark.parametrize(("encoding", "pack"), PACKERS)
def test_a_body_stored_plain_under_a_header_that_says_packed_is_taken_as_it_is(encoding, pack):
    assert unpacked(PAGE, "chunked", encoding, LIMIT) == (PAGE, True)


def test_an_unknown_encoding_is_read_where_it_is_text_and_told_where_not():
    assert unpacked(PAGE, "", "utf-8", LIMIT) == (PAGE, True)
    with pytest.raises(PackedError, match="x-unknown"):
        unpacked(gzip.compress(PAGE), "", "x-unknown", LIMIT)
    with pytest.raises(PackedError, match="gzip"):
        unpacked(b"\x1f\x8b\x08\x00" + bytes(range(200)), "", "gzip", LIMIT)


@pytest.mark.parametrize(("encoding", "pack"), [*PACKERS[:2], *PACKERS[3:5], PACKERS[6]])
def test_a_cut_body_gives_its_beginning_and_says_so(encoding, pack):
    text = b"".join(b"<p>%d</p>" % (n * n) for n in range(30_000))
    packed = chunked(pack(text))
    found, whole = unpacked(packed[: len(packed) // 2], "chunked", encoding, LIMIT)
    assert not whole
    assert len(found) > 1000
    assert text.startswith(found)


@pytest.mark.parametrize(("encoding", "pack"), PACKERS[:6])
def test_a_bomb_ends_at_the_limit(encoding, pack):
    found, _ = unpacked(pack(bytes(50_000_000)), "", encoding, LIMIT)
    assert found == bytes(LIMIT)


@given(
    st.binary(max_size=300), st.sampled_from(["", "chunked"]), st.sampled_from(["gzip", "deflate", "br", "zstd", "?"])
)
def test_nothing_else_is_raised(data, transfer, encoding):
    try:
        found, _ = unpacked(data, transfer, encoding, 100)
    except PackedError:
        return
    assert len(found) <= 100

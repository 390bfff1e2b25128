"""Files of all kinds that people save, and files that are broken."""

import gzip
import hashlib

import pytest

from newsparse import InputError, parse_file

PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Xã Tân Lập làm đường</title></head><body>
<h1>Xã Tân Lập làm 3 km đường bê tông</h1>
<p>Ngày 8/6/2022, nhân dân xã Tân Lập góp 1.200 ngày công làm 3 km đường bê tông liên thôn, đi lại nay thuận tiện hơn nhiều.</p>
<p>Ông Hà Văn Sáu, Chủ tịch UBND xã Tân Lập cho biết tổng kinh phí là 2,4 tỷ đồng, trong đó nhân dân đóng góp 600 triệu đồng.</p>
</body></html>"""

MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: https://tanlap.example.vn/lam-duong
Subject: =?utf-8?Q?X=C3=A3?=
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----B--"

------B--
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://tanlap.example.vn/lam-duong

{html}
------B----
"""


def quoted_printable(text):
    import quopri

    return quopri.encodestring(text.encode()).decode()


def write(path, name, data):
    file = path / name
    file.write_bytes(data)
    return file


@pytest.mark.parametrize("name", ["p.html", "p.htm", "p.xhtml", "p", "p.aspx"])
def test_a_page_under_any_name(tmp_path, name):
    record = parse_file(write(tmp_path, name, PAGE.encode()))
    assert record.headline == "Xã Tân Lập làm 3 km đường bê tông"
    assert "1.200 ngày công" in record.text


def test_a_gzipped_page_gives_the_same_text_and_names_the_file_it_came_from(tmp_path):
    packed = gzip.compress(PAGE.encode())
    plain = parse_file(write(tmp_path, "p.html", PAGE.encode()))
    record = parse_file(write(tmp_path, "p.html.gz", packed))
    assert record.text == plain.text
    assert record.source.file == str(tmp_path / "p.html.gz")
    assert record.source.sha256 == hashlib.sha256(packed).hexdigest()
    assert record.source.bytes == len(packed)


def test_a_truncated_gzip_gives_what_is_readable_and_says_so(tmp_path):
    packed = gzip.compress(PAGE.encode())
    record = parse_file(write(tmp_path, "p.html.gz", packed[:-12]))
    assert "truncated" in record.warnings
    assert "xã Tân Lập" in record.text


def test_a_damaged_gzip_is_an_error_with_advice(tmp_path):
    packed = bytearray(gzip.compress(PAGE.encode()))
    packed[10:40] = b"\xff" * 30
    with pytest.raises(InputError, match="gzip"):
        parse_file(write(tmp_path, "p.html.gz", bytes(packed)))


def test_mhtml_gives_the_page_and_its_address(tmp_path):
    record = parse_file(write(tmp_path, "p.mhtml", MHTML.format(html=quoted_printable(PAGE)).encode()))
    assert record.headline == "Xã Tân Lập làm 3 km đường bê tông"
    assert record.url == "https://tanlap.example.vn/lam-duong"


def test_mhtml_without_html_is_an_error(tmp_path):
    with pytest.raises(InputError, match="no HTML part"):
        parse_file(write(tmp_path, "p.mhtml", b"MIME-Version: 1.0\nContent-Type: text/plain\n\nxin\n"))


def test_a_text_file_is_an_article(tmp_path):
    record = parse_file(write(tmp_path, "a.txt", "Tiêu đề bài viết\n\nĐoạn thứ nhất của bài.\n".encode()))
    assert record.headline == "Tiêu đề bài viết"
    assert next(b.kind for b in record.blocks) == "headline"


@pytest.mark.parametrize("data", [b"", gzip.compress(b"", mtime=0), b"   \n"])
@pytest.mark.parametrize("name", ["e.html", "e.txt"])
def test_an_empty_file_is_a_record_with_a_warning(tmp_path, name, data):
    record = parse_file(write(tmp_path, name, data))
    assert record.text == ""
    assert "empty" in record.warnings


def test_binary_data_are_a_record_with_a_warning(tmp_path):
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06" + bytes(range(256)) * 8
    record = parse_file(write(tmp_path, "p.html", png))
    assert "not-html" in record.warnings
    assert record.text == ""


def test_a_page_without_text_is_a_record_with_a_warning(tmp_path):
    record = parse_file(write(tmp_path, "p.html", b"<html><head></head><body><div></div></body></html>"))
    assert record.text == ""
    assert record.warnings


@pytest.mark.parametrize(("name", "words"), [("nowhere.html", "no such file"), (".", "--recursive")])
def test_what_cannot_be_read_is_an_error_with_advice(tmp_path, name, words):
    with pytest.raises(InputError, match=words):
        parse_file(tmp_path / name)

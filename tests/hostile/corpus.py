"""Bad pages, bad texts and bad archives, each by a name that says what is wrong with it."""

import gzip
import io
import json
import struct
import tarfile
import zipfile

TITLE = "Hội nghị tổng kết của huyện Mỹ Lộc"
PARAGRAPH = (
    "<p>Ngày 21/3, huyện Mỹ Lộc đã tổ chức hội nghị tổng kết công tác năm, trao thưởng cho nhiều tập thể và cá nhân "
    "có thành tích xuất sắc trong phong trào thi đua.</p>"
)
HEAD = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>"
ARTICLE = HEAD + PARAGRAPH * 4
KB = 1000


def page(extra="", before=""):
    """An article, with something hostile behind its second paragraph, or in front of the page."""
    return before + HEAD + PARAGRAPH * 2 + extra + PARAGRAPH * 2


def linked(**fields):
    said = json.dumps({"@type": "NewsArticle", **fields}, ensure_ascii=False)
    return page(before=f'<script type="application/ld+json">{said}</script>')


# The article must be found in each of these.
PAGES = {
    "definition lists in definition lists": page("<dl><dt>a<dd>b" * 4 * KB),
    "terms that are never closed": page("<dt>a" * 4 * KB),
    "tables in cells": page("<table><tr><td>a</td><td>" * 4 * KB),
    "lists in lists": page("<ul><li>a" * 4 * KB),
    "inline elements in inline elements": page("<b><i><font>" * 4 * KB),
    "links in links": page('<a href="/tin">' * 20 * KB + "</a>" * 20 * KB),
    "forms in forms": page("<form><fieldset>" * 4 * KB),
    "custom elements": page("<x-y><x-z>" * 4 * KB),
    "pictures without end": page('<img src="a.jpg" alt="ảnh">' * 20 * KB),
    "empty paragraphs": page("<p></p>" * 100 * KB),
    "line breaks": page("xã Hà<br>" * 50 * KB),
    "headlines": page(f"<h2>{TITLE} lần nữa</h2>" * 5 * KB),
    "dates": page("<span class=date>21/3/2024 10:30</span>" * 10 * KB),
    "bylines": page("<p class=author>Nguyễn Văn An</p>" * 5 * KB),
    "captions": page("<figure><img src=a><figcaption>Ảnh: Minh Hà</figcaption></figure>" * 5 * KB),
    "a class of a million words": page('<div class="' + "ab " * 300 * KB + '">x</div>'),
    "as many classes as elements": page("".join(f'<div class="c{n}">x</div>' for n in range(30 * KB))),
    "an unclosed attribute": page(PARAGRAPH * 2 + '<a href="' + "x" * 500 * KB),
    "an unclosed comment": ARTICLE + "<!--" + "x" * 500 * KB,
    "an unclosed script": ARTICLE + "<script>" + "<" * 500 * KB,
    "CDATA sections": page("<![CDATA[" * 50 * KB),
    "processing instructions": page("<?xml " * 50 * KB),
    "half entities": page("&" * 200 * KB),
    "entities of no character": page("&#0;&#xD800;&#x110000;&#99999999999;" * 10 * KB),
    "a DTD that multiplies entities": page(
        before='<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        extra="<p>&c;&c;&c;</p>",
    ),
    "an external entity": page(before='<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>', extra="<p>&x;</p>"),
    "NUL bytes in tags": page("<\x00p\x00>a</\x00p>" * 10 * KB),
    "marks that combine without end": page("<p>a" + "\u0301" * 200 * KB + "</p>"),
    "letters without width": page("\u200b" * 300 * KB),
    "letters that turn the direction": page("\u202e\u2066" * 50 * KB),
    "surrogates in text": page("\ud83d" * KB),
    "metadata without end": page(before='<meta name="author" content="a">' * 20 * KB),
    "linked data in linked data": linked(author=json.loads("[" * 200 + "]" * 200)),
    "linked data that are broken": page(before='<script type="application/ld+json">{"a":[</script>' * 2 * KB),
    "an author of brackets": linked(author="(" * 100 * KB),
    "a headline of separators": linked(headline="a | " * 25 * KB),
    "a date of spaces": linked(datePublished=" " * 100 * KB),
    "a title of separators": page(before="<title>" + "a - " * 50 * KB + "</title>"),
    "charsets that contradict": page(before="".join(f"<meta charset=x-{n}>" for n in range(KB))),
    "a style sheet in an attribute": page('<p style="' + "display:none;" * 20 * KB + '">x</p>'),
    "a script in every address": page('<a href="javascript:alert(1)">tin</a><img src="javascript:alert(1)">' * KB),
}

# Units of text that is repeated to `SIZE`; there is nothing in it to find, and nothing may go wrong.
SIZE = 100 * KB
TEXTS = {
    "numbers in numbers": "1.", "one number": "1", "counts": "5 ", "thousands": "1,", "fractions": "1/", "scores": "2-1 ",
    "clocks": "1:", "full stops": ".", "ellipses": "…", "brackets": "(", "quotes": "“", "dashes": "- ", "per cent": "5% ",
    "empty lines": "\n", "short lines": "xã Hà\n", "lines of marks": "$\n", "cells": "a | 5 | 6 tấn\n",
    "one word": "ă", "spaces": " ", "no-break spaces": "\u00a0", "accents": "\u0301", "astral letters": "𝟙",
    "honorifics": "ông ", "surnames": "Nguyễn ", "one surname": "Lê ", "capitals": "NGUYỄN ", "initials": "A.",
    "offices": "Phó Chủ tịch ", "bodies": "Sở Y tế, ", "acronyms": "UBND ", "places": "xã Tân Lập, ", "heads": "Công ty ",
    "persons": "ông Nguyễn Văn An, Chủ tịch UBND xã Tân Lập; ", "hyphens": "Mai-", "addresses": "www.", "mails": "a@",
    "days": "ngày ", "dates": "12/3-", "months": "tháng 3 ", "years": "năm 2024 ", "quarters": "quý I/2024 ",
    "holidays": "rằm tháng Bảy ", "spans": "từ 5 đến ", "sums": "tổng trị giá 5 tỷ đồng, trong đó ", "words": "hai mươi ",
    "money": "5 triệu đồng ", "lists": "3 con bò, ", "laws": "Nghị quyết số 10-NQ/TW ", "and": "và ",
}  # fmt: skip


def _names(count):
    onsets = ["b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "th", "tr", "ng", "nh"]
    words = [f"{a}{b}{c}".capitalize() for a in onsets for b in "aăâoôơuưiêy" for c in ("", "n", "m", "ng")]
    return [(words[n % len(words)], words[n * 7 // len(words) * 3 % len(words)]) for n in range(count)]


# Texts in which each sentence names somebody or something new.
LONG_TEXTS = {
    "two thousand directors": "\n".join(
        f"Ông Nguyễn {a} {b}, Giám đốc Sở Y tế tỉnh {b} {a}, nói." for a, b in _names(2000)
    ),
    "a man of many offices": "\n".join(f"Ông Nguyễn Văn An, Chủ tịch Hội {a} {b}, nói." for a, b in _names(2000)),
    "names in capitals above their persons": "NGUYỄN NGUYỄN NGUYỄN NGUYỄN\n" * 3000
    + "\n".join(f"Ông Nguyễn {a} {b} nói." for a, b in _names(3000)),
    "offices without a person": "\n".join(f"Giám đốc Sở Y tế tỉnh {a} {b} nói." for a, b in _names(2000)),
    "bodies": "\n".join(f"Hội Nông dân xã {a} {b} trao {n} suất quà." for n, (a, b) in enumerate(_names(2000))),
    "one sentence": ", ".join(f"Hội Nông dân xã {a} {b} trao {n} suất quà" for n, (a, b) in enumerate(_names(2000))),
}


def _warc(body, *, head=b"", length=None):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + b"\r\n" + body
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:1>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        b"WARC-Target-URI: http://a.example.vn/1\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: " + (str(len(http)).encode() if length is None else length) + b"\r\n\r\n" + http + b"\r\n\r\n"
    )


def _zip(*members, attributes=0):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = attributes
            archive.writestr(info, data)
    return out.getvalue()


def _tar(*members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind, data in members:
            info = tarfile.TarInfo(name)
            info.type = kind
            info.size = len(data)
            info.linkname = "/etc/passwd"
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def archives():
    """Return bad archives by file name, each with how many records of the article it gives."""
    good = ARTICLE.encode()
    record = _warc(good)
    bomb = gzip.compress(bytes(80_000_000), mtime=0)
    zipped = bytearray(_zip(("a.html", good)))
    at = bytes(zipped).rindex(b"PK\x01\x02")
    struct.pack_into("<H", zipped, at + 6, 75)  # the version that is needed to read the member
    return {
        "climbs-out.zip": (_zip(("../../evil.html", good), ("/tmp/evil.html", good), ("C:\\evil.html", good)), 3),
        "one-name-twice.zip": (_zip(("a.html", good), ("b/../a.html", good)), 2),
        "a-link.zip": (_zip(("link.html", b"/etc/passwd"), attributes=0o120777 << 16), 0),
        "newer.zip": (bytes(zipped), 1),
        "no-members.zip": (_zip(), 0),
        "only-a-signature.zip": (b"PK\x03\x04", 0),
        "many-zeros.zip": (_zip(("zeros.html", bytes(80_000_000)), ("b.html", good)), 1),
        "climbs-out.tar": (_tar(("../../evil.html", tarfile.REGTYPE, good)), 1),
        "devices.tar": (
            _tar(
                ("a.html", tarfile.CHRTYPE, b""), ("b.html", tarfile.FIFOTYPE, b""), ("c.html", tarfile.SYMTYPE, b""),
                ("d.html", tarfile.LNKTYPE, b""), ("e.html", tarfile.REGTYPE, good),
            ),
            1,
        ),
        "cut.tar": (_tar(("a.html", tarfile.REGTYPE, good), ("b.html", tarfile.REGTYPE, good))[: 1024 + len(good) + 900], 1),
        "zeros.tar": (bytes(1_000_000), 0),
        "bomb.html.gz": (bomb, 0),
        "gzip-in-gzip.html.gz": (gzip.compress(gzip.compress(good, mtime=0), mtime=0), 0),
        "negative.warc": (_warc(good, length=b"-5") + record, 1),
        "endless.warc": (_warc(good, length=b"9" * 40) + record, 1),
        "no-number.warc": (_warc(good, length=b"many") + record, 1),
        "head-without-end.warc": (b"WARC/1.0\r\n" + b"X-Y: z\r\n" * 200_000 + record, 1),
        "digits.warc": (b"a:b c 12345678 " + b"1" * 2_000_000 + b"\r\n" + record, 1),
        "chunks-that-lie.warc": (
            _warc(b"FFFFFFFFFF\r\n" + good, head=b"Transfer-Encoding: chunked\r\n") + record, 2,
        ),
        "bomb-in-http.warc": (_warc(bomb, head=b"Content-Encoding: gzip\r\n") + record, 1),
        "says-brotli.warc": (_warc(good, head=b"Content-Encoding: br\r\n") + record, 2),
        "cut.warc.gz": (gzip.compress(record, mtime=0) + gzip.compress(record, mtime=0)[:-40], 1),
        "rubbish-between.warc.gz": (
            gzip.compress(record, mtime=0) + b"\x1f\x8b\x08" * 1000 + gzip.compress(record, mtime=0), 2,
        ),
        "deep.jsonl": (b"[" * 100_000 + b"\n" + json.dumps({"html": ARTICLE}).encode() + b"\n", 1),
        "one-long-line.jsonl": (b'{"html": "' + b"x" * 5_000_000, 0),
        "half-characters.jsonl": (b'{"html": "\\ud83d <p>a"}\n{"html": "\xff"}\n', 0),
        "empty.warc.gz": (b"", 0),
        "empty.zip": (b"", 0),
        "empty.jsonl": (b"", 0),
    }  # fmt: skip

"""What is fuzzed: one function a target, from any bytes to nothing, or an `AssertionError` where a promise is broken.

A promise is what the docs say: any input gives a value, every span slices to its own text, the values are of the closed
lists, a damaged archive gives every whole record and tells what it lost.
"""

from __future__ import annotations

import datetime
import gzip
import io
import json
import tempfile
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import newsparse
from newsparse.batch.archives import Reading
from newsparse.batch.items import REASONS, Item, Lost, Skipped
from newsparse.batch.plan import Cut, plan, read
from newsparse.files import parse_bytes
from newsparse.page.decode import decode as decode_page
from newsparse.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable

REFERENCE: Final = datetime.date(2024, 3, 21)


def check_record(record: newsparse.Record) -> None:
    """Hold a record to its contract."""
    text = record.text
    assert set(record.warnings) <= set(newsparse.WARNINGS)
    assert record.source is not None
    last = 0
    for block in record.blocks:
        assert last <= block.start < block.end <= len(text)
        last = block.end
    for start, end in record.sentences:
        assert 0 <= start < end <= len(text)
    for person in (*record.officials, *record.people):
        for span in (*person.mentions, *person.positions):
            assert text[span.start : span.end] == span.text
        assert person.mentions
        assert 0 <= person.confidence <= 1
    for one in (*record.organisations, *record.places):
        assert one.mentions
        for mention in one.mentions:
            assert text[mention.start : mention.end] == mention.text
    check_spans(text, record.facts, record.times)
    json.loads(record.to_json())


def check_spans(text: str, facts: tuple[newsparse.Fact, ...], times: tuple[newsparse.Time, ...]) -> None:
    """Hold facts and times to their spans and to exact numbers."""
    for found in (*facts, *times):
        assert text[found.start : found.end] == found.text
        assert found.text
    for fact in facts:
        for value in (fact.value, fact.min, fact.max):
            if value is not None and fact.kind not in ("ratio", "score"):
                try:
                    assert Decimal(value).is_finite()
                except InvalidOperation as error:
                    raise AssertionError(f"{value!r} is no number") from error
        assert all(0 <= n < len(facts) for n in fact.of)


def decode(data: bytes) -> None:
    """Bytes to text: always text that UTF-8 can carry."""
    decoded = decode_page(data)
    decoded.text.encode("utf-8")
    assert decoded.charset or not decoded.text.strip() or "not-html" in decoded.warnings


def page(data: bytes) -> None:
    """A page to a record."""
    check_record(newsparse.parse(data))


def text(data: bytes) -> None:
    """An article as plain text to a record."""
    check_record(newsparse.parse_text(data))


def file(data: bytes) -> None:
    """A saved file of any kind to a record, or to an error that says what to do."""
    try:
        check_record(parse_bytes(data, "x"))
    except newsparse.InputError as error:
        assert str(error)


def facts(data: bytes) -> None:
    """Any text to facts."""
    string = data.decode("utf-8", "replace")
    check_spans(normalise(string), newsparse.facts(string, reference=REFERENCE), ())


def times(data: bytes) -> None:
    """Any text to times."""
    string = data.decode("utf-8", "replace")
    check_spans(normalise(string), (), newsparse.times(string, reference=REFERENCE))


def normal(data: bytes) -> None:
    """Normalising once is enough."""
    once = normalise(data.decode("utf-8", "replace"))
    assert normalise(once) == once


def warc(data: bytes) -> None:
    """A damaged archive: every item once, whatever the cut, and a whole record behind the damage is found."""
    whole = _RECORD + data + _RECORD
    found = [_read(whole, suffix, cut) for suffix, cut in ((".warc", Cut()), (".warc", Cut(pages=1, bytes=64)))]
    assert found[0] == found[1]
    assert any(b"Ba" in one[1] for one in found[0])
    packed = gzip.compress(_RECORD, mtime=0)
    for suffix in (".warc.gz", ".jsonl", ".jsonl.gz", ".zip", ".tar", ".tar.gz", ".arc"):
        _read((packed + data + packed) if suffix == ".warc.gz" else data, suffix, Cut())


_PAGE: Final = "<html><head><title>Ba</title></head><body><p>Ba xã.</p></body></html>".encode()
_BODY: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + _PAGE
_RECORD: Final = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:1>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
    b"WARC-Target-URI: http://a.example.vn/1\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: " + str(len(_BODY)).encode() + b"\r\n\r\n" + _BODY + b"\r\n\r\n"
)


def _read(data: bytes, suffix: str, cut: Cut) -> list[tuple[str, bytes]]:
    """Return the keys and bytes of the items in an archive."""
    items: list[tuple[str, bytes]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        for shard in plan([str(path)], Reading(), cut):
            for one in read(shard, Reading()):
                assert isinstance(one, Item | Lost | Skipped)
                if isinstance(one, Item):
                    assert one.flaw is None or one.flaw.reason in REASONS
                    items.append((one.key.rsplit("/", 1)[-1], one.data))
    assert len({key for key, _ in items}) == len(items)
    return items


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "decode": decode, "page": page, "text": text, "file": file, "facts": facts, "times": times, "normal": normal,
    "warc": warc,
}  # fmt: skip


def seeds(target: str, root: Path) -> list[bytes]:
    """Return inputs to start from: the pages, articles and sentences of the tests in the checkout `root`."""
    if target in ("page", "file", "decode"):
        found = [path.read_bytes() for path in sorted((root / "tests" / "fixtures" / "pages").glob("*.html"))]
        return [*found, gzip.compress(found[0], mtime=0)] if target == "file" and found else found
    if target == "text":
        return [path.read_bytes() for path in sorted((root / "tests" / "gold").glob("*.txt"))]
    if target == "warc":
        return [
            _RECORD,
            gzip.compress(_RECORD, mtime=0),
            json.dumps({"html": _PAGE.decode()}).encode() + b"\n",
            _zipped(),
        ]
    lines: list[Any] = []
    for name in ("facts", "times", "numerals"):
        rows = (root / "tests" / "specs" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        lines += [json.loads(row)["text"].encode() for row in rows if row.strip()]
    return lines


def _zipped() -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.html", _PAGE)
    return out.getvalue()

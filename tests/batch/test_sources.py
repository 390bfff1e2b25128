"""Every kind of archive gives the same pages, whatever the cut, and damage costs only what is damaged."""

import datetime
import functools
import gzip
import http.server
import io
import json
import random
import re
import tarfile
import threading
import zipfile
from pathlib import Path

import pytest
from archives import (
    MAKERS,
    page,
    pages,
    put_folder,
    put_jsonl,
    put_tar,
    put_zip,
    warc_members,
    warc_record,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from newsparse import run_batch
from newsparse.batch.archives import Reading
from newsparse.batch.cutting import Cut
from newsparse.batch.items import Item, Lost, Skipped
from newsparse.batch.plan import plan, read

SMALL = Cut(pages=7, bytes=4096, load=16_384)


class Unseekable(io.RawIOBase):
    """A pipe, in front of which a zip cannot go back to write lengths into heads."""

    def __init__(self, below):
        self.below = below

    def writable(self):
        return True

    def write(self, data):
        return self.below.write(data)


def found_in(*inputs, cut=SMALL, reading=None):
    reading = reading or Reading()
    return [found for shard in plan(map(str, inputs), reading, cut) for found in read(shard, reading)]


def items_in(*inputs, **more):
    return [found for found in found_in(*inputs, **more) if isinstance(found, Item)]


def lost_in(*inputs, **more):
    return [found for found in found_in(*inputs, **more) if isinstance(found, Lost)]


@pytest.mark.parametrize("kind", MAKERS)
def test_each_kind_gives_every_page_once_and_in_order(tmp_path, kind):
    named = pages(40)
    items = items_in(MAKERS[kind](tmp_path / kind, named))
    assert [item.data for item in items] == [data for _, data in named]
    assert len({item.article_id for item in items}) == 40
    assert all(item.flaw is None for item in items)


@pytest.mark.parametrize("kind", MAKERS)
def test_the_cut_changes_neither_pages_nor_ids(tmp_path, kind):
    path = MAKERS[kind](tmp_path / kind, pages(40))
    small = items_in(path)
    assert small == items_in(path, cut=Cut())
    assert len(list(plan([str(path)], Reading(), SMALL))) > 2


@pytest.mark.parametrize("kind", MAKERS)
def test_a_shard_holds_about_as_many_pages_in_every_kind(tmp_path, kind):
    path = MAKERS[kind](tmp_path / kind, pages(1000))
    cut = Cut(pages=100)
    shards = list(plan([str(path)], Reading(), cut))
    counts = [sum(isinstance(one, Item) for one in read(shard, Reading())) for shard in shards]
    assert sum(counts) == 1000
    assert all(75 <= count <= 110 for count in counts)
    assert shards == list(plan([str(path)], Reading(), cut))


@pytest.mark.parametrize("kind", ["folder", "a.zip", "a.tar", "a.tar.gz"])
def test_the_pictures_of_a_mirror_make_no_shards(tmp_path, kind):
    named = [*pages(30), *[(f"{n % 3:02}/{n}.jpg", b"\xff\xd8") for n in range(300)]]
    shards = list(plan([str(MAKERS[kind](tmp_path / kind, named))], Reading(), Cut(pages=10)))
    found = [one for shard in shards for one in read(shard, Reading())]
    assert sum(isinstance(one, Item) for one in found) == 30
    assert found.count(Skipped(".jpg file")) == 300
    assert 3 <= len(shards) <= 4


def test_large_pages_keep_a_shard_below_its_bytes(tmp_path):
    chance = random.Random(3)
    named = [(f"{n}.html", page(n, extra=chance.randbytes(100_000).hex())) for n in range(12)]
    for kind in ("a.warc.gz", "a.jsonl"):
        shards = list(plan([str(MAKERS[kind](tmp_path / kind, named))], Reading(), Cut(bytes=400_000)))
        assert max(shard.stop - shard.start for shard in shards) <= 400_000
        assert len(shards) >= 3


def test_a_page_named_twice_is_two_items(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put_folder(tmp_path / "a", [("b.html", page(1))])
    for name in ("z.zip", "z.zip~2"):
        put_zip(tmp_path / name, pages(1))
    (tmp_path / "q").mkdir()
    put_zip(tmp_path / "q" / "z.zip", pages(1))
    items = items_in("a", "a/b.html", "a/b.html", "a/b.html", "z.zip", "q/z.zip", "a")
    assert len(items) == 7
    assert len({item.article_id for item in items}) == 7


def test_an_archive_in_a_folder_is_read_and_other_files_are_counted(tmp_path):
    put_folder(tmp_path / "in", [*pages(3), ("x.png", b"\x89PNG"), ("README", b"r")])
    put_zip(tmp_path / "in" / "z.zip", [*pages(2, start=50), ("style.css", b"p {}")])
    found = found_in(tmp_path / "in")
    assert sum(isinstance(one, Item) for one in found) == 5
    assert sorted(one.what for one in found if isinstance(one, Skipped)) == [".css file", ".png file", "other file"]


def test_a_list_of_files_names_pages_and_archives(tmp_path):
    put_folder(tmp_path / "in", pages(12))
    put_zip(tmp_path / "z.zip", pages(2, start=50))
    names = [str(tmp_path / "in" / name) for name, _ in pages(12)]
    missing = str(tmp_path / "gone.html")
    (tmp_path / "list").write_text("\n".join([*names[:6], str(tmp_path / "z.zip"), "", *names[6:], missing]) + "\n")
    items = items_in(f"@{tmp_path / 'list'}")
    assert [item.file for item in items] == [*names[:6], *[str(tmp_path / "z.zip")] * 2, *names[6:], missing]
    assert [item.flaw is None for item in items] == [True] * 14 + [False]


def test_two_inputs_of_one_name_have_different_ids(tmp_path):
    for place in ("a", "b"):
        put_folder(tmp_path / place / "in", pages(3))
    items = items_in(tmp_path / "a" / "in", tmp_path / "b" / "in")
    assert len({item.article_id for item in items}) == 6


def test_ids_do_not_depend_on_where_the_archive_lies(tmp_path):
    (tmp_path / "b").mkdir()
    first = items_in(put_zip(tmp_path / "a.zip", pages(5)))
    second = items_in(put_zip(tmp_path / "b" / "a.zip", pages(5)))
    assert [item.article_id for item in first] == [item.article_id for item in second]


class RangeHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with ranges, as archives are served; without for what lies in `whole`."""

    def send_head(self):
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if wanted is None or not path.is_file() or "whole" in path.parts:
            return super().send_head()
        data = path.read_bytes()
        first, last = int(wanted[1]), min(int(wanted[2] or len(data)), len(data) - 1)
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(data)}")
        self.send_header("Content-Length", str(last + 1 - first))
        self.end_headers()
        return io.BytesIO(data[first : last + 1])

    def log_message(self, *args):
        pass


@pytest.fixture
def served(tmp_path):
    """A folder and the address at which it is served."""
    folder = tmp_path / "served"
    folder.mkdir()
    handler = functools.partial(RangeHandler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("kind", MAKERS)
def test_every_kind_is_read_in_place_from_a_server(served, kind):
    folder, address = served
    here = MAKERS[kind](folder / kind, pages(40))
    (folder / "index.txt").write_text("beside it")
    there = f"{address}/{kind}/" if here.is_dir() else f"{address}/{kind}"
    assert [item.data for item in items_in(there)] == [item.data for item in items_in(here)]
    assert [item.article_id for item in items_in(there)] == [item.article_id for item in items_in(here)]


def test_a_page_at_an_address_is_a_page_whatever_it_links_to(served):
    folder, address = served
    (folder / "a.html").write_bytes(page(1, extra="<a href='/b.html'>b</a> <a href='/c/'>c</a>"))
    (folder / "b.html").write_bytes(page(2))
    assert [item.data for item in items_in(f"{address}/a.html")] == [(folder / "a.html").read_bytes()]
    (missing,) = items_in(f"{address}/gone.html")
    assert missing.flaw.reason == "unreadable"


def test_a_server_without_ranges_gives_streams_and_is_told_for_the_rest(served, tmp_path):
    folder, address = served
    (folder / "whole").mkdir()
    put_tar(folder / "whole" / "a.tar.gz", pages(3))
    put_zip(folder / "whole" / "a.zip", [("a.html", random.Random(1).randbytes(200_000).hex().encode())])
    assert [item.data for item in items_in(f"{address}/whole/a.tar.gz")] == [data for _, data in pages(3)]
    report = run_batch([f"{address}/whole/a.zip"], tmp_path / "out", runner="serial")
    assert report.records == 0
    assert report.rejects or report.failed_shards


@pytest.mark.parametrize("kind", MAKERS)
def test_every_kind_is_read_from_other_file_systems(tmp_path, kind):
    import fsspec

    here = MAKERS[kind](tmp_path / kind, pages(20))
    files = fsspec.filesystem("memory")
    files.put(str(here), f"/bucket/{kind}", recursive=True)
    for there in (f"memory://bucket/{kind}", f"file://{here}"):
        assert [(item.article_id, item.data) for item in items_in(there)] == [
            (item.article_id, item.data) for item in items_in(here)
        ]
    files.rm("/bucket", recursive=True)


# --- damage


def test_a_truncated_warc_gives_all_whole_records_and_counts_the_rest(tmp_path):
    members = warc_members(pages(20))
    whole = b"".join(members)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(whole[: len(whole) - len(members[-1]) // 2])
    items = items_in(path)
    assert [item.data for item in items[:19]] == [data for _, data in pages(19)]
    (lost,) = lost_in(path)
    assert (lost.start, lost.stop) == (len(whole) - len(members[-1]), path.stat().st_size)
    if len(items) > 19:  # the beginning of the cut record
        assert items[19].warnings == ("truncated",)
        assert page(19).startswith(items[19].data)


def test_damaged_bytes_in_the_middle_of_a_warc_cost_one_record(tmp_path):
    members = warc_members(pages(20))
    at = sum(map(len, members[:20]))  # the response of page 9
    damaged = bytearray(b"".join(members))
    middle = at + len(members[20]) // 2
    damaged[middle : middle + 40] = bytes(255 - byte for byte in damaged[middle : middle + 40])
    path = tmp_path / "a.warc.gz"
    path.write_bytes(damaged)
    for cut in (SMALL, Cut()):
        whole = [item.data for item in items_in(path, cut=cut) if not item.warnings]
        assert whole == [data for n, (_, data) in enumerate(pages(20)) if n != 9]
        (lost,) = lost_in(path, cut=cut)
        assert (lost.start, lost.stop) == (at, at + len(members[20]))


def test_a_hole_and_foreign_bytes_between_records_are_told(tmp_path):
    members = warc_members(pages(6))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"rubbish!" + b"".join(members[:5]) + b"\x1f\x8b\x08 is no record" * 20 + b"".join(members[5:]))
    assert [item.data for item in items_in(path)] == [data for _, data in pages(6)]
    assert [lost.stop - lost.start for lost in lost_in(path)] == [8, 16 * 20]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([1, 40, 700, 3000]), st.integers(500, 20_000))
def test_any_damage_leaves_the_other_records_and_every_cut_agrees(tmp_path_factory, seed, width, shard_bytes):
    chance = random.Random(seed)
    members = warc_members(pages(12))
    data = bytearray(b"".join(members))
    at = chance.randrange(len(data))
    data[at : at + width] = chance.randbytes(min(width, len(data) - at))
    path = tmp_path_factory.mktemp("warc") / "a.warc.gz"
    path.write_bytes(data)
    found = found_in(path, cut=Cut(bytes=shard_bytes))
    assert found == found_in(path, cut=Cut())
    got = {one.data for one in found if isinstance(one, Item)}
    start = 0
    for n, member in enumerate(members):
        untouched = start + len(member) <= at or start >= at + width
        if untouched and n > 0 and n % 2 == 0:
            assert page(n // 2 - 1) in got
        start += len(member)


def test_bytes_missing_in_a_plain_warc_cost_one_record(tmp_path):
    records = [warc_record(name, data) for name, data in pages(10)]
    records[4] = records[4][:600] + records[4][700:]
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(records))
    items = items_in(path)
    assert [item.data for item in items if not item.warnings] == [
        data for n, (_, data) in enumerate(pages(10)) if n != 4
    ]
    assert len(lost_in(path)) == 1


def test_a_warc_gzipped_as_a_whole_is_read_too(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(b"".join(warc_record(name, data) for name, data in pages(10))))
    assert [item.data for item in items_in(path)] == [data for _, data in pages(10)]


def test_what_is_no_page_in_a_warc_is_counted_and_errors_are_rejects(tmp_path):
    squeezed = gzip.compress(page(1))
    records = [
        warc_record("a", b"\xff\xd8", content_type="image/jpeg"),
        warc_record("b", b"<html>gone</html>", status="404 Not Found"),
        warc_record("c", b"", kind="revisit"),
        warc_record("d", squeezed, encoding="gzip"),
        warc_record("e", b"\0\1 as no text has it", encoding="x-unknown"),
        warc_record("f", squeezed[:-200], encoding="gzip"),
    ]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(gzip.compress(record) for record in records))
    found = found_in(path)
    assert [one.what for one in found if isinstance(one, Skipped)] == ["image/jpeg", "WARC revisit record"]
    items = [one for one in found if isinstance(one, Item)]
    assert [item.flaw and item.flaw.reason for item in items] == ["http-status", None, "unreadable", None]
    assert (items[1].data, items[1].warnings) == (page(1), ())
    assert page(1).startswith(items[3].data)
    assert items[3].warnings == ("truncated",)
    assert items[1].url == "https://tin.example.vn/d"
    assert items[1].content_type == "text/html; charset=utf-8"


@pytest.mark.parametrize("kind", ["a.tar.gz", "a.tar.zst", "a.tar.xz", "a.jsonl.gz", "a.jsonl.zst", "a.tar"])
def test_a_truncated_stream_gives_what_is_before_and_says_so(tmp_path, kind):
    chance = random.Random(5)
    named = [(f"{n}.html", page(n, extra=chance.randbytes(3000).hex())) for n in range(12)]
    path = MAKERS[kind](tmp_path / kind, named)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    found = found_in(path)
    whole = [one.data for one in found if isinstance(one, Item) and one.flaw is None]
    assert whole == [data for _, data in named[: len(whole)]]
    told = [one for one in found if isinstance(one, Lost) or (isinstance(one, Item) and one.flaw is not None)]
    assert told
    if not kind.endswith(("xz", "zst")):  # these give nothing of a block that is cut
        assert len(whole) >= 3


@pytest.mark.parametrize("kind", ["a.tar.gz", "a.tar.zst", "a.tar.xz", "a.jsonl.gz", "a.jsonl.zst"])
def test_damage_in_the_middle_of_a_stream_loses_the_rest_and_counts_it(tmp_path, kind):
    chance = random.Random(6)
    named = [(f"{n}.html", page(n, extra=chance.randbytes(30_000).hex())) for n in range(30)]
    path = MAKERS[kind](tmp_path / kind, named)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 60_000] = chance.randbytes(60_000)
    path.write_bytes(data)
    found = found_in(path, cut=Cut())
    items = [one.data for one in found if isinstance(one, Item) and one.flaw is None]
    assert items[:8] == [data for _, data in named[:8]]
    (lost,) = [one for one in found if isinstance(one, Lost)]
    assert middle - 256 * 1024 <= lost.start <= middle + 256 * 1024
    assert lost.stop == len(data)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@pytest.mark.parametrize("streamed", [False, True])
def test_a_zip_that_is_cut_gives_its_members_by_their_heads(tmp_path, method, streamed):
    inner = put_zip(tmp_path / "inner.zip", pages(2, start=80)).read_bytes()
    raw = io.BytesIO()
    with zipfile.ZipFile(Unseekable(raw) if streamed else raw, "w", method) as archive:
        for name, data in [*pages(9), ("inner.zip", inner), ("bild.png", b"x"), *pages(3, start=20)]:
            archive.writestr(name, data)
    path = tmp_path / "a.zip"
    path.write_bytes(raw.getvalue())
    whole = items_in(path)
    last = zipfile.ZipFile(path).getinfo(whole[-1].member).header_offset
    path.write_bytes(raw.getvalue()[: last + 200])
    found = found_in(path)
    items = [one for one in found if isinstance(one, Item)]
    good = [item for item in items if item.flaw is None]
    if streamed and method == zipfile.ZIP_STORED:
        assert items[-1].data.startswith(whole[-1].data[:100])  # nothing tells how long it was
        good.pop()
    else:
        assert [item.article_id for item in items if item.flaw] == [whole[-1].article_id]
    assert [(item.article_id, item.data) for item in good] == [(item.article_id, item.data) for item in whole[:-1]]
    assert [one for one in found if isinstance(one, Lost)]


def test_a_directory_of_a_zip_that_leaves_members_out_is_not_trusted(tmp_path):
    path = put_zip(tmp_path / "a.zip", pages(9))
    data = bytearray(path.read_bytes())
    entry = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 1)
    data[entry + 32 : entry + 34] = (150).to_bytes(2, "little")  # a comment that swallows the entries behind
    path.write_bytes(data)
    items = [item for item in items_in(path) if item.flaw is None]
    assert [item.data for item in items] == [data for _, data in pages(9)]
    assert lost_in(path)


def test_a_damaged_member_of_a_zip_is_one_reject(tmp_path):
    path = put_zip(tmp_path / "a.zip", pages(5))
    with zipfile.ZipFile(path) as archive:
        at = archive.infolist()[2].header_offset + 60
    data = bytearray(path.read_bytes())
    data[at : at + 20] = bytes(20)
    path.write_bytes(data)
    assert [item.flaw.reason if item.flaw else None for item in items_in(path)] == [
        None,
        None,
        "unreadable",
        None,
        None,
    ]


@pytest.mark.parametrize("kind", ["a.zip", "a.tar", "a.tar.gz", "a.wacz", "a.warc.gz", "a.jsonl.zst"])
def test_a_file_that_is_no_archive_is_told_and_not_raised(tmp_path, kind):
    (tmp_path / kind).write_bytes(b"this is no archive at all " * 100)
    found = found_in(tmp_path / kind)
    assert [one for one in found if isinstance(one, Lost) or (isinstance(one, Item) and one.flaw)]
    assert not [one for one in found if isinstance(one, Item) and one.flaw is None]


@pytest.mark.parametrize("kind", ["a.tar", "a.tar.gz"])
def test_a_damaged_header_in_a_tar_costs_its_member(tmp_path, kind):
    plain = put_tar(tmp_path / "plain.tar", pages(9))
    data = bytearray(plain.read_bytes())
    header = data.find(b"00/p0005.html")
    data[header : header + 400] = b"\xff" * 400
    path = tmp_path / kind
    path.write_bytes(gzip.compress(data) if kind.endswith("gz") else data)
    for cut in (SMALL, Cut()):
        found = found_in(path, cut=cut)
        assert [one.data for one in found if isinstance(one, Item)] == [
            data for n, (_, data) in enumerate(pages(9)) if n != 5
        ]
        (lost,) = [one for one in found if isinstance(one, Lost)]
        assert (lost.start, lost.stop) == (header, data.find(b"00/p0006.html"))


@pytest.mark.parametrize("kind", ["a.tar", "a.tar.gz"])
def test_tars_one_after_another_are_read_to_the_last(tmp_path, kind):
    whole = b""
    for n in range(3):
        whole += put_tar(tmp_path / kind, pages(3, start=3 * n)).read_bytes()
    (tmp_path / kind).write_bytes(whole)
    found = found_in(tmp_path / kind)
    assert [one.data for one in found] == [data for _, data in pages(9)]


def test_lines_of_json_that_hold_no_page_are_rejects(tmp_path):
    path = put_jsonl(tmp_path / "a.jsonl", pages(2))
    with path.open("ab") as file:
        file.write(b'{"title": "no text"}\n{"text": 5\n[1]\n\n{"body": "Tin v\xe1\xba\xafn"}')
    items = items_in(path, reading=Reading(text_fields=("body",)))
    assert [item.flaw.reason if item.flaw else item.format for item in items] == [
        "html", "html", "no-page", "no-page", "no-page", "text",
    ]  # fmt: skip


def test_json_as_other_tools_write_it_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b'\xef\xbb\xbf{"text": "Tin m\\u1ed9t."}\r\n{"text": "Tin \\ud83d hai", "url": "http://a.vn/\\ud800"}\n'
        b'{"text": "Tin \xff ba", "score": NaN}\n'
    )
    items = items_in(path)
    assert [item.data.decode() for item in items] == ["Tin một.", "Tin \ufffd hai", "Tin \ufffd ba"]
    assert items[1].url == "http://a.vn/\ufffd"


def test_links_are_told_and_not_followed(tmp_path):
    put_folder(tmp_path / "in", pages(2))
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "gone.html").symlink_to(tmp_path / "nowhere.html")
    (tmp_path / "in" / "self.html").symlink_to(tmp_path / "in" / "self.html")
    items = items_in(tmp_path / "in")
    assert sum(item.flaw is None for item in items) == 2
    assert sorted(item.file for item in items if item.flaw) == [
        f"{tmp_path}/in/{name}" for name in ("gone.html", "loop", "self.html")
    ]


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz"])
def test_links_in_a_tar_are_counted(tmp_path, name):
    with tarfile.open(tmp_path / name, "w:gz" if name.endswith("gz") else "w") as archive:
        info = tarfile.TarInfo("a.html")
        info.size = len(page(1))
        archive.addfile(info, io.BytesIO(page(1)))
        info = tarfile.TarInfo("b.html")
        info.type, info.linkname = tarfile.LNKTYPE, "a.html"
        archive.addfile(info)
    found = found_in(tmp_path / name)
    assert [one.data if isinstance(one, Item) else one.what for one in found] == [page(1), "link in a tar"]


def test_title_paragraphs_and_date_of_a_line_of_json(tmp_path):
    line = {"title": "Lâm Sơn thêm trường mới", "paragraphs": ["Đoạn một.", "Đoạn hai."], "date": "16/04/2021 08:00"}
    (tmp_path / "a.jsonl").write_text(
        json.dumps(line) + "\n" + json.dumps({"text": "Tin.", "date": "2021-13-01"}) + "\n"
    )
    with (tmp_path / "a.jsonl").open("a") as file:
        file.write('{"url": "http://a.vn/x.jpg", "content_type": "image/jpeg", "html": null}\n')
    assert Skipped("image/jpeg") in found_in(tmp_path / "a.jsonl")
    first, second = items_in(tmp_path / "a.jsonl")
    assert first.data.decode() == "Lâm Sơn thêm trường mới\n\nĐoạn một.\n\nĐoạn hai."
    assert first.reference == datetime.date(2021, 4, 16)
    assert (second.data, second.reference) == (b"Tin.", None)

"""Folder, JSON lines and WARC: what is written, that it is readable, and that a run is resumed."""

import gzip
import json

import fastwarc
import pytest
from warcio.archiveiterator import ArchiveIterator

import newsparse
from newsparse import FetchOptions, InputError, MockTransport, StatusError, fetch
from newsparse.fetching.outputs import Folder, Lines, Warc, page_line

AGENT = "newsparse/test"


def pages(*names, body="<p>Ông Nguyễn Văn An</p>"):
    table = {f"http://x.example/{name}": f"{body}{name}" for name in names}
    return [fetch(url, options=FetchOptions(delay=0), transport=MockTransport(table)) for url in table]


def test_a_folder_has_files_and_a_ledger(tmp_path):
    (page,) = pages("tin/1.html")
    out = Folder(tmp_path)
    out.add(page)
    out.fail("http://x.example/2", StatusError("gone", status=410))
    out.close()
    rows = [json.loads(line) for line in (tmp_path / "fetched.ledger").read_text().splitlines()]
    assert (tmp_path / rows[0]["file"]).read_bytes() == page.body
    assert rows[1]["error"] == "StatusError"
    again = Folder(tmp_path)
    assert again.has("http://x.example/tin/1.html")
    assert not again.has("http://x.example/2")  # what failed is tried again
    again.close()
    fresh = Folder(tmp_path, again=True)
    assert not fresh.has("http://x.example/tin/1.html")
    fresh.close()


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    (page,) = pages("1")
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "x.example").symlink_to(tmp_path / "elsewhere")
    out = Folder(tmp_path / "out")
    with pytest.raises(InputError, match="leads out"):
        out.add(page)
    out.close()
    assert not list((tmp_path / "elsewhere").iterdir())


def test_two_runs_at_once_are_refused(tmp_path):
    out = Folder(tmp_path)
    with pytest.raises(InputError, match="another run"):
        Folder(tmp_path)
    out.close()


@pytest.mark.parametrize("cut", [1, 7, 40, 1000])
@pytest.mark.parametrize("name", ["a.jsonl", "a.warc.gz", "a.warc"])
def test_a_killed_run_leaves_a_file_that_is_resumed_whole(tmp_path, cut, name):
    def make(path):
        return Lines(path, page_line) if name == "a.jsonl" else Warc(path, agent=AGENT)

    one, two, three = pages("1", "2", "3")
    path = tmp_path / name
    out = make(path)
    out.add(one)
    out.add(two)
    out.close()
    whole = path.read_bytes()
    ledger = path.with_name(path.name + ".ledger")
    # killed while the third page was written, and while its line went into the ledger
    path.write_bytes(whole + whole[: cut % len(whole)])
    with ledger.open("ab") as file:
        file.write(b'{"url":"http://x.example/3","fin')
    out = make(path)
    assert [out.has(f"http://x.example/{n}") for n in (1, 2, 3)] == [True, True, False]
    out.add(three)
    out.close()
    assert path.read_bytes().startswith(whole)
    if path.suffix == ".jsonl":
        assert [json.loads(line)["url"][-1] for line in path.read_text().splitlines()] == ["1", "2", "3"]
    else:
        with path.open("rb") as file:
            found = [r.rec_headers["WARC-Target-URI"][-1] for r in ArchiveIterator(file) if r.rec_type == "response"]
        assert found == ["1", "2", "3"]


def test_a_file_of_someone_else_is_not_touched(tmp_path):
    path = tmp_path / "notes.jsonl"
    path.write_text("mine\n")
    with pytest.raises(InputError, match="ledger"):
        Lines(path, page_line)
    assert path.read_text() == "mine\n"


def test_a_file_shorter_than_its_ledger_is_told(tmp_path):
    out = Lines(tmp_path / "a.jsonl", page_line)
    out.add(pages("1")[0])
    out.close()
    (tmp_path / "a.jsonl").write_text("")
    with pytest.raises(InputError, match="shorter"):
        Lines(tmp_path / "a.jsonl", page_line)


def test_a_warc_reads_back_in_two_readers(tmp_path, server, quick, page):
    packed = gzip.compress(page)
    server.redirect("/old", "/tin/1.html?x=%C4%91")
    server.add(
        "/tin/1.html?x=%C4%91",
        packed,
        headers=[("Content-Encoding", "gzip"), ("X-Note", "thử".encode().decode("latin-1"))],
    )
    got = fetch(server.url("/old"), options=quick())
    path = tmp_path / "a.warc.gz"
    out = Warc(path, agent=AGENT)
    out.add(got)
    out.close()

    with path.open("rb") as file:
        kinds, heads, bodies = [], [], []
        for record in ArchiveIterator(file, check_digests="raise"):
            kinds.append(record.rec_type)
            if record.rec_type == "response":
                heads.append(record)
                bodies.append(record.content_stream().read())
    assert kinds == ["warcinfo", *["response", "request", "metadata"] * 2]
    assert bodies == [b"", page]
    assert heads[0].http_headers.get_statuscode() == "302"
    assert heads[1].rec_headers["WARC-Target-URI"] == server.url("/tin/1.html?x=%C4%91")
    assert heads[1].rec_headers["WARC-IP-Address"] == "127.0.0.1"
    assert heads[1].http_headers["Content-Encoding"] == "gzip"

    seen = {}
    with path.open("rb") as file:
        for record in fastwarc.ArchiveIterator(file, parse_http=True):
            seen.setdefault(str(record.record_type).rpartition(".")[2], []).append(record)
            if str(record.record_type).rpartition(".")[2] == "response":
                assert record.http_headers.status_code in (200, 302)
                body = record.reader.read()
                assert body in (b"", packed, page)
    assert {name: len(found) for name, found in seen.items()} == {
        "warcinfo": 1,
        "response": 2,
        "request": 2,
        "metadata": 2,
    }


def test_what_is_fetched_goes_through_batch(tmp_path, server, quick, page):
    plain, packed = (
        server.add("/1.html", page),
        server.add("/2.html", gzip.compress(page.replace(b"10", b"20")), headers=[("Content-Encoding", "gzip")]),
    )
    moved = server.redirect("/old", "/3.html")
    server.add("/3.html", page.replace(b"10", b"30"))
    warc, lines = Warc(tmp_path / "a.warc.gz", agent=AGENT), Lines(tmp_path / "b.jsonl", page_line)
    for _, got in newsparse.fetch_many([plain, packed, moved], options=quick()):
        warc.add(got)
        lines.add(got)
    warc.close()
    lines.close()
    for name in ("a.warc.gz", "b.jsonl"):
        report = newsparse.run_batch(
            [tmp_path / name], tmp_path / f"out-{name}", runner="serial", records="jsonl", tables="none"
        )
        assert report.records == 3
        assert report.lost_bytes == 0
        rows = [
            json.loads(line)
            for file in (tmp_path / f"out-{name}").rglob("*.jsonl")
            for line in file.read_text().splitlines()
        ]
        found = {row["url"]: row["facts"][0]["value"] for row in rows if "facts" in row}
        assert found == {plain: "10", packed: "20", server.url("/3.html"): "30"}


def test_pictures_have_no_html_in_json_lines(tmp_path):
    transport = MockTransport(
        {
            "http://x.example/a.png": lambda request: __import__("httpx").Response(
                200, headers={"Content-Type": "image/png"}, content=b"\x89PNG"
            )
        }
    )
    row = json.loads(page_line(fetch("http://x.example/a.png", options=FetchOptions(delay=0), transport=transport)))
    assert row["html"] is None
    row = json.loads(page_line(pages("1")[0]))
    assert row["html"].startswith("<p>Ông")
    assert row["url"] == row["requested_url"] == "http://x.example/1"

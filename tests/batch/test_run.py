"""A run loses nothing: every item ends once, whoever works, however often it is killed."""

import json
import os
import random
import signal
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest
from archives import MAKERS, every_file, page, pages, put_folder, put_warc, put_zip, read_records, read_rejects
from parsers import hostile, light

from newsparse import OptionError, parse, run_batch
from newsparse.batch.cutting import Cut
from newsparse.batch.guard import PageLimits
from newsparse.batch.ledger import claim
from newsparse.batch.sinks import writing
from newsparse.batch.tables import TABLES
from newsparse.errors import OutputError

SMALL = Cut(pages=5, bytes=4096)
LONG = int(os.environ.get("NEWSPARSE_LONG_TESTS", "0"))


def test_records_are_those_of_the_parser_with_id_and_source(tmp_path):
    run_batch([put_zip(tmp_path / "a.zip", pages(3))], tmp_path / "out", runner="serial")
    records = read_records(tmp_path / "out")
    assert [record["headline"] for record in records] == [parse(page(n)).headline for n in range(3)]
    assert [record["text"] for record in records] == [parse(page(n)).text for n in range(3)]
    assert [record["source"]["member"] for record in records] == [name for name, _ in pages(3)]
    assert {record["source"]["file"] for record in records} == {str(tmp_path / "a.zip")}
    assert len({record["article_id"] for record in records}) == 3


@pytest.mark.parametrize("kind", ["a.warc.gz", "a.jsonl.zst"])
def test_two_runs_give_the_same_bytes_whoever_works(tmp_path, kind):
    source = MAKERS[kind](tmp_path / kind, pages(30))
    one = run_batch([source], tmp_path / "1", runner="serial", cut=SMALL)
    run_batch([source], tmp_path / "2", workers=2, cut=SMALL)
    assert one.items == one.records == 30
    assert one.shards > 2
    assert every_file(tmp_path / "1") == every_file(tmp_path / "2")


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz", "jsonl.zst"])
def test_records_are_the_same_in_every_compression(tmp_path, suffix):
    source = put_folder(tmp_path / "in", pages(4))
    run_batch([source], tmp_path / "out", runner="serial", records=suffix, tables="none")
    assert len(read_records(tmp_path / "out")) == 4
    assert not (tmp_path / "out" / "tables").exists()


def test_every_shard_has_every_table_with_the_same_columns(tmp_path):
    import pyarrow.parquet as pq

    named = [*pages(6), ("z/empty.html", b""), ("z/gone.html", b"")]
    source = put_folder(tmp_path / "in", named)
    (source / "z" / "gone.html").unlink()
    (source / "z" / "gone.html").symlink_to(tmp_path / "nowhere")
    assert run_batch([source], tmp_path / "out", runner="serial", cut=Cut(pages=2)).shards == 4
    for table, columns in TABLES.items():
        files = sorted((tmp_path / "out" / "tables" / table).iterdir())
        assert [file.name for file in files] == [f"{n:07}.parquet" for n in range(4)]
        schemas = [pq.read_schema(file) for file in files]
        assert schemas == schemas[:1] * 4
        assert schemas[0].names == list(columns)


def test_what_is_done_is_not_done_again_and_new_input_is_added(tmp_path):
    source = put_folder(tmp_path / "in", pages(20))
    out = tmp_path / "out"
    run_batch([source], out, runner="serial", cut=SMALL)
    again = run_batch([source], out, runner="serial", cut=SMALL)
    assert (again.resumed_shards, again.records) == (4, 20)
    put_folder(source, pages(3, start=90))
    more = run_batch([source], out, runner="serial", cut=SMALL)
    assert (more.resumed_shards, more.records) == (4, 23)
    run_batch([source], tmp_path / "fresh", runner="serial", cut=SMALL)
    assert every_file(out) == every_file(tmp_path / "fresh")


def test_a_smaller_input_leaves_nothing_of_the_larger_one(tmp_path):
    source = put_folder(tmp_path / "in", pages(20))
    run_batch([source], tmp_path / "out", runner="serial", cut=SMALL)
    for name, _ in pages(12, start=8):
        (source / name).unlink()
    (source / "00" / "p0003.html").unlink()
    (source / "00" / "p0003.html").symlink_to(tmp_path / "nowhere")
    assert run_batch([source], tmp_path / "out", runner="serial", cut=SMALL).rejects == {"unreadable": 1}
    (source / "00" / "p0003.html").unlink()
    put_folder(source, [("00/p0003.html", page(3))])
    assert run_batch([source], tmp_path / "out", runner="serial", cut=SMALL).records == 8
    run_batch([source], tmp_path / "fresh", runner="serial", cut=SMALL)
    assert every_file(tmp_path / "out") == every_file(tmp_path / "fresh")


def test_a_lost_or_torn_file_is_made_again(tmp_path):
    source = put_folder(tmp_path / "in", pages(20))
    out = tmp_path / "out"
    run_batch([source], out, runner="serial", cut=SMALL)
    before = every_file(out)
    (out / "records" / "0000001.jsonl.zst").unlink()
    (out / "tables" / "facts" / "0000002.parquet").write_bytes(b"torn")
    with (out / "ledger.jsonl").open("ab") as file:
        file.write(b'{"shard":"0000009","finger')
    assert run_batch([source], out, runner="serial", cut=SMALL).resumed_shards == 2
    assert every_file(out) == before


def test_other_settings_or_a_foreign_folder_are_refused(tmp_path):
    source = put_folder(tmp_path / "in", pages(2))
    run_batch([source], tmp_path / "out", runner="serial")
    with pytest.raises(OptionError, match="tables"):
        run_batch([source], tmp_path / "out", runner="serial", tables="csv")
    run_batch([source], tmp_path / "out", runner="serial", tables="csv", resume=False)
    assert not list((tmp_path / "out").rglob("*.parquet"))
    with pytest.raises(OptionError, match="lies in the output"):
        run_batch([source], source, runner="serial")
    other = put_folder(tmp_path / "other", pages(3))
    with pytest.raises(OptionError, match="not empty"):
        run_batch([source], other, runner="serial", resume=False)
    assert len(list(other.rglob("*"))) == 4


def test_a_job_of_an_array_may_find_another_one_a_step_ahead(tmp_path):
    source = put_folder(tmp_path / "in", pages(4))
    out = tmp_path / "out"
    (out / "work").mkdir(parents=True)
    (out / ".run.json.0123456789ab.tmp").write_bytes(b"{")
    assert run_batch([source], out, runner="serial", part=(1, 1)).records == 4
    with pytest.raises(OptionError, match="part"):
        run_batch([source], out, runner="serial", part=(1, 1), resume=False)


@pytest.mark.parametrize("kind", ["a.warc.gz", "a.tar.gz"])
def test_the_parts_of_an_array_of_jobs_make_the_whole(tmp_path, kind):
    source = MAKERS[kind](tmp_path / kind, pages(30))
    for n in (3, 1, 2):
        run_batch([source], tmp_path / "out", runner="serial", cut=SMALL, part=(n, 3))
    whole = run_batch([source], tmp_path / "out", runner="serial", cut=SMALL)
    assert (whole.resumed_shards, whole.records) == (whole.shards, 30)
    run_batch([source], tmp_path / "fresh", runner="serial", cut=SMALL)
    for report in (tmp_path / "out").glob("report-*"):
        report.unlink()
    assert every_file(tmp_path / "out") == every_file(tmp_path / "fresh")


def test_hostile_pages_are_rejected_by_name_and_the_rest_goes_on(tmp_path):
    bad = {
        3: "KILLS ITS PROCESS", 4: "NEVER ENDS", 8: "HOLDS THE LOCK", 11: "EATS MEMORY", 13: "RAISES",
        16: "HALF A CHARACTER", 17: "NO RECORD", 18: "GROWS",
    }  # fmt: skip
    named = [(f"{n:02}.html", page(n, extra=f"<p>{bad.get(n, '')}</p>")) for n in range(20)]
    source = put_folder(tmp_path / "in", named)
    limits = PageLimits(seconds=2, memory=1024**3)
    report = run_batch([source], tmp_path / "out", workers=2, cut=SMALL, limits=limits, parse=hostile, tables="csv")
    assert (report.items, report.records, report.failed_shards) == (20, 12, {})
    rejects = {reject["file"].rsplit("/", 1)[-1]: reject for reject in read_rejects(tmp_path / "out")}
    assert {name: reject["reason"] for name, reject in rejects.items()} == {
        "03.html": "crash", "04.html": "timeout", "08.html": "timeout", "11.html": "memory", "13.html": "error",
        "16.html": "error", "17.html": "error", "18.html": "memory",
    }  # fmt: skip
    assert "SIGSEGV" in rejects["03.html"]["detail"]
    assert rejects["13.html"]["detail"] == "ValueError: at <object object at 0x…>"
    good = {record["source"]["file"].rsplit("/", 1)[-1] for record in read_records(tmp_path / "out")}
    assert good == {f"{n:02}.html" for n in range(20)} - set(rejects)


def test_names_that_are_no_utf8_are_written_with_escapes(tmp_path):
    odd = os.fsdecode(b"tin-\xe1\xff.html")
    source = put_folder(tmp_path / "in", [("Tiếng Việt.html", page(2)), (odd, page(1))])
    (source / os.fsdecode(b"gone-\xe1.html")).symlink_to(tmp_path / os.fsdecode(b"nowhere-\xe1"))
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        archive.add(source / odd, odd)
    report = run_batch([source, tmp_path / "a.tar"], tmp_path / "out", runner="serial", parse=light)
    assert (report.records, report.rejects, report.failed_shards) == (3, {"unreadable": 1}, {})
    files = [record["source"]["file"].rsplit("/", 1)[-1] for record in read_records(tmp_path / "out")]
    assert files == ["Tiếng Việt.html", r"tin-\xe1\xff.html", "a.tar"]
    assert read_records(tmp_path / "out")[2]["source"]["member"] == r"tin-\xe1\xff.html"


def test_the_output_may_lie_in_the_input_and_is_no_input(tmp_path):
    source = put_folder(tmp_path / "in", pages(12))
    run_batch([source], tmp_path / "outside", runner="serial", cut=SMALL, parse=light)
    inside = source / "00" / "out"
    for _ in range(2):
        assert run_batch([source], inside, runner="serial", cut=SMALL, parse=light).items == 12
    assert every_file(inside) == every_file(tmp_path / "outside")


def test_a_second_run_into_the_same_folder_waits_for_no_damage(tmp_path):
    source = put_folder(tmp_path / "in", pages(4))
    out = tmp_path / "out"
    out.mkdir()
    settings = {"runner": "serial", "parse": light, "cut": Cut(pages=2)}
    with claim(out, None), pytest.raises(OptionError, match="another run"):
        run_batch([source], out, **settings)
    with claim(out, (1, 2)):
        assert run_batch([source], out, part=(2, 2), **settings).records == 2
        for part in ((1, 2), None):
            with pytest.raises(OptionError, match="another run"):
                run_batch([source], out, part=part, **settings)
    assert run_batch([source], out, **settings).records == 4


def test_a_full_disk_is_an_error_of_the_output(tmp_path):
    with pytest.raises(OutputError, match="no space left"), writing(tmp_path):
        Path("/dev/full").write_bytes(b"x")


def test_an_archive_that_vanishes_under_the_run_is_told_and_can_be_tried_again(tmp_path):
    source = put_zip(tmp_path / "a.zip", pages(9))
    moved = tmp_path / "moved.zip"

    def vanish(progress):
        if source.exists():
            source.rename(moved)

    other = put_folder(tmp_path / "in", pages(3, start=50))
    report = run_batch([other, source], tmp_path / "out", runner="serial", cut=Cut(pages=3), progress=vanish)
    assert report.records == 3 or report.failed_shards
    moved.rename(source)
    assert run_batch([other, source], tmp_path / "out", runner="serial", cut=Cut(pages=3)).records == 12


def test_a_run_killed_at_random_points_ends_as_an_undisturbed_one(tmp_path):
    source = put_warc(tmp_path / "a.warc.gz", pages(200))
    settings = "cut=Cut(pages=5, bytes=2048), parse=parsers.slow, workers=2, tables='csv'"
    code = (
        "import sys, parsers\nfrom newsparse import run_batch\nfrom newsparse.batch.cutting import Cut\n"
        f"run_batch([sys.argv[1]], sys.argv[2], {settings})\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}

    def start(output):
        command = [sys.executable, "-c", code, str(source), str(output)]
        return subprocess.Popen(command, env=environment, start_new_session=True, stderr=subprocess.DEVNULL)

    def entered(output):
        try:
            return (output / "ledger.jsonl").read_bytes().count(b"\n")
        except FileNotFoundError:
            return 0

    chance = random.Random(LONG)
    kills = 0
    while kills < (LONG or 8):
        output = tmp_path / f"out{kills // 8}"
        before = entered(output)
        process = start(output)
        if chance.random() < 0.8:  # else anywhere, also before it has begun
            while process.poll() is None and entered(output) <= before:
                time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.2))
        if chance.random() < 0.5:
            process.kill()  # its workers live on for a moment, as after an accident
        else:
            os.killpg(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        kills += 1
    assert start(tmp_path / "calm").wait() == 0
    calm = every_file(tmp_path / "calm")
    for output in tmp_path.glob("out*"):
        assert start(output).wait() == 0
        report = json.loads((output / "report.json").read_bytes())
        assert (report["records"], report["rejects"]) == (200, {})
        assert report["resumed_shards"] > 0
        assert every_file(output) == calm

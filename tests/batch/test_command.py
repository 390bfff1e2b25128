"""`newsparse batch` and `newsparse export` as a user runs them."""

import csv
import json
import os
import pty
import subprocess
import sys
import time

import pytest
from archives import pages, put_folder, put_jsonl, put_zip, read_records


def run(*args, **more):
    command = [sys.executable, "-m", "newsparse", *map(str, args)]
    return subprocess.run(command, capture_output=True, timeout=120, check=False, **more)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return put_folder(tmp_path_factory.mktemp("in") / "in", [*pages(8), ("logo.png", b"\x89PNG")])


def test_a_folder_becomes_records_tables_and_a_report(source, tmp_path):
    done = run(
        "batch", source, "-o", tmp_path / "out", "--runner", "serial", "--tables", "csv", "--records", "jsonl.gz"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == b""
    assert "8 records and 0 rejects of 8 items" in done.stderr.decode()
    assert "1 × .png file" in done.stderr.decode()
    assert len(read_records(tmp_path / "out")) == 8
    with (tmp_path / "out" / "tables" / "articles" / "0000000.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["headline"] for row in rows] == [record["headline"] for record in read_records(tmp_path / "out")]
    assert [row["warnings"] for row in rows] == ["; ".join(r["warnings"]) for r in read_records(tmp_path / "out")]
    report = json.loads((tmp_path / "out" / "report.json").read_bytes())
    assert (report["items"], report["records"], report["shards"]) == (8, 8, 1)


def test_a_terminal_sees_a_bar_and_a_pipe_sees_none(source, tmp_path):
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "newsparse", "batch", source, "-o", tmp_path / "out", "--runner", "serial"]
    process = subprocess.Popen(command, stderr=slave, env={**os.environ, "TERM": "xterm"})
    os.close(slave)
    shown = b""
    while True:
        try:
            part = os.read(master, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(master)
    assert process.wait() == 0
    assert "━" in shown.decode()
    assert "pages/s" in shown.decode()
    again = run("batch", source, "-o", tmp_path / "out", "--runner", "serial")
    assert "━" not in again.stderr.decode()
    assert "1 done before" in again.stderr.decode()


def test_sigterm_ends_a_run_that_goes_on_when_asked_again(tmp_path):
    source = put_folder(tmp_path / "in", pages(120))
    args = ["batch", source, "-o", tmp_path / "out", "--shard-pages", 10, "-w", 2]
    process = subprocess.Popen([sys.executable, "-m", "newsparse", *map(str, args)], stderr=subprocess.PIPE)
    while not (tmp_path / "out" / "ledger.jsonl").exists():
        time.sleep(0.02)
    process.terminate()
    assert b"goes on from here" in process.communicate()[1]
    assert process.returncode == 143
    again = run(*args)
    assert again.returncode == 0
    assert "120 records" in again.stderr.decode()
    assert "(0 done before)" not in again.stderr.decode()


def test_a_list_of_files_and_fields_of_lines(tmp_path):
    put_zip(tmp_path / "a.zip", pages(2))
    put_jsonl(tmp_path / "a.jsonl", pages(2, start=20))
    (tmp_path / "list").write_text(f"{tmp_path}/a.zip\n{tmp_path}/a.jsonl\n")
    done = run(
        "batch",
        "--files-from",
        tmp_path / "list",
        "-o",
        tmp_path / "out",
        "--runner",
        "serial",
        "--html-field",
        "body,html",
    )
    assert done.returncode == 0, done.stderr
    assert len(read_records(tmp_path / "out")) == 4


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["-o", "out"], 2, "no inputs"),
        (["nowhere", "-o", "out"], 1, "no such file or folder"),
        (["{source}", "-o", "{source}"], 2, "lies in the output folder"),
        (["{source}", "-o", "out", "--shard", "4/3"], 2, "i/n"),
        (["{source}"], 2, "--output"),
    ],
)
def test_wrong_usage_is_told(source, tmp_path, args, code, words):
    done = run("batch", *[arg.format(source=source) for arg in args], cwd=tmp_path)
    assert done.returncode == code
    assert words in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()

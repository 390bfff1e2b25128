"""`newsparse parse` as a user runs it: a process with arguments, output and an exit code."""

import json
import subprocess
import sys

import pytest

from newsparse import parse_file

ARTICLE = (
    "Trao quà cho học sinh nghèo\n\nNgày 3/9/2023, Hội Khuyến học huyện Lâm Sơn trao 120 suất quà cho học sinh nghèo.\n"
)


def run(*args, stdin=None):
    command = [sys.executable, "-m", "newsparse", *map(str, args)]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=120, check=False)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b" / "c.html").write_text("<h1>Tin</h1><p>" + ARTICLE * 3 + "</p>", encoding="utf-8")
    (tmp_path / "b" / "picture.png").write_bytes(b"\x89PNG")
    return tmp_path


def records(done):
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_one_json_line_a_path_in_input_order(folder):
    done = run("parse", folder / "b" / "c.html", folder / "a.txt")
    assert done.returncode == 0
    assert [r["source"]["file"] for r in records(done)] == [str(folder / "b" / "c.html"), str(folder / "a.txt")]
    assert "học sinh nghèo".encode() in done.stdout


def test_the_command_gives_what_the_library_gives(folder):
    done = run("parse", folder / "a.txt")
    assert done.stdout.decode().rstrip("\n") == parse_file(folder / "a.txt").to_json()


def test_a_folder_is_read_with_recursive_and_only_its_pages(folder):
    done = run("parse", "--recursive", folder)
    assert done.returncode == 0
    assert [r["source"]["file"] for r in records(done)] == [str(folder / "a.txt"), str(folder / "b" / "c.html")]


def test_one_bad_path_is_named_and_the_others_are_done(folder):
    done = run("parse", folder / "none.html", folder / "a.txt")
    assert done.returncode == 1
    assert len(records(done)) == 1
    message = done.stderr.decode()
    assert "none.html" in message
    assert "no such file" in message
    assert "Traceback" not in message


def test_a_folder_without_pages_fails_with_advice(tmp_path):
    done = run("parse", "-r", tmp_path)
    assert done.returncode == 1
    assert str(tmp_path) in done.stderr.decode()


@pytest.mark.parametrize(
    "args",
    [["parse"], ["parse", "--fields", "nonsense", "x.txt"], ["no-such-command"], ["parse", "--reference", "5/1", "x"]],
)
def test_wrong_usage_is_exit_code_2(args):
    done = run(*args)
    assert done.returncode == 2
    assert b"Error" in done.stderr


def test_standard_input_is_read_as_page_or_text():
    page = run(
        "parse",
        "-",
        stdin="<html><body><h1>Trường Tân Lập khánh thành nhà ăn</h1><p>Sáng 5/9, trường Tân Lập khánh thành nhà ăn mới cho học sinh bán trú.</p></body></html>".encode(),
    )
    text = run("parse", "-", stdin=ARTICLE.encode())
    assert records(page)[0]["headline"] == "Trường Tân Lập khánh thành nhà ăn"
    assert records(text)[0]["headline"] == "Trao quà cho học sinh nghèo"


def test_fields_prints_only_these_in_this_order(folder):
    done = run("parse", "--fields", "headline,warnings", folder / "a.txt")
    assert list(records(done)[0]) == ["headline", "warnings"]


def test_output_goes_to_the_file(folder):
    out = folder / "out.jsonl"
    done = run("parse", "-o", out, folder / "a.txt")
    assert done.returncode == 0
    assert done.stdout == b""
    assert json.loads(out.read_text(encoding="utf-8"))["headline"] == "Trao quà cho học sinh nghèo"


def test_pretty_shows_the_facts_with_their_sentence(folder):
    done = run("parse", "--pretty", folder / "a.txt")
    shown = done.stdout.decode()
    assert shown.startswith("Trao quà cho học sinh nghèo")
    assert "Hội Khuyến học huyện Lâm Sơn" in shown
    assert "120" in shown


def test_schema_is_json_and_version_is_told():
    assert json.loads(run("schema").stdout)["title"] == "newsparse/1"
    assert run("--version").stdout.startswith(b"newsparse ")


def test_a_closed_pipe_is_no_traceback(folder):
    command = f"{sys.executable} -m newsparse parse {folder}/a.txt {folder}/a.txt | head -c 5"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=120, check=False)
    assert b"Traceback" not in done.stderr

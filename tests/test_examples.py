"""The examples run, each as a user runs it, and print what they are there to show."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
SHOWN = {
    "page.py": ["Lương Thị Hạnh: Phó Bí thư Thường trực, Thành ủy", "1100000000 VND"],
    "folder_to_parquet.py": ["7 records", "Lò Thị Mai | Phó Chủ tịch | UBND huyện", "money in all articles"],
    "custom_lexicon/run.py": [
        "as it ships:\n  Lò Văn Pánh: no position\n",
        "Lò Văn Pánh: Nghệ nhân trưởng (Phường hội Gốm Phù Vân)",
        "Phường hội Gốm Phù Vân is a body of kind association",
    ],
    "dask_cluster.py": ["7 records of 7 pages", "facts 1 files"],
}


def test_every_script_is_tested_and_told():
    scripts = {path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*.py")}
    assert scripts == set(SHOWN)
    told = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [name for name in (*SHOWN, "notebook.ipynb") if f"({name})" not in told] == []


@pytest.mark.parametrize("name", SHOWN)
def test_the_script_prints_what_it_shows(name, tmp_path):
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, EXAMPLES / name], cwd=tmp_path, env=environment, capture_output=True, timeout=300, check=False
    )
    printed = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert [words for words in SHOWN[name] if words not in printed] == []


@pytest.mark.filterwarnings("ignore")  # of the notebook machinery
def test_the_notebook_runs_and_shows_the_record(tmp_path, monkeypatch):
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = nbformat.read(EXAMPLES / "notebook.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "it is kept without output"
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(EXAMPLES)}}).execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("Lương Thị Hạnh" in output.get("data", {}).get("text/html", "") for output in shown)
    assert any("'1200'" in output.get("data", {}).get("text/plain", "") for output in shown)
    assert any("headline" in output.get("data", {}).get("text/html", "") for output in shown[-1:])

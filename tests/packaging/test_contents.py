"""What is built is what a user needs, and nothing else."""

import subprocess
import sys
import tarfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Wheel and sdist of this checkout; the wheel is built from the sdist, as an installer would."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, sdist


def sources():
    files = (path.relative_to(ROOT / "src") for path in (ROOT / "src" / "newsparse").rglob("*") if path.is_file())
    return {path.as_posix() for path in files if not any(p.startswith(".") or p == "__pycache__" for p in path.parts)}


def test_the_wheel_holds_the_package_with_tables_and_model_and_nothing_else(built):
    with zipfile.ZipFile(built[0]) as wheel:
        names = set(wheel.namelist())
        sizes = {info.filename: info.file_size for info in wheel.infolist()}
    package = {name for name in names if not name.split("/")[0].endswith(".dist-info")}
    assert package == sources()
    assert {"newsparse/py.typed", "newsparse/data/offices.tsv", "newsparse/view/view.css"} <= package
    assert sizes["newsparse/data/tagger.crfsuite"] == (ROOT / "src/newsparse/data/tagger.crfsuite").stat().st_size > 0
    suffixes = {Path(name).suffix for name in package}
    assert suffixes <= {".py", ".tsv", ".css", ".js", ".crfsuite", ".typed"}, suffixes
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_sdist_builds_and_tests_the_whole_and_holds_no_scratch(built):
    with tarfile.open(built[1]) as sdist:
        names = {name.split("/", 1)[1] for name in sdist.getnames()}
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    known = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")
    for name in ("README.md", "LICENSE", "SECURITY.md", "CHANGELOG.md", "pyproject.toml", "fuzz/targets.py",
                 "tests/packaging/test_contents.py", "docs/record.md", "examples/page.py", "benchmarks/run.py"):  # fmt: skip
        assert name in names, name
    unknown = names - set(known) - {"PKG-INFO", ".gitignore"}
    assert not any(known) or not unknown, unknown
    assert not any("__pycache__" in name or name.endswith((".pyc", ".log")) for name in names)


def test_every_extra_is_told(built):
    with zipfile.ZipFile(built[0]) as wheel:
        (name,) = (name for name in wheel.namelist() if name.endswith("/METADATA"))
        metadata = HeaderParser().parsestr(wheel.read(name).decode())
    extras = set(metadata.get_all("Provides-Extra"))
    told = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/dependencies.md"))
    of_work = {"bench", "docs", "fuzz", "test"}
    assert [extra for extra in extras - of_work if f"[{extra}]" not in told and f"| {extra} |" not in told] == []
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"

"""Install what is built, as users do, in clean environments; a step of continuous integration beside the tests.

usage: python tests/packaging/installs.py

Builds wheel and sdist, then installs the wheel: alone under each Python from 3.11 to 3.14 that is on this machine,
and with each extra alone under this one. In each the page of the README is parsed. Where extras are missing, every
command that needs one is called: it must say which, without a traceback. Where one is there, the command must run.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "examples" / "pages" / "thanh-uy.html"
RECORD = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:1>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
    "WARC-Target-URI: http://a.example.vn/1\r\nContent-Type: application/http; msgtype=response\r\n"
    "Content-Length: 52\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Tin</p>\r\n\r\n"
)
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
PLAIN = "--records jsonl --tables csv --no-duplicates"
# extra → commands that need it; {in}, {warc}, {url}, {out} are filled in
NEEDS = {
    "batch": (
        "batch {in} -o {out}",
        "batch {in} -o {out} " + PLAIN.replace("csv", "parquet"),
        "batch {warc} -o {out} " + PLAIN,
    ),
    "dask": ("batch {in} -o {out} " + PLAIN + " --scheduler tcp://127.0.0.1:1",),
    "view": ("report {plain}",),
    "fetch": (
        "fetch {url} --warc {out}.warc.gz --allow-network 127.0.0.0/8 --delay 0",
        "fetch {url} --cache {out} --allow-network 127.0.0.0/8 --delay 0",
    ),
    "fetch-browser": ("fetch {url} --render all --allow-network 127.0.0.0/8 --delay 0",),
    "train": ("train {corpus} {out}",),
    "transformers": ("parse {page} --engine transformers:{in}",),
}
ALONE = ("batch", "dask", "view", "fetch", "fetch-browser", "train")


class InstallError(Exception):
    """Something is not as a user should find it."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def pythons() -> dict[str, str]:
    """Return the interpreters that are found, by version."""
    found = {f"{sys.version_info.major}.{sys.version_info.minor}": sys.executable}
    places = [Path(place) for place in os.environ.get("PATH", "").split(os.pathsep)]
    versions = Path.home() / ".pyenv" / "versions"
    places += sorted(versions.glob("*/bin"), reverse=True) if versions.is_dir() else []
    for version in VERSIONS:
        for place in places:
            path = place / f"python{version}"
            if version not in found and path.exists() and _is(path, version):
                found[version] = str(path)
    return {version: found[version] for version in VERSIONS if version in found}


def _is(path: Path, version: str) -> bool:
    code = "import ensurepip, sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([path, "-c", code], capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout.strip() == version


def build(folder: Path) -> Path:
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = folder.glob("*.whl")
    return wheel


def environment(python: str, wheel: Path, extra: str | None, folder: Path) -> Path:
    """Return the `bin` of a new environment in which only the wheel, and one extra, was installed."""
    subprocess.run([python, "-m", "venv", "--without-pip", folder], check=True)
    wanted = f"{wheel}[{extra}]" if extra else str(wheel)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "install", "-q", wanted]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    if done.returncode:
        raise InstallError(f"cannot be installed: {done.stderr.strip().splitlines()[-1:]}")
    return folder / "bin"


def run(bin: Path, command: str, place: Path, url: str) -> subprocess.CompletedProcess[str]:
    out = tempfile.mktemp(dir=place)
    words = {
        "in": str(PAGE.parent), "page": str(PAGE), "warc": str(place / "a.warc"), "plain": str(place / "plain"),
        "corpus": str(place / "corpus"), "url": url, "out": out,
    }  # fmt: skip
    arguments = [word.format(**words) for word in command.split()]
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(
        [bin / "newsparse", *arguments], cwd=place, env=clean, capture_output=True, text=True, timeout=300, check=False
    )


def core(bin: Path, place: Path, url: str) -> None:
    """Check an environment without extras: the core works, and what is missing is named."""
    done = run(bin, "parse {page}", place, url)
    if done.returncode or json.loads(done.stdout)["officials"][0]["name"] != "Lương Thị Hạnh":
        raise InstallError(f"the example is not parsed: {done.stdout[:200]} {done.stderr[-500:]}")
    for command in ("view {page}", f"batch {{in}} -o {place}/plain {PLAIN}", "lexicon check", "schema"):
        done = run(bin, command, place, url)
        if done.returncode:
            raise InstallError(f"`{command}` needs no extra, but: {done.stderr[-500:]}")
    for extra, commands in NEEDS.items():
        for command in commands:
            done = run(bin, command, place, url)
            said = done.stderr + done.stdout
            if "Traceback" in said or f"newsparse[{extra}]" not in said or done.returncode == 0:
                raise InstallError(f"`{command}` does not ask for newsparse[{extra}]: {said[-500:]}")


def alone(extra: str, bin: Path, place: Path, url: str) -> None:
    """Check an environment with one extra: its commands run, or get so far as the cluster or browser they want."""
    if extra == "view":
        run(bin, f"batch {{in}} -o {place}/plain {PLAIN}", place, url)
    for command in NEEDS[extra]:
        done = run(bin, command, place, url)
        said = done.stderr + done.stdout
        away = {"dask": "127.0.0.1:1", "fetch-browser": "Chromium"}.get(extra)
        told = away is not None and away in said and "Traceback" not in said
        if (done.returncode and not told) or f"newsparse[{extra}]" in said:
            raise InstallError(f"`{command}`: {said[-500:]}")


def one(job: tuple[str, str, str | None], wheel: Path, url: str) -> str | None:
    """Do one environment; return what is wrong."""
    name, python, extra = job
    began = time.monotonic()
    place = Path(tempfile.mkdtemp(prefix="newsparse-"))
    try:
        (place / "a.warc").write_bytes(RECORD.encode())
        (place / "corpus").mkdir()
        (place / "corpus" / "a.txt").write_bytes((ROOT / "corpus" / "health.txt").read_bytes())
        bin = environment(python, wheel, extra, place / "environment")
        if extra is None:
            core(bin, place, url)
        else:
            alone(extra, bin, place, url)
    except (InstallError, subprocess.SubprocessError, OSError, ValueError, LookupError) as error:
        return f"{name}: {error}"
    finally:
        shutil.rmtree(place, ignore_errors=True)
    print(f"{name}: as it should be ({time.monotonic() - began:.0f} s)", flush=True)
    return None


def main() -> None:
    found = pythons()
    for version in VERSIONS:
        if version not in found:
            print(f"Python {version} is not on this machine; it is left out")
    jobs: list[tuple[str, str, str | None]] = [(f"Python {version}", path, None) for version, path in found.items()]
    jobs += [(f"newsparse[{extra}]", sys.executable, extra) for extra in ALONE]
    handler = functools.partial(_Quiet, directory=str(PAGE.parent))
    with (
        tempfile.TemporaryDirectory() as folder,
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        ThreadPoolExecutor(2) as pool,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        wheel = build(Path(folder))
        url = f"http://127.0.0.1:{server.server_port}/{PAGE.name}"
        wrong = [said for said in pool.map(lambda job: one(job, wheel, url), jobs) if said]
        server.shutdown()
    for said in wrong:
        print(said)
    print(f"installs: {len(jobs) - len(wrong)} passed, {len(wrong)} failed")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()

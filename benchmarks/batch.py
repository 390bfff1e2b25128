"""What `newsparse batch` costs: pages a second for 1 and 2 workers, memory, a WARC beside a folder, trafilatura.

    python benchmarks/batch.py [--pages 5000] [--from FOLDER] [--tries 1]

Pages are made by varying those of FOLDER (default: the pages of `examples` and of the tests): digits change
from copy to copy. Prints a table, of several tries the fastest of each row, with the load that the machine had
beside it; the copies lie in a temporary folder that is removed.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIGITS = re.compile(rb">[^<>]*<")
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *sys.path])}


def originals(folder: Path | None) -> list[bytes]:
    if folder is not None:
        found = sorted(folder.rglob("*.html"))
    else:
        found = sorted([*(ROOT / "examples").rglob("*.html"), *(ROOT / "tests" / "fixtures").rglob("*.html")])
    pages = [path.read_bytes() for path in found]
    if not pages:
        sys.exit("no pages to vary; name a folder of .html files with --from")
    return pages


def varied(data: bytes, n: int) -> bytes:
    """Return a page with the digits of its text shifted by n; the last digit of each number stays at 1 to 9."""

    def shift(match: re.Match[bytes]) -> bytes:
        text = match.group()
        return bytes(49 + (byte - 48 + n) % 9 if 48 <= byte <= 57 else byte for byte in text) if n % 9 else text

    return DIGITS.sub(shift, data) + b"<!-- %d -->" % n


def make(pages: list[bytes], count: int, folder: Path, warc: Path) -> int:
    size = 0
    with warc.open("wb") as archive:
        for n, data in zip(range(count), itertools.cycle(pages), strict=False):
            page = varied(data, n // len(pages))
            size += len(page)
            place = folder / f"{n // 1000:04}"
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{n:07}.html").write_bytes(page)
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:n:{n}>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
                f"WARC-Target-URI: http://site{n // 1000}.example.vn/{n}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            archive.write(gzip.compress(head.encode() + body + b"\r\n\r\n", 6, mtime=0))
    return size


CHILD = """
import json, resource, sys, time
began = time.perf_counter()
from newsparse import run_batch
report = run_batch([sys.argv[1]], sys.argv[2], workers=int(sys.argv[3]))
usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({
    "records": report.records, "rejects": report.items - report.records, "seconds": time.perf_counter() - began,
    "coordinator": usage[0].ru_maxrss / 1024, "worker": usage[1].ru_maxrss / 1024,
    "cpu": sum(u.ru_utime + u.ru_stime for u in usage),
}))
"""

PEER = """
import sys, time
from pathlib import Path
from trafilatura import bare_extraction
began, used = time.perf_counter(), time.process_time()
for path in sorted(Path(sys.argv[1]).rglob("*.html")):
    bare_extraction(path.read_bytes(), with_metadata=True)
print(time.perf_counter() - began, time.process_time() - used)
"""
PEER_NAME = "trafilatura, text and metadata, 1"


def run(source: Path, output: Path, workers: int) -> dict[str, float]:
    command = [sys.executable, "-c", CHILD, str(source), str(output), str(workers)]
    done = subprocess.run(command, env=ENVIRONMENT, stdout=subprocess.PIPE, check=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def parts(place: Path, count: int) -> None:
    """Print what the steps beside parsing cost, each alone in this process."""
    from newsparse.batch.archives import Reading
    from newsparse.batch.cutting import Cut
    from newsparse.batch.duplicates import find_duplicates
    from newsparse.batch.plan import plan, read
    from newsparse.batch.sites import sample_shard
    from newsparse.batch.worker import Settings

    reading = Reading()
    for name in ("folder", "all.warc.gz"):
        began = time.process_time()
        shards = list(plan([str(place / name)], reading, Cut()))
        planned = time.process_time() - began
        began = time.process_time()
        for shard in shards:
            for _ in read(shard, reading):
                pass
        took = time.process_time() - began
        print(f"{name}: plan {1e6 * planned / count:.0f} µs CPU a page, read {1e6 * took / count:.0f} µs CPU a page")
    began = time.process_time()
    settings = Settings(str(place), hard=False)
    sampled = sum(len(sample_shard(shard, settings)) for shard in plan([str(place / "folder")], reading, Cut(pages=40)))
    print(f"learning of sites: {1000 * (time.process_time() - began) / max(1, sampled):.1f} ms CPU a sampled page")
    chance = random.Random(1)
    with (place / "signatures").open("wb") as file:
        for n in range(100_000):
            rows = chance.randbytes(256) if n % 10 else bytes(range(256))
            file.write(n.to_bytes(10, "big") + chance.randbytes(8) + rows)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    rows = find_duplicates([place / "signatures"])
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    took = time.process_time() - began
    print(f"duplicates: 100,000 articles, {len(rows)} in clusters, {took:.1f} s CPU, {more:.0f} MiB more")


def sizes(output: Path, count: int) -> None:
    """Print how many bytes a page leaves in each part of the output."""
    found: dict[str, int] = {}
    for path in output.rglob("*"):
        if path.is_file():
            name = path.relative_to(output).parts[0]
            found[name] = found.get(name, 0) + path.stat().st_size
    print("bytes a page: " + ", ".join(f"{name} {size / count:.0f}" for name, size in sorted(found.items())))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=5000)
    options.add_argument("--from", dest="folder", type=Path)
    options.add_argument("--tries", type=int, default=1)
    chosen = options.parse_args()
    pages = originals(chosen.folder)
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        quarter = chosen.pages // 4
        make(pages, quarter, place / "quarter", place / "quarter.warc.gz")
        size = make(pages, chosen.pages, place / "folder", place / "all.warc.gz")
        kib = size / chosen.pages / 1024
        print(f"{chosen.pages} pages varied from {len(pages)}, {kib:.0f} KiB each")
        cases = [
            ("folder, 1 worker", place / "folder", 1),
            ("folder, 2 workers", place / "folder", 2),
            ("a quarter of the folder, 2 workers", place / "quarter", 2),
            ("WARC, 2 workers", place / "all.warc.gz", 2),
        ]
        best: dict[str, dict[str, float]] = {}
        for _ in range(chosen.tries):
            for n, (name, source, workers) in enumerate(cases):
                load = os.getloadavg()[0]
                result = run(source, place / f"out{n}", workers)
                shutil.rmtree(place / "kept", ignore_errors=True)
                (place / f"out{n}").rename(place / "kept")
                result["load"] = load
                result["rate"] = (result["records"] + result["rejects"]) / result["seconds"]
                if name not in best or best[name]["rate"] < result["rate"]:
                    best[name] = result
        rates = {name: result["rate"] for name, result in best.items()}
        print(f"{'':36} pages/s  CPU ms/page  coordinator MiB  worker MiB  load before")
        for name, result in best.items():
            count = result["records"] + result["rejects"]
            print(
                f"{name:36} {result['rate']:7.1f}  {1000 * result['cpu'] / count:11.1f}  {result['coordinator']:15.0f}"
                f"  {result['worker']:10.0f}  {result['load']:11.1f}"
            )
        peer = subprocess.run([sys.executable, "-c", PEER, place / "folder"], stdout=subprocess.PIPE, check=False)
        if peer.returncode == 0:
            wall, cpu = map(float, peer.stdout.split())
            print(f"{PEER_NAME:36} {chosen.pages / wall:7.1f}  {1000 * cpu / chosen.pages:11.1f}")
        first, second = rates["folder, 1 worker"], rates["folder, 2 workers"]
        sizes(place / "kept", chosen.pages)
        parts(place, chosen.pages)
        print(f"2 workers : 1 worker = {second / first:.2f}; WARC : folder = {rates['WARC, 2 workers'] / second:.2f}")


if __name__ == "__main__":
    main()

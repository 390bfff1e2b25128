"""Fuzz one target for a while: with atheris where that is installed, else with a seeded loop of plain mutations.

usage: python fuzz/run.py TARGET [--seconds S] [--seed N] [--keep FOLDER] [--plain]

TARGET is one of `targets.py`, or `all`. An input that breaks a promise is written to FOLDER (default: a new
temporary one) and its path printed; the exit code is then 1. With atheris the loop is guided by coverage.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib.util
import random
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(Path(__file__).resolve().parent))


def mutated(seeds: list[bytes], chance: random.Random) -> bytes:
    """Return a seed with a few pieces cut, doubled, flipped, moved, or taken from another seed."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at = chance.randrange(len(data) + 1)
        size = min(len(data) - at, chance.choice((1, 2, 8, 64, 512)))
        kind = chance.randrange(7)
        if kind == 0:
            del data[at : at + size]
        elif kind == 1:
            data[at:at] = data[at : at + size] * chance.choice((1, 2, 20))
        elif kind == 2:
            data[at : at + size] = chance.randbytes(size)
        elif kind == 3:
            other = chance.choice(seeds)
            start = chance.randrange(len(other) + 1)
            data[at:at] = other[start : start + size]
        elif kind == 4:
            data[at:at] = chance.choice(PIECES)
        elif kind == 5:
            data[at:at] = chr(chance.choice((chance.randrange(0xD800), chance.randrange(0xE000, 0x110000)))).encode()
        else:
            del data[at:]
    return bytes(data)


PIECES = [
    piece.encode()
    for piece in (
        "\x00", "<", ">", "&", "</", "<!--", "-->", "<![CDATA[", "&#0;", "&#x110000;", "\u0301", "\u200b", "\ufeff", "\r", "\n",
        "1.", ",", "1e9", "9" * 40, "0/0", "31/2/2024", "29/2/2023", "25h61", "năm 0", "tháng 13", "-", "½", "²", "ông ",
        "tỷ", "%", "(", "“", "Nguyễn Văn ", "UBND xã ", "Content-Length: -1\r\n", "Content-Length: 999999999999\r\n", "WARC/1.0\r\n",
        "\ud7ff", "𝟙", "١", "Ⅻ", "İ", "ß", "ﬁ",
    )
]  # fmt: skip


def plain(name: str, seconds: float, seed: int, keep: Path, most: int | None = None) -> int:
    """Run the seeded loop; return how many inputs failed. `most` ends it after so many inputs."""
    import targets

    target = targets.TARGETS[name]
    seeds = targets.seeds(name, ROOT) or [b""]
    chance = random.Random(f"{name} {seed}")
    end = time.monotonic() + seconds
    failed = tried = 0
    while time.monotonic() < end and (most is None or tried < most):
        tried += 1
        data = mutated(seeds, chance)
        try:
            target(data)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            failed += 1
            keep.mkdir(parents=True, exist_ok=True)
            path = keep / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
            path.write_bytes(data)
            print(f"{path}: {traceback.format_exc()}", flush=True)
    print(f"{name}: {tried} inputs, {failed} failed", flush=True)
    return failed


def guided(name: str, seconds: float, seed: int, keep: Path) -> int:
    """Run atheris, which ends its process; this is the process."""
    import atheris

    with atheris.instrument_imports(include=["newsparse"]):
        import targets
    keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for n, data in enumerate(targets.seeds(name, ROOT)):
            (Path(corpus) / f"{n:05}").write_bytes(data)
        arguments = [sys.argv[0], corpus, f"-max_total_time={int(seconds)}", f"-artifact_prefix={keep}/{name}-"]
        atheris.Setup([*arguments, f"-seed={seed}", "-timeout=60", "-rss_limit_mb=8192"], targets.TARGETS[name])
        atheris.Fuzz()
    return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--plain", action="store_true", help="the seeded loop, also where atheris is installed")
    options = parser.parse_args()
    import targets

    if options.target not in (*targets.TARGETS, "all"):
        parser.error(f"no such target; there are all, {', '.join(targets.TARGETS)}")
    keep = options.keep or Path(tempfile.gettempdir()) / "newsparse-fuzz"
    by_coverage = not options.plain and importlib.util.find_spec("atheris") is not None
    if options.target == "all":
        failed = 0
        for name in targets.TARGETS:
            command = [sys.executable, __file__, name, "--seconds", str(options.seconds), "--seed", str(options.seed)]
            command += ["--keep", str(keep)] + (["--plain"] if options.plain else [])
            failed += subprocess.run(command, check=False).returncode != 0
        sys.exit(bool(failed))
    if by_coverage:
        with contextlib.suppress(KeyError):
            del sys.modules["targets"]
        for name in [name for name in sys.modules if name.split(".")[0] == "newsparse"]:
            del sys.modules[name]  # imported again, with instruments
        guided(options.target, options.seconds, options.seed, keep)
    sys.exit(bool(plain(options.target, options.seconds, options.seed, keep)))


if __name__ == "__main__":
    main()

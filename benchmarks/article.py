"""What the way from bytes to the article costs, beside a bare parse and beside peers.

usage: python benchmarks/article.py [PAGE_OR_FOLDER ...] [--rounds N] [--repeat 1,4,16,64]

Times CPU seconds, in one run on the same bytes: `lxml.html.document_fromstring` alone; newsparse up to the
article with all metadata; and, where they are installed, trafilatura (`bare_extraction` with metadata),
resiliparse (main content as text) and readability-lxml. Then a page whose body is repeated, for growth.
Without an argument, the pages of tests/fixtures/pages are used.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree, html

from newsparse.page import decode, read_html

if TYPE_CHECKING:
    from collections.abc import Callable

SLOW = ("trafilatura", "readability-lxml")
ROOT = Path(__file__).resolve().parent.parent


def lxml_parse(data: bytes) -> object:
    return html.document_fromstring(data)


def newsparse_article(data: bytes) -> object:
    return read_html(decode(data))


def peers() -> dict[str, Callable[[bytes], object]]:
    """Return the peers that are installed, by name."""
    found: dict[str, Callable[[bytes], object]] = {}
    logging.disable(logging.CRITICAL)
    try:
        trafilatura = importlib.import_module("trafilatura")
        found["trafilatura"] = lambda data: trafilatura.bare_extraction(data, with_metadata=True)
    except ImportError:
        pass
    try:
        extract = importlib.import_module("resiliparse.extract.html2text")
        found["resiliparse"] = lambda data: extract.extract_plain_text(
            data.decode("utf-8", "replace"), main_content=True
        )
    except ImportError:
        pass
    try:
        readability = importlib.import_module("readability")
        found["readability-lxml"] = lambda data: readability.Document(data.decode("utf-8", "replace")).summary()
    except ImportError:
        pass
    return found


def seconds(works: list[Callable[[bytes], object]], pages: list[bytes], rounds: int) -> list[float]:
    """Return the least CPU time of each work over the pages; they take turns, so that a slow minute is everyone's."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for at, work in enumerate(works):
            start = time.process_time()
            for page in pages:
                try:
                    work(page)
                except Exception:
                    continue
            best[at] = min(best[at], time.process_time() - start)
    return best


def repeated(page: bytes, times: int) -> bytes:
    """Return a page with the inside of its body repeated."""
    start = page.find(b">", page.find(b"<body")) + 1
    end = page.rfind(b"</body>")
    if start <= 0 or end <= start:
        return page * times
    return page[:start] + page[start:end] * times + page[end:]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "tests" / "fixtures" / "pages"])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--repeat", default="1,4,16,64")
    args = parser.parse_args()
    files = sorted(f for p in args.paths for f in ([p] if p.is_file() else p.glob("*.html")))
    pages = [f.read_bytes() for f in files]
    if not pages:
        raise SystemExit("no .html page found; name a file or a folder")
    print(f"{len(pages)} pages, {sum(map(len, pages)) / 1e6:.2f} MB")
    newsparse_article(pages[0])
    base, took = seconds([lxml_parse, newsparse_article], pages, args.rounds)
    print(f"lxml {etree.__version__} with libxml2 {'.'.join(map(str, etree.LIBXML_VERSION))}")
    print(f"{'lxml.html parse alone':28}{base * 1e3 / len(pages):9.2f} ms/page   1.00 x")
    print(f"{'newsparse, article':28}{took * 1e3 / len(pages):9.2f} ms/page {took / base:6.2f} x")
    for name, work in peers().items():
        rounds = 2 if name in SLOW else args.rounds
        base, took = seconds([lxml_parse, work], pages, rounds)
        print(f"{name:28}{took * 1e3 / len(pages):9.2f} ms/page {took / base:6.2f} x")
    middle = sorted(pages, key=len)[len(pages) // 2]
    print(f"\none page of {len(middle) / 1e3:.0f} kB, its body repeated")
    for times in map(int, args.repeat.split(",")):
        page = [repeated(middle, times)]
        parse, took = seconds([lxml_parse, newsparse_article], page, 5)
        print(f"{times:4} x {parse * 1e3:9.2f} ms parse {took * 1e3:9.2f} ms article {took / parse:6.2f} x parse")


if __name__ == "__main__":
    main()

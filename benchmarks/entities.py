"""What it costs to find who is named, beside underthesea's own `ner()`, in one run on the same texts.

usage: python benchmarks/entities.py [FOLDER_OF_TEXTS] [--rounds N]

Prints the CPU milliseconds for 400 words, the CPU seconds of loading with the first article, and the resident memory
of the process after newsparse alone. Without an argument, the articles of tests/gold are used. Each text is what
newsparse sees of an article; underthesea gets it line by line.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from newsparse.entities import find_entities
from newsparse.text.document import Document, document_of
from newsparse.text.lexicon import load_lexicon
from newsparse.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = 400


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(__file__).resolve().parents[1] / "tests" / "gold"
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    texts = [normalise(path.read_text(encoding="utf-8")) for path in sorted(options.folder.glob("*.txt"))]
    if not texts:
        sys.exit(f"{options.folder}: no .txt files here")
    documents = [document_of(text) for text in texts]
    words = sum(len(text.split()) for text in texts)
    lexicon = load_lexicon()

    def one(document: Document) -> object:
        return find_entities(document, lexicon)

    with ThreadPoolExecutor(8) as pool:  # from a cold start, in threads
        loaded = time.process_time()
        threaded = list(pool.map(one, documents))
        loaded = time.process_time() - loaded
    alone = [one(document) for document in reversed(documents)][::-1]
    ours = min(cpu(lambda: [one(document) for document in documents]) for _ in range(options.rounds))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(texts)} articles, {words} words")
    print(f"{'newsparse':14}{ours / words * WORDS * 1000:9.1f} ms CPU for {WORDS} words")
    print(f"{'':14}{loaded - ours:9.2f} s CPU to load, {memory:.0f} MB resident")
    print(f"{'':14}{'the same' if threaded == alone else 'NOT THE SAME'} in 8 threads from a cold start and in reverse")

    from underthesea import ner

    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    ner(lines[0])
    theirs = cpu(lambda: [ner(line) for line in lines])
    print(f"{'underthesea':14}{theirs / words * WORDS * 1000:9.1f} ms CPU for {WORDS} words: {theirs / ours:.0f} times")


if __name__ == "__main__":
    main()

"""Print one table of newsparse beside its peers: what each costs, as ratios, and how much it gets right.

usage: python benchmarks/run.py [--rounds N] [--pages FOLDER] [--write docs/benchmarks.md]

    pip install -e '.[bench]'

All in one run, on the same inputs: the pages, articles and sentences of the project's tests. Costs are CPU time, the
least of N rounds. The pages of the tests are small, so they are also read with the furniture of a portal around them;
with --pages, pages of your own are read instead. A peer that is not installed is left out and named. With --write the
table of that file is replaced. `article.py`, `entities.py`, `facts.py` and `batch.py` beside this file tell more of one
thing each.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import importlib.metadata
import importlib.util
import json
import platform
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import article as pages_benchmark
import facts as facts_benchmark
from lxml import html

import newsparse
from newsparse.entities import find_entities
from newsparse.evaluation.gold import read_gold
from newsparse.text.document import document_of
from newsparse.text.lexicon import load_lexicon
from newsparse.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- table: written by benchmarks/run.py -->", "<!-- end of table -->"
PACKAGES = {"Duckling": "pyduckling-native-phihos", "lxml.html, bare parse": "lxml", "underthesea ner()": "underthesea"}


@dataclass(frozen=True)
class Line:
    """One row of the table; `cost` is a ratio to the first row of the same task."""

    task: str
    tool: str
    cost: str
    quality: str


def version(tool: str) -> str:
    name = PACKAGES.get(tool, tool.split(",")[0])
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        return importlib.metadata.version(name)
    return "not installed"


def f1(wanted: int, found: int, right: int) -> float:
    return 2 * right / (wanted + found) if wanted + found else 1.0


# pages


def grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", normalise(text).casefold())
    return Counter(zip(*(words[n:] for n in range(4)), strict=False))


def text_of(tool: str, result: Any) -> str:
    """Return the main text of what an extractor returned."""
    if tool.startswith("newsparse"):
        return "\n".join(b.text for b in result.blocks if b.kind not in ("headline", "caption", "byline"))
    if tool == "readability-lxml":
        return str(html.fromstring(result).text_content()) if result else ""
    return result if isinstance(result, str) else str(getattr(result, "text", "") or "")


def agreement(tool: str, work: Callable[[bytes], Any], pages: list[tuple[bytes, str]]) -> float:
    """Return the mean F1 of word 4-grams against the text that the page's gold has."""
    scores = []
    for data, wanted in pages:
        try:
            got = grams(text_of(tool, work(data)))
        except Exception:
            got = Counter()
        want = grams(wanted)
        scores.append(f1(want.total(), got.total(), (want & got).total()))
    return sum(scores) / len(scores)


def dressed(page: bytes, n: int) -> bytes:
    """Return a page with the furniture of a portal around its article: styles, scripts, menus, lists, a footer."""
    if b"</head>" not in page or b"<body" not in page or b"</body>" not in page:
        return page
    style = "".join(f".b{i}-{n} .c{i}{{margin:{i}px;color:#{i * 997 % 4096:03x}}}\n" for i in range(250))
    script = "".join(f'var m{i}={{"id":{i * 7919 + n},"k":["a","b"],"u":"/x/{i}.js"}};\n' for i in range(250))
    menu = "".join(f'<li class="menu-item m{i}"><a href="/chuyen-muc-{i}">Chuyên mục {i}</a></li>' for i in range(90))
    others = "".join(
        f'<div class="item"><a href="/tin-{i * 31 + n}.html"><img src="/anh/{i}.jpg" alt="">Tin số {i * 31 + n}</a>'
        f'<span class="time">{i % 28 + 1}/{i % 12 + 1}/2023</span></div>'
        for i in range(100)
    )
    start = page.index(b">", page.index(b"<body")) + 1
    head = f"<style>{style}</style><script>{script}</script></head>".encode()
    above = f'<div class="header"><ul class="menu">{menu}</ul></div>'.encode()
    below = f'<div class="sidebar related-news">{others}</div><div class="footer"><ul>{menu}</ul></div></body>'.encode()
    body = page[start:].replace(b"</body>", below, 1)
    return page[:start].replace(b"</head>", head, 1) + above + body


def ratio(work: Callable[[bytes], object], data: list[bytes], rounds: int) -> str:
    """Return the cost of some work on pages as a multiple of a bare parse that takes turns with it."""
    base, took = pages_benchmark.seconds([pages_benchmark.lxml_parse, work], data, rounds)
    return f"{took / base:.1f}"


def page_lines(rounds: int, folder: Path | None) -> list[Line]:
    pages: list[tuple[bytes, str]] = []
    for path in sorted((folder or ROOT / "tests" / "fixtures" / "pages").rglob("*.html")):
        gold = path.with_suffix(".json")
        if folder:
            pages.append((path.read_bytes(), ""))
        elif gold.exists():
            said = json.loads(gold.read_text(encoding="utf-8"))
            pages.append((path.read_bytes(), "\n".join([*([said["lead"]] if said["lead"] else []), *said["body"]])))
    if not pages:
        sys.exit(f"{folder}: no .html files here")
    tools: dict[str, Callable[[bytes], Any]] = {"newsparse": pages_benchmark.newsparse_article}
    tools |= pages_benchmark.peers()
    absent = [tool for tool in ("trafilatura", "resiliparse", "readability-lxml") if tool not in tools]
    lines: list[Line] = []
    sets = [("", pages)]
    if folder is None:
        sets = [
            ("as a portal sends them", [(dressed(page, n), wanted) for n, (page, wanted) in enumerate(pages)]),
            *sets,
        ]
    for kind, chosen in sets:
        data = [page for page, _ in chosen]
        size = f"{len(data)} pages of {sum(map(len, data)) / len(data) / 1000:.0f} kB"
        task = f"page to article with metadata ({size}{', ' if kind else ''}{kind})"
        (base,) = pages_benchmark.seconds([pages_benchmark.lxml_parse], data, rounds)
        lines.append(Line(task, "lxml.html, bare parse", f"1.00 ({1e3 * base / len(data):.2f} ms a page)", ""))
        for tool, work in tools.items():
            work(data[0])
            cost = ratio(work, data, max(2, rounds // 3) if tool in pages_benchmark.SLOW else rounds)
            quality = "" if folder else f"text F1 {agreement(tool, work, chosen):.3f}"
            lines.append(Line(task, tool, cost, quality))
        lines.append(Line(task, "newsparse, whole record", ratio(newsparse.parse, data, max(2, rounds // 3)), ""))
        lines += [Line(task, tool, "", "not installed") for tool in absent]
    return lines


# names


def names_right(wanted: Iterable[set[str]], found: set[str]) -> tuple[int, int, int]:
    """Return the sizes of gold, found and right; a short form of something in gold is neither right nor wrong."""
    gold = list(wanted)
    right = sum(bool(forms & found) for forms in gold)
    known = {form for forms in gold for form in forms}
    wrong = sum(name not in known and not any(form.endswith(" " + name) for form in known) for name in found)
    return len(gold), right + wrong, right


Names = tuple[set[str], set[str]]  # persons, bodies


def tagged(text: str) -> Names:
    """Return what underthesea tags in a text, line by line."""
    from underthesea import ner

    names: dict[str, set[str]] = {"PER": set(), "ORG": set()}
    for line in filter(str.strip, text.split("\n")):
        found: list[tuple[str, list[str]]] = []
        before = ""
        for word, _, _, tag in ner(line):
            label = tag[2:]
            if tag.startswith("I-") and label == before and found:
                found[-1][1].append(word)
            elif label:
                found.append((label, [word]))
            before = label
        for label, words in found:
            names.setdefault(label, set()).add(" ".join(words))
    return names["PER"], names["ORG"]


def name_lines(rounds: int) -> list[Line]:
    texts, wanted = [], []
    for path, gold in read_gold(ROOT / "tests" / "gold"):
        if path.suffix == ".txt" and gold.officials is not None and gold.organisations is not None:
            texts.append(normalise(path.read_text(encoding="utf-8")))
            persons = [{person.name} for person in gold.officials] + [{name} for name in gold.people or ()]
            wanted.append((persons, [{body.name, *body.aliases} for body in gold.organisations]))
    words = sum(len(text.split()) for text in texts)
    task = f"names of persons and bodies ({len(texts)} articles, {words} words)"
    lexicon = load_lexicon()
    documents = {text: document_of(text) for text in texts}

    def named(text: str) -> Names:
        found = find_entities(documents[text], lexicon)
        return {p.name for p in (*found.officials, *found.people)}, {o.name for o in found.organisations}

    tools: dict[str, Callable[[str], Names]] = {"newsparse": named}
    if importlib.util.find_spec("underthesea"):
        tools["underthesea ner()"] = tagged
    lines: list[Line] = []
    base = 0.0
    for tool, work in tools.items():
        answers = [work(text) for text in texts]
        took = min(cpu(work, texts) for _ in range(rounds if tool == "newsparse" else 1))
        base = base or took
        scores = []
        for kind in (0, 1):
            sizes = [names_right(gold[kind], got[kind]) for gold, got in zip(wanted, answers, strict=True)]
            scores.append(f1(*(sum(size[n] for size in sizes) for n in range(3))))
        cost = f"{took / base:.1f}" if lines else f"1.00 ({1e3 * took / words * 400:.1f} ms for 400 words)"
        lines.append(Line(task, tool, cost, f"persons F1 {scores[0]:.3f}, bodies F1 {scores[1]:.3f}"))
    return lines if len(lines) > 1 else [*lines, Line(task, "underthesea ner()", "", "not installed")]


def cpu(work: Callable[[str], object], texts: list[str]) -> float:
    begin = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - begin


# numbers and times


def fact_lines(rounds: int) -> list[Line]:
    tools, _ = facts_benchmark.load_tools()
    tasks = {
        "numerals": "texts that are one number",
        "amounts: value": "sentences with one fact: its value",
        "amounts: value and unit": "the same, value and unit",
        "no facts": "sentences whose numbers count nothing",
        "days": "sentences with one day",
    }
    lines: list[Line] = []
    for row in facts_benchmark.compare(tools, rounds):
        task = f"{tasks[row.label]} ({row.cases})"
        base = row.seconds["newsparse"]
        for tool in ("newsparse", "Duckling", "dateparser"):
            if tool in row.seconds:
                took = row.seconds[tool]
                cost = f"1.00 ({1e6 * base / row.cases:.0f} µs each)" if tool == "newsparse" else f"{took / base:.1f}"
                lines.append(
                    Line(task, tool, cost, f"{row.right[tool]} right, {100 * row.right[tool] / row.cases:.0f} %")
                )
            elif tool == "Duckling" or (tool == "dateparser" and row.label == "days"):
                lines.append(Line(task, tool, "", "not installed"))
    return lines


def table(lines: list[Line]) -> str:
    today = f"{datetime.datetime.now(datetime.UTC):%d %B %Y}"
    out = [f"{today}, Python {platform.python_version()}, {platform.machine()}.", ""]
    out += ["| task | tool | version | cost | quality |", "| --- | --- | --- | --- | --- |"]
    last = ""
    for line in lines:
        task = "" if line.task == last else line.task
        out.append(f"| {task} | {line.tool} | {version(line.tool)} | {line.cost} | {line.quality} |")
        last = line.task
    return "\n".join(out) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--pages", type=Path, metavar="FOLDER", help="pages of your own; their costs are told")
    parser.add_argument("--write", type=Path, metavar="FILE")
    options = parser.parse_args()
    if options.write:
        old = options.write.read_text(encoding="utf-8")
        if BEGIN not in old or END not in old:
            sys.exit(f"{options.write}: no table to replace; it stands between {BEGIN!r} and {END!r}")
    lines = page_lines(options.rounds, options.pages) + name_lines(options.rounds) + fact_lines(options.rounds)
    printed = table(lines)
    print(printed, end="")
    if options.write:
        before, after = old.split(BEGIN)[0], old.split(END)[1]
        options.write.write_text(f"{before}{BEGIN}\n{printed}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()

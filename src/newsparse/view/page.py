"""The file around the records: one page that fetches nothing and runs nothing but its own script."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from newsparse.record import Record
from newsparse.view.article import view_of
from newsparse.view.load import Evidence
from newsparse.view.markup import Html, el, join

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def view_html(records: Iterable[Record | Evidence] | Record | Evidence, *, title: str | None = None) -> str:
    """Return one self-contained HTML page that shows records with every value marked in the text.

    `records` is one record or several, or `Evidence` where what was left out of the page is to be shown as
    well. `title` is the page's title; by default the headline of a single record. The page needs no network,
    and its Content-Security-Policy lets no other script or style run than the two in it.
    """
    single = [records] if isinstance(records, Record | Evidence) else records
    evidence = [Evidence(one) if isinstance(one, Record) else one for one in single]
    name = title or (_title(evidence[0].record) if len(evidence) == 1 else f"{len(evidence)} records")
    if len(evidence) == 1:
        body = el("div", view_of(evidence[0]), id="stage")
    else:
        body = join(
            _index(evidence),
            el("div", id="stage"),
            *(el("template", view_of(one), class_="stored") for one in evidence),
        )
    tip = el("div", id="tip", role="tooltip", hidden=True)
    classes = "one" if len(evidence) == 1 else "many"
    style, script = asset(__package__, "view.css"), asset(__package__, "view.js")
    return document(name, join(body, tip, _bar()), style=style, script=script, classes=classes, help=_KEYS)


_KEYS: Final = (
    ("→ ←", "next and previous mark, once a mark has the focus"),
    ("Enter", "on a mark: to its entry in the list; on an entry: to its first mention, then the next"),
    ("n p", "next and previous mention of what is selected"),
    ("l", "back to the entry in the list"),
    ("Esc", "select nothing"),
    ("/", "search the records"),
    ("[ ]", "previous and next record"),
    ("s", "show each mark's sign in the text, for reading without colours"),
)


def asset(package: str, name: str) -> str:
    """Return a data file of a package, such as its style or script."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def document(
    title: str, body: Html, *, style: str, script: str, help: Sequence[tuple[str, str]] = (), classes: str = ""
) -> str:
    """Return a whole page around `body`.

    `style` and `script` are put into it, and its policy names their hashes, so that nothing else runs.
    `help` lists the page's keys and what they do.
    """
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="color-scheme", content="light dark"),
        el("link", rel="icon", href="data:,"),
        el("title", title),
        el("style", Html(style)),
    )
    top = el(
        "header",
        el("a", "Skip to the article", href="#article", class_="skip"),
        el("span", "newsparse", class_="brand"),
        el("span", title, class_="title", lang="vi"),
        el("button", "Keys", type="button", id="help-button", aria_expanded="false", aria_controls="help"),
        el("button", "Dark", type="button", id="scheme", aria_pressed="false"),
        class_="top",
    )
    keys = el("dl", *(el("div", el("dt", el("kbd", key)), el("dd", what)) for key, what in help))
    panel = el("section", keys, id="help", aria_label="Keys", hidden=True)
    foot = el("script", Html(script))
    page = el("html", head, el("body", top, panel, body, foot, class_=classes or None), lang="en")
    return f"<!DOCTYPE html>\n{page}\n"


_COUNTED: Final = ("officials", "organisations", "facts")


def _index(evidence: list[Evidence]) -> Html:
    items = []
    for number, one in enumerate(evidence):
        record = one.record
        day = record.published.value[:10] if record.published else "no date"
        site = record.site.domain or record.site.name or ""
        counts = " · ".join(_count(len(getattr(record, name)), name) for name in _COUNTED)
        warned = el("span", "!", class_="warned", title=", ".join(record.warnings)) if record.warnings else None
        items.append(
            el(
                "li",
                el(
                    "a",
                    el("span", _title(record), class_="headline", lang="vi"),
                    el("span", " · ".join(part for part in (day, site) if part), warned, class_="where"),
                    el("span", counts, class_="where"),
                    href=f"#{number + 1}",
                    data_number=number,
                ),
            )
        )
    search = el(
        "label",
        el("span", "Search headlines, names and text", class_="quiet"),
        el("input", type="search", id="search", placeholder="Search  ( / )", autocomplete="off", spellcheck="false"),
    )
    status = el("p", f"{len(evidence)} records", id="status", role="status")
    nothing = el("p", "No record holds these words.", id="nothing", class_="nothing", hidden=True)
    return el(
        "nav", el("div", search, status, class_="find"), el("ol", *items), nothing, id="index", aria_label="Records"
    )


def _count(number: int, names: str) -> str:
    return f"{number} {names.removesuffix('s') if number == 1 else names}"


def _title(record: Record) -> str:
    return record.headline or record.source.member or record.source.file or record.url or "(no headline)"


def _bar() -> Html:
    """Return the strip that tells what is selected and goes through its mentions."""

    def button(sign: str, name: str, does: str) -> Html:
        return el("button", sign, type="button", aria_label=name, title=name, data_bar=does)

    return el(
        "div",
        el("span", class_="what", lang="vi"),
        button("‹", "Previous mention", "previous"),
        el("span", class_="which"),
        button("›", "Next mention", "next"),
        button("List", "Back to the entry in the list", "list"),
        button("✕", "Select nothing", "clear"),
        id="bar",
        role="toolbar",
        aria_label="Selected",
        hidden=True,
    )


def _hash(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()

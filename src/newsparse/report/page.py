"""The report as one HTML file: its sections, and behind each number the articles it counts."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from newsparse.record import WARNINGS
from newsparse.report import charts
from newsparse.report import questions as ask
from newsparse.report.tables import connect
from newsparse.report.trail import Trail
from newsparse.view.markup import Html, el, join
from newsparse.view.page import asset, document

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from newsparse.report.tables import Connection

_KEYS: Final = (("Tab", "from number to number"), ("Enter", "the articles behind a number"), ("Esc", "close the list"))
_MONEY_KINDS: Final = 8  # kinds of money in the chart; the table has more


def report_html(folder: str | os.PathLike[str], *, title: str | None = None) -> str:
    """Return one self-contained HTML page about what a batch found.

    `folder` is the output of `newsparse batch` with its tables. The tables are read by DuckDB, column by
    column, so a million articles need no more memory than their ids, days and sites. Raises `InputError`
    where the folder holds no tables, and `MissingExtraError` where the extra `view` is not installed.
    """
    name = title or Path(folder).resolve().name
    with tempfile.TemporaryDirectory(prefix="newsparse-report-") as scratch, connect(folder, scratch) as connection:
        body = _body(connection, name)
    style = asset("newsparse.view", "view.css") + asset(__package__, "report.css")
    return document(name, body, style=style, script=asset(__package__, "report.js"), help=_KEYS, classes="report")


def _body(connection: Connection, name: str) -> Html:
    ask.rank(connection)
    total = ask.totals(connection)
    trail = Trail()
    sections = [
        _time(connection, trail),
        _sites(connection, trail),
        _officials(connection, trail, total),
        _organisations(connection, trail, total),
        _network(connection, trail),
        _money(connection, trail),
        _quality(connection, trail, total["articles"]),
    ]
    contents = el("nav", *(el("a", title, href=f"#{key}") for key, title, _ in sections), aria_label="Contents")
    shown = (
        el("section", el("h2", title, id=key), body, class_="part", aria_labelledby=key)
        for key, title, body in sections
    )
    head = (el("h1", name, lang="vi"), _tiles(connection, total), contents)
    return join(el("main", *head, *shown, id="article", tabindex="-1"), _drawer(), _data(connection, trail))


Section = tuple[str, str, Html]


def _tiles(connection: Connection, total: dict[str, int]) -> Html:
    """Return the totals at the head of the report."""
    first, last = ask.one(connection, "SELECT min(day), max(day) FROM art")
    tiles = [
        (total["articles"], "articles", f"{first} to {last}" if first else "none with a date"),
        (total["sites"], "sites", ""),
        (total["officials"], "officials", "by name"),
        (total["organisations"], "organisations", "by canonical name"),
        (total["facts"], "facts", ""),
        (total["rejects"], "rejects", ""),
    ]
    if total["repeated"]:
        tiles.insert(1, (total["repeated"], "repeats", "nearly the same text as another article"))
    return el(
        "ul",
        *(
            el("li", el("b", whole(count)), " ", el("span", name), el("small", more) if more else None)
            for count, name, more in tiles
        ),
        class_="tiles",
    )


def _time(connection: Connection, trail: Trail) -> Section:
    bucket = ask.bucket(connection)
    hits = ask.behind(connection, f"SELECT {bucket}, article_id FROM art WHERE day IS NOT NULL")
    values = [
        {"period": period, "count": found.total, "said": f"{period}: {_count(found.total, 'article')}",
         "href": trail.href(f"Articles of {period}", found)}
        for period in ask.periods(sorted(hits)) for found in (hits.get(period, ask.Behind(0, ())),)
    ]  # fmt: skip
    undated = ask.behind(connection, "SELECT 0, article_id FROM art WHERE day IS NULL").get(0)
    note = join("Without a day: ", trail.number("Articles without a day", undated), ".") if undated else None
    if not values:
        return "time", "Articles over time", el("p", "No article has a date. ", note)
    return "time", "Articles over time", join(charts.bars_over_time(values, "Articles"), el("p", note, class_="note"))


def _sites(connection: Connection, trail: Trail) -> Section:
    found = ask.behind(connection, "SELECT site, article_id FROM art")
    named = ask.behind(connection, "SELECT site, article_id FROM art SEMI JOIN officials USING (article_id)")
    undated = ask.behind(connection, "SELECT site, article_id FROM art WHERE day IS NULL")
    days = {s: (a, b) for s, a, b in ask.rows(connection, "SELECT site, min(day), max(day) FROM art GROUP BY site")}
    order = sorted(found, key=lambda site: (-found[site].total, site))
    rows = [
        (
            site,
            trail.number(f"Articles of {site}", found[site]),
            _bar(found[site].total, found[order[0]].total),
            el("span", " to ".join(sorted({day for day in days[site] if day})) or "–", class_="day"),
            trail.number(f"Articles of {site} that name an official", named.get(site)),
            trail.number(f"Articles of {site} without a date", undated.get(site)),
        )
        for site in order[: ask.TOP_SITES]
    ]
    head = ("Site", "#Articles", "", "From, to", "#With officials", "#No date")
    return "sites", "Sites", join(_table(head, rows), _rest(len(order), ask.TOP_SITES, "sites"))


def _officials(connection: Connection, trail: Trail, total: dict[str, int]) -> Section:
    top, offices = ask.officials(connection)
    people = ask.behind(connection, "SELECT name, article_id FROM officials SEMI JOIN top_officials USING (name)")
    held = ask.behind(
        connection,
        "SELECT name || chr(31) || lower(position), article_id FROM officials SEMI JOIN top_officials USING (name)",
    )
    lines: dict[str, list[Html]] = {}
    spans = []
    charted = {name for name, _ in top[:10]}
    for name, position, former, _, since, until in offices:
        behind = held[f"{name}\x1f{position.lower()}"]
        period = " to ".join(sorted({day[:7] for day in (since, until) if day})) or "no date"
        said = el("small", f" {'former, ' if former else ''}{period} ")
        number = trail.number(f"{name}, {position}", behind)
        lines.setdefault(name, []).append(el("li", el("span", position, lang="vi"), said, number))
        if since and name in charted:
            spans.append({"name": name, "position": position, "since": since, "until": until,
                          "said": f"{name}, {position}: {period}, {_count(behind.total, 'article')}",
                          "href": trail.href(f"{name}, {position}", behind)})  # fmt: skip
    rows = [
        (el("b", name, lang="vi"), trail.number(f"Articles that name {name}", people[name]),
         el("ul", *lines.get(name, ()), class_="offices"))
        for name, _ in top
    ]  # fmt: skip
    order = {name: at for at, (name, _) in enumerate(top)}
    spans.sort(key=lambda span: (order[span["name"]], span["since"]))
    chart = charts.spans_over_time(spans, "Positions over time, first to last article") if spans else None
    note = el("p", "Persons are told apart by name alone: two of one name count as one. A line in the chart runs from "
              "the first to the last article that states the position.", class_="note")  # fmt: skip
    body = join(
        chart, note, _table(("Official", "#Articles", "Positions"), rows), _rest(total["officials"], len(top), "names")
    )
    return "officials", "Most named officials", body if rows else el("p", "No official was found.")


def _organisations(connection: Connection, trail: Trail, total: dict[str, int]) -> Section:
    top = ask.bodies(connection)
    found = ask.behind(
        connection, "SELECT canonical, article_id FROM organisations SEMI JOIN top_bodies USING (canonical)"
    )
    rows = [
        (el("span", name, lang="vi"), kind.replace("_", " ") if kind else "–",
         trail.number(f"Articles that name {name}", found[name]), _bar(count, top[0][2]))
        for name, kind, count in top
    ]  # fmt: skip
    if not rows:
        return "organisations", "Organisations", el("p", "No organisation was found.")
    table = _table(("Organisation", "Kind", "#Articles", ""), rows)
    return "organisations", "Organisations", join(table, _rest(total["organisations"], len(top), "organisations"))


def _network(connection: Connection, trail: Trail) -> Section:
    title = "Who appears with whom"
    pairs = ask.pairs(connection)
    if not pairs:
        return "network", title, el("p", "No two officials stand in one article.")
    people = ask.behind(connection, "SELECT name, article_id FROM officials SEMI JOIN in_network USING (name)")
    found = ask.behind(connection, f"SELECT a || chr(31) || b, article_id FROM ({ask.PAIRS})")
    names = sorted({name for a, b, _ in pairs for name in (a, b)})
    at = {name: number for number, name in enumerate(names)}
    nodes = [
        {"name": name, "count": people[name].total, "said": f"{name}: {_count(people[name].total, 'article')}",
         "href": trail.href(f"Articles that name {name}", people[name])}
        for name in names
    ]  # fmt: skip
    links, rows = [], []
    for a, b, count in pairs:
        behind = found[f"{a}\x1f{b}"]
        label = f"{a} and {b}"
        links.append({"source": at[a], "target": at[b], "count": count, "href": trail.href(label, behind),
                      "said": f"{label}: {_count(count, 'article')}"})  # fmt: skip
        rows.append((el("span", a, lang="vi"), el("span", b, lang="vi"), trail.number(label, behind)))
    table = _table(("One", "Other", "#Articles"), rows)
    note = el("p", f"Of the {ask.IN_NETWORK} most named officials; a line joins two who stand in one article, the "
              "thicker the more articles.", class_="note")  # fmt: skip
    folded = el("details", el("summary", f"The same as a table: {_count(len(rows), 'pair')}"), table)
    return "network", title, join(charts.network(nodes, links, title), note, folded)


def _money(connection: Connection, trail: Trail) -> Section:
    title = "Sums of money by kind and year"
    years = ask.money_by_year(connection)
    if not years:
        return "money", title, el("p", "No amount of money was found.")
    found = ask.behind(
        connection, f"SELECT concat_ws(' ', unit, coalesce(year, 'no year')), article_id FROM ({ask.MONEY})"
    )
    kinds = ask.behind(
        connection,
        f"SELECT item || chr(31) || coalesce(year, 'no year'), article_id FROM ({ask.MONEY}) "
        "SEMI JOIN top_items USING (item) WHERE unit = 'VND'",
    )
    rows = [
        (unit or "–", year or "no year", whole(amounts), amount(total), amount(median), amount(most),
         trail.number(f"Money in {unit or '?'}, {year or 'no year'}",
                      found.get(" ".join(part for part in (unit, year or "no year") if part))))
        for unit, year, amounts, total, median, most in years
    ]  # fmt: skip
    items = ask.money_by_item(connection)
    sums: dict[str, float] = {}
    for item, _, _, total in items:
        sums[item] = sums.get(item, 0) + total
    best = sorted(sums, key=lambda item: (-sums[item], item))
    values = _stacked(items, best[:_MONEY_KINDS], years, kinds, found, trail)
    by_item = [
        (el("span", item, lang="vi"), year or "no year", whole(amounts), amount(total),
         trail.number(f"Money for {item}, {year or 'no year'}", kinds.get(f"{item}\x1f{year or 'no year'}")))
        for item, year, amounts, total in sorted(items, key=lambda row: (best.index(row[0]), row[1] or "9999"))
    ]  # fmt: skip
    note = el("p", "Amounts as articles state them; of articles that nearly repeat each other one counts. A sum and "
              "its parts, or one sum told by two articles in their own words, count twice: a figure here says what "
              "is talked about, not what was spent. Ranges are left out. The year is that of the article.",
              class_="note")  # fmt: skip
    body = [
        charts.stacked_by_year(values, "VND", "what for") if values else None,
        note,
        _table(("Currency", "Year", "#Amounts", "#Sum", "#Median", "#Greatest", "#Articles"), rows),
        el("h3", "What the money is for (VND)") if by_item else None,
        _table(("What for", "Year", "#Amounts", "#Sum", "#Articles"), by_item) if by_item else None,
        _greatest(connection, trail),
    ]
    return "money", title, join(*body)


def _stacked(
    items: list[ask.Row],
    best: list[str],
    years: list[ask.Row],
    kinds: dict[str, ask.Behind],
    found: dict[str, ask.Behind],
    trail: Trail,
) -> list[dict[str, Any]]:
    """Return the chart's values: the best items of each year, and the rest of the year's money in one."""
    rest = {year: total for unit, year, _, total, _, _ in years if unit == "VND" and year}
    values = []
    for item, year, _, total in items:
        if year and item in best:
            rest[year] -= total
            href = trail.href(f"Money for {item}, {year}", kinds.get(f"{item}\x1f{year}"))
            said = f"{item}, {year}: {amount(total)} VND"
            values.append(
                {"kind": item, "year": year, "sum": total, "rank": best.index(item), "said": said, "href": href}
            )
    values += [
        {"kind": "other, or not said", "year": year, "sum": max(total, 0), "rank": len(best),
         "said": f"other, or not said, {year}: {amount(max(total, 0))} VND",
         "href": trail.href(f"Money in VND, {year}", found.get(f"VND {year}"))}
        for year, total in rest.items()
    ]  # fmt: skip
    return values


def _greatest(connection: Connection, trail: Trail) -> Html | None:
    rows = [
        (el("b", amount(number)), join("…", before, el("mark", said, class_="fact"), after, "…"),
         el("span", day or "–", class_="day"),
         trail.number(f"The article with {said}", ask.Behind(1, (article,))))
        for said, number, _, before, after, article, day in ask.greatest(connection)
    ]  # fmt: skip
    if not rows:
        return None
    return join(el("h3", "The greatest amounts (VND)"), _table(("#Amount", "Where it stands", "Day", "#Article"), rows))


def _quality(connection: Connection, trail: Trail, total: int) -> Section:
    warned = ask.behind(connection, "SELECT unnest(warnings), article_id FROM articles WHERE len(warnings) > 0")
    origins = ask.behind(connection, "SELECT coalesce(published_from, 'none'), article_id FROM articles")
    found = {
        name: ask.behind(connection, f"SELECT 0, article_id FROM art ANTI JOIN {table} USING (article_id)").get(0)
        for name, table in (("officials", "officials"), ("organisations", "organisations"), ("facts", "facts"))
    }
    warnings = [
        (el("code", name), WARNINGS.get(name, ""), trail.number(f"Warning {name}", warned[name]),
         share(warned[name].total, total))
        for name in sorted(warned, key=lambda name: (-warned[name].total, name))
    ]  # fmt: skip
    told = {"json-ld": "the page's JSON-LD", "meta": "the page's meta tags", "visible": "the visible page",
            "url": "the address", "text": "the article's text", "none": "no date was found"}  # fmt: skip
    dates = [
        (told.get(name, name), trail.number(f"Date from {told.get(name, name)}", origins[name]),
         share(origins[name].total, total))
        for name in sorted(origins, key=lambda name: (-origins[name].total, name))
    ]  # fmt: skip
    empty = [
        (f"no {name}", trail.number(f"Articles without {name}", behind), share(behind.total, total))
        for name, behind in found.items() if behind
    ]  # fmt: skip
    return "quality", "Quality", join(
        el("h3", "Rejects by reason"), _rejects(connection, trail),
        el("h3", "Warnings"),
        _table(("Warning", "What it means", "#Articles", "#Share"), warnings) if warnings else el("p", "None."),
        el("h3", "Where dates come from"), _table(("From", "#Articles", "#Share"), dates),
        el("h3", "Articles in which nothing was found"),
        _table(("What", "#Articles", "#Share"), empty) if empty else el("p", "None."),
    )  # fmt: skip


def _rejects(connection: Connection, trail: Trail) -> Html:
    """Return the rejects; they have no article, so a number leads to the inputs that were rejected."""
    rows = ask.rows(
        connection,
        f"""SELECT coalesce(reason, '?') AS reason, count(*) AS n,
                   arg_min({{'d': coalesce(detail, ''), 'w': concat_ws(' › ', file, member), 'u': url}},
                           coalesce(file, '') || coalesce(member, ''), {ask.EXAMPLES})
            FROM rejects GROUP BY ALL ORDER BY n DESC, reason""",
    )
    if not rows:
        return el("p", "None: every input gave a record.")
    from newsparse.batch.items import REASONS

    shown = [
        (el("code", reason), dict(REASONS).get(reason, ""),
         trail.other(f"Rejected: {reason}", count, [(r["d"], None, "", r["u"], r["w"]) for r in examples]))
        for reason, count, examples in rows
    ]  # fmt: skip
    return _table(("Reason", "What it means", "#Inputs"), shown)


def _table(head: Sequence[str], rows: Sequence[Sequence[Html | str]]) -> Html:
    """Return a table; a column whose name begins with `#` holds numbers."""
    number = [name.startswith("#") for name in head]
    names = (el("th", name.removeprefix("#"), scope="col", class_="r" if n else None)
             for name, n in zip(head, number, strict=True))  # fmt: skip
    body = (
        el("tr", *(el("td", cell, class_="r" if n else None) for cell, n in zip(row, number, strict=True)))
        for row in rows
    )
    table = el("table", el("thead", el("tr", *names)), el("tbody", *body))
    return el("div", table, class_="wide", role="region", aria_label=head[0], tabindex="0")


def _bar(count: int, most: int) -> Html:
    """Return a bar whose length compares `count` with `most`; a meter, since a strict page has no inline style."""
    return el("meter", min="0", max=str(most), value=str(count), aria_hidden="true")


def _rest(total: int, shown: int, what: str) -> Html | None:
    return el("p", f"{whole(total - shown)} more {what} are not shown.", class_="note") if total > shown else None


def _drawer() -> Html:
    close = el("button", "✕", type="button", id="close", aria_label="Close")
    return el(
        "aside", el("header", el("h2", id="behind-title", tabindex="-1"), close),
        el("p", id="behind-note", class_="note"), el("ol", id="behind"),
        id="drawer", aria_labelledby="behind-title", hidden=True,
    )  # fmt: skip


def _data(connection: Connection, trail: Trail) -> Html:
    """Return what is behind the numbers as JSON that no browser runs."""
    cards = ask.cards(connection, sorted(trail.wanted))
    payload: dict[str, Any] = trail.payload(cards)
    coded = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return el("script", Html(coded), type="application/json", id="trail")


def whole(number: int) -> str:
    """Return a count with its digits in groups of three."""
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def amount(number: float) -> str:
    """Return an amount of money rounded to what a reader takes in: `1.12 billion`, `45 million`."""
    for power, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(number) >= power:
            return (
                f"{number / power:,.2f}".rstrip("0").rstrip(".").replace(",", "\N{NARROW NO-BREAK SPACE}") + f" {name}"
            )
    return whole(round(number))


def share(part: int, total: int) -> str:
    """Return a part of a total as percent."""
    return f"{100 * part / total:.1f}%" if total else "–"


def _count(number: int, name: str) -> str:
    return f"{whole(number)} {name}{'' if number == 1 else 's'}"

"""Charts as SVG, drawn by Vega and Vega-Lite (the package vl-convert carries both; it fetches nothing).

They are drawn when the report is written, so the report holds no chart library and needs no script for them.
"""

from __future__ import annotations

import re
from typing import Any, Final

from newsparse.errors import MissingExtraError
from newsparse.view.markup import Html, el

Spec = dict[str, Any]

_VEGA_LITE: Final = "https://vega.github.io/schema/vega-lite/v5.json"
_VEGA: Final = "https://vega.github.io/schema/vega/v5.json"
_WIDTH: Final = 860
_GREY: Final = "#85827a"
# Okabe and Ito (2008), lightness between, so that they stand on a light and on a dark ground.
PALETTE: Final = ("#2a88c2", "#d9822b", "#1d9e78", "#c2699a", "#8a7fd6", "#b58b00", "#5aa9c9", "#c05a3c",
                  "#6f9a3d", "#a06cc4", "#4b9e9e")  # fmt: skip
_CONFIG: Final[Spec] = {
    "background": None,
    "view": {"stroke": None},
    "font": "sans-serif",
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "domain": False, "ticks": False,
             "labelLimit": 230},
    "legend": {"labelFontSize": 12, "titleFontSize": 12, "labelLimit": 240},
    "range": {"category": list(PALETTE)},
}  # fmt: skip


def bars_over_time(values: list[Spec], what: str) -> Html:
    """Return a bar for each period; `values` have `period`, `count`, `href`."""
    step = max(1, round(len(values) / 24))
    labelled = [value["period"] for value in values[::step]]
    return _lite(
        {
            "height": 200,
            "data": {"values": values},
            "mark": {"type": "bar", "color": PALETTE[0]},
            "encoding": {
                "x": {"field": "period", "type": "ordinal", "title": None,
                      "axis": {"values": labelled, "labelAngle": -45}},
                "y": {"field": "count", "type": "quantitative", "title": what, "axis": {"tickMinStep": 1}},
                "href": {"field": "href"},
                "description": {"field": "said"},
            },
        },
        f"{what} over time",
    )  # fmt: skip


def stacked_by_year(values: list[Spec], what: str, of: str) -> Html:
    """Return bars by year, stacked by kind; `values` have `year`, `sum`, `kind`, `rank`, `href`, `said`.

    Kinds stand in the order of their ranks; the last one, for all the rest, is grey.
    """
    kinds = list(dict.fromkeys(value["kind"] for value in sorted(values, key=lambda value: value["rank"])))
    colours = [*PALETTE[: len(kinds) - 1], _GREY]
    return _lite(
        {
            "height": 260,
            "data": {"values": values},
            "mark": {"type": "bar"},
            "encoding": {
                "x": {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}},
                "y": {
                    "field": "sum",
                    "type": "quantitative",
                    "title": what,
                    "axis": {"labelExpr": "replace(format(datum.value, '~s'), 'G', 'B')"},
                },
                "color": {
                    "field": "kind",
                    "type": "nominal",
                    "title": of,
                    "sort": kinds,
                    "scale": {"domain": kinds, "range": colours},
                },
                "order": {"field": "rank"},
                "href": {"field": "href"},
                "description": {"field": "said"},
            },
        },
        f"{what} by year and {of}",
    )


def spans_over_time(values: list[Spec], what: str) -> Html:
    """Return a line for each position from its first to its last article; `values` have `name`, `since`, `until`."""
    names = list(dict.fromkeys(value["name"] for value in values))
    return _lite(
        {
            "data": {"values": values},
            "facet": {"row": {"field": "name", "type": "nominal", "sort": names, "title": None,
                              "header": {"labelAngle": 0, "labelAlign": "left", "labelFontSize": 12,
                                         "labelFontWeight": "bold", "labelLimit": 180}}},
            "spacing": 4,
            "resolve": {"scale": {"y": "independent"}},
            "spec": {
                "width": _WIDTH - 420,
                "height": {"step": 17},
                "encoding": {
                    "y": {"field": "position", "type": "nominal", "title": None,
                          "sort": {"field": "since", "op": "min"},
                          "axis": {"labelLimit": 230, "orient": "right", "labelPadding": 14}},
                    "color": {"field": "name", "type": "nominal", "sort": names, "legend": None},
                    "href": {"field": "href"},
                    "description": {"field": "said"},
                },
                "layer": [
                    {"mark": {"type": "bar", "height": 7, "cornerRadius": 3},
                     "encoding": {"x": {"field": "since", "type": "temporal", "title": None,
                                        "axis": {"format": "%Y-%m", "labelOverlap": "greedy"}},
                                  "x2": {"field": "until"}}},
                    {"mark": {"type": "circle", "size": 85, "opacity": 1},
                     "encoding": {"x": {"field": "since", "type": "temporal"}}},
                    {"mark": {"type": "circle", "size": 85, "opacity": 1},
                     "encoding": {"x": {"field": "until", "type": "temporal"}}},
                ],
            },
        },
        what,
        width=None,
    )  # fmt: skip


def network(nodes: list[Spec], links: list[Spec], what: str) -> Html:
    """Return who stands with whom.

    `nodes` have `name`, `count`, `href`; `links` have `source`, `target` (indexes of nodes), `count`, `href`.
    """
    most = max((link["count"] for link in links), default=1)
    center = {"force": "center", "x": {"signal": "width / 2"}, "y": {"signal": "height / 2"}}
    forces = [
        center,
        {"force": "collide", "radius": {"expr": "sqrt(datum.datum.count) * 2 + 24"}, "iterations": 3},
        {"force": "nbody", "strength": -260, "distanceMax": 500},
        {"force": "x", "x": {"expr": "width / 2"}, "strength": 0.06},
        {"force": "y", "y": {"expr": "height / 2"}, "strength": 0.12},
        {"force": "link", "links": "edges", "distance": 110},
    ]
    spec: Spec = {
        "$schema": _VEGA,
        "width": _WIDTH,
        "height": min(600, 280 + 8 * len(nodes)),
        "padding": 0,
        "autosize": "none",
        "background": None,
        "data": [{"name": "people", "values": nodes}, {"name": "edges", "values": links}],
        "marks": [
            {
                "name": "points",
                "type": "symbol",
                "zindex": 1,
                "from": {"data": "people"},
                "encode": {
                    "enter": {
                        "fill": {"value": PALETTE[0]},
                        "size": {"signal": "60 + 40 * sqrt(datum.count)"},
                        "href": {"field": "href"},
                        "description": {"field": "said"},
                    }
                },
                "transform": [{"type": "force", "iterations": 400, "static": True, "signal": "laid", "forces": forces}],
            },
            {
                "type": "path",
                "from": {"data": "edges"},
                "encode": {
                    "update": {
                        "stroke": {"value": _GREY},
                        "strokeOpacity": {"value": 0.45},
                        "strokeWidth": {"signal": f"1 + 5 * datum.count / {most}"},
                        "href": {"field": "href"},
                        "description": {"field": "said"},
                    }
                },
                "transform": [
                    {
                        "type": "linkpath",
                        "require": {"signal": "laid"},
                        "shape": "line",
                        "sourceX": "datum.source.x",
                        "sourceY": "datum.source.y",
                        "targetX": "datum.target.x",
                        "targetY": "datum.target.y",
                    }
                ],
            },
            {
                "type": "text",
                "zindex": 2,
                "from": {"data": "points"},
                "interactive": False,
                "encode": {
                    "enter": {
                        "text": {"field": "datum.name"},
                        "align": {"value": "center"},
                        "fontSize": {"value": 12},
                        "aria": {"value": False},
                    },
                    "update": {
                        "x": {"signal": "clamp(datum.x, 60, width - 60)"},
                        "y": {"signal": "datum.y - sqrt(datum.size) / 2 - 4"},
                    },
                },
            },
        ],
    }
    return _drawn(_convert().vega_to_svg(spec), what, "chart network")


def _lite(spec: Spec, what: str, width: int | None = _WIDTH) -> Html:
    whole = {"$schema": _VEGA_LITE, "config": _CONFIG, **spec}
    if width is not None:
        whole |= {"width": width - 60, "autosize": {"type": "pad"}}
    return _drawn(_convert().vegalite_to_svg(whole), what)


def _convert() -> Any:
    try:
        import vl_convert
    except ImportError:
        raise MissingExtraError("the report needs the extra: pip install 'newsparse[view]'") from None
    return vl_convert


def _drawn(svg: str, what: str, class_: str = "chart") -> Html:
    """Return the SVG for a page: links that stay in it, a title for each mark, and nothing but shapes and text."""
    from lxml import etree

    space = "{http://www.w3.org/2000/svg}"
    root = etree.fromstring(svg.encode())
    for element in list(root.iter(f"{space}script", f"{space}style", f"{space}foreignObject", f"{space}image")):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    names = {str(element.get("id")): f"{class_[0]}{number}-{_slug(what)}"
             for number, element in enumerate(root.iter()) if element.get("id")}  # fmt: skip
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            plain = etree.QName(name).localname
            if plain in ("style", "aria-roledescription", "role") or plain.startswith("on"):
                del element.attrib[name]
            elif plain == "id":
                element.set("id", names[str(value)])  # the drawer's own count on through its life
            elif str(value).startswith("url(#"):
                element.set(name, f"url(#{names[str(value)[5:-1]]})")
    for anchor in list(root.iter(f"{space}a")):
        # The drawer makes addresses absolute; ours are numbers within the report.
        target = next((str(anchor.attrib.pop(name)) for name in list(anchor.attrib) if str(name).endswith("href")), "")
        number = re.search(r"#(n\d+)$", target)
        if number is None:
            anchor.tag = f"{space}g"
        else:
            anchor.set("href", "#" + number[1])
        for child in anchor:
            said = str(child.attrib.pop("aria-label", ""))
            if said:
                anchor.set("aria-label", said)
                etree.SubElement(child, f"{space}title").text = said
    root.set("role", "group")
    root.set("aria-label", what)
    return el("div", Html(etree.tostring(root, encoding="unicode")), class_=class_)


def _slug(what: str) -> str:
    return re.sub(r"\W+", "-", what.lower())

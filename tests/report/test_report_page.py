"""Every number of the report is right, and leads to the articles it counts."""

import json
import shutil
import subprocess
import sys

import pytest
from lxml import html as lxml_html

from newsparse import InputError
from newsparse.report import report_html
from newsparse.report.page import amount, whole
from newsparse.report.questions import periods


@pytest.fixture(scope="module")
def page(batch):
    return lxml_html.document_fromstring(report_html(batch, title="Kho tin"))


@pytest.fixture(scope="module")
def trail(page):
    return json.loads(page.get_element_by_id("trail").text)


def table(page, section, first):
    """Return the rows of the table of a section whose first column has this name, as lists of texts."""
    found = page.get_element_by_id(section).getparent().cssselect(f'div.wide[aria-label="{first}"] tbody tr')
    return [[cell.text_content() for cell in row] for row in found]


def behind(trail, label):
    """Return the total and the ids of the articles behind the number with this label."""
    (found,) = [(total, {trail["cards"][i][-1] for i in at}) for name, total, at in trail["lists"] if name == label]
    return found


def test_totals_are_those_of_the_tables(page):
    tiles = [tile.text_content().split("\xa0")[0] for tile in page.cssselect(".tiles li")]
    assert [tile.split()[0] for tile in tiles] == ["5", "1", "2", "3", "1", "5", "2"]
    assert "2022-01-09 to 2024-06-01" in tiles[0]


def test_sites_are_counted_with_what_they_lack(page, trail):
    assert table(page, "sites", "Site") == [
        ["a.example", "3", "", "2024-05-02 to 2024-06-01", "3", "0"],
        ["b.example", "2", "", "2022-01-09", "1", "1"],
    ]
    assert behind(trail, "Articles of b.example") == (2, {"b1", "b2"})
    assert behind(trail, "Articles of b.example without a date") == (1, {"b2"})


def test_each_period_of_the_chart_leads_to_its_articles(page, trail):
    links = page.get_element_by_id("time").getparent().cssselect(".chart a")
    said = [link.get("aria-label") for link in links]
    assert "2024-06: 2 articles" in said
    assert behind(trail, "Articles of 2024-06") == (2, {"a2", "a3"})


def test_an_official_has_positions_over_time(page, trail):
    first, second, _ = table(page, "officials", "Official")
    assert first[:2] == ["Lò Thị Mai", "3"]
    assert "UBND huyện Lâm Sơn 2024-05 to 2024-06 2" in first[2]  # one position in two spellings
    assert "Chủ tịch UBND huyện Lâm Sơn 2024-06 1" in first[2]
    assert "former" in second[2]
    assert behind(trail, "Lò Thị Mai, Chủ tịch UBND huyện Lâm Sơn") == (1, {"a3"})


def test_a_body_named_twice_in_an_article_counts_once(page):
    rows = table(page, "organisations", "Organisation")
    assert rows == [["Ủy ban nhân dân huyện Lâm Sơn", "state", "2", ""]]


def test_the_network_joins_who_stand_in_one_article(page, trail):
    assert table(page, "network", "One") == [["Lò Thị Mai", "Trần Văn Khải", "2"]]
    assert behind(trail, "Lò Thị Mai and Trần Văn Khải") == (2, {"a1", "a3"})
    labels = [a.get("aria-label") for a in page.get_element_by_id("network").getparent().cssselect(".chart a")]
    assert "Lò Thị Mai and Trần Văn Khải: 2 articles" in labels


def test_money_of_near_duplicates_counts_once(page, trail):
    assert table(page, "money", "Currency") == [
        ["VND", "2022", "1", "2.5 million", "2.5 million", "2.5 million", "1"],
        ["VND", "2024", "1", "5 billion", "5 billion", "5 billion", "1"],
        ["USD", "2022", "1", "100", "100", "100", "1"],
    ]
    assert table(page, "money", "What for") == [["cầu", "2024", "1", "5 billion", "1"]]
    (mark, *_) = page.cssselect("td mark")
    assert mark.text_content() == "5 tỷ đồng"
    assert behind(trail, "Money in VND, 2024") == (1, {"a1"})


def test_quality_tells_rejects_warnings_and_where_dates_come_from(page, trail):
    (reject,) = table(page, "quality", "Reason")
    assert (reject[0], reject[2]) == ("timeout", "2")
    assert [(row[0], row[2], row[3]) for row in table(page, "quality", "Warning")] == [
        ("short-body", "2", "40.0%"), ("no-date", "1", "20.0%"),
    ]  # fmt: skip
    assert ["no date was found", "1", "20.0%"] in table(page, "quality", "From")
    assert behind(trail, "Warning short-body") == (2, {"a2", "b2"})


def test_every_number_leads_to_a_list_that_is_there(page, trail):
    links = [a.get("href") for a in page.cssselect("a.n, .chart a")]
    assert links
    for href in links:
        label, total, at = trail["lists"][int(href.removeprefix("#n"))]
        assert total >= len(at) > 0, label
        assert all(0 <= i < len(trail["cards"]) for i in at)
    for link in page.cssselect("a.n"):
        assert link.text_content() == whole(trail["lists"][int(link.get("href")[2:])][1])


def test_the_file_is_the_same_twice_and_asks_for_nothing(batch):
    written = report_html(batch)
    assert report_html(batch) == written
    tree = lxml_html.document_fromstring(written)
    assert tree.xpath("//@src | //@style | //link[@rel='stylesheet'] | //@srcset") == []
    hrefs = {a.get("href") for a in tree.cssselect("a")} | set(tree.xpath("//*[local-name()='a']/@href"))
    assert all(href.startswith("#") for href in hrefs)


def test_markup_in_the_tables_is_shown_and_not_run(tmp_path):
    pytest.importorskip("vl_convert", reason="the extra view is not installed")
    bad = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
    (tmp_path / "articles.csv").write_text(
        f'article_id,headline,published,url,warnings\n1,"{bad}",2024-05-01,javascript:alert(3),"short-body; no-headline"\n',
        encoding="utf-8",
    )
    (tmp_path / "officials.csv").write_text(f'article_id,name,position\n1,"{bad}","{bad}"\n1,B,C\n', encoding="utf-8")
    tree = lxml_html.document_fromstring(report_html(tmp_path))
    assert len(tree.cssselect("script")) == 2
    assert tree.cssselect("img, [onerror]") == []
    assert bad in [cell.text_content() for cell in tree.cssselect("td b")]
    assert {row[0] for row in table(tree, "quality", "Warning")} == {"short-body", "no-headline"}


def test_tables_without_rows_give_a_report(batch, tmp_path):
    folder = tmp_path / "tables" / "articles"
    folder.mkdir(parents=True)
    shutil.copy(next((batch / "tables" / "rejects").glob("*0.parquet")), folder / "x.parquet")
    tree = lxml_html.document_fromstring(report_html(tmp_path))
    assert "No official was found" in tree.text_content()


def test_a_folder_without_tables_is_named(tmp_path):
    with pytest.raises(InputError, match="--tables parquet"):
        report_html(tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        report_html(tmp_path / "none")


def test_the_command_writes_what_the_library_gives(batch, tmp_path):
    out = tmp_path / "r.html"
    command = [sys.executable, "-m", "newsparse", "report", str(batch), "-o", str(out)]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert out.read_text(encoding="utf-8") == report_html(batch)
    command[4] = str(tmp_path / "none")
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == 1
    assert b"no such folder" in done.stderr


def test_periods_without_articles_are_shown_too():
    assert periods(["2023-11", "2024-02"]) == ["2023-11", "2023-12", "2024-01", "2024-02"]
    assert periods(["2023-Q3", "2024-Q1"]) == ["2023-Q3", "2023-Q4", "2024-Q1"]
    assert periods(["1999", "2001"]) == ["1999", "2000", "2001"]
    assert periods([]) == []


def test_amounts_are_rounded_for_reading():
    assert [amount(n) for n in (1.12e9, 45e6, 5e12, 999, 12345)] == [
        "1.12 billion", "45 million", "5 trillion", "999", "12\u202f345",
    ]  # fmt: skip

"""What is exported says what the record says, and other tools can read it."""

import gzip
import json
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse import (
    Block,
    Fact,
    InputError,
    Mention,
    Organisation,
    Person,
    PersonMention,
    Place,
    Position,
    Record,
    Site,
    Source,
    Stamp,
    Time,
    read_records,
    to_conll,
    to_ninjs,
    to_tei,
)
from newsparse.export.conll import HEADER as CONLL_HEADER
from newsparse.export.tei import FOOTER, HEADER

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
TEXT = (
    "Lâm Sơn trao 120 suất quà & học bổng\n\n"
    "Ngày 3/9/2023, bà Trần Thị Hòa, Chủ tịch Hội Khuyến học huyện Lâm Sơn, trao 120 suất quà. Bà Hòa cảm ơn."
)


def at(part, after=0):
    start = TEXT.index(part, after)
    return {"start": start, "end": start + len(part), "text": part}


HEADLINE = TEXT.index("\n")
RECORD = Record(
    url="https://tin.example.vn/a?b=1&c=2",
    source=Source(file="in/a.html", sha256="ab" * 32),
    site=Site(name="Tin Lâm Sơn"),
    language="vi",
    headline=TEXT[:HEADLINE],
    authors=("Văn Bình",),
    published=Stamp(value="2023-09-03T08:15+07:00", precision="minute", from_="meta"),
    text=TEXT,
    blocks=(
        Block(kind="headline", start=0, end=HEADLINE),
        Block(kind="paragraph", start=HEADLINE + 2, end=len(TEXT)),
    ),
    sentences=((0, HEADLINE), (HEADLINE + 2, TEXT.index(" Bà")), (TEXT.index("Bà Hòa"), len(TEXT))),
    officials=(
        Person(
            name="Trần Thị Hòa",
            positions=(Position(role="Chủ tịch", **at("Chủ tịch Hội Khuyến học huyện Lâm Sơn")),),
            mentions=(
                PersonMention(form="name", **at("Trần Thị Hòa")),
                PersonMention(form="short", **at("Hòa", TEXT.index("Bà"))),
            ),
        ),
    ),
    organisations=(
        Organisation(
            name="Hội Khuyến học huyện Lâm Sơn",
            canonical="Hội Khuyến học huyện Lâm Sơn",
            kind="association",
            mentions=(Mention(**at("Hội Khuyến học huyện Lâm Sơn")),),
        ),
    ),
    places=(
        Place(
            name="huyện Lâm Sơn",
            kind="district",
            mentions=(Mention(**at("Lâm Sơn")), Mention(**at("huyện Lâm Sơn"))),
        ),
    ),
    facts=(Fact(kind="quantity", value="120", item="suất quà", **at("120 suất quà", HEADLINE)),),
    times=(Time(type="DATE", value="2023-09-03", **at("Ngày 3/9/2023")),),
)


def tei(record):
    return ElementTree.fromstring(HEADER.split("?>", 1)[1] + to_tei(record, "0" * 20) + FOOTER).find(TEI + "TEI")


def test_tei_marks_what_the_record_names_and_keeps_the_text():
    root = tei(RECORD)
    blocks = ["".join(block.itertext()) for block in root.find(f"{TEI}text/{TEI}body")]
    assert blocks == TEXT.split("\n\n")
    people = {person.get(XML_ID): person for person in root.iter(TEI + "person")}
    names = [(name.text, name.get("ref")[1:]) for name in root.iter(TEI + "persName") if name.get("ref")]
    assert [text for text, _ in names] == ["Trần Thị Hòa", "Hòa"]
    assert {ref for _, ref in names} == set(people)
    assert [state.find(TEI + "label").text for state in root.iter(TEI + "state")] == ["Chủ tịch"]
    (body,) = [name for name in root.iter(TEI + "orgName") if name.get("ref")]
    assert "".join(body.itertext()) == "Hội Khuyến học huyện Lâm Sơn"
    assert "".join(body.find(TEI + "placeName").itertext()) == "huyện Lâm Sơn"
    (fact,) = root.iter(TEI + "measure")
    assert (fact.text, fact.get("quantity"), fact.get("commodity")) == ("120 suất quà", "120", "suất quà")
    (date,) = root.find(f"{TEI}text").iter(TEI + "date")
    assert date.get("when") == "2023-09-03"
    assert root.find(f".//{TEI}publicationStmt/{TEI}date").get("when") == "2023-09-03T08:15:00+07:00"
    assert root.find(f".//{TEI}ptr").get("target") == RECORD.url


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=12), st.text(min_size=80, max_size=80))
def test_tei_is_well_formed_and_whole_for_any_spans_and_any_text(spans, text):
    record = Record(
        text=text,
        blocks=(Block(kind="paragraph", start=0, end=40), Block(kind="caption", start=40, end=80)),
        times=tuple(Time(text=text[s : s + n], type="DATE", start=s, end=s + n) for s, n in spans),
    )
    shown = ["".join(block.itertext()) for block in tei(record).find(f"{TEI}text/{TEI}body")]
    visible = [c if c.isprintable() else None for c in text]
    for block, wanted in zip(shown, (visible[:40], visible[40:]), strict=True):
        assert len(block) == 40
        assert all(w in (None, c) for c, w in zip(block, wanted, strict=True))


def test_conll_has_every_token_with_its_place_and_names_in_iob():
    text = CONLL_HEADER + to_conll(RECORD, "0" * 20)
    assert text.startswith("# global.columns = ID FORM NER MISC\n# newdoc id = 00000")
    rows = [line.split("\t") for line in text.splitlines() if line[:1].isdigit()]
    for _, form, _, misc in rows:
        start, end = map(int, misc.split("|")[0].removeprefix("Span=").split(":"))
        assert TEXT[start:end] == form
    assert "".join(form for _, form, _, _ in rows) == TEXT.replace(" ", "").replace("\n", "")
    tagged = " ".join(f"{form}/{tag}" for _, form, tag, _ in rows if tag != "O")
    assert tagged == (
        "Lâm/B-LOC Sơn/I-LOC Trần/B-PER Thị/I-PER Hòa/I-PER Hội/B-ORG Khuyến/I-ORG học/I-ORG huyện/I-ORG Lâm/I-ORG "
        "Sơn/I-ORG Hòa/B-PER"
    )
    assert text.count("# sent_id") == 3


def test_ninjs_says_what_its_schema_has_words_for():
    item = to_ninjs(RECORD, "0" * 20)
    assert item["uri"] == RECORD.url
    assert item["contentcreated"] == "2023-09-03T08:15:00+07:00"
    assert item["person"] == [{"name": "Trần Thị Hòa", "rel": "Chủ tịch Hội Khuyến học huyện Lâm Sơn"}]
    assert item["body_text"] == TEXT[HEADLINE + 2 :]
    assert item["byline"] == "Văn Bình"
    bare = to_ninjs(Record(text="", published=Stamp(value="2023-09-03", precision="day", from_="visible")), "ab" * 10)
    assert bare == {"uri": "urn:newsparse:" + "ab" * 10, "type": "text", "mimetype": "text/plain"}


def run(*args):
    return subprocess.run(
        [sys.executable, "-m", "newsparse", "export", *map(str, args)], capture_output=True, check=False
    )


def test_the_command_reads_lines_and_writes_each_form(tmp_path):
    source = tmp_path / "in.jsonl.gz"
    source.write_bytes(gzip.compress((RECORD.to_json() + "\n").encode() * 2))
    root = ElementTree.fromstring(run(source, "--to", "tei").stdout)
    assert len(root.findall(TEI + "TEI")) == 2
    lines = run(source, "--to", "ninjs").stdout.splitlines()
    assert [json.loads(line) for line in lines] == [to_ninjs(RECORD, ("ab" * 32)[:20])] * 2
    assert run(source, "--to", "conll").stdout.decode().count("# newdoc") == 2
    assert run(source, "--to", "jsonl", "-o", tmp_path / "all.jsonl.zst").returncode == 0
    assert [entry.record for entry in read_records(tmp_path / "all.jsonl.zst")] == [RECORD] * 2


def test_what_holds_no_records_is_told(tmp_path):
    (tmp_path / "bad.jsonl").write_text('{"text": 5}\n')
    done = run(tmp_path / "bad.jsonl", "--to", "conll")
    assert done.returncode == 1
    assert "bad.jsonl, line 1" in done.stderr.decode()
    with pytest.raises(InputError, match="cannot be read"):
        list(read_records(tmp_path.parent / "nothing"))

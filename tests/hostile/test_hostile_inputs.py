"""Bad pages, texts and archives: a value comes back, what is whole is found, and the work grows with the size."""

import json

import pytest
from corpus import ARTICLE, KB, LONG_TEXTS, PAGES, SIZE, TEXTS, archives

import newsparse
from newsparse import Limits, Options, parse, parse_text, run_batch
from newsparse.entities import find_entities
from newsparse.numeric import find_facts, find_times
from newsparse.page import decode, read_plain
from newsparse.text.document import document_of
from newsparse.text.lexicon import load_lexicon
from newsparse.text.normalise import normalise


@pytest.mark.parametrize("name", PAGES)
def test_the_article_of_a_bad_page_is_found(name, bounded, targets):
    record = parse(PAGES[name])
    targets.check_record(record)
    assert record.text.count("Mỹ Lộc đã tổ chức") >= 4
    assert "root:" not in record.text


@pytest.mark.parametrize("sign", [b"*", b"- ", b"\xa0", b"\x95", b"x", b"\xe1"])
def test_signs_without_end_in_an_old_charset(sign, bounded, targets):
    targets.check_record(parse("Hôm nay xã Hà họp bàn. ".encode("latin-1", "replace") * 20 + sign * 100 * KB))


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_of_one_thing_over_and_over(name, bounded, targets):
    text = TEXTS[name] * (SIZE // len(TEXTS[name]))
    read_plain(decode(text))
    # step by step, since `parse_text` looks for nothing in a text that is not Vietnamese
    document, lexicon = document_of(normalise(text)), load_lexicon()
    times = find_times(document, lexicon)
    entities = find_entities(document, lexicon)
    facts = find_facts(document, lexicon, times=times, names=entities)
    targets.check_spans(document.text, facts, times)


@pytest.mark.parametrize("name", LONG_TEXTS)
def test_a_text_in_which_every_sentence_is_new(name, bounded, targets):
    record = parse_text("Tin trong ngày\n" + LONG_TEXTS[name])
    targets.check_record(record)
    assert record.officials or record.people or record.organisations


def test_what_is_cut_is_told(targets):
    long = parse_text(
        "Tin trong ngày\n" + "Xã Tân Lập trao 5 suất quà. " * KB, options=Options(limits=Limits(max_text=5 * KB))
    )
    targets.check_record(long)
    assert "limit-text" in long.warnings
    assert max(fact.end for fact in long.facts) <= 5 * KB < len(long.text)
    cut = parse(ARTICLE * 50, options=Options(limits=Limits(max_bytes=10 * KB)))
    targets.check_record(cut)
    assert "limit-size" in cut.warnings


@pytest.mark.parametrize("name", archives())
def test_a_bad_archive_gives_what_is_whole_and_touches_nothing_else(name, tmp_path, bounded):
    data, expected = archives()[name]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(data)
    out = tmp_path / "out"
    report = run_batch([tmp_path / "in" / name], out, runner="serial", records="jsonl", tables="none")
    lines = [
        line for path in sorted((out / "records").glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    found = [record for record in map(json.loads, lines) if record["text"].count("Mỹ Lộc đã tổ chức") == 4]
    assert len(found) == expected
    assert report.items == report.records + sum(report.rejects.values())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]
    assert newsparse.__version__ == report.version
    assert not any("root:" in line for line in lines)

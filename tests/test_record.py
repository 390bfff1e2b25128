"""The record: what comes out can be written, read back, and looked up in its text."""

import json

import msgspec
import pytest

from newsparse import WARNINGS, Record, json_schema, parse_text
from newsparse.record import Block, Stamp

TEXT = """Huyện Phú Lâm khánh thành cầu Bến Đá

Sáng 12/5/2023, ông Trịnh Đức Thắng, Chủ tịch UBND huyện Phú Lâm cắt băng khánh thành cầu Bến Đá. Cầu dài 320 m.
"""


def test_json_and_back_gives_an_equal_record():
    record = parse_text(TEXT)
    assert Record.from_json(record.to_json()) == record


def test_json_is_one_line_of_unescaped_utf8():
    line = parse_text(TEXT).to_json()
    assert "\n" not in line
    assert "Trịnh Đức Thắng" in line


def test_a_stamp_says_where_it_comes_from_under_the_name_from():
    stamp = Stamp(value="2023-05-12", precision="day", from_="meta")
    assert msgspec.to_builtins(stamp) == {"value": "2023-05-12", "precision": "day", "from": "meta"}


def test_a_record_is_frozen():
    with pytest.raises(AttributeError):
        parse_text(TEXT).text = "x"  # type: ignore[misc]


def test_the_sentence_of_a_span():
    record = parse_text(TEXT)
    at = record.text.index("320 m")
    assert record.sentence_of((at, at + 5)) == "Cầu dài 320 m."
    assert record.sentence_of(record.blocks[0]) == "Huyện Phú Lâm khánh thành cầu Bến Đá"


def test_a_span_outside_the_text_is_refused():
    record = parse_text(TEXT)
    with pytest.raises(ValueError, match="outside the text"):
        record.sentence_of((0, len(record.text) + 1))


def test_a_reader_of_an_older_version_passes_over_new_fields():
    whole = json.loads(parse_text(TEXT).to_json())
    whole["a_field_of_tomorrow"] = 1
    assert Record.from_json(json.dumps(whole)).headline == "Huyện Phú Lâm khánh thành cầu Bến Đá"


def test_the_schema_names_every_field_and_describes_it():
    schema = json_schema()
    fields = schema["$defs"]["Record"]["properties"]
    assert list(fields) == list(Record.__struct_encode_fields__)
    assert "text" in schema["$defs"]["Record"]["required"]


def test_blocks_cover_the_text_but_for_the_blank_lines_between_them():
    record = parse_text(TEXT)
    rebuilt = "\n\n".join(record.text[b.start : b.end] for b in record.blocks)
    assert rebuilt == record.text
    assert isinstance(record.blocks[0], Block)
    assert record.blocks[0].kind == "headline"


def test_warnings_are_of_the_closed_list():
    assert set(parse_text("").warnings) <= set(WARNINGS)
    assert "empty" in parse_text("").warnings

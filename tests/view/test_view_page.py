"""The file that `newsparse view` writes: complete, escaped, and shut against everything from outside."""

import base64
import gzip
import hashlib
import re
import subprocess
import sys

import msgspec
import pytest
from lxml import html as lxml_html

from newsparse import Block, Fact, InputError, Record, parse_file
from newsparse.page.article import Removed
from newsparse.view import Evidence, load_evidence, view_html
from newsparse.view.values import grouped

PAGE = """<html><body><ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/x">Giới thiệu</a></li></ul>
<div class="content"><h1>Xã Nậm Lư khánh thành cầu treo</h1>
<p>Ngày 5/6/2024, UBND xã Nậm Lư khánh thành cầu treo dài 60 m, tổng vốn đầu tư 2,4 tỷ đồng, nối hai bản của xã.</p>
<p>Cây cầu giúp hơn 300 hộ dân đi lại thuận tiện trong mùa mưa lũ, không còn phải đi bè mảng qua suối như trước đây.</p>
</div><div class="footer"><p>Giấy phép số 15/GP-TTĐT. Điện thoại: 0200.123.456</p></div></body></html>"""


def tree(page):
    return lxml_html.document_fromstring(page)


def test_the_article_is_shown_letter_for_letter(record):
    blocks = [b.text_content() for b in tree(view_html(record)).cssselect("article .block")]
    assert "\n\n".join(blocks) == record.text


def test_each_mention_is_a_mark_with_its_own_text(record):
    page = tree(view_html(record))
    for prefix, persons in (("p", record.officials), ("q", record.people)):
        for number, person in enumerate(persons):
            texts = [m.text_content() for m in page.cssselect(f'mark[data-ref="{prefix}{number}"]')]
            assert texts == [m.text for m in sorted(person.mentions, key=lambda m: m.start)]
    for number, fact in enumerate(record.facts):
        pieces = page.cssselect(f'mark.fact[data-ref="f{number}"]')
        assert "".join(m.text_content() for m in pieces) == fact.text
    for mark in page.cssselect("mark"):
        assert page.get_element_by_id(mark.get("data-ref")) is not None


def test_the_list_tells_value_unit_comparison_item_canonical_and_confidence(record):
    page = tree(view_html(record))
    fact = page.get_element_by_id("f1").text_content()
    for said in ("money", "1 120 000 000".replace(" ", "\u202f"), "VND", "more than", "kinh phí"):
        assert said in fact
    assert "Ủy ban nhân dân huyện Lâm Sơn" in page.get_element_by_id("o1").text_content()
    assert "97%" in page.get_element_by_id("p0").text_content()
    assert "former" in page.get_element_by_id("p1.0").text_content()


def test_markup_in_every_field_is_shown_and_not_run(record):
    bad = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;"
    hostile = msgspec.structs.replace(
        record,
        headline=bad,
        text=bad,
        blocks=(Block(kind="headline", start=0, end=len(bad)),),
        url="javascript:alert(3)",
        canonical_url=None,
        section=bad,
        tags=(bad,),
        authors=(bad,),
        officials=(msgspec.structs.replace(record.officials[0], name=bad),),
        organisations=(msgspec.structs.replace(record.organisations[0], canonical=bad, place=bad),),
        facts=(Fact(text=bad[:8], kind="money", start=0, end=8, value=bad, unit=bad, item=bad),),
    )
    written = view_html([Evidence(hostile, (Removed(bad, bad),)), hostile])
    page = tree(written)
    assert len(page.cssselect("script")) == 1
    assert page.cssselect("img, iframe, object, embed, form, [onerror], [onclick], [style]") == []
    assert not any((a.get("href") or "").startswith("javascript") for a in page.cssselect("a"))
    assert bad in page.text_content()


def test_the_policy_lets_only_the_pages_own_script_and_style_run(record):
    written = view_html(record)
    page = tree(written)
    policy = page.cssselect("meta[http-equiv=Content-Security-Policy]")[0].get("content")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for name in ("script", "style"):
        (one,) = re.findall(rf"<{name}>(.*?)</{name}>", written, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert page.xpath("//@src | //link[@rel='stylesheet'] | //@srcset") == []
    assert "@import" not in written
    assert "url(" not in written


def test_a_span_that_lies_is_told_and_not_marked(record):
    false = msgspec.structs.replace(record.facts[0], start=0, end=7)
    beyond = msgspec.structs.replace(record.facts[1], start=10**6, end=10**6 + 3)
    page = tree(view_html(msgspec.structs.replace(record, facts=(false, beyond))))
    assert page.cssselect("mark.fact") == []
    assert "2 spans of this record" in page.text_content()


def test_a_record_without_anything_is_shown():
    assert "no text" in tree(view_html(Record(text=""))).text_content()


def test_what_was_left_out_is_folded_block_by_block_with_its_reason(tmp_path):
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    (evidence,) = load_evidence(str(file))
    assert evidence.record == parse_file(file)
    page = tree(view_html(evidence))
    (folded,) = page.cssselect("details.removed")
    assert folded.get("open") is None
    shown = [p.text_content() for p in folded.cssselect("p")]
    assert shown == [block.text for block in evidence.removed]
    assert any("Giấy phép" in text for text in shown)
    assert [c.text_content() for c in folded.cssselect("details > summary > code")]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_records_are_read_from_json_lines(record, tmp_path, pack):
    file = tmp_path / ("r.jsonl.gz" if pack is gzip.compress else "r.jsonl")
    line = record.to_json().encode()
    batch = b'{"article_id":"0123456789",' + line[1:]
    file.write_bytes(pack(line + b"\n\n" + batch + b"\n"))
    assert [e.record for e in load_evidence(str(file))] == [record, record]


def test_a_line_that_is_no_record_is_named(record, tmp_path):
    file = tmp_path / "r.jsonl"
    file.write_text(record.to_json() + '\n{"text": 5}\n', encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        list(load_evidence(str(file)))


def test_many_records_are_a_list_with_their_articles_stored(record):
    page = tree(view_html([record] * 3, title="Ba bài"))
    assert len(page.cssselect("#index li")) == 3
    assert len(page.cssselect("template")) == 3
    assert page.findtext(".//title") == "Ba bài"


def test_digits_are_grouped_exactly():
    space = "\u202f"
    assert grouped("1300000000") == space.join(("1", "300", "000", "000"))
    assert grouped("12345.678") == f"12{space}345.678"
    assert grouped("-250000") == f"-250{space}000"
    assert [grouped(n) for n in ("824", "2/3", "3-1", "", "½")] == ["824", "2/3", "3-1", "", "½"]


def run(*args):
    command = [sys.executable, "-m", "newsparse", "view", *map(str, args)]
    return subprocess.run(command, capture_output=True, timeout=120, check=False)


def test_the_command_writes_what_the_library_gives(record, tmp_path):
    file, out = tmp_path / "r.jsonl", tmp_path / "r.html"
    file.write_text(record.to_json() + "\n", encoding="utf-8")
    done = run(file, "-o", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert out.read_text(encoding="utf-8") == view_html(record)
    assert run(file).stdout == out.read_bytes()


def test_the_command_names_what_fails_shows_the_rest_and_keeps_to_the_limit(record, tmp_path):
    file = tmp_path / "r.jsonl"
    file.write_text((record.to_json() + "\n") * 3, encoding="utf-8")
    done = run(tmp_path / "none.html", file, "--limit", "2")
    assert done.returncode == 1
    assert b"none.html" in done.stderr
    assert b"more than 2" in done.stderr
    assert len(tree(done.stdout.decode()).cssselect("#index li")) == 2


def test_the_output_folder_of_a_batch_is_shown_and_so_is_standard_input(record, tmp_path):
    (tmp_path / "records").mkdir()
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / "records" / name).write_text('{"article_id":"1",' + record.to_json()[1:] + "\n", encoding="utf-8")
    assert [e.record for e in load_evidence(str(tmp_path))] == [record, record]
    assert run(tmp_path, "--id", "1").returncode == 0
    missing = run(tmp_path, "--id", "2")
    assert (missing.returncode, missing.stdout) == (1, b"")
    assert b"no record with article_id 2" in missing.stderr
    command = [sys.executable, "-m", "newsparse", "view", "-"]
    done = subprocess.run(command, input=record.to_json().encode(), capture_output=True, timeout=120, check=False)
    assert done.stdout.decode() == view_html(record)


def test_a_notebook_shows_the_record_and_runs_nothing(record):
    bad = "<script>alert(1)</script>"
    shown = lxml_html.fragment_fromstring(msgspec.structs.replace(record, headline=bad)._repr_html_())
    text = shown.text_content()
    for said in (bad, "Lò Thị Mai", "Phó Chủ tịch UBND huyện Lâm Sơn", "Ủy ban nhân dân huyện Lâm Sơn", "kinh phí"):
        assert said in text
    assert shown.cssselect("script, style, [onclick]") == []
    assert [m.text_content() for m in shown.cssselect("mark")] == [f.text for f in record.facts]
    assert "(no headline)" in Record(text="")._repr_html_()

"""The scorer: what counts as found, missed and wrong, and what the command prints."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from newsparse import InputError
from newsparse.evaluation import changes, evaluate, load_run, read_gold, save_run

ARTICLE = """Huyện Lâm Sơn khen thưởng

Ngày 4/6/2022, ông Bùi Đức Long, Chủ tịch UBND huyện Lâm Sơn tặng Giấy khen cho 12 tập thể, kèm 36 triệu đồng.
"""

GOLD = {
    "headline": "Huyện Lâm Sơn khen thưởng",
    "published": "2022-06-04",
    "authors": [],
    "officials": [{"name": "Bùi Đức Long", "positions": ["Chủ tịch UBND huyện Lâm Sơn"]}],
    "people": [],
    "organisations": [{"name": "UBND huyện Lâm Sơn", "aliases": []}],
    "facts": [
        {"text": "12 tập thể", "kind": "quantity", "value": "12", "unit": None, "approx": None, "item": "tập thể"},
        {"text": "36 triệu đồng", "kind": "money", "value": "36000000", "unit": "VND", "approx": None},
    ],
    "times": [{"text": "Ngày 4/6/2022", "type": "DATE", "value": "2022-06-04"}],
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def write(folder, **changes):
    (folder / "a.gold.json").write_text(json.dumps(GOLD | changes, ensure_ascii=False), encoding="utf-8")


def test_all_found_is_one_everywhere(folder):
    write(folder)
    assert set(evaluate(read_gold(folder)).scores().values()) == {1.0}


def test_what_is_missed_and_what_is_wrong_are_told_with_their_sentence(folder):
    write(folder, people=["Bà Không Có"], facts=GOLD["facts"][:1])
    result = evaluate(read_gold(folder))
    assert result.rows["people"].missed == 1
    assert result.rows["facts"].wrong == 1
    (wrong,) = [miss for miss in result.misses if miss.wrong]
    assert wrong.what == "36 triệu đồng = 36000000 VND"
    assert wrong.sentence.endswith("kèm 36 triệu đồng.")


def test_what_readers_differ_about_does_not_count(folder):
    write(folder, facts=GOLD["facts"][:1], optional={"facts": GOLD["facts"][1:]})
    assert evaluate(read_gold(folder)).scores()["facts"] == 1.0


def test_a_wrong_value_is_missed_and_wrong(folder):
    write(folder, times=[GOLD["times"][0] | {"value": "2022-04-06"}])
    row = evaluate(read_gold(folder)).rows["times"]
    assert (row.found, row.missed, row.wrong) == (0, 1, 1)


def test_a_folder_without_gold_and_gold_without_article_are_refused(tmp_path):
    with pytest.raises(InputError, match="no gold here"):
        list(read_gold(tmp_path))
    (tmp_path / "b.gold.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="stands beside it"):
        list(read_gold(tmp_path))


def test_a_damaged_gold_file_is_named(folder):
    (folder / "a.gold.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.gold\.json"):
        list(read_gold(folder))


def test_equal_facts_are_paired_by_their_place(folder):
    (folder / "a.txt").write_text(
        "Xã Lâm Sơn trao quà\n\nNgày 4/6/2022, xã trao 12 chiếc xe đạp, sau đó trao 12 chiếc máy tính.\n",
        encoding="utf-8",
    )
    facts = [
        {"text": "12 chiếc máy tính", "kind": "quantity", "value": "12", "item": "máy tính"},
        {"text": "12 chiếc xe đạp", "kind": "quantity", "value": "12", "item": "xe đạp"},
    ]
    (folder / "a.gold.json").write_text(json.dumps({"facts": facts}, ensure_ascii=False), encoding="utf-8")
    rows = evaluate(read_gold(folder)).rows
    assert (rows["facts"].found, rows["items"].found) == (2, 2)


def test_an_equal_number_elsewhere_is_not_taken_for_one_that_was_found(folder):
    facts = [
        {"text": "12 trang", "kind": "quantity", "value": "12", "item": "trang"},
        {"text": "12 tập thể", "kind": "quantity", "value": "12", "item": "tập thể"},
    ]
    write(folder, facts=[*facts, GOLD["facts"][1]])
    misses = evaluate(read_gold(folder)).misses
    assert list(map(str, misses)) == ["missed facts a: 12 trang = 12"]


def test_the_time_of_day_is_asked_for_where_the_gold_has_one(folder):
    write(folder, published="2022-06-04T08:30")
    result = evaluate(read_gold(folder))
    assert (result.rows["date"].found, result.rows["minute"].found) == (1, 0)
    assert str(result.misses[-1]) == "missed minute a: 2022-06-04T08:30 (found 2022-06-04)"


PAGE = """<html><head><title>Tin</title></head><body><div class="menu"><a href="/">Trang chủ</a></div>
<h1>Huyện Lâm Sơn khen thưởng</h1>
<div class="content"><p>Ngày 4/6/2022, huyện Lâm Sơn tổ chức hội nghị khen thưởng các tập thể có nhiều đóng góp cho xã hội.</p>
<figure><img src="a.jpg"><figcaption>Đại biểu dự hội nghị khen thưởng</figcaption></figure>
<p>Hội nghị có hơn một trăm đại biểu của các xã, thị trấn về dự, trong đó có nhiều gương mặt trẻ tuổi của phong trào.</p>
</div></body></html>
"""
FIRST = "Ngày 4/6/2022, huyện Lâm Sơn tổ chức hội nghị khen thưởng các tập thể có nhiều đóng góp cho xã hội."
SECOND = (
    "Hội nghị có hơn một trăm đại biểu của các xã, thị trấn về dự, trong đó có nhiều gương mặt trẻ tuổi của phong trào."
)


def evaluate_page(folder, **gold):
    (folder / "b.html").write_text(PAGE, encoding="utf-8")
    (folder / "b.gold.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return evaluate(read_gold(folder))


def test_headline_and_caption_are_neither_asked_for_nor_wrong(tmp_path):
    result = evaluate_page(
        tmp_path,
        headline="Huyện Lâm Sơn khen thưởng",
        text=f"{FIRST}\n\n{SECOND}",
        neutral=["Đại biểu dự hội nghị khen thưởng"],
    )
    assert result.scores() == {"text": 1.0, "clean": 1.0, "headline": 1.0}
    assert result.misses == []


def test_text_that_is_no_part_of_the_article_is_wrong(tmp_path):
    result = evaluate_page(tmp_path, headline="Huyện Lâm Sơn khen thưởng", text=FIRST)
    row = result.rows["text"]
    assert row.missed == 0
    assert row.precision < 0.6
    assert result.rows["clean"].found == 0
    wrong = [miss for miss in result.misses if miss.field == "text"]
    assert [miss.sentence for miss in wrong] == ["Đại biểu dự hội nghị khen thưởng", SECOND]


def test_a_paragraph_that_the_extraction_lost_is_missed(tmp_path):
    lost = "Kết thúc hội nghị, huyện phát động thi đua."
    result = evaluate_page(tmp_path, headline="Huyện Lâm Sơn khen thưởng", text=f"{FIRST}\n\n{SECOND}\n\n{lost}")
    (missed,) = [miss for miss in result.misses if miss.field == "text" and not miss.wrong]
    assert (missed.what, missed.sentence) == ("Kết thúc hội nghị, huyện phát động thi đua", lost)


def test_the_command_prints_the_table_and_tells_what_a_later_run_gained_and_lost(folder):
    write(folder, people=["Bà Không Có"])
    saved = folder / "before.json"
    run = [sys.executable, "-m", "newsparse", "evaluate", str(folder)]
    first = subprocess.run([*run, "--save", str(saved)], capture_output=True, text=True, check=True).stdout
    assert "officials" in first
    write(folder, times=[])
    second = subprocess.run(
        [*run, "--compare", str(saved), "--errors"], capture_output=True, text=True, check=True
    ).stdout
    people = next(line for line in second.splitlines() if line.startswith("people"))
    assert people.endswith(" +0.333")
    sentence = "    " + ARTICLE.split("\n")[2]
    wanted = [
        "1 gained, 1 lost",
        "gained: no longer missed people a: Bà Không Có",
        "lost: wrong times a: Ngày 4/6/2022 = 2022-06-04",
        sentence,
        "wrong times a: Ngày 4/6/2022 = 2022-06-04",
        sentence,
    ]
    assert second.splitlines()[-6:] == wanted


def test_runs_are_compared_in_the_documents_that_both_have(folder):
    write(folder, people=["Bà Không Có"])
    save_run(folder / "before.json", evaluate(read_gold(folder)))
    (folder / "b.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "b.gold.json").write_text("{}", encoding="utf-8")
    changed = changes(load_run(folder / "before.json"), evaluate(read_gold(folder)))
    assert (changed.gained, changed.lost) == ((), ())


def test_a_file_that_is_no_saved_run_is_refused(folder):
    (folder / "before.json").write_text('{"officials": 1.0}', encoding="utf-8")
    with pytest.raises(InputError, match=r"before\.json: not a saved evaluation"):
        load_run(folder / "before.json")


def test_the_projects_own_gold_stays_above_its_floors():
    folder = Path(__file__).resolve().parents[1] / "gold"
    floors = json.loads((folder / "floors.json").read_text(encoding="utf-8"))
    scores = evaluate(read_gold(folder)).scores()
    below = {name: (scores[name], floor) for name, floor in floors.items() if scores[name] < floor}
    assert not below, f"field: (now, floor) {below}"

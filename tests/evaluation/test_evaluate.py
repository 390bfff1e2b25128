"""The scorer: what counts as found, missed and wrong, and what the command prints."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from newsparse import InputError
from newsparse.evaluation import evaluate, read_gold

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


def test_the_command_prints_the_table_and_compares_two_runs(folder):
    write(folder)
    saved = folder / "before.json"
    run = [sys.executable, "-m", "newsparse", "evaluate", str(folder)]
    first = subprocess.run([*run, "--save", str(saved)], capture_output=True, text=True, check=True).stdout
    assert "officials" in first
    write(folder, people=["Bà Không Có"])
    second = subprocess.run([*run, "--compare", str(saved), "--errors"], capture_output=True, text=True, check=True)
    people = next(line for line in second.stdout.splitlines() if line.startswith("people"))
    assert people.endswith(" -0.333")
    assert "missed people a: Bà Không Có" in second.stdout


def test_the_projects_own_gold_stays_above_its_floors():
    folder = Path(__file__).resolve().parents[1] / "gold"
    floors = json.loads((folder / "floors.json").read_text(encoding="utf-8"))
    scores = evaluate(read_gold(folder)).scores()
    below = {name: (scores[name], floor) for name, floor in floors.items() if scores[name] < floor}
    assert not below, f"field: (now, floor) {below}"

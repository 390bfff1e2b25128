"""The same press release in several portals is one cluster; different articles are none."""

import json
from itertools import combinations

import pytest
from archives import page, put_folder
from hypothesis import given, settings
from hypothesis import strategies as st

from newsparse import Record, parse_text, run_batch
from newsparse.batch.duplicates import find_duplicates, signature_of

PARAGRAPHS = [
    "Sáng 12/5, Ban Chỉ huy Phòng chống thiên tai tỉnh họp bàn cách ứng phó đợt mưa lớn sắp tới.",
    "Theo Đài Khí tượng Thủy văn, từ đêm nay vùng núi phía tây có mưa 150 đến 250 mm, có nơi trên 300 mm.",
    "Các xã ven sông đã chuẩn bị 40 thuyền máy, 3.000 bao cát và 12 tấn gạo để sẵn sàng di dời dân.",
    "Lãnh đạo tỉnh yêu cầu các hồ chứa vận hành đúng quy trình, báo trước cho vùng hạ du ít nhất sáu giờ.",
    "Ngành giáo dục cho học sinh các xã vùng trũng nghỉ học từ chiều nay đến khi có thông báo mới.",
    "Lực lượng công an, quân đội bố trí người trực tại các ngầm tràn, không cho người và xe qua lại.",
]


def release(head, *, leave=()):
    body = [text for n, text in enumerate(PARAGRAPHS) if n not in leave]
    return "\n\n".join([head, *body]).encode()


@pytest.fixture
def output(tmp_path):
    named = [
        ("a.txt", release("Tỉnh ứng phó mưa lớn")),
        ("b.txt", release("Tỉnh ứng phó mưa lớn")),
        ("c.txt", release("Chủ động ứng phó với đợt mưa lớn sắp tới")),
        ("d.txt", release("Tỉnh họp bàn phòng chống thiên tai", leave=(5,))),
        ("empty1.txt", b""),
        ("empty2.txt", b""),
        *((f"p{n}.html", page(n)) for n in range(6)),
    ]
    run_batch([put_folder(tmp_path / "in", named)], tmp_path / "out", runner="serial")
    return tmp_path / "out"


def test_copies_are_one_cluster_and_nothing_is_dropped(output):
    import pyarrow.parquet as pq

    articles = pq.read_table(output / "tables" / "articles").to_pylist()
    assert len(articles) == 12
    names = {row["article_id"]: row["file"].rsplit("/", 1)[-1] for row in articles}
    rows = [json.loads(line) for line in (output / "duplicates.jsonl").read_bytes().splitlines()]
    releases = {names[row["article_id"]]: row for row in rows if names[row["article_id"]].endswith(".txt")}
    assert sorted(releases) == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert len({row["cluster_id"] for row in releases.values()}) == 1
    assert {name for name, row in releases.items() if row["exact"]} == {"a.txt", "b.txt"}
    assert all(row["cluster_id"] in names for row in rows)
    assert pq.read_table(output / "tables" / "duplicates").to_pylist() == rows
    report = json.loads((output / "report.json").read_bytes())
    assert report["duplicates"]["exact"] == 2


def test_the_estimate_is_near_the_true_similarity(tmp_path):
    heads = ["Tin thời tiết hôm nay", "Tin bão mới nhất trong ngày"]
    texts = [release(head, leave=leave) for head in heads for leave in ((), (1,), (2, 3))]

    def grams(text):
        words = text.decode().casefold().split()
        return {tuple(words[n : n + 4]) for n in range(len(words) - 3)}

    for one, other in combinations(texts, 2):
        path = tmp_path / "s.bin"
        path.write_bytes(signature_of("00" * 10, parse_text(one)) + signature_of("01" * 10, parse_text(other)))
        true = len(grams(one) & grams(other)) / len(grams(one) | grams(other))
        rows = find_duplicates([path])
        if rows:
            assert abs(rows[1]["similarity"] - true) < 0.2
        else:
            assert true < 0.9


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(8)))
def test_clusters_do_not_depend_on_the_order(tmp_path_factory, order):
    texts = [Record(text=release(f"Tin số {n % 3}").decode()) for n in range(8)]
    signatures = [signature_of(f"{n:020x}", text) for n, text in enumerate(texts)]
    path = tmp_path_factory.mktemp("s") / "s.bin"
    path.write_bytes(b"".join(signatures[n] for n in order))
    rows = find_duplicates([path])
    assert [row["article_id"] for row in rows] == [f"{n:020x}" for n in range(8)]
    assert {row["cluster_id"] for row in rows} == {"0" * 20}

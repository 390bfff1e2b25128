"""A batch's tables made from rows by hand, so that every number of the report is known beforehand."""

import msgspec
import pytest

from newsparse.batch.tables import TABLES

LATE = "2024-06-01T08:00+07:00"


def article(id, **more):
    return {
        "article_id": id, "url": f"https://a.example/{id}", "site_domain": "a.example", "headline": f"Tin {id}",
        "published": "2024-05-02", "published_from": "meta", "warnings": [], "text": f"Xã chi 5 tỷ đồng xây cầu ({id}).",
        "file": "a.zip", "member": f"{id}.html", **more,
    }  # fmt: skip


def official(id, name, position, **more):
    return {"article_id": id, "person": 0, "name": name, "position": position, "former": False, **more}


def money(id, number, item="cầu", unit="VND"):
    return {
        "article_id": id, "fact": 0, "text": "5 tỷ đồng", "kind": "money", "number": number, "unit": unit, "item": item,
        "start": 7, "end": 16,
    }  # fmt: skip


ROWS = {
    "articles": [
        article("a1"),
        article("a2", published=LATE, warnings=["short-body"]),
        article("a3", published=LATE),
        article("b1", url="https://b.example/1", site_domain="b.example", published="2022-01-09"),
        article("b2", site_domain="b.example", published=None, published_from=None, warnings=["no-date", "short-body"]),
    ],
    "officials": [
        official("a1", "Lò Thị Mai", "Phó Chủ tịch UBND huyện Lâm Sơn"),
        official("a1", "Lò Thị Mai", "Huyện ủy viên"),
        official("a2", "Lò Thị Mai", "Phó chủ tịch UBND huyện Lâm Sơn"),
        official("a3", "Lò Thị Mai", "Chủ tịch UBND huyện Lâm Sơn"),
        official("a1", "Trần Văn Khải", "Bí thư Đảng ủy xã Nậm Lư", former=True),
        official("a3", "Trần Văn Khải", "Bí thư Đảng ủy xã Nậm Lư", former=True),
        official("b1", "Vi Văn Tâm", "Giám đốc Sở Y tế"),
    ],
    "organisations": [
        {"article_id": id, "name": "UBND huyện", "canonical": "Ủy ban nhân dân huyện Lâm Sơn", "kind": "state"}
        for id in ("a1", "a1", "a2")
    ],
    "facts": [money("a1", 5e9), money("a3", 5e9), money("b1", 2.5e6, item=None), money("b1", 100.0, unit="USD"),
              {"article_id": "a1", "fact": 1, "text": "3 xã", "kind": "quantity", "number": 3.0}],
    "rejects": [
        {"article_id": "x1", "reason": "timeout", "detail": "took 60 s", "file": "a.zip", "member": "x1.html"},
        {"article_id": "x2", "reason": "timeout", "detail": "took 60 s", "file": "a.zip", "member": "x2.html"},
    ],
}  # fmt: skip
REPEATS = [{"article_id": "a1", "cluster_id": "a1"}, {"article_id": "a3", "cluster_id": "a1"}]


@pytest.fixture(scope="session")
def batch(tmp_path_factory):
    """The folder of a batch: tables in two shards, and the clusters of near-duplicates."""
    pytest.importorskip("duckdb", reason="the extra view is not installed")
    pytest.importorskip("vl_convert", reason="the extra view is not installed")
    pytest.importorskip("pyarrow", reason="the extra batch is not installed")
    from newsparse.batch.sinks import write_parquet

    root = tmp_path_factory.mktemp("batch")
    for table, columns in TABLES.items():
        folder = root / "tables" / table
        folder.mkdir(parents=True)
        rows = ROWS.get(table, [])
        half = len(rows) // 2
        for number, part in enumerate((rows[:half], rows[half:])):
            write_parquet(folder / f"shard-{number}.parquet", columns, [msgspec.json.encode(row) for row in part])
    folder = root / "tables" / "duplicates"
    folder.mkdir()
    repeats = [msgspec.json.encode(row) for row in REPEATS]
    write_parquet(folder / "all.parquet", {"article_id": "str", "cluster_id": "str"}, repeats)
    return root

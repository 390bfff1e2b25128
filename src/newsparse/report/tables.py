"""The tables of a batch as DuckDB views: nothing is read before it is asked for, and only the columns asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from newsparse.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    import os

    Connection = Any  # duckdb.DuckDBPyConnection: the package is an extra

# table → the columns that the report reads, with their types; a table or column that is not there is empty
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "articles": {
        "article_id": "VARCHAR", "url": "VARCHAR", "canonical_url": "VARCHAR", "site_name": "VARCHAR",
        "site_domain": "VARCHAR", "headline": "VARCHAR", "published": "VARCHAR", "published_from": "VARCHAR",
        "text": "VARCHAR", "warnings": "VARCHAR[]", "file": "VARCHAR", "member": "VARCHAR",
    },
    "officials": {
        "article_id": "VARCHAR", "name": "VARCHAR", "position": "VARCHAR", "former": "BOOLEAN", "start": "BIGINT",
    },
    "organisations": {"article_id": "VARCHAR", "canonical": "VARCHAR", "kind": "VARCHAR"},
    "facts": {
        "article_id": "VARCHAR", "text": "VARCHAR", "kind": "VARCHAR", "number": "DOUBLE", "unit": "VARCHAR",
        "item": "VARCHAR", "start": "BIGINT", "end": "BIGINT",
    },
    "rejects": {"article_id": "VARCHAR", "reason": "VARCHAR", "detail": "VARCHAR", "file": "VARCHAR",
                "member": "VARCHAR", "url": "VARCHAR"},
    "duplicates": {"article_id": "VARCHAR", "cluster_id": "VARCHAR"},
}  # fmt: skip

_SUFFIXES: Final = (".parquet", ".csv")


def connect(folder: str | os.PathLike[str], scratch: str) -> Connection:
    """Return a DuckDB connection with a view of each table of a batch's output, and a table `art`.

    `art` has a row for each article: `article_id`, `day` (`YYYY-MM-DD` or null), `site`, and `counted`, false
    for an article that nearly repeats another one (the `duplicates` of the batch), so that sums need not
    count a press release ten times. `scratch` is a folder for what does not fit into memory. Raises
    `InputError` where the folder holds no tables, and `MissingExtraError` where DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("the report needs the extra: pip install 'newsparse[view]'") from None
    root = Path(folder)
    if not root.is_dir():
        raise InputError("no such folder; name the output folder of newsparse batch")
    if not _files(root, "articles"):
        raise InputError("holds no table of articles; write one with newsparse batch --tables parquet")
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(f"SET temp_directory = {_quoted(scratch)}")
    for table, columns in COLUMNS.items():
        _view(connection, table, columns, _files(root, table))
    connection.execute(_ARTICLES)
    return connection


# Of a cluster the earliest article counts; the others repeat it.
_ARTICLES: Final = """
CREATE TEMP TABLE repeats AS
WITH alike AS (SELECT cluster_id, article_id, published FROM duplicates JOIN articles USING (article_id)),
     firsts AS (SELECT arg_min(article_id, coalesce(published, '9999') || article_id) AS article_id
                FROM alike GROUP BY cluster_id)
SELECT DISTINCT article_id FROM alike ANTI JOIN firsts USING (article_id);
CREATE TEMP TABLE art AS
SELECT article_id,
       CASE WHEN regexp_matches(published, '^\\d{4}-\\d{2}-\\d{2}') THEN published[1:10] END AS day,
       coalesce(nullif(site_domain, ''), nullif(site_name, ''), '(site not known)') AS site,
       repeats.article_id IS NULL AS counted
FROM articles LEFT JOIN repeats USING (article_id)
"""


def _files(root: Path, table: str) -> list[str]:
    """Return the files of a table: a folder of shards, or one file; Parquet before CSV."""
    for suffix in _SUFFIXES:
        for base in (root / "tables", root):
            found = sorted(str(path) for path in (base / table).glob(f"*{suffix}") if not path.name.startswith("."))
            if found:
                return found
            if (base / f"{table}{suffix}").is_file():
                return [str(base / f"{table}{suffix}")]
    return []


def _view(connection: Connection, table: str, columns: dict[str, str], files: list[str]) -> None:
    if files:
        listed = "[" + ", ".join(_quoted(name) for name in files) + "]"
        csv = files[0].endswith(".csv")
        # A CSV's lists are joined by `; `, and all its columns are read as text and then given their types.
        source = f"read_csv({listed}, header = true, all_varchar = true)" if csv else f"read_parquet({listed})"
        there = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    else:
        csv, source, there = False, "(SELECT 1 WHERE false)", set()
    chosen = ", ".join(
        f'{_column(name, kind, csv)} AS "{name}"' if name in there else f'NULL::{kind} AS "{name}"'
        for name, kind in columns.items()
    )
    connection.execute(f"CREATE TEMP VIEW {table} AS SELECT {chosen} FROM {source}")


def _column(name: str, kind: str, csv: bool) -> str:
    if csv and kind.endswith("[]"):
        return f"string_split(\"{name}\", '; ')"
    return f'TRY_CAST("{name}" AS {kind})'


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"

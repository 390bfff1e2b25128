"""What the report asks of the tables. Each answer is rows with a key; each key leads to the articles behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from newsparse.report.tables import Connection

Row = tuple[Any, ...]

TOP_SITES: Final = 30
TOP_OFFICIALS: Final = 40
TOP_POSITIONS: Final = 6  # of each official
TOP_BODIES: Final = 40
TOP_PAIRS: Final = 120
IN_NETWORK: Final = 50
TOP_ITEMS: Final = 12
TOP_SUMS: Final = 15
EXAMPLES: Final = 50
_MOST_BUCKETS: Final = 120


@dataclass(frozen=True, slots=True)
class Behind:
    """The articles behind a number: how many, and the ids of the latest of them."""

    total: int
    articles: tuple[str, ...]


def behind(connection: Connection, hits: str) -> dict[Any, Behind]:
    """Return the articles behind each key of `hits`, a query of rows `(key, article_id)`; the latest come first."""
    query = f"""
        SELECT key, count(*), arg_max(article_id, coalesce(day, '') || article_id, {EXAMPLES})
        FROM (SELECT DISTINCT key, article_id FROM ({hits}) h(key, article_id)) JOIN art USING (article_id)
        GROUP BY key"""
    return {key: Behind(total, tuple(ids)) for key, total, ids in connection.execute(query).fetchall()}


def rank(connection: Connection) -> None:
    """Make the tables of what stands at the top, so that all else is asked of these few and not of everything.

    `top_officials`, `in_network`, `top_bodies`, `top_items`. A name is counted once an article.
    """
    connection.execute(
        f"""CREATE TEMP TABLE in_network AS
            SELECT name, count(*) AS n FROM (SELECT DISTINCT article_id, name FROM officials) GROUP BY name
            ORDER BY n DESC, name LIMIT {IN_NETWORK}"""
    )
    connection.execute(
        f"CREATE TEMP TABLE top_officials AS SELECT * FROM in_network ORDER BY n DESC, name LIMIT {TOP_OFFICIALS}"
    )
    connection.execute(
        f"""CREATE TEMP TABLE top_bodies AS
            SELECT canonical, mode(kind) AS kind, count(*) AS n
            FROM (SELECT DISTINCT article_id, canonical, kind FROM organisations)
            GROUP BY canonical ORDER BY n DESC, canonical LIMIT {TOP_BODIES}"""
    )
    connection.execute(
        f"""CREATE TEMP TABLE top_items AS
            SELECT item, sum(number) AS total FROM ({MONEY}) WHERE unit = 'VND' AND item <> '(not said)'
            GROUP BY item ORDER BY total DESC, item LIMIT {TOP_ITEMS}"""
    )


def one(connection: Connection, query: str) -> Row:
    """Return the only row of a query."""
    row: Row = connection.execute(query).fetchone()
    return row


def rows(connection: Connection, query: str) -> list[Row]:
    """Return the rows of a query."""
    found: list[Row] = connection.execute(query).fetchall()
    return found


def totals(connection: Connection) -> dict[str, int]:
    """Return how much there is of each thing."""
    counted = {
        "articles": "SELECT count(*) FROM art",
        "repeated": "SELECT count(*) FROM art WHERE NOT counted",
        "dated": "SELECT count(day) FROM art",
        "sites": "SELECT count(DISTINCT site) FROM art WHERE site <> '(site not known)'",
        "officials": "SELECT count(DISTINCT name) FROM officials",
        "organisations": "SELECT count(DISTINCT canonical) FROM organisations",
        "facts": "SELECT count(*) FROM facts",
        "rejects": "SELECT count(*) FROM rejects",
    }
    return {name: one(connection, query)[0] for name, query in counted.items()}


def bucket(connection: Connection) -> str:
    """Return the SQL of the period an article falls in: months, or quarters or years where months are too many."""
    first, last = one(connection, "SELECT min(day), max(day) FROM art")
    months = 0 if first is None else (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
    if months <= _MOST_BUCKETS:
        return "day[1:7]"
    if months <= 3 * _MOST_BUCKETS:
        return "day[1:4] || '-Q' || ((day[6:7]::INT + 2) // 3)"
    return "day[1:4]"


def periods(known: list[str]) -> list[str]:
    """Return all periods from the first known one to the last, those without articles too.

    `known` are sorted and of one form: `2024-05`, `2024-Q2` or `2024`.
    """
    if not known:
        return []
    if "-" not in known[0]:
        return [f"{year:04}" for year in range(int(known[0]), int(known[-1]) + 1)]
    sign, many = ("Q", 4) if "Q" in known[0] else ("", 12)

    def number(period: str) -> int:
        year, _, part = period.partition("-")
        return int(year) * many + int(part.removeprefix("Q")) - 1

    width = 1 if sign else 2
    return [f"{n // many:04}-{sign}{n % many + 1:0{width}}" for n in range(number(known[0]), number(known[-1]) + 1)]


def officials(connection: Connection) -> tuple[list[Row], list[Row]]:
    """Return the most named officials as `(name, articles)`, and their positions over time.

    A position is `(name, position, former, articles, first day, last day)`. Persons are told apart by name
    alone: a table of a batch does not know which of two with one name is meant.
    """
    offices = f"""
        SELECT name, position, former, n, since, until FROM (
            SELECT name, mode(position) AS position, bool_and(former) AS former,
                   count(DISTINCT article_id) AS n, min(day) AS since, max(day) AS until
            FROM officials JOIN art USING (article_id) JOIN top_officials USING (name)
            WHERE position IS NOT NULL GROUP BY name, lower(position))
        QUALIFY row_number() OVER (PARTITION BY name ORDER BY n DESC, since, position) <= {TOP_POSITIONS}
        ORDER BY name, since NULLS LAST, position"""
    top = "SELECT name, n FROM top_officials ORDER BY n DESC, name"
    return rows(connection, top), rows(connection, offices)


def bodies(connection: Connection) -> list[Row]:
    """Return the most named organisations as `(canonical, kind, articles)`."""
    return rows(connection, "SELECT canonical, kind, n FROM top_bodies ORDER BY n DESC, canonical")


def pairs(connection: Connection) -> list[Row]:
    """Return who stands with whom in one article as `(name, name, articles)`, of the most named officials."""
    return rows(connection, f"SELECT a, b, count(*) AS n FROM ({PAIRS}) GROUP BY a, b "
                            f"ORDER BY n DESC, a, b LIMIT {TOP_PAIRS}")  # fmt: skip


# Of the most named only, so that the join grows with the number of articles and not with its square.
PAIRS: Final = """
    WITH named AS (SELECT DISTINCT article_id, name FROM officials SEMI JOIN in_network USING (name))
    SELECT x.name AS a, y.name AS b, article_id FROM named x JOIN named y USING (article_id) WHERE x.name < y.name"""

# Money of articles that do not nearly repeat another one.
MONEY: Final = """
    SELECT article_id, f.text, number, unit, coalesce(nullif(lower(item), ''), '(not said)') AS item, day[1:4] AS year,
           f.start, f."end", kind
    FROM facts f JOIN art USING (article_id)
    WHERE counted AND kind = 'money' AND number IS NOT NULL AND isfinite(number)"""


def money_by_year(connection: Connection) -> list[Row]:
    """Return the sums of money as `(unit, year, amounts, sum, median, greatest)`; a year may be null."""
    return rows(
        connection,
        f"""SELECT unit, year, count(*), sum(number), median(number), max(number) FROM ({MONEY})
            GROUP BY unit, year QUALIFY dense_rank() OVER (ORDER BY unit = 'VND' DESC, unit) <= 8
            ORDER BY unit = 'VND' DESC, unit, year NULLS LAST""",
    )


def money_by_item(connection: Connection) -> list[Row]:
    """Return what the money (VND) is for, as `(item, year, amounts, sum)`, of the items with the greatest sums."""
    return rows(
        connection,
        f"""SELECT item, year, count(*), sum(number) FROM ({MONEY}) SEMI JOIN top_items USING (item)
            WHERE unit = 'VND' GROUP BY item, year ORDER BY item, year NULLS LAST""",
    )


def greatest(connection: Connection) -> list[Row]:
    """Return the greatest amounts (VND) as `(text, number, item, before, after, article_id, day)`."""
    return rows(
        connection,
        f"""WITH top AS (SELECT * FROM ({MONEY}) WHERE unit = 'VND'
                         ORDER BY number DESC, article_id, start LIMIT {TOP_SUMS})
            SELECT t.text, number, t.item, a.text[greatest(1, t.start - 69) : t.start],
                   a.text[t."end" + 1 : t."end" + 70], article_id, a.published[1:10]
            FROM top t JOIN articles a USING (article_id) ORDER BY number DESC, article_id, t.start""",
    )


def cards(connection: Connection, ids: list[str]) -> dict[str, Row]:
    """Return what is shown of articles: id → `(headline, day, site, address, file)`."""
    connection.execute("CREATE OR REPLACE TEMP TABLE wanted (article_id VARCHAR)")
    if ids:
        connection.execute("INSERT INTO wanted SELECT unnest(?)", [ids])
    found = rows(
        connection,
        """SELECT article_id, any_value(headline), any_value(day), any_value(site),
                  any_value(coalesce(canonical_url, url)), any_value(concat_ws(' › ', file, member))
           FROM articles JOIN wanted USING (article_id) JOIN art USING (article_id) GROUP BY article_id""",
    )
    return {row[0]: row[1:] for row in found}

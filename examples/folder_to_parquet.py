"""A folder of pages into Parquet tables, and a question to them in SQL.

pip install 'newsparse[batch]' duckdb
python examples/folder_to_parquet.py [FOLDER] [OUTPUT]
"""

import sys
import tempfile
from pathlib import Path

import duckdb

import newsparse

folder = sys.argv[1] if len(sys.argv) > 1 else str(Path(__file__).parent / "archive")
output = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="newsparse-")

report = newsparse.run_batch([folder], output, workers=2)
print(f"{report.items} pages, {report.records} records, rejects: {report.rejects}")

database = duckdb.connect()
for table in ("articles", "officials", "facts"):
    database.execute(f"CREATE VIEW {table} AS SELECT * FROM '{output}/tables/{table}/*.parquet'")
question = """
    SELECT headline, name, role, organisation
    FROM officials JOIN articles USING (article_id)
    ORDER BY headline, name, role
"""
for row in database.execute(question).fetchall():
    print(" | ".join(cell or "" for cell in row))
(total,) = database.execute("SELECT sum(CAST(value AS DECIMAL(38, 2))) FROM facts WHERE unit = 'VND'").fetchone()
print(f"money in all articles: {total:,.0f} VND")

"""Words of your own, laid over those that ship: an office and a body that newsparse does not know.

    python examples/custom_lexicon/run.py

`tables/` holds the tables: a header row and tab-separated columns, as in `src/newsparse/data`. A row whose first
column stands in our table too replaces that row; others are added. `newsparse lexicon check FOLDER` finds mistakes in
them. The same from the command line: `newsparse parse --lexicon examples/custom_lexicon/tables PAGE`.
"""

from pathlib import Path

import newsparse

TEXT = """Làng nghề Phù Vân có ban điều hành mới

Sáng 5/3/2024, ông Lò Văn Pánh, Nghệ nhân trưởng Phường hội Gốm Phù Vân, đã trao 12 lò nung cho các hộ. Theo ông Pánh, \
Phường hội Gốm Phù Vân sẽ mở thêm hai lớp dạy nghề trong năm nay để giữ nghề gốm cổ truyền của địa phương.
"""
tables = Path(__file__).parent / "tables"

for name, options in (("as it ships", newsparse.Options()), ("with our tables", newsparse.Options(lexicon=tables))):
    record = newsparse.parse_text(TEXT, options=options)
    print(f"{name}:")
    for person in (*record.officials, *record.people):
        roles = ", ".join(f"{position.role} ({position.organisation})" for position in person.positions)
        print(f"  {person.name}: {roles or 'no position'}")
    for body in record.organisations:
        print(f"  {body.name} is a body of kind {body.kind}")

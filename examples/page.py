"""A page in, its record out: who holds which office, what is counted, and where each stands in the text.

python examples/page.py [PAGE]
"""

import sys
from pathlib import Path

import newsparse

page = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "pages" / "thanh-uy.html"
record = newsparse.parse_file(page)

print(record.headline)
print(record.published.value if record.published else "no date", "|", ", ".join(record.authors))
for person in record.officials:
    for position in person.positions:
        assert record.text[position.start : position.end] == position.text
        print(f"{person.name}: {position.role}, {position.organisation or 'no body named'} [{position.start}]")
for fact in record.facts:
    value = fact.value or f"{fact.min} to {fact.max}"
    print(f"{fact.approx or '':8} {value:>12} {fact.unit or '':4} {fact.item or ''} [{fact.start}]")
for warning in record.warnings:
    print("warning:", newsparse.WARNINGS[warning])

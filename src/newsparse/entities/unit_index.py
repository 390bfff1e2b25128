"""The names of administrative units, one row a name: built once from the tables of units, so that loading is quick.

`units_34` and `units_63` hold about 15,000 units of two eras; the grammar asks for names. Table `unit_names` is
`name_rows` of these two; a test holds it to that. To build it anew after a change of the tables:

    python -m newsparse.entities.unit_index > src/newsparse/data/unit_names.tsv
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.text.phrases import phrase_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsparse.text.lexicon import Lexicon, Row

HEADER = ("key", "name", "kind", "noun", "code", "codes")
TABLES = ("units_34", "units_63")
_KIND = {
    "tỉnh": "province", "quận": "district", "huyện": "district", "thị xã": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip
_RANK = ("province", "district", "commune")


def name_rows(tables: Iterable[Iterable[Row]]) -> list[Row]:
    """Return one row a name from the rows of the tables of units, sorted by key.

    `key`: the folded syllables; `name`: the uniform spelling; `kind`: the highest kind of unit so called; `noun`: what
    a province of that name is called (`tỉnh`, `thành phố`); `code`: the code of that province where it is the same
    in all tables; `codes`: for each noun under which only one unit has the name, `noun=code` with `_` for a space,
    separated by spaces. A name of digits (`phường 7`) has no row.
    """
    found: dict[str, dict[str, set[tuple[str, str, str]]]] = {}
    for rows in tables:
        for row in rows:
            name, code = row["name"], row["code"]
            if name[0].isdigit():
                continue
            kind = "province" if len(code) == 2 else "district" if row["kind"] == "thành phố" else _KIND[row["kind"]]
            key = " ".join(phrase_key(name))
            found.setdefault(key, {}).setdefault(kind, set()).add((name, row["kind"], code))
    return [_row(key, found[key]) for key in sorted(found)]


def _row(key: str, kinds: dict[str, set[tuple[str, str, str]]]) -> Row:
    kind = next(kind for kind in _RANK if kind in kinds)
    names = sorted(kinds[kind])
    province = kind == "province"
    by_noun: dict[str, set[str]] = {}
    for units in kinds.values():
        for _, noun, code in units:
            by_noun.setdefault(noun, set()).add(code)
    single = {noun: next(iter(codes)) for noun, codes in by_noun.items() if len(codes) == 1}
    province_codes = {code for _, _, code in names} if province else set()
    return {
        "key": key,
        "name": names[0][0],
        "kind": kind,
        "noun": names[0][1] if province else "",
        "code": next(iter(province_codes)) if len(province_codes) == 1 else "",
        "codes": " ".join(
            f"{noun.replace(' ', '_')}={code}" for noun, code in sorted(single.items()) if code.isdigit()
        ),
    }


def unit_names(lexicon: Lexicon) -> tuple[Row, ...]:
    """Return the rows of table `unit_names`, or build them where the user lays own tables of units over ours."""
    overlay = lexicon.overlay
    if overlay is not None and any((overlay / f"{table}.tsv").is_file() for table in TABLES):
        return tuple(name_rows(lexicon.rows(table) for table in TABLES))
    return lexicon.rows("unit_names")


def main() -> None:
    """Print the table."""
    from newsparse.text.lexicon import load_lexicon

    lexicon = load_lexicon()
    print("\t".join(HEADER))
    for row in name_rows(lexicon.rows(table) for table in TABLES):
        print("\t".join(row[column] for column in HEADER))


if __name__ == "__main__":
    main()

import pytest

from newsparse.text.lexicon_check import check, check_tables


def messages(data, name="places", others=None):
    return [str(problem) for problem in check({name: data}, others)]


def table(*lines, header="form\tcanonical\tkind\tcode"):
    return ("\n".join((header, *lines)) + "\n").encode()


def test_the_tables_that_ship_break_no_rule():
    assert [str(problem) for problem in check_tables()] == []


def test_a_table_in_order_has_no_problem():
    assert messages(table("Huế\tHuế\tprovince\t46", "Hà Nội\tHà Nội\tprovince\t")) == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (table("Hà Nội\tHà Nội\tprovince\t01", "Huế\tHuế\tprovince\t46"), "places.tsv:3: 'Huế' must stand before"),
        (table("Hòa\tHòa\tcity\t", "Hòa\tHòa\tcity\t"), "places.tsv:3: 'Hòa' is the same as line 2"),
        (table("Hoà\tHòa\tcity\t", "Hòa\tHòa\tcity\t"), "is the same as line 2"),
        (table("Huế\tHuế\tprovince"), "places.tsv:2: 3 columns where the header has 4"),
        (table("Huế\tHuế\t\t46"), "places.tsv:2: column 'kind' is empty"),
        (table(" Huế\tHuế\tprovince\t46"), "space around ' Huế'"),
        (table("Hue\u0302\u0301\tHuế\tprovince\t46"), "places.tsv:2: not in NFC"),
        (table("Huế\tHuế\tprovince\t46", header="form\tform\tKind\tcode"), "'Kind' is no column name"),
        (table("Huế\tHuế\tprovince\t46").replace(b"\n", b"\r\n"), "places.tsv:1: a carriage return"),
        (table("Huế\tHuế\tprovince\t46").rstrip(b"\n"), "no line feed at the end"),
        (b"\xef\xbb\xbf" + table("Huế\tHuế\tprovince\t46"), "a byte order mark"),
        (table("Huế\tHuế\tprovince\t46").decode().encode("utf-16-le"), "is not UTF-8"),
        (b"", "the table is empty"),
    ],
)
def test_each_rule_is_told_with_its_line(data, expected):
    assert any(expected in message for message in messages(data)), messages(data)


def test_values_come_from_the_closed_list():
    header = "form\tcanonical\tkind\tsure"
    assert messages(table("Vinh Phát\tVinh Phát\tcompany\tyes", header=header), "bodies") == [
        "bodies.tsv:2: 'company' in column 'kind'; allowed: armed_forces, association, bank, court, education, "
        "enterprise, front, health, international, media, other, party, religion, sport, state, union"
    ]


def test_a_reference_must_lead_to_a_row():
    units = table("01\ttỉnh\tAn Bình\t", "00007\txã\tTân Hòa\t02", header="code\tkind\tname\tparent")
    found = messages(units, "units_34")
    assert any("'02' in column 'parent' is no key of table 'units_34'" in message for message in found)


def test_a_folder_of_the_user_is_checked_against_the_tables_that_ship(tmp_path):
    (tmp_path / "bodies.tsv").write_text("form\tkind\nHội Ong Vàng\tassociation\n")
    (tmp_path / "mine.tsv").write_text("form\na\n")
    found = [str(problem) for problem in check_tables(tmp_path)]
    assert any("bodies.tsv:1: the header must be" in message for message in found)
    assert "mine.tsv:0: no table of this name is read" in found


def test_a_good_folder_of_the_user_has_no_problem(tmp_path):
    (tmp_path / "bodies.tsv").write_text("form\tcanonical\tkind\tsure\nHội Ong Vàng\tHội Ong Vàng\tassociation\tyes\n")
    (tmp_path / "units_34.tsv").write_text("code\tkind\tname\tparent\n99999\txã\tTân Thử\t01\n")
    assert check_tables(tmp_path) == ()

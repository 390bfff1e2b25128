from click.testing import CliRunner

from newsparse.cli import main


def test_the_tables_that_ship_pass():
    done = CliRunner().invoke(main, ["lexicon", "check"])
    assert (done.exit_code, done.stdout) == (0, "")


def test_a_users_table_is_told_what_is_wrong_with_it(tmp_path):
    (tmp_path / "places.tsv").write_text("form\tcanonical\tkind\tcode\nHuế\tHuế\tprovince\n")
    done = CliRunner().invoke(main, ["lexicon", "check", str(tmp_path)])
    assert done.exit_code == 1
    assert done.stdout == "places.tsv:2: 3 columns where the header has 4\n"

import csv

import pytest
from django.core.management import CommandError

from core.report import Remark, Report, place_of_report


def test_report_holds_a_row_for_each_remark(tmp_path):
    report = Report()
    report.bad_row("x.csv", 3, "title", "it is empty")
    report.bad_cell("x.csv", 4, "kind", "no such kind")
    report.bad_column("x.csv", 1, "kin", "no such column")
    report.note("nothing tells the version")
    report.about("kept", "roles/clerk", "title_fi", "changed")
    path = tmp_path / "report.csv"
    report.write(path)

    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["what", "file", "line", "column", "about", "message"],
            ["row not used", "x.csv", "3", "title", "", "it is empty"],
            ["cell not used", "x.csv", "4", "kind", "", "no such kind"],
            ["column not used", "x.csv", "1", "kin", "", "no such column"],
            ["note", "", "", "", "", "nothing tells the version"],
            ["kept", "", "", "title_fi", "roles/clerk", "changed"],
        ]
    assert (report.problems, report.bad["x.csv"]) == (3, 1)


def test_no_spreadsheet_calculates_a_cell_of_the_report(tmp_path):
    report = Report()
    report.bad_column("x.csv", 1, '=cmd|"/c calc"!A1', "\udce9")
    report.write(tmp_path / "report.csv")

    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1] == [
            "column not used",
            "x.csv",
            "1",
            '\'=cmd|"/c calc"!A1',
            "",
            "?",
        ]


def test_remark_says_where_and_what():
    assert str(Remark("row not used", "x.csv", 3, "title", "", "it is empty")) == (
        "x.csv, line 3, column title: it is empty"
    )
    assert str(Remark("note", message="so it is")) == "so it is"


def test_report_has_a_new_file_unless_one_is_named(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    new, named = place_of_report("load"), place_of_report("load", tmp_path / "deep" / "r.csv")

    assert new.match("reports/load-*.csv")
    assert new != place_of_report("load")
    assert named == tmp_path / "deep" / "r.csv"
    assert list(tmp_path.rglob("*.*")) == []


def test_place_that_cannot_be_written_is_named_before_anything_is_written(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(CommandError, match=r"^Nothing was written: .* to \S+/file/r\.csv \("):
        place_of_report("load", tmp_path / "file" / "r.csv")


def test_report_says_where_it_is_or_why_it_could_not_be_written(tmp_path):
    path = tmp_path / "report.csv"
    assert Report().write_or_say(path) == f"Report: {path}"

    (tmp_path / "file").touch()
    path = tmp_path / "file" / "report.csv"
    sentence = f"The report could not be written to {path} (Not a directory)."
    assert Report().write_or_say(path) == sentence

import csv
import io

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from classification.concepts import ClassificationError
from classification.reading import rows
from classification.reading.rows import MAX_CELL_LENGTH, TableReader, TableRow
from core.report import Report

HEADER = b"kind,uri,title\n"
STARTS = ("K,http",)
CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffd")
    | st.just("\n"),
    max_size=20,
)


def read(data):
    """The good rows of a file, by line, and the remarks on the bad ones."""
    report = Report()
    reader = TableReader("x.csv", io.BytesIO(data), STARTS, report)
    good = [(row.line, tuple(row.cells.values())) for row in reader]
    return good, [(remark.line, remark.column, remark.message) for remark in report.remarks]


def test_row_is_known_by_the_line_on_which_it_starts():
    good, bad = read(HEADER + b'K,http://a,"one\ntwo\nthree"\nK,http://b,four\n')

    assert good == [(2, ("K", "http://a", "one\ntwo\nthree")), (5, ("K", "http://b", "four"))]
    assert bad == []


def test_space_that_was_once_read_as_two_letters_is_a_space():
    row = TableRow(2, {"title": "Teach toÂ\u00a0students ", "uri": "http://a"})

    assert (row["title"], row["uri"], row["kind"]) == ("Teach to students", "http://a", "")


def test_mark_of_utf_8_and_windows_line_ends_are_no_part_of_the_text():
    good, _ = read(b"\xef\xbb\xbf" + HEADER.replace(b"\n", b"\r\n") + b"K,http://a,one\r\n")

    assert good == [(2, ("K", "http://a", "one"))]


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (b"K,http://b,caf\xe9\n", "title", "it is not UTF-8 (byte 0xe9)"),
        (b"K,http://b,a\x00b\n", "title", r"it holds '\x00'"),
        ("K,http://b,a\ufffd\n".encode(), "title", "characters were lost earlier (U+FFFD)"),
        (b"K,http://b\n", "", "it has 2 cells, not 3"),
        (b"K,http://b,a,b\n", "", "it has 4 cells, not 3"),
        (
            b"K,http://b," + b"x" * (MAX_CELL_LENGTH + 1) + b"\n",
            "title",
            "the cell has 100,001 characters, more than 100,000",
        ),
        (b'K,http://b,"a"b\n', "", "the quotes are broken (',' expected after '\"')"),
    ],
)
def test_bad_row_is_told_and_the_others_are_read(row, column, message):
    good, bad = read(HEADER + b"K,http://a,one\n" + row + b"K,http://c,two\n")

    assert [cells[1] for _, cells in good] == ["http://a", "http://c"]
    assert bad == [(3, column, message)]


def test_quote_that_is_never_closed_costs_one_row():
    damaged = b'K,http://b,"two\nK,http://c,three\nK,http://d,four\n'
    good, bad = read(HEADER + b"K,http://a,one\n" + damaged)

    assert good == [
        (2, ("K", "http://a", "one")),
        (4, ("K", "http://c", "three")),
        (5, ("K", "http://d", "four")),
    ]
    assert bad == [(3, "", "the quotes are broken (unexpected end of data)")]


def test_row_that_swallowed_the_next_one_is_bad_and_the_next_one_is_read():
    good, bad = read(HEADER + b'K,http://a,"one\nK,http://b,two"\nK,http://c,three\n')

    assert [cells[1] for _, cells in good] == ["http://b", "http://c"]
    assert bad == [(2, "", "the quotes are broken: other rows stand within this one")]


def test_first_lines_of_lost_rows_are_kept():
    reader = TableReader("x.csv", io.BytesIO(HEADER + b"K,http://a\n"), STARTS, Report())

    assert list(reader) == []
    assert reader.lost == ["K,http://a\n"]


def test_rest_of_a_line_that_is_too_long_is_passed_over(monkeypatch):
    monkeypatch.setattr(rows, "MAX_LINE_BYTES", 40)
    good, bad = read(HEADER + b"K,http://a," + b"x" * 500 + b"\nK,http://b,two\n")

    assert [cells[1] for _, cells in good] == ["http://a", "http://b"]
    assert [len(cells[2]) for _, cells in good] == [29, 3]
    assert bad == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xfek\x00", "it is UTF-16, not UTF-8: save it as “CSV UTF-8”."),
        (b"kind;uri;title\n", "cells stand between semicolons: save it with commas."),
        (b'"kind,uri\n', "the first line cannot be read: unexpected end of data."),
    ],
)
def test_file_that_is_no_csv_of_this_kind_is_refused(data, reason):
    with pytest.raises(ClassificationError) as refused:
        read(data)

    assert str(refused.value) == reason


def test_limit_of_pythons_reader_is_as_it_was():
    before = csv.field_size_limit()
    read(HEADER + b"K,http://a,one\n")

    assert csv.field_size_limit() == before


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8))
@hypothesis_settings(max_examples=50)
def test_what_was_written_as_csv_is_read(table):
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\n").writerows([("kind", "uri", "title"), *table])
    good, bad = read(file.getvalue().encode())

    assert [cells for _, cells in good] == table
    assert bad == []


@given(st.binary(max_size=200).filter(lambda data: b"\nK,http" not in data))
@hypothesis_settings(max_examples=50)
def test_rows_before_and_after_damage_are_read_or_told(damage):
    good, bad = read(HEADER + b"K,http://a,one\n" + damage + b"\nK,http://c,three\n")
    lines = [line for line, _ in good] + [line for line, *_ in bad]

    assert good[0] == (2, ("K", "http://a", "one"))
    assert good[-1][1] == ("K", "http://c", "three") or bad
    assert len(lines) == len(set(lines))

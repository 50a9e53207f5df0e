"""The queries of a page as a text that stays the same while they do, on both databases.

It is their SQL without the values, a clause to a line. That of a page is kept in a file of
tests/snapshots/queries: a number of queries says that there is one more, the file says which.
`make snapshots` writes the files anew.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path
from textwrap import wrap
from typing import Any

from django.db import connection

from translations.languages import language_codes

FOLDER = Path(__file__).resolve().parents[1] / "snapshots" / "queries"
RENEW = "--renew-snapshots"
WIDTH = 100
# What both databases know by names of their own: SQLite's is shown.
SPELLINGS = [
    (r"\bSUBSTRING\(", "SUBSTR("),
    (r"\(SELECT value FROM json_each\(\?\)\)", "(…)"),
    (r"\bSTRING_AGG\(([\w.]+)::text, ','\)", r"GROUP_CONCAT(\1)"),
    # But of a value within JSON PostgreSQL's, which is short.
    (
        r"\(CASE WHEN JSON_TYPE\(([\w.]+), \?\) IN .*? ELSE JSON_EXTRACT\(\1, \?\) END\)",
        r"(\1 -> ?)",
    ),
]
# Each begins a line.
CLAUSE = re.compile(
    r" (?=(?:FROM|(?:LEFT OUTER|INNER) JOIN|WHERE|GROUP BY|HAVING|ORDER BY|LIMIT|UNION)\b)"
)


@contextmanager
def recorded() -> Iterator[list[str]]:
    """A list to which each query that is asked adds its text."""
    asked: list[str] = []

    def record(execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(normalised(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(record):
        yield asked


def normalised(sql: str) -> str:
    """SQL with `?` for each value and `(…)` for a list of them, however many, in lines."""
    sql = " ".join(sql.replace('"', "").split())
    sql = re.sub(r"%s|%\(\w+\)s", "?", sql)
    sql = re.sub(r"\bIN \((?:NULL|(?:\?|\d+)(?:, (?:\?|\d+))*)\)", "IN (…)", sql)
    for spelling, shown in SPELLINGS:
        sql = re.sub(spelling, shown, sql)
    lines = _with_sorted_columns(CLAUSE.sub("\n", sql).splitlines())
    return "\n".join(
        part
        for line in lines
        for part in wrap(line, WIDTH, subsequent_indent="    ", break_on_hyphens=False)
    )


def _with_sorted_columns(lines: list[str]) -> list[str]:
    """The lines of a query with its columns in alphabetical order, those of all languages as one.

    Django writes those of `values()` in a random one. Where it sorts by the number of a column, the
    column stands instead. What it groups by follows from the columns, on SQLite from all of them
    and on PostgreSQL from the keys, and is left out.
    """
    first, *others = lines
    word = re.match(r"SELECT (?:DISTINCT )?", first)
    if not word:
        return lines
    columns = _columns(first[word.end() :])
    return [
        word.group() + ", ".join(sorted(_as_one(columns))),
        *(_by_name(line, columns) for line in others),
    ]


def _as_one(columns: list[str]) -> set[str]:
    """`title_*` for a text's columns of all languages."""
    found = {*columns}
    for column in columns:
        text = column.removesuffix(f"_{language_codes()[0]}")
        if (same := {f"{text}_{code}" for code in language_codes()}) <= found:
            found = found - same | {f"{text}_*"}
    return found


def _by_name(line: str, columns: list[str]) -> str:
    def name(number: re.Match) -> str:
        return columns[int(number[0]) - 1].split(" AS ")[-1]

    if line.startswith("GROUP BY "):
        return "GROUP BY …"
    if line.startswith("ORDER BY "):
        return re.sub(r"(?<= )\d+(?= (?:ASC|DESC)\b)", name, line)
    return line


def _columns(text: str) -> list[str]:
    """The columns of a SELECT; the commas within brackets part none."""
    columns, depth = [""], 0
    for character in text:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            columns.append("")
        else:
            columns[-1] += character
    return [column.strip() for column in columns]


def described(first: list[str], again: list[str]) -> str:
    """The text of a page's queries: the first time, and those of them that are asked each time."""
    left = Counter(again)
    paragraphs = [f"-- Queries after a change of the content: {len(first)}; later: {len(again)}"]
    for number, query in enumerate(first, 1):
        paragraphs.append(
            f"-- {number}{'' if left[query] > 0 else ', after a change only'}\n{query}"
        )
        left[query] -= 1
    paragraphs += [f"-- later only\n{query}" for query in (+left).elements()]
    return "\n\n".join(paragraphs) + "\n"


def compare(name: str, text: str, *, renew: bool) -> None:
    """Fails where the snapshot with this name is another text; or writes it."""
    path = FOLDER / f"{name}.sql"
    if renew:
        path.write_text(text)
    before = path.read_text() if path.exists() else ""
    if before != text:
        difference = unified_diff(before.splitlines(), text.splitlines(), str(path), "now", n=8)
        raise AssertionError(
            f"The queries of “{name}” are no longer those of its snapshot. If they are meant to be"
            " others: make snapshots\n\n" + "\n".join(difference)
        )

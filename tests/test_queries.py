"""The queries of the main pages, on the content that ships (tests/support/queries.py)."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from core.content_cache import cached_per_content_version
from tests.support.queries import FOLDER, RENEW, compare, described, normalised, recorded

ROOT = Path(__file__).resolve().parent.parent
ROLES = "customer-support-team-lead", "customer-support-operations-manager"
# The file's name, and the address of the page.
PAGES = {
    "home": "",
    "roles": "roles/",
    "roles-narrowed": "roles/?skill=communication&tool=zendesk",
    "role": f"roles/{ROLES[0]}/",
    "description": f"roles/{ROLES[0]}/description/",
    "skills": "skills/",
    "skill": "skills/communication/",
    "search-results": "search/?q=team+lead&stage=lead",
    "suggestions": "suggest/?q=tea",
    "compare": f"compare/?role={ROLES[0]}&role={ROLES[1]}",
    "find": "find/?skill=communication&tool=zendesk&role=customer-service-manager&q=data",
    "move": f"move/?from=customer-service-manager&to={ROLES[0]}",
    "careers": "careers/",
    "position": f"careers/{ROLES[1]}/",
    "coverage": "coverage/",
    "feed": "feed/",
}
# The index is of each database's own kind, and PostgreSQL is given a union in brackets.
DIFFERENT = "find", "search-results", "suggestions"
DATABASES = "sqlite", "postgresql"


def snapshot(name: str, vendor: str) -> str:
    return f"{name}.{vendor}" if name in DIFFERENT else name


def queries(client: Client, address: str) -> list[str]:
    with recorded() as asked:
        assert client.get(address).status_code == 200
    return asked


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("name", PAGES)
def test_queries_of_the_page_are_those_of_its_snapshot(client, request, name):
    address = f"/en/{PAGES[name]}"
    client.get(address)  # a process looks up what it then knows for good, such as kinds of objects
    cached_per_content_version.clear_all()

    text = described(queries(client, address), queries(client, address))

    compare(snapshot(name, connection.vendor), text, renew=request.config.getoption(RENEW))


def test_table_of_the_documents_has_the_numbers_of_the_snapshots():
    row = r"^\| [^|]+ \| `([a-z-]+)` \| (\d+) \| (\d+) \|$"
    table = re.findall(row, (ROOT / "docs" / "architecture.md").read_text(), re.MULTILINE)

    assert {name for name, _, _ in table} == set(PAGES)
    for name, first, later in table:
        for vendor in DATABASES:
            text = (FOLDER / f"{snapshot(name, vendor)}.sql").read_text()
            assert f"change of the content: {first}; later: {later}\n" in text, name


def test_no_snapshot_is_left_of_a_page_that_is_gone():
    pages = {snapshot(name, vendor) for name in PAGES for vendor in DATABASES}

    assert {path.name.removesuffix(".sql") for path in FOLDER.iterdir()} <= pages


@pytest.mark.parametrize(
    ("sql", "text"),
    [
        ('SELECT "a"."b" FROM "a" WHERE "a"."c" = %s', "SELECT a.b\nFROM a\nWHERE a.c = ?"),
        ("SELECT a FROM b WHERE c IN (%(p0)s, %(p1)s)", "SELECT a\nFROM b\nWHERE c IN (…)"),
        ("SELECT a FROM b WHERE c IN (%s)", "SELECT a\nFROM b\nWHERE c IN (…)"),
        ("SELECT a FROM b WHERE c IN (3, 14)", "SELECT a\nFROM b\nWHERE c IN (…)"),
        ("SELECT b, f(a, c) AS a FROM d", "SELECT b, f(a, c) AS a\nFROM d"),
        ("SELECT b AS c, a FROM d ORDER BY 1 ASC", "SELECT a, b AS c\nFROM d\nORDER BY c ASC"),
        ("SELECT a_en, a_fi, a_nb, a_pl, b_en FROM c", "SELECT a_*, b_en\nFROM c"),
        ("SELECT a FROM b GROUP BY 1, c LIMIT 3", "SELECT a\nFROM b\nGROUP BY …\nLIMIT 3"),
        ("SELECT SUBSTRING(a, %s, %s) FROM b", "SELECT SUBSTR(a, ?, ?)\nFROM b"),
        ("UPDATE a SET b = %s", "UPDATE a SET b = ?"),
    ],
)
def test_text_of_a_query_shows_neither_its_values_nor_its_database(sql, text):
    assert normalised(sql) == text


def test_queries_of_the_first_page_only_are_told_from_those_of_each():
    assert described(["a", "b", "b"], ["b", "c"]) == (
        "-- Queries after a change of the content: 3; later: 2\n\n"
        "-- 1, after a change only\na\n\n-- 2\nb\n\n-- 3, after a change only\nb\n\n"
        "-- later only\nc\n"
    )


def test_same_query_counts_as_asked_later_only_as_often_as_it_is():
    assert described(["a", "a", "a"], ["a"]) == (
        "-- Queries after a change of the content: 3; later: 1\n\n"
        "-- 1\na\n\n-- 2, after a change only\na\n\n-- 3, after a change only\na\n"
    )


def test_query_that_is_another_one_is_shown(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.support.queries.FOLDER", tmp_path)
    compare("home", "SELECT a\nFROM b\n", renew=True)

    compare("home", "SELECT a\nFROM b\n", renew=False)
    with pytest.raises(AssertionError) as failure:
        compare("home", "SELECT a\nFROM b\nLIMIT 3\n", renew=False)

    said = str(failure.value)
    assert said.startswith("The queries of “home” are no longer those")
    assert "make snapshots" in said
    assert "\n+LIMIT 3" in said
    assert "-SELECT" not in said

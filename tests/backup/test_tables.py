import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from accounts.models import User
from backup.tables import (
    ENDED,
    MADE_ANEW,
    Table,
    applied_migrations,
    last_of,
    program_migrations,
    tables,
    tables_at,
)
from roles.models import Role, ToolUse

# What holds no rows of ours: the migrations that were applied, and the engines' search index.
OTHER_TABLES = ("django_migrations", "search_fts_", "search_grams_", "search_vector", "sqlite_")


@pytest.mark.django_db
def test_every_table_of_the_database_is_kept_or_known():
    """A table that an app makes by itself is lost by a backup, unless it is made from others."""
    found = {*connection.introspection.table_names()}

    unknown = found - {*tables()} - ENDED - MADE_ANEW
    assert [name for name in unknown if not name.startswith(OTHER_TABLES)] == []


def test_tables_of_people_relations_and_history_are_kept():
    kept = {*tables()}

    assert kept >= {
        User._meta.db_table,
        User.groups.through._meta.db_table,
        ToolUse.tools.through._meta.db_table,
        Role._meta.db_table,
        "history_entry",
        "django_content_type",
        "django_admin_log",
        "search_miss",
        "roles_roleviews",
        "config_contentversion",
    }


def test_sessions_and_the_search_index_are_left_out():
    uploads = {"exchange_upload", "exchange_uploadedpart", "exchange_uploadedrow"}
    assert {Session._meta.db_table, "core_contentchange"} | uploads == ENDED
    assert {
        *("search_passage", "search_term", "search_state", "search_pending"),
        *("translating_translationwork", "translating_countedversion"),
    } == MADE_ANEW


def test_table_has_names_and_kinds_of_its_columns():
    table = Table.of(ToolUse.tools.through)

    assert table.name == "roles_tooluse_tools"
    assert table.columns == (("id", "integer"), ("tooluse_id", "integer"), ("tool_id", "integer"))
    assert table.key == "id"
    assert table.has_sequence


def test_key_of_another_object_is_not_counted():
    assert not tables()["roles_needcounts"].has_sequence


@pytest.mark.django_db
def test_database_of_the_program_has_its_migrations():
    assert applied_migrations("default") == program_migrations()
    assert tables_at(program_migrations()) == tables()


def test_earlier_migrations_make_earlier_tables():
    earlier = program_migrations() - {
        key for key in program_migrations() if key[0] in ("history", "search") and key[1] > "0002"
    }

    names = {*tables_at(earlier)["search_synonym"].names}
    assert "identifier" not in names
    assert "phrase" in names


def test_last_migrations_are_those_that_no_other_builds_on():
    loader = MigrationLoader(None)

    assert last_of([("search", "0001_initial"), ("search", "0002_engine")], loader) == [
        ("search", "0002_engine")
    ]

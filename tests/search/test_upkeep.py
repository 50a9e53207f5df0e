import re
from contextlib import AbstractContextManager, suppress

import pytest
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from careers.models import Position
from roles.models import AlternativeTitle, Role
from search.find import search
from search.index import IndexWriter
from search.models import Passage, Pending, State
from search.results import SearchRequest
from search.upkeep import _after_commit, index_changed, index_pending, request_rebuild
from skills.models import Skill
from tests.search.builders import found_slugs
from tests.support.factories import (
    AlternativeTitleFactory,
    ResponsibilityFactory,
    RoleFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """A transaction of its own within that of the test."""

    def commit() -> AbstractContextManager:
        connection.run_on_commit = []  # what the test has registered before is never called
        return django_capture_on_commit_callbacks(execute=True)

    return commit


def test_index_is_written_when_a_change_is_committed(commit):
    with commit():
        RoleFactory(slug="welder", title="Welder")
        Skill.objects.bulk_create([Skill(slug="empathy", title_en="Empathy")])

    assert Pending.objects.count() == 0
    for text, slug in (("welders", "welder"), ("empathy", "empathy")):
        assert [hit.object.slug for hit in search(SearchRequest(text, "en")).hits] == [slug]


def test_role_is_found_by_what_it_is_called_now():
    role = RoleFactory(slug="lead", title="Welder")
    assert found_slugs("welder") == ["lead"]

    role.title_en = role.title_fi = role.title_nb = role.title_pl = "Painter"
    role.save()

    assert found_slugs("welder") == []
    assert found_slugs("painters") == ["lead"]


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_role_that_is_taken_back_is_not_found(status):
    role = RoleFactory(slug="lead", title="Welder")
    ResponsibilityFactory(role=role, title="Soldering pipes")
    assert found_slugs("soldering pipes") == ["lead"]

    Role.objects.filter(pk=role.pk).update(status=status)

    assert found_slugs("welder") == found_slugs("soldering pipes") == []
    assert Passage.objects.filter(title__startswith="Soldering").count() == 0


def test_what_is_deleted_is_not_found():
    role = RoleFactory(slug="lead", title="Welder")
    title = AlternativeTitleFactory(role=role, title="Solderer")
    assert found_slugs("solderer") == ["lead"]

    title.delete()
    assert found_slugs("solderer") == []
    role.delete()
    assert found_slugs("welder") == []


def test_titles_that_are_written_in_bulk_are_found():
    role = RoleFactory(slug="lead")
    AlternativeTitle.objects.bulk_create(
        [AlternativeTitle(role=role, language="en", title="Solderer")]
    )

    assert found_slugs("solderer") == ["lead"]


def test_order_of_items_is_no_reason_to_index():
    item = ResponsibilityFactory()
    index_pending()

    type(item).objects.filter(pk=item.pk).update(order=7)

    assert Pending.objects.count() == 0


def test_index_that_is_built_anew_finds_the_same():
    RoleFactory(slug="lead", title="Welder")
    SkillFactory(slug="welding", title="Welding")
    before = found_slugs("welder")
    generation = State.objects.get().live

    request_rebuild()
    after = found_slugs("welder")

    assert before == after != []
    assert State.objects.get().live != generation
    assert Pending.objects.count() == 0


def test_save_does_not_wait_for_all_that_somebody_else_wants_built_anew(
    commit,
):
    SkillFactory()
    index_pending()
    live = State.objects.get().live
    Pending.objects.create()  # an import that is still at work, or was killed

    with commit():
        RoleFactory(slug="lead", title="Welder")

    assert [hit.object.slug for hit in search(SearchRequest("welder", "en")).hits] == ["lead"]
    assert State.objects.get().live == live
    assert [row.object for row in Pending.objects.all()] == [None]


def test_object_that_changes_many_times_is_indexed_once_per_commit(commit, monkeypatch):
    role, written = RoleFactory(), []
    index_pending()
    monkeypatch.setattr(IndexWriter, "write", lambda writer, kind, pks: written.append((kind, pks)))

    with commit() as callbacks:
        for _ in range(3):
            role.save()

    assert written == [("role", [role.pk])]
    assert callbacks.count(_after_commit(index_changed, DEFAULT_DB_ALIAS)) == 1


def test_change_after_a_savepoint_was_rolled_back_is_indexed(commit):
    with commit():
        with suppress(ZeroDivisionError), transaction.atomic():
            RoleFactory(title="Painter")
            raise ZeroDivisionError
        RoleFactory(slug="lead", title="Welder")

    assert [hit.object.slug for hit in search(SearchRequest("welder", "en")).hits] == ["lead"]


def test_database_error_while_indexing_is_logged_and_the_change_stays_pending(
    commit, monkeypatch, caplog
):
    def fail(*_):
        raise DatabaseError("no disk space")

    monkeypatch.setattr(IndexWriter, "write", fail)
    with commit():
        RoleFactory()

    assert "stay pending: no disk space" in caplog.text
    assert Pending.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_save_of_an_item_raises_the_version_once_and_writes_nothing_unrelated():
    role = RoleFactory()
    Position.objects.create(slug="lead", lane="service", role=role)
    item = ResponsibilityFactory(role=role, title="Leading people")
    item.title_en = "Leading a large team"

    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        item.save()
        item.role.touch()

    statements = [query["sql"] for query in queries]
    written = {table for sql in statements for table in re.findall(r'^(?:UPDATE) "(\w+)"', sql)}
    assert written == {"roles_responsibility", "roles_role", "config_contentversion"}
    assert sum('UPDATE "config_contentversion"' in sql for sql in statements) == 1
    # Four of them are for the history, four for the notes of changes, six for the translations.
    assert len(statements) <= 36
    assert Pending.objects.count() == 0

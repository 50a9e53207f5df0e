from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import bulk
from core.content_version import raise_version, read_version, time_of
from core.replicas import PRIMARY
from roles.models import Role
from skills.models import Skill, SkillGroup
from tests.support.constraints import breaking
from tests.support.factories import (
    DraftFactory,
    QuestionFactory,
    RoleFactory,
    SkillFactory,
    SkillGroupFactory,
    add_items,
)
from tests.support.states import write
from translating import work
from translating.models import CountedVersion, TranslationWork
from translating.work import FEW, catch_up, count_all, is_current
from translations.models import TextState
from translations.states import mark

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted(db):
    catch_up()


def counts(item, language="nb"):
    """Texts and words by state: missing, outdated, drafts; None if there is nothing to do."""
    catch_up()
    found = TranslationWork.objects.filter(
        model=item._meta.label_lower, object_id=item.pk, language=language
    )
    names = ("missing", "missing_words", "outdated", "outdated_words", "drafts", "draft_words")
    return found.values_list(*names).first()


@pytest.fixture
def role():
    return RoleFactory(title="Host", source_language="fi")


def test_what_is_done_has_no_row(role):
    assert counts(role) is None


def test_missing_texts_are_counted_with_the_words_of_their_sources(role):
    write(role, summary_fi="Ottaa vieraat vastaan")

    assert counts(role) == (1, 3, 0, 0, 0, 0)
    assert counts(role, "fi") is None


def test_texts_of_items_count_as_those_of_their_role(role):
    item = QuestionFactory(role=role, question="Why so", source_language="fi")
    write(item, question_fi="Miksi juuri näin on")
    mark(role, "title", "nb", "draft", None)

    assert counts(role) == (0, 0, 1, 4, 1, 2)
    item.delete()
    assert counts(role) == (0, 0, 0, 0, 1, 2)


def test_what_is_marked_is_counted_anew(role):
    write(role, title_fi="Emäntä")
    assert counts(role) == (0, 0, 1, 1, 0, 0)

    mark(role, "title", "nb", "reviewed", None)

    assert counts(role) is None
    assert counts(role, "pl") == (0, 0, 1, 1, 0, 0)


def test_drafts_of_roles_count_and_retired_ones_do_not():
    draft = DraftFactory(title="Host", title_nb="", source_language="fi")
    retired = RoleFactory(title="Host", title_nb="", source_language="fi", status="retired")

    assert counts(draft) == (1, 2, 0, 0, 0, 0)
    assert counts(retired) is None


def test_bulk_writes_are_counted(role):
    Role.objects.update(title_nb="")

    assert counts(role) == (1, 2, 0, 0, 0, 0)


def test_many_objects_are_counted():
    SkillFactory.create_batch(3, title="Host", source_language="fi")
    TranslationWork.objects.all().delete()
    CountedVersion.objects.update(number=-1)
    Skill.objects.update(title_nb="")

    catch_up()

    assert TranslationWork.objects.filter(language="nb").count() == 3


def test_counting_all_finds_what_counting_changes_found(role):
    add_items(role)
    write(role, title_fi="Emäntä", summary_pl="")
    mark(role, "title", "nb", "draft", None)
    catch_up()
    columns = [name.name for name in TranslationWork._meta.fields if name.name != "id"]
    before = [*TranslationWork.objects.values(*columns).order_by("pk")]

    count_all(timezone.now())
    assert [*TranslationWork.objects.values(*columns).order_by("pk")] == before
    TranslationWork.objects.all().delete()
    count_all(timezone.now())

    rows = TranslationWork.objects.values(*columns).order_by("language")
    assert [row | {"changed_at": None} for row in rows] == sorted(
        (row | {"changed_at": None} for row in before), key=lambda row: row["language"]
    )


def test_objects_that_are_gone_have_no_work(role):
    write(role, title_nb="")
    assert counts(role) is not None
    pk = role.pk

    role.delete()

    catch_up()
    assert not TranslationWork.objects.filter(model="roles.role", object_id=pk).exists()


def test_outdated_comes_first_then_missing_then_drafts():
    drafted, missing, older, newer = (
        RoleFactory(title="Host", source_language="fi") for _ in range(4)
    )
    mark(drafted, "title", "nb", "draft", None)
    write(missing, title_nb="")
    write(older, title_fi="Emäntä")
    write(newer, title_fi="Emäntä")

    earlier = timezone.now() - timedelta(hours=1)
    TextState.objects.filter(object_id=older.pk).update(at=earlier)

    catch_up()

    rows = TranslationWork.objects.filter(language="nb").order_by("-urgency")
    assert [row.object_id for row in rows] == [newer.pk, older.pk, missing.pk, drafted.pk]


def test_when_work_came_is_known(role):
    write(role, title_nb="")
    written = time_of(read_version())
    write(SkillFactory(), title_nb="")
    catch_up()

    found = TranslationWork.objects.get(language="nb", model="roles.role")
    assert found.changed_at == written <= timezone.now()


def test_counts_tell_whether_they_are_those_of_now(role):
    catch_up()
    assert is_current()

    write(role, title_nb="")

    assert not is_current()


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """A transaction of its own within that of the test."""

    def commit():
        connection.run_on_commit = []  # what the test has registered before is never called
        return django_capture_on_commit_callbacks(execute=True)

    return commit


def test_save_leaves_the_counting_to_whoever_looks(commit):
    with CaptureQueriesContext(connection) as queries, commit():
        SkillGroupFactory(title="Host", title_nb="")

    assert sum("translating_" in query["sql"] for query in queries) == 1
    assert not is_current()


def write_many():
    SkillGroupFactory.create_batch(FEW + 1, title="Host", title_nb="")


def write_in_bulk():
    bulk.insert(SkillGroup, ["slug", "title_en"], [["a", "A"]], PRIMARY)


@pytest.mark.parametrize("write_much", [write_many, write_in_bulk, raise_version])
def test_much_is_counted_by_whoever_writes_it(write_much, commit):
    with commit():
        write_much()

    assert is_current()


def test_what_many_saves_have_written_is_counted_now_and_then(commit):
    for n in range(FEW + 1):
        with commit():
            SkillGroupFactory(title="Host", title_nb="")
        assert is_current() == (n == FEW)


def test_what_was_counted_by_somebody_else_meanwhile_is_not_counted_again(role, monkeypatch):
    write(role, title_nb="")
    stale = work._numbers()
    catch_up()
    monkeypatch.setattr(work, "_numbers", lambda: stale)
    monkeypatch.setattr(work, "_counts_of", None)

    catch_up()

    assert TranslationWork.objects.get().missing == 1


@pytest.mark.parametrize("kinds", [1, 3])
def test_queries_do_not_grow_with_what_is_counted(kinds, django_assert_max_num_queries):
    role = RoleFactory()
    for _ in range(3):
        add_items(role, 3)
    groups = SkillGroupFactory.create_batch(10, title="Host", source_language="fi")
    catch_up()
    write(role, title_en="Other")
    for group in groups if kinds > 1 else ():
        write(group, title_fi="Muu")

    with django_assert_max_num_queries(15):
        catch_up()

    assert TranslationWork.objects.filter(language="nb").count() == (11 if kinds > 1 else 1)


def test_items_of_a_retired_role_are_no_work(role):
    item = QuestionFactory(role=role, question="Why so", source_language="fi")
    write(item, question_nb="")
    assert counts(role) == (1, 3, 0, 0, 0, 0)

    write(role, status="retired")

    assert counts(role) is None


def test_work_is_counted_once_for_an_object_and_a_language():
    TranslationWork.objects.create(model="roles.role", object_id=1, language="nb")

    with breaking(TranslationWork, "work_is_counted_once"):
        TranslationWork.objects.create(model="roles.role", object_id=1, language="nb")

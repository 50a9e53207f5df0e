from contextlib import AbstractContextManager, suppress

import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, transaction

from roles.models import AlternativeTitle, Role
from search.engines import engine
from search.find import search, suggest
from search.index import IndexWriter
from search.models import Passage, Pending, State
from search.passages import INDEXED_KINDS
from search.results import SearchRequest
from search.upkeep import _after_commit, index_changed, index_pending, request_rebuild
from skills.models import Skill
from tests.factories import (
    AlternativeTitleFactory,
    DraftFactory,
    ResponsibilityFactory,
    RoleFactory,
    SkillFactory,
)
from translations.languages import language_codes
from translations.texts import exact_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """A transaction of its own within that of the test."""

    def commit() -> AbstractContextManager:
        connection.run_on_commit = []  # what the test has registered before is never called
        return django_capture_on_commit_callbacks(execute=True)

    return commit


def found(text: str, language: str = "en") -> list[str]:
    """The slugs of what a text finds, once what has changed is indexed."""
    index_pending()
    return [hit.object.slug for hit in search(SearchRequest(text, language)).hits]


def test_index_is_written_when_a_change_is_committed(commit):
    with commit():
        RoleFactory(slug="welder", title="Welder")
        Skill.objects.bulk_create([Skill(slug="empathy", title_en="Empathy")])

    assert Pending.objects.count() == 0
    for text, slug in (("welders", "welder"), ("empathy", "empathy")):
        assert [hit.object.slug for hit in search(SearchRequest(text, "en")).hits] == [slug]


def test_role_is_found_by_what_it_is_called_now():
    role = RoleFactory(slug="lead", title="Welder")
    assert found("welder") == ["lead"]

    role.title_en = role.title_fi = role.title_nb = role.title_pl = "Painter"
    role.save()

    assert found("welder") == []
    assert found("painters") == ["lead"]


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_role_that_is_taken_back_is_not_found(status):
    role = RoleFactory(slug="lead", title="Welder")
    ResponsibilityFactory(role=role, title="Soldering pipes")
    assert found("soldering pipes") == ["lead"]

    Role.objects.filter(pk=role.pk).update(status=status)

    assert found("welder") == found("soldering pipes") == []
    assert Passage.objects.filter(title__startswith="Soldering").count() == 0


def test_drafts_and_retired_skills_are_never_found():
    DraftFactory(title="Welder")
    SkillFactory(title="Welding", is_retired=True)

    assert found("welder") == found("welding") == []


def test_what_is_deleted_is_not_found():
    role = RoleFactory(slug="lead", title="Welder")
    title = AlternativeTitleFactory(role=role, title="Solderer")
    assert found("solderer") == ["lead"]

    title.delete()
    assert found("solderer") == []
    role.delete()
    assert found("welder") == []


def test_hidden_title_finds_its_role_and_is_not_shown():
    AlternativeTitleFactory(role=RoleFactory(slug="lead"), title="Solderer", shown=False)
    index_pending()

    [hit] = search(SearchRequest("solderer", "en")).hits

    assert (hit.object.slug, hit.passage.title) == ("lead", ())


def test_titles_that_are_written_in_bulk_are_found():
    role = RoleFactory(slug="lead")
    AlternativeTitle.objects.bulk_create(
        [AlternativeTitle(role=role, language="en", title="Solderer")]
    )

    assert found("solderer") == ["lead"]


def test_order_of_items_is_no_reason_to_index():
    item = ResponsibilityFactory()
    index_pending()

    type(item).objects.filter(pk=item.pk).update(order=7)

    assert Pending.objects.count() == 0


def test_index_that_is_built_anew_finds_the_same():
    RoleFactory(slug="lead", title="Welder")
    SkillFactory(slug="welding", title="Welding")
    before = found("welder")
    generation = State.objects.get().live

    request_rebuild()
    after = found("welder")

    assert before == after != []
    assert State.objects.get().live != generation
    assert Pending.objects.count() == 0


def test_command_builds_an_index_only_if_there_is_none(capsys):
    RoleFactory(slug="lead", title="Welder")

    call_command("rebuild_search_index", "--if-old")
    call_command("rebuild_search_index", "--if-old")

    first, second = capsys.readouterr().out.splitlines()
    assert first == f"The search index has {Passage.objects.count()} passages."
    assert second == "The search index is up to date."
    assert found("welder") == ["lead"]


def test_engine_forgets_what_it_is_told_to():
    RoleFactory(title="Welder")
    found("welder")
    generation = State.objects.get().live

    engine().clear(generation)

    assert found("welder") == []


@pytest.mark.parametrize("code", language_codes())
def test_everything_is_found_by_its_own_title_in_any_language(content, code):
    index_pending()
    for kind, one in INDEXED_KINDS.items():
        for item in one.objects():
            title = item.name if kind == "tool" else exact_text(item, "title", code)
            hits = search(SearchRequest(title, code)).hits if title else ()
            best = [hit.object for hit in hits if hit.score >= 0.9]
            assert item in best or not title, (kind, title)


@pytest.mark.parametrize("code", language_codes())
def test_role_is_the_first_that_its_own_title_finds_in_any_language(content, code):
    index_pending()
    for role in Role.objects.published():
        title = exact_text(role, "title", code)
        assert search(SearchRequest(title, code)).hits[0].object == role, title


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("asiakaspalvelupäälliköt", "customer-service-manager"),
        ("asiakas palvelu paallikko", "customer-service-manager"),
        ("liderzy zespołu wsparcia", "customer-support-team-lead"),
        ("lidera zespolu wsparcia", "customer-support-team-lead"),
        ("kundestøttelederen", "customer-support-team-lead"),
        ("kundestøtte leder", "customer-support-team-lead"),
        ("costumer suport team lead", "customer-support-team-lead"),
        ("paljonko asiakaspalvelupäällikkö tienaa", "customer-service-manager"),
        ("what does a team lead do", "customer-support-team-lead"),
        ("hvordan blir jeg teamleder for kundestøtte", "customer-support-team-lead"),
        ("empatii", "empathy"),
        ("zendesk", "zendesk"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fi"])
def test_both_databases_put_the_same_first_in_any_form_and_language(content, text, first, language):
    index_pending()

    assert search(SearchRequest(text, language)).hits[0].object.slug == first


def test_question_is_answered_with_its_source(content):
    index_pending()

    answer = search(SearchRequest("paljonko asiakaspalvelupäällikkö tienaa", "fi")).answer

    assert answer.hit.passage.address == "/fi/roles/customer-service-manager/#pay"
    assert "vuodessa" in "".join(segment.text for segment in answer.hit.passage.quote)
    assert [source.slug for source in answer.sources] == ["fi-customer-service-manager"]


@pytest.mark.parametrize("text", ["xqzvw", "grblfnk wvutsr", "żźćq", "123987456"])
def test_nonsense_finds_nothing(content, text):
    index_pending()

    results = search(SearchRequest(text, "en"))

    assert (results.total, results.is_miss, results.suggestion) == (0, True, "")


@pytest.mark.parametrize(
    "text",
    [
        *('"', "*", "NEAR(a b)", "a AND", "exact:lead", "x' OR 1=1 --", "lead:*A", "^lead", "-"),
        *("\0", "\ud800", "＂ｌｅａｄ＊", "()!&|<->:*", "a" * 10_000, "team lead " * 1_000),
    ],
)
def test_no_input_is_an_error(content, text):
    index_pending()

    results = search(SearchRequest(text, "en"))

    assert results.total == len(results.hits) or results.pages > 1
    assert suggest(text, "en") is not None


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

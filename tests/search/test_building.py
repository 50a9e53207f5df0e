import pytest
from django.core.management import call_command

from search.building import is_current, rebuild
from search.find import search
from search.index import IndexWriter
from search.models import Passage, Pending, State, Term
from search.results import SearchRequest
from search.upkeep import index_pending, request_rebuild
from tests.support.factories import RoleFactory, SkillFactory

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [hit.object.slug for hit in search(SearchRequest(text, "en")).hits]


@pytest.fixture
def welder():
    role = RoleFactory(slug="welder", title="Welder")
    SkillFactory(slug="empathy", title="Empathy")
    index_pending()
    return role


def test_search_finds_as_before_while_the_index_is_built_anew(welder, monkeypatch):
    write, seen = IndexWriter.write, []

    def write_and_search(writer, kind, pks):
        seen.append((found("welders"), found("empathy")))
        write(writer, kind, pks)
        seen.append((found("welders"), found("empathy")))

    monkeypatch.setattr(IndexWriter, "write", write_and_search)
    rebuild()

    assert len(seen) >= 4
    assert {(*one, *other) for one, other in seen} == {("welder", "empathy")}
    assert found("welders") == ["welder"]


def test_what_changes_while_it_is_built_is_in_both(welder, monkeypatch):
    write = IndexWriter.write

    def change_before(writer, kind, pks):
        monkeypatch.setattr(IndexWriter, "write", write)
        write(writer, kind, pks)
        RoleFactory(slug="painter", title="Painter")
        index_pending()
        assert found("painters") == ["painter"]

    monkeypatch.setattr(IndexWriter, "write", change_before)
    rebuild()

    assert found("painters") == ["painter"]
    assert found("welders") == ["welder"]


def test_old_generation_is_cleared_after_a_rebuild(welder):
    old = State.objects.get().live

    size = rebuild()

    state = State.objects.get()
    assert (state.live, state.building, state.size) == (1 - old, None, size)
    assert Passage.objects.in_generation(old).count() == 0
    assert Term.objects.filter(generation=old).count() == 0
    assert Passage.objects.count() == size > 0
    assert is_current()


def test_rebuild_that_is_interrupted_stays_pending(welder, monkeypatch):
    request_rebuild()

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(IndexWriter, "write", stop)
    with pytest.raises(KeyboardInterrupt):
        rebuild()
    monkeypatch.undo()

    assert not is_current()
    assert found("welders") == ["welder"]
    call_command("rebuild_search_index", "--if-old")
    assert is_current()
    assert Pending.objects.count() == 0

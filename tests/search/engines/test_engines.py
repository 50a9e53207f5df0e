import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections

from analysis import analyser
from search.engines import Engine, TermGroup, engine
from search.models import Passage, State
from search.upkeep import index_pending
from tests.support.factories import ResponsibilityFactory, RoleFactory
from translations.languages import language_codes

pytestmark = pytest.mark.django_db


def add_role(slug: str, title: str) -> None:
    RoleFactory(slug=slug, summary="", **{f"title_{code}": title for code in language_codes()})


@pytest.fixture
def live() -> int:
    """The generation of an index of four roles."""
    for title in ("Team lead", "Team coach", "Lead buyer", "Asiakaspalvelu"):
        add_role(title.lower().replace(" ", "-"), title)
    index_pending()
    return State.objects.get().live


def titles(engine: Engine, ids: list[int]) -> list[str]:
    """The titles of passages, each once, in their order."""
    return list(dict.fromkeys(passage.title for passage in engine.candidates(ids)))


def groups(*words: str) -> list[TermGroup]:
    return [TermGroup((word,)) for word in words]


def test_engine_is_the_one_of_the_database():
    assert type(engine()).__name__.lower() == connection.vendor


def test_database_without_an_engine_is_refused_by_name(monkeypatch):
    monkeypatch.setattr(connections["default"], "vendor", "oracle")

    with pytest.raises(ImproperlyConfigured, match="sqlite and postgresql, not oracle"):
        engine()


def test_and_query_finds_passages_with_all_words(live):
    ids = engine().and_query(live, groups("team", "lead"), 50)

    assert titles(engine(), ids) == ["Team lead"]
    assert ids == sorted(ids)


def test_and_query_returns_no_more_than_the_limit(live):
    ids = engine().and_query(live, groups("team"), 50)

    assert engine().and_query(live, groups("team"), 3) == ids[:3]


def test_or_query_finds_more_matching_words_first(live):
    found = titles(engine(), engine().or_query(live, groups("team", "lead", "buyer"), 50))

    assert found == ["Team lead", "Lead buyer", "Team coach"]


def test_prefix_matches_the_beginning_of_a_word(live):
    group = TermGroup((), prefix="coa")

    assert titles(engine(), engine().and_query(live, [group], 50)) == ["Team coach"]


def test_conjunction_matches_only_if_every_part_does(live):
    def search(*parts: tuple[str, ...]) -> list[str]:
        group = TermGroup((), conjunctions=(parts,))
        return titles(engine(), engine().and_query(live, [group], 50))

    assert search(("team", "x"), ("coach",)) == ["Team coach"]
    assert search(("team",), ("x",)) == []


def test_texts_match_only_if_they_are_asked_for(live):
    role = RoleFactory(slug="other", title="Other", summary="")
    ResponsibilityFactory(role=role, title_en="X", description_en="Soldering pipes")
    index_pending()
    stems = analyser().word("soldering", "en").stems
    group = TermGroup(("zz",), stems=stems)

    assert engine().and_query(live, [group], 50) == []
    ids = engine().and_query(live, [group], 50, in_texts=True)
    assert [*engine().texts(ids).values()] == ["Soldering pipes"]
    assert stems[0] in next(iter(engine().bodies(ids).values())).split()


def test_similar_words_share_trigrams_the_nearest_first(live):
    assert engine().similar_words(live, "asiakaspalvelut", 5) == ["asiakaspalvelu"]
    assert engine().similar_words(live, "xqzvw", 5) == []
    assert engine().similar_words(live, "te", 5) == []


def test_words_containing_a_string_are_found_the_shortest_first(live):
    add_role("teams", "Teammate")
    index_pending()

    assert engine().words_containing(live, "tea", 5) == ["team", "teammate"]
    assert engine().words_containing(live, "tea", 1) == ["team"]


def test_deleted_passages_are_left_out(live):
    ids = engine().and_query(live, groups("team"), 50)
    Passage.objects.filter(pk=ids[0]).delete()

    assert [passage.id for passage in engine().candidates(ids)] == ids[1:]


def test_cleared_generation_finds_nothing(live):
    engine().clear(live)

    assert engine().and_query(live, groups("team"), 50) == []

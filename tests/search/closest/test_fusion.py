from types import SimpleNamespace

import pytest

from roles.models import Role, RoleSkill
from search.closest.fusion import _whole_titles
from search.find import search
from search.models import Synonym
from search.results import SearchRequest
from search.upkeep import index_pending
from skills.models import Skill
from tests.search.closest.builders import build_here
from tests.support.factories import AlternativeTitleFactory, RoleFactory, SkillFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def roles(settings, tmp_path):
    """Roles that are indexed, and the index of closest titles."""
    for slug, title in (
        ("baker", "baker"),
        ("cook", "cook"),
        ("driver", "taxi driver"),
        ("photographer", "photographer"),
        ("biologist", "biologist"),
    ):
        role = RoleFactory(slug=slug, title_en=title, title_fi="", title_nb="", title_pl="")
        if slug == "cook":
            AlternativeTitleFactory(role=role, language="en", title="apprentice")
        if slug == "photographer":
            skill = SkillFactory(title_en="use cameras")
            RoleSkill.objects.create(role=role, skill=skill)
    index_pending()
    build_here(settings, tmp_path)


def ask(text, **fields):
    return search(SearchRequest(text, "en", **fields))


def slugs(hits):
    return [hit.object.slug for hit in hits]


def test_a_title_that_stands_wholly_in_the_query_is_a_hit(roles):
    found = ask("village baker")

    assert slugs(found.hits_proper) == ["baker"]
    assert (found.total - found.close, found.is_miss, found.has_all_words) == (1, False, False)


@pytest.mark.parametrize(
    ("words", "shares", "hits"),
    [
        (2, {1: 0.6, 2: 0.4}, {1: 0.6}),  # half of the weight
        (4, {1: 0.45, 2: 0.4}, {1: 0.45}),  # few words: the closest
        (4, {2: 0.4}, {}),
        (5, {1: 0.45}, {}),
    ],
)
def test_which_whole_titles_are_hits(words, shares, hits):
    index = SimpleNamespace(whole_titles=lambda text, language: shares)
    query = SimpleNamespace(text="", content_positions=[*range(words)])
    close = {("role", 1): 1.0, ("role", 2): 0.5}

    found = _whole_titles(index, query, "en", close)

    assert found == {("role", role): share for role, share in hits.items()}


def test_where_no_title_has_all_words_the_closest_are_listed(roles):
    found = ask("cameras Oslo", kind="role")

    assert slugs(found.hits_proper) == []
    assert slugs(found.closest)[0] == "photographer"
    assert found.close == found.total == len(found.closest)
    assert not found.has_all_words


def test_a_query_with_nothing_but_close_titles_is_a_miss_and_not_empty(roles):
    RoleSkill.objects.all().delete()
    Skill.objects.all().delete()
    index_pending()

    found = ask("cameras Oslo")

    assert slugs(found.hits) == ["photographer"]
    assert found.is_miss
    assert not found.is_empty


def test_what_is_close_comes_after_the_hits_and_says_why(roles):
    found = ask("apprentice")

    assert slugs(found.hits_proper) == ["cook"]
    assert found.has_all_words


def test_nonsense_finds_nothing(roles):
    found = ask("qwzxv")

    assert (found.total, found.close, found.is_miss, found.is_empty) == (0, 0, True, True)


def test_a_role_that_was_unpublished_meanwhile_is_not_shown(roles):
    role = Role.objects.get(slug="baker")
    role.status = Role.Status.DRAFT
    role.save()
    index_pending()

    found = ask("village baker")

    assert "baker" not in slugs(found.hits)
    assert found.total == len(found.hits)


def test_what_is_close_is_counted_and_filtered_like_hits(roles):
    counts = {kind.value: kind.count for kind in ask("village baker").kinds}
    assert counts[""] == counts["role"] == ask("village baker", kind="role").total
    assert ask("village baker", kind="tool").total == 0
    family = Role.objects.get(slug="baker").family.slug

    narrowed = ask("village baker", families=(family,))

    assert slugs(narrowed.hits) == ["baker"]


def test_hits_stay_before_what_is_close_when_sorted_by_title(roles):
    found = ask("village taxi driver, baker", sort="title")
    hits, close = slugs(found.hits_proper), slugs(found.closest)

    assert hits == sorted(hits)
    assert close == sorted(close)


def test_pages_of_an_old_index_are_provisional(roles):
    assert not ask("village baker").is_provisional

    RoleFactory(title="Another")

    assert ask("village baker").is_provisional


def test_without_an_index_search_is_as_it_was(roles, settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "none"
    found = ask("fotografering Oslo")

    assert found.close == 0
    assert found.is_provisional


def test_the_number_of_queries_does_not_depend_on_what_is_close(
    roles, count_queries, settings, tmp_path
):
    queries = []
    for number in range(3):
        RoleFactory(title_en=f"baker on board {number}")
        index_pending()
        build_here(settings, tmp_path)
        queries.append(count_queries(lambda: ask("baker Oslo")))
        assert ask("baker Oslo").total == number + 2

    assert len(set(queries)) == 1


def test_what_synonyms_mean_is_close_too(roles):
    Synonym.objects.create(phrase="loaf", meaning="baker", language="en")

    assert slugs(ask("loaf consultant").hits)[:1] == ["baker"]


def test_nothing_close_follows_what_an_everyday_word_means(roles):
    Synonym.objects.create(phrase="taxi cabby", meaning="baker", language="en")

    found = ask("taxi cabby")

    assert (slugs(found.hits), found.close) == (["baker"], 0)

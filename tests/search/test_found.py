"""What was found once is found again, sooner, and what was edited is seen at once."""

from dataclasses import replace

import pytest

from core.content_cache import cached_per_content_version
from roles.models import Role
from search import stages
from search.building import rebuild
from search.find import search
from search.kept import read_index
from search.models import Synonym
from search.results import SearchRequest
from search.upkeep import index_pending
from tests.search.builders import found_slugs
from tests.support.factories import RoleFactory, RoleFamilyFactory
from tests.support.queries import recorded
from translations.languages import language_codes

pytestmark = pytest.mark.django_db

TEXTS = ("team lead", "leder", "päällikkö", "zespołu wsparcia", "what does a team lead do", "xqzvw")
VIEWS = (
    {},
    {"page": 2},
    {"kind": "role"},
    {"kind": "skill", "sort": "title"},
    {"stages": ("lead",)},
    {"families": ("customer-service",), "text_languages": ("fi",)},
)


@pytest.mark.parametrize("language", language_codes())
@pytest.mark.parametrize("text", TEXTS)
def test_what_is_found_again_is_what_was_found(content, text, language):
    index_pending()
    requests = [replace(SearchRequest(text, language), **view) for view in VIEWS]
    fresh = []
    for request in requests:
        cached_per_content_version.clear_all()
        fresh.append(search(request))

    assert [search(request) for request in requests] == fresh
    assert [search(request) for request in reversed(requests)] == fresh[::-1]


def test_search_in_several_languages_finds_again_what_it_found(content):
    index_pending()
    request = SearchRequest("leder", "en")

    assert search(request, language_codes()) == search(request, language_codes())


def test_words_are_looked_up_once(content):
    index_pending()
    with recorded() as first:
        search(SearchRequest("team lead", "en"))
    with recorded() as second:
        search(SearchRequest("team lead", "en", kind="role", page=2))

    assert any("search_term" in sql for sql in first)
    assert not any("search_term" in sql or "search_fts" in sql for sql in second)
    assert len(second) <= len(first) - 4


def test_search_that_was_cut_looks_at_more_when_it_is_narrowed(monkeypatch):
    monkeypatch.setattr(stages, "FIRST_STAGE_LIMIT", 2)
    for number in range(5):
        RoleFactory(title_en=f"Welder {number}")
    index_pending()

    assert search(SearchRequest("welder", "en")).total == 2
    assert search(SearchRequest("welder", "en", kind="role")).total == 5


def retitle() -> None:
    role = Role.objects.get(slug="welder")
    role.title_en = "Joiner"
    role.save()


def unpublish() -> None:
    role = Role.objects.get(slug="welder")
    role.status = Role.Status.DRAFT
    role.save()


def add() -> None:
    RoleFactory(slug="other", title_en="Welder of ships")


@pytest.mark.parametrize(
    ("edit", "slugs"),
    [
        (retitle, []),
        (unpublish, []),
        (add, ["welder", "other"]),
        (rebuild, ["welder"]),
    ],
)
def test_edit_is_found_at_once(edit, slugs):
    RoleFactory(slug="welder", title_en="Welder")
    assert found_slugs("welder") == ["welder"] == found_slugs("welder")

    edit()

    assert found_slugs("welder") == slugs == found_slugs("welder")


def test_edit_that_is_not_indexed_yet_leaves_nothing_behind():
    RoleFactory(slug="welder", title_en="Welder")
    assert found_slugs("welder") == ["welder"]
    add()

    assert [hit.object.slug for hit in search(SearchRequest("welder", "en")).hits] == ["welder"]

    assert found_slugs("welder") == ["welder", "other"]


def test_new_synonym_is_followed_at_once():
    RoleFactory(slug="smith", title_en="Smith")
    assert found_slugs("iron worker") == []

    Synonym.objects.create(phrase="iron worker", meaning="smith", language="en")

    assert found_slugs("iron worker") == ["smith"]


def test_family_that_is_moved_counts_at_its_new_place_at_once():
    crafts, metal = (RoleFamilyFactory(slug=slug) for slug in ("crafts", "metal"))
    for slug in ("one", "two"):
        RoleFactory(slug=slug, title_en="Welder", family=metal)
    index_pending()
    request = SearchRequest("welder", "en", families=("crafts",))
    assert search(request).total == search(request).total == 0

    metal.parent = crafts
    metal.save()

    assert search(request).total == 2


def test_stage_that_is_changed_counts_at_once():
    role = RoleFactory(title_en="Welder", stage="lead")
    index_pending()
    request = SearchRequest("welder", "en", stages=("expert",))
    assert search(request).total == 0

    role.stage = "expert"
    role.save()
    index_pending()

    assert search(request).total == 1


def test_index_that_is_rebuilt_twice_is_read_each_time():
    RoleFactory(slug="welder", title_en="Welder")
    for _ in range(2):
        generation = read_index()[0].live
        assert found_slugs("welder") == ["welder"]
        rebuild()
        assert read_index()[0].live != generation

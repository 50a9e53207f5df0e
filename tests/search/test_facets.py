from dataclasses import replace

import pytest

from search.facets import taxonomy
from search.find import search
from search.results import SearchRequest
from search.upkeep import index_pending
from tests.support.factories import RoleFactory, RoleFamilyFactory, SkillFactory, SkillGroupFactory

pytestmark = pytest.mark.django_db

CHOICES = {
    "family": "families",
    "stage": "stages",
    "group": "groups",
    "language": "text_languages",
}


@pytest.fixture
def welders():
    """Roles and skills of several families, stages, groups and languages, all found by “weld”."""
    crafts = RoleFamilyFactory(slug="crafts", title="Crafts")
    metal = RoleFamilyFactory(slug="metal", title="Metal", parent=crafts)
    office = RoleFamilyFactory(slug="office", title="Office")
    for slug, family, stage in (
        ("one", crafts, "lead"),
        ("two", metal, "lead"),
        ("three", metal, "expert"),
        ("four", office, "expert"),
    ):
        RoleFactory(slug=slug, title=f"Weld {slug}", family=family, stage=stage)
    RoleFactory(slug="five", title="Weld five", title_fi="", family=office, stage="lead")
    for slug in ("hand", "head"):
        group = SkillGroupFactory(slug=slug)
        SkillFactory(slug=f"with-{slug}", title=f"Weld by {slug}", group=group)
    index_pending()


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"kind": "role"},
        {"kind": "skill"},
        {"families": ("crafts",)},
        {"stages": ("expert",), "families": ("office",)},
        {"text_languages": ("fi",)},
    ],
)
def test_each_count_is_what_choosing_it_finds(welders, given):
    request = SearchRequest("weld", "en", **given)
    results = search(request)
    assert results.facets

    for name, options in results.facets.items():
        for option in options:
            chosen = search(replace(request, **{CHOICES[name]: (option.value,)}))
            assert chosen.total == option.count, (name, option.value)


def test_each_count_of_a_kind_is_what_choosing_it_finds(welders):
    request = SearchRequest("weld", "en", stages=("lead",))

    counts = {kind.value: kind.count for kind in search(request).kinds if kind.count}

    assert counts == {"": 3, "role": 3}
    assert search(replace(request, kind="role")).total == 3


def test_family_counts_its_descendants_too(welders):
    options = search(SearchRequest("weld", "en", kind="role")).facets["family"]

    assert [(o.value, o.count, o.depth) for o in options] == [
        ("crafts", 3, 0),
        ("metal", 2, 1),
        ("office", 2, 0),
    ]


def test_values_chosen_together_widen_and_facets_narrow(welders):
    def total(**given: tuple[str, ...]) -> int:
        return search(SearchRequest("weld", "en", **given)).total

    assert total(families=("metal", "office")) == 4
    assert total(families=("metal", "office"), stages=("lead",)) == 2


def test_slugs_that_do_not_exist_are_returned_as_unknown(welders):
    results = search(SearchRequest("weld", "en", families=("nowhere",), groups=("none",)))

    assert results.unknown == (("family", "nowhere"), ("group", "none"))
    assert results.total == 7


@pytest.mark.django_db
def test_families_are_held_with_their_titles_only():
    RoleFamilyFactory(slug="trades", title="Trades")
    SkillGroupFactory(title="Methods")

    [family], [group] = (found.values() for found in (taxonomy().families, taxonomy().groups))

    assert {"description_en", "description_fi"} <= family.get_deferred_fields()
    assert (family.path, family.title_en, group.title_en) == ("trades/", "Trades en", "Methods en")

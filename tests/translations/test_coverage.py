import pytest
from django.utils import translation

from roles.models import Responsibility, ResponsibilityArea, Role, RoleFamily
from tests.support.factories import (
    DraftFactory,
    ResponsibilityFactory,
    RoleFactory,
    ToolFactory,
    add_items,
)
from tests.support.states import write
from translations.coverage import CoverageKind, LanguageShare, coverage
from translations.states import mark


def test_percentage_is_rounded_down_so_that_a_hundred_means_all():
    assert [LanguageShare("fi", translated, 300).percent for translated in (0, 1, 299, 300)] == [
        0,
        0,
        99,
        100,
    ]


def test_nothing_is_all_of_nothing():
    assert LanguageShare("fi", 0, 0).percent == 100


def test_share_says_what_is_missing_and_what_its_language_calls_itself():
    share = LanguageShare("nb", 3, 5)

    assert (share.missing, share.name) == (2, "Norsk bokmål")


@pytest.mark.django_db
def test_texts_are_counted_kind_by_kind_and_in_all():
    role = RoleFactory(title="Lead", title_pl="", summary="Leads", family__title_fi="")
    ResponsibilityFactory(role=role, description_nb="Leder", area__title="Leading")
    ToolFactory()

    found = coverage()

    assert found.kinds == [
        CoverageKind(RoleFamily, shares_of(1, en=1, fi=0, nb=1, pl=1)),
        CoverageKind(Role, shares_of(2, en=2, fi=2, nb=2, pl=1)),
        CoverageKind(ResponsibilityArea, shares_of(1, en=1, fi=1, nb=1, pl=1)),
        CoverageKind(Responsibility, shares_of(2, en=1, fi=1, nb=2, pl=1)),
    ]
    assert found.shares == shares_of(6, en=5, fi=4, nb=6, pl=4)


@pytest.mark.django_db
def test_texts_of_drafts_are_not_counted():
    add_items(RoleFactory())
    before = coverage()
    draft = DraftFactory(family=RoleFactory().family, title_fi="")
    public = coverage()
    ResponsibilityFactory(role=draft, area=ResponsibilityFactory(role=draft).area)

    names = {kind.name: kind for kind in public.kinds}

    assert names["roles"].shares == shares_of(2, en=2, fi=2, nb=2, pl=2)
    assert names["responsibilities"] in before.kinds
    after = {kind.name: kind for kind in coverage().kinds}
    assert after["responsibilities"] == names["responsibilities"]


@pytest.mark.django_db
def test_kinds_are_named_in_the_readers_language():
    RoleFactory()

    assert [kind.name for kind in coverage().kinds] == ["role families", "roles"]
    with translation.override("fi"):
        assert [kind.name for kind in coverage().kinds] == ["tehtäväperheet", "roolit"]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_coverage_costs_one_query_a_kind(number, django_assert_num_queries):
    for _ in range(number):
        add_items(RoleFactory(), number)

    with django_assert_num_queries(2 + 1 + 17):  # the version twice, the states, the kinds
        found = coverage()

    assert len(found.kinds) == 16


def shares_of(total: int, **translated: int) -> list[LanguageShare]:
    return [LanguageShare(code, number, total) for code, number in translated.items()]


@pytest.mark.django_db
def test_drafts_and_outdated_texts_are_told_apart_where_readers_see_them():
    role = RoleFactory(title="Lead", title_pl="", source_language="fi")
    write(role, title_fi="Vetäjä")
    mark(role, "title", "nb", "draft", None)
    write(DraftFactory(title="Host", source_language="fi"), title_fi="Isäntä")

    found = {kind.name: kind for kind in coverage().kinds}["roles"]

    assert found.shares == [
        LanguageShare("en", 1, 1, outdated=1),
        LanguageShare("fi", 1, 1),
        LanguageShare("nb", 1, 1, drafts=1),
        LanguageShare("pl", 0, 1),
    ]
    assert [share.reviewed for share in found.shares] == [0, 1, 0, 0]

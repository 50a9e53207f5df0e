import pytest
from django.utils import translation

from core.content_cache import cached_per_content_version
from roles.listed import CACHED_ROLES, listed_roles
from roles.models import Role
from tests.support.factories import (
    DraftFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
    SkillFactory,
    SkillGroupFactory,
)
from tests.support.markup import Page, spoken

pytestmark = pytest.mark.django_db


def listed(*roles: Role, language: str = "fi") -> list:
    with translation.override(language):
        return listed_roles(language).get_many(role.pk for role in roles)


def drawn(card: str) -> Page:
    return Page(f"<!doctype html><title>Cards</title><ul>{card}</ul>")


def test_roles_stand_in_the_order_they_are_asked_for_and_drafts_are_left_out():
    first, second = RoleFactory(slug="first"), RoleFactory(slug="second")

    found = listed(second, DraftFactory(), first)

    assert [role.slug for role in found] == ["second", "first"]


def test_what_lists_show_of_a_role_is_there():
    family = RoleFamilyFactory(title="Service")
    groups = [SkillGroupFactory(order=order) for order in (1, 2)]
    role = RoleFactory(slug="lead", title="Lead", summary="Leads.", family=family, stage="lead")
    for group in (groups[1], groups[1], None):
        RoleSkillFactory(role=role, skill=SkillFactory(group=group))

    [shown] = listed(role)

    assert (shown.t.title.value, shown.t.summary.value) == ("Lead fi", "Leads. fi")
    assert (shown.family, shown.get_absolute_url()) == (family, "/en/roles/lead/")
    assert [row.count for row in shown.mix] == [0, 2]
    assert shown.skill_count == 3
    with translation.override("fi"):
        assert shown.get_stage_display() == spoken("fi", "Lead")


def test_role_without_a_stage_shows_none():
    assert listed(RoleFactory(stage=""))[0].get_stage_display() == ""


def test_card_is_drawn_once_and_says_in_which_language_it_falls_back():
    role = RoleFactory(slug="lead", title="Lead", title_fi="")

    [shown] = listed(role)
    with translation.override("fi"):
        card = drawn(shown.card)

    assert shown.card is shown.card
    assert card.find("a").get("href") == "/fi/roles/lead/"
    assert card.texts("span", lang="en", inside=card.find("h3")) == ["Lead en", "English"]
    assert card.find("input").get("checked") is None


def test_card_is_in_the_language_it_is_cached_for_whatever_is_active():
    listed_roles("fi")
    role = RoleFactory(slug="lead", title="Lead", stage="lead")
    with translation.override("pl"):
        [in_finnish] = listed_roles("fi").get_many([role.pk])
        cards = in_finnish.card, in_finnish.card_with({"lead"})

    for card in cards:
        assert drawn(card).find("a").get("href") == "/fi/roles/lead/"
        assert spoken("fi", "Lead") in card


def test_card_of_a_role_that_is_compared_is_ticked():
    [shown] = listed(RoleFactory(slug="lead"))

    with translation.override("fi"):
        ticked, other = drawn(shown.card_with({"lead"})), drawn(shown.card)

    assert ticked.find("input").get("checked") == ""
    assert other.find("input").get("checked") is None


def test_roles_are_read_once_and_again_when_the_content_has_changed(django_assert_num_queries):
    role = RoleFactory(title="Lead")
    listed(role)

    with django_assert_num_queries(1):  # for the content version
        listed(role)
    role.title_fi = "Vetäjä"
    role.save()

    assert listed(role)[0].t.title.value == "Vetäjä"


@pytest.mark.parametrize("number", [1, 3])
def test_roles_are_read_with_as_many_queries_for_many_as_for_one(number, django_assert_num_queries):
    roles = [RoleSkillFactory().role for _ in range(number)]
    listed(RoleFactory())

    cached_per_content_version.clear_all()
    with django_assert_num_queries(4):  # one for the content version
        listed(*roles)


def test_roles_that_are_read_apart_share_what_they_show_of_their_family_and_of_groups():
    family, group = RoleFamilyFactory(), SkillGroupFactory()
    skill = SkillFactory(group=group)
    roles = [RoleSkillFactory(role__family=family, skill=skill).role for _ in range(2)]

    [first], [second] = (listed(role) for role in roles)

    assert first.family is second.family
    assert first.mix[0].group is second.mix[0].group

    family.title_fi = "Palvelu"
    family.save()
    assert {shown.family.title_fi for shown in listed(*roles)} == {"Palvelu"}


def test_only_so_many_roles_are_kept(monkeypatch):
    monkeypatch.setattr("roles.listed.CACHED_ROLES", 2)
    roles = [RoleFactory() for _ in range(3)]

    first = listed(*roles)

    assert CACHED_ROLES > 2
    assert listed(roles[2])[0] is first[2]
    assert listed(roles[0])[0] is not first[0]

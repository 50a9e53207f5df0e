import pytest

from careers.ends import RoleOption, match_ends, offer_ends
from roles.models import Role
from tests.support.factories import DraftFactory, RelatedRoleFactory, RoleFactory

pytestmark = pytest.mark.django_db


def offered(origin: str, target: str, typed: tuple[str, str] = ("", "")) -> list[list[RoleOption]]:
    return [end.offers for end in offer_ends(match_ends(origin, target), typed, "en")]


def test_two_roles_are_two_ends():
    one, other = RoleFactory(slug="a"), RoleFactory(slug="b")

    found = match_ends("b", "a")

    assert (found.pair, found.are_same) == ((other, one), False)


def test_same_role_twice_leaves_the_goal_open():
    role = RoleFactory(slug="a")

    found = match_ends("a", "a")
    start, goal = offer_ends(found, ("", ""), "en")

    assert (found.pair, found.are_same, found.role_match.missing) == (None, True, [])
    assert (start.role, goal.role) == (role, None)


@pytest.mark.parametrize("slug", ["draft", "nobody"])
def test_draft_is_missing_as_what_is_not_there_at_all(slug):
    DraftFactory(slug="draft")
    RoleFactory(slug="a")

    found = match_ends("a", slug)

    assert (found.target, found.pair, found.role_match.missing) == (None, None, [slug])


def test_nothing_asked_for_is_nothing_missing():
    assert match_ends("", "").role_match.missing == []
    assert match_ends("", "").pair is None


def test_goals_near_to_where_one_is_say_how_much_carries_over_there():
    role = RoleFactory(slug="a")
    far = RelatedRoleFactory(role=role, nearness=0.2, share=0.9)
    near = RelatedRoleFactory(role=role, nearness=0.7, share=0.5)
    RelatedRoleFactory(role=role, other=DraftFactory())
    RelatedRoleFactory(other=role)

    assert offered("a", "") == [[], [RoleOption(near.other, 50), RoleOption(far.other, 90)]]


def test_starts_near_to_a_goal_say_how_much_carries_over_from_there():
    role = RoleFactory(slug="a")
    near = RelatedRoleFactory(other=role, share=0.25)
    RelatedRoleFactory(role=role)
    RelatedRoleFactory(other=role, role=DraftFactory())

    assert offered("", "a") == [[RoleOption(near.role, 25)], []]


def test_what_was_typed_is_looked_for_at_its_end():
    role = RoleFactory(slug="lead", title="Lead")
    RoleFactory(title="Agent")

    found = offered("", "", ("lead", ""))

    assert found[0] == [RoleOption(role)]
    assert {offer.role for offer in found[1]} == set(Role.objects.all())


def test_role_at_the_other_end_is_not_found_again():
    RoleFactory(slug="lead", title="Lead")
    other = RoleFactory(title="Leading hand")

    assert offered("lead", "", ("", "lead"))[1] == [RoleOption(other)]

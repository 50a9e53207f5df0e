import pytest

from careers.ends import RoleOption, find_positions, match_ends, offer_ends
from careers.ticked import Ticked
from roles.models import Role
from roles.related import relate_all
from tests.support.factories import (
    CareerStepFactory,
    DraftFactory,
    PositionFactory,
    RelatedRoleFactory,
    RoleFactory,
    RoleSkillFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_described")]
NOTHING = Ticked()


def offered(origin: str, target: str, typed: tuple[str, str] = ("", "")) -> list[list[RoleOption]]:
    return [end.offers for end in offer_ends(match_ends(origin, target), typed, "en", NOTHING)]


def test_two_roles_are_two_ends():
    one, other = RoleFactory(slug="a"), RoleFactory(slug="b")

    found = match_ends("b", "a")

    assert (found.pair(NOTHING), found.are_same) == ((other, one), False)


def test_same_role_twice_leaves_the_goal_open():
    role = RoleFactory(slug="a")

    found = match_ends("a", "a")
    start, goal = offer_ends(found, ("", ""), "en", NOTHING)

    assert (found.pair(NOTHING), found.are_same, found.role_match.missing) == (None, True, [])
    assert (start.role, goal.role) == (role, None)


@pytest.mark.parametrize("slug", ["draft", "nobody"])
def test_draft_is_missing_as_what_is_not_there_at_all(slug):
    DraftFactory(slug="draft")
    RoleFactory(slug="a")

    found = match_ends("a", slug)

    assert (found.target, found.pair(NOTHING), found.role_match.missing) == (None, None, [slug])


def test_nothing_asked_for_is_nothing_missing():
    assert match_ends("", "").role_match.missing == []
    assert match_ends("", "").pair(NOTHING) is None


def percents(origin: str, target: str) -> list[list[tuple[Role, int | None]]]:
    """The roles offered at each end, with the percentages beside them."""
    ends = offered(origin, target)
    return [[(option.role, option.met.percent) for option in options] for options in ends]


def test_goals_near_to_where_one_is_are_sorted_by_the_share_that_carries_over_there():
    role = RoleFactory(slug="a")
    far = RelatedRoleFactory(role=role, nearness=0.2, share=0.9)
    near = RelatedRoleFactory(role=role, nearness=0.7, share=0.5)
    RelatedRoleFactory(role=role, other=DraftFactory())
    RelatedRoleFactory(other=role)

    assert percents("a", "") == [[], [(far.other, 90), (near.other, 50)]]


def test_starts_near_to_a_goal_say_how_much_carries_over_from_there():
    role = RoleFactory(slug="a")
    near = RelatedRoleFactory(other=role, share=0.25)
    RelatedRoleFactory(role=role)
    RelatedRoleFactory(other=role, role=DraftFactory())

    assert percents("", "a") == [[(near.role, 25)], []]


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


def test_position_that_no_role_describes_is_an_origin_and_offers_roles_whose_ladders_it_is_on():
    position, goal = PositionFactory(slug="helper"), RoleFactory(slug="goal")
    step = CareerStepFactory(positions=[position])

    ends = match_ends("helper", "")

    assert (ends.origin, ends.role_match.missing) == (position, [])
    assert offered("helper", "")[1] == [RoleOption(step.role)]
    assert match_ends("helper", "goal").pair(NOTHING) == (position, goal)


def test_position_of_a_role_stands_for_the_role():
    role = RoleFactory(slug="lead")
    PositionFactory(slug="place", role=role)
    PositionFactory(slug="hidden", role=DraftFactory())

    assert match_ends("place", "").origin == role
    assert match_ends("hidden", "").role_match.missing == ["hidden"]


def test_what_is_ticked_is_a_start_unless_another_one_is_named():
    skill = RoleSkillFactory(role=RoleFactory(slug="goal")).skill
    ticked = Ticked([skill])

    assert match_ends("", "goal").pair(ticked) == (None, Role.objects.get(slug="goal"))
    assert match_ends("", "goal").pair(NOTHING) is None
    assert match_ends("nobody", "goal").pair(ticked) is None


def test_what_is_ticked_offers_the_roles_that_it_fits():
    RoleFactory()
    use = RoleSkillFactory()
    relate_all()

    [_, goal] = offer_ends(match_ends("", ""), ("", ""), "en", Ticked([use.skill]))

    assert [offer.role for offer in goal.offers] == [use.role]


def test_positions_without_a_role_are_found_by_words_of_a_title_in_any_language():
    helper = PositionFactory(title_fi="Äkkiä auttava käsi", title="Helping hand")
    PositionFactory(title="Helping hand", role=RoleFactory(title="Helping hand"))

    assert find_positions("kasi auttava") == find_positions("HAND") == [helper]
    assert find_positions("hand foot") == []

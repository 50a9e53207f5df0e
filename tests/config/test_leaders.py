from datetime import UTC, date, datetime, timedelta

import pytest

from config import leaders as module
from config.leaders import KEPT, LISTED, Leaders, latest_role_ids, most_read_ids
from core.content_cache import pin_content_version
from roles.models import Role, RoleViews
from tests.support.factories import RoleFactory

TODAY = date(2026, 5, 1)
EARLIER = datetime(2026, 4, 1, tzinfo=UTC)


def leaders(*keys):
    """Of objects whose ids are their sort keys."""
    return Leaders.of((key, key) for key in keys)


def reading(*keys):
    """Reads those of some objects that have these sort keys: pairs of an id and a key."""
    by_id = dict(keys)
    return lambda ids: [(by_id[pk], pk) for pk in ids if pk in by_id]


def test_first_ones_are_listed():
    assert leaders(*range(30, 0, -1)).ids == [1, 2, 3, 4, 5]


def test_only_changed_objects_are_read():
    asked = []

    leaders(1, 2, 3).updated({2}, lambda ids: asked.extend(ids) or [])

    assert asked == [2]


def test_one_that_left_makes_room_for_the_next():
    assert leaders(*range(30)).updated({1}, reading()).ids == [0, 2, 3, 4, 5]


def test_one_that_came_takes_its_place():
    assert leaders(*range(30)).updated({99}, reading((99, 1.5))).ids == [0, 1, 99, 2, 3]


def test_one_that_fell_behind_those_that_are_known_is_one_of_many():
    known = leaders(*range(30)).updated({0}, reading((0, KEPT + 5)))

    assert [pk for _, pk in known.items] == [*range(1, KEPT)]


def test_all_are_read_again_when_too_few_are_left():
    gone = set(range(KEPT - LISTED + 1))

    assert leaders(*range(30)).updated(gone - {0}, reading()).ids == [0, 16, 17, 18, 19]
    assert leaders(*range(30)).updated(gone, reading()) is None


def test_of_few_objects_all_are_known():
    assert leaders(1, 2).updated({1, 3}, reading((3, 0))).ids == [3, 2]
    assert leaders(1).updated({1}, reading()).ids == []


def test_nothing_is_read_where_nothing_changed_and_all_where_anything_may_have():
    known = leaders(1, 2)

    assert known.updated(set(), None) is known
    assert known.updated(None, None) is None
    assert known.updated(set(range(module.MAX_CHANGED + 1)), None) is None


@pytest.mark.django_db
def test_edit_costs_a_query_for_each_order(django_assert_num_queries):
    roles = [RoleFactory(updated_at=EARLIER + timedelta(n)) for n in range(KEPT + LISTED)]
    for number, role in enumerate(roles):
        RoleViews.objects.create(role=role, day=TODAY - timedelta(1), count=number + 1)
    newest_first = [role.pk for role in reversed(roles)]
    assert latest_role_ids() == most_read_ids(TODAY) == newest_first[:LISTED]
    Role.objects.filter(pk=newest_first[0]).update(status=Role.Status.RETIRED)

    with pin_content_version():
        latest_role_ids()
        with django_assert_num_queries(1):
            read = most_read_ids(TODAY)
        assert latest_role_ids() == read == newest_first[1 : LISTED + 1]

import pytest

from core.content_cache import pin_content_version
from skills.mix import MixRow, mix_of, mixes
from tests.support.factories import RoleFactory, RoleSkillFactory, SkillFactory, SkillGroupFactory

GROUP = SkillGroupFactory.build()


def drawn(count: int) -> str:
    return "".join("x" if cell else "." for cell in MixRow(GROUP, count).cells)


@pytest.mark.parametrize(
    ("count", "cells"),
    [
        (0, "........."),
        (1, "....x...."),
        (2, "...xxx..."),
        (4, ".xxxxxxx."),
        (5, "xxxxxxxxx"),
        (9, "xxxxxxxxx"),
    ],
)
def test_row_is_as_wide_as_the_role_takes_skills_of_the_group(count, cells):
    assert drawn(count) == cells


@pytest.fixture
def groups(db):
    return [SkillGroupFactory(title=title, order=order) for title, order in (("B", 2), ("A", 1))]


def take(role, group, number):
    for _ in range(number):
        RoleSkillFactory(role=role, skill=SkillFactory(group=group))


def test_mix_counts_a_roles_skills_group_by_group_in_the_groups_order(groups):
    b, a = groups
    first, second = RoleFactory(), RoleFactory()
    take(first, b, 2)
    take(first, a, 1)
    take(second, b, 3)
    take(RoleFactory(), a, 4)

    found = mixes([first.pk, second.pk])

    assert found == {
        first.pk: [MixRow(a, 1), MixRow(b, 2)],
        second.pk: [MixRow(a, 0), MixRow(b, 3)],
    }
    assert mix_of([b.pk, a.pk, None, b.pk]) == found[first.pk]


def test_skill_without_a_group_is_in_no_row(groups):
    role = RoleFactory()
    take(role, None, 2)

    assert [row.count for row in mixes([role.pk])[role.pk]] == [0, 0]


def test_role_without_skills_has_empty_rows(groups):
    role = RoleFactory()

    assert [row.count for row in mixes([role.pk])[role.pk]] == [0, 0]


@pytest.mark.django_db
def test_without_groups_or_roles_there_is_nothing_to_draw():
    role = RoleFactory()

    assert mixes([role.pk]) == {role.pk: []}
    assert mixes([]) == {}


def test_mixes_of_many_roles_cost_one_query(groups, django_assert_num_queries):
    roles = [RoleFactory() for _ in range(3)]
    for role in roles:
        take(role, groups[0], 2)

    with django_assert_num_queries(1):
        found = mixes(role.pk for role in roles)

    assert [[row.count for row in rows] for rows in found.values()] == [[0, 2]] * 3


def test_groups_are_read_once(groups, django_assert_num_queries):
    with pin_content_version():
        mix_of([])
        with django_assert_num_queries(0):
            assert [row.group.order for row in mix_of([])] == [1, 2]

    SkillGroupFactory(title="C", order=3)

    assert [row.group.order for row in mix_of([])] == [1, 2, 3]

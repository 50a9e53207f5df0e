import random

import pytest

from roles.models import NeedCounts, RelatedRole, Role
from roles.related import (
    CANDIDATES,
    MAX_ONE_BY_ONE,
    RELATED_SHOWN,
    RELATED_STORED,
    needs_of,
    relate,
    relate_all,
)
from tests.support.factories import (
    DraftFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    ToolUseFactory,
)

pytestmark = pytest.mark.django_db


def role_with(skills, **fields):
    role = RoleFactory(**fields)
    for skill in skills:
        RoleSkillFactory(role=role, skill=skill)
    return role


def stored() -> list[tuple]:
    fields = ("role", "other", "nearness", "share", "shared_skills")
    return sorted(RelatedRole.objects.values_list(*fields))


def counts() -> list[tuple]:
    return sorted(NeedCounts.objects.values_list())


def others(role: Role) -> list[Role]:
    return [row.other for row in role.related.nearest_first().select_related("other")]


def test_needs_are_the_skills_by_requirement_and_the_categories_of_tools():
    role = RoleFactory()
    essential = RoleSkillFactory(role=role).skill
    useful = RoleSkillFactory(role=role, requirement="useful").skill
    category = ToolUseFactory(role=role).category
    RoleSkillFactory()
    ToolUseFactory()

    [(pk, needs)] = needs_of([role.pk]).items()

    assert pk == role.pk
    assert needs.essential == {essential.pk}
    assert needs.useful == {useful.pk}
    assert needs.categories == {category.pk}


def test_related_roles_share_skills_and_say_how_much_carries_over_each_way():
    shared = SkillFactory()
    one, other = role_with([shared]), role_with([shared, SkillFactory()])
    alone = role_with([SkillFactory()])
    draft = DraftFactory()
    RoleSkillFactory(role=draft, skill=shared)

    assert relate_all() == 2

    assert stored() == [
        (one.pk, other.pk, pytest.approx(2 / 3), 0.5, 1),
        (other.pk, one.pk, pytest.approx(2 / 3), 1, 1),
    ]
    assert not alone.related.exists()


def test_the_nearest_are_kept_and_the_least_near_are_not():
    skills = [SkillFactory() for _ in range(RELATED_STORED + 2)]
    role = role_with(skills)
    nearest = [role_with(skills[: number + 1]) for number in range(RELATED_STORED + 1)]

    relate_all()

    assert others(role) == nearest[:0:-1]


def test_of_many_roles_only_those_that_share_most_are_compared(monkeypatch):
    monkeypatch.setattr("roles.related.CANDIDATES", 2)
    skills = [SkillFactory() for _ in range(3)]
    role = role_with(skills)
    first, second = role_with(skills), role_with(skills[:2])
    role_with(skills[:1])

    relate_all()
    found = others(role)
    relate([role.pk])

    assert CANDIDATES > RELATED_STORED > RELATED_SHOWN
    assert found == others(role) == [first, second]


def test_what_published_roles_need_is_counted():
    role = RoleSkillFactory().role
    RoleSkillFactory(role=role, requirement="useful")
    tools_only = ToolUseFactory().role
    draft = RoleSkillFactory(role=DraftFactory()).role

    relate_all()
    counted = counts()
    NeedCounts.objects.all().delete()
    relate([role.pk, tools_only.pk, draft.pk])

    assert counted == counts() == [(role.pk, 1, 1, 0), (tools_only.pk, 0, 0, 1)]


def change_something(chance: random.Random, roles: list[Role], skills: list) -> Role:
    """One edit of a role: a skill more, a skill less, a tool, another status."""
    role = chance.choice(roles)
    taken = list(role.role_skills.order_by("pk"))
    missing = [skill for skill in skills if skill.pk not in {item.skill_id for item in taken}]
    verb = chance.choice(("add", "add", "remove", "tool", "status"))
    if verb == "add" and missing:
        RoleSkillFactory(role=role, skill=chance.choice(missing), requirement="useful")
    elif verb == "remove" and taken:
        chance.choice(taken).delete()
    elif verb == "tool":
        ToolUseFactory(role=role)
    elif verb == "status":
        role.status = "draft" if role.status == "published" else "published"
        role.save()
    return role


def test_edit_by_edit_related_roles_stay_what_relating_all_would_make_them():
    chance = random.Random(5)
    skills = [SkillFactory() for _ in range(9)]
    roles = [role_with(chance.sample(skills, chance.randint(1, 4))) for _ in range(RELATED_STORED)]
    relate_all()

    for _ in range(25):
        relate([change_something(chance, roles, skills).pk])

    kept = stored(), counts()
    relate_all()
    assert kept == (stored(), counts())
    assert len(kept[0]) > RELATED_STORED


def test_newly_near_role_takes_the_place_of_the_least_near():
    skills = [SkillFactory() for _ in range(RELATED_STORED + 1)]
    role = role_with(skills)
    before = [role_with(skills[: number + 1]) for number in range(RELATED_STORED)]
    relate_all()
    new = role_with(skills)

    relate([new.pk])

    assert others(role) == [new, *before[:0:-1]]


def test_edit_of_a_role_changes_no_row_between_others():
    skill = SkillFactory()
    one, other, third = (role_with([skill]) for _ in range(3))
    relate_all()
    between = RelatedRole.objects.exclude(role=third).exclude(other=third)
    before = sorted(between.values_list("pk", flat=True))

    RoleSkillFactory(role=third)
    relate([third.pk])

    assert sorted(between.values_list("pk", flat=True)) == before
    assert len(before) == len([one, other])


def test_an_edit_costs_as_many_queries_among_many_roles_as_among_few(count_queries):
    skill = SkillFactory()
    roles = [role_with([skill]) for _ in range(2 * RELATED_STORED)]
    relate_all()
    among_many = count_queries(lambda: relate([roles[0].pk]))
    Role.objects.exclude(pk__in=[role.pk for role in roles[: RELATED_SHOWN + 2]]).delete()
    relate_all()

    assert count_queries(lambda: relate([roles[0].pk])) == among_many


def test_many_roles_that_change_at_once_are_related_in_bulk(monkeypatch):
    calls = []
    monkeypatch.setattr("roles.related.relate_all", lambda: calls.append("all"))

    relate(range(MAX_ONE_BY_ONE))
    relate(range(MAX_ONE_BY_ONE + 1))

    assert calls == ["all"]

import pytest

from roles.catalogue import catalogue
from roles.models import Role
from roles.role_sets import members
from tests.support.factories import (
    DraftFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
    ToolFactory,
    ToolUseFactory,
)

pytestmark = pytest.mark.django_db


def test_branch_is_a_run_of_roles_whatever_signs_its_slugs_have():
    families = {}
    for path in ("a", "a-b", "a/b", "a/b/c", "ab", "d"):
        parent, _, slug = path.rpartition("/")
        name = slug if not parent else f"{slug}-{len(parent)}"
        families[path] = RoleFamilyFactory(slug=name, parent=families.get(parent))
        RoleFactory(slug=f"role-{len(families)}", family=families[path])
    roles = catalogue()

    def slugs(path: str) -> set[str]:
        numbers = members(roles.branch_set(families[path]))
        return set(
            Role.objects.filter(pk__in=[roles.ids[n] for n in numbers]).values_list(
                "slug", flat=True
            )
        )

    assert slugs("a") == {"role-1", "role-3", "role-4"}
    assert slugs("a/b") == {"role-3", "role-4"}
    assert slugs("ab") == {"role-5"}
    assert roles.count_in_branch(families["a"], roles.all_roles) == 3
    assert roles.count_in_branch(families["a"], roles.branch_set(families["a/b"])) == 2
    assert [family.slug for family in roles.lineage(families["a/b/c"])] == [
        families[path].slug for path in ("a", "a/b", "a/b/c")
    ]


def test_only_published_roles_are_in_it():
    role = RoleFactory()
    DraftFactory()
    RoleFactory(status=Role.Status.RETIRED)

    assert catalogue().ids == [role.pk]


def test_skills_and_tools_are_counted_once_a_role():
    skill = RoleSkillFactory()
    RoleSkillFactory(skill=skill.skill)
    RoleSkillFactory(skill=skill.skill, role=DraftFactory())
    tool = ToolFactory()
    for _ in range(2):
        ToolUseFactory(role=skill.role, tools=[tool])
    roles = catalogue()

    assert roles.skills.counts == {skill.skill_id: 2}
    assert roles.tools.counts == {tool.pk: 1}


def test_roles_of_a_rare_skill_are_looked_up_without_drafts(monkeypatch):
    monkeypatch.setattr("roles.term_index.POPULAR", 0)
    use = RoleSkillFactory()
    RoleSkillFactory(skill=use.skill, role=DraftFactory())
    tool = ToolFactory()
    ToolUseFactory(role=use.role, tools=[tool])
    roles = catalogue()
    number = roles.numbers[use.role_id]

    assert roles.skills.role_sets([use.skill_id]) == {use.skill_id: 1 << number}
    assert roles.tools.role_sets([tool.pk]) == {tool.pk: 1 << number}


def test_empty_database_has_an_empty_catalogue():
    roles = catalogue()

    assert (roles.ids, roles.all_roles, roles.skills.counts) == ([], 0, {})
    assert list(roles.order("name", "fi").items) == []

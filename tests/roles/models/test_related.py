import pytest

from roles.models import NamedSkill, NeedCounts, RelatedRole
from roles.overlap import Met
from tests.support.constraints import breaking
from tests.support.factories import RelatedRoleFactory, RoleFactory, SkillFactory

pytestmark = pytest.mark.django_db


def test_nearest_stand_first_and_those_as_near_by_age():
    role = RoleFactory()
    second, third, first = RoleFactory(), RoleFactory(), RoleFactory()
    for other, nearness in ((third, 0.2), (second, 0.2), (first, 0.9)):
        RelatedRoleFactory(role=role, other=other, nearness=nearness)

    assert [row.other for row in role.related.nearest_first()] == [first, second, third]


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_only_what_readers_may_find_is_near(status):
    role = RelatedRoleFactory(other__status=status).role

    assert list(role.related.nearest_first()) == []


def test_share_is_shown_as_per_cent_unless_a_role_is_briefly_described(settings):
    row = RelatedRoleFactory(share=0.417, shared_skills=2)
    NeedCounts.objects.create(role=row.role, essential=5, useful=3, categories=2)
    NeedCounts.objects.create(role=row.other, essential=3, useful=1, categories=1)
    found = RelatedRole.objects.with_needs().get()

    settings.BRIEF_ITEMS = 5
    assert found.met.percent == 42
    settings.BRIEF_ITEMS = 6
    assert found.met == Met(2, 4, 0.417, is_brief=True)
    assert found.met.percent is None
    settings.BRIEF_ITEMS = 11
    assert found.met == Met(2, 4, 0.417, is_brief=True, from_brief=True)


def test_goes_with_either_role():
    one, two = RelatedRoleFactory(), RelatedRoleFactory()
    one.role.delete()
    two.other.delete()

    assert not RelatedRole.objects.exists()


def test_role_is_near_to_another_once_and_never_to_itself():
    row = RelatedRoleFactory()

    with breaking(RelatedRole, "related_role_is_given_once"):
        RelatedRoleFactory(role=row.role, other=row.other)
    with breaking(RelatedRole, "related_role_is_another"):
        RelatedRoleFactory(role=row.role, other=row.role)


def test_skill_is_named_once_by_a_role():
    named = {"role": RoleFactory(), "skill": SkillFactory(), "centrality": 1, "extra_weight": 0}
    NamedSkill.objects.create(**named)

    with breaking(NamedSkill, "skill_is_named_once_by_a_role"):
        NamedSkill.objects.create(**named)

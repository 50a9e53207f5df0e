import pytest

from roles.models import RelatedRole
from tests.support.constraints import breaking
from tests.support.factories import DraftFactory, RelatedRoleFactory, RoleFactory

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


def test_share_is_shown_as_per_cent():
    row = RelatedRoleFactory.build(role=DraftFactory.build(), other=None, share=0.417)

    assert row.percent == 42


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

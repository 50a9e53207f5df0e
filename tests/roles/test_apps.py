import pytest

from roles.apps import relate_for_the_first_time
from roles.models import RelatedRole
from tests.support.factories import RoleSkillFactory, SkillFactory

pytestmark = pytest.mark.django_db


class Migration:
    def __init__(self, name: str) -> None:
        self.name = name


def test_roles_of_an_older_release_get_their_related_roles_when_it_is_migrated():
    skill = SkillFactory()
    for _ in range(2):
        RoleSkillFactory(skill=skill)

    relate_for_the_first_time(plan=[(Migration("0001_initial"), False)])
    assert RelatedRole.objects.count() == 0

    relate_for_the_first_time(plan=[(Migration("0003_related_roles"), False)])
    assert RelatedRole.objects.count() == 2

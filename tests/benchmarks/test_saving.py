import pytest

from benchmarks.saving import save
from roles.models import Role
from tests.support.factories import RoleSkillFactory


@pytest.mark.django_db
def test_editor_writes_the_last_number_into_the_role_and_its_skill():
    item = RoleSkillFactory(role__summary="Leads")
    for number in (1, 2):
        save(Role.objects.get(pk=item.role_id), number)
    item.refresh_from_db()

    assert item.role.summary_en == "Leads en (edit 2)"
    assert item.context_en == "As edit 2 has it."

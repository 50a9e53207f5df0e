import pytest
from django.core.management import call_command

from tests.support.factories import RoleSkillFactory, SkillFactory

pytestmark = pytest.mark.django_db


def test_command_relates_all_roles_and_says_how_many(capsys):
    skill = SkillFactory()
    for _ in range(3):
        RoleSkillFactory(skill=skill)

    call_command("relate_roles")

    assert capsys.readouterr().out == "6 related roles were found.\n"

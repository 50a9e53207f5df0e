from io import StringIO

import pytest
from django.core.management import call_command

from core.content_version import read_version
from roles.models import Role
from skills.models import Skill
from tests.support.factories import PositionFactory, RoleFactory, SkillFactory
from translations.collation import sort_key
from translations.languages import language_codes
from translations.management.commands import renew_sort_keys

pytestmark = pytest.mark.django_db


def renew():
    answer = StringIO()
    call_command("renew_sort_keys", stdout=answer)
    return answer.getvalue().strip()


def keys(instance):
    instance.refresh_from_db()
    return [bytes(getattr(instance, f"sort_{code}")) for code in language_codes()]


def test_content_that_has_no_keys_gets_those_that_saving_gives_it():
    role, skill = RoleFactory(title="Ylläpitäjä"), SkillFactory(title="Ærlighet")
    saved = keys(role), keys(skill)
    Role.objects.update(sort_fi=b"", sort_pl=b"")
    Skill.objects.update(sort_nb=b"")

    answer = renew()

    assert (keys(role), keys(skill)) == saved
    assert answer == "2 objects have new sort keys."


def test_a_position_is_sorted_by_the_title_of_its_role():
    position = PositionFactory(role=RoleFactory(title="Team lead"), title="")
    type(position).objects.update(sort_pl=b"")

    renew()

    position.refresh_from_db()
    assert bytes(position.sort_pl) == sort_key("Team lead pl", "pl")


def test_every_object_is_reached_however_many_there_are(monkeypatch):
    monkeypatch.setattr(renew_sort_keys, "BATCH", 2)
    skills = SkillFactory.create_batch(5, group=None)
    saved = [keys(skill) for skill in skills]
    Skill.objects.update(sort_en=b"")

    renew()

    assert [keys(skill) for skill in skills] == saved


def test_content_in_its_place_is_left_alone():
    RoleFactory()
    before = read_version()

    assert renew() == "0 objects have new sort keys."
    assert read_version() == before


def test_nothing_but_the_keys_is_written():
    RoleFactory(title="Kouluttaja")
    before = Role.objects.values().get()
    Role.objects.update(sort_fi=b"", sort_nb=b"")

    renew()

    assert Role.objects.values().get() == before

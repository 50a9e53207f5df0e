from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from core.content_version import raise_version, read_version
from search.building import is_current, rebuild
from search.models import Pending
from sources.models import Identifier
from tests.support.factories import RoleFactory, SkillFactory

pytestmark = pytest.mark.django_db

migration = import_module("search.migrations.0007_capital_titles")


def migrate():
    migration.capitalise_titles(apps, SimpleNamespace(connection=connection))


def imported(item, **texts):
    """The item as an import of a release before wrote it."""
    type(item).objects.filter(pk=item.pk).update(**texts)
    digests = {column: migration._digest(text) for column, text in texts.items()}
    return Identifier.objects.create(
        about=item, scheme="ESCO", value=f"x{item.pk}", imported=digests
    )


def test_titles_of_roles_and_skills_get_a_capital_in_every_language_and_the_import_knows_them():
    role, skill = RoleFactory(), SkillFactory()
    rebuild()
    raise_version()
    before = read_version()
    identifier = imported(role, title_fi="äitiyshoitaja", title_pl="łucznik / łuczniczka")
    imported(skill, title_en="manage staff", description_en="it is small")
    migrate()
    for item in (role, skill, identifier):
        item.refresh_from_db()

    assert (role.title_fi, role.title_pl) == ("Äitiyshoitaja", "Łucznik / łuczniczka")
    assert (skill.title_en, skill.description_en) == ("Manage staff", "it is small")
    assert identifier.imported["title_fi"] == migration._digest("Äitiyshoitaja")
    assert not is_current()
    assert read_version() > before


def test_title_of_an_editor_and_spelling_of_its_own_stay():
    edited, special, own = RoleFactory(), RoleFactory(), RoleFactory(title_en="own title")
    imported(edited, title_en="dancer")
    type(edited).objects.filter(pk=edited.pk).update(title_en="ballet dancer")
    imported(special, title_en="iOS developer")
    rebuild()
    Pending.objects.all().delete()
    migrate()
    for role in (edited, special, own):
        role.refresh_from_db()

    assert edited.title_en == "ballet dancer"
    assert special.title_en == "iOS developer"
    assert own.title_en == "own title"
    assert is_current()

import pytest

from roles.models import Responsibility, Role
from skills.models import Skill
from sources.models import Citation, Identifier, Source
from tests.support.factories import (
    ResponsibilityFactory,
    RoleFactory,
    SkillFactory,
    SourceFactory,
    add_items,
    cite,
)

pytestmark = pytest.mark.django_db


def identify(item):
    return Identifier.objects.create(about=item, scheme="ESCO", value="c1a2")


def test_what_is_said_about_an_object_goes_with_it():
    skill, other = SkillFactory(), SkillFactory()
    for item in (skill, other):
        cite(item, SourceFactory())
        identify(item)

    skill.delete()

    assert [said.about for said in Citation.objects.all()] == [other]
    assert [said.about for said in Identifier.objects.all()] == [other]


def test_what_is_said_about_many_objects_goes_when_they_are_deleted_in_bulk():
    for _ in range(3):
        skill = SkillFactory()
        cite(skill, SourceFactory())
        identify(skill)

    Skill.objects.all().delete()

    assert not Citation.objects.exists()
    assert not Identifier.objects.exists()


def test_what_is_said_about_the_items_of_a_role_goes_with_the_role():
    role, other = add_items(RoleFactory(), 2), add_items(RoleFactory())
    cite(role, SourceFactory(), "introduction")

    Role.objects.filter(pk=role.pk).delete()

    kept = Citation.objects.all()
    assert len(kept) == 8
    assert {said.about.role for said in kept} == {other}


def test_object_of_another_kind_with_the_same_number_keeps_its_sources():
    item = ResponsibilityFactory(pk=7)
    skill = SkillFactory(pk=7)
    kept = cite(skill, SourceFactory())
    cite(item, SourceFactory())

    Responsibility.objects.all().delete()

    assert list(Citation.objects.all()) == [kept]


def test_citations_of_a_source_go_with_the_source():
    source = SourceFactory()
    cite(SkillFactory(), source)

    source.delete()

    assert not Source.objects.exists()
    assert not Citation.objects.exists()

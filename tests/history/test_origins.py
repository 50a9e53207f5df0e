import pytest

from history.models import Origin
from history.origins import deleted_objects, edited_fields, former_values
from roles.models import Responsibility
from skills.models import Skill
from tests.support.factories import ResponsibilityFactory, RoleFactory, SkillFactory
from tests.support.history import recorded

pytestmark = pytest.mark.django_db


def loaded(make, **values):
    with recorded(Origin.LOAD):
        return make(**values)


def edited(item, *names):
    return edited_fields(type(item), item.pk, names)


def test_field_is_edited_if_a_load_has_not_written_it_last():
    skill = loaded(SkillFactory, title_en="One")
    assert edited(skill, "title_en", "kind") == set()

    with recorded():
        Skill.objects.update(title_en="Two")
    assert edited(skill, "title_en", "kind") == {"title_en"}

    with recorded(Origin.LOAD):
        Skill.objects.update(title_en="One")
    assert edited(skill, "title_en", "kind") == set()


def test_part_was_loaded_with_what_it_is_a_part_of():
    with recorded(Origin.LOAD):
        item = ResponsibilityFactory(role=RoleFactory())
    with recorded():
        added = ResponsibilityFactory(role=item.role)

    assert edited(item, "title_en") == set()
    assert edited(added, "title_en") == {"title_en"}


def test_field_of_which_the_history_knows_nothing_may_be_edited():
    skill = loaded(SkillFactory)
    pk = skill.pk
    skill.delete()

    assert edited_fields(Skill, pk + 1, ["title_en"]) == {"title_en"}


def test_deleted_objects_are_those_that_no_load_deleted():
    first, second = SkillFactory(slug="first"), SkillFactory(slug="second")
    with recorded():
        first.delete()
    with recorded(Origin.LOAD):
        second.delete()

    assert [values["slug"] for values in deleted_objects(Skill)] == ["first"]
    assert deleted_objects(Responsibility) == []


def test_former_values_lead_to_the_objects():
    skill = SkillFactory(slug="one")
    with recorded():
        skill.slug = "two"
        skill.save()

    assert former_values(Skill, "slug") == {"one": [skill.pk]}
    assert former_values(Skill, "title_en") == {}

import pytest
from django.utils import translation

from skills.listed import listed_skills
from skills.models import Skill
from tests.support.factories import RoleSkillFactory, SkillFactory, SkillGroupFactory

pytestmark = pytest.mark.django_db


def listed(*skills: Skill, language: str = "fi") -> list:
    with translation.override(language):
        return listed_skills(language).get_many(skill.pk for skill in skills)


def test_what_lists_show_of_a_skill_is_there():
    group = SkillGroupFactory()
    skill = SkillFactory(slug="tact", title="Tact", group=group)
    for _ in range(2):
        RoleSkillFactory(skill=skill)

    [shown] = listed(skill)

    assert (shown.t.title.value, shown.group_id, shown.role_count) == ("Tact fi", group.pk, 2)
    assert shown.get_absolute_url() == "/en/skills/tact/"


def test_skill_is_rendered_once_and_says_in_which_language_it_falls_back():
    [shown] = listed(SkillFactory(slug="tact", title="Tact", title_fi=""))

    with translation.override("fi"):
        html = shown.list_item

    assert shown.list_item is html
    assert '<a href="/fi/skills/tact/"><span lang="en">Tact en</span>' in html


def test_list_item_is_in_the_language_of_the_list_whichever_is_active():
    [skill] = listed(SkillFactory(slug="tact", title="Tact"), language="fi")

    with translation.override("nb"):
        html = skill.list_item

    assert '<a href="/fi/skills/tact/">Tact fi</a><span>0 roolia' in html


def test_skills_are_read_once_and_again_when_the_content_has_changed(django_assert_num_queries):
    skill = SkillFactory(title="Tact")
    listed(skill)

    with django_assert_num_queries(1):  # for the content version
        listed(skill)
    skill.title_fi = "Tahdikkuus"
    skill.save()

    assert listed(skill)[0].t.title.value == "Tahdikkuus"

import pytest
from django.contrib import admin

from skills.models import Skill
from sources.models import Identifier
from tests.support.editing import Desk
from tests.support.factories import SkillFactory, SkillGroupFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/skills/skill/"


@pytest.fixture
def administrator():
    return Desk(UserFactory(is_superuser=True))


def listed(client, **query):
    """The slugs of the skills in the list, in its order."""
    page = client.get(LIST, query, headers={"accept-language": "en"})
    return [skill.slug for skill in page.context["cl"].result_list]


@pytest.mark.parametrize("wanted", ["äly", "Äly", "ÄLY", "wit"])
def test_search_finds_titles_in_any_language_and_case(administrator, wanted):
    SkillFactory(slug="wits", title_fi="Älykkyys", title_en="Wit")
    SkillFactory(slug="other")

    assert listed(administrator, q=wanted) == ["wits"]


def test_chosen_objects_cost_no_query_of_their_own(administrator, count_queries):
    without, with_group = SkillFactory(group=None), SkillFactory(group=SkillGroupFactory())

    def open_page(skill):
        return lambda: administrator.get(f"{LIST}{skill.pk}/change/").content

    assert count_queries(open_page(with_group)) == count_queries(open_page(without))


def test_view_on_site_leads_to_the_page_of_what_has_one():
    skill = SkillFactory()

    assert admin.site.get_model_admin(Skill).get_view_on_site_url(skill) == (
        skill.get_absolute_url()
    )
    assert admin.site.get_model_admin(Identifier).get_view_on_site_url(Identifier()) is None
    assert admin.site.get_model_admin(Skill).get_view_on_site_url() is None

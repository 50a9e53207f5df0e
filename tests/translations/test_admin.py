import pytest
from django.contrib import admin
from django.utils import translation

from skills.models import Skill
from tests.support.editing import Desk, change_page
from tests.support.factories import SkillFactory, UserFactory
from translations.admin import in_all_languages

pytestmark = pytest.mark.django_db

LIST = "/admin/skills/skill/"


@pytest.fixture
def administrator():
    return Desk(UserFactory(is_superuser=True))


def listed(client, **query):
    """The slugs of the skills in the list, in its order."""
    language = query.pop("language", "en")
    page = client.get(LIST, query, headers={"accept-language": language})
    return [skill.slug for skill in page.context["cl"].result_list]


def test_columns_of_a_field_are_named_in_all_languages():
    assert in_all_languages("title", "summary") == (
        "title_en",
        "title_fi",
        "title_nb",
        "title_pl",
        "summary_en",
        "summary_fi",
        "summary_nb",
        "summary_pl",
    )


@pytest.mark.parametrize("nothing", ["", None])
def test_text_that_another_language_has_is_missing(administrator, nothing):
    SkillFactory(slug="complete", description="Description")
    SkillFactory(slug="missing", description="Description", description_pl=nothing)
    SkillFactory(slug="nothing", description="")

    assert listed(administrator, missing="pl") == ["missing"]
    assert listed(administrator, missing="nb") == []


def test_list_counts_the_texts_in_each_language(administrator):
    SkillFactory(description="Description", description_fi="", title_pl=None)

    page = administrator.get(LIST).content.decode()

    found = {code: f'<td class="field-texts_{code}">' for code in ("en", "fi", "nb", "pl")}
    shares = {code: page.split(cell)[1][:3] for code, cell in found.items()}
    assert shares == {"en": "2/2", "fi": "1/2", "nb": "2/2", "pl": "1/2"}


def test_list_sorts_as_the_readers_language_does(administrator):
    SkillFactory(slug="z", title_fi="Zeniitti", title_en="Zenith")
    SkillFactory(slug="ae", title_fi="Äly", title_en="Ability")

    assert listed(administrator, language="en") == ["ae", "z"]
    assert listed(administrator, language="fi") == ["z", "ae"]


def test_each_text_says_its_language(administrator):
    page = administrator.get(change_page(SkillFactory())).content.decode()

    for code in ("en", "fi", "nb", "pl"):
        start = page.index(f'name="title_{code}"')
        assert f'lang="{code}"' in page[start : page.index(">", start)]


def test_list_costs_the_same_for_1_and_3_skills(administrator, count_queries):
    SkillFactory()
    one = count_queries(lambda: administrator.get(LIST))
    SkillFactory.create_batch(2)

    assert count_queries(lambda: administrator.get(LIST)) == one
    assert Skill.objects.count() == 3


def test_lists_have_an_order_also_where_no_language_is_spoken():
    with translation.override(None):
        assert admin.site.get_model_admin(Skill).ordering == ("sort_en", "pk")

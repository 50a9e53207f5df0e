import re

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import translation

from skills.models import Skill
from tests.support.editing import Desk, change_page, desk
from tests.support.factories import QuestionFactory, SkillFactory, UserFactory
from tests.support.states import states, write
from translations.admin import in_all_languages
from translations.models import SmallFix

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


def test_small_fix_is_said_of_one_save_and_of_all_texts_on_the_page():
    item = QuestionFactory(role__title="Host", role__source_language="fi", source_language="fi")
    editor = desk("Editor")

    editor.save(item.role, title_fi="Hosti", questions__0__question_fi="Eikö?", small_fix="on")

    item.role.refresh_from_db()
    item.refresh_from_db()
    assert (item.role.title_fi, item.question_fi) == ("Hosti", "Eikö?")
    assert states(item.role)["nb"] == "reviewed"
    assert states(item, "question", owner=item.role)["nb"] == "reviewed"
    assert {fix.by for fix in SmallFix.objects.all()} == {editor.user}
    assert "small_fix" not in editor.filled_in(change_page(item.role))
    editor.save(item.role, title_fi="Isäntä")
    item.role.refresh_from_db()
    assert states(item.role)["nb"] == "outdated"


def test_translator_is_told_that_the_source_has_changed_meanwhile():
    skill = SkillFactory(title="Listening", source_language="fi")
    translator = desk("Translator", "nb")
    address = change_page(skill)
    sent = translator.filled_in(address)
    write(skill, title_fi="Kuunteleminen")

    response = translator.post(address, sent | {"title_nb": "Lytting"}, follow=True)

    assert "The source text was changed while you were translating" in response.text


def test_box_for_a_small_fix_is_off_and_keeps_what_was_said_beside_an_error():
    skill = SkillFactory()
    editor = desk("Editor")
    address = change_page(skill)

    page = editor.get(address)
    wrong = editor.post(address, editor.filled_in(address) | {"slug": "", "small_fix": "on"})

    assert 'name="small_fix"' in page.text
    assert "checked" not in small_fix_box(page)
    assert "checked" in small_fix_box(wrong)
    assert "small_fix" not in editor.get(reverse("admin:skills_skill_add")).text


def small_fix_box(page):
    return re.search(r'<input[^>]*name="small_fix"[^>]*>', page.text)[0]

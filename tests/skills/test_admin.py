import pytest

from skills.models import Tool
from tests.support.editing import change_page, complaints, desk
from tests.support.factories import (
    MetricFactory,
    SkillFactory,
    SkillTitleFactory,
    ToolCategoryFactory,
    ToolFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return desk("Editor")


def listed(client, address):
    return list(client.get(address).context["cl"].result_list)


def test_product_is_added_by_its_name(editor):
    sent = editor.filled_in("/admin/skills/tool/add/") | {"name": "Zendesk", "slug": "zendesk"}

    editor.post("/admin/skills/tool/add/", sent)

    assert str(Tool.objects.get(slug="zendesk")) == "Zendesk"


def test_product_has_nothing_to_translate():
    tool = ToolFactory()
    translator = desk("Translator", "nb")

    assert translator.get(change_page(tool)).context["has_change_permission"] is False
    assert translator.post(change_page(tool), {"name": "Other"}).status_code == 403


def test_translator_describes_a_metric_in_their_language():
    metric = MetricFactory(definition="Definition", definition_nb="")

    desk("Translator", "nb").save(metric, definition_nb="Forklaring", definition_fi="Selitys")

    metric.refresh_from_db()
    assert (metric.definition_nb, metric.definition_fi) == ("Forklaring", "Definition fi")


def test_translator_changes_other_titles_of_a_skill_in_their_language():
    skill = SkillFactory()
    norwegian = SkillTitleFactory(skill=skill, language="nb", order=1)
    polish = SkillTitleFactory(skill=skill, language="pl", title="Empatia", order=2)
    changes = {f"other_titles__{n}__title": "Empati" for n in (0, 1)}
    changes |= {"other_titles__0__language": "fi", "other_titles__0__DELETE": "on"}

    desk("Translator", "nb").save(skill, **changes)

    norwegian.refresh_from_db()
    polish.refresh_from_db()
    assert (norwegian.title, norwegian.language, polish.title) == ("Empati", "nb", "Empatia")


def test_skills_are_listed_by_group_and_what_is_missing(editor):
    wanted, other = SkillFactory(title_pl=""), SkillFactory()

    assert listed(editor, f"/admin/skills/skill/?group__id__exact={other.group_id}") == [other]
    assert listed(editor, "/admin/skills/skill/?missing=pl") == [wanted]


def test_skill_without_a_title_is_refused_in_words(editor):
    skill = SkillFactory()

    response = editor.save(skill, **{f"title_{code}": "" for code in ("en", "fi", "nb", "pl")})

    assert complaints(response) == {"title_en": ["Enter this in at least one language."]}


def test_link_to_the_site_leads_to_the_words_page(editor):
    category = ToolCategoryFactory(slug="crm")

    page = editor.get(change_page(category)).content.decode()

    assert 'href="/en/tools/category/crm/" class="viewsitelink"' in page


@pytest.mark.parametrize(("group", "may"), [("Editor", False), ("Publisher", True)])
@pytest.mark.parametrize("is_retired", [False, True])
def test_skill_is_retired_and_brought_back_by_who_may_publish(group, may, is_retired):
    skill = SkillFactory(is_retired=is_retired)

    desk(group).save(skill, is_retired="" if is_retired else "on")

    skill.refresh_from_db()
    assert skill.is_retired == (is_retired ^ may)

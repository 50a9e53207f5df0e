import pytest
from django.db.models import ProtectedError

from skills.models import Metric, Skill, SkillTitle, Tool, ToolCategory
from skills.vocabulary import vocabulary
from tests.support.constraints import breaking
from tests.support.factories import (
    DraftFactory,
    MetricFactory,
    RoleFactory,
    RoleMetricFactory,
    RoleSkillFactory,
    SkillFactory,
    SkillTitleFactory,
    ToolCategoryFactory,
    ToolFactory,
    ToolUseFactory,
)
from translations.languages import language_codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def words():
    """Words of each kind: `shared` by two published roles, `hidden` in a draft, `unused`."""
    roles = [RoleFactory(), RoleFactory()]
    for slug, users in {"shared": roles, "hidden": [DraftFactory()], "unused": []}.items():
        words = {
            "skill": SkillFactory(slug=slug),
            "category": ToolCategoryFactory(slug=slug),
            "metric": MetricFactory(slug=slug),
        }
        tool = ToolFactory(slug=slug)
        for role in users:
            RoleSkillFactory(role=role, skill=words["skill"])
            ToolUseFactory(role=role, category=words["category"], tools=[tool])
            RoleMetricFactory(role=role, metric=words["metric"])


@pytest.mark.parametrize("model", [Skill, ToolCategory, Tool, Metric])
def test_only_published_roles_are_counted(words, model):
    assert vocabulary(model).role_counts == {model.objects.get(slug="shared").pk: 2}


def test_role_that_names_a_tool_for_two_purposes_is_counted_once():
    role, tool = RoleFactory(), ToolFactory(slug="jira")
    ToolUseFactory(role=role, tools=[tool])
    ToolUseFactory(role=role, tools=[tool])

    assert vocabulary(Tool).role_counts == {tool.pk: 1}


def test_tool_stands_in_each_category_that_published_roles_name_it_in():
    role, tool = RoleFactory(), ToolFactory()
    first = ToolUseFactory(role=role, tools=[tool]).category
    second = ToolUseFactory(role=role, tools=[tool]).category
    ToolUseFactory(role=RoleFactory(), category=second, tools=[tool])
    ToolUseFactory(role=DraftFactory(), tools=[tool])

    found = Tool.objects.counts_by_category()

    assert found == {first.pk: {tool.pk: 1}, second.pk: {tool.pk: 2}}


def test_tool_is_called_the_same_in_every_language(language):
    assert str(ToolFactory(name="Zendesk")) == "Zendesk"


def test_tools_sort_by_name_in_every_language():
    for name in ("Zendesk", "asana", "Jira"):
        ToolFactory(name=name)

    orders = [
        [tool.name for tool in Tool.objects.in_reading_order(language)]
        for language in language_codes()
    ]
    assert orders == [["asana", "Jira", "Zendesk"]] * 4


def test_word_that_a_role_uses_cannot_be_deleted():
    skill = RoleSkillFactory().skill

    with pytest.raises(ProtectedError):
        skill.delete()

    assert Skill.objects.get() == skill


def test_words_have_addresses(language):
    assert SkillFactory(slug="empathy").get_absolute_url() == f"/{language}/skills/empathy/"
    assert ToolFactory(slug="jira").get_absolute_url() == f"/{language}/tools/jira/"
    assert ToolCategoryFactory(slug="crm").get_absolute_url() == f"/{language}/tools/category/crm/"
    assert MetricFactory(slug="csat").get_absolute_url() == f"/{language}/metrics/csat/"


def test_page_of_a_word_stands_on_its_own_where_it_is_written():
    skill = SkillFactory(title="Empathy", title_fi="", description="Felt", description_pl="")

    assert skill.page_languages == ["en", "nb"]
    assert SkillFactory(title="Empathy", title_fi="").page_languages == ["en", "nb", "pl"]
    assert MetricFactory(definition="Tells", definition_nb="").page_languages == ["en", "fi", "pl"]
    assert ToolFactory().page_languages == ["en", "fi", "nb", "pl"]


def test_skill_is_not_replaced_by_itself():
    skill = SkillFactory()

    with breaking(Skill, "skill_is_not_replaced_by_itself"):
        Skill.objects.filter(pk=skill.pk).update(replaced_by=skill)


def test_skill_has_a_title_once_in_a_language():
    title = SkillTitleFactory(language="fi", title="Kuuntelu")
    SkillTitleFactory(skill=title.skill, language="nb", title="Kuuntelu")

    with breaking(SkillTitle, "skill_title_is_given_once"):
        SkillTitleFactory(skill=title.skill, language="fi", title="Kuuntelu")


def test_title_of_a_skill_is_named_by_skill_language_and_itself():
    title = SkillTitleFactory(skill__slug="listening", language="fi", title="Kuuntelu")

    assert title.natural_key() == ("listening", "fi", "Kuuntelu")
    found = SkillTitle.objects.get_by_natural_key("listening", "fi", "Kuuntelu")
    assert (found, str(found)) == (title, "Kuuntelu")


def test_retired_skill_is_in_no_list():
    retired = RoleSkillFactory(skill=SkillFactory(is_retired=True)).skill

    assert vocabulary(Skill).role_counts == {}
    assert retired not in Skill.visible()

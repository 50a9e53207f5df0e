import pytest

from skills.models import Skill
from tests.api.asking import ask, refused
from tests.support.factories import (
    RoleFactory,
    RoleMetricFactory,
    RoleSkillFactory,
    SkillFactory,
    SkillTitleFactory,
    ToolFactory,
    ToolUseFactory,
)

pytestmark = pytest.mark.django_db


def test_skills_are_walked_through_while_they_go(monkeypatch):
    monkeypatch.setattr("skills.listing.PAGE_SIZE", 3)
    role = RoleFactory()
    for letter in "hgfedcba":
        RoleSkillFactory(role=role, skill=SkillFactory(slug=letter, title=letter))

    first = ask("skills?kind=knowledge")
    assert (first["total"], first["data"], first["next"]) == (0, [], None)
    first = ask("skills")
    Skill.objects.get(slug="c").role_skills.all().delete()
    Skill.objects.get(slug="c").delete()
    second = ask(first["next"].partition("/api/v1/")[2])
    third = ask(second["next"].partition("/api/v1/")[2])

    answers = (first, second, third)
    assert [skill["slug"] for answer in answers for skill in answer["data"]] == [*"abcdefgh"]
    assert third["next"] is None


def test_skill_has_its_uses_and_its_other_titles():
    use = RoleSkillFactory(skill__slug="empathy", context="Listens", points="One\nTwo")
    SkillTitleFactory(skill=use.skill, language="fi", title="Myötäeläminen")
    SkillTitleFactory(skill=use.skill, language="fi", title="Empatiaa", shown=False)

    data = ask("skills/empathy?lang=fi")["data"]

    assert data["other_titles"] == [{"language": "fi", "titles": ["Myötäeläminen"]}]
    [used] = data["uses"]
    assert used["text"]["text"] == "Listens fi"
    assert used["lines"]["lines"] == ["One fi", "Two fi"]
    assert used["role"]["slug"] == use.role.slug


def test_tools_name_their_categories():
    tool = ToolFactory(slug="zendesk", name="Zendesk")
    ToolUseFactory(category__slug="crm", tools=[tool], purpose="Knows customers")

    [listed] = ask("tools")["data"]
    assert (listed["name"], listed["roles"]) == ("Zendesk", 1)
    assert [category["slug"] for category in listed["categories"]] == ["crm"]
    [use] = ask("tools/zendesk")["data"]["uses"]
    assert (use["category"]["slug"], use["text"]["text"]) == ("crm", "Knows customers en")
    [use] = ask("tool-categories/crm")["data"]["uses"]
    assert [product["name"] for product in use["tools"]] == ["Zendesk"]
    assert ask("tool-categories")["data"][0]["roles"] == 1


def test_metrics_say_how_they_are_read():
    RoleMetricFactory(metric__slug="csat", metric__rise="better", metric__definition="What")

    [listed] = ask("metrics")["data"]
    data = ask("metrics/csat")["data"]

    assert listed["rise"] == data["rise"] == "better"
    assert data["definition"]["text"] == "What en"


@pytest.mark.parametrize("kind", ["skills", "tools", "tool-categories", "metrics", "positions"])
def test_what_is_not_there_is_a_problem(kind):
    assert ask(f"{kind}/nowhere?lang=fi", 404)["language"] == "fi"
    ask(f"{kind}/%00", 404)
    assert "shoe" in refused(f"{kind}?shoe=1")

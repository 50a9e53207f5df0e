import pytest

from history.naming import Names, field_label, field_language, name_in_values
from history.versions import find_subject
from roles.models import PayRange, Responsibility, Role, RoleSkill, ToolUse
from sources.models import Citation, Identifier
from tests.support.factories import (
    AlternativeTitleFactory,
    CareerStepFactory,
    PayRangeFactory,
    PositionFactory,
    QuestionFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
    SourceFactory,
    ToolFactory,
    ToolUseFactory,
    cite,
)
from tests.support.history import recorded
from translations.languages import language_activated

pytestmark = pytest.mark.django_db


def name_of(item):
    subject = find_subject(type(item), item.pk)
    return Names([subject.live]).of(subject.key)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: RoleFactory(title_en="Host"), "Host"),
        (lambda: RoleFactory(title="", title_fi="Isäntä"), "Isäntä"),
        (lambda: RoleSkillFactory(skill__title_en="Empathy"), "Empathy"),
        (lambda: ToolUseFactory(category__title_en="Ticketing"), "Ticketing"),
        (lambda: ToolFactory(name="Zendesk"), "Zendesk"),
        (lambda: ResponsibilityFactory(title_en="Leading"), "Leading"),
        (lambda: QuestionFactory(question_en="Why?"), "Why?"),
        (lambda: PayRangeFactory(place_en="Oslo"), "Oslo"),
        (lambda: CareerStepFactory(advice_en="Lead. " * 40), f"{'Lead. ' * 13}L…"),
        (lambda: AlternativeTitleFactory(title="Chief"), "Chief"),
        (lambda: PositionFactory(slug="host", title="", role=RoleFactory()), "host"),
        (lambda: cite(RoleFactory(), SourceFactory(title="A book")), "A book"),
    ],
)
def test_object_is_named_as_people_know_it(make, name):
    with language_activated("en"):
        assert name_of(make()) == name


def test_names_cost_the_same_number_of_queries_however_many_there_are(count_queries):
    role = RoleFactory()
    RoleSkillFactory(role=role)
    one = find_subject(Role, role.pk).live
    for _ in range(3):
        RoleSkillFactory(role=role)
    four = find_subject(Role, role.pk).live

    def name(state):
        return lambda: [*map(Names([state]).of, state)]

    assert count_queries(name(one)) == count_queries(name(four)) > 0


def test_object_that_is_gone_is_named_as_it_was():
    item = RoleSkillFactory(skill__title_en="Diplomacy")
    skill, key = item.skill, ("roles.roleskill", item.pk)
    state = find_subject(RoleSkill, item.pk).live
    item.delete()
    with recorded():
        skill.delete()

    with language_activated("en"):
        assert Names([state]).of(key) == "Diplomacy"
        assert Names([{}]).of(("skills.skill", 4_000)) == "#4000"
        assert Names([{}]).of(("roles.certificate", 7)) == "roles.certificate 7"


def test_values_are_in_words():
    tools = [ToolFactory(name="Zendesk"), ToolFactory(name="Front")]
    use = ToolUseFactory(tools=tools)
    role = RoleFactory(stage="lead", published_at="2026-03-02T09:00Z", family__title_en="Hotels")
    with language_activated("en"):
        names = Names([find_subject(type(item), item.pk).live for item in (use, role)])

        assert names.value(Role, "stage", "lead") == "Lead"
        assert names.value(Role, "stage", "") == ""
        assert names.value(Role, "published_at", "2026-03-02T09:00:00+00:00") == (
            "2 March 2026, 11:00"
        )
        assert names.value(Role, "reviewed_on", "2026-03-02") == "2 March 2026"
        assert names.value(Role, "family", role.family_id) == "Hotels"
        assert names.value(PayRange, "minimum", 30_000) == "30000"
        assert names.value(Identifier, "is_confirmed", False) == "No"
        assert names.value(ToolUse, "tools", [tool.pk for tool in tools]) == "Zendesk, Front"
        assert names.value(Role, "motto_en", "Come in") == "Come in"


def test_field_has_its_label_and_its_language():
    with language_activated("fi"):
        assert field_label(Responsibility, "tasks_pl") == "Tehtävät"
    assert field_language(Responsibility, "tasks_pl") == "pl"
    assert field_language(Responsibility, "area") == ""
    assert field_label(Responsibility, "motto_en") == "motto_en"


def test_values_without_a_name_have_none():
    assert name_in_values(Citation, {"field": ""}) == ""

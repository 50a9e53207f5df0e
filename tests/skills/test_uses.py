import pytest
from django.utils import translation

from roles.models import Role
from skills.uses import LISTED, first_uses
from tests.factories import (
    DraftFactory,
    MetricFactory,
    RoleFactory,
    RoleMetricFactory,
    RoleSkillFactory,
    SkillFactory,
    ToolCategoryFactory,
    ToolFactory,
    ToolUseFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["skill", "tool", "category", "metric"])
def word(request):
    """A word, the relation to its uses, and what makes a role use it."""
    if request.param == "skill":
        skill = SkillFactory()
        return skill, "role_skills", lambda role: RoleSkillFactory(role=role, skill=skill)
    if request.param == "tool":
        tool = ToolFactory()
        return tool, "tool_uses", lambda role: ToolUseFactory(role=role, tools=[tool])
    if request.param == "category":
        category = ToolCategoryFactory()
        return category, "tool_uses", lambda role: ToolUseFactory(role=role, category=category)
    metric = MetricFactory()
    return metric, "role_metrics", lambda role: RoleMetricFactory(role=role, metric=metric)


def titles(uses):
    return [use.role.title_en for use in uses]


def test_first_published_roles_by_name_are_those_that_are_shown(word):
    item, relation, use = word
    for number in reversed(range(LISTED + 3)):
        use(RoleFactory(title=f"{number:02}"))
    use(DraftFactory(title="00"))
    use(RoleFactory(title="00", status=Role.Status.RETIRED))
    RoleFactory(title="00 does not use it")

    with translation.override("en"):
        found = first_uses(item, relation)

    assert titles(found) == [f"{number:02} en" for number in range(LISTED)]


def test_roles_stand_as_each_reader_sorts_them(word, language):
    item, relation, use = word
    for title in ("Zoo", "Ölj"):
        use(RoleFactory(title=title))

    order = ["Zoo en", "Ölj en"] if language in ("fi", "nb") else ["Ölj en", "Zoo en"]
    assert titles(first_uses(item, relation)) == order


def test_uses_of_a_rare_word_are_found_with_one_query_more(word, count_queries, monkeypatch):
    item, relation, use = word
    use(RoleFactory(title="One"))
    with translation.override("en"):
        of_a_popular_one = count_queries(lambda: first_uses(item, relation))
        monkeypatch.setattr("roles.term_index.POPULAR", 0)
        use(RoleFactory(title="Two"))

        assert count_queries(lambda: first_uses(item, relation)) == of_a_popular_one + 1
        assert titles(first_uses(item, relation)) == ["One en", "Two en"]


def test_role_that_is_taken_back_while_the_page_is_made_is_not_shown(word, monkeypatch):
    item, relation, use = word
    draft = use(DraftFactory()).role
    monkeypatch.setattr("skills.uses.roles_by_name.first", lambda word, language, size: [draft.pk])

    assert first_uses(item, relation) == []


def test_tool_that_a_role_names_for_two_purposes_is_shown_with_both():
    tool, role = ToolFactory(), RoleFactory()
    uses = [ToolUseFactory(role=role, tools=[tool]) for _ in range(2)]

    assert first_uses(tool, "tool_uses", "category") == uses

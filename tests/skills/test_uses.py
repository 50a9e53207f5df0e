import pytest
from django.utils import translation

from roles.models import Role
from skills.uses import MAX_USES, first_uses
from tests.support.factories import (
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
def term(request):
    """A term, the relation to its uses, and what makes a role use it."""
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


def test_first_published_roles_by_name_are_those_that_are_shown(term):
    item, relation, use = term
    for number in reversed(range(MAX_USES + 3)):
        use(RoleFactory(title=f"{number:02}"))
    use(DraftFactory(title="00"))
    use(RoleFactory(title="00", status=Role.Status.RETIRED))
    RoleFactory(title="00 does not use it")

    with translation.override("en"):
        found = first_uses(item, relation)

    assert titles(found) == [f"{number:02} en" for number in range(MAX_USES)]


def test_roles_stand_as_each_reader_sorts_them(term, language):
    item, relation, use = term
    for title in ("Zoo", "Ölj"):
        use(RoleFactory(title=title))

    order = ["Zoo en", "Ölj en"] if language in ("fi", "nb") else ["Ölj en", "Zoo en"]
    assert titles(first_uses(item, relation)) == order


def test_uses_of_a_rare_term_are_found_with_one_query_more(term, count_queries, monkeypatch):
    item, relation, use = term
    use(RoleFactory(title="One"))
    with translation.override("en"):
        queries_of_a_common_term = count_queries(lambda: first_uses(item, relation))
        monkeypatch.setattr("roles.term_index.POPULAR", 0)
        use(RoleFactory(title="Two"))

        assert count_queries(lambda: first_uses(item, relation)) == queries_of_a_common_term + 1
        assert titles(first_uses(item, relation)) == ["One en", "Two en"]


def test_role_that_is_taken_back_while_the_page_is_made_is_not_shown(term, monkeypatch):
    item, relation, use = term
    draft = use(DraftFactory()).role
    monkeypatch.setattr("skills.uses._role_order", lambda term, language, size: [draft.pk])

    assert first_uses(item, relation) == []


def test_tool_that_a_role_names_for_two_purposes_is_shown_with_both():
    tool, role = ToolFactory(), RoleFactory()
    uses = [ToolUseFactory(role=role, tools=[tool]) for _ in range(2)]

    assert first_uses(tool, "tool_uses", "category") == uses

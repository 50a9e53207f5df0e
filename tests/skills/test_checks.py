import pytest

from core.checking import current_result
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


def orphans():
    result = current_result("orphan-terms")
    return {f.objects[0] for findings in result.findings.values() for f in findings}


def test_shipped_terms_are_all_used(content):
    assert orphans() == set()


def test_term_that_no_role_uses_is_found():
    terms = [SkillFactory(), ToolFactory(), ToolCategoryFactory(), MetricFactory()]

    assert orphans() == {(term._meta.label_lower, term.pk) for term in terms}


def test_term_that_a_draft_uses_is_no_orphan():
    draft = DraftFactory()
    RoleSkillFactory(role=draft)
    ToolUseFactory(role=draft, tools=[ToolFactory()])
    RoleMetricFactory(role=RoleFactory())

    assert orphans() == set()


def test_retired_skill_is_no_orphan():
    SkillFactory(is_retired=True)

    assert orphans() == set()

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.checking import current_result
from tests.support.factories import DraftFactory, RoleFactory, RoleSkillFactory, ToolUseFactory

pytestmark = pytest.mark.django_db


def found(name):
    result = current_result(name)
    return {
        finding.objects[0][1]: (finding.column, str(finding.problem))
        for findings in result.findings.values()
        for finding in findings
    }


def test_shipped_roles_have_essential_skills_and_no_review_is_overdue(content):
    assert found("no-essential-skills") == {}
    assert found("overdue-reviews") == {}


def test_role_without_essential_skills_is_found_drafts_too():
    bare, draft, useful = RoleFactory(), DraftFactory(), RoleFactory()
    RoleSkillFactory(role=useful, requirement="useful")
    RoleSkillFactory(role=RoleFactory(), requirement="essential")
    RoleFactory(status="retired")

    skills = ("role_skills", "")
    assert found("no-essential-skills") == {role.pk: skills for role in (bare, draft, useful)}


def test_briefly_described_role_is_found(settings, content):
    settings.BRIEF_ITEMS = 3
    brief, long = RoleFactory(), RoleFactory()
    for role, count in ((brief, 1), (long, 2)):
        ToolUseFactory(role=role)
        for _ in range(count):
            RoleSkillFactory(role=role)
    retired = RoleFactory(status="retired")

    results = found("brief-roles")

    assert results[brief.pk] == ("role_skills", "skills and tool categories: 2")
    assert not {long.pk, retired.pk} & set(results)


def test_overdue_review_is_found():
    today = timezone.localdate()
    overdue = RoleFactory(review_on=date(2026, 3, 1))
    RoleFactory(review_on=today + timedelta(days=1))
    RoleFactory(review_on=date(2026, 3, 1), reviewed_on=today)
    RoleFactory(review_on=date(2026, 3, 1), status="retired")

    assert found("overdue-reviews") == {overdue.pk: ("reviewed_on", "1 March 2026")}

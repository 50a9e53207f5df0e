"""A role to make documents of, and drafts of it."""

from typing import Any

import pytest
from django.utils import translation

from descriptions.choices import Choices
from descriptions.draft import Draft
from descriptions.material import material
from descriptions.own import OwnWords
from roles.details import find_role, read_details
from tests.support.factories import (
    BestPracticeFactory,
    ResponsibilityFactory,
    RoleFactory,
    RoleMetricFactory,
    RoleSkillFactory,
    ToolFactory,
    ToolUseFactory,
)


@pytest.fixture
def lead(db):
    """A role with two of most things, each in every language: “Coach” is “Coach fi” in Finnish."""
    role = RoleFactory(
        slug="lead",
        title="Lead",
        summary="Leads",
        introduction="First\nSecond",
        experience="Two years",
        growth="Up",
    )
    ResponsibilityFactory(
        role=role, key="coach", title="Coach", description="Every day", tasks="Listen\nAsk"
    )
    ResponsibilityFactory(role=role, key="plan", title="Plan")
    RoleSkillFactory(
        role=role,
        skill__slug="empathy",
        skill__title="Empathy",
        context="With customers",
        points="Calm",
    )
    RoleSkillFactory(
        role=role, skill__slug="sql", skill__title="SQL", requirement="useful", points="Queries"
    )
    ToolUseFactory(
        role=role,
        category__slug="crm",
        category__title="CRM",
        purpose="Records",
        tools=[ToolFactory(name="HubSpot", slug="hubspot"), ToolFactory(name="Zoho", slug="zoho")],
    )
    RoleMetricFactory(role=role, metric__slug="csat", metric__title="CSAT", context="Weekly")
    BestPracticeFactory(role=role, key="listen", title="Listen first", points="Slowly")
    return role


@pytest.fixture
def read():
    """Reads roles as the page does: `read("lead")`."""

    def read(*slugs: str) -> list[Any]:
        roles = [find_role(slug) for slug in slugs]
        for role in roles:
            read_details(role)
        return roles

    return read


@pytest.fixture
def material_of(read):
    """The material of roles: `material_of("lead", languages="fi pl")`."""

    def material_of(*slugs: str, languages: str = "en") -> Any:
        codes = languages.split()
        with translation.override(codes[0]):
            return material(read(*slugs), codes)

    return material_of


@pytest.fixture
def draft_of(material_of):
    """A draft of the role: `draft_of({"own.en.pay": "3,000"}, languages="en", parts=())`."""

    def draft_of(
        fields: dict[str, str] | None = None, languages: str = "en", **choices: Any
    ) -> Draft:
        found = material_of("lead", languages=languages)
        return Draft(found, Choices(**choices), OwnWords.of_form(fields or {}))

    return draft_of

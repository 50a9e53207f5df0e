import re

import pytest
from django.test import Client

from careers.listing import PositionList
from roles.models import Role
from roles.related import relate_all
from tests.support.factories import (
    DraftFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    add_items,
)

pytestmark = pytest.mark.django_db


def markdown(path, status=200):
    """The Markdown of a page, its addresses without the signs around them."""
    response = Client().get(f"/en/{path}")
    assert response.status_code == status
    return re.sub(r"<(http[^>]+)>", r"\1", response.content.decode())


def test_positions_have_the_moves_from_them(content):
    text = markdown("careers.md")

    assert "- Customer service manager (Leading people, Manager): http://testserver/en/" in text
    assert "  - Upward move: Customer support team lead\n" in text
    assert "% of requirements already met)" in text


def test_list_of_positions_goes_on(monkeypatch):
    part = PositionList([], [], is_whole=False, following="b")
    assert "after=gone" in markdown("careers.md?after=gone")

    monkeypatch.setattr("api.career_pages.list_positions", lambda form: part)

    assert "http://testserver/en/careers.md?after=b" in markdown("careers.md")


def test_comparison_has_each_row_with_what_it_says_of_each_role():
    skill = SkillFactory(title="Welding")
    for slug in "ab":
        RoleSkillFactory(role=RoleFactory(slug=slug, title=slug.upper()), skill=skill)
    add_items(Role.objects.get(slug="b"))

    text = markdown("compare.md?role=a&role=b")

    assert text.startswith("# Compare: A en, B en\n")
    assert "- Welding en\n  - A en: " in text
    assert "A en: Not mentioned" in text
    assert "Welding en" not in markdown("compare.md?role=a&role=b&show=differences")


def test_roles_to_compare_are_offered_where_there_are_too_few():
    first, other = RoleFactory(slug="a", title="A"), RoleFactory(slug="b", title="B")
    RoleSkillFactory(role=other, skill=RoleSkillFactory(role=first).skill)
    relate_all()
    DraftFactory(slug="hush", title="Hush")

    text = markdown("compare.md?role=a")

    assert "- A en: http://testserver/en/roles/a.md" in text
    assert "- B en: http://testserver/en/compare.md?role=a&role=b" in text
    assert "There is no role at this address: hush" in markdown("compare.md?role=a&role=hush", 404)


def test_retired_role_names_the_one_in_its_place():
    RoleFactory(slug="new", title="New")
    RoleFactory(
        slug="old",
        title="Old",
        status=Role.Status.RETIRED,
        replaced_by=Role.objects.get(slug="new"),
    )

    text = markdown("compare.md?role=old")

    assert "“Old en” is no longer in use. This role has been replaced by “New en”." in text


def test_roles_that_fit_come_with_what_is_missing():
    use = RoleSkillFactory(
        role__slug="lead", role__title="Lead", skill__slug="empathy", requirement="essential"
    )
    RoleSkillFactory(role=use.role, skill__title="Patience", requirement="essential")
    relate_all()

    text = markdown("find.md?skill=empathy")

    assert "1 role matches what you know" in text
    assert "- Lead en: http://testserver/en/roles/lead.md" in text
    assert "What you are missing: Patience en" in text
    assert "skill=nothing" in markdown("find.md?skill=nothing")


def test_skills_to_name_are_found_by_their_words(content):
    text = markdown("find.md?tool=zendesk&q=commun")

    assert "find.md?tool=zendesk&skill=communication" in text


def test_plan_of_a_move_has_its_sections(content):
    ends = "from=customer-support-team-lead&to=customer-support-operations-manager"
    text = markdown(f"move.md?{ends}")

    assert text.startswith("# Plan a move from “Customer support team lead” to")
    for heading in ("## Skills", "### Already familiar", "## Steps on the career ladder"):
        assert heading in text


def test_ends_of_a_move_are_offered():
    RoleFactory(slug="a", title="Apple")
    RoleFactory(slug="b", title="Pear")

    text = markdown("move.md?from=a&to_q=pear")

    assert "- Apple en: http://testserver/en/move.md?" in text
    assert "- Pear en: http://testserver/en/move.md?from=a&to=b" in text
    assert "There is no role at this address: gone" in markdown("move.md?from=gone", 404)


@pytest.mark.parametrize("path", ["careers", "compare", "find", "move", "coverage"])
@pytest.mark.parametrize(
    "query", ["role=%00", "q=%ff", "after=%F0%9F", "from=a%0Ab", "page=%D9%A1"]
)
def test_bad_input_is_no_error(path, query):
    markdown(f"{path}.md?{query}")


def test_only_what_is_understood_may_be_cached():
    RoleFactory(slug="a")

    assert "X-Page" in Client().get("/en/compare.md?role=a").headers
    for query in ("q=a", "role=a&show=x", "format=csv"):
        assert "X-Page" not in Client().get(f"/en/compare.md?{query}").headers

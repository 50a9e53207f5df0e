from collections.abc import Iterable

import pytest

from tests.support.editing import change_page, desk
from tests.support.factories import RoleFactory, add_items

pytestmark = pytest.mark.django_db


@pytest.fixture
def role():
    return add_items(RoleFactory(), 2)


def sent_with(role, **changes) -> Iterable[tuple[str, str, str]]:
    """What is said to be wrong: the place, the message, and where the link leads."""
    problems = desk("Publisher").save(role, **changes).context["problems"]
    return [(problem.place, problem.message, problem.target) for problem in problems]


def test_every_problem_leads_to_its_field(role):
    problems = sent_with(role, slug="no slug", responsibilities__1__key="")

    assert problems == [
        (
            "Slug",
            "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
            "id_slug",
        ),
        (
            f"Responsibilities: {role.responsibilities.all()[1]} – Key",
            "This field is required.",
            "id_responsibilities-1-key",
        ),
    ]


def test_problem_of_a_row_as_a_whole_leads_to_the_row(role):
    first, _ = role.role_skills.all()

    problems = sent_with(role, role_skills__1__skill=first.skill_id)

    assert [(place, target) for place, _, target in problems] == [
        (f"Role skills: {first}", "role_skills-1")
    ]


def test_problem_of_a_section_leads_to_the_section(role):
    editor = desk("Editor")
    sent = editor.filled_in(change_page(role)) | {"questions-0-answer_en": "Mine"}
    role.questions.first().delete()

    page = editor.post(change_page(role), sent)

    (problem,) = page.context["problems"]
    assert (problem.place, problem.target) == ("Questions", "questions-group")
    assert '<a href="#questions-group">Questions</a>' in page.text


def test_page_that_was_not_sent_has_none(role):
    assert desk("Editor").opened(change_page(role))["problems"] == []

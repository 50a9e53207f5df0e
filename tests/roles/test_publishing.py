import pytest

from roles.models import Role
from roles.publishing import is_publishable, missing_basics, thin_points
from tests.support.factories import DraftFactory, ResponsibilityFactory, RoleSkillFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("about", "missing"),
    [
        ({}, []),
        ({"source_language": ""}, ["source_language"]),
        ({"summary_nb": ""}, ["summary_nb"]),
        ({"title_nb": "", "summary_nb": ""}, ["title_nb", "summary_nb"]),
        ({"title_fi": "", "summary_en": ""}, []),
    ],
)
def test_role_needs_title_and_summary_in_the_language_it_was_written_in(about, missing):
    role = DraftFactory(**{"summary": "Summary", "source_language": "nb"} | about)

    assert missing_basics(lambda name: getattr(role, name)) == missing
    assert Role.objects.filter(is_publishable()).exists() is not bool(missing)


def points():
    return {str(point.label): point.count for point in thin_points(Role.objects.all())}


def test_thin_points_are_counted_and_named():
    DraftFactory.create_batch(12)

    [skills, *_others] = thin_points(Role.objects.all())

    assert points() == {
        "no essential skills": 12,
        "no responsibilities": 12,
        "no introduction": 12,
    }
    assert len(skills.examples) == 10


def test_what_a_role_has_is_not_thin():
    role = DraftFactory(introduction_fi="Johdanto")
    RoleSkillFactory(role=role)
    ResponsibilityFactory(role=role)

    assert points() == {}


def test_useful_skills_are_not_enough():
    RoleSkillFactory(role=DraftFactory(introduction="Introduction"), requirement="useful")

    assert points() == {"no essential skills": 1, "no responsibilities": 1}

import pytest

from tests.support.editing import complaints, desk
from tests.support.factories import RoleFamilyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return desk("Editor")


def test_families_are_listed_as_the_tree_stands(editor):
    support = RoleFamilyFactory(slug="support", order=1)
    RoleFamilyFactory(slug="zoo", order=0)
    RoleFamilyFactory(slug="leading", parent=support)

    found = editor.get("/admin/roles/rolefamily/").context["cl"].result_list

    assert [family.path for family in found] == ["support/", "support/leading/", "zoo/"]


def test_family_that_would_stand_below_itself_is_refused_in_words(editor):
    support = RoleFamilyFactory()
    below = RoleFamilyFactory(parent=support)

    answers = [editor.save(support, parent=family.pk) for family in (below, support)]

    said = "A role family cannot be placed under a family that belongs to it."
    assert [complaints(answer)["parent"] for answer in answers] == [[said], [said]]

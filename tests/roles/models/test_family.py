import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from roles.models import RoleFamily
from tests.support.constraints import breaking
from tests.support.factories import RoleFactory, RoleFamilyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    """service › leading › teams, service › ways, and sales."""
    service = RoleFamilyFactory(slug="service")
    leading = RoleFamilyFactory(slug="leading", parent=service)
    RoleFamilyFactory(slug="teams", parent=leading)
    RoleFamilyFactory(slug="ways", parent=service)
    RoleFamilyFactory(slug="sales")


def paths() -> list[str]:
    return [family.path for family in RoleFamily.objects.order_by("path")]


def test_path_holds_the_slugs_from_the_root_down(tree):
    assert paths() == [
        "sales/",
        "service/",
        "service/leading/",
        "service/leading/teams/",
        "service/ways/",
    ]


def test_branch_is_a_family_and_all_below_it(tree):
    RoleFamilyFactory(slug="service-desk")

    branch = RoleFamily.objects.within("service/").order_by("path")

    assert [family.slug for family in branch] == ["service", "leading", "teams", "ways"]


def test_family_that_moves_takes_those_below_it_along(tree):
    leading = RoleFamily.objects.get(slug="leading")
    leading.parent = RoleFamily.objects.get(slug="sales")
    leading.save()

    assert paths() == [
        "sales/",
        "sales/leading/",
        "sales/leading/teams/",
        "service/",
        "service/ways/",
    ]


def test_family_with_a_new_slug_renames_the_paths_below_it(tree):
    service = RoleFamily.objects.get(slug="service")
    service.slug = "customer-service"
    service.save()

    assert paths() == [
        "customer-service/",
        "customer-service/leading/",
        "customer-service/leading/teams/",
        "customer-service/ways/",
        "sales/",
    ]


def test_family_that_becomes_a_root_has_a_path_of_its_own(tree):
    teams = RoleFamily.objects.get(slug="teams")
    teams.parent = None
    teams.save()

    assert RoleFamily.objects.get(slug="teams").path == "teams/"


def test_family_cannot_stand_below_itself(tree):
    service = RoleFamily.objects.get(slug="service")
    service.parent = RoleFamily.objects.get(slug="teams")

    with pytest.raises(ValidationError) as error:
        service.full_clean()

    assert error.value.message_dict == {
        "parent": ["A role family cannot be placed under a family that belongs to it."]
    }


def test_family_is_not_its_own_parent():
    family = RoleFamilyFactory()

    with breaking(RoleFamily, "role_family_is_not_its_own_parent"):
        RoleFamily.objects.filter(pk=family.pk).update(parent=family)


def test_line_leads_from_the_root_to_the_family(tree):
    teams = RoleFamily.objects.get(slug="teams")

    assert [family.slug for family in teams.lineage] == ["service", "leading", "teams"]


def test_crumbs_name_a_family_once_that_is_called_as_the_one_above_it():
    family = None
    for number, title in enumerate(["Forces", "Officers", "Officers", "Officers", "Pilots"]):
        family = RoleFamilyFactory(slug=f"f{number}", title=title, parent=family)

    assert [one.slug for one in family.crumbs] == ["f0", "f1", "f4"]
    assert [one.slug for one in family.parent.crumbs] == ["f0", "f1"]


def test_family_with_roles_cannot_be_deleted():
    family = RoleFactory().family

    with pytest.raises(ProtectedError):
        family.delete()

    assert RoleFamily.objects.get() == family

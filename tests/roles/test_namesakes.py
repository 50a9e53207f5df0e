import pytest

from roles.models import Role
from roles.namesakes import distinguishing_texts
from tests.support.factories import RoleFactory, RoleFamilyFactory
from translations.texts import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def cabin():
    return RoleFamilyFactory(title="Cabin")


def beside(*roles: Role) -> list[str]:
    """What stands beside each of the roles."""
    found = distinguishing_texts(roles)
    return [str(found.get(role.pk, "")) for role in roles]


def test_only_roles_that_are_called_the_same_are_told_apart_by_their_families(cabin):
    agent = RoleFactory(title="Agent", family=cabin)
    other = RoleFactory(title="agent", family=RoleFamilyFactory(title="Sales"))
    pilot = RoleFactory(title="Pilot", family=cabin)

    assert beside(agent, other, pilot) == ["Cabin en", "Sales en", ""]
    assert beside(agent, pilot) == ["", ""]


def test_roles_of_one_family_are_told_apart_by_their_titles_in_another_language(cabin, language):
    if language == "en":
        return
    names = ("flight attendant", "steward")
    roles = [RoleFactory(title="Same", title_en=name, family=cabin) for name in names]

    assert distinguishing_texts(roles) == {
        role.pk: Text(name, "en", language) for role, name in zip(roles, names, strict=True)
    }


def test_title_in_the_language_that_the_roles_were_written_in_comes_first(cabin):
    roles = [
        RoleFactory(title="Same", title_pl=pl, title_nb=nb, source_language="pl", family=cabin)
        for pl, nb in (("pierwsza", "første"), ("druga", "andre"))
    ]

    assert beside(*roles) == ["pierwsza", "druga"]


def test_roles_that_nothing_tells_apart_have_their_family_beside_them(cabin):
    roles = [RoleFactory(title="Same", family=cabin) for _ in range(2)]

    assert beside(*roles) == ["Cabin en", "Cabin en"]


def test_role_is_no_namesake_of_itself(cabin):
    role = RoleFactory(family=cabin)

    assert distinguishing_texts([role, role]) == {}

import pytest

from sources.identifiers import identifiers_of
from sources.models import Identifier
from tests.support.factories import RoleFactory, SkillFactory

pytestmark = pytest.mark.django_db


def test_identifiers_are_those_that_are_confirmed():
    role, skill = RoleFactory(), SkillFactory()
    Identifier.objects.create(about=role, scheme="ISCO-08", value="1234")
    Identifier.objects.create(about=role, scheme="ESCO", value="http://x", match="close")
    Identifier.objects.create(about=role, scheme="ESCO", value="http://y", is_confirmed=False)
    Identifier.objects.create(about=skill, scheme="ESCO", value="http://z")

    found = [(one.scheme, one.value, one.match) for one in identifiers_of(role)]

    assert found == [("ESCO", "http://x", "close"), ("ISCO-08", "1234", "exact")]

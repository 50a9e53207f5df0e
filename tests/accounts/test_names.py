"""Groups and permissions are named in the reader's language."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import translation

from tests.support.editing import Desk
from tests.support.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_groups_have_names_in_the_readers_language():
    with translation.override("nb"):
        names = sorted(map(str, Group.objects.all()))

    assert names == ["Oversetter", "Publiseringsansvarlig", "Redaktør"]


def test_group_that_an_administrator_made_keeps_its_name():
    with translation.override("nb"):
        assert str(Group(name="Staff of 2026")) == "Staff of 2026"


@pytest.mark.parametrize(
    ("codename", "name"),
    [
        ("add_role", "Roolit | rooli | saa lisätä"),
        ("publish_role", "Roolit | rooli | saa julkaista rooleja ja perua julkaisun"),
        (
            "translate_content",
            "Käyttäjät | käyttäjä | saa kirjoittaa tekstejä kielillä, jotka hänelle on valittu",
        ),
    ],
)
def test_permissions_have_names_in_the_readers_language(codename, name):
    with translation.override("fi"):
        assert str(Permission.objects.get(codename=codename)) == name


def test_deletion_of_a_group_names_the_group_and_not_all_that_it_may_do():
    group = Group.objects.get(name="Editor")
    someone = Desk(UserFactory(is_superuser=True))

    page = someone.get(f"/admin/auth/group/{group.pk}/delete/")

    assert page.context["deleted_objects"] == ["Editor"]
    assert dict(page.context["model_count"]) == {"groups": 1}
    assert someone.post(page.request["PATH_INFO"], {"post": "yes"}).status_code == 302
    assert not Group.objects.filter(pk=group.pk).exists()

import pytest

from history.models import Change
from tests.support.editing import desk
from tests.support.factories import RoleFactory
from tests.support.history import last_change

pytestmark = pytest.mark.django_db


def test_change_in_admin_is_of_the_person_who_is_signed_in():
    editor, role = desk("Editor"), RoleFactory()

    editor.save(role, title_fi="Uusi")

    assert (last_change().origin, last_change().by) == ("edit", editor.user)


def test_page_for_readers_does_not_touch_the_session(client):
    RoleFactory(slug="host")
    before = Change.objects.count()

    response = client.get("/en/roles/host/")

    assert response.status_code == 200
    assert not response.wsgi_request.session.accessed
    assert Change.objects.count() == before

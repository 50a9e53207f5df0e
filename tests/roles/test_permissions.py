import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.http import HttpRequest

from accounts.models import User
from roles.permissions import may_preview
from tests.support.factories import UserFactory

pytestmark = pytest.mark.django_db


def allowed(codename: str, **about: bool) -> User:
    user = UserFactory(**about)
    user.user_permissions.add(Permission.objects.get(codename=codename))
    return User.objects.get(pk=user.pk)


def request_of(user: object, cookies: bool = True) -> HttpRequest:
    request = HttpRequest()
    request.user = user
    if cookies:
        request.COOKIES["sessionid"] = "x"
    return request


def test_staff_who_may_see_roles_may_preview_drafts():
    assert may_preview(request_of(allowed("view_role")))


@pytest.mark.parametrize("missing", ["is_staff", "is_active"])
def test_people_who_are_not_active_staff_may_not(missing):
    assert not may_preview(request_of(allowed("view_role", **{missing: False})))


def test_staff_without_the_right_may_not():
    assert not may_preview(request_of(UserFactory()))


def test_reader_who_is_not_signed_in_may_not():
    assert not may_preview(request_of(AnonymousUser()))


def test_without_a_session_cookie_nobody_is_looked_up():
    request = request_of(None, cookies=False)
    del request.user

    assert not may_preview(request)

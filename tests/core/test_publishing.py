import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from accounts.models import User
from core.publishing import may_publish
from tests.support.factories import UserFactory

pytestmark = pytest.mark.django_db


def allowed(codename: str) -> User:
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename=codename))
    return User.objects.get(pk=user.pk)


def test_publishing_takes_a_right_of_its_own():
    assert may_publish(allowed("publish_role"))
    assert not may_publish(allowed("change_role"))


def test_reader_who_is_not_signed_in_publishes_nothing():
    assert not may_publish(AnonymousUser())

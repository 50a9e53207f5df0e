from datetime import date

import pytest

from roles.models import RoleViews
from tests.support.constraints import breaking
from tests.support.factories import RoleFactory

pytestmark = pytest.mark.django_db


def test_views_of_a_role_are_counted_once_a_day():
    role, today = RoleFactory(), date(2026, 11, 23)
    views = RoleViews.objects.create(role=role, day=today, count=3)
    RoleViews.objects.create(role=RoleFactory(), day=today)

    assert str(views) == f"{role.pk} 2026-11-23: 3"
    with breaking(RoleViews, "role_views_are_counted_once_a_day"):
        RoleViews.objects.create(role=role, day=today)

import pytest
from django.contrib.auth.models import Group

from tests.support.editing import Desk
from tests.support.factories import RoleFactory, UserFactory, add_items
from tests.support.markup import Page

pytestmark = pytest.mark.django_db

LARGE = "9" * 30


@pytest.fixture
def administrator():
    return Desk(UserFactory(is_superuser=True))


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Group.objects.get(name="Editor"), "permissions"),
        (UserFactory, "groups"),
        (UserFactory, "user_permissions"),
        (lambda: add_items(RoleFactory()), "cited_by_all"),
        (lambda: add_items(RoleFactory()), "tool_uses__0__tools"),
        (lambda: add_items(RoleFactory()), "career_steps__0__positions"),
    ],
)
def test_number_that_no_database_has_room_for_is_a_wrong_choice(administrator, make, field):
    answer = administrator.save(make(), **{field: [LARGE]})

    assert answer.status_code == 200
    assert Page(answer.text).texts("ul", "errorlist")

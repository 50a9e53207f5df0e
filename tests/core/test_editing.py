import pytest

from core.editing import is_key, may_edit
from roles.models import Responsibility
from skills.models import Skill
from tests.support.editing import form_class
from tests.support.factories import (
    ResponsibilityFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(is_superuser=True)


def test_who_may_not_edit_is_shown_a_locked_form(administrator):
    user = UserFactory(languages=["nb"])

    assert (may_edit(user, Skill), may_edit(administrator, Skill)) == (False, True)
    for someone, is_locked in ((user, True), (administrator, False)):
        form = form_class(Skill, someone, fields=["title_nb", "slug"])()
        assert {field.disabled for field in form.fields.values()} == {is_locked}


def test_rule_about_a_field_in_the_form_is_said_there(administrator):
    item = ResponsibilityFactory(tasks="One\nTwo")
    form = form_class(Responsibility, administrator, fields=["key", "tasks_nb"])

    errors = form({"key": "leading", "tasks_nb": "En"}, instance=item).errors

    assert errors == {
        "tasks_nb": [
            "Enter the same number of lines in every language. This language has 1, but "
            "another has 2."
        ]
    }


def test_rule_about_a_field_that_is_not_in_the_form_is_said_above_it(administrator):
    item = ResponsibilityFactory(tasks="One\nTwo", tasks_nb="En")
    form = form_class(Responsibility, administrator, fields=["key"])

    errors = form({"key": "leading"}, instance=item).errors

    assert errors == {
        "__all__": [
            "Tasks [nb]: Enter the same number of lines in every language. "
            "This language has 1, but another has 2."
        ]
    }


@pytest.mark.parametrize("text", ["", "-1", "x", "\u0661", "1.5", "9" * 19])
def test_key_that_no_object_can_have_is_none(text):
    assert not is_key(text)
    assert is_key("17")

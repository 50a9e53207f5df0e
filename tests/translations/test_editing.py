import pytest
from django.forms import modelform_factory

from roles.models import Responsibility
from skills.models import Skill
from tests.factories import ResponsibilityFactory, UserFactory
from translations.editing import ContentForm, TextArea, may_edit, may_translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(is_superuser=True)


def form_of(model, user, **options):
    form = modelform_factory(model, form=ContentForm, **options)
    form.user = user
    return form


def test_line_ends_of_browsers_are_no_change_of_a_text():
    sent = {"tasks": "One\r\nTwo\r\n"}

    assert TextArea().value_from_datadict(sent, {}, "tasks") == "One\nTwo\n"
    assert TextArea().value_from_datadict({}, {}, "tasks") is None


def test_someone_of_no_group_may_neither_edit_nor_translate():
    user = UserFactory(languages=["nb"])

    assert (may_edit(user, Skill), may_translate(user)) == (False, False)


def test_form_of_someone_of_no_group_is_locked():
    form = form_of(Skill, UserFactory(languages=["nb"]), fields=["title_nb", "slug"])()

    assert [field.disabled for field in form.fields.values()] == [True, True]


def test_administrator_may_edit_all_and_translates_what_is_theirs(administrator):
    assert (may_edit(administrator, Skill), may_translate(administrator)) == (True, False)


def test_rule_about_a_field_in_the_form_is_said_there(administrator):
    item = ResponsibilityFactory(tasks="One\nTwo")
    form = form_of(Responsibility, administrator, fields=["key", "tasks_nb"])

    errors = form({"key": "leading", "tasks_nb": "En"}, instance=item).errors

    assert errors == {"tasks_nb": ["Write as many lines in every language: here 1, elsewhere 2."]}


def test_rule_about_a_field_that_is_not_in_the_form_is_said_above_it(administrator):
    item = ResponsibilityFactory(tasks="One\nTwo", tasks_nb="En")
    form = form_of(Responsibility, administrator, fields=["key"])

    errors = form({"key": "leading"}, instance=item).errors

    assert errors == {
        "__all__": ["Tasks [nb]: Write as many lines in every language: here 1, elsewhere 2."]
    }

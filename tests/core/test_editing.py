import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.forms import BaseInlineFormSet, inlineformset_factory

from core.editing import UniqueRows, last_change, may_edit
from roles.models import Responsibility, Role, RoleSkill
from skills.models import Skill
from tests.support.editing import form_class
from tests.support.factories import (
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
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
        "tasks_nb": ["Enter the same number of lines in every language. Here: 1, elsewhere: 2."]
    }


def test_rule_about_a_field_that_is_not_in_the_form_is_said_above_it(administrator):
    item = ResponsibilityFactory(tasks="One\nTwo", tasks_nb="En")
    form = form_class(Responsibility, administrator, fields=["key"])

    errors = form({"key": "leading"}, instance=item).errors

    assert errors == {
        "__all__": [
            "Tasks [nb]: Enter the same number of lines in every language. Here: 1, elsewhere: 2."
        ]
    }


@pytest.fixture
def skill_form(administrator):
    """Fills in the form of a skill's page, which was opened at some entry of admin's log."""
    skill = SkillFactory()
    form = form_class(Skill, administrator, fields=["slug"])
    form.page = skill
    return skill, lambda opened: form({"slug": "new", "opened": opened}, instance=skill)


def save_by(user, skill):
    LogEntry.objects.log_actions(user.pk, [skill], CHANGE, "Changed.", single_object=True)


def test_form_that_is_older_than_what_somebody_else_saved_is_refused(skill_form):
    skill, fill_in = skill_form
    opened = last_change(Skill, skill.pk)
    save_by(UserFactory(username="kari"), skill)

    [message] = fill_in(str(opened)).errors["__all__"]

    assert message.startswith("This page has been changed since you opened it. Saved by: kari, at ")
    assert fill_in(str(last_change(Skill, skill.pk))).is_valid()


def test_form_that_is_older_than_ones_own_change_is_saved(skill_form, administrator):
    skill, fill_in = skill_form
    save_by(administrator, skill)

    assert fill_in("0").is_valid()


@pytest.mark.parametrize("opened", ["", "-1", "x", "9" * 19])
def test_form_that_does_not_say_when_it_was_opened_is_saved(skill_form, opened):
    skill, fill_in = skill_form
    save_by(UserFactory(), skill)

    assert fill_in(opened).is_valid()


class Rows(UniqueRows, BaseInlineFormSet):
    """The skills of one role."""


def are_valid(role, items, *changes) -> bool:
    """Whether the rows of a role's skills may be saved, with some changes of each."""
    formset = inlineformset_factory(Role, RoleSkill, formset=Rows, fields=["skill"], extra=0)
    sent = {"rows-TOTAL_FORMS": len(items), "rows-INITIAL_FORMS": len(items)}
    for n, (item, changed) in enumerate(zip(items, changes, strict=True)):
        row = {"id": item.pk, "role": role.pk, "skill": item.skill_id} | changed
        sent |= {f"rows-{n}-{name}": value for name, value in row.items()}
    return formset(sent, instance=role, prefix="rows").is_valid()


def test_rows_may_neither_share_what_is_unique_nor_take_it_over_in_the_same_save():
    role = RoleFactory()
    items = [RoleSkillFactory(role=role) for _ in range(2)]
    first, second = (item.skill_id for item in items)

    assert are_valid(role, items, {}, {})
    assert are_valid(role, items, {"skill": SkillFactory().pk}, {})
    assert not are_valid(role, items, {"skill": second}, {"DELETE": "on"})
    assert not are_valid(role, items, {"skill": second}, {})
    assert not are_valid(role, items, {"skill": second}, {"skill": first})

import json

import pytest
from django.contrib.admin.models import CHANGE, LogEntry

from core.merging import ALWAYS_MINE
from roles.models import ToolUse
from skills.models import Skill, SkillKind
from tests.support.editing import form_class
from tests.support.factories import SkillFactory, ToolFactory, ToolUseFactory, UserFactory
from tests.support.unclean import store_unclean

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(is_superuser=True)


@pytest.fixture
def open_skill(administrator):
    """Opens the form of a skill; what it returns saves the form with some values changed."""
    form = form_class(Skill, administrator, fields=["slug", "title_nb", "kind"])

    def open_form(skill):
        opened = form(instance=Skill.objects.get(pk=skill.pk)).opened_json()

        def fill_in(opened=opened, **changes):
            data = {name: getattr(skill, name) for name in form.base_fields}
            fresh = Skill.objects.get(pk=skill.pk)
            return form(data | changes | {"opened": opened}, instance=fresh)

        return fill_in

    return open_form


def test_field_that_is_not_changed_keeps_what_somebody_else_has_saved(open_skill):
    skill = SkillFactory(title_nb="Før")
    fill_in = open_skill(skill)
    Skill.objects.filter(pk=skill.pk).update(title_nb="Deres")

    form = fill_in(slug="ours")

    assert form.changed_data == ["slug"]
    assert form.is_valid()
    form.save()
    skill.refresh_from_db()
    assert (skill.slug, skill.title_nb) == ("ours", "Deres")


def test_text_from_before_texts_were_cleaned_is_cleaned_by_a_save(open_skill):
    skill = SkillFactory(title_nb="Norsk")
    store_unclean(skill, title_nb="No\u00adrsk")

    form = open_skill(Skill.objects.get(pk=skill.pk))()

    assert form.changed_data == ["title_nb"]
    assert form.is_valid()
    form.save()
    skill.refresh_from_db()
    assert skill.title_nb == "Norsk"


def test_field_that_both_changed_is_shown_with_both_values_and_then_saved(open_skill):
    skill = SkillFactory(title_nb="Før")
    fill_in = open_skill(skill)
    Skill.objects.filter(pk=skill.pk).update(title_nb="Deres")

    refused = fill_in(title_nb="Vår", slug="ours")

    assert refused.errors == {
        "title_nb": [
            "This field has changed since you opened the page. Save again to keep your version.",
            "When you opened the page: Før",
            "Saved since you opened the page: Deres",
        ]
    }
    again = fill_in(opened=refused.opened_json(), title_nb="Vår", slug="ours")
    assert again.is_valid()
    again.save()
    skill.refresh_from_db()
    assert (skill.slug, skill.title_nb) == ("ours", "Vår")


def test_value_that_changes_once_more_after_a_conflict_is_a_conflict_again(open_skill):
    skill = SkillFactory(title_nb="Før")
    fill_in = open_skill(skill)
    Skill.objects.filter(pk=skill.pk).update(title_nb="Deres")
    refused = fill_in(title_nb="Vår")
    assert not refused.is_valid()
    Skill.objects.filter(pk=skill.pk).update(title_nb="Deres igjen")

    again = fill_in(opened=refused.opened_json(), title_nb="Vår")

    assert list(again.errors["title_nb"])[1:] == [
        "When you opened the page: Deres",
        "Saved since you opened the page: Deres igjen",
    ]


def test_two_people_who_type_the_same_have_no_conflict(open_skill):
    skill = SkillFactory(title_nb="Før")
    fill_in = open_skill(skill)
    Skill.objects.filter(pk=skill.pk).update(title_nb="Samme")

    assert fill_in(title_nb="Samme").is_valid()


def test_conflict_names_choices_and_people_in_words(open_skill):
    skill = SkillFactory(kind=SkillKind.COMPETENCE)
    fill_in = open_skill(skill)
    Skill.objects.filter(pk=skill.pk).update(kind=SkillKind.KNOWLEDGE)
    kari = UserFactory(username="kari")
    LogEntry.objects.log_actions(kari.pk, [skill], CHANGE, "Changed.", single_object=True)

    _said, before, since = fill_in(kind="").errors["kind"]

    assert before == f"When you opened the page: {SkillKind.COMPETENCE.label}"
    assert since.startswith(f"Saved since you opened the page: {SkillKind.KNOWLEDGE.label} (kari, ")


def test_relation_is_compared_and_named_by_its_objects(administrator):
    form = form_class(ToolUse, administrator, fields=["tools"])
    use = ToolUseFactory()
    first, second, third = (ToolFactory(name=name) for name in ("One", "Two", "Three"))
    use.tools.set([first])
    opened = form(instance=use).opened_json()
    use.tools.set([second])

    untouched = form({"tools": [first.pk], "opened": opened}, instance=use)
    refused = form({"tools": [first.pk, third.pk], "opened": opened}, instance=use)

    assert untouched.changed_data == []
    assert list(refused.errors["tools"])[1:] == [
        "When you opened the page: One",
        "Saved since you opened the page: Two",
    ]
    untouched.save()
    assert list(use.tools.all()) == [second]


def test_order_of_rows_is_no_conflict():
    assert "order" in ALWAYS_MINE


@pytest.mark.parametrize(
    "opened", ["", "x", "[]", "7", "[" * 5000, '{"kind": {}}', '{"slug": [1]}', '{"kind": null}']
)
def test_form_that_sends_nonsense_for_what_it_was_opened_with_is_answered(open_skill, opened):
    fill_in = open_skill(SkillFactory())

    form = fill_in(opened=opened, title_nb="Vår")

    assert form.is_valid() or form.errors
    assert isinstance(json.loads(form.opened_json()), dict)


def test_new_object_is_opened_with_nothing(administrator):
    form = form_class(Skill, administrator, fields=["slug", "title_en"])

    assert form({"slug": "x", "title_en": "X", "opened": '{"slug": "y"}'}).opened == {}

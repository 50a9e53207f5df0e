import pytest
from django.apps import apps
from django.contrib import admin
from django.template.loader import get_template

from roles.models import AlternativeTitle, Role, ToolUse
from roles.models.items import Ordered
from roles.registry import item_kinds, kinds_by_model
from tests.support.factories import RoleFactory, ToolFactory, ToolUseFactory

KINDS = pytest.mark.parametrize("kind", item_kinds(), ids=lambda kind: kind.section)


def test_every_model_of_items_is_registered_once():
    models = [model for model in apps.get_models() if issubclass(model, Ordered)]

    registered = [kind.model for kind in item_kinds()]

    assert {*registered, AlternativeTitle} == {*models}
    assert len(registered) == len({*registered})


def test_sections_and_places_are_those_of_one_kind():
    for name in ("section", "place"):
        values = [getattr(kind, name) for kind in item_kinds()]
        assert len(values) == len({*values})


@KINDS
def test_every_kind_has_texts_a_template_and_an_admin_page(kind):
    assert kind.model.translated_fields()
    assert get_template(kind.template)
    assert admin.site.is_registered(kind.model)


@KINDS
def test_every_relation_of_a_kind_is_there(kind):
    assert Role._meta.get_field(kind.relation).related_model is kind.model
    for relation in (*kind.joined, *kind.many):
        assert kind.model._meta.get_field(relation.split("__")[0]).is_relation


@pytest.mark.django_db
def test_tool_that_is_named_for_two_purposes_is_counted_once():
    role, tool = RoleFactory(), ToolFactory()
    uses = [ToolUseFactory(role=role, tools=[tool]) for _ in range(2)]

    assert kinds_by_model()[ToolUse].count(uses) == 1

"""The parameters of a form as OpenAPI describes them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_noop as _

from api.strict import FieldsField, NumberField, StrictForm
from core.forms import ListField

Schema = dict[str, Any]

DESCRIPTIONS: Mapping[str, str] = {
    "cursor": _(
        "The point where the list continues. Use the address given as “next” in the previous "
        "response."
    ),
    "family": _("A role family, including the families below it."),
    "fields": _(
        "The fields to return, separated by commas. If none are given, all fields are returned."
    ),
    "from": _(
        "The role or position to move from. It can be left out if skills or tools are given."
    ),
    "group": _("A skill group."),
    "kind": _("The kind of result to search for."),
    "lang": _(
        "The language of the texts. If no language is specified, English is used. “all” "
        "returns each text in every language in which it has been written."
    ),
    "page": _("The page number."),
    "q": _("The words to search for."),
    "reuse": _("How widely the skill is used."),
    "role": _("The name of a role as it appears in web addresses."),
    "show": _("Which rows of the comparison to show."),
    "since": _("The content version given in an earlier response."),
    "skill": _("The name of a skill as it appears in web addresses."),
    "sort": _("The order of the list."),
    "stage": _("A career stage."),
    "text": _("Words in the title of the role."),
    "text_lang": _("The language in which the title or name of a result must be written."),
    "to": _("The role to move to."),
    "tool": _("The name of a tool as it appears in web addresses."),
}


def parameters(form: type[StrictForm]) -> list[Schema]:
    """The parameters of a form, in its order."""
    return [
        {
            "name": name,
            "in": "query",
            "required": name in form.needed,
            "description": DESCRIPTIONS[name],
            "schema": _schema(field),
            **({"style": "form", "explode": False} if isinstance(field, FieldsField) else {}),
        }
        for name, field in form.parameters().items()
    ]


def _schema(field: forms.Field) -> Schema:
    if isinstance(field, ListField):
        return {
            "type": "array",
            "items": _schema(field.each),
            "minItems": 1,
            "maxItems": field.at_most,
        }
    if isinstance(field, FieldsField):
        return {"type": "array", "items": {"type": "string", "enum": field.names}, "minItems": 1}
    if isinstance(field, NumberField):
        return {"type": "integer", "minimum": field.least, "maximum": field.most}
    return {"type": "string"} | _limits(field)


def _limits(field: forms.Field) -> Schema:
    """What a text must be."""
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return {"enum": [value for value, _label in choices if value]}
    limits: Schema = {"minLength": 1}
    if most := getattr(field, "max_length", None):
        limits["maxLength"] = most
    patterns = (getattr(validator, "regex", None) for validator in field.validators)
    if pattern := next(filter(None, patterns), None):
        limits["pattern"] = pattern.pattern.replace(r"\Z", "$")
    return limits

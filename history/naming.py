"""Objects and values of earlier versions in words, for people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.formats import date_format, localize
from django.utils.text import Truncator, capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.models import Content
from core.owners import Key, model_of, owner_columns
from history.fields import Values, kept_fields
from history.models import Entry, Verb
from history.versions import USING, State
from translations.editing import language_of
from translations.models import TranslatedContent
from translations.texts import text_of

NAME_LENGTH = 80


def field_label(model: type[Content], name: str) -> str:
    """The name of a field, without its language; as it is written in code if it is gone."""
    field = kept_fields(model).get(name)
    if field is None:
        return name
    translated: Any = getattr(field, "translated_field", field)
    return capfirst(str(translated.verbose_name))


def field_language(model: type[Content], name: str) -> str:
    """The language of the text in a field, "" if it is none."""
    return language_of(kept_fields(model).get(name)) or ""


class Names:
    """Names the objects of states, and those they refer to. A query for each model of these."""

    def __init__(self, states: Iterable[State]) -> None:
        self._values: State = {}
        referred: dict[Any, set[Any]] = defaultdict(set)
        for state in states:
            self._values |= state
            for model, pks in _references(state):
                referred[model] |= pks
        self._objects = {
            model: model._default_manager.using(USING).in_bulk(pks - {None})
            for model, pks in referred.items()
        }
        self._gone: dict[Key, str] = {}

    def of(self, key: Key) -> str:
        """The name of an object: of a skill of a role, that of the skill."""
        label, pk = key
        model, values = model_of(label), self._values.get(key)
        if model is None:
            return f"{label} {pk}"
        if values is None:
            return self.related(model, pk)
        name = self._own_name(model, values) or f"#{pk}"
        return Truncator(name).chars(NAME_LENGTH)

    def _own_name(self, model: type[Content], values: Values) -> str:
        relations = [
            field
            for name, field in kept_fields(model).items()
            if isinstance(field, models.ForeignKey) and name not in owner_columns(model)
        ]
        if model.part_of and relations and not getattr(model, "required_texts", ()):
            relation: Any = relations[0]  # the skill of a role skill, the source of a citation
            return self.related(relation.related_model, values.get(relation.name))
        return name_in_values(model, values)

    def related(self, model: type[models.Model], pk: Any) -> str:
        """The name of an object that a value refers to; of one that is gone, the last it had."""
        if pk is None:
            return ""
        if found := self._objects.get(model, {}).get(pk):
            return str(found)
        key = (model._meta.label_lower, pk)
        if key not in self._gone:
            self._gone[key] = _last_name(key) or f"#{pk}"
        return self._gone[key]

    def value(self, model: type[Content], name: str, value: Any) -> str:
        """A value in words."""
        field: Any = kept_fields(model).get(name)
        if field is None or value is None or value == "":
            return "" if value is None else str(value)
        if field.many_to_many:
            return ", ".join(self.related(field.related_model, pk) for pk in value)
        if field.is_relation:
            return self.related(field.related_model, value)
        return _in_words(field, value)


def _in_words(field: Any, value: Any) -> str:
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    value = field.to_python(value)
    if isinstance(value, datetime):
        return date_format(localtime(value), "DATETIME_FORMAT")
    return value if isinstance(value, str) else str(localize(value))


def _references(state: State) -> Iterator[tuple[Any, set[Any]]]:
    """The models and primary keys that values refer to."""
    for (label, _pk), values in state.items():
        fields = kept_fields(model) if (model := model_of(label)) else {}
        for name in fields.keys() & values.keys():
            if fields[name].is_relation:
                keys = values[name] if fields[name].many_to_many else [values[name]]
                yield fields[name].related_model, {*keys}


def name_in_values(model: type[Content], values: Values) -> str:
    """The name of an object with these values: its title in the reader's language, or what else
    names objects of its model."""
    fields = kept_fields(model)
    plain = {
        name: value
        for name, value in values.items()
        if name in fields and not fields[name].is_relation
    }
    item = model(**plain)
    texts = (str(text_of(item, name)) for name in _naming_texts(model))
    others = (str(plain.get(name) or "") for name in NAMING_FIELDS)
    return next(filter(None, (*texts, *others)), "")


def _naming_texts(model: type[Content]) -> list[str]:
    """The translated fields that name an object: its title, or what it must have."""
    if not issubclass(model, TranslatedContent):
        return []
    required = model.required_texts if isinstance(model.required_texts, tuple) else ()
    translated = model.translated_fields()
    return [name for name in dict.fromkeys(("title", *required)) if name in translated]


# What names an object that has no text of its own.
NAMING_FIELDS: Sequence[str] = ("name", "title", "phrase", "value", "key", "slug")


def _last_name(key: Key) -> str:
    """The name that a deleted object had."""
    label, pk = key
    deleted = Entry.objects.using(USING).filter(model=label, object_id=pk, verb=Verb.DELETED)
    entry, model = deleted.order_by("-pk").first(), model_of(label)
    return name_in_values(model, entry.kept_values) if entry and model else ""

"""Reading fixtures: Django's YAML form with natural keys, and beside `fields` an item's `sources`.

    - model: roles.responsibility
      fields:
        role: [customer-service-administrator]
        key: processing-orders
        title_en: Processing orders
      sources: [fi-customer-service-administrator]

For a role, `sources` maps each of its fields to slugs. All files are checked before anything is
written, and all is written in one transaction: a fixture that breaks a rule is refused whole.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.core.serializers.python import Deserializer
from django.db import DatabaseError, models, transaction

from sources.models import Citation, Source
from translations.models import TranslatedContent

# The fields that tell one object from another, for error messages.
NAMING_FIELDS = ("role", "slug", "key", "skill", "category", "metric", "language", "title")


class FixtureError(Exception):
    """A fixture breaks a rule. Says which file, line, column and object, and why."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")


@dataclass(frozen=True)
class FixtureObject:
    """An object of a fixture file."""

    place: str  # "roles/x.yaml, line 12, column 3"
    model: type[models.Model]
    fields: dict[str, Any]
    sources: dict[str, list[str]]  # by field; "" for the object as a whole

    @property
    def name(self) -> str:
        """The file, the line and the object: what an error message starts with."""
        given = (self.fields.get(name) for name in NAMING_FIELDS)
        words = dict.fromkeys(str(key[0] if isinstance(key, list) else key) for key in given if key)
        return f"{self.place}, {self.model._meta.label_lower} {' / '.join(words)}"


def load_fixtures(folder: Path) -> int:
    """Loads all fixtures below `folder`, in one transaction, and says how many objects.

    Objects that are there already are brought up to date; objects that no fixture names are left
    alone. Raises FixtureError and writes nothing if one breaks a rule.
    """
    entries = sort_by_dependency(read_fixtures(folder))
    with transaction.atomic():
        for entry in entries:
            _save(entry)
    return len(entries)


def read_fixtures(folder: Path) -> Iterator[FixtureObject]:
    """The entries of all YAML files below `folder`, as they stand there."""
    for path in sorted(folder.rglob("*.yaml")):
        file = path.relative_to(folder).as_posix()
        try:
            document = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
            yield from _entries(file, document)
        except UnicodeDecodeError as error:
            raise FixtureError(file, f"is not UTF-8 at byte {error.start}") from error
        except yaml.MarkedYAMLError as error:
            raise FixtureError(_place(file, error.problem_mark), str(error.problem)) from error
        except yaml.YAMLError as error:
            raise FixtureError(file, str(error)) from error


def sort_by_dependency(entries: Iterable[FixtureObject]) -> list[FixtureObject]:
    """Sorted so that what an object points to or cites comes before it."""
    labels = [(config, None) for config in apps.get_app_configs()]
    ranks = {model: rank for rank, model in enumerate(serializers.sort_dependencies(labels))}
    return sorted(entries, key=lambda entry: (entry.model is not Source, ranks[entry.model]))


def _entries(file: str, document: yaml.Node | None) -> Iterator[FixtureObject]:
    if document is None:
        return
    if not isinstance(document, yaml.SequenceNode):
        raise FixtureError(_place(file, document.start_mark), "a fixture is a list of objects")
    for node in document.value:
        yield _entry(_place(file, node.start_mark), file, node)


def _entry(place: str, file: str, node: yaml.Node) -> FixtureObject:
    try:
        _refuse_repeated_names(file, node)
        content = _constructed(node)
    except (ValueError, RecursionError) as error:  # no such date; an object within itself
        raise FixtureError(place, str(error)) from error
    if not isinstance(content, dict) or not {"model", "fields"} <= content.keys():
        raise FixtureError(place, "an object has “model” and “fields”")
    if unknown := content.keys() - {"model", "fields", "sources"}:
        raise FixtureError(place, f"an object has no “{min(map(str, unknown))}”")
    try:
        model = apps.get_model(content["model"])
    except (LookupError, ValueError, AttributeError) as error:
        raise FixtureError(place, f"there is no model “{content['model']}”") from error
    if not issubclass(model, TranslatedContent):
        raise FixtureError(place, f"“{content['model']}” holds no content")
    if not isinstance(content["fields"], dict):
        raise FixtureError(place, "“fields” maps names to values")
    return FixtureObject(
        place, model, content["fields"], _sources(place, model, content.get("sources"))
    )


def _sources(place: str, model: type[TranslatedContent], given: Any) -> dict[str, list[str]]:
    by_field = given if isinstance(given, dict) else {"": given or []}
    if unknown := by_field.keys() - {"", *model.translated_fields()}:
        raise FixtureError(place, f"there is no text “{min(map(str, unknown))}” to give sources of")
    for slugs in by_field.values():
        if not isinstance(slugs, list) or not all(isinstance(slug, str) for slug in slugs):
            raise FixtureError(place, "“sources” is a list of slugs, or one for each field")
    return by_field


def _constructed(node: yaml.Node) -> Any:
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _refuse_repeated_names(file: str, node: yaml.Node) -> None:
    """YAML's reader would take the last of two lines for one name, and a text would be lost."""
    if not isinstance(node, yaml.MappingNode):
        return
    seen = set()
    for name, value in node.value:
        if str(name.value) in seen:
            raise FixtureError(_place(file, name.start_mark), f"“{name.value}” is there twice")
        seen.add(str(name.value))
        _refuse_repeated_names(file, value)


def _place(file: str, mark: yaml.Mark | None) -> str:
    return f"{file}, line {mark.line + 1}, column {mark.column + 1}" if mark else file


def _save(entry: FixtureObject) -> None:
    try:
        found = _deserialized(entry)
        found.object.full_clean()
        found.object.save()
        for field, values in (found.m2m_data or {}).items():
            getattr(found.object, field).set(values)
        _cite(entry, found.object)
    except ValidationError as error:
        raise FixtureError(entry.name, _in_words(error)) from error
    except (DeserializationError, DatabaseError, ValueError, TypeError) as error:
        raise FixtureError(entry.name, str(error)) from error


def _deserialized(entry: FixtureObject) -> DeserializedObject:
    known = {field.name for field in entry.model._meta.get_fields()} - {"id"}
    if unknown := entry.fields.keys() - known:
        raise FixtureError(entry.name, f"there is no field “{min(map(str, unknown))}”")
    content = {"model": entry.model._meta.label_lower, "fields": entry.fields}
    [found] = Deserializer([content])
    _keep_other_fields(found.object, entry.fields)
    if not found.object.source_language and entry.sources:
        found.object.source_language = _language_of(entry)
    return found


def _keep_other_fields(instance: TranslatedContent, given: dict[str, Any]) -> None:
    """What the fixture does not name stays as it is: a deserialized object has only defaults."""
    if instance.pk is None:
        return
    instance._state.adding = False
    # A translated field by its bare name is that of the active language once more.
    named = {"id", *given, *instance.translated_fields()}
    names = [field.attname for field in instance._meta.concrete_fields if field.name not in named]
    for name, value in type(instance)._base_manager.values(*names).get(pk=instance.pk).items():
        setattr(instance, name, value)


def _language_of(entry: FixtureObject) -> str:
    slugs = next(iter(entry.sources.values()), [])
    first = Source.objects.filter(slug__in=slugs[:1]).first()
    return first.language if first else ""


def _cite(entry: FixtureObject, instance: models.Model) -> None:
    wanted = {
        (field, slug): source
        for field, slugs in entry.sources.items()
        for slug in slugs
        if (source := Source.objects.filter(slug=slug).first() or _unknown(entry, slug))
    }
    about = {
        "content_type": ContentType.objects.get_for_model(instance),
        "object_id": instance.pk,
    }
    existing = Citation.objects.filter(**about).select_related("source")
    there = {(citation.field, citation.source.slug): citation for citation in existing}
    for key in there.keys() - wanted.keys():
        there[key].delete()
    for field, slug in sorted(wanted.keys() - there.keys()):
        Citation.objects.create(**about, field=field, source=wanted[field, slug])


def _unknown(entry: FixtureObject, slug: str) -> Source:
    raise FixtureError(entry.name, f"there is no source “{slug}”")


def _in_words(error: ValidationError) -> str:
    return "; ".join(
        f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items()
    )

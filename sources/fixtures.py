"""Reads fixtures: Django's YAML format with natural keys, and beside `fields` the `sources`.

    - model: roles.responsibility
      fields:
        role: [customer-service-administrator]
        key: processing-orders
        title_en: Processing orders
      sources: [fi-customer-service-administrator]

For a role, `sources` maps each of its fields to slugs. `identifiers` are those in other references;
`outdated` names texts with other lines than their source, which has changed since. All files are
parsed before anything is written (`sources.loading`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.core import serializers

from sources.models import Source
from translations.languages import language_codes
from translations.models import TranslatedContent

# The fields that identify an object in error messages.
NAMING_FIELDS = ("role", "slug", "key", "skill", "category", "metric", "language", "title")


class FixtureError(Exception):
    """A fixture breaks a rule. The message says which object, in which file and line, and why."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")


@dataclass(frozen=True)
class FixtureObject:
    """An object of a fixture file."""

    place: str  # "roles/x.yaml, line 12, column 3"
    model: type[TranslatedContent]
    fields: dict[str, Any]
    sources: dict[str, list[str]]  # by field; "" for the object as a whole
    identifiers: list[dict[str, Any]] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)  # columns whose lines the source has not

    @property
    def name(self) -> str:
        """The file, the line and the object: what an error message starts with."""
        return f"{self.place}, {self.title}"

    @property
    def title(self) -> str:
        """The object, for people who read messages."""
        values = (self.fields.get(name) for name in NAMING_FIELDS)
        keys = dict.fromkeys(
            str(value[0] if isinstance(value, list) else value) for value in values if value
        )
        return f"{self.model._meta.label_lower} {' / '.join(keys)}"


def read_fixtures(folder: Path) -> Iterator[FixtureObject]:
    """The objects of all YAML files below `folder`, in file order."""
    for path in sorted(folder.rglob("*.yaml")):
        file = path.relative_to(folder).as_posix()
        try:
            document = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
            yield from _objects(file, document)
        except UnicodeDecodeError as error:
            raise FixtureError(file, f"is not UTF-8 at byte {error.start}") from error
        except yaml.MarkedYAMLError as error:
            raise FixtureError(_place(file, error.problem_mark), str(error.problem)) from error
        except yaml.YAMLError as error:
            raise FixtureError(file, str(error)) from error


def sort_by_dependency(objects: Iterable[FixtureObject]) -> list[FixtureObject]:
    """Sorted so that an object comes after those that it refers to or cites."""
    labels = [(config, None) for config in apps.get_app_configs()]
    ranks = {model: rank for rank, model in enumerate(serializers.sort_dependencies(labels))}
    objects = list(objects)
    named = {(item.model, item.fields.get("slug")): item for item in objects}
    return sorted(
        objects,
        key=lambda item: (item.model is not Source, ranks[item.model], len(_before(item, named))),
    )


def _before(
    item: FixtureObject, named: dict[tuple[type[TranslatedContent], Any], FixtureObject]
) -> list[FixtureObject]:
    """What an object of the same kind refers to, one after the other, e.g. the families above."""
    [name] = [
        field.name
        for field in item.model._meta.concrete_fields
        if field.is_relation and field.related_model is item.model
    ] or [""]
    found: list[FixtureObject] = []
    while (key := item.fields.get(name)) and isinstance(key, list) and key:
        following = named.get((item.model, key[0]))
        if following is None or following in found:
            break
        found.append(following)
        item = following
    return found


def _objects(file: str, document: yaml.Node | None) -> Iterator[FixtureObject]:
    if document is None:
        return
    if not isinstance(document, yaml.SequenceNode):
        raise FixtureError(_place(file, document.start_mark), "a fixture is a list of objects")
    for node in document.value:
        yield _object(_place(file, node.start_mark), file, node)


def _object(place: str, file: str, node: yaml.Node) -> FixtureObject:
    try:
        _check_repeated_names(file, node)
        content = _constructed(node)
    except (ValueError, RecursionError) as error:  # no such date; an object within itself
        raise FixtureError(place, str(error)) from error
    if not isinstance(content, dict) or not {"model", "fields"} <= content.keys():
        raise FixtureError(place, "an object has “model” and “fields”")
    if unknown := content.keys() - {"model", "fields", "sources", "identifiers", "outdated"}:
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
        place,
        model,
        content["fields"],
        _sources(place, model, content.get("sources")),
        _identifiers(place, content.get("identifiers")),
        _outdated(place, model, content.get("outdated")),
    )


def _sources(place: str, model: type[TranslatedContent], value: Any) -> dict[str, list[str]]:
    by_field: dict[str, list[str]] = value if isinstance(value, dict) else {"": value or []}
    if unknown := by_field.keys() - {"", *model.translated_fields()}:
        raise FixtureError(place, f"there is no text “{min(map(str, unknown))}” to give sources of")
    for slugs in by_field.values():
        if not isinstance(slugs, list) or not all(isinstance(slug, str) for slug in slugs):
            raise FixtureError(place, "“sources” is a list of slugs, or one for each field")
    return by_field


def _identifiers(place: str, value: Any) -> list[dict[str, Any]]:
    identifiers: list[dict[str, Any]] = value or []
    names = {"scheme", "version", "value", "match", "is_confirmed", "imported"}
    for one in identifiers if isinstance(identifiers, list) else [None]:
        if not isinstance(one, dict) or not {"scheme", "value"} <= one.keys() <= names:
            raise FixtureError(place, "“identifiers” is a list, each with “scheme” and “value”")
    return identifiers


def _outdated(place: str, model: type[TranslatedContent], value: Any) -> list[str]:
    columns: list[str] = value or []
    known = {f"{name}_{code}" for name in model.line_texts for code in language_codes()}
    if not isinstance(columns, list) or not {*map(str, columns)} <= known:
        raise FixtureError(place, "“outdated” is a list of texts with their language")
    return columns


def _constructed(node: yaml.Node) -> Any:
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _check_repeated_names(file: str, node: yaml.Node) -> None:
    """Raises an error for a name that is there twice: PyYAML would take the last value silently."""
    if not isinstance(node, yaml.MappingNode):
        return
    seen = set()
    for name, value in node.value:
        if str(name.value) in seen:
            raise FixtureError(_place(file, name.start_mark), f"“{name.value}” is there twice")
        seen.add(str(name.value))
        _check_repeated_names(file, value)


def _place(file: str, mark: yaml.Mark | None) -> str:
    return f"{file}, line {mark.line + 1}, column {mark.column + 1}" if mark else file

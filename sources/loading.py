"""Writes fixtures to the database.

What editors changed there since it was loaded is found by the history, and is overwritten only if
that is asked for. What an editor took back from readers, or published, stays so in any case.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from inspect import signature
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.core.serializers.python import Deserializer
from django.db import DatabaseError, models, transaction

from core.models import Content
from core.signals import content_loaded
from history.fields import (
    Values,
    difference,
    kept_fields,
    recorded_columns,
    related_keys,
    values_of,
)
from history.models import Origin
from history.occasions import occasion
from history.origins import deleted_objects, edited_fields, former_values
from sources.citing import (
    CitationName,
    about,
    cited_sources,
    create_citation,
    first_source_language,
    missing_identifiers,
    stored_citations,
)
from sources.fixtures import FixtureError, FixtureObject, read_fixtures, sort_by_dependency
from sources.load_plan import CHANGED, DELETED, UNCHANGED, UNTOUCHED, Edits, LoadPlan
from sources.models import Citation, Identifier, Source
from translations.languages import active_language

USING = "default"
ObjectName = tuple[type[models.Model], tuple[Any, ...]]  # a model and a natural key


def load_fixtures(
    folder: Path, edits: Edits = Edits.OVERWRITE, is_dry_run: bool = False
) -> LoadPlan:
    """Loads all fixtures below `folder` in one transaction.

    Existing objects are updated; objects that no fixture names are not changed. Raises FixtureError
    and writes nothing if an object breaks a rule.
    """
    objects = sort_by_dependency(read_fixtures(folder))
    loader = _Loader(edits, LoadPlan(edits, total=len(objects)))
    with transaction.atomic(), occasion(Origin.LOAD):
        for item in objects:
            loader.load(item)
        if is_dry_run or (edits is Edits.REFUSE and loader.plan.edited):
            loader.plan.is_written = False
            transaction.set_rollback(True)
        elif loader.plan.has_changes:
            content_loaded.send(sender=None)
    return loader.plan


@cache
def key_names(model: type[models.Model]) -> tuple[str, ...]:
    """The fields of a model's natural key; the parameters that look it up are named after them."""
    find = getattr(model._default_manager, "get_by_natural_key", None)
    return tuple(signature(find).parameters) if find else ()


@dataclass
class _Loader:
    edits: Edits
    plan: LoadPlan
    # What editors deleted, and stays so; what they gave another natural key.
    absent: set[ObjectName] = field(default_factory=set)
    renamed: dict[ObjectName, tuple[Any, ...]] = field(default_factory=dict)
    # What the history has been asked already.
    deleted: dict[type[Content], list[Values]] = field(default_factory=dict)
    former: dict[tuple[type[Content], str], dict[Any, list[int]]] = field(default_factory=dict)

    @property
    def is_keeping(self) -> bool:
        return self.edits is Edits.KEEP

    def load(self, item: FixtureObject) -> None:
        try:
            self._load(item)
        except ValidationError as error:
            raise FixtureError(item.name, _format_messages(error)) from error
        except (DeserializationError, DatabaseError, ValueError, TypeError) as error:
            raise FixtureError(item.name, str(error)) from error

    def _load(self, item: FixtureObject) -> None:
        _check_fields(item)
        original, item = item, self._resolved(item)
        missing = {name for name in original.fields if name not in item.fields}
        if missing & {*key_names(item.model)}:
            self._leave_out(original)
            return
        [new] = Deserializer([{"model": item.model._meta.label_lower, "fields": item.fields}])
        stored = self._stored(item, new.object)
        if stored is None and any(not _may_be_null(item.model, name) for name in missing):
            self._leave_out(original)
        elif stored is None:
            self._add(original, item, new)
        else:
            _Update(self, item, stored, new).run()
            if new.object.pk is None:  # an editor gave it another key
                self.renamed[item.model, _fixture_key(item)] = stored.natural_key()

    # What fixtures refer to

    def _resolved(self, item: FixtureObject) -> FixtureObject:
        """The object without references to what is absent; what was renamed by its new name."""
        if not (self.absent or self.renamed):
            return item
        fields = {}
        for name, value in item.fields.items():
            of = item.model._meta.get_field(name)
            if of.is_relation and isinstance(value, list):
                value = self._present(of, value)
                if value is None:
                    continue
            fields[name] = value
        sources = {name: self._present_slugs(slugs) for name, slugs in item.sources.items()}
        return replace(item, fields=fields, sources=sources)

    def _present(self, of: Any, value: list[Any]) -> list[Any] | None:
        if not of.many_to_many:
            key: list[Any] | None = self._present_key(of.related_model, value)
            return key
        keys = (self._present_key(of.related_model, key) for key in value)
        return [key for key in keys if key is not None]

    def _present_key(self, model: type[models.Model], key: Any) -> Any:
        if not isinstance(key, list):
            return key
        name = (model, tuple(map(str, key)))
        return None if name in self.absent else [*self.renamed.get(name, key)]

    def _present_slugs(self, slugs: list[str]) -> list[str]:
        keys = (self._present_key(Source, [slug]) for slug in slugs)
        return [key[0] for key in keys if key is not None]

    def _stored(self, item: FixtureObject, new: Any) -> Any:
        """The object that is there already, also under another name that an editor gave it."""
        stored = item.model._base_manager.using(USING)
        if new.pk is not None:
            return stored.get(pk=new.pk)
        names = key_names(item.model)
        wanted = values_of(new, names)
        for name in names:
            for pk in self._former_keys(item.model, name).get(wanted[name], ()):
                found = stored.filter(pk=pk).first()
                if found and values_of(found, names) | {name: wanted[name]} == wanted:
                    return found
        return None

    def _former_keys(self, model: type[Content], name: str) -> dict[Any, list[int]]:
        """The keys of the objects that once had another value of a field, by that value."""
        if (model, name) not in self.former:
            self.former[model, name] = former_values(model, name)
        return self.former[model, name]

    # Objects that are not there

    def _add(self, original: FixtureObject, item: FixtureObject, new: DeserializedObject) -> None:
        instance: Any = new.object
        if self.was_deleted(item, instance):
            self.plan.report.about(DELETED[self.edits], item.title, "", "somebody deleted it")
            if self.is_keeping:
                self._leave_out(original)
                return
            _hide(instance, item)
        if not instance.source_language and item.sources:
            instance.source_language = first_source_language(item)
        instance.may_be_outdated = item.outdated
        instance.full_clean()
        instance.save()
        for name, values in (new.m2m_data or {}).items():
            getattr(instance, name).set(values)
        for citation, source in cited_sources(item).items():
            create_citation(instance, citation, source)
        for identifier in missing_identifiers(instance, item) if item.identifiers else ():
            identifier.full_clean()
            identifier.save()
        self.count(item, "add")

    def was_deleted(self, item: FixtureObject, new: Any) -> bool:
        """Whether somebody has deleted the object once; a load may have brought it back since."""
        names = key_names(item.model)
        return bool(names) and self.is_deleted(item.model, values_of(new, names))

    def is_deleted(self, model: type[Content], values: Values) -> bool:
        """Whether an object with these values was deleted by somebody."""
        if model not in self.deleted:
            self.deleted[model] = deleted_objects(model)
        return any(
            all(deleted.get(name) == value for name, value in values.items())
            for deleted in self.deleted[model]
        )

    def _leave_out(self, item: FixtureObject) -> None:
        self.absent.add((item.model, _fixture_key(item)))
        self.count(item, "leave out")

    def count(self, item: FixtureObject, what: str) -> None:
        self.plan.counts[item.model._meta.label_lower][what] += 1


@dataclass
class _Update:
    """Brings an object that is there up to date with its fixture."""

    loader: _Loader
    item: FixtureObject
    stored: Any
    new: DeserializedObject

    def run(self) -> None:
        changes = self._changes()
        untouched, edited = self._edited(changes)
        self._remark(UNTOUCHED, untouched, changes)
        self._remark(CHANGED[self.loader.edits], edited, changes)
        kept = untouched | (edited if self.loader.is_keeping else set())
        has_changed = self._write(changes.keys() - kept, has_kept=bool(kept))
        has_changed |= self._cite()
        has_changed |= self._identify()
        self.loader.count(self.item, "update" if has_changed else UNCHANGED)

    def _changes(self) -> Values:
        """The old and the new value of each field that the fixture has otherwise."""
        new: Any = self.new.object
        columns = recorded_columns(self.item.model, _columns_of(self.item))
        changes = difference(values_of(self.stored, columns), values_of(new, columns))
        if not self.stored.source_language and (language := first_source_language(self.item)):
            changes.setdefault("source_language", ["", language])
        for name, values in (self.new.m2m_data or {}).items():
            of = self.item.model._meta.get_field(name)
            old = related_keys(of, [self.stored.pk], USING)[self.stored.pk]
            changes |= difference({name: old}, {name: sorted(map(_pk, values))})
        return changes

    def _edited(self, changes: Values) -> tuple[set[str], set[str]]:
        """Of the changed fields, those that stay in any case, and the others that were edited."""
        if not changes:
            return set(), set()
        edited = edited_fields(self.item.model, self.stored.pk, changes)
        open_fields = self.item.model.values_to_restore(changes, is_new=False)
        publication = changes.keys() - open_fields.keys()
        is_theirs = publication & edited or self.loader.was_deleted(self.item, self.new.object)
        untouched = publication if is_theirs else set()
        return untouched, edited - publication

    def _remark(self, what: str, names: Collection[str], changes: Values) -> None:
        for name in sorted(names):
            old = changes[name][0]
            self.loader.plan.report.about(what, self.item.title, name, _in_words(old))

    def _write(self, names: Collection[str], has_kept: bool) -> bool:
        new: Any = self.new.object
        newer = [
            name
            for name in {*self.item.model.unrecorded} & self.item.fields.keys()
            if getattr(new, name) > getattr(self.stored, name)
        ]
        if not (names or newer):
            return False
        fields = kept_fields(self.item.model)
        related = [name for name in names if fields[name].many_to_many]
        for name in {*names, *newer} - {*related}:
            self._set(name, getattr(new, fields[name].attname))
        self.stored.may_be_outdated = self.item.outdated
        try:
            self.stored.full_clean()
        except ValidationError:
            if not (has_kept and self.loader.is_keeping):
                raise
            # What is new does not go together with what is kept: the object stays as it is.
            self.stored.refresh_from_db()
            return False
        self.stored.save()
        for name in related:
            getattr(self.stored, name).set(self.new.m2m_data[name])  # type: ignore[index]  # it is there
        return True

    def _set(self, name: str, value: Any) -> None:
        if name == "source_language" and not value:
            value = first_source_language(self.item)
        setattr(self.stored, kept_fields(self.item.model)[name].attname, value)

    def _cite(self) -> bool:
        """Makes the citations of the object those of its fixture. Whether any differed."""
        cited = cited_sources(self.item)
        existing = stored_citations(self.stored)
        has_changed = False
        for name in sorted(existing.keys() - cited.keys()):
            if self._goes(
                name, edited=bool(edited_fields(Citation, existing[name].pk, ["source"]))
            ):
                existing[name].delete()
                has_changed = True
        for name in sorted(cited.keys() - existing.keys()):
            if self._goes(name, edited=self._was_taken_out(name, cited[name])):
                create_citation(self.stored, name, cited[name])
                has_changed = True
        return has_changed

    def _identify(self) -> bool:
        """Adds identifiers that are missing, but none that an editor has deleted."""
        missing = missing_identifiers(self.stored, self.item) if self.item.identifiers else []
        names = ("content_type", "object_id", "scheme", "version", "value")
        new = [
            one for one in missing if not self.loader.is_deleted(Identifier, values_of(one, names))
        ]
        for identifier in new:
            identifier.full_clean()
            identifier.save()
        return bool(new)

    def _was_taken_out(self, name: CitationName, source: Source) -> bool:
        about_stored = about(self.stored)
        values = {
            "content_type": about_stored["content_type"].pk,
            "object_id": about_stored["object_id"],
        }
        return self.loader.is_deleted(Citation, values | {"field": name[0], "source": source.pk})

    def _goes(self, name: CitationName, edited: bool) -> bool:
        """Whether a citation is made what the fixture has."""
        if edited:
            column = f"sources of {name[0]}" if name[0] else "sources"
            kind = CHANGED[self.loader.edits]
            self.loader.plan.report.about(kind, self.item.title, column, name[1])
        return not (edited and self.loader.is_keeping)


def _check_fields(item: FixtureObject) -> None:
    known = {of.name for of in item.model._meta.get_fields()} - {"id"}
    if unknown := item.fields.keys() - known:
        raise FixtureError(item.name, f"there is no field “{min(map(str, unknown))}”")


def _columns_of(item: FixtureObject) -> list[str]:
    """The columns that a fixture names: a text without a language is in the active one."""
    language = active_language() or settings.LANGUAGE_CODE
    translated = item.model.translated_fields()
    return [f"{name}_{language}" if name in translated else name for name in item.fields]


def _may_be_null(model: type[models.Model], name: str) -> bool:
    of: Any = model._meta.get_field(name)
    return bool(of.null or of.many_to_many)


def _fixture_key(item: FixtureObject) -> tuple[str, ...]:
    """The natural key of an object as other fixtures write it."""
    parts: Iterator[Any] = (item.fields.get(name) for name in key_names(item.model))
    return tuple(str(part[0] if isinstance(part, list) else part) for part in parts)


def _pk(value: Any) -> Any:
    return getattr(value, "pk", value)


def _in_words(value: Any) -> str:
    return "" if value is None else str(value)


def _hide(instance: Any, item: FixtureObject) -> None:
    """What comes back is not published by it."""
    shown = type(instance).values_to_restore(item.fields, is_new=True)
    for name in item.fields.keys() - shown.keys():
        of = type(instance)._meta.get_field(name)
        setattr(instance, of.attname, of.get_default())


def _format_messages(error: ValidationError) -> str:
    return "; ".join(
        f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()
    )

"""Brings an earlier version back, as far as the content of today allows."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.models import Content
from core.owners import Key, model_of, owner_columns, parent
from core.waiting import is_busy
from history.fields import Values, kept_fields, recorded_fields
from history.models import Origin
from history.naming import Names, field_label
from history.occasions import occasion
from history.versions import USING, State, Subject, live_state
from translations.models import TranslatedContent
from translations.texts import text_columns


@dataclass(frozen=True)
class Rights:
    """What someone may do, as in the forms: `may` "add", "change" or "delete" objects of a model;
    `locked` are the fields of an existing object that stay as they are."""

    may: Callable[[str, type[Content]], bool]
    locked: Callable[[Content], Collection[str]]


@dataclass(frozen=True)
class Problem:
    """Something that is not restored as it was: what it belongs to, and why."""

    kind: str
    name: str
    reason: str


@dataclass
class RestoreResult:
    """What a restoration has done, or would do."""

    problems: list[Problem] = field(default_factory=list)
    written: int = 0  # objects


class _NotRestoredError(Exception):
    """The object cannot be restored. The message says why."""


def preview(subject: Subject, version: State, rights: Rights) -> tuple[RestoreResult, State]:
    """What restoring would do, and the state that it would lead to. Does it, and takes it back."""
    with transaction.atomic(using=USING):
        outcome = restore(subject, version, rights)
        after = subject.scope(live_state(subject.owner))
        transaction.set_rollback(True, using=USING)
    return outcome, after


def restore(subject: Subject, version: State, rights: Rights) -> RestoreResult:
    """Makes the subject and its parts those of a version. What cannot be so is left, and reported.

    Nothing is published by it: see `values_to_restore` of the models.
    """
    live = subject.scope(live_state(subject.owner))
    restoration = _Restoration(version, live, rights, Names((version, live)))
    with transaction.atomic(using=USING), occasion(Origin.RESTORE):
        restoration.run()
        if restoration.outcome.written:
            _touch(subject.owner)
    return restoration.outcome


def _touch(owner: Key) -> None:
    model: Any = model_of(owner[0])
    if item := model._default_manager.using(USING).filter(pk=owner[1]).first():
        item.touch()


@dataclass
class _Restoration:
    version: State
    live: State
    rights: Rights
    names: Names
    outcome: RestoreResult = field(default_factory=RestoreResult)

    def run(self) -> None:
        """Deletes first: what is there now may stand in the way of what was."""
        for key in sorted(self.live.keys() - self.version.keys(), key=_rank, reverse=True):
            with self._reporting(key):
                self._delete(key)
        for key in sorted(self.version, key=_rank):
            with self._reporting(key):
                self._restore(key, self.version[key])

    @contextmanager
    def _reporting(self, key: Key) -> Iterator[None]:
        """What fails is reported and leaves nothing behind."""
        try:
            with transaction.atomic(using=USING):
                yield
        except ValidationError as error:
            self._report(key, " ".join(error.messages))
        except _NotRestoredError as error:
            self._report(key, str(error))
        except DatabaseError as error:
            if is_busy(error):
                raise
            self._report(key, _("The recorded content conflicts with existing content."))

    def _report(self, key: Key, reason: str) -> None:
        model = model_of(key[0])
        kind = capfirst(str(model._meta.verbose_name)) if model else key[0]
        problem = Problem(kind, self.names.of(key), reason)
        if problem not in self.outcome.problems:
            self.outcome.problems.append(problem)

    def _delete(self, key: Key) -> None:
        model: Any = model_of(key[0])
        item = model._default_manager.using(USING).filter(pk=key[1]).first()
        if item is None:
            return  # it went with what it was a part of
        self._check(model, "delete")
        item.delete()
        self.outcome.written += 1

    def _check(self, model: type[Content], verb: str) -> None:
        if not self.rights.may(verb, model):
            raise _NotRestoredError(_("You do not have permission to do this."))

    def _unlocked(self, key: Key, item: Content, values: Values) -> Values:
        """The values of fields that the person may write; the others are reported."""
        locked = {*self.rights.locked(item)} & values.keys()
        for name in sorted(locked):
            label = field_label(type(item), name)
            self._report(key, f"{label}: {_('You do not have permission to do this.')}")
        return {name: value for name, value in values.items() if name not in locked}

    def _restore(self, key: Key, values: Values) -> None:
        model = model_of(key[0])
        if model is None:
            raise _NotRestoredError(_("This kind of content no longer exists."))
        live = self.live.get(key)
        if live is None and self._lacks_parent(model, values):
            return
        values = model.values_to_restore(self._known(key, model, values), is_new=live is None)
        if live is None:
            item: Any = model()
            item.pk = key[1]
        else:
            names = recorded_fields(model).keys()
            values = {name: value for name, value in values.items()
                      if name in names and _is_other(value, live.get(name))}  # fmt: skip
            if not values:
                return
            item = model._default_manager.using(USING).get(pk=key[1])
            if not (values := self._unlocked(key, item, values)):
                return
        self._check(model, "add" if live is None else "change")
        self._write(key, item, values, is_new=live is None)
        self.outcome.written += 1

    def _lacks_parent(self, model: type[Content], values: Values) -> bool:
        """Whether what a part belongs to could not be restored, which has been reported."""
        if not model.part_of:
            return False
        above = parent(model, values, USING)
        return above in self.version and not _exists(model_of(above[0]), above[1])

    def _known(self, key: Key, model: type[Content], values: Values) -> Values:
        """The values of fields that this release has; the others are reported."""
        for name in values.keys() - kept_fields(model).keys():
            if values[name]:
                reason = _("This field no longer exists: %(field)s. Its value was: %(value)s")
                self._report(key, reason % {"field": name, "value": values[name]})
        return {name: value for name, value in values.items() if name in kept_fields(model)}

    def _write(self, key: Key, item: Any, values: Values, is_new: bool) -> None:
        model: type[Content] = type(item)
        fields = kept_fields(model)
        related = {}
        for name, value in values.items():
            if fields[name].many_to_many:
                related[name] = self._existing(key, fields[name], value)
            else:
                self._set(key, item, fields[name], value, is_new)
        if isinstance(item, TranslatedContent):  # what was out of date then is so again
            item.may_be_outdated = text_columns(*item.line_texts)
        item.full_clean()
        item.save(using=USING, force_insert=is_new)
        for name, keys in related.items():
            getattr(item, name).set(keys)

    def _existing(self, key: Key, of: Any, keys: list[int]) -> list[int]:
        """Those of the related objects that exist; the others are reported."""
        found = of.related_model._default_manager.using(USING).filter(pk__in=keys)
        there = {*found.values_list("pk", flat=True)}
        for pk in keys:
            if pk not in there:
                self._report(key, self._gone(type_of(key), of, pk))
        return [pk for pk in keys if pk in there]

    def _gone(self, model: type[Content], of: Any, value: Any) -> str:
        reason = _("%(field)s: “%(name)s” no longer exists.")
        name = self.names.related(of.related_model, value)
        return reason % {"field": field_label(model, of.name), "name": name}

    def _set(self, key: Key, item: Content, of: Any, value: Any, is_new: bool) -> None:
        """Sets a value, or what comes nearest to it and is possible, which is reported then."""
        if of.is_relation and value is not None and not _exists(of.related_model, value):
            self._report_gone(key, of, value, is_new)
            value = None
            if not of.null:
                return
        if of.unique and value and _is_taken(item, of, value):
            value = self._other_value(key, item, of, value, is_new)
        setattr(item, of.attname, of.to_python(value))

    def _report_gone(self, key: Key, of: Any, value: Any, is_new: bool) -> None:
        reason = self._gone(type_of(key), of, value)
        if is_new and not of.null:
            raise _NotRestoredError(reason)
        self._report(key, reason)

    def _other_value(self, key: Key, item: Content, of: Any, value: Any, is_new: bool) -> Any:
        """What an object is given in place of a value that another one has meanwhile."""
        label = field_label(type(item), of.name)
        shown = self.names.value(type(item), of.name, value)
        if not is_new:
            instead = getattr(item, of.attname)
        elif isinstance(of, models.SlugField):
            instead = _free_slug(item, of, value)
        elif of.null:
            instead = None
        else:
            raise _NotRestoredError(_("%(field)s: “%(value)s” is now used elsewhere.")
                                    % {"field": label, "value": shown})  # fmt: skip
        reason = _("%(field)s: “%(value)s” is now used elsewhere, so it has been replaced by "
                   "“%(instead)s”.")  # fmt: skip
        used = self.names.value(type(item), of.name, instead)
        self._report(key, reason % {"field": label, "value": shown, "instead": used})
        return instead


def type_of(key: Key) -> type[Content]:
    """The model of an object that this release knows."""
    model = model_of(key[0])
    assert model is not None  # noqa: S101 (for the type checker)
    return model


def _is_other(value: Any, live: Any) -> bool:
    return ("" if value is None else value) != ("" if live is None else live)


def _rank(key: Key) -> tuple[int, str, int]:
    """Owners before their parts, and parts before what is attached to them."""
    model = model_of(key[0])
    return (len(owner_columns(model)) if model else 3, *key)


def _exists(model: Any, pk: Any) -> bool:
    return bool(model._default_manager.using(USING).filter(pk=pk).exists())


def _is_taken(item: Content, of: Any, value: Any) -> bool:
    others = type(item)._default_manager.using(USING).exclude(pk=item.pk)
    return others.filter(**{of.name: value}).exists()


def _free_slug(item: Content, of: Any, slug: str) -> str:
    """The slug with the first number that makes it unique."""
    number = 2
    while _is_taken(item, of, f"{slug[: of.max_length - 5]}-{number}"):
        number += 1
    return f"{slug[: of.max_length - 5]}-{number}"

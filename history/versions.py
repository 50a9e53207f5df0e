"""Earlier versions of an object with its parts: today's, with later changes undone."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from core.models import Content
from core.owners import (
    Key,
    attached_models,
    model_of,
    owner_columns,
    owners,
    part_models,
)
from history.fields import Values, columns, kept_fields, related_keys, stored_values
from history.models import Change, Entry, Verb

USING = "default"
State = dict[Key, Values]  # objects that belong together, with their values


@dataclass(frozen=True)
class Subject:
    """An object whose history is asked for: a role with all its parts, or one of the parts."""

    model: type[Content]
    pk: int
    owner: Key

    @property
    def key(self) -> Key:
        return self.model._meta.label_lower, self.pk

    @property
    def is_owner(self) -> bool:
        return self.owner == self.key

    def entries(self) -> QuerySet[Entry]:
        """What was done to it, the last first."""
        entries = Entry.objects.using(USING).filter(
            owner_model=self.owner[0], owner_id=self.owner[1]
        )
        if not self.is_owner:
            entries = entries.filter(Q(model=self.key[0], object_id=self.pk) | Q(_of(self.owner)))
        return entries.order_by("-pk")

    def changes(self) -> QuerySet[Change]:
        """The changes in which something was done to it, the last first."""
        ids = self.entries().order_by().values("change")
        return Change.objects.using(USING).filter(pk__in=ids).select_related("by").order_by("-pk")

    def scope(self, state: State) -> State:
        """What belongs to it of the objects that its owner has."""
        if self.is_owner:
            return state
        return {key: values for key, values in state.items() if key == self.key}

    @cached_property
    def live(self) -> State:
        """All objects of its owner as they are now."""
        return live_state(self.owner)

    def at(self, change_id: int) -> State:
        """The version that a change made, 0 for the first one that is known."""
        last = self._ids_of(change_id).last() or 0
        return self.scope(undone(self.live, self._owner_entries().filter(pk__gt=last)))

    def before(self, change_id: int) -> State:
        """The version that a change found."""
        first = self._ids_of(change_id).first() or 0
        return self.scope(undone(self.live, self._owner_entries().filter(pk__gte=first)))

    def _ids_of(self, change_id: int) -> Any:
        entries = self.entries().filter(change=change_id).order_by("pk")
        return entries.values_list("pk", flat=True)

    def _owner_entries(self) -> QuerySet[Entry]:
        entries = Entry.objects.using(USING).filter(
            owner_model=self.owner[0], owner_id=self.owner[1]
        )
        return entries.order_by("-pk")


def _of(owner: Key) -> Q:
    """The entries that make or delete an owner: its parts come and go with it."""
    is_owner = Q(model=owner[0], object_id=owner[1])
    return is_owner & Q(verb__in=(Verb.CREATED, Verb.DELETED))


def find_subject(model: type[Content], pk: int) -> Subject | None:
    """An object that exists, or that the history knows."""
    label = model._meta.label_lower
    rows = stored_values(model, [pk], owner_columns(model), USING)
    if rows:
        return Subject(model, pk, owners(model, rows, USING, {})[pk])
    entries = Entry.objects.using(USING).filter(model=label, object_id=pk)
    if not model.part_of:
        entries = entries.filter(owner_model=label, owner_id=pk)
    else:
        entries = entries.filter(verb=Verb.DELETED)
    if entry := entries.order_by("-pk").first():
        return Subject(model, pk, (entry.owner_model, entry.owner_id))
    return None


def undone(state: State, entries: Iterable[Entry]) -> State:
    """A state without what the entries did, which come the last first."""
    state = dict(state)
    for entry in entries:
        key = entry.model, entry.object_id
        if entry.verb == Verb.DELETED:
            state[key] = entry.kept_values
        elif entry.verb == Verb.CREATED:
            if key == (entry.owner_model, entry.owner_id):
                state.clear()  # its parts came with it
            state.pop(key, None)
        elif key in state:
            state[key] = state[key] | {name: old for name, (old, _new) in entry.kept_values.items()}
    return state


def live_state(owner: Key) -> State:
    """An object and its parts as the database has them. A query for each kind of parts."""
    label, pk = owner
    model = model_of(label)
    if model is None:
        return {}
    state = _rows(model, Q(pk=pk))
    if not state:
        return {}
    for part in part_models(model):
        state |= _rows(part, Q(**{part.part_of: pk}))
    of_type = _pks_by_type(state)
    for attached in attached_models():
        type_name, object_name = owner_columns(attached)
        is_attached = Q(
            *(Q(**{type_name: of, f"{object_name}__in": pks}) for of, pks in of_type.items()),
            _connector=Q.OR,
        )
        state |= _rows(attached, is_attached)
    return state


def _pks_by_type(state: State) -> dict[int, list[int]]:
    """The primary keys of objects by the id of their content type."""
    pks: dict[int, list[int]] = {}
    for label, pk in state:
        model: Any = model_of(label)
        pks.setdefault(ContentType.objects.get_for_model(model).pk, []).append(pk)
    return pks


def _rows(model: type[Content], condition: Q) -> State:
    found = model._base_manager.using(USING).filter(condition).order_by("pk")
    pks = list(found.values_list("pk", flat=True))
    rows = stored_values(model, pks, columns(kept_fields(model).values()), USING)
    for field in model._meta.many_to_many:
        for pk, keys in related_keys(field, pks, USING).items():
            rows[pk][field.name] = keys
    return {(model._meta.label_lower, pk): values for pk, values in rows.items()}

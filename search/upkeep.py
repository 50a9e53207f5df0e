"""Keeps the index up to date.

Changed objects are stored as `Pending` rows in the transaction of the change and indexed once after
its commit. What is pending after a crash is indexed with the next change.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction
from django.db.models import Exists, Model, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save

from careers.models import CareerStep, Position
from core import background
from core.signals import content_changed
from core.transactions import on_commit_once
from roles.models import Role, RoleFamily, ToolUse
from roles.models.items import Ordered
from roles.models.role import PLANNING
from roles.registry import item_kinds, kinds_by_model, kinds_by_relation
from search.building import lock_state, rebuild
from search.closest.current import request_build
from search.engines import engine
from search.ids import Generation, ObjectKey, pack_object, unpack_object
from search.index import IndexWriter
from search.models import Passage, Pending, State
from search.passages import is_indexed
from skills.models import Metric, Skill, SkillTitle, Tool, ToolCategory

# More pending objects than this are indexed by a rebuild.
REBUILD_THRESHOLD = 3_000
OBJECTS_PER_WRITE = 200
# In place of a relation: of a role only its own texts have changed.
OWN_TEXTS = "own-texts"
# Fields that no passage depends on, besides the sort keys.
UNINDEXED_FIELDS = ("order", "requirement", "updated_at", "reviewed_on", *PLANNING)

logger = logging.getLogger(__name__)


def _keys(kind: str, pks: Iterable[int]) -> set[ObjectKey]:
    return {(kind, pk) for pk in pks}


def _role_keys(items: QuerySet[Any]) -> set[ObjectKey]:
    """The roles that items belong to; of many no more than it takes to ask for a rebuild."""
    roles = items.order_by().values_list("role", flat=True).distinct()
    return _keys("role", roles[: REBUILD_THRESHOLD + 1])


def _roles_with_term(term: type[Model], pks: Collection[int]) -> set[ObjectKey]:
    """The roles with items whose titles are those of vocabulary terms."""
    keys: set[ObjectKey] = set()
    for kind in item_kinds():
        if kind.title_term is term:
            items = kind.model._default_manager.filter(**{f"{kind.term}__in": pks})
            keys |= _role_keys(items.filter(is_indexed(kind.model)))
    return keys


# For each model the objects whose passages depend on rows of it, by the primary keys of the rows.
AFFECTED_OBJECTS: dict[type[Model], Callable[[Collection[int]], set[ObjectKey]]] = {
    Role: lambda pks: (
        _keys("role", pks)
        | _keys("position", Position.objects.filter(role__in=pks).values_list("pk", flat=True))
    ),
    Skill: lambda pks: _keys("skill", pks) | _roles_with_term(Skill, pks),
    SkillTitle: lambda pks: _keys(
        "skill", SkillTitle.objects.filter(pk__in=pks).values_list("skill", flat=True)
    ),
    Tool: lambda pks: _keys("tool", pks) | _role_keys(ToolUse.objects.filter(tools__in=pks)),
    ToolCategory: lambda pks: _keys("category", pks) | _roles_with_term(ToolCategory, pks),
    Metric: lambda pks: _keys("metric", pks) | _roles_with_term(Metric, pks),
    Position: lambda pks: _keys("position", pks),
    RoleFamily: lambda pks: _keys("family", pks),
}
# Models whose rows belong to one object: its kind, and the column of its primary key.
OWNER_FIELDS: dict[type[Model], tuple[str, str]] = {SkillTitle: ("skill", "skill_id")}


def connect_signals() -> None:
    """Connects the handlers below to every model that passages are made of."""
    for model in apps.get_models():
        if issubclass(model, Ordered):
            OWNER_FIELDS[model] = ("role", "role_id")
        if model in OWNER_FIELDS or model in AFFECTED_OBJECTS:
            post_save.connect(_on_save, sender=model)
            post_delete.connect(_on_save, sender=model)
    for kind in item_kinds():
        for relation in kind.model._meta.many_to_many:
            m2m_changed.connect(_on_relation_change, sender=relation.remote_field.through)
    content_changed.connect(_on_bulk_write)
    post_migrate.connect(_clear_orphans, sender=apps.get_app_config("search"))


def _on_save(
    sender: type[Model],
    instance: Model,
    using: str,
    update_fields: Collection[str] | None = None,
    **details: Any,
) -> None:
    if update_fields and all(map(_is_unindexed, update_fields)):
        return
    if sender is Role and update_fields and "status" not in update_fields:
        mark_pending({("role", instance.pk)}, using, relation=OWN_TEXTS)
        return
    keys = _affected_keys(sender, instance)
    kind = kinds_by_model().get(sender)
    mark_pending(keys, using, relation=kind.relation if kind and len(keys) == 1 else "")


def _affected_keys(model: type[Model], instance: Model) -> set[ObjectKey]:
    if model in AFFECTED_OBJECTS:
        return AFFECTED_OBJECTS[model]([instance.pk])
    kind, column = OWNER_FIELDS[model]
    keys = {(kind, getattr(instance, column))}
    if isinstance(instance, CareerStep):
        keys |= _keys("position", instance.positions.values_list("pk", flat=True))
    return keys


def _on_relation_change(
    instance: Model, action: str, using: str, pk_set: set[int] | None, **details: Any
) -> None:
    """A tool is added to a tool use or removed from it, or a position on a ladder."""
    if action.startswith("pre_"):
        return
    if not isinstance(instance, Ordered):  # the other side of the relation: a tool or a position
        if type(instance) in AFFECTED_OBJECTS:
            mark_pending(AFFECTED_OBJECTS[type(instance)]([instance.pk]), using)
        return
    role_id = instance.role_id  # type: ignore[attr-defined]  # all subclasses have a role
    relation = kinds_by_model()[type(instance)].relation
    mark_pending({("role", role_id)}, using, relation=relation)
    if isinstance(instance, CareerStep) and pk_set:
        mark_pending(_keys("position", pk_set), using)


def _on_bulk_write(
    sender: type[Model],
    using: str,
    pks: Collection[int] | None = (),
    fields: Iterable[str] | None = None,
    **details: Any,
) -> None:
    """Handles bulk writes. Writes of single objects come without `pks` and send `post_save`."""
    is_indexed = sender in OWNER_FIELDS or sender in AFFECTED_OBJECTS
    if not is_indexed or pks == () or (fields is not None and all(map(_is_unindexed, fields))):
        return
    if pks is None or len(pks) > REBUILD_THRESHOLD:
        request_rebuild(using)
    elif sender in OWNER_FIELDS:
        kind, column = OWNER_FIELDS[sender]
        rows = sender._base_manager.using(using).filter(pk__in=pks).order_by()
        mark_pending(_keys(kind, rows.values_list(column, flat=True).distinct()), using)
    else:
        mark_pending(AFFECTED_OBJECTS[sender](pks), using)


def _is_unindexed(field: str) -> bool:
    return field in UNINDEXED_FIELDS or field.startswith("sort_")


def mark_pending(
    keys: Collection[ObjectKey], using: str = DEFAULT_DB_ALIAS, relation: str = ""
) -> None:
    """Stores changed objects, which are indexed after the commit of this transaction.

    With `relation` only their items in it have changed, or their OWN_TEXTS.
    """
    if len(keys) > REBUILD_THRESHOLD:
        request_rebuild(using)
    elif keys:
        rows = [Pending(object=pack_object(*key), relation=relation) for key in sorted(keys)]
        Pending.objects.using(using).bulk_create(rows)
        on_commit_once(_after_commit(index_changed, using), using, robust=True)


def request_rebuild(using: str = DEFAULT_DB_ALIAS) -> None:
    """Stores that everything has changed; the index is rebuilt after the commit."""
    Pending.objects.using(using).create()
    on_commit_once(_rebuild_after_commit(using), using, robust=True)


@cache
def _after_commit(index: Callable[[str], None], using: str) -> Callable[[], None]:
    """The callback that runs `index` for a database: always the same one, so it is found again."""
    return partial(_index_or_log, index, using)


@cache
def _rebuild_after_commit(using: str) -> Callable[[], None]:
    return partial(background.run, partial(_index_or_log, index_pending, using), using)


def _index_or_log(index: Callable[[str], None], using: str) -> None:
    try:
        index(using)
        request_build()
    except DatabaseError as error:
        logger.error("Changed objects could not be indexed, they stay pending: %s", error)


def index_pending(using: str = DEFAULT_DB_ALIAS) -> None:
    """Indexes all pending objects of all processes, by a rebuild if one is requested."""
    pending = Pending.objects.using(using)
    if pending.filter(object__isnull=True).exists() or pending.count() > REBUILD_THRESHOLD:
        rebuild(using)
    else:
        index_changed(using)


def index_changed(using: str = DEFAULT_DB_ALIAS) -> None:
    """Indexes pending objects, but never rebuilds the index.

    A rebuild is left to whoever requested it, e.g. an import: an editor who saves a text meanwhile
    would wait half a minute. While one is pending, only the latest objects are indexed here.
    """
    rows = _latest_pending(using)
    if not rows:
        return
    objects, items = _to_write(rows)
    with transaction.atomic(using=using):
        state = lock_state(using)
        for generation in {state.live, state.building}:
            if generation is not None:
                writer = IndexWriter(generation, using)
                _write(writer, objects)
                for role_pk, relation in items:
                    _write_part(writer, role_pk, relation)
        Pending.objects.using(using).filter(pk__in=[row.pk for row in rows]).delete()


def _to_write(rows: Iterable[Pending]) -> tuple[list[ObjectKey], list[tuple[int, str]]]:
    """The objects to write, and for other roles the parts of them that are to be written."""
    parts = {OWN_TEXTS, *kinds_by_relation()}
    whole = {row.object for row in rows if row.relation not in parts}
    items = {(row.object, row.relation) for row in rows if row.object not in whole}
    return (
        sorted(unpack_object(object_id) for object_id in whole if object_id is not None),
        sorted((unpack_object(role)[1], relation) for role, relation in items if role is not None),
    )


def _write_part(writer: IndexWriter, role_pk: int, relation: str) -> None:
    if relation == OWN_TEXTS:
        writer.write_own_texts(role_pk)
    else:
        writer.write_items(kinds_by_relation()[relation], role_pk)


def _latest_pending(using: str) -> Sequence[Pending]:
    """The latest pending changes of objects."""
    pending = Pending.objects.using(using)
    rebuild = pending.filter(object__isnull=True)
    rows = pending.filter(object__isnull=False).order_by("-pk").annotate(rebuild=Exists(rebuild))
    latest = list(rows[:REBUILD_THRESHOLD])
    return latest[:OBJECTS_PER_WRITE] if latest and latest[0].rebuild else latest


def _write(writer: IndexWriter, keys: Iterable[ObjectKey]) -> None:
    for kind, keys_of_kind in groupby(keys, itemgetter(0)):
        pks = [pk for _, pk in keys_of_kind]
        for start in range(0, len(pks), OBJECTS_PER_WRITE):
            writer.write(kind, pks[start : start + OBJECTS_PER_WRITE])


def _clear_orphans(using: str, **details: Any) -> None:
    """Clears the engine's tables if no passage is left: after migrations, or a flush in tests."""
    if not Passage.objects.using(using).exists():
        for generation in (Generation(0), Generation(1)):
            engine(using).clear(generation)
        State.objects.using(using).all().delete()

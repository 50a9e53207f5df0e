"""The index is kept by itself.

What changes is noted in the same transaction, and indexed as soon as that is committed, each object
once.
"""

import logging
from collections.abc import Callable, Collection, Iterable
from functools import partial
from itertools import groupby
from operator import itemgetter
from threading import local
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save

from careers.models import CareerStep, Position
from core.signals import content_changed
from roles.models import Role, RoleFamily, RoleMetric, RoleSkill, ToolUse
from roles.models.items import Ordered
from search.building import locked_state, rebuild
from search.engines import engine
from search.index import Writer
from search.models import NUMBER_BITS, Passage, Pending, State, object_number, object_of
from skills.models import Metric, Skill, SkillTitle, Tool, ToolCategory
from translations.texts import has_text_somewhere

# Of so many changed objects the index is built anew instead.
MANY = 3_000
CHUNK = 200

logger = logging.getLogger(__name__)
Key = tuple[str, int]


def _keys(kind: str, pks: Iterable[int]) -> set[Key]:
    return {(kind, pk) for pk in pks}


def _of_role(items: QuerySet) -> set[Key]:
    return _keys("role", items.order_by().values_list("role", flat=True).distinct()[: MANY + 1])


def _with_texts() -> QuerySet:
    texts = has_text_somewhere("context") | has_text_somewhere("points")
    return RoleSkill.objects.filter(texts)


# The objects in whose passages something of a model stands, by its primary keys.
AFFECTED: dict[type[Model], Callable[[list[int]], set[Key]]] = {
    Role: lambda pks: (
        _keys("role", pks)
        | _keys("position", Position.objects.filter(role__in=pks).values_list("pk", flat=True))
    ),
    Skill: lambda pks: _keys("skill", pks) | _of_role(_with_texts().filter(skill__in=pks)),
    SkillTitle: lambda pks: _keys(
        "skill", SkillTitle.objects.filter(pk__in=pks).values_list("skill", flat=True)
    ),
    Tool: lambda pks: _keys("tool", pks) | _of_role(ToolUse.objects.filter(tools__in=pks)),
    ToolCategory: lambda pks: (
        _keys("category", pks) | _of_role(ToolUse.objects.filter(category__in=pks))
    ),
    Metric: lambda pks: _keys("metric", pks) | _of_role(RoleMetric.objects.filter(metric__in=pks)),
    Position: lambda pks: _keys("position", pks),
    RoleFamily: lambda pks: _keys("family", pks),
}
# What belongs to one object, and the field that says which.
PARTS: dict[type[Model], tuple[str, str]] = {SkillTitle: ("skill", "skill_id")}


def listen() -> None:
    """Listens to every model that has a part in the index."""
    for model in apps.get_models():
        if issubclass(model, Ordered):
            PARTS[model] = ("role", "role_id")
        if model in PARTS or model in AFFECTED:
            post_save.connect(_saved, sender=model)
            post_delete.connect(_saved, sender=model)
    for through in (ToolUse.tools.through, CareerStep.positions.through):
        m2m_changed.connect(_related, sender=through)
    content_changed.connect(_written)
    post_migrate.connect(_flushed, sender=apps.get_app_config("search"))


def _saved(sender: type[Model], instance: Model, using: str, **details: Any) -> None:
    note(_keys_of(sender, instance), using)


def _keys_of(model: type[Model], instance: Model) -> set[Key]:
    if model in AFFECTED:
        return AFFECTED[model]([instance.pk])
    kind, field = PARTS[model]
    keys = {(kind, getattr(instance, field))}
    if model is CareerStep:
        keys |= _keys("position", instance.positions.values_list("pk", flat=True))
    return keys


def _related(instance: Model, using: str, pk_set: set[int] | None, **details: Any) -> None:
    """A tool is named in a role, or a position stands on its ladder, or no longer."""
    if not isinstance(instance, Ordered):  # the other way round: from a tool or a position
        note(AFFECTED[type(instance)]([instance.pk]), using)
        return
    keys = {("role", instance.role_id)}
    if isinstance(instance, CareerStep) and pk_set:
        keys |= _keys("position", pk_set)
    note(keys, using)


def _written(
    sender: type[Model],
    using: str,
    pks: Collection[int] | None = (),
    fields: Iterable[str] | None = None,
    **details: Any,
) -> None:
    """Content was written in bulk. What is written one by one is heard of otherwise."""
    is_ours = sender in PARTS or sender in AFFECTED
    if not is_ours or pks == () or (fields is not None and all(map(_is_unseen, fields))):
        return
    if pks is None or len(pks) > MANY:
        note_all(using)
    elif sender in PARTS:
        kind, field = PARTS[sender]
        rows = sender._base_manager.using(using).filter(pk__in=pks).order_by()
        note(_keys(kind, rows.values_list(field, flat=True).distinct()), using)
    else:
        note(AFFECTED[sender](pks), using)


def _is_unseen(field: str) -> bool:
    """Whether a field has no part in what is found."""
    return field in ("order", "updated_at", "reviewed_on") or field.startswith("sort_")


def note(keys: Collection[Key], using: str = DEFAULT_DB_ALIAS) -> None:
    """These objects have changed: they are indexed when this transaction is committed."""
    if len(keys) > MANY:
        note_all(using)
    elif keys:
        rows = [Pending(object=object_number(*key)) for key in sorted(keys)]
        Pending.objects.using(using).bulk_create(rows)
        _index_on_commit(using)


def note_all(using: str = DEFAULT_DB_ALIAS) -> None:
    """So much has changed that all is built anew when this transaction is committed."""
    Pending.objects.using(using).create()
    transaction.on_commit(partial(_try, index_pending, using), using=using, robust=True)


def _index_on_commit(using: str) -> None:
    _waiting.databases = getattr(_waiting, "databases", set()) | {using}
    transaction.on_commit(partial(_committed, using), using=using, robust=True)


def _committed(using: str) -> None:
    """The first of many calls does what all of them are for."""
    if using in _waiting.databases:
        _waiting.databases = _waiting.databases - {using}
        _try(index_changed, using)


def _try(index: Callable[[str], None], using: str) -> None:
    try:
        index(using)
    except DatabaseError as error:
        logger.error("What has changed is not indexed yet, it is noted: %s", error)


def index_pending(using: str = DEFAULT_DB_ALIAS) -> None:
    """Indexes what has been noted, by whatever process; all anew if that was noted."""
    pending = Pending.objects.using(using)
    if pending.filter(object__isnull=True).exists() or pending.count() > MANY:
        rebuild(using)
    else:
        index_changed(using)


def index_changed(using: str = DEFAULT_DB_ALIAS) -> None:
    """Indexes the objects that have been noted.

    If all is to be built anew as well, that is for who noted it, an import: an editor who saves a
    text meanwhile would wait half a minute. Then only the last objects are indexed here.
    """
    pending = Pending.objects.using(using)
    most = CHUNK if pending.filter(object__isnull=True).exists() else MANY
    rows = list(pending.filter(object__isnull=False).order_by("-pk")[:most])
    if not rows:
        return
    keys = sorted({object_of(row.object << NUMBER_BITS) for row in rows})
    with transaction.atomic(using=using):
        state = locked_state(using)
        for generation in {state.live, state.building} - {None}:
            _write(Writer(generation, using), keys)
        Pending.objects.using(using).filter(pk__in=[row.pk for row in rows]).delete()
        # A page of results that was made before this is old now.
        content_changed.send(sender=Passage, using=using)


def _write(writer: Writer, keys: Iterable[Key]) -> None:
    for kind, several in groupby(keys, itemgetter(0)):
        pks = [pk for _, pk in several]
        for start in range(0, len(pks), CHUNK):
            writer.write(kind, pks[start : start + CHUNK])


def _flushed(using: str, **details: Any) -> None:
    """After migrations, and after a database was emptied: no engine finds what has gone."""
    if not Passage.objects.using(using).exists():
        for generation in (0, 1):
            engine(using).clear(generation)
        State.objects.using(using).all().delete()


_waiting = local()

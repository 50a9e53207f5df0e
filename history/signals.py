"""Records objects that are saved, related or deleted one by one."""

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import SET_NULL
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from core.models import Content, content_models
from core.owners import owner_columns
from history.fields import (
    Values,
    columns,
    difference,
    is_computed,
    kept_fields,
    recorded_columns,
    related_keys,
    stored_values,
    values_of,
)
from history.recording import (
    record_changes,
    record_created,
    record_deleted,
    record_deleting,
)

BEFORE = "_values_before"  # the attribute of an object that is being saved


def connect_signals() -> None:
    for model in content_models():
        pre_save.connect(before_save, sender=model)
        post_save.connect(after_save, sender=model)
        pre_delete.connect(before_delete, sender=model)
        post_delete.connect(after_delete, sender=model)
        for field in model._meta.many_to_many:
            through = field.remote_field.through
            m2m_changed.connect(_relation_receiver(model, field), sender=through, weak=False)


def before_save(
    sender: type[Content],
    instance: Content,
    using: str,
    update_fields: Collection[str] | None = None,
    **details: Any,
) -> None:
    """Reads what the database has of the object, and locks its row."""
    names = recorded_columns(sender, update_fields)
    before: Values | None = None
    if names and instance.pk is not None:
        before = stored_values(sender, [instance.pk], names, using, lock=True).get(instance.pk)
    setattr(instance, BEFORE, before)


def after_save(
    sender: type[Content], instance: Content, using: str, created: bool, **details: Any
) -> None:
    before: Values | None = vars(instance).pop(BEFORE, None)
    if created:
        record_created(sender, {instance.pk: values_of(instance, owner_columns(sender))}, using)
    elif before is not None:
        after = _values_after(instance, list(before), using)
        record_changes(sender, {instance.pk: difference(before, after)}, using)


def _values_after(instance: Content, names: list[str], using: str) -> Values:
    fields = kept_fields(type(instance))
    if any(is_computed(vars(instance).get(fields[name].attname)) for name in names):
        return stored_values(type(instance), [instance.pk], names, using)[instance.pk]
    return values_of(instance, names)


def before_delete(sender: type[Content], instance: Content, using: str, **details: Any) -> None:
    """Notes all of the object. Objects that refer to it, and will no more, have changed."""
    values = values_of(instance, columns(kept_fields(sender).values()))
    for field in sender._meta.many_to_many:
        values[field.name] = related_keys(field, [instance.pk], using)[instance.pk]
    record_deleting(sender, {instance.pk: values}, using)
    for model, name in _emptied_relations(sender):
        rows = model._base_manager.using(using).filter(**{name: instance.pk}).order_by()
        emptied = {pk: {name: [instance.pk, None]} for pk in rows.values_list("pk", flat=True)}
        record_changes(model, emptied, using)


def _emptied_relations(model: type[Content]) -> list[tuple[type[Content], str]]:
    """The relations that deleting an object of the model sets to NULL."""
    return [
        (relation.related_model, relation.field.name)
        for relation in model._meta.related_objects
        if getattr(relation, "on_delete", None) is SET_NULL
        and issubclass(relation.related_model, Content)
    ]


def after_delete(using: str, **details: Any) -> None:
    record_deleted(using)


def _relation_receiver(model: type[Content], field: Any) -> Callable[..., None]:
    """Receives changes of a many-to-many field, from either side."""
    attribute = f"_{model._meta.model_name}_{field.name}_before"

    def receive(
        instance: Content,
        action: str,
        reverse: bool,
        using: str,
        pk_set: set[int] | None,
        **details: Any,
    ) -> None:
        if action.startswith("pre_"):
            pks = _holders(field, instance.pk, pk_set, using) if reverse else [instance.pk]
            setattr(instance, attribute, related_keys(field, pks, using))
            return
        before: dict[int, list[int]] = vars(instance).pop(attribute)
        after = related_keys(field, before.keys(), using)
        changes = {
            pk: difference({field.name: keys}, {field.name: after[pk]})
            for pk, keys in before.items()
        }
        record_changes(model, changes, using)

    return receive


def _holders(field: Any, related: int, pk_set: Collection[int] | None, using: str) -> list[int]:
    """The objects that have the field, when the other side changes: all that refer to `related`
    where no keys are given."""
    if pk_set is not None:
        return [*pk_set]
    own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    rows = field.remote_field.through._base_manager.using(using).filter(**{other: related})
    return [*rows.values_list(own, flat=True)]

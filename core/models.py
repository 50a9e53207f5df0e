"""The base of all content, and the content version. Knows no language.

Leans on a part of Django that its documentation does not describe (tests/test_private_names.py):

- `QuerySet._for_write`, with which a QuerySet that writes also reads from the primary
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

from core.prepared import PREFETCHED
from core.signals import content_changed
from core.watching import BulkWrite, WriteKind, watched

M = TypeVar("M", bound=models.Model, covariant=True)


class ContentQuerySet(models.QuerySet[M]):
    """Sends `content_changed` for bulk writes, as saving and deleting single objects does."""

    @contextmanager
    def _changing(self, fields: Iterable[str] | None = None) -> Iterator[list[Any]]:
        """Sends the signal in the transaction of the write.

        Yields a list for the primary keys of the written rows.
        """
        self._for_write = True
        pks: list[Any] = []
        with transaction.atomic(using=self.db, savepoint=False):
            yield pks
            content_changed.send(sender=self.model, using=self.db, pks=pks, fields=fields)

    def update(self, **values: Any) -> int:
        with self._changing(fields=[*values]) as pks:
            pks += self.order_by().values_list("pk", flat=True)
            with watched(BulkWrite(WriteKind.UPDATE, self.model, self.db, pks, [*values])):
                return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]  # templates may not call it

    def delete(self) -> tuple[int, dict[str, int]]:
        with self._changing() as pks, ExitStack() as stack:
            if not issubclass(self.model, Content):  # whose objects are heard of one by one
                pks += self.order_by().values_list("pk", flat=True)
                write = BulkWrite(WriteKind.DELETE, self.model, self.db, pks)
                stack.enter_context(watched(write))
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]  # the same
    delete.queryset_only = True  # type: ignore[attr-defined]  # no manager has it

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list[Any]:
        if not (objs := list(objs)):
            return []
        with self._changing() as pks:
            with watched(BulkWrite(WriteKind.CREATE, self.model, self.db, pks)):
                created = super().bulk_create(objs, *args, **options)
                pks += [item.pk for item in created if item.pk]
            return created

    def bulk_update(self, objs: Any, fields: Any, *args: Any, **options: Any) -> int:
        objs = list(objs)
        with self._changing(fields) as pks:
            pks += [item.pk for item in objs]
            return super().bulk_update(objs, fields, *args, **options)  # calls `update`

    bulk_update.alters_data = True  # type: ignore[attr-defined]  # the same


class Content(models.Model):
    """What readers see. Every write of it raises the content version."""

    # The relation to the object that it is a part of: that object's history has its changes.
    part_of: ClassVar[str] = ""
    # The relations to objects that decide whether readers see it, besides what it is a part of.
    # None if any object may.
    shown_with: ClassVar[tuple[str, ...] | None] = ()
    # Fields that say when or how the content changed, and are no change themselves.
    unrecorded: ClassVar[tuple[str, ...]] = ()

    objects: ClassVar[models.Manager[Any]] = ContentQuerySet.as_manager()

    class Meta:
        abstract = True

    def save_base(self, *args: Any, **options: Any) -> None:
        # What listens to a saved object belongs to the same transaction.
        with transaction.atomic(using=options.get("using"), savepoint=False):
            super().save_base(*args, **options)

    def touch(self) -> None:
        """Notes that something that belongs to the object has changed; most take no note."""

    @classmethod
    def values_to_restore(cls, values: dict[str, Any], is_new: bool) -> dict[str, Any]:
        """Of an earlier version's values by field, those that are restored.

        What readers are shown or not stays as it is. The object `is_new` if it was deleted.
        """
        return values

    @classmethod
    def visible(cls) -> ContentQuerySet[Any]:
        """The objects that readers may see."""
        return cls._default_manager.all()

    @classmethod
    def with_visible_texts(cls) -> Collection[Any]:
        """At least the objects that readers may see and that have a text."""
        return cls.visible()

    @classmethod
    def with_pages(cls) -> models.QuerySet[Any]:
        """The objects that stand on a page which readers may open, retired ones included."""
        return cls._default_manager.all()

    @classmethod
    def not_retired(cls) -> models.QuerySet[Any]:
        """All objects but those that are kept only because they were there once."""
        return cls._default_manager.all()

    def all_of(self, relation: str) -> Collection[Any]:
        """The related objects: as prefetched (`prepared.set_prefetched`), or from the database.

        Django's own way makes a manager each time, even for what is there already.
        """
        prefetched = vars(self).get(PREFETCHED, {}).get(relation)  # as `prefetched` does
        if prefetched is None:
            prefetched = getattr(self, relation).all()
        return prefetched  # type: ignore[no-any-return]  # what a relation leads to is not typed


def content_models() -> list[type[Content]]:
    """All models that hold content."""
    return [model for model in apps.get_models() if issubclass(model, Content)]


def has_content() -> bool:
    """Whether an editor or a fixture has written anything yet."""
    return any(model.objects.exists() for model in content_models())


class ContentVersion(models.Model):
    """The content version: one row, whose number every change of the content raises.

    What is cached under a number is valid as long as that is the number. `previous` is the number
    that the last change found. `release` is the release of the program that started last: a new one
    makes other pages of the same content.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.BigIntegerField(default=0)
    previous = models.BigIntegerField(default=0, db_default=0)
    release = models.TextField(blank=True)

    class Meta:
        db_table = "config_contentversion"  # the app that it was moved from
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="content_version_is_one_row"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class ContentChange(models.Model):
    """That an object was written, deleted or related by the change that made a content version.

    `kind` is the label of its model, and its owner what it is a part of, else the object itself.
    Without an owner any object of the kind may have changed. `fields` names the written fields, if
    only some were. `previous` is the version before: the rows of consecutive versions form a chain.
    No texts, and only the latest rows are kept (`core.change_notes`).
    """

    version = models.BigIntegerField(db_index=True)
    previous = models.BigIntegerField()
    kind = models.CharField(max_length=100)
    owner_kind = models.CharField(max_length=100, blank=True)
    owner_id = models.BigIntegerField(null=True)
    fields = models.TextField(blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.version}: {self.kind} of {self.owner_kind} {self.owner_id}"

"""What was changed in the content, by whom and when."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """How a change came about."""

    EDIT = "edit", _("Edited")
    RESTORE = "restore", _("Restored")
    IMPORT = "import", _("Classification imported")
    LOAD = "load", _("Rolebook content loaded")
    SCHEDULE = "schedule", _("Published as scheduled")
    PROGRAM = "program", _("Changed by a program")
    START = "start", _("First recorded version")


class Change(models.Model):
    """All that was written on one occasion in one transaction: a form saved, an import.

    `by` is empty for programs, and for people whose account was deleted.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="content_changes"
    )
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.PROGRAM)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.origin} {self.at:%Y-%m-%d %H:%M}"


class Verb(models.TextChoices):
    """What was done to an object."""

    CREATED = "created", _("added")
    CHANGED = "changed", _("changed")
    DELETED = "deleted", _("deleted")


class ShortEncoder(json.JSONEncoder):
    """Letters as they are: "ä" as an escape would take six bytes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"ensure_ascii": False})


class Entry(models.Model):
    """What a change did to one object.

    `values` holds for a changed object the old and the new value of each changed field, for a
    deleted one all values, and for a new one nothing: the database has it. So an object's earlier
    versions are those of today with its entries undone, the last first (`history.versions`).

    `model` is a label such as "roles.roleskill". `owner` is the object that it is a part of, e.g.
    the role, or itself. The parts of an object that is new have no entries in the same change.
    """

    change = models.ForeignKey(Change, models.CASCADE, related_name="entries")
    owner_model = models.CharField(max_length=60)
    owner_id = models.BigIntegerField()
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    verb = models.CharField(max_length=7, choices=Verb)
    fields = models.TextField(blank=True)  # the names in `values` of a changed object, by commas
    values = models.JSONField(null=True, encoder=ShortEncoder)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["owner_model", "owner_id", "-id"], name="entry_of_owner"),
            models.Index(
                fields=["model", "-id"],
                name="entry_of_deleted_object",
                condition=Q(verb="deleted"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id} {self.verb}"

    @property
    def kept_values(self) -> dict[str, Any]:
        """The values of a deleted object by field; of a changed one, pairs of an old and a new."""
        return self.values or {}

    @property
    def field_names(self) -> list[str]:
        return self.fields.split(",") if self.fields else []


class DeletedObject(Entry):
    """An entry about an object that was deleted, as admin lists them."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("deleted entry")
        verbose_name_plural = _("deleted entries")

"""Files that somebody has uploaded and not imported yet, with what importing them would do.

They are in the database, where every process and machine finds them. Each goes when it is
imported, or after a day.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Upload(models.Model):
    """A file that waits for its sender to look at what it would change.

    `target` says what it is imported into: the label of a model, or a language. `options` are the
    answers given with the file. `shown` is a checksum of the changes that the preview shows.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    target = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    options = models.JSONField(default=dict)
    shown = models.CharField(max_length=64, blank=True)
    unchanged = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class UploadedPart(models.Model):
    """A piece of an uploaded file."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="parts")
    data = models.BinaryField()

    class Meta:
        default_permissions = ()
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.upload_id}: {self.pk}"


class UploadedRow(models.Model):
    """What a file says of one object: what it would change there, or why that is refused."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="rows")
    is_refused = models.BooleanField(default=False)
    place = models.CharField(max_length=100)  # "Row 12"
    content = models.JSONField()

    class Meta:
        default_permissions = ()
        ordering = ("-is_refused", "pk")

    def __str__(self) -> str:
        return self.place

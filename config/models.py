"""The version of the content."""

from django.db import models
from django.db.models import Q


class ContentVersion(models.Model):
    """One row with a number that every change of the content raises.

    What was made from content at one number is valid as long as that is the number. `release` is
    the release of the program that started last: a new one makes the same content look different.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.BigIntegerField(default=0)
    release = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="content_version_is_one_row"),
        ]

    def __str__(self) -> str:
        return str(self.number)

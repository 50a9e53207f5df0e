"""Counts of failed attempts, in the database: all processes and machines count alike."""

from django.db import models


class FailedAttempts(models.Model):
    """How often something has failed lately, e.g. a password for one account from one address.

    `key` is a hash that only this site can make: neither an account nor an address stands here.
    """

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.count} until {self.ends_at}"

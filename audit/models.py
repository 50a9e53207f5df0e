"""The audit log: who signed in, who changed people and their rights, what commands did."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What has happened."""

    SIGN_IN = "sign_in", _("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("Sign-in failed")
    LOCK = "lock", _("Sign-in blocked")
    SIGN_OUT = "sign_out", _("Signed out")
    SESSIONS_ENDED = "sessions_ended", _("Signed out everywhere")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    PASSWORD_RESET = "password_reset", _("Password reset requested")
    FACTOR_ADDED = "factor_added", _("Verification method added")
    FACTOR_REMOVED = "factor_removed", _("Verification method removed")
    CODES_RENEWED = "codes_renewed", _("New recovery codes created")
    FACTORS_RESET = "factors_reset", _("Two-step verification reset")
    ADDRESS_CHANGED = "address_changed", _("Email address changed")
    USER_ADDED = "user_added", _("User added")
    USER_CHANGED = "user_changed", _("User renamed")
    USER_DEACTIVATED = "user_deactivated", _("User deactivated")
    USER_ACTIVATED = "user_activated", _("User activated")
    USER_DELETED = "user_deleted", _("User deleted")
    RIGHTS_CHANGED = "rights_changed", _("User rights changed")
    GROUP_ADDED = "group_added", _("Group added")
    GROUP_CHANGED = "group_changed", _("Group renamed")
    GROUP_DELETED = "group_deleted", _("Group deleted")
    GROUP_RIGHTS = "group_rights", _("Group rights changed")
    IMPORT = "import", _("Classification imported")
    LOAD = "load", _("Rolebook content loaded")
    TABLE_EXPORT = "table_export", _("Table exported")
    TABLE_IMPORT = "table_import", _("Table imported")
    TEXTS_EXPORT = "texts_export", _("Translations exported")
    TEXTS_IMPORT = "texts_import", _("Translations imported")
    CONTENT_EXPORT = "content_export", _("All content exported")
    BACKUP = "backup", _("Backup created")
    RESTORE = "restore", _("Backup restored")


def to_a_person(related_name: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    """Names nobody: only the number of an account stays when the account is deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name=related_name,
        **options,
    )


class Event(models.Model):
    """Something that has happened, or the same thing several times within an hour.

    `by` did it: empty for programs and for people whom we do not know. `about` is the person whom
    it was done to, `subject` is something else, such as a group. `details` says what was changed,
    by the names of fields, groups and permissions (`audit.words`).
    """

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    last_at = models.DateTimeField(_("last occurred"), default=timezone.now)
    count = models.PositiveIntegerField(pgettext_lazy("how often", "count"), default=1)
    kind = models.CharField(_("event"), max_length=20, choices=Kind)
    by = to_a_person("events", verbose_name=_("done by"))
    about = to_a_person("events_about", verbose_name=_("relates to"))
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    address = models.GenericIPAddressField(_("IP address"), null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["kind", "at"], name="event_of_kind"),
            models.Index(
                fields=["at"],
                name="event_with_address",
                condition=models.Q(address__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

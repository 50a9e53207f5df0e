"""The people who edit and translate Rolebook.

Leans on a part of Django that its documentation does not describe (tests/test_private_names.py):

- `AbstractBaseUser._get_session_auth_hash`, what a session remembers of its user
"""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


def validate_languages(codes: list[str]) -> None:
    """Raises ValidationError unless every code is one of the site's languages."""
    known = dict(settings.LANGUAGES)
    if not isinstance(codes, list) or any(code not in known for code in codes):
        raise ValidationError(_("Choose one of the site’s languages."))


class User(AbstractUser):
    """Someone who signs in to admin, e.g. a translator of Norwegian and Polish."""

    languages = models.JSONField(
        _("languages"),
        default=list,
        blank=True,
        validators=[validate_languages],
        help_text=_("Choose the languages that this user may translate into."),
    )
    # Raised when all sessions of the user are to end: each remembers it in a hash.
    sessions_ended = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta(AbstractUser.Meta):
        permissions = [("translate_content", "Can write texts in their languages")]

    def end_sessions(self) -> None:
        """Signs the user out everywhere."""
        User.objects.filter(pk=self.pk).update(sessions_ended=models.F("sessions_ended") + 1)
        self.refresh_from_db(fields=["sessions_ended"])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session remembers of its user. It ends when any part of it changes."""
        parts = (self.password, self.sessions_ended, self.is_staff, self.is_superuser)
        text = "\n".join(map(str, parts))
        return salted_hmac("accounts.User", text, secret=secret, algorithm="sha256").hexdigest()


class GivenPermission(models.Model):
    """A permission that a group was given by itself, and is not given a second time.

    So what an administrator takes from the group stays away.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    permission = models.ForeignKey(Permission, models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint("group", "permission", name="permission_is_given_once")
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.permission_id}"

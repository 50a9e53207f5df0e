"""The people who edit and translate Rolebook."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.core.exceptions import ValidationError
from django.db import models
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
        help_text=_("The languages that this user may translate into."),
    )

    class Meta(AbstractUser.Meta):
        permissions = [("translate_content", "Can write texts in their languages")]


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

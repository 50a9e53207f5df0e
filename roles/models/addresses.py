"""The addresses that roles had before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from roles.models.role import Role


class FormerAddress(models.Model):
    """The slug of a role's page before it was changed. Whoever follows it is led on to the role.

    A role that has the slug by now comes first, so none has to be deleted for it.
    """

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    role = models.ForeignKey(Role, models.CASCADE, related_name="former_addresses")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.slug

"""Which roles are near to which, and how much each needs."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from roles.models.role import Role
from roles.overlap import percent
from translations.models import TranslatedQuerySet


class RelatedRoleQuerySet(TranslatedQuerySet):
    def nearest_first(self) -> Self:
        """Those that readers may see."""
        return self.filter(other__status=Role.Status.PUBLISHED).order_by("-nearness", "other")


class RelatedRole(models.Model):
    """A role near to another, e.g. customer service administrator to customer support team lead.

    Computed by `roles.related`, which keeps it by itself as roles change. `share` of what `other`
    takes carries over from `role` (see `roles.overlap`).
    """

    role = models.ForeignKey(Role, models.CASCADE, related_name="related")
    other = models.ForeignKey(Role, models.CASCADE, related_name="related_from")
    nearness = models.FloatField()
    share = models.FloatField()
    shared_skills = models.PositiveSmallIntegerField()

    objects = RelatedRoleQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index("role", F("nearness").desc(), name="related_role_nearest_first")]
        constraints = [
            models.UniqueConstraint("role", "other", name="related_role_is_given_once"),
            models.CheckConstraint(name="related_role_is_another", condition=~Q(role=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.role_id} to {self.other_id}: {self.percent} %"

    @property
    def percent(self) -> int:
        """How much of what the other role takes carries over."""
        return percent(self.share)


class NeedCounts(models.Model):
    """How many skills and tool categories a published role takes, counted in advance.

    With them the share that is known of each of many roles is computed and sorted by the database.
    Kept by `roles.related`.
    """

    role = models.OneToOneField(Role, models.CASCADE, primary_key=True, related_name="need_counts")
    essential = models.PositiveSmallIntegerField()
    useful = models.PositiveSmallIntegerField()
    categories = models.PositiveSmallIntegerField()

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.role_id}: {self.essential} + {self.useful} + {self.categories}"

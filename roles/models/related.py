"""The nearest neighbours of each role, and how much each role needs."""

from functools import reduce
from operator import add
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from roles.models.role import Role
from roles.overlap import Met, is_brief, percent
from skills.models import Skill
from translations.models import TranslatedQuerySet


class RelatedRoleQuerySet(TranslatedQuerySet["RelatedRole"]):
    def nearest_first(self) -> Self:
        """The published ones, the nearest first."""
        return self.filter(other__status=Role.Status.PUBLISHED).order_by("-nearness", "other")

    def with_needs(self) -> Self:
        """Annotates what `met` reads: how much is described of both roles."""
        return self.annotate(
            other_skills=_need_count("other", "essential", "useful"),
            other_items=_need_count("other", "essential", "useful", "categories"),
            role_items=_need_count("role", "essential", "useful", "categories"),
        )


def _need_count(role: str, *kinds: str) -> Coalesce:
    counts = (F(f"{role}__need_counts__{kind}") for kind in kinds)
    return Coalesce(reduce(add, counts), 0)


class RelatedRole(models.Model):
    """A role near to another, e.g. customer service administrator to customer support team lead.

    Computed by `roles.related` when roles change. `share` is the share of what `other` needs that
    carries over from `role` (see `roles.overlap`).
    """

    part_of = "role"

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
        return f"{self.role_id} to {self.other_id}: {percent(self.share)} %"

    @property
    def met(self) -> Met:
        """What readers are told of it. For rows of `with_needs`."""
        counts: Any = self
        from_brief, brief = is_brief(counts.role_items), is_brief(counts.other_items)
        return Met(self.shared_skills, counts.other_skills, self.share, brief, from_brief)


class NeedCounts(models.Model):
    """How many skills and tool categories a published role needs.

    Stored so that the database can compute and sort the shares of many roles. Written by
    `roles.related`.
    """

    part_of = "role"

    role = models.OneToOneField(Role, models.CASCADE, primary_key=True, related_name="need_counts")
    essential = models.PositiveSmallIntegerField()
    useful = models.PositiveSmallIntegerField()
    categories = models.PositiveSmallIntegerField()

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.role_id}: {self.essential} + {self.useful} + {self.categories}"


class NamedSkill(models.Model):
    """A skill that a published role is about: its title or its summary names it.

    Stored so that the database can rank roles by it. `extra_weight` is what makes a skill that the
    title names weigh as much as an essential one. Written by `roles.named_skills`.
    """

    part_of = "role"

    role = models.ForeignKey(Role, models.CASCADE, related_name="named_skills")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="naming_roles")
    centrality = models.PositiveSmallIntegerField()
    extra_weight = models.PositiveSmallIntegerField()

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint("skill", "role", name="skill_is_named_once_by_a_role"),
        ]

    def __str__(self) -> str:
        return f"{self.role_id}: {self.skill_id}"

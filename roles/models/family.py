"""The tree of role families."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from core import fields
from translations.models import Named, Sortable, TranslatedQuerySet


class Hue(models.TextChoices):
    """The palette. The style sheet knows each; lightness and chroma are the same for all."""

    TEAL = "teal", _("teal")
    RED = "red", _("red")
    ORANGE = "orange", _("orange")
    PINK = "pink", _("pink")
    LIME = "lime", _("lime")
    VIOLET = "violet", _("violet")
    BLUE = "blue", _("blue")
    AMBER = "amber", _("amber")
    GREEN = "green", _("green")
    SKY = "sky", _("sky blue")


class RoleFamilyQuerySet(TranslatedQuerySet["RoleFamily"]):
    def within(self, path: str) -> Self:
        """The family at `path` and all below it."""
        return self.filter(path__startswith=path)


_RoleFamilyManager = models.Manager.from_queryset(RoleFamilyQuerySet)


class RoleFamilyManager(_RoleFamilyManager["RoleFamily"]):
    def get_by_natural_key(self, slug: str) -> "RoleFamily":
        return self.get(slug=slug)


class RoleFamily(Sortable, Named):  # type: ignore[django-manager-missing]  # modeltranslation replaces managers
    """A branch of the tree of roles, e.g. customer service › leading customer service.

    `path` holds the slugs from the root down, so that a whole branch is one indexed range:
    "customer-service/support-leadership/".
    """

    required_texts = ("title",)
    titles_may_repeat = True  # a group of a classification may be called as the one above it

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("parent role family"),
    )
    path = fields.CharField(max_length=1000, unique=True, editable=False)
    hue = models.CharField(_("colour"), max_length=10, choices=Hue, default=Hue.VIOLET)
    order = models.PositiveSmallIntegerField(_("sort order"), default=0)
    title = fields.CharField(_("title"), max_length=200, blank=True)
    description = fields.TextField(_("description"), blank=True)

    objects: ClassVar[RoleFamilyManager] = RoleFamilyManager()

    class Meta:
        verbose_name = _("role family")
        verbose_name_plural = _("role families")
        ordering = ("path",)
        constraints = [
            models.CheckConstraint(
                name="role_family_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                violation_error_message=_("A role family cannot be its own parent."),
            )
        ]

    def save(self, *args: Any, **options: Any) -> None:
        old_path, self.path = self.path, f"{self.parent.path if self.parent else ''}{self.slug}/"
        if names := options.get("update_fields"):
            options["update_fields"] = {*names, "path"}
        with transaction.atomic():
            super().save(*args, **options)
            if old_path and old_path != self.path:
                self._move_descendants(old_path)

    def _move_descendants(self, old_path: str) -> None:
        descendants = RoleFamily.objects.within(old_path).exclude(pk=self.pk)
        descendants.update(path=Concat(Value(self.path), Substr("path", len(old_path) + 1)))

    def clean(self) -> None:
        super().clean()
        if self.pk and self.parent and self.parent.path.startswith(self.path):
            raise ValidationError(
                {"parent": _("A role family cannot be placed under a family that belongs to it.")}
            )

    def has_same_title(self, other: "RoleFamily") -> bool:
        """Whether readers of the active language are shown the same title for both."""
        return self.t.title.value == other.t.title.value

    @property
    def lineage(self) -> list["RoleFamily"]:
        """The families from the root down to this one."""
        return [*(self.parent.lineage if self.parent else []), self]

    @property
    def crumbs(self) -> list["RoleFamily"]:
        """The lineage as breadcrumbs show it (see `without_repeated_titles`)."""
        return without_repeated_titles(self.lineage)


def without_repeated_titles(lineage: Iterable[RoleFamily]) -> list[RoleFamily]:
    """A lineage without the families that have the title of the one above them.

    A classification has a group on every level: where a group holds a single other one, the two may
    have the same title.
    """
    families: list[RoleFamily] = []
    for family in lineage:
        if not (families and family.has_same_title(families[-1])):
            families.append(family)
    return families

"""The positions on career ladders, and the steps of each role's ladder."""

from typing import ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core import fields
from roles.models import Role, RoleItem, Stage, unique_key
from translations.addresses import address
from translations.models import Named, SlugManager, Sortable, TranslatedQuerySet
from translations.texts import Text, text_columns


class Lane(models.TextChoices):
    """The kind of work a position stands for: a row of the career map."""

    SERVICE = "service", _("Serving customers")
    LEADERSHIP = "leadership", _("Leading people")
    OPERATIONS = "operations", _("Operations")
    GROWTH = "growth", _("Customer relationships")
    QUALITY = "quality", _("Quality and learning")


class StepKind(models.TextChoices):
    """Where a career step leads."""

    UPWARD = "upward", _("step up")
    SIDEWAYS = "sideways", _("sideways move")
    GROWTH = "growth", _("growth opportunity")


class LadderStage(models.TextChoices):
    """The stage of a career step, as the source of its role gives it."""

    ENTRY = "entry", _("Entry level")
    MID = "mid", _("Mid level")
    SENIOR = "senior", _("Senior roles")
    MANAGEMENT = "management", _("Management")
    SENIOR_MANAGEMENT = "senior-management", _("Senior management")
    EXECUTIVE = "executive", _("Executive roles")


class PositionManager(SlugManager["Position"]):
    def get_queryset(self) -> "models.QuerySet[Position]":
        # Lists of positions show titles, and the title of a position with a role is the role's.
        return super().get_queryset().select_related("role")


_titled = ("slug", "stage", "source_language", *text_columns("title"))
# The columns that lists and the map show of a position and of its role.
LEAN_POSITION = ("role", "lane", *_titled, *(f"role__{name}" for name in ("status", *_titled)))


class Position(Sortable, Named):
    """A job on career ladders, e.g. customer support representative.

    Several ladders share it. If it has a role, its title is the role's.
    """

    names_job = True
    borrows_texts = True
    shown_with = ("role",)
    sorted_by = (*Sortable.sorted_by, "role")

    lane = models.CharField(_("kind of work"), max_length=20, choices=Lane)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, blank=True)
    role = models.OneToOneField(
        Role,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="position",
        verbose_name=_("role"),
    )
    title = fields.CharField(
        _("title"),
        max_length=200,
        blank=True,
        help_text=_("Leave empty to use the title of the role."),
    )

    objects: ClassVar[PositionManager] = PositionManager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ("slug",)

    @classmethod
    def visible(cls) -> "TranslatedQuerySet[Position]":
        hidden = (Role.Status.DRAFT, Role.Status.RETIRED)
        return cls.objects.exclude(role__status__in=hidden)

    @classmethod
    def with_pages(cls) -> "TranslatedQuerySet[Position]":
        return cls.objects.exclude(role__status=Role.Status.DRAFT)

    @classmethod
    def lean(cls) -> "TranslatedQuerySet[Position]":
        """The visible ones with only what lists and the map show."""
        return cls.visible().only(*LEAN_POSITION)

    @property
    def is_visible(self) -> bool:
        """Whether readers may see it: its role is published, or it has a title of its own."""
        return self.role.is_published if self.role else bool(self.t.title)

    @property
    def placed_stage(self) -> str:
        """Its stage everywhere: that of its role, else where the map places it."""
        return (self.role.stage if self.role else "") or self.stage

    @property
    def is_estimated(self) -> bool:
        """Whether its stage is ours, since the sources of its role give none."""
        return bool(self.role and not self.role.stage and self.stage)

    def get_placed_stage_display(self) -> str:
        return str(Stage(self.placed_stage).label) if self.placed_stage else ""

    @property
    def required_texts(self) -> tuple[str, ...]:  # type: ignore[override]  # depends on the role
        return () if self.role_id else ("title",)

    def shown_text(self, field: str, language: str | None = None) -> Text:
        if field == "title" and self.role:
            return self.role.shown_text(field, language)
        return super().shown_text(field, language)

    def sorted_text(self, language: str) -> str:
        return self.shown_text("title", language).value

    def get_absolute_url(self) -> str:
        """The page of its role, or of its moves if it has none."""
        return self.role.get_absolute_url() if self.role else self.moves_url

    @property
    def moves_url(self) -> str:
        """The page of its moves."""
        return address("position", self.slug)


class CareerStep(RoleItem):
    """A step of a role's ladder, e.g. the entry-level jobs that lead towards it.

    Its stage is not that of its positions, since the sources of roles disagree about them.
    """

    anchor_prefix = "step"
    required_texts = ("advice",)

    role = models.ForeignKey(
        Role, models.CASCADE, related_name="career_steps", verbose_name=_("role")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=StepKind, default=StepKind.UPWARD)
    stage = models.CharField(_("stage"), max_length=20, choices=LadderStage, blank=True)
    positions = models.ManyToManyField(
        Position, blank=True, related_name="career_steps", verbose_name=_("positions")
    )
    advice = fields.TextField(_("advice"), blank=True)

    class Meta(RoleItem.Meta):
        verbose_name = _("career step")
        verbose_name_plural = _("career steps")
        constraints = [unique_key("career_step_key_is_unique_in_role")]

    @cached_property
    def visible_positions(self) -> list[Position]:
        return [position for position in self.all_of("positions") if position.is_visible]

    @property
    def is_here(self) -> bool:
        """Whether the role that the ladder belongs to is on this step."""
        return any(position.role_id == self.role_id for position in self.visible_positions)

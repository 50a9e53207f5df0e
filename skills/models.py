"""The vocabulary that all roles share: skills, tools, metrics."""

from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from core import fields
from translations.addresses import address
from translations.models import (
    Named,
    OtherTitle,
    SlugManager,
    Sortable,
    TranslatedContent,
    TranslatedManager,
    TranslatedQuerySet,
)

M = TypeVar("M", bound=models.Model, covariant=True)


class VocabularyQuerySet(TranslatedQuerySet[M]):
    """Terms that roles use. Roles belong to an upper app: reached over reverse relations."""

    # The path from a role to its terms. Its first part is a relation of the term, too.
    path_from_role = ""

    def is_public(self) -> bool:
        """Whether a role that readers may open uses one of them."""
        used: models.QuerySet[Any] = self._roles().with_pages()
        return used.filter(**{f"{self.path_from_role}__in": self}).exists()

    def _published_roles(self) -> models.QuerySet[Any]:
        roles: models.QuerySet[Any] = self._roles().published()
        return roles.order_by()

    def _roles(self) -> Any:
        relation = self.path_from_role.partition("__")[0]
        use: Any = self.model._meta.get_field(relation).related_model
        return use._meta.get_field("role").related_model.objects


class SkillQuerySet(VocabularyQuerySet["Skill"]):
    path_from_role = "role_skills__skill"


class ToolCategoryQuerySet(VocabularyQuerySet["ToolCategory"]):
    path_from_role = "tool_uses__category"


class ToolQuerySet(VocabularyQuerySet["Tool"]):
    path_from_role = "tool_uses__tools"

    def counts_by_category(self) -> dict[int, dict[int, int]]:
        """How many published roles name each tool in each category, by the ids of both."""
        named = self._published_roles().filter(tool_uses__tools__isnull=False)
        rows = named.values_list("tool_uses__category", self.path_from_role)
        counts: dict[int, dict[int, int]] = {}
        for category, tool, count in rows.annotate(Count("pk", distinct=True)):
            if tool is not None:
                counts.setdefault(category, {})[tool] = count
        return counts


class MetricQuerySet(VocabularyQuerySet["Metric"]):
    path_from_role = "role_metrics__metric"


_SkillManager = models.Manager.from_queryset(SkillQuerySet)


class SkillManager(_SkillManager["Skill"], SlugManager["Skill"]):
    """The verbs of the QuerySet, and lookup by slug."""


_ToolCategoryManager = models.Manager.from_queryset(ToolCategoryQuerySet)


class ToolCategoryManager(_ToolCategoryManager["ToolCategory"], SlugManager["ToolCategory"]):
    """The verbs of the QuerySet, and lookup by slug."""


_ToolManager = models.Manager.from_queryset(ToolQuerySet)


class ToolManager(_ToolManager["Tool"], SlugManager["Tool"]):
    """The verbs of the QuerySet, and lookup by slug."""


_MetricManager = models.Manager.from_queryset(MetricQuerySet)


class MetricManager(_MetricManager["Metric"], SlugManager["Metric"]):
    """The verbs of the QuerySet, and lookup by slug."""


class SkillGroup(Named):  # type: ignore[django-manager-missing]  # modeltranslation replaces managers
    """A group of skills, e.g. communication. Each is a row of the knit ornament."""

    required_texts = ("title",)

    title = fields.CharField(_("title"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("sort order"), default=0, db_index=True)

    objects: ClassVar[SlugManager["SkillGroup"]] = SlugManager()

    class Meta:
        verbose_name = _("skill group")
        verbose_name_plural = _("skill groups")
        ordering = ("order", "pk")


class SkillKind(models.TextChoices):
    """Whether a skill is something known or something done."""

    KNOWLEDGE = "knowledge", _("knowledge")
    COMPETENCE = "competence", _("skill or competence")


class Skill(Sortable, Named):  # type: ignore[django-manager-missing]  # modeltranslation replaces managers
    """Something people can do, e.g. data analysis. A `RoleSkill` says what it means in a role."""

    class Reuse(models.TextChoices):
        TRANSVERSAL = "transversal", _("transferable")
        CROSS_SECTOR = "cross-sector", _("cross-sector")
        SECTOR_SPECIFIC = "sector-specific", _("sector-specific")
        OCCUPATION_SPECIFIC = "occupation-specific", _("occupation-specific")

    required_texts = ("title",)
    page_texts = ("title", "description")

    group = models.ForeignKey(
        SkillGroup,
        models.PROTECT,
        related_name="skills",
        null=True,
        blank=True,
        verbose_name=_("group"),
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=SkillKind, blank=True, default="", db_default=""
    )
    reuse = models.CharField(
        _("scope of use"),
        max_length=20,
        choices=Reuse,
        blank=True,
        default="",
        db_default="",
        help_text=_("Choose how widely the skill is used. Leave empty if the sources do not say."),
    )
    is_retired = models.BooleanField(_("retired"), default=False, db_default=False)
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        related_name="replaces",
        null=True,
        blank=True,
        verbose_name=_("replaced by"),
        help_text=_("If this skill is retired, its page links to the skill chosen here."),
    )
    title = fields.CharField(_("title"), max_length=200, blank=True)
    description = fields.TextField(_("description"), blank=True)

    objects: ClassVar[SkillManager] = SkillManager()

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ("slug",)
        constraints = [
            models.CheckConstraint(
                name="skill_is_not_replaced_by_itself",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("pk")),
                violation_error_message=_("A skill cannot be replaced by itself."),
            ),
        ]

    @classmethod
    def values_to_restore(cls, values: dict[str, Any], is_new: bool) -> dict[str, Any]:
        """A skill that is retired stays so, and a deleted one comes as it was."""
        return {name: value for name, value in values.items() if is_new or name != "is_retired"}

    @classmethod
    def visible(cls) -> SkillQuerySet:
        return cls.not_retired()

    @classmethod
    def not_retired(cls) -> SkillQuerySet:
        return cls.objects.filter(is_retired=False)

    def get_absolute_url(self) -> str:
        return address("skill", self.slug)


class SkillTitleManager(TranslatedManager["SkillTitle"]):
    def get_by_natural_key(self, skill: str, language: str, title: str) -> "SkillTitle":
        return self.get(skill__slug=skill, language=language, title=title)


class SkillTitle(OtherTitle, TranslatedContent):
    """Another name for a skill, e.g. “listen to customers” for active listening."""

    part_of = "skill"

    skill = models.ForeignKey(
        Skill, models.CASCADE, related_name="other_titles", verbose_name=_("skill")
    )
    order = models.PositiveSmallIntegerField(_("sort order"), default=0)

    objects: ClassVar[SkillTitleManager] = SkillTitleManager()

    class Meta:
        verbose_name = _("alternative name of a skill")
        verbose_name_plural = _("alternative names of a skill")
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(
                "skill",
                "language",
                "title",
                name="skill_title_is_given_once",
                violation_error_message=_("The skill already has this name in this language."),
            )
        ]

    def natural_key(self) -> tuple[str, str, str]:
        return (self.skill.slug, self.language, self.title)

    natural_key.dependencies = ["skills.skill"]  # type: ignore[attr-defined]  # Django's way


class ToolCategory(Sortable, Named):  # type: ignore[django-manager-missing]  # modeltranslation replaces managers
    """What tools are for, e.g. ticketing. A `ToolUse` says which tools a role uses for that."""

    required_texts = ("title",)
    page_texts = ("title", "description")

    title = fields.CharField(_("title"), max_length=200, blank=True)
    description = fields.TextField(_("description"), blank=True)
    order = models.PositiveSmallIntegerField(_("sort order"), default=0, db_index=True)

    objects: ClassVar[ToolCategoryManager] = ToolCategoryManager()

    class Meta:
        verbose_name = _("tool category")
        verbose_name_plural = _("tool categories")
        ordering = ("order", "pk")

    def get_absolute_url(self) -> str:
        return address("tool-category", self.slug)


class Tool(Sortable, Named):
    """A product by its name, e.g. Zendesk: the same in every language."""

    sorted_by = ("name",)

    name = fields.CharField(_("name"), max_length=100, unique=True)

    objects: ClassVar[ToolManager] = ToolManager()

    class Meta:
        verbose_name = _("tool")
        verbose_name_plural = _("tools")
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name

    def sorted_text(self, language: str) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("tool", self.slug)


class Metric(Sortable, Named):  # type: ignore[django-manager-missing]  # modeltranslation replaces managers
    """A way to measure work, e.g. first response time, where a rise means worse."""

    class Unit(models.TextChoices):
        PERCENT = "percent", _("percentage")
        SCORE = "score", _("score")
        DURATION = "duration", _("time")
        COUNT = "count", _("number")

    class Rise(models.TextChoices):
        BETTER = "better", _("higher is better")
        WORSE = "worse", _("lower is better")
        DEPENDS = "depends", _("depends on the situation")

    required_texts = ("title",)
    page_texts = ("title", "definition")

    abbreviation = fields.CharField(_("abbreviation"), max_length=20, blank=True)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    rise = models.CharField(_("how to read the metric"), max_length=10, choices=Rise)
    title = fields.CharField(_("title"), max_length=200, blank=True)
    definition = fields.TextField(_("definition"), blank=True)
    order = models.PositiveSmallIntegerField(_("sort order"), default=0, db_index=True)

    objects: ClassVar[MetricManager] = MetricManager()

    class Meta:
        verbose_name = _("metric")
        verbose_name_plural = _("metrics")
        ordering = ("order", "pk")

    @property
    def reading(self) -> str:
        """What its title does not say, e.g. "CSAT, higher is better"."""
        return ", ".join(filter(None, (self.abbreviation, self.get_rise_display())))

    def get_absolute_url(self) -> str:
        return address("metric", self.slug)

"""The items on a role's page."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import fields
from roles.models.role import Role
from skills.models import Metric, Skill, Tool, ToolCategory
from translations.models import (
    Named,
    OtherTitle,
    Sortable,
    TranslatedContent,
    TranslatedManager,
    TranslatedQuerySet,
)


class Ordered(TranslatedContent):
    """Has a position in its role. Two may have the same one for a moment while they are swapped."""

    part_of = "role"

    order = models.PositiveSmallIntegerField(_("sort order"), default=0)

    class Meta:
        abstract = True
        ordering = ("order", "pk")

    @classmethod
    def visible(cls) -> TranslatedQuerySet[Any]:
        manager: Any = cls.objects  # its subclasses have a role, which mypy does not know
        items: TranslatedQuerySet[Any] = manager.filter(role__status=Role.Status.PUBLISHED)
        return items

    @classmethod
    def with_pages(cls) -> TranslatedQuerySet[Any]:
        manager: Any = cls.objects  # the same
        items: TranslatedQuerySet[Any] = manager.filter(role__in=Role.with_pages())
        return items


class RoleItemManager(TranslatedManager[Any]):
    def get_by_natural_key(self, role: str, key: str) -> Any:
        return self.get(role__slug=role, key=key)


def unique_key(name: str) -> models.UniqueConstraint:
    """The constraint that a key is unique among a role's items of one kind."""
    return models.UniqueConstraint(
        "role",
        "key",
        name=name,
        violation_error_message=_("The role already has an item with this key. Enter another key."),
    )


class RoleItem(Ordered):
    """An item of a role that is identified by a key, e.g. “leading-the-team”."""

    anchor_prefix = ""
    role: "models.ForeignKey[Any, Role]"

    key = fields.SlugField(
        _("key"),
        max_length=60,
        help_text=_("This value is used in web addresses and is the same in every language."),
    )

    objects: ClassVar[RoleItemManager] = RoleItemManager()

    class Meta(Ordered.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.key

    def natural_key(self) -> tuple[str, str]:
        return (self.role.slug, self.key)

    natural_key.dependencies = ["roles.role"]  # type: ignore[attr-defined]  # read by dumpdata

    @property
    def anchor(self) -> str:
        """Its id on the role's page."""
        return f"{self.anchor_prefix}-{self.key}"


class AlternativeTitleManager(TranslatedManager["AlternativeTitle"]):
    def get_by_natural_key(self, role: str, language: str, title: str) -> "AlternativeTitle":
        return self.get(role__slug=role, language=language, title=title)


class AlternativeTitle(OtherTitle, Ordered):
    """Another name for a role, e.g. “Vetäjä” in Finnish."""

    names_job = True

    role = models.ForeignKey(
        Role, models.CASCADE, related_name="alternative_titles", verbose_name=_("role")
    )

    objects: ClassVar[AlternativeTitleManager] = AlternativeTitleManager()

    class Meta(Ordered.Meta):
        verbose_name = _("alternative title")
        verbose_name_plural = _("alternative titles")
        constraints = [
            models.UniqueConstraint(
                "role",
                "language",
                "title",
                name="alternative_title_is_given_once",
                violation_error_message=_("The role already has this title in this language."),
            )
        ]

    def natural_key(self) -> tuple[str, str, str]:
        return (self.role.slug, self.language, self.title)

    natural_key.dependencies = ["roles.role"]  # type: ignore[attr-defined]  # read by dumpdata


class ResponsibilityArea(Sortable, Named):  # type: ignore[django-manager-missing]  # modeltranslation replaces managers
    """What responsibilities of all roles are about, e.g. leading people: makes them comparable."""

    required_texts = ("title",)

    title = fields.CharField(_("title"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("sort order"), default=0)

    class Meta:
        verbose_name = _("responsibility area")
        verbose_name_plural = _("responsibility areas")
        ordering = ("order", "pk")


class Responsibility(RoleItem):
    """What the role answers for, e.g. leading the team, and the tasks it takes."""

    anchor_prefix = "responsibility"
    required_texts = ("title",)
    line_texts = ("tasks",)

    role = models.ForeignKey(
        Role, models.CASCADE, related_name="responsibilities", verbose_name=_("role")
    )
    area = models.ForeignKey(
        ResponsibilityArea,
        models.PROTECT,
        related_name="responsibilities",
        verbose_name=_("area"),
    )
    title = fields.CharField(_("title"), max_length=200, blank=True)
    description = fields.TextField(_("description"), blank=True)
    tasks = fields.TextField(_("tasks"), blank=True, help_text=_("Enter one item per line."))

    class Meta(RoleItem.Meta):
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        constraints = [unique_key("responsibility_key_is_unique_in_role")]


class RoleSkillManager(TranslatedManager["RoleSkill"]):
    def get_by_natural_key(self, role: str, skill: str) -> "RoleSkill":
        return self.get(role__slug=role, skill__slug=skill)


class RoleSkill(Ordered):
    """A skill that a role takes, and what it means there."""

    class Requirement(models.TextChoices):
        ESSENTIAL = "essential", _("essential")
        USEFUL = "useful", _("useful")

    line_texts = ("points",)

    role = models.ForeignKey(
        Role, models.CASCADE, related_name="role_skills", verbose_name=_("role")
    )
    skill = models.ForeignKey(
        Skill, models.PROTECT, related_name="role_skills", verbose_name=_("skill")
    )
    requirement = models.CharField(
        _("requirement"), max_length=10, choices=Requirement, default=Requirement.ESSENTIAL
    )
    context = fields.TextField(_("meaning in this role"), blank=True)
    points = fields.TextField(_("points"), blank=True, help_text=_("Enter one item per line."))

    objects: ClassVar[RoleSkillManager] = RoleSkillManager()

    class Meta(Ordered.Meta):
        verbose_name = _("role skill")
        verbose_name_plural = _("role skills")
        # Whatever finding roles reads of it.
        indexes = [models.Index("skill", "requirement", "role", name="roles_that_need_a_skill")]
        constraints = [
            models.UniqueConstraint(
                "role",
                "skill",
                name="role_has_a_skill_once",
                violation_error_message=_("This skill is already listed for the role."),
            )
        ]

    def __str__(self) -> str:
        return str(self.skill)

    def natural_key(self) -> tuple[str, str]:
        return (self.role.slug, self.skill.slug)

    natural_key.dependencies = ["roles.role", "skills.skill"]  # type: ignore[attr-defined]  # read by dumpdata

    @property
    def anchor(self) -> str:
        return f"skill-{self.skill.slug}"

    @property
    def is_essential(self) -> bool:
        return self.requirement == self.Requirement.ESSENTIAL


class ToolUseManager(TranslatedManager["ToolUse"]):
    def get_by_natural_key(self, role: str, category: str) -> "ToolUse":
        return self.get(role__slug=role, category__slug=category)


class ToolUse(Ordered):
    """What a role uses a kind of tool for, and the products that are named."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="tool_uses", verbose_name=_("role"))
    category = models.ForeignKey(
        ToolCategory, models.PROTECT, related_name="tool_uses", verbose_name=_("tool category")
    )
    tools = models.ManyToManyField(
        Tool, related_name="tool_uses", blank=True, verbose_name=_("tools")
    )
    purpose = fields.TextField(_("purpose"), blank=True)

    objects: ClassVar[ToolUseManager] = ToolUseManager()

    class Meta(Ordered.Meta):
        verbose_name = _("role tool")
        verbose_name_plural = _("role tools")
        constraints = [
            models.UniqueConstraint(
                "role",
                "category",
                name="role_uses_a_tool_category_once",
                violation_error_message=_("This tool category is already listed for the role."),
            )
        ]

    def __str__(self) -> str:
        return str(self.category)

    def natural_key(self) -> tuple[str, str]:
        return (self.role.slug, self.category.slug)

    natural_key.dependencies = ["roles.role", "skills.toolcategory"]  # type: ignore[attr-defined]  # read by dumpdata

    @property
    def anchor(self) -> str:
        return f"tools-{self.category.slug}"


class RoleMetricManager(TranslatedManager["RoleMetric"]):
    def get_by_natural_key(self, role: str, metric: str) -> "RoleMetric":
        return self.get(role__slug=role, metric__slug=metric)


class RoleMetric(Ordered):
    """A metric that a role's work is measured by, and what is special about it there."""

    role = models.ForeignKey(
        Role, models.CASCADE, related_name="role_metrics", verbose_name=_("role")
    )
    metric = models.ForeignKey(
        Metric, models.PROTECT, related_name="role_metrics", verbose_name=_("metric")
    )
    context = fields.TextField(_("meaning in this role"), blank=True)

    objects: ClassVar[RoleMetricManager] = RoleMetricManager()

    class Meta(Ordered.Meta):
        verbose_name = _("role metric")
        verbose_name_plural = _("role metrics")
        constraints = [
            models.UniqueConstraint(
                "role",
                "metric",
                name="role_has_a_metric_once",
                violation_error_message=_("This metric is already listed for the role."),
            )
        ]

    def __str__(self) -> str:
        return str(self.metric)

    def natural_key(self) -> tuple[str, str]:
        return (self.role.slug, self.metric.slug)

    natural_key.dependencies = ["roles.role", "skills.metric"]  # type: ignore[attr-defined]  # read by dumpdata

    @property
    def anchor(self) -> str:
        return f"metric-{self.metric.slug}"


class PayRange(RoleItem):
    """What a source says a role is paid at one place: in its own currency, never converted."""

    class Period(models.TextChoices):
        HOUR = "hour", _("per hour")
        MONTH = "month", _("per month")
        YEAR = "year", _("per year")

    anchor_prefix = "pay"
    required_texts = ("place",)

    role = models.ForeignKey(
        Role, models.CASCADE, related_name="pay_ranges", verbose_name=_("role")
    )
    place = fields.CharField(_("location"), max_length=200, blank=True)
    audience = fields.CharField(_("who the pay range applies to"), max_length=200, blank=True)
    currency = fields.CharField(
        _("currency"), max_length=3, help_text=_("Enter three capital letters, for example EUR.")
    )
    period = models.CharField(_("period"), max_length=10, choices=Period, default=Period.YEAR)
    minimum = models.PositiveIntegerField(_("minimum"))
    maximum = models.PositiveIntegerField(_("maximum"))
    as_of = models.DateField(
        _("date of the figures"),
        null=True,
        blank=True,
        help_text=_("Leave empty if the source gives no date."),
    )

    class Meta(RoleItem.Meta):
        verbose_name = _("pay range")
        verbose_name_plural = _("pay ranges")
        constraints = [
            unique_key("pay_range_key_is_unique_in_role"),
            models.CheckConstraint(
                name="pay_minimum_is_not_above_maximum",
                condition=Q(minimum__lte=F("maximum")),
                violation_error_message=_("The minimum cannot be higher than the maximum."),
            ),
            models.CheckConstraint(
                name="pay_currency_is_three_capital_letters",
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                violation_error_message=_("Enter the currency as three capital letters."),
            ),
        ]


class BestPractice(RoleItem):
    """A piece of advice for the role, e.g. keep the customer in focus."""

    anchor_prefix = "practice"
    required_texts = ("title",)
    line_texts = ("points",)

    role = models.ForeignKey(
        Role, models.CASCADE, related_name="best_practices", verbose_name=_("role")
    )
    title = fields.CharField(_("title"), max_length=200, blank=True)
    description = fields.TextField(_("description"), blank=True)
    points = fields.TextField(_("points"), blank=True, help_text=_("Enter one item per line."))

    class Meta(RoleItem.Meta):
        verbose_name = _("best practice")
        verbose_name_plural = _("best practices")
        constraints = [unique_key("best_practice_key_is_unique_in_role")]


class Question(RoleItem):
    """A question people ask about the role, and its answer. They are its key takeaways."""

    anchor_prefix = "question"
    required_texts = ("question", "answer")

    role = models.ForeignKey(Role, models.CASCADE, related_name="questions", verbose_name=_("role"))
    question = fields.CharField(_("question"), max_length=300, blank=True)
    answer = fields.TextField(_("answer"), blank=True)

    class Meta(RoleItem.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [unique_key("question_key_is_unique_in_role")]

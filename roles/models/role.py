"""The role itself."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, Expression, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core import fields
from roles.models.family import RoleFamily
from roles.registry import item_kinds
from translations.addresses import address
from translations.languages import language_codes
from translations.models import Named, Sortable, TranslatedContent, TranslatedQuerySet
from translations.texts import has_text


class Stage(models.TextChoices):
    """How far along a career a role is. The interface says “stage”, never “level”."""

    ENTRY = "entry", _("Entry")
    SPECIALIST = "specialist", _("Specialist")
    LEAD = "lead", _("Lead")
    MANAGER = "manager", _("Manager")
    EXECUTIVE = "executive", _("Executive")


def _is_written_in(language: str) -> Q:
    """A filter: title and introduction are there; the latter only if it is in any language."""
    introduced = Q(*[has_text("introduction", code) for code in language_codes()], _connector=Q.OR)
    return has_text("title", language) & (has_text("introduction", language) | ~introduced)


def _item_count(relation: str, counted: str = "pk") -> Coalesce:
    """The number of items in a relation of a role, as a subquery: several joins would multiply."""
    item_model: Any = Role._meta.get_field(relation).related_model
    items = item_model.objects.filter(role=OuterRef("pk"))
    counts = items.order_by().values("role").annotate(number=Count(counted, distinct=True))
    return Coalesce(Subquery(counts.values("number")), 0)


# What only those who edit and publish know of a role: no page shows it.
PLANNING = ("publish_at", "publishes_thin", "publish_problem", "review_on")
# The values of a role that the clock is not to publish.
UNSCHEDULED: dict[str, Any] = {"publish_at": None, "publishes_thin": False, "publish_problem": ""}


class RoleQuerySet(TranslatedQuerySet["Role"]):
    def published(self) -> Self:
        """The roles that readers may see, and that are listed, counted and found."""
        return self.filter(status=Role.Status.PUBLISHED)

    def scheduled(self) -> Self:
        """The drafts that the clock will publish."""
        return self.with_schedule().filter(publish_problem="")

    def not_published_in_time(self) -> Self:
        """The drafts that could not be published at their time, and wait for another one."""
        return self.with_schedule().exclude(publish_problem="")

    def with_schedule(self) -> Self:
        """The drafts with a time to be published at, whether that has been tried or not."""
        return self.filter(status=Role.Status.DRAFT, publish_at__isnull=False)

    def review_overdue(self, today: date | None = None) -> Self:
        """The roles whose day of the next review has passed without one, retired ones left out."""
        day = today or timezone.localdate()
        reviewed = Q(reviewed_on__gte=F("review_on"))
        return self.exclude(status=Role.Status.RETIRED).filter(~reviewed, review_on__lt=day)

    def publish(self) -> int:
        """Publishes the drafts among them, and returns their number. Relate them afterwards."""
        now = Value(timezone.now())
        return self._publish(at=now, updated_at=now)

    publish.alters_data = True  # type: ignore[attr-defined]  # read by templates

    def publish_as_scheduled(self) -> int:
        """The same at the times that were set for them, which have passed."""
        return self._publish(at=F("publish_at"), updated_at=Greatest("updated_at", "publish_at"))

    publish_as_scheduled.alters_data = True  # type: ignore[attr-defined]  # the same

    def _publish(self, at: Expression | F, updated_at: Expression) -> int:
        return self.filter(status=Role.Status.DRAFT).update(
            status=Role.Status.PUBLISHED,
            published_at=Coalesce("published_at", at),
            updated_at=updated_at,
            **UNSCHEDULED,
        )

    def with_pages(self) -> Self:
        """The roles whose page readers may open: a retired role keeps its page."""
        return self.filter(status__in=(Role.Status.PUBLISHED, Role.Status.RETIRED))

    def written_in(self, language: str) -> Self:
        """The roles whose pages are complete in a language (see `page_languages`)."""
        return self.filter(_is_written_in(language))

    def most_read(self, today: date, days: int = 30) -> Self:
        """The roles that were read in the `days` before today, the most read first."""
        return self.most_read_between(today - timedelta(days=days), today)

    def most_read_between(self, first: date | Expression, end: date | Expression) -> Self:
        """The same from a first day on until before another one."""
        recent = Q(views__day__lt=end, views__day__gte=first)
        read = self.annotate(times_read=Sum("views__count", filter=recent))
        return read.filter(times_read__gt=0).order_by("-times_read", "slug")

    def with_item_counts(self) -> Self:
        """Annotates how many items their pages have."""
        return self.annotate(
            responsibility_count=_item_count("responsibilities"),
            skill_count=_item_count("role_skills"),
            tool_count=_item_count("tool_uses", "tools"),
            metric_count=_item_count("role_metrics"),
        )


_RoleManager = models.Manager.from_queryset(RoleQuerySet)


class RoleManager(_RoleManager["Role"]):
    def get_by_natural_key(self, slug: str) -> "Role":
        return self.get(slug=slug)


class Role(Sortable, Named):  # type: ignore[django-manager-missing]  # modeltranslation replaces managers
    """A job as the reference describes it, e.g. customer support team lead.

    A classification that a role was taken from may drop it later: then it is retired. Its page
    stays, says so, and leads on to the role that took its place.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        RETIRED = "retired", _("retired")

    unrecorded = ("updated_at",)
    names_job = True
    required_texts = ("title",)
    page_texts = ("title", "introduction")

    family = models.ForeignKey(
        RoleFamily, models.PROTECT, related_name="roles", verbose_name=_("role family")
    )
    stage = models.CharField(
        _("stage"),
        max_length=20,
        choices=Stage,
        blank=True,
        help_text=_("Leave empty if no source gives a stage."),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        related_name="replaces",
        null=True,
        blank=True,
        verbose_name=_("replaced by"),
        help_text=_("If this role is retired, its page links to the role chosen here."),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated"), default=timezone.now, db_index=True)
    publish_at = models.DateTimeField(_("scheduled publication time"), null=True, blank=True)
    publishes_thin = models.BooleanField(
        _("Publish even if content is missing"),
        default=False,
        db_default=False,
        help_text=_(
            "Tick this to publish a role that has no essential skills, no responsibilities or no "
            "introduction."
        ),
    )
    # What kept the clock from publishing it, as `roles.publishing.problems` names it.
    publish_problem = fields.CharField(
        max_length=200, blank=True, default="", db_default="", editable=False
    )
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)
    review_on = models.DateField(
        _("next review"),
        null=True,
        blank=True,
        help_text=_("After this date, the review is overdue until a later date is entered."),
    )
    title = fields.CharField(_("title"), max_length=200, blank=True)
    summary = fields.TextField(
        _("summary"), blank=True, help_text=_("Enter one sentence for cards and search engines.")
    )
    introduction = fields.TextField(_("introduction"), blank=True)
    conclusion = fields.TextField(_("conclusion"), blank=True)
    experience = fields.TextField(_("experience required"), blank=True)
    growth = fields.TextField(_("career growth"), blank=True)
    pay_note = fields.TextField(_("note on pay"), blank=True)

    objects: ClassVar[RoleManager] = RoleManager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ("slug",)
        permissions = [("publish_role", "Can publish roles, and take them back")]
        indexes = [
            models.Index("status", "stage", name="role_status_stage"),
            # Asked for with every content version.
            models.Index(
                "publish_at", name="role_publish_at", condition=Q(publish_at__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="role_is_published_at_a_time",
                condition=~Q(status="published") | Q(published_at__isnull=False),
                violation_error_message=_("A published role must have a publication date."),
            ),
            models.CheckConstraint(
                name="role_is_updated_after_it_is_published",
                condition=Q(published_at__isnull=True) | Q(updated_at__gte=F("published_at")),
                violation_error_message=_(
                    "The date of the last update cannot be before the publication date."
                ),
            ),
            models.CheckConstraint(
                name="role_is_not_replaced_by_itself",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("pk")),
                violation_error_message=_("A role cannot be replaced by itself."),
            ),
        ]

    def save(self, *args: Any, **options: Any) -> None:
        if self.is_published and not self.published_at:
            self.published_at = self.updated_at = timezone.now()
        if self.has_page or self.publish_at is None:
            vars(self).update(UNSCHEDULED)
        if names := options.get("update_fields"):
            options["update_fields"] = {*names, *_written_with(names)}
        super().save(*args, **options)

    def touch(self) -> None:
        """Marks the role as updated now, because something on its page has changed."""
        self.updated_at = max(filter(None, (timezone.now(), self.published_at)))
        self.save(update_fields=["updated_at"])

    @classmethod
    def values_to_restore(cls, values: dict[str, Any], is_new: bool) -> dict[str, Any]:
        """Restoring neither publishes a role nor takes it back: a deleted one comes as a draft.

        Nor does it bring back a time at which the role would be published.
        """
        kept = ("status", "published_at", *UNSCHEDULED)
        return {name: value for name, value in values.items() if name not in kept}

    @classmethod
    def visible(cls) -> RoleQuerySet:
        return cls.objects.published()

    @classmethod
    def with_pages(cls) -> RoleQuerySet:
        return cls.objects.with_pages()

    @classmethod
    def not_retired(cls) -> RoleQuerySet:
        return cls.objects.exclude(status=Role.Status.RETIRED)

    def get_absolute_url(self) -> str:
        return address("role", self.slug)

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def has_page(self) -> bool:
        """Whether readers may open its page (see `with_pages`)."""
        return self.is_published or self.is_retired

    @property
    def has_schedule(self) -> bool:
        """Whether it is a draft with a time to be published at (see `with_schedule`)."""
        return self.status == self.Status.DRAFT and self.publish_at is not None

    @property
    def was_public(self) -> bool:
        """Whether readers may open its page, or could before it was taken back."""
        return self.has_page or self.published_at is not None

    @property
    def is_retired(self) -> bool:
        return self.status == self.Status.RETIRED

    @property
    def successor(self) -> "Role | None":
        """The role that took the place of a retired one, if readers may see it."""
        role = self.replaced_by if self.is_retired else None
        return role if role and role.has_page else None

    @property
    def was_updated(self) -> bool:
        """Whether it changed on a later day than the one it was published on."""
        published_at = self.published_at
        return published_at is not None and self.updated_at.date() > published_at.date()

    @property
    def items(self) -> list[TranslatedContent]:
        """All objects on its page that can cite a source, the role itself first."""
        return [self, *(item for kind in item_kinds() for item in self.all_of(kind.relation))]

    @property
    def vocabulary(self) -> list[TranslatedContent]:
        """The vocabulary terms on its page: areas, skills, tool categories, metrics."""
        return [
            getattr(item, kind.term)
            for kind in item_kinds()
            if kind.term
            for item in self.all_of(kind.relation)
        ]

    @cached_property
    def shown_titles(self) -> dict[str, list[str]]:
        """Its alternative titles that readers are shown, by language."""
        titles = self.all_of("alternative_titles")
        return by_language((one.language, one.title) for one in titles if one.shown)


def by_language(titles: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Titles by language, given pairs of both."""
    by_code: dict[str, list[str]] = {code: [] for code in language_codes()}
    for code, title in titles:
        by_code[code].append(title)
    return by_code


def _written_with(names: Collection[str]) -> Collection[str]:
    """The fields that saving others may change, too."""
    is_status = not {"status", *PLANNING}.isdisjoint(names)
    return ("published_at", "updated_at", *UNSCHEDULED) if is_status else ()

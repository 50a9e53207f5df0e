"""Sources of texts, citations of them, and identifiers in other references."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _

from core import fields
from core.changes import ContentChanges
from core.content_cache import kept_up_to_date
from core.models import Content, content_models
from core.prepared import PreparedQuery, PreparedRows
from translations.models import Named, SlugManager, TranslatedContent, TranslatedQuerySet
from translations.texts import has_text_somewhere


class SourceKind(models.TextChoices):
    """An article is cited for facts, a data set also for its texts."""

    ARTICLE = "article", _("article")
    DATA_SET = "data-set", _("data set")


class Source(Named):
    """An article or a data set that texts come from, e.g. “Mikä on asiakaspalvelupäällikkö?”."""

    kind = models.CharField(
        _("kind"), max_length=20, choices=SourceKind, default=SourceKind.ARTICLE
    )
    language = models.CharField(_("language"), max_length=7, choices=settings.LANGUAGES)
    title = fields.CharField(
        _("title"),
        max_length=300,
        help_text=_("Enter the title as it was published. Do not translate it."),
    )
    publisher = fields.CharField(_("publisher"), max_length=200)
    address = fields.URLField(_("web address"), max_length=500, blank=True)
    published_on = models.DateField(_("published"), null=True, blank=True)
    updated_on = models.DateField(_("updated"), null=True, blank=True)
    licence = fields.CharField(_("licence"), max_length=200, blank=True)
    is_adapted = models.BooleanField(
        _("adapted"),
        default=False,
        db_default=False,
        help_text=_("Tick this if the material has been changed since it was published."),
    )
    acknowledgement = fields.TextField(
        _("acknowledgement"),
        blank=True,
        help_text=_("A sentence that must be shown on pages that use this source."),
    )

    shown_with = None

    objects: ClassVar[SlugManager["Source"]] = SlugManager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("slug",)
        constraints = [
            models.CheckConstraint(
                name="source_is_updated_after_it_is_published",
                condition=Q(updated_on__isnull=True)
                | Q(published_on__isnull=True)
                | Q(updated_on__gte=F("published_on")),
                violation_error_message=_(
                    "A source cannot have been updated before it was published."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible(cls) -> TranslatedQuerySet["Source"]:
        """Those that something cites which readers may see, and those that nothing cites yet.

        One that drafts alone cite would tell of them.
        """
        cited = Citation.objects.filter(source=OuterRef("pk"))
        manager: Any = cls.objects
        sources: TranslatedQuerySet[Source] = manager.filter(
            ~Exists(cited) | _is_cited_by(_models_that_cite())
        )
        return sources

    @classmethod
    def with_visible_texts(cls) -> tuple["Source", ...]:
        return acknowledged().sources


@dataclass(frozen=True, eq=False)
class Acknowledged:
    """The sources with a sentence that readers may see.

    They stay these, whatever becomes of roles, if each `is_cited_for_good`: by something that
    always has a page, such as a skill.
    """

    sources: tuple[Source, ...]
    is_cited_for_good: bool


def _if_cited_for_good(found: Acknowledged, changes: ContentChanges) -> Acknowledged | None:
    if not found.is_cited_for_good or changes.touch(Source):
        return None
    is_cited_as_before = all(changes.owners(model, Citation) == set() for model in _always_shown())
    return found if is_cited_as_before else None


@kept_up_to_date(_if_cited_for_good)
def acknowledged() -> Acknowledged:
    """The sources with a sentence for readers. One query if there is none, else two.

    What the second one asks takes long to put into SQL, and is the half of a process's first page.
    """
    if not _any_sentence():
        return Acknowledged((), is_cited_for_good=True)
    types = ContentType.objects.get_for_models(*content_models()).values()
    rows: list[Any] = _acknowledged_by(tuple(sorted(one.pk for one in types)))()
    return Acknowledged(
        tuple(row for row in rows if row.standing), all(row.standing == FOR_GOOD for row in rows)
    )


_any_sentence = PreparedRows(
    Source,
    lambda sources: sources.filter(has_text_somewhere("acknowledgement")).order_by()[:1],
    "pk",
)
SHOWN, FOR_GOOD = 1, 2  # how a source stands with readers


@lru_cache(maxsize=2)
def _acknowledged_by(type_ids: tuple[int, ...]) -> PreparedQuery[Source]:
    """The sources with a sentence, and how each stands. Names the types of all content by ids."""
    visible = Source.visible().filter(pk=OuterRef("pk")).values("pk")
    standing = Case(
        When(_is_cited_by(_always_shown()), then=FOR_GOOD),
        When(Q(Exists(visible)), then=SHOWN),
        default=0,
    )
    return PreparedQuery(
        Source,
        lambda sources: sources.filter(has_text_somewhere("acknowledgement")).annotate(
            standing=standing
        ),
    )


def _always_shown() -> list[type[Content]]:
    """The kinds of content that have a page whatever their state."""
    always = Content.with_pages.__func__  # type: ignore[attr-defined]  # of a class method
    return [
        model
        for model in _models_that_cite()
        if model.with_pages.__func__ is always and not model.part_of  # type: ignore[attr-defined]  # the same
    ]


def _models_that_cite() -> list[type[Content]]:
    return [m for m in content_models() if m is not Source and not issubclass(m, About)]


def _is_cited_by(models: list[type[Content]]) -> Q:
    """Filters the sources that an object of some kinds cites where readers see it."""
    cited = Citation.objects.filter(source=OuterRef("pk"))
    shown = (
        cited.filter(
            content_type=ContentType.objects.get_for_model(model),
            object_id__in=model.with_pages().order_by().values("pk"),
        )
        for model in models
    )
    return Q(*(Q(Exists(citations)) for citations in shown), _connector=Q.OR)


class About(TranslatedContent):
    """Belongs to an object of any content model."""

    part_of = "about"

    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name=_("kind of content"))
    object_id = models.PositiveBigIntegerField(_("object"))
    about = GenericForeignKey()

    class Meta:
        abstract = True


class Citation(About):
    """An object, or one field of it, cites a source.

    E.g. a responsibility as a whole cites an article; a role cites one for its introduction.
    """

    source = models.ForeignKey(
        Source, models.CASCADE, related_name="citations", verbose_name=_("source")
    )
    field = fields.CharField(_("field"), max_length=50, blank=True)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                "content_type",
                "object_id",
                "field",
                "source",
                name="citation_is_made_once",
                violation_error_message=_("This source is already cited here."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.source}"


class MatchType(models.TextChoices):
    """How an object relates to a concept of another reference."""

    EXACT = "exact", _("exact")
    CLOSE = "close", _("close")
    BROAD = "broad", _("broad")


class Identifier(About):
    """The object's identifier in another reference, e.g. an occupation's URI in ESCO."""

    scheme = fields.CharField(_("scheme"), max_length=50, help_text="ESCO, ISCO-08, O*NET-SOC, …")
    version = fields.CharField(_("version"), max_length=50, blank=True)
    value = fields.CharField(_("value"), max_length=300)
    match = models.CharField(_("match"), max_length=10, choices=MatchType, default=MatchType.EXACT)
    is_confirmed = models.BooleanField(
        _("confirmed"),
        default=True,
        db_default=True,
        help_text=_(
            "A program suggests matches, and a person confirms them. A match is not used until "
            "it is confirmed."
        ),
    )
    imported = models.JSONField(
        null=True,
        blank=True,
        editable=False,
        help_text="The digest of each text as an import last wrote it, by column.",
    )

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ("scheme", "value")
        indexes = [models.Index("scheme", "value", name="identifier_scheme_value")]
        constraints = [
            models.UniqueConstraint(
                "content_type",
                "object_id",
                "scheme",
                "version",
                "value",
                name="identifier_is_given_once",
                violation_error_message=_("This identifier already exists."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"

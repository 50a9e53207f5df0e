"""Sources of texts, citations of them, and identifiers in other references."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core import fields
from core.models import content_models
from core.prepared import PreparedQuery
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
        _("title"), max_length=300, help_text=_("As published, not translated.")
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
        help_text=_("The material has been changed since it was published."),
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
                    "The update date of a source cannot be before its publication date."
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
        shown = [
            Q(Exists(cited.filter(content_type=content_type, object_id__in=items)))
            for content_type, items in _items_with_pages()
        ]
        manager: Any = cls.objects
        sources: TranslatedQuerySet[Source] = manager.filter(
            Q(~Exists(cited), *shown, _connector=Q.OR)
        )
        return sources

    @classmethod
    def with_visible_texts(cls) -> list["Source"]:
        types = ContentType.objects.get_for_models(*content_models()).values()
        return _visible_sources(tuple(sorted(one.pk for one in types)))()


@lru_cache(maxsize=2)
def _visible_sources(type_ids: tuple[int, ...]) -> PreparedQuery[Source]:
    """The sources with a sentence for readers. Names the types of all content by their ids."""
    has_sentence = has_text_somewhere("acknowledgement")
    return PreparedQuery(Source, lambda _: Source.visible().filter(has_sentence))


def _items_with_pages() -> Iterator[tuple[ContentType, models.QuerySet[Any]]]:
    """Of each kind of content, what can cite a source where readers see it."""
    for model in content_models():
        if model is not Source and not issubclass(model, About):
            yield (
                ContentType.objects.get_for_model(model),
                model.with_pages().order_by().values("pk"),
            )


class About(TranslatedContent):
    """Belongs to an object of any content model."""

    part_of = "about"

    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name=_("type of object"))
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
            "Matches are suggested by a program and confirmed by a person. Until a match is "
            "confirmed, it is not used."
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

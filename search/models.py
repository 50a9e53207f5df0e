"""The tables of search: passages, terms, the state of the index, synonyms, misses."""

from typing import Any, NamedTuple, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from analysis import fold, tokenise
from core import fields
from roles.models import Role
from search.ids import Generation, ObjectId, PassageId, passage_id_range
from sources.models import Identifier
from translations.models import TranslatedContent, TranslatedQuerySet

BOUND_SCHEME = "ESCO"  # of the identifiers that synonyms are bound to


class PassageQuerySet(models.QuerySet["Passage"]):
    """Passages by what their ids hold."""

    def in_generation(self, generation: Generation) -> Self:
        """Those of one copy of the index."""
        first, beyond = passage_id_range(generation)
        return self.filter(id__gte=first, id__lt=beyond)


class Passage(models.Model):
    """A part of a page that search finds, in one language.

    `id` holds the generation, rank, object and position (search.ids). `title` and `text` are the
    original texts. `words` is the analysed title, space-separated words as
    "exact:stem,stem:part,part"; `body` holds the stems of the text. `language` is empty for names
    that are the same in every language.
    """

    id: "models.BigIntegerField[PassageId, PassageId]" = models.BigIntegerField(primary_key=True)
    object: "models.BigIntegerField[ObjectId, ObjectId]" = models.BigIntegerField()
    language = models.CharField(max_length=7, blank=True)
    section = models.CharField(max_length=20)
    anchor = models.CharField(max_length=120, blank=True)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    words = models.TextField(blank=True)
    body = models.TextField(blank=True)

    objects = PassageQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            # All that counting the languages of found titles reads: no row is fetched for it.
            models.Index(fields=("object", "section", "language", "id"), name="passage_by_object"),
        ]

    def __str__(self) -> str:
        return self.title or self.text

    @property
    def candidate(self) -> "Candidate":
        """What ranking reads of it."""
        return Candidate._make(getattr(self, column) for column in Candidate._fields)


class PassageRow(NamedTuple):
    """The columns of a passage, for writing the index."""

    id: PassageId
    object: ObjectId
    language: str
    section: str
    anchor: str
    title: str
    text: str
    words: str
    body: str


class Candidate(NamedTuple):
    """What ranking reads of a passage: all but its texts, which few hits show."""

    id: PassageId
    object: ObjectId
    language: str
    section: str
    anchor: str
    title: str
    words: str


class Term(models.Model):
    """The document frequency of a term: in how many passages of a generation it is.

    `is_word` tells words as they are written in titles from stems and parts.
    """

    generation = models.PositiveSmallIntegerField()
    term = models.CharField(max_length=80)
    count = models.IntegerField()
    is_word = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint("term", "generation", name="term_is_counted_once")]

    def __str__(self) -> str:
        return f"{self.term}: {self.count}"


class State(models.Model):
    """The state of the index, in one row. Whoever writes to the index locks it first.

    `live` is the generation that is read, `building` the one that is being built beside it.
    `version` is that of the analysis; `size` counts the passages at the last rebuild.
    """

    live: "models.PositiveSmallIntegerField[Generation, Generation]" = (
        models.PositiveSmallIntegerField(default=0)
    )
    building: "models.PositiveSmallIntegerField[Generation | None, Generation | None]" = (
        models.PositiveSmallIntegerField(null=True)
    )
    version = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)

    is_behind = True  # of one that was read: whether something has changed that is not indexed yet

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.live} ({self.version})"


class Pending(models.Model):
    """An object that has changed and is not indexed yet; a row without one asks for a rebuild.

    With `relation` only its items in that relation have changed, e.g. a role's responsibilities,
    or a role's own texts.
    """

    object: "models.BigIntegerField[ObjectId | None, ObjectId | None]" = models.BigIntegerField(
        null=True
    )
    relation = models.CharField(max_length=50, blank=True, db_default="")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.object)


class SynonymQuerySet(TranslatedQuerySet["Synonym"]):
    """Synonyms by what their identifiers are bound to."""

    def usable(self) -> Self:
        """The unbound ones, and those whose occupation is a published role here."""
        role = Role.objects.published().filter(pk=OuterRef("object_id"))
        bound = Identifier.objects.filter(
            Exists(role),
            scheme=BOUND_SCHEME,
            value=OuterRef("identifier"),
            is_confirmed=True,
            content_type__app_label="roles",
            content_type__model="role",
        )
        return self.filter(Q(identifier="") | Exists(bound))


class SynonymManager(models.Manager.from_queryset(SynonymQuerySet)):  # type: ignore[misc]  # made by Django
    """Finds synonyms of the fixtures by their natural key."""

    def get_by_natural_key(self, language: str, phrase: str, meaning: str) -> "Synonym":
        synonym: Synonym = self.get(language=language, phrase=phrase, meaning=meaning)
        return synonym


class Synonym(TranslatedContent):
    """A phrase that people type and its meaning here, e.g. “HR” and “human resources”.

    One with an `identifier` is used only while a published role has that identifier.
    """

    language = models.CharField(_("language"), max_length=7, choices=settings.LANGUAGES)
    phrase = fields.CharField(_("what people type"), max_length=100)
    meaning = fields.CharField(_("what it means in Rolebook"), max_length=200)
    is_whole_query = models.BooleanField(
        _("use only when typed on its own"),
        default=False,
        db_default=False,
        help_text=_(
            "Tick this for abbreviations that mean something else when typed with other words."
        ),
    )
    identifier = fields.CharField(
        _("occupation identifier"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "The URI of the occupation in ESCO. The synonym is used only if Rolebook has a role "
            "for this occupation."
        ),
    )
    key = fields.CharField(max_length=100, editable=False, db_index=True)

    objects = SynonymManager()  # type: ignore[misc]  # as in translations.models.Named

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ("language", "phrase")
        constraints = [
            models.UniqueConstraint(
                "language",
                "phrase",
                "meaning",
                name="synonym_is_given_once",
                violation_error_message=_("This synonym already exists."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.phrase}: {self.meaning}"

    def save(self, *args: Any, **options: Any) -> None:
        self.key = fold_phrase(self.phrase)
        super().save(*args, **options)

    def natural_key(self) -> tuple[str, str, str]:
        return (self.language, self.phrase, self.meaning)


class Miss(models.Model):
    """A query without a hit: its text, how often and when last it was made, nothing of a person."""

    language = models.CharField(_("language"), max_length=7, choices=settings.LANGUAGES)
    key = models.CharField(max_length=200, editable=False)
    text = models.CharField(_("search text"), max_length=200)
    count = models.PositiveIntegerField(_("number of searches"), default=0)
    last_day = models.DateField(_("last searched"))

    class Meta:
        verbose_name = _("search without results")
        verbose_name_plural = _("searches without results")
        ordering = ("-count", "text")
        default_permissions = ("view", "delete")
        constraints = [
            models.UniqueConstraint("language", "key", name="miss_is_counted_in_one_row")
        ]

    def __str__(self) -> str:
        return self.text


def fold_phrase(text: str) -> str:
    """The folded words of a phrase. Phrases that differ in case, marks and signs fold alike."""
    return " ".join(filter(None, (fold(token.text) for token in tokenise(text))))

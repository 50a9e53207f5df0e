"""What the search keeps: passages and the terms they are found by, what is to be done, misses."""

from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.analysis import fold, tokens
from translations.models import TranslatedContent, TranslatedQuerySet

# The kinds of things that are found. Their numbers are part of the ids: append only.
KIND_NUMBERS = {
    "role": 1,
    "skill": 2,
    "tool": 3,
    "category": 4,
    "metric": 5,
    "position": 6,
    "family": 7,
}
KIND_NAMES = {number: kind for kind, number in KIND_NUMBERS.items()}
PK_BITS, NUMBER_BITS, RANK_BITS = 32, 14, 8
GENERATION_SHIFT = RANK_BITS + 4 + PK_BITS + NUMBER_BITS


def object_number(kind: str, pk: int) -> int:
    """An object of any kind as one number."""
    return KIND_NUMBERS[kind] << PK_BITS | pk


def object_of(passage: int) -> tuple[str, int]:
    """The kind and the primary key of the object that a passage (by its id) belongs to."""
    number = passage >> NUMBER_BITS
    kind = number >> PK_BITS & 0xF
    return KIND_NAMES[kind], number & (1 << PK_BITS) - 1


def ids_of(generation: int) -> tuple[int, int]:
    """The first id of a generation, and the first one beyond it."""
    return generation << GENERATION_SHIFT, (generation + 1) << GENERATION_SHIFT


class Passage(models.Model):
    """A place that is found, in one language.

    Its id holds the generation of the index, its rank (short titles before long ones, titles
    before texts), its object and its number there: passages in the order of their ids are in the
    same order in every database, and the best of many that match come first.

    `title` and `text` are the originals. `words` holds the analysed title, a word after the other,
    each as "exact:stem,stem:part,part"; `body` the stems of the text. `language` is empty for
    names that are the same in every language.
    """

    id = models.BigIntegerField(primary_key=True)
    object = models.BigIntegerField(db_index=True)
    language = models.CharField(max_length=7, blank=True)
    section = models.CharField(max_length=20)
    anchor = models.CharField(max_length=120, blank=True)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    words = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.title or self.text


class Row(NamedTuple):
    """A passage as it is written: its columns."""

    id: int
    object: int
    language: str
    section: str
    anchor: str
    title: str
    text: str
    words: str
    body: str


class Term(models.Model):
    """How many passages a key is in. `is_word` tells words as they are written from stems."""

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
    """Which generation of the index is read, whether one is being built beside it, by which
    version of the analysis, and how many passages there were when it was built.

    One row. Whoever writes to the index locks it first.
    """

    live = models.PositiveSmallIntegerField(default=0)
    building = models.PositiveSmallIntegerField(null=True)
    version = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.live} ({self.version})"


class Pending(models.Model):
    """An object that has changed and is not indexed yet; without one, everything has changed."""

    object = models.BigIntegerField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.object)


class SynonymManager(models.Manager.from_queryset(TranslatedQuerySet)):
    def get_by_natural_key(self, language: str, phrase: str, meaning: str) -> "Synonym":
        return self.get(language=language, phrase=phrase, meaning=meaning)


class Synonym(TranslatedContent):
    """A word or a phrase that people type, and what it means, e.g. “HR” and “human resources”."""

    language = models.CharField(_("language"), max_length=7, choices=settings.LANGUAGES)
    phrase = models.CharField(_("what people type"), max_length=100)
    meaning = models.CharField(_("what it means here"), max_length=200)
    key = models.CharField(max_length=100, editable=False, db_index=True)

    objects = SynonymManager()

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
                violation_error_message=_("This synonym is given already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.phrase}: {self.meaning}"

    def save(self, *args: object, **options: object) -> None:
        self.key = folded(self.phrase)
        super().save(*args, **options)

    def natural_key(self) -> tuple[str, str, str]:
        return (self.language, self.phrase, self.meaning)


class Miss(models.Model):
    """A query that found nothing: its text, how often it came, when last. Nothing of a person."""

    language = models.CharField(_("language"), max_length=7, choices=settings.LANGUAGES)
    key = models.CharField(max_length=200, editable=False)
    text = models.CharField(_("query"), max_length=200)
    count = models.PositiveIntegerField(_("times"), default=0)
    last_day = models.DateField(_("last time"))

    class Meta:
        verbose_name = _("query without a hit")
        verbose_name_plural = _("queries without a hit")
        ordering = ("-count", "text")
        default_permissions = ("view", "delete")
        constraints = [
            models.UniqueConstraint("language", "key", name="miss_is_counted_in_one_row")
        ]

    def __str__(self) -> str:
        return self.text


def folded(text: str) -> str:
    """A phrase as folded words: how phrases that differ in writing only are told to be the same."""
    return " ".join(filter(None, (fold(token.text) for token in tokens(text))))

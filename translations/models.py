"""The base classes of translated content, and the states of its translations.

Leans on a part of Django that its documentation does not describe (tests/test_private_names.py):

- `Model._get_FIELD_display`, which `get_stage_display()` and the like call
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, ClassVar, Self, TypeAlias, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from modeltranslation.manager import get_translatable_fields_for_model

from core import fields
from core.models import Content, ContentQuerySet
from translations.collation import sort_key
from translations.languages import active_language, language_activated, language_codes
from translations.texts import Text, TextAccessor, exact_text, text_of

AnyField: TypeAlias = "models.Field[Any, Any]"

M = TypeVar("M", bound=models.Model, covariant=True)


class TranslatedQuerySet(ContentQuerySet[M]):
    """Content in the alphabetical order of a language."""

    def in_reading_order(self, language: str) -> Self:
        """In the alphabetical order of a language."""
        return self.order_by(f"sort_{language}", "pk")

    def standing_after(self, item: "Sortable", language: str) -> Self:
        """The objects after `item` in the alphabetical order of a language."""
        return self.standing_after_key(getattr(item, f"sort_{language}"), item.pk, language)

    def standing_after_key(self, key: bytes, pk: int, language: str) -> Self:
        """The objects after where one with a sort key and a primary key stands, or has stood."""
        field = f"sort_{language}"
        return self.filter(Q(**{f"{field}__gt": key}) | Q(**{field: key}, pk__gt=pk))


@cache
def _labels(field: AnyField, language: str) -> dict[Any, str]:
    """The labels of a field's choices in a language."""
    with language_activated(language):
        return {value: str(label) for value, label in field.flatchoices}


class TranslatedContent(Content):
    """Content with texts in several languages; `source_language` is the one it was written in."""

    # The translated fields that must exist in at least one language.
    required_texts: tuple[str, ...] = ()
    # The translated fields with a list item per line, as many in every language as in the source.
    line_texts: tuple[str, ...] = ()
    # The columns of `line_texts` that may differ: translations from before their source changed.
    may_be_outdated: Collection[str] = ()
    # Whether a text that it shows may be another object's.
    borrows_texts: ClassVar[bool] = False
    # Whether its title names a job: then it names women and men in Polish.
    names_job: ClassVar[bool] = False

    source_language = models.CharField(
        gettext_lazy("source language"),
        max_length=7,
        blank=True,
        choices=settings.LANGUAGES,
        help_text=gettext_lazy(
            "Where a translation is missing, readers see the text in this language."
        ),
    )

    objects: ClassVar[models.Manager[Any]] = TranslatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        problems = {
            **{field: _("Enter this in at least one language.") for field in self._unwritten()},
            **{
                f"{field}_{code}": _(
                    "Enter the same number of lines in every language. This language has "
                    "%(here)d, but another has %(there)d."
                )
                % {"here": here, "there": there}
                for field, code, here, there in self._uneven()
            },
        }
        if problems:
            raise ValidationError(problems)

    def save(self, *args: Any, **options: Any) -> None:
        """The language that it is written in is known from now on, if it is not the usual one."""
        if not self.source_language and (language := self._language_written()):
            self.source_language = language
            if names := options.get("update_fields"):
                options["update_fields"] = {*names, "source_language"}
        super().save(*args, **options)

    def _language_written(self) -> str:
        """The only language that has texts; "" if there is none, several, or the usual one."""
        written = {
            code
            for name in self.translated_fields()
            for code in language_codes()
            if vars(self).get(f"{name}_{code}")
        }
        usual = settings.LANGUAGE_CODE in written
        return written.pop() if len(written) == 1 and not usual else ""

    def _unwritten(self) -> list[str]:
        """The columns of required texts that exist in no language."""
        written = self.source_language or settings.LANGUAGE_CODE
        return [f"{field}_{written}" for field in self.required_texts if not text_of(self, field)]

    def _uneven(self) -> list[tuple[str, str, int, int]]:
        """Texts with another number of lines than in the source: field, code, counts.

        Without a source text, the first language that has one stands for it.
        """
        uneven = []
        for field in self.line_texts:
            counts = {
                code: len(text_of(self, field, code).lines)
                for code in language_codes()
                if exact_text(self, field, code)
            }
            source = counts.get(self.source_language, next(iter(counts.values()), 0))
            for code, count in counts.items():
                if count != source and f"{field}_{code}" not in self.may_be_outdated:
                    uneven.append((field, code, count, source))
        return uneven

    @classmethod
    @cache
    def translated_fields(cls) -> tuple[str, ...]:
        """The names of the translated fields, without language."""
        return tuple(get_translatable_fields_for_model(cls) or ())

    def _get_FIELD_display(self, field: AnyField) -> str:
        # Django makes the table of labels anew for each value that is shown.
        value = getattr(self, field.attname)
        return _labels(field, active_language()).get(value, str(value or ""))

    def shown_text(self, field: str, language: str | None = None) -> Text:
        """The text of a field for a reader of `language` (the active one if none is given)."""
        return text_of(self, field, language)

    @property
    def t(self) -> TextAccessor:
        """The texts for the reader: `role.t.title`."""
        return TextAccessor(self)


class SortKeyField(models.BinaryField):  # type: ignore[type-arg]  # generic in the stubs only
    """The sort key of an instance in one language, computed at every save.

    It is the key of the model's `sorted_text(language)`.
    """

    def __init__(self, language: str = "en", **options: Any) -> None:
        self.language = language
        defaults: dict[str, Any] = {"editable": False, "db_index": True, "default": b""}
        super().__init__(**defaults | options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"language": self.language}

    def pre_save(self, instance: Any, add: bool) -> bytes:
        key = sort_key(instance.sorted_text(self.language), self.language)
        setattr(instance, self.attname, key)
        return key


class Sortable(models.Model):
    """Content that is listed in alphabetical order: one sort key per language.

    Keys instead of a collation, so that both databases sort alike, from an index.
    """

    # The fields that the keys are computed from: they are written together.
    sorted_by: ClassVar[tuple[str, ...]] = ("title", "source_language")

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        names = options.get("update_fields")
        if names and any(name.startswith(self.sorted_by) for name in names):
            options["update_fields"] = {*names, *(f"sort_{code}" for code in language_codes())}
        super().save(*args, **options)

    def sorted_text(self, language: str) -> str:
        """The title that a reader of `language` is shown."""
        return text_of(self, "title", language).value


for code in language_codes():
    Sortable.add_to_class(f"sort_{code}", SortKeyField(language=code))


class OtherTitle(models.Model):
    """Another name for something in one language; each language has its own list.

    One that is not shown serves search only, e.g. a misspelling that people type.
    """

    language = models.CharField(gettext_lazy("language"), max_length=7, choices=settings.LANGUAGES)
    title = fields.CharField(gettext_lazy("title"), max_length=200)
    shown = models.BooleanField(gettext_lazy("shown"), default=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


TranslatedManager = models.Manager.from_queryset(TranslatedQuerySet)


class SlugManager(TranslatedManager[M]):
    """Finds an object of the fixtures by its slug."""

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)


class Named(TranslatedContent):
    """Content with a slug: its address and its natural key in fixtures."""

    # The translated fields that a page needs in a language to stand on its own.
    page_texts: tuple[str, ...] = ()
    # Whether two objects may have the same title and be different things all the same.
    titles_may_repeat: ClassVar[bool] = False

    slug = fields.SlugField(gettext_lazy("slug"), max_length=100, unique=True)

    objects: ClassVar[Any] = SlugManager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.t.title)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def page_languages(self) -> list[str]:
        """The languages in which its page stands on its own: all its `page_texts` exist there."""
        written = [field for field in self.page_texts if self.shown_text(field)]
        return [
            code
            for code in language_codes()
            if all(exact_text(self, field, code) for field in written)
        ]


# --- States of translations (translations.states) ---------------------------------------------


class AboutField(models.Model):
    """What is kept beside a translated field of an object: no content, and nothing readers see.

    `owner` is the object that it is a part of, e.g. the role, or itself.
    """

    model = models.CharField(max_length=60)  # a label, e.g. "roles.responsibility"
    object_id = models.BigIntegerField()
    field = models.CharField(max_length=60)
    owner_model = models.CharField(max_length=60)
    owner_id = models.BigIntegerField()

    class Meta:
        abstract = True


class ReviewState(models.TextChoices):
    """The states of a translation that is there."""

    DRAFT = "draft", pgettext_lazy("translation", "Draft")
    REVIEWED = "reviewed", pgettext_lazy("translation", "Reviewed")
    OUTDATED = "outdated", pgettext_lazy("translation", "Outdated")


class TextState(AboutField):
    """The state of one version of a translation, which `digest` tells from others.

    `source_digest` is that of the source text that it was made from, or was found valid for.
    Versions that were replaced are kept too, not as current ones: restoring brings them back with
    their state. `at` and `by` say since when, and because of whom, the state is what it is.

    A text without a row is reviewed: nobody has changed it, nor its source, since it came.
    """

    language = models.CharField(max_length=7)
    digest = models.BigIntegerField()
    source_digest = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=ReviewState)
    is_current = models.BooleanField(default=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                "model", "object_id", "field", "language", "digest", name="state_of_a_text"
            ),
        ]
        indexes = [models.Index(fields=["owner_model", "owner_id"], name="states_of_an_owner")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id} {self.field}_{self.language}: {self.state}"


class SourceText(AboutField):
    """A source text that was replaced, as long as a translation of it is there.

    All languages share it.
    """

    digest = models.BigIntegerField()
    language = models.CharField(max_length=7)
    text = models.TextField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                "model", "object_id", "field", "digest", name="source_text_is_kept_once"
            ),
        ]
        indexes = [models.Index(fields=["owner_model", "owner_id"], name="source_texts_of_owner")]

    def __str__(self) -> str:
        return self.text


class SmallFix(AboutField):
    """A change of a source text of which somebody said that its translations stay valid."""

    language = models.CharField(max_length=7)
    before = models.TextField()
    after = models.TextField()
    at = models.DateTimeField(default=timezone.now, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

"""What every translated model shares."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.manager import get_translatable_fields_for_model

from translations.collation import sort_key
from translations.languages import codes, spoken
from translations.signals import content_changed
from translations.texts import Text, Texts, exact_text, text_of


class ContentQuerySet(models.QuerySet):
    """Content that is written in bulk says so, as content that is saved one by one does."""

    @contextmanager
    def _changing(self, fields: Iterable[str] | None = None) -> Iterator[list[Any]]:
        """Says so in the same transaction, so that nobody sees the one without the other.

        Yields a list for the primary keys of what was written.
        """
        self._for_write = True
        pks: list[Any] = []
        with transaction.atomic(using=self.db):
            yield pks
            content_changed.send(sender=self.model, using=self.db, pks=pks, fields=fields)

    def update(self, **values: Any) -> int:
        with self._changing(fields=[*values]) as pks:
            pks += self.order_by().values_list("pk", flat=True)
            return super().update(**values)

    update.alters_data = True

    def delete(self) -> tuple[int, dict[str, int]]:
        with self._changing():
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list:
        with self._changing() as pks:
            created = super().bulk_create(objs, *args, **options)
            pks += [item.pk for item in created if item.pk]
            return created

    def bulk_update(self, objs: Any, fields: Any, *args: Any, **options: Any) -> int:
        objs = list(objs)
        with self._changing(fields) as pks:
            pks += [item.pk for item in objs]
            return super().bulk_update(objs, fields, *args, **options)

    bulk_update.alters_data = True

    def in_reading_order(self, language: str) -> Self:
        """As a reader of `language` sorts them."""
        return self.order_by(f"sort_{language}", "pk")

    def standing_after(self, item: "Sortable", language: str) -> Self:
        """Those that come after one of them in that order."""
        field = f"sort_{language}"
        key = getattr(item, field)
        return self.filter(Q(**{f"{field}__gt": key}) | Q(**{field: key}, pk__gt=item.pk))


@cache
def _labels(field: models.Field, language: str) -> dict[Any, str]:
    """The labels of a field's choices in the language that is spoken."""
    return {value: str(label) for value, label in field.flatchoices}


class Content(models.Model):
    """What readers see. `source_language` is the one it was first written in."""

    # The translated fields of which at least one language must be there.
    required_texts: tuple[str, ...] = ()
    # The translated fields that hold an item a line, as many in every language.
    line_texts: tuple[str, ...] = ()

    source_language = models.CharField(
        gettext_lazy("source language"),
        max_length=7,
        blank=True,
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("Where a translation is missing, readers are shown this language."),
    )

    objects = ContentQuerySet.as_manager()

    class Meta:
        abstract = True

    def save_base(self, *args: Any, **options: Any) -> None:
        # What listens to a saved object belongs to the same transaction.
        with transaction.atomic(using=options.get("using")):
            super().save_base(*args, **options)

    def clean(self) -> None:
        super().clean()
        problems = {
            **{field: _("Write this in at least one language.") for field in self._unwritten()},
            **{
                f"{field}_{code}": _(
                    "Write as many lines in every language: here %(here)d, elsewhere %(there)d."
                )
                % {"here": here, "there": there}
                for field, code, here, there in self._uneven()
            },
        }
        if problems:
            raise ValidationError(problems)

    def _unwritten(self) -> list[str]:
        """The columns to blame where a required text is in no language at all."""
        written = self.source_language or settings.LANGUAGE_CODE
        return [f"{field}_{written}" for field in self.required_texts if not text_of(self, field)]

    def _uneven(self) -> list[tuple[str, str, int, int]]:
        """Texts with another number of lines than the first language that has any."""
        found = []
        for field in self.line_texts:
            counts = {
                code: len(text_of(self, field, code).lines)
                for code in codes()
                if exact_text(self, field, code)
            }
            for code, count in counts.items():
                first = next(iter(counts.values()))
                if count != first:
                    found.append((field, code, count, first))
        return found

    @classmethod
    @cache
    def translated_fields(cls) -> tuple[str, ...]:
        """The names of the translated fields, without language."""
        return tuple(get_translatable_fields_for_model(cls) or ())

    @classmethod
    def visible(cls) -> ContentQuerySet:
        """What readers may see of this kind."""
        return cls._default_manager.all()

    def _get_FIELD_display(self, field: models.Field) -> str:
        # Django makes the table of labels anew for each value that is shown.
        value = getattr(self, field.attname)
        return _labels(field, spoken()).get(value, str(value or ""))

    def shown_text(self, field: str, language: str | None = None) -> Text:
        """The text of a field for a reader of `language` (the active one if none is given)."""
        return text_of(self, field, language)

    def all_of(self, relation: str) -> Collection[Any]:
        """What belongs to it: as it was read for a page (`prepared.keep`), or from the database.

        Django's own way makes a manager each time, even for what is there already.
        """
        kept = vars(self).get("_prefetched_objects_cache", {}).get(relation)
        return getattr(self, relation).all() if kept is None else kept

    @property
    def t(self) -> Texts:
        """The texts for the reader: `role.t.title`."""
        return Texts(self)


def content_models() -> list[type[Content]]:
    """All models that hold content."""
    return [model for model in apps.get_models() if issubclass(model, Content)]


def has_content() -> bool:
    """Whether an editor or a fixture has written anything yet."""
    return any(model.objects.exists() for model in content_models())


class SortKeyField(models.BinaryField):
    """The place of an instance among others in one language's alphabet.

    Computed from what `sorted_text(language)` of the model says, at every save.
    """

    def __init__(self, language: str = "en", **options: Any) -> None:
        self.language = language
        super().__init__(**{"editable": False, "db_index": True, "default": b""} | options)

    def deconstruct(self) -> tuple[str, str, list, dict]:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"language": self.language}

    def pre_save(self, instance: models.Model, add: bool) -> bytes:
        key = sort_key(instance.sorted_text(self.language), self.language)
        setattr(instance, self.attname, key)
        return key


class Sortable(models.Model):
    """Lists of these are sorted as the reader's language sorts: one key per language.

    A key and not a collation: the two databases sort alike, and from an index.
    """

    class Meta:
        abstract = True

    def sorted_text(self, language: str) -> str:
        """The title that a reader of `language` is shown."""
        return text_of(self, "title", language).value


for code in codes():
    Sortable.add_to_class(f"sort_{code}", SortKeyField(language=code))


class OtherTitle(models.Model):
    """Another name for something in one language. The lists differ, so nothing is translated.

    A hidden one serves search only, e.g. a misspelling that people type.
    """

    language = models.CharField(gettext_lazy("language"), max_length=7, choices=settings.LANGUAGES)
    title = models.CharField(gettext_lazy("title"), max_length=200)
    shown = models.BooleanField(gettext_lazy("shown"), default=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class SlugManager(models.Manager.from_queryset(ContentQuerySet)):
    """Finds an object of the fixtures by its slug."""

    def get_by_natural_key(self, slug: str) -> models.Model:
        return self.get(slug=slug)


class Named(Content):
    """Something with an address and a place in fixtures: its slug."""

    # The translated fields without which its page does not stand on its own in a language.
    page_texts: tuple[str, ...] = ()

    slug = models.SlugField(gettext_lazy("slug"), max_length=100, unique=True)

    objects = SlugManager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.t.title)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def page_languages(self) -> list[str]:
        """The languages in which its page stands on its own: what is written is written there."""
        written = [field for field in self.page_texts if self.shown_text(field)]
        return [code for code in codes() if all(exact_text(self, field, code) for field in written)]

"""Forms in which translators write texts in their own languages, and nothing else."""

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist

from accounts.models import User
from core.editing import ContentForm
from core.transliteration import ascii_words
from translations.languages import language_codes
from translations.texts import lines_of, text_columns

TRANSLATE = "accounts.translate_content"


def may_translate(user: User) -> bool:
    """Whether someone may write texts in the languages that are theirs."""
    return bool(user.languages) and user.has_perm(TRANSLATE)


class TranslatedForm(ContentForm):
    """A form in which a translator may write the texts in their own languages."""

    # Fields that follow a text where they are left empty, e.g. the address of a new role its title.
    # The script of the page fills them in, but from one language only.
    prepopulated: Mapping[str, Sequence[str]] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self._to_fill_in():
            self.fields[name].required = False

    def _to_fill_in(self) -> Iterator[str]:
        return (name for name in self.prepopulated if name in self.fields and not self.instance.pk)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name in self._to_fill_in():
            if not self.cleaned_data.get(name) and name not in self.errors:
                self._fill_in(name)
        self.instance.may_be_outdated = self._columns_of_as_many_lines()
        return cleaned

    def _columns_of_as_many_lines(self) -> list[str]:
        """The columns of lines that keep their number: the source may gain or lose one alone."""
        columns = text_columns(*getattr(self.instance, "line_texts", ()))
        return [
            name
            for name in columns
            if _line_count(getattr(self.instance, name))
            == _line_count(self.cleaned_data.get(name, getattr(self.instance, name)))
        ]

    def _fill_in(self, name: str) -> None:
        """Fills a field in from a text in the source language, or in the first that has one."""
        (text,) = self.prepopulated[name]
        codes = [self.cleaned_data.get("source_language", ""), *language_codes()]
        names = [text, *(f"{text}_{code}" for code in codes)]
        texts = (self.cleaned_data.get(column) for column in names)
        slug = "-".join(ascii_words(next(filter(None, texts), "")))
        self.cleaned_data[name] = slug[: self.fields[name].max_length].strip("-")  # type: ignore[attr-defined]  # of a slug
        if not slug:
            self.add_error(name, self.fields[name].error_messages["required"])

    def may_write(self, name: str) -> bool:
        return self.language_of(name) in self._writable_languages

    @cached_property
    def _writable_languages(self) -> Container[str | None]:
        return self.user.languages if may_translate(self.user) else ()

    def language_of(self, name: str) -> str | None:
        """The language of the text in a field; None if the field holds no text of the object."""
        try:
            return language_of(self._meta.model._meta.get_field(name))
        except FieldDoesNotExist:  # a question of the form itself
            return None


def _line_count(text: str | None) -> int:
    return len(lines_of(text or ""))


class OtherTitleForm(TranslatedForm):
    """The form of a title whose language is chosen beside it."""

    def language_of(self, name: str) -> str | None:
        return self.instance.language if name == "title" else None


def language_of(field: object) -> str | None:
    """The language of one of modeltranslation's columns; None for any other field of a model."""
    return getattr(field, "language", None) if hasattr(field, "translated_field") else None

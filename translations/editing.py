"""Forms in which translators write texts in their own languages, and nothing else."""

import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from accounts.models import User
from core.editing import ContentForm
from core.merging import OPENED, json_object
from core.owners import key_of
from core.transliteration import ascii_words
from translations.languages import language_codes
from translations.state_changes import source_switch
from translations.states import digest, saying, source_of
from translations.texts import exact_text, lines_of, text_columns

TRANSLATE = "accounts.translate_content"
# What forms send along besides the values that they were opened with.
SOURCES, SWITCH = "sources", "source_language_to"
DIGEST = re.compile(r"-?[0-9]{1,19}", re.ASCII)


def is_digest(text: object) -> bool:
    """Whether a text can be a digest: anything can be sent."""
    return isinstance(text, str) and bool(DIGEST.fullmatch(text))


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
        self._switch = ""
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
        if self.instance.pk:
            self._note_sources()
            self._ask_before_switch()
        return cleaned

    # The source that a translator saw (translations.states)

    def opened_json(self) -> str:
        """Tells the versions of the source texts that the form shows, and a switch of the source
        language whose consequences it shows."""
        values = json_object(super().opened_json())
        if self.instance.pk is None:
            return super().opened_json()
        values[SOURCES] = self._sent.get(SOURCES) if self.is_bound else self._sources()
        values[SWITCH] = self._switch
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

    @property
    def _sent(self) -> dict[str, Any]:
        return json_object(self.data.get(self.add_prefix(OPENED)))

    def _sources(self) -> dict[str, str]:
        """The digest of each field's source text, as a text, since it is a large number."""
        model, found = type(self.instance), {}
        for name in model.translated_fields():
            if code := self._source_of(name):
                found[name] = str(digest(exact_text(self.instance, name, code)))
        return found

    def _source_of(self, name: str) -> str:
        texts = {code: exact_text(self.instance, name, code) for code in language_codes()}
        return source_of(texts, self.instance.source_language)

    def _note_sources(self) -> None:
        """Says which source the changed translations were made from: not one that is changed in
        the same form."""
        sent, changed = self._sent.get(SOURCES), {*self.changed_data}
        for name, seen in sent.items() if isinstance(sent, dict) else ():
            is_known = name in self.instance.translated_fields() and is_digest(seen)
            if is_known and f"{name}_{self._source_of(name)}" not in changed:
                saying().seen[(*key_of(self.instance), name)] = int(seen)

    def _ask_before_switch(self) -> None:
        """Shows first what another source language changes."""
        language = self.cleaned_data.get("source_language")
        if "source_language" not in self.changed_data or not language:
            return
        if self._sent.get(SWITCH) == language or not self.instance.translated_fields():
            return
        switch = source_switch(self.instance, language)
        if not (switch.new or switch.outdated):  # nothing changes
            return
        self._switch = language
        self.add_error(
            "source_language",
            [
                _("Save again to change the source language. This is what will change:"),
                _("Texts that will become the source: %d") % switch.new,
                _(
                    "Texts that will remain the source because they are missing in the new "
                    "language: %d"
                )
                % switch.kept,
                _("Translations that will become outdated: %d") % switch.outdated,
            ],
        )

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

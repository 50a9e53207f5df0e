"""Texts in the reader's language, or honestly in another one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db.models import Q

from translations.languages import active_language, fallback_languages, language_codes


@dataclass(slots=True, unsafe_hash=True)  # frozen ones, of which a page has hundreds, take longer
class Text:
    """A text and the language it really is in.

    `wanted` is the language it was looked for in; where the two differ, the text is a fallback
    and has to be marked as such. An empty text has the wanted language.
    """

    value: str
    language: str
    wanted: str

    @property
    def is_fallback(self) -> bool:
        return self.language != self.wanted

    @property
    def lines(self) -> list[str]:
        """The text's items, one a line: tasks, points, paragraphs."""
        return [line for line in map(str.strip, self.value.splitlines()) if line]

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)


def text_of(instance: Any, field: str, language: str | None = None) -> Text:
    """The text of a translated field in `language` (the active one if none is given).

    Reads the columns themselves (title_fi, …): modeltranslation's own fallback would hide which
    language is shown.
    """
    wanted = language or active_language()
    if value := getattr(instance, f"{field}_{wanted}", None):
        return Text(value, wanted, wanted)
    for code in fallback_languages(wanted, getattr(instance, "source_language", "")):
        if value := getattr(instance, f"{field}_{code}", None):
            return Text(value, code, wanted)
    return Text("", wanted, wanted)


def text_columns(*fields: str) -> list[str]:
    """The columns of translated fields: any of them may hold what a reader is shown."""
    return [f"{field}_{code}" for field in fields for code in language_codes()]


def row_text(row: Mapping[str, Any], field: str, language: str) -> str:
    """The text that a reader of `language` is shown, given an item's columns by their names."""
    texts = (
        row[f"{field}_{code}"] for code in fallback_languages(language, row["source_language"])
    )
    return next(filter(None, texts), "")


def exact_text(instance: Any, field: str, language: str) -> str:
    """The text in just this language, or nothing."""
    return getattr(instance, f"{field}_{language}", None) or ""


def has_text(field: str, language: str) -> Q:
    """A filter: the field's text is there in just this language, neither NULL nor empty."""
    return Q(**{f"{field}_{language}__gt": ""})


def has_text_somewhere(field: str) -> Q:
    """A filter: the field's text is there in some language."""
    return reduce(or_, (has_text(field, code) for code in language_codes()))


def lacks_texts(model: Any, language: str) -> Q:
    """A filter: some text that is there in another language is not there in this one."""
    fields = model.translated_fields()
    return reduce(or_, (has_text_somewhere(name) & ~has_text(name, language) for name in fields))


class TextAccessor:
    """The translated fields of an instance as attributes: `role.t.title` is a `Text`."""

    __slots__ = ("_instance",)

    def __init__(self, instance: Any) -> None:
        self._instance = instance

    def __getattr__(self, field: str) -> Text:
        if field.startswith("_"):
            raise AttributeError(field)
        return self._instance.shown_text(field)


def missing_in(language: str, instances: Iterable[Any]) -> tuple[int, int]:
    """How many of the instances' texts are missing in `language`, and how many there are.

    A text counts when it is there in at least one language.
    """
    found = texts_of(instances, language)
    return sum(text.is_fallback for text in found), len(found)


def texts_of(instances: Iterable[Any], language: str) -> list[Text]:
    """All texts of the instances for a reader of `language`, in the fields that were read."""
    found = []
    for instance in instances:
        read = vars(instance)
        for field, column in _fields_and_columns(type(instance), language):
            # Nearly all are there: those that are not are looked for in other languages.
            if value := read.get(column):
                found.append(Text(value, language, language))
            elif column in read and (text := instance.shown_text(field, language)):
                found.append(text)
    return found


@cache
def _fields_and_columns(model: Any, language: str) -> list[tuple[str, str]]:
    """The translated fields of a model, each with its column in a language."""
    return [(field, f"{field}_{language}") for field in model.translated_fields()]

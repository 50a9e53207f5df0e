"""Texts in the reader's language, or marked as a fallback in another one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db.models import Q

from translations.languages import active_language, fallback_languages, language_codes


@dataclass(slots=True, unsafe_hash=True)  # not frozen: making one would take longer
class Text:
    """A text and the language it really is in.

    Where it differs from the `wanted` language, the text is a fallback and has to be marked as
    such. An empty text has the wanted language.
    """

    value: str
    language: str
    wanted: str

    @property
    def is_fallback(self) -> bool:
        return self.language != self.wanted

    @property
    def lines(self) -> list[str]:
        """The text's lines: tasks, points, paragraphs."""
        return lines_of(self.value)

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)


def lines_of(text: str) -> list[str]:
    """The lines of a text, without those that are empty."""
    return [line for line in map(str.strip, text.splitlines()) if line]


def text_of(instance: Any, field: str, language: str | None = None) -> Text:
    """The text of a translated field in `language` (the active one if none is given).

    Reads the columns themselves (title_fi, …): modeltranslation's own fallback would hide which
    language is shown.
    """
    wanted = language or active_language()
    if value := getattr(instance, f"{field}_{wanted}", None):
        return Text(value, wanted, wanted)
    for column, code in _fallbacks(field, wanted, getattr(instance, "source_language", "")):
        if value := getattr(instance, column, None):
            return Text(value, code, wanted)
    return Text("", wanted, wanted)


@cache
def _fallbacks(field: str, wanted: str, source_language: str) -> tuple[tuple[str, str], ...]:
    """The columns of a field in which a text is looked up that is not in the wanted language, each
    with its language."""
    codes = fallback_languages(wanted, source_language)
    return tuple((f"{field}_{code}", code) for code in codes if code != wanted)


def text_columns(*fields: str) -> list[str]:
    """The columns of translated fields, e.g. title_fi: any of them may hold the shown text."""
    return [f"{field}_{code}" for field in fields for code in language_codes()]


def row_text(row: Mapping[str, Any], field: str, language: str) -> str:
    """The text that a reader of `language` is shown, given a row's values by column."""
    texts = (
        row[f"{field}_{code}"] for code in fallback_languages(language, row["source_language"])
    )
    return next(filter(None, texts), "")


def exact_text(instance: Any, field: str, language: str) -> str:
    """The text in exactly this language, or an empty one."""
    return getattr(instance, f"{field}_{language}", None) or ""


def has_text(field: str, language: str) -> Q:
    """Filters what has the field's text in exactly this language, neither NULL nor empty."""
    return Q(**{f"{field}_{language}__gt": ""})


def has_text_somewhere(field: str) -> Q:
    """Filters what has the field's text in some language."""
    return reduce(or_, (has_text(field, code) for code in language_codes()))


def lacks_texts(model: Any, language: str) -> Q:
    """Filters what has some text in another language but not in this one."""
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
        return self._instance.shown_text(field)  # type: ignore[no-any-return]  # any content


def missing_in(language: str, instances: Iterable[Any]) -> tuple[int, int]:
    """How many of the instances' texts are missing in `language`, and how many there are.

    A text counts if it exists in at least one language.
    """
    texts = texts_of(instances, language)
    return sum(text.is_fallback for text in texts), len(texts)


def texts_of(instances: Iterable[Any], language: str) -> list[Text]:
    """All texts of the instances for a reader of `language`, in the fields that were loaded."""
    texts = []
    for instance in instances:
        loaded, borrows = vars(instance), instance.borrows_texts
        for field, column, others in _columns(type(instance), language):  # type: ignore[arg-type]  # it is
            # Nearly all texts are translated, or not there at all: only few need a fallback.
            if value := loaded.get(column):
                texts.append(Text(value, language, language))
            elif (
                column in loaded
                and (borrows or any(map(loaded.get, others)))
                and (text := instance.shown_text(field, language))
            ):
                texts.append(text)
    return texts


@cache
def _columns(model: Any, language: str) -> list[tuple[str, str, list[str]]]:
    """The translated fields of a model, each with its column in a language, and those of others."""
    return [
        (field, f"{field}_{language}", text_columns(field)) for field in model.translated_fields()
    ]

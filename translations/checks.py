"""Checks of texts, in all content and every language.

A check of single texts is a function of a text that says what is wrong with it, "" if nothing is,
registered with `@text_check`: one walk through all texts is made for all of them.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cache
from time import thread_time
from typing import Any, NamedTuple, TypeAlias

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from analysis.analyser import analyser
from analysis.polish_titles import MASCULINE, single_gender
from analysis.tokens import fold, words
from core.checking import Check, CheckResult, Finding, Key, check, register_check
from core.clean_text import first_unclean
from core.content_cache import cached_per_content_version
from core.fields import CleanField
from core.models import Content, content_models
from translations import text_rules
from translations.editing import language_of
from translations.languages import language_codes
from translations.models import Named, OtherTitle, TranslatedContent

CHUNK = 5_000  # rows that are read at a time
MAX_NAMED = 10  # objects that one finding names


class CheckedText(NamedTuple):
    """A text with what its rules depend on.

    `is_ours`: readers see it as it was written for them. What they type, and titles of sources,
    stay as they are. `names_job`: it is a title of a job.
    """

    value: str
    language: str
    is_ours: bool
    names_job: bool


Problem: TypeAlias = tuple[str | Promise, str]  # what is wrong, and an excerpt
NOTHING: Problem = ("", "")
ExamineText: TypeAlias = Callable[[CheckedText], Problem]

_text_checks: dict[str, ExamineText] = {}


def text_check(name: str, title: Promise, advice: Promise) -> Callable[[ExamineText], ExamineText]:
    """Registers a function of a single text as a check."""

    def register(examine: ExamineText) -> ExamineText:
        _text_checks[name] = examine
        register_check(Check(name, title, advice, lambda: _results()[name]))
        return examine

    return register


@cached_per_content_version
def _results() -> dict[str, CheckResult]:
    """The results of all checks of single texts. Each took as long as the walk."""
    started, results = thread_time(), {name: CheckResult() for name in _text_checks}
    for key, column, text in all_texts():
        for name, examine in _text_checks.items():
            problem, excerpt = examine(text)
            if excerpt:
                finding = Finding((key,), column, text.language, problem, excerpt)
                results[name].add(finding)
    for result in results.values():
        result.seconds = thread_time() - started
    return results


def problems_of(text: CheckedText) -> Iterator[tuple[str, str | Promise, str]]:
    """What the checks of single texts say of one: a check's name, the problem, an excerpt."""
    for name, examine in _text_checks.items():
        problem, excerpt = examine(text)
        if excerpt:
            yield name, problem, excerpt


# --- All texts -------------------------------------------------------------------------------


def all_texts() -> Iterator[tuple[Key, str, CheckedText]]:
    """Every text of the content, with its object and its column. One query for each model."""
    for model in content_models():
        label, names_job = model._meta.label_lower, _names_job(model)
        if issubclass(model, OtherTitle):
            for pk, title, language, shown in _rows(model, "title", "language", "shown"):
                yield (label, pk), "title", CheckedText(title, language, shown, names_job)
            continue
        columns = _text_columns(model)
        for pk, *values in _rows(model, *columns) if columns else ():
            for (column, language), value in zip(columns.items(), values, strict=True):
                if value:
                    is_job = names_job and _is_title(column)
                    text = CheckedText(value, language, bool(language), is_job)
                    yield (label, pk), column, text


def _rows(
    model: type[Content], *columns: str, of: models.QuerySet[Any] | None = None
) -> Iterator[tuple[Any, ...]]:
    """The primary key and some columns of all objects, or of some."""
    rows = model._default_manager.all() if of is None else of
    rows = rows.select_related(None).order_by("pk")
    return rows.values_list("pk", *columns).iterator(chunk_size=CHUNK)


@cache
def _text_columns(model: type[Content]) -> dict[str, str]:
    """The columns in which people write texts, each with its language, "" if it has none.

    Parts of an object without texts, such as citations, have keys only.
    """
    translated = _translated_fields(model)
    return (
        {}
        if model.part_of and not translated
        else {
            field.name: language_of(field) or ""
            for field in model._meta.concrete_fields
            if isinstance(field, CleanField)
            and field.editable
            and field.name not in translated
            and not isinstance(field, models.SlugField | models.URLField)
        }
    )


def _names_job(model: type[Content]) -> bool:
    return issubclass(model, TranslatedContent) and model.names_job


def _translated_fields(model: type[Content]) -> tuple[str, ...]:
    return model.translated_fields() if issubclass(model, TranslatedContent) else ()


# --- Checks of single texts ------------------------------------------------------------------


@text_check(
    "invisible-characters",
    _("Invisible characters"),
    _(
        "Invisible characters prevent words from being found in a search. To remove the "
        "characters, open the entry and save it."
    ),
)
def invisible_characters(text: CheckedText) -> Problem:
    place = first_unclean(text.value)
    if place is None:
        return NOTHING
    return f"U+{ord(text.value[place]):04X}", text_rules.excerpt(text.value, place, place + 1)


@text_check(
    "wrong-characters",
    _("Wrong characters"),
    _(
        "Replace letters from another alphabet that only look like the right ones, and characters "
        "garbled by the wrong encoding."
    ),
)
def wrong_characters(text: CheckedText) -> Problem:
    if text_rules.is_suspicious(text.value):
        if found := text_rules.two_scripts(text.value):
            return _("letters from two alphabets"), found
        if found := text_rules.broken_characters(text.value):
            return _("broken character"), found
    return _("HTML"), text_rules.markup(text.value)


@text_check(
    "punctuation",
    _("Quotation marks, ellipses and spaces"),
    _("Use the language’s own quotation marks, the ellipsis character “…” and single spaces."),
)
def punctuation(text: CheckedText) -> Problem:
    if not text.is_ours:
        return NOTHING
    if found := text_rules.straight_quotes(text.value):
        return _("straight quotation mark or apostrophe"), found
    if found := text_rules.foreign_quotes(text.value, text.language):
        return _("quotation mark from another language"), found
    if found := text_rules.three_dots(text.value):
        return _("three full stops instead of an ellipsis"), found
    if found := text_rules.hyphen_as_dash(text.value):
        return _("hyphen instead of a dash"), found
    if found := text_rules.foreign_number(text.value, text.language):
        return _("number in another language’s format"), found
    return _("extra space"), text_rules.superfluous_spaces(text.value)


@text_check(
    "long-sentences",
    _("Sentences longer than 40 words"),
    _("Split the sentence into shorter ones, or turn it into a list."),
)
def long_sentences(text: CheckedText) -> Problem:
    count, sentence = text_rules.longest_sentence(text.value)
    if count <= text_rules.MAX_WORDS:
        return NOTHING
    return format_lazy(_("words: {count}"), count=count), sentence


@text_check(
    "one-gender",
    _("Titles in one gender only (Polish)"),
    _(
        "Enter both the masculine and the feminine form, for example “Lider / liderka "
        "zespołu”. An alternative title that has only one form can be hidden."
    ),
)
def one_gender(text: CheckedText) -> Problem:
    if not (text.names_job and text.is_ours and text.language == "pl"):
        return NOTHING
    gender = single_gender(text.value)
    if not gender:
        return NOTHING
    return _("masculine form only") if gender == MASCULINE else _("feminine form only"), text.value


# --- Checks of titles beside each other ------------------------------------------------------


@check(
    "similar-titles",
    _("Nearly identical titles"),
    _(
        "Titles that are nearly identical may mean the same thing. Keep one of them, or make "
        "the titles clearly different."
    ),
)
def similar_titles() -> Iterator[Finding]:
    """Titles of the same words in any form and order, among objects of one model and language."""
    for model in content_models():
        if not issubclass(model, Named) or model.titles_may_repeat:
            continue
        columns = {name: code for name, code in _text_columns(model).items() if _is_title(name)}
        rows = list(_rows(model, *columns, of=model.not_retired()))
        for number, (column, language) in enumerate(columns.items(), 1):
            titles = ((row[0], row[number]) for row in rows if row[number])
            yield from _similar(model._meta.label_lower, titles, column, language)


def _is_title(column: str) -> bool:
    return column.partition("_")[0] in ("title", "name")


def _similar(
    label: str, titles: Iterable[tuple[int, str]], column: str, language: str
) -> Iterator[Finding]:
    groups: dict[Hashable, dict[int, str]] = defaultdict(dict)
    for pk, title in titles:
        for title_key in _title_keys(title, language):
            groups[title_key][pk] = title
    alike = {frozenset(group): group for group in groups.values() if len(group) > 1}
    for group in alike.values():
        named = dict([*group.items()][:MAX_NAMED])
        objects = tuple((label, pk) for pk in named)
        yield Finding(objects, column, language, "", " · ".join(dict.fromkeys(named.values())))


def _title_keys(title: str, language: str) -> Iterator[Hashable]:
    """What is the same for titles that differ in endings and order, or in spaces and signs only."""
    if parts := words(title):
        yield frozenset(_word_key(word.lower(), language) for word in parts)
        yield "".join(map(fold, parts))


def _word_key(word: str, language: str) -> str:
    """The stems of a word. A long one has to begin alike, too: *kaneja* is no form of *kanoja*."""
    beginning = word[:4] if len(word) > 4 else ""
    return "|".join((beginning, *analyser().stems(word, language)))


@check(
    "several-translations",
    _("One term, several translations"),
    _("Translate each term in the source language in the same way everywhere."),
)
def several_translations() -> Iterator[Finding]:
    """Short texts of one kind that are alike in their source language and differ in another."""
    terms: dict[tuple[str, ...], list[tuple[Key, dict[str, str]]]] = defaultdict(list)
    for key, field, source, texts in _short_texts():
        terms[key[0], field, source, _alike(texts[source])].append((key, texts))
    for (_label, field, source, _term), uses in terms.items():
        if len(uses) > 1:
            yield from _differing(field, source, uses)


def _short_texts() -> Iterator[tuple[Key, str, str, dict[str, str]]]:
    """Titles and the like: the object, the field, the source language, the text by language."""
    for model in content_models():
        fields = [name for name in _translated_fields(model) if _is_short(model, name)]
        columns = [f"{name}_{code}" for name in fields for code in language_codes()]
        for pk, source, *values in _rows(model, "source_language", *columns) if fields else ():
            source = source or settings.LANGUAGE_CODE
            written = dict(zip(columns, values, strict=True))
            for name in fields:
                texts = {code: written[f"{name}_{code}"] or "" for code in language_codes()}
                if texts.get(source):
                    yield (model._meta.label_lower, pk), name, source, texts


def _is_short(model: type[Content], name: str) -> bool:
    return isinstance(model._meta.get_field(name), models.CharField)


def _alike(text: str) -> str:
    return " ".join(text.casefold().split())


def _differing(
    field: str, source: str, uses: list[tuple[Key, dict[str, str]]]
) -> Iterator[Finding]:
    objects = tuple(key for key, _texts in uses[:MAX_NAMED])
    for code in language_codes():
        different = {_alike(texts[code]): texts[code] for _key, texts in uses if texts[code]}
        if code != source and len(different) > 1:
            excerpt = " · ".join([*different.values()][:MAX_NAMED])
            term = uses[0][1][source]
            yield Finding(objects, f"{field}_{code}", code, "", f"{term}: {excerpt}")

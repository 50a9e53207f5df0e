"""What a translator is warned of: terms, numbers, names and the like, in translations of texts.

Warnings are of what a program can see, and each may be wrong: who translates dismisses it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from analysis import normalise
from core.checking import Key
from skills.models import Tool
from translating import rules
from translating.glossary import Agreed, agreed_translations, glossary, is_term
from translating.terms import Occurrence, title_forms
from translating.wording import Wording
from translations.checks import CheckedText, problems_of

_TOOL = Tool._meta.label_lower


@dataclass(frozen=True, slots=True)
class TextPair:
    """A text and its translation.

    `own` are the terms that the text is about: whoever reads it has read them in its heading, and
    it may say “the team lead” or “it” for them. `is_list`: it has an item on each line.
    `names_job`: it is a title of a job.
    """

    source: str
    source_language: str
    translation: str
    language: str
    own: frozenset[Key] = frozenset()
    is_list: bool = False
    names_job: bool = False


@dataclass(frozen=True, slots=True)
class TextWarning:
    """What may be wrong with a translation. `code` is the same while it is about the same."""

    code: str
    message: str | Promise
    detail: str


@dataclass(frozen=True, slots=True)
class UsedTerm:
    """A term in a source text, with its agreed translations, none if it has no translation yet.

    `is_expected`: the translation is asked for it.
    """

    start: int
    end: int
    translations: tuple[str, ...]
    is_expected: bool
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Examined:
    """The terms of a source text, and what its translation is warned of."""

    terms: list[UsedTerm] = field(default_factory=list)
    warnings: list[TextWarning] = field(default_factory=list)


def examine(pairs: Sequence[TextPair]) -> list[Examined]:
    """The terms and the warnings of texts, translated into one language.

    As many queries as there are kinds of terms in them, however many texts there are.
    """
    glossaries = {code: glossary(code) for code in {pair.source_language for pair in pairs}}
    found = [glossaries[pair.source_language].find(pair.source) for pair in pairs]
    keys = {key for occurrences in found for one in occurrences for key in one.keys}
    agreed = agreed_translations(keys, pairs[0].language) if keys else {}
    return [_examine(pair, terms, agreed) for pair, terms in zip(pairs, found, strict=True)]


def own_terms(item: Any) -> frozenset[Key]:
    """The terms that the texts of an object are about: itself, and what it belongs to."""
    related = (field for field in item._meta.concrete_fields if field.is_relation)
    keys = {
        (field.related_model._meta.label_lower, getattr(item, field.attname)) for field in related
    }
    return frozenset({(item._meta.label_lower, item.pk), *filter(is_term, keys)})


def _examine(pair: TextPair, found: Iterable[Occurrence], agreed: Agreed) -> Examined:
    wording = Wording(pair.translation, pair.language)
    examined = Examined()
    for one in found:
        known = [agreed[key] for key in one.keys if key in agreed]
        titles = tuple(dict.fromkeys(forms[0] for forms in known))
        is_expected = bool(pair.translation and known) and pair.own.isdisjoint(one.keys)
        is_missing = is_expected and not _has_any(wording, pair, one, known)
        examined.terms.append(UsedTerm(one.start, one.end, titles, is_expected, is_missing))
        if is_missing:
            examined.warnings.append(_term_warning(pair, one, titles))
    if pair.translation:
        examined.warnings.extend(_text_warnings(pair))
    once = {warning.code: warning for warning in examined.warnings}
    return Examined(examined.terms, [*once.values()])


def _has_any(
    wording: Wording, pair: TextPair, one: Occurrence, known: Iterable[Iterable[str]]
) -> bool:
    """Whether a translation has a term. Names of products stay as they are."""
    forms = [form for titles in known for title in titles for form in title_forms(title)]
    if _is_product(one):
        text = normalise(pair.translation)
        return any(normalise(form) in text for form in forms)
    return any(wording.has(form) for form in forms)


def _is_product(one: Occurrence) -> bool:
    return all(label == _TOOL for label, _pk in one.keys)


def _term_warning(pair: TextPair, one: Occurrence, titles: Iterable[str]) -> TextWarning:
    code = ",".join(f"{label}:{pk}" for label, pk in one.keys)
    if _is_product(one):
        return TextWarning(code, _("product name missing"), " / ".join(titles))
    detail = f"{pair.source[one.start : one.end]} → {' · '.join(titles)}"
    return TextWarning(code, _("agreed term missing"), detail)


def _text_warnings(pair: TextPair) -> Iterator[TextWarning]:
    """What rules find that need no content."""
    for code, message, lost in (*_lost(pair), *_added(pair)):
        yield from (TextWarning(f"{code}:{one}", message, one) for one in lost)
    there, here = rules.line_counts(pair.source, pair.translation)
    if pair.is_list and there != here:
        yield TextWarning("lines", _("different number of lines"), f"{there} → {here}")
    yield from _language_warnings(pair)
    text = CheckedText(pair.translation, pair.language, is_ours=True, names_job=pair.names_job)
    for name, problem, excerpt in problems_of(text):
        yield TextWarning(name, problem, excerpt)


def _lost(pair: TextPair) -> Iterator[tuple[str, Promise, list[str]]]:
    texts = pair.source, pair.translation
    yield "number", _("number missing"), rules.missing_numbers(*texts)
    yield "placeholder", _("placeholder missing"), rules.missing_placeholders(*texts)


def _added(pair: TextPair) -> Iterator[tuple[str, Promise, list[str]]]:
    texts = pair.translation, pair.source
    yield "new-number", _("number not in the source"), rules.missing_numbers(*texts)
    added = rules.missing_placeholders(*texts)
    yield "new-placeholder", _("placeholder not in the source"), added


def _language_warnings(pair: TextPair) -> Iterator[TextWarning]:
    source, text = pair.source, pair.translation
    if found := rules.untranslated(source, pair.source_language, text, pair.language):
        yield TextWarning("untranslated", _("still in the source language"), found)
    elif rules.ending(source) != rules.ending(text):
        message = _("different punctuation at the end")
        yield TextWarning("ending", message, rules.end_of(text))

"""The glossary: titles of roles, skills, tools and metrics, and their agreed translations.

A term is the title of an object in the language of a source text. Its agreed translation is the
title in the other language. The object's other titles and its abbreviation will do as well, and
what search takes for them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Model, QuerySet

from core.changes import ContentChanges
from core.checking import Key
from core.content_cache import kept_up_to_date
from core.models import Content
from roles.models import AlternativeTitle, Role
from search.models import Synonym
from skills.models import Metric, Skill, SkillTitle, Tool, ToolCategory
from translating.terms import Glossary, TermForm, entries_of, title_forms
from translations.languages import language_codes
from translations.texts import text_columns

TERM_MODELS: tuple[type[Content], ...] = (Role, Skill, ToolCategory, Metric, Tool)
_MODELS = {model._meta.label_lower: model for model in TERM_MODELS}
# Where the other titles of an object are, and what leads from them to it.
_OTHER_TITLES: dict[type[Model], tuple[Any, str]] = {
    Role: (AlternativeTitle, "role"),
    Skill: (SkillTitle, "skill"),
}
MAX_CHANGED = 100  # objects of a kind: after more changes all are read again

# The agreed translation of an object first, then all else that will do for it.
Agreed = Mapping[Key, list[str]]


def is_term(key: Key) -> bool:
    """Whether an object is of a kind whose titles are terms."""
    return key[0] in _MODELS


def _updated(old: Glossary, changes: ContentChanges, language: str) -> Glossary | None:
    """The glossary after changes; None if it is to be read again."""
    keys: set[Key] = set()
    entries: list[TermForm] = []
    for label, model in _MODELS.items():
        pks = changes.owners(model)
        if pks is None or len(pks) > MAX_CHANGED:
            return None
        keys |= {(label, pk) for pk in pks}
        entries += _entries(model, language, pks) if pks else ()
    return old.replacing(keys, entries) if keys else old


@kept_up_to_date(_updated, reads=TERM_MODELS)
def glossary(language: str) -> Glossary:
    """All terms in a language."""
    return Glossary(language, (e for model in TERM_MODELS for e in _entries(model, language)))


def _entries(
    model: type[Content], language: str, pks: Collection[int] | None = None
) -> Iterator[TermForm]:
    objects = model.not_retired() if pks is None else model.not_retired().filter(pk__in=pks)
    label = model._meta.label_lower
    if model is Tool:
        for pk, name in objects.order_by("pk").values_list("pk", "name"):
            yield from entries_of((label, pk), name, is_name=True)
        return
    columns = text_columns("title")
    for pk, *titles in objects.order_by("pk").values_list("pk", *columns).iterator():
        title = titles[language_codes().index(language)]
        if title:
            yield from entries_of((label, pk), title, is_name=_are_alike(titles))


def _are_alike(titles: list[str | None]) -> bool:
    """Whether a title is the same in all languages that have it, but for what brackets explain."""
    written = [title_forms(title)[0] for title in titles if title]
    return len(written) > 1 and len({*written}) == 1


def agreed_translations(keys: Iterable[Key], language: str) -> Agreed:
    """The agreed translations of some objects into a language. Two queries for a kind, at most."""
    pks: dict[str, list[int]] = defaultdict(list)
    for label, pk in keys:
        pks[label].append(pk)
    agreed: dict[Key, list[str]] = {}
    for label, of_kind in pks.items():
        agreed |= {(label, pk): forms for pk, forms in _titles(_MODELS[label], of_kind, language)}
    _add_synonyms(agreed, language)
    return agreed


def _titles(
    model: type[Content], pks: Collection[int], language: str
) -> Iterator[tuple[int, list[str]]]:
    if model is Tool:
        for pk, name in Tool.objects.filter(pk__in=pks).values_list("pk", "name"):
            yield pk, [name]
        return
    others = _other_titles(model, pks, language)
    columns = (f"title_{language}", *(("abbreviation",) if model is Metric else ()))
    objects: QuerySet[Any] = model._default_manager.filter(pk__in=pks).order_by()
    for pk, title, *abbreviations in objects.values_list("pk", *columns):
        if title:
            yield pk, [title, *filter(None, abbreviations), *others.get(pk, ())]


def _other_titles(
    model: type[Content], pks: Collection[int], language: str
) -> dict[int, list[str]]:
    titles: dict[int, list[str]] = defaultdict(list)
    if model in _OTHER_TITLES:
        other, owner = _OTHER_TITLES[model]
        rows = other.objects.filter(language=language, **{f"{owner}__in": pks}).order_by("pk")
        for pk, title in rows.values_list(owner, "title"):
            titles[pk].append(title)
    return titles


def _add_synonyms(agreed: dict[Key, list[str]], language: str) -> None:
    """Adds the phrases that search takes for a title. One query."""
    by_title: dict[str, list[Key]] = defaultdict(list)
    for key, titles in agreed.items():
        by_title[titles[0]].append(key)
    synonyms = Synonym.objects.usable().filter(language=language, meaning__in=by_title)
    for phrase, meaning in synonyms.order_by("pk").values_list("phrase", "meaning"):
        for key in by_title[meaning]:
            agreed[key].append(phrase)

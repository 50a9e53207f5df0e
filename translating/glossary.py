"""The glossary: titles of roles, skills, tools and metrics, and their agreed translations.

A term is the title of an object in the language of a source text. Its agreed translation is the
title in the other language. The object's other titles and its abbreviation will do as well, and
what search takes for them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from core.changes import ContentChanges
from core.checking import Key
from core.content_cache import kept_up_to_date
from core.models import Content
from roles.models import AlternativeTitle, Role
from search.models import Synonym
from skills.models import Metric, Skill, SkillTitle, Tool, ToolCategory
from translating.terms import Glossary, TermForm, entries_of, title_forms
from translations.languages import language_codes

TERM_MODELS: tuple[type[Content], ...] = (Role, Skill, ToolCategory, Metric, Tool)
_MODELS = {model._meta.label_lower: model for model in TERM_MODELS}
# Where the other titles of an object are, and what leads from them to it.
_OTHER_TITLES: dict[type[Content], tuple[Any, str]] = {
    Role: (AlternativeTitle, "role"),
    Skill: (SkillTitle, "skill"),
}
MAX_CHANGED = 100  # objects: after more changes all are read again

# The agreed translation of an object first, then all else that will do for it.
Agreed = Mapping[Key, list[str]]


def is_term(key: Key) -> bool:
    """Whether an object is of a kind whose titles are terms."""
    return key[0] in _MODELS


def _updated(old: Glossary, changes: ContentChanges, language: str) -> Glossary | None:
    """The glossary after changes; None if it is to be read again."""
    pks: dict[str, set[int]] = {}
    for label, model in _MODELS.items():
        owners = changes.owners(model)
        if owners is None or len(owners) > MAX_CHANGED:
            return None
        if owners:
            pks[label] = owners
    keys = {(label, pk) for label, of_kind in pks.items() for pk in of_kind}
    return old.replacing(keys, _forms(language, pks)) if keys else old


@kept_up_to_date(_updated, reads=TERM_MODELS)
def glossary(language: str) -> Glossary:
    """All terms in a language. One query."""
    return Glossary(language, _forms(language, dict.fromkeys(_MODELS)))


def _forms(language: str, pks: Mapping[str, Collection[int] | None]) -> Iterator[TermForm]:
    """The terms of some objects of each kind, or of all."""
    place = language_codes().index(language)
    kinds = [_titles(label, _MODELS[label].not_retired(), some) for label, some in pks.items()]
    for label, pk, *titles in _all_of(kinds).iterator():
        is_name = label == Tool._meta.label_lower or _are_alike(titles)
        if title := titles[place]:
            yield from entries_of((label, pk), title, is_name=is_name)


def _titles(label: str, objects: Any, pks: Collection[int] | None) -> Any:
    """The label, the primary keys and the titles in all languages. Tools have one name in all."""
    some = objects if pks is None else objects.filter(pk__in=pks)
    # A plain QuerySet: modeltranslation's would put the columns into an order of its own.
    found: QuerySet[Any] = QuerySet(_MODELS[label]).filter(pk__in=some.order_by().values("pk"))
    field = "name" if _MODELS[label] is Tool else "title_{}"
    # All are named, so that the rows of several kinds have their columns in one order.
    titles = {f"in_{code}": F(field.format(code)) for code in language_codes()}
    columns = {"label": Value(label, output_field=CharField()), "key": F("pk"), **titles}
    return found.order_by().annotate(**columns).values_list(*columns)


def _all_of(kinds: Sequence[Any]) -> Any:
    """The rows of several queries in one."""
    first, *others = kinds
    return first.union(*others, all=True) if others else first


def _are_alike(titles: Iterable[str | None]) -> bool:
    """Whether a title is the same in all languages that have it, but for what brackets explain."""
    written = [title_forms(title)[0] for title in titles if title]
    return len(written) > 1 and len({*written}) == 1


def agreed_translations(keys: Iterable[Key], language: str) -> Agreed:
    """The agreed translations of some objects into a language. Four queries, however many."""
    pks: dict[str, list[int]] = defaultdict(list)
    for label, pk in keys:
        pks[label].append(pk)
    place = language_codes().index(language)
    kinds = [_titles(label, _MODELS[label]._default_manager.all(), pks[label]) for label in pks]
    rows = _all_of(kinds) if kinds else ()
    agreed = {(label, pk): [titles[place]] for label, pk, *titles in rows if titles[place]}
    for key, title in [*_abbreviations(pks), *_other_titles(pks, language)]:
        if key in agreed:
            agreed[key].append(title)
    _add_synonyms(agreed, language)
    return agreed


def _abbreviations(pks: Mapping[str, list[int]]) -> Iterator[tuple[Key, str]]:
    label = Metric._meta.label_lower
    if of_kind := pks.get(label):
        metrics = Metric.objects.filter(pk__in=of_kind).exclude(abbreviation="").order_by()
        for pk, abbreviation in metrics.values_list("pk", "abbreviation"):
            yield (label, pk), abbreviation


def _other_titles(pks: Mapping[str, list[int]], language: str) -> Iterator[tuple[Key, str]]:
    """What else objects are called, in one query."""
    kinds = []
    for model, (other, owner) in _OTHER_TITLES.items():
        if of_kind := pks.get(model._meta.label_lower):
            found: QuerySet[Any] = QuerySet(other).filter(
                language=language, **{f"{owner}__in": of_kind}
            )
            label = Value(model._meta.label_lower, output_field=CharField())
            columns = {"place": F("pk"), "label": label, "key": F(owner), "name": F("title")}
            kinds.append(found.order_by().annotate(**columns).values_list(*columns))
    for _place, label, pk, title in sorted(_all_of(kinds)) if kinds else ():
        yield (label, pk), title


def _add_synonyms(agreed: dict[Key, list[str]], language: str) -> None:
    """Adds the phrases that search takes for a title. One query."""
    by_title: dict[str, list[Key]] = defaultdict(list)
    for key, titles in agreed.items():
        by_title[titles[0]].append(key)
    synonyms = Synonym.objects.usable().filter(language=language, meaning__in=by_title)
    for phrase, meaning in synonyms.order_by("pk").values_list("phrase", "meaning"):
        for key in by_title[meaning]:
            agreed[key].append(phrase)

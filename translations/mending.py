"""Where the findings of checks are mended, and by whom."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from accounts.models import User
from core.checking import CheckResult, Finding, Key, Scope
from core.editing import may_edit
from core.models import Content, content_models
from translations.editing import may_translate
from translations.languages import language_codes
from translations.models import TranslatedContent

MayMend = Callable[[Scope], bool]


def mending_of(user: User) -> MayMend:
    """Tells what someone may mend: models that they edit, texts in a translator's languages."""

    @cache
    def may_mend(scope: Scope) -> bool:
        model = apps.get_model(scope.label)
        return may_edit(user, model) or _may_translate(user, model, scope.language)

    return may_mend


def _may_translate(user: User, model: type[models.Model], language: str) -> bool:
    has_texts = issubclass(model, TranslatedContent) and bool(model.translated_fields())
    codename = f"{model._meta.app_label}.{get_permission_codename('view', model._meta)}"
    may_see = has_texts and language in user.languages and user.has_perm(codename)
    return may_see and may_translate(user)


def mends_anything(may_mend: MayMend) -> bool:
    """Whether someone may mend some content at all."""
    codes = ("", *language_codes())
    labels = (model._meta.label_lower for model in content_models())
    return any(may_mend(Scope(label, code)) for label in labels for code in codes)


def count_for(result: CheckResult, may_mend: MayMend) -> int:
    """How many findings there are for someone."""
    return sum(count for scope, count in result.counts.items() if may_mend(scope))


class FoundObject(NamedTuple):
    """An object as a finding names it: what it is, what it is a part of, where it is edited."""

    kind: str
    name: str
    owner: str
    address: str


def found_objects(findings: Iterable[Finding]) -> list[tuple[Finding, list[FoundObject]]]:
    """The findings, each with its objects that are still there. One query for each model."""
    findings = list(findings)
    items = _read({key for finding in findings for key in finding.objects})
    return [
        (finding, [_found(items[key], finding) for key in finding.objects if key in items])
        for finding in findings
    ]


def _read(keys: Iterable[Key]) -> dict[Key, Any]:
    pks: dict[str, list[int]] = defaultdict(list)
    for label, pk in keys:
        pks[label].append(pk)
    return {
        (label, pk): item
        for label, of_model in pks.items()
        for pk, item in _named(apps.get_model(label)).in_bulk(of_model).items()
    }


def _named(model: Any) -> models.QuerySet[Any]:
    """All objects, with what their names are made of."""
    fields = model._meta.concrete_fields
    joined = [field.name for field in fields if field.is_relation and not field.null]
    objects: models.QuerySet[Any] = model._default_manager
    return objects.select_related(*joined) if joined else objects.all()


def _found(item: Content, finding: Finding) -> FoundObject:
    owner = getattr(item, item.part_of) if item.part_of else None
    kind = capfirst(str(item._meta.verbose_name))
    return FoundObject(kind, _name(item), str(owner or ""), _address(item, owner, finding.column))


def _name(item: Content) -> str:
    """The first short text of an object, e.g. its title, else what it calls itself."""
    if isinstance(item, TranslatedContent):
        for field in item.translated_fields():
            is_short = isinstance(item._meta.get_field(field), models.CharField)
            if is_short and (text := item.shown_text(field)):
                return str(text)
    return str(item)


def _address(item: Content, owner: Any, column: str) -> str:
    """The page where an object is edited: its own, at the field, or the section of its owner's.

    What is missing from an object may be one of its items: then `column` names their section.
    """
    if page := _change_page(item):
        if column and item._meta.get_field(column).one_to_many:
            return _section(page, column)
        return f"{page}#id_{column}" if column else page
    relation: Any = item._meta.get_field(item.part_of)
    return _section(_change_page(owner), relation.remote_field.get_accessor_name())


def _section(page: str, name: str) -> str:
    return f"{page}?{name}-page=1#{name}-group"


def _change_page(item: models.Model) -> str:
    return change_page(item._meta.label_lower, item.pk)


def change_page(label: str, pk: int) -> str:
    """The page where an object is edited, given the label of its model; "" if it has none."""
    try:
        return reverse(f"admin:{label.replace('.', '_')}_change", args=[pk])
    except NoReverseMatch:
        return ""

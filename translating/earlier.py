"""Outdated translations from before there were states: what the history tells of them.

A translation is outdated if its source was changed after it was, and says something else now.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from core.bulk import batches
from translations.languages import language_codes
from translations.states import digest, source_of

AT_ONCE = 500
FieldOf = tuple[str, int]  # the name of a field, and the primary key of its object


class TextChange(NamedTuple):
    """What an entry of the history did to a text. Entries are numbered as they came."""

    entry: int
    language: str
    old: str
    at: datetime
    by: int | None
    owner: tuple[str, int]


def write_outdated(apps: Any, using: str) -> None:
    """Writes the states that follow from the history, of all models of some state of migrations."""
    entries = apps.get_model("history", "Entry").objects.using(using).filter(verb="changed")
    for label in entries.order_by().values_list("model", flat=True).distinct():
        try:
            model = apps.get_model(label)
        except LookupError:  # this release has none
            continue
        changes = _text_changes(model, entries.filter(model=label))
        for keys in batches(sorted({pk for _name, pk in changes}), AT_ONCE):
            _write(apps, model, keys, changes, using)


def _text_changes(model: Any, entries: Any) -> dict[FieldOf, list[TextChange]]:
    """The changes of each text of a model, in their order."""
    columns = {f"{field.name}_{code}": (field.name, code)
               for field in model._meta.fields for code in language_codes()}  # fmt: skip
    changes: dict[FieldOf, list[TextChange]] = defaultdict(list)
    for entry in entries.select_related("change").order_by("pk").iterator(chunk_size=AT_ONCE):
        owner = (entry.owner_model, entry.owner_id)
        for column, (old, _new) in (entry.values or {}).items():
            if column in columns:
                name, code = columns[column]
                at, by = entry.change.at, entry.change.by_id
                change = TextChange(entry.pk, code, old or "", at, by, owner)
                changes[name, entry.object_id].append(change)
    return changes


def _write(
    apps: Any, model: Any, pks: list[int], changes: dict[FieldOf, list[TextChange]], using: str
) -> None:
    state_model, source_model = (
        apps.get_model("translations", name) for name in ("TextState", "SourceText")
    )
    states, sources = [], []
    names = sorted({name for name, _pk in changes})
    for item in model.objects.using(using).filter(pk__in=pks):
        for name in names:
            for place, state, source in _outdated(item, name, changes.get((name, item.pk), ())):
                states.append(state_model(**place, **state))
                sources.append(source_model(**place, **source))
    state_model.objects.using(using).bulk_create(states, AT_ONCE, ignore_conflicts=True)
    source_model.objects.using(using).bulk_create(sources, AT_ONCE, ignore_conflicts=True)


def _outdated(
    item: Any, name: str, changes: Iterable[TextChange]
) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """The translations of a field that are outdated: of what, their state, the source then."""
    changes = [*changes]
    texts = {code: getattr(item, f"{name}_{code}", "") or "" for code in language_codes()}
    language = source_of(texts, item.source_language)
    for code, text in texts.items():
        last = max((change.entry for change in changes if change.language == code), default=0)
        later = [one for one in changes if one.language == language and one.entry > last]
        if not (text and code != language and later and later[0].old):
            continue
        if later[0].old == texts[language]:  # as it was then
            continue
        owner = later[0].owner
        place = {"model": item._meta.label_lower, "object_id": item.pk, "field": name}
        seen = digest(later[0].old)
        yield (
            place | {"owner_model": owner[0], "owner_id": owner[1]},
            {"language": code, "digest": digest(text), "source_digest": seen, "state": "outdated"}
            | {"at": later[-1].at, "by_id": later[-1].by},
            {"digest": seen, "language": language, "text": later[0].old},
        )

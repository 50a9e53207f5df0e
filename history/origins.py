"""How what the database holds came about: by a load of the shipped content, or otherwise.

What the history does not know, since it began later or has forgotten it, may be an editor's.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from core.models import Content
from history.fields import Values
from history.models import Entry, Origin, Verb
from history.versions import USING, find_subject


def edited_fields(model: type[Content], pk: int, names: Collection[str]) -> set[str]:
    """Those of an object's fields that a load has not written last."""
    subject = find_subject(model, pk)
    unknown, edited = {*names}, set[str]()
    entries = subject.entries().select_related("change").defer("values") if subject else ()
    for entry in entries:
        written = unknown & {*entry.field_names} if entry.verb == Verb.CHANGED else {*unknown}
        if entry.change.origin != Origin.LOAD:
            edited |= written
        unknown -= written
        if not unknown:
            break
    return edited | unknown


def deleted_objects(model: type[Content]) -> list[Values]:
    """The values of the objects that were deleted otherwise than by a load, the last first."""
    entries = Entry.objects.using(USING).filter(model=model._meta.label_lower, verb=Verb.DELETED)
    entries = entries.exclude(change__origin=Origin.LOAD).order_by("-pk")
    return [entry.kept_values for entry in entries]


def former_values(model: type[Content], name: str) -> dict[Any, list[int]]:
    """The keys of the objects whose value of a field was changed, the last first, by the value
    before."""
    entries = Entry.objects.using(USING).filter(
        model=model._meta.label_lower, verb=Verb.CHANGED, fields__contains=name
    )
    former: dict[Any, list[int]] = defaultdict(list)
    for entry in entries.order_by("-pk"):
        if name in entry.kept_values:
            former[entry.kept_values[name][0]].append(entry.object_id)
    return former

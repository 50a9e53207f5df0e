"""What has changed on the pages of roles, as readers may know it: dates and sections, no names.

Only what changed while readers could see the role: nothing of drafts.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from django.db.models import F
from django.utils.timezone import localdate

from core.owners import model_of
from core.prepared import PreparedQuery, QueryParam
from history.models import Entry, Verb
from history.naming import field_language
from roles.models import AlternativeTitle, Role
from roles.registry import item_kinds, kinds_by_place
from sources.models import Citation
from translations.interface import gettext as _

LABEL = "roles.role"
# The last entries of a role that are looked at, and the days that are shown.
MOST_ENTRIES = 200
MOST_DAYS = 10
# The entries that are looked at for all roles of a feed.
MOST_ENTRIES_OF_MANY = 3_000
VISIBLE = (Role.Status.PUBLISHED, Role.Status.RETIRED)


def _entries(entries: Any) -> Any:
    """The last entries of roles, with what was done to the status."""
    columns = ("owner_id", "object_id", "model", "verb", "fields", "change")
    found = entries.filter(owner_model=LABEL).order_by("-pk").only(*columns)
    return found.annotate(at=F("change__at"), status=F("values__status"))


_find_entries = PreparedQuery(
    Entry, lambda entries: _entries(entries).filter(owner_id=QueryParam("role"))[:MOST_ENTRIES]
)
_find_entries_of_many = PreparedQuery(
    Entry,
    lambda entries: _entries(entries).filter(owner_id__in=QueryParam("roles"))[
        :MOST_ENTRIES_OF_MANY
    ],
)


@dataclass
class ChangedDay:
    """A day on which something changed, and the sections in which, by their message ids."""

    day: date
    sections: set[str] = field(default_factory=set)

    @property
    def names(self) -> list[str]:
        """The headings of the sections, in the order of the page."""
        return [_(section) for section in _order_of_sections() if section in self.sections]


def changed_days(role: Role, language: str) -> list[ChangedDay]:
    """The last days on which the page of a role changed for readers of a language. One query."""
    return _days(_find_entries(role=role.pk), role.status, language)


def changed_days_of(roles: Iterable[Role], language: str) -> dict[int, list[ChangedDay]]:
    """The same for many roles, by their primary keys. One query."""
    statuses = {role.pk: role.status for role in roles}
    entries: dict[int, list[Entry]] = {pk: [] for pk in statuses}
    for entry in _find_entries_of_many(roles=[*statuses]):
        entries[entry.owner_id].append(entry)
    return {pk: _days(entries[pk], statuses[pk], language) for pk in statuses}


def _days(entries: list[Any], status: str, language: str) -> list[ChangedDay]:
    """The days of a role's entries, which come the last first, given its status of now."""
    days: dict[date, ChangedDay] = {}
    for at, sections in _visible_changes(entries, status, language):
        day = localdate(at)
        days.setdefault(day, ChangedDay(day)).sections |= sections
    return sorted(days.values(), key=lambda changed: changed.day, reverse=True)[:MOST_DAYS]


def _visible_changes(
    entries: list[Any], status: str | None, language: str
) -> Iterator[tuple[datetime, set[str]]]:
    """The times of changes that readers could see, each with its sections."""
    for _change, group in groupby(entries, key=lambda entry: entry.change_id):
        of_change = list(group)
        after, status = status, _status_before(of_change, status)
        was_seen = after in VISIBLE and status in VISIBLE
        if was_seen and (sections := {*_sections(of_change, language)}):
            yield of_change[0].at, sections


def withdrawn_slugs(ids: Collection[int], moment: datetime) -> list[str]:
    """The slugs under which readers could open some roles at a moment or after it, and now cannot.

    They were taken back or deleted, or have other slugs. Two queries.
    """
    roles = {role.pk: role for role in Role.objects.filter(pk__in=ids).only("slug", "status")}
    entries = Entry.objects.filter(
        owner_model=LABEL, owner_id__in=ids, model=LABEL, change__at__gte=moment
    ).order_by("owner_id", "-pk")
    seen: set[str] = set()
    for pk, of_role in groupby(entries, key=lambda entry: entry.owner_id):
        role = roles.get(pk)
        state: tuple[str, str | None] = (role.slug, role.status) if role else ("", None)
        for entry in of_role:
            state = _state_before(entry, *state)
            if state[1] in VISIBLE:
                seen.add(state[0])
    shown = {role.slug for role in roles.values() if role.has_page}
    return sorted(seen - shown)


def _state_before(entry: Entry, slug: str, status: str | None) -> tuple[str, str | None]:
    """The slug and the status of a role that a change found, given those that it left."""
    values = entry.kept_values
    if entry.verb == Verb.CREATED:
        return slug, None
    if entry.verb == Verb.DELETED:
        return values["slug"], values["status"]
    return values.get("slug", [slug])[0], values.get("status", [status])[0]


def _status_before(entries: list[Any], status: str | None) -> str | None:
    """The status that a change found, given the one that it left."""
    for entry in entries:
        if entry.model == LABEL:
            if entry.verb == Verb.CREATED:
                status = None
            elif entry.verb == Verb.DELETED:
                status = entry.status
            elif entry.status:
                status = entry.status[0]
    return status


def _sections(entries: list[Any], language: str) -> Iterator[str]:
    for entry in entries:
        if entry.verb != Verb.CHANGED:
            names = [""]  # the whole object
        else:
            names = [name for name in entry.field_names if _concerns(entry.model, name, language)]
        for name in names:
            if section := _section(entry.model, name):
                yield section


@cache
def _concerns(label: str, name: str, language: str) -> bool:
    """Whether readers of a language see a change of a field."""
    model = model_of(label)
    if model is None or name in UNSEEN:
        return False
    return field_language(model, name) in ("", language)


@cache
def _section(label: str, name: str) -> str:
    """The message id of the heading of the section that shows a field; "" if none does."""
    if label == LABEL:
        text, _separator, _language = name.rpartition("_")
        return SECTIONS_OF_ROLE.get(name) or SECTIONS_OF_ROLE.get(text, "")
    return _sections_of_parts().get(label, "")


@cache
def _sections_of_parts() -> dict[str, str]:
    """The headings of the sections of a role's parts, by the label of their model."""
    return {
        **{kind.model._meta.label_lower: kind.heading for kind in item_kinds()},
        AlternativeTitle._meta.label_lower: "Titles",
        Citation._meta.label_lower: "Sources",
    }


@cache
def _order_of_sections() -> tuple[str, ...]:
    headings = [kind.heading for kind in kinds_by_place()]
    return (
        "Family",
        "Stage",
        "Reviewed",
        "In short",
        *headings,
        "Conclusion",
        "Titles",
        "Sources",
    )


# Fields of items that no reader sees a change of.
UNSEEN = ("order", "key", "source_language")
# Where the fields of the role itself are shown.
SECTIONS_OF_ROLE = {
    "title": "Titles",
    "summary": "In short",
    "introduction": "In short",
    "experience": "In short",
    "growth": "Career",
    "pay_note": "Pay",
    "conclusion": "Conclusion",
    "family": "Family",
    "stage": "Stage",
    "reviewed_on": "Reviewed",
}

"""What the pages of an object's history in admin show."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.models import Content
from core.owners import model_of
from history.differences import ObjectDifference, differences
from history.models import Change, Entry, Origin, Verb
from history.naming import Names, field_label, field_language
from history.versions import USING, State, Subject
from translations.languages import native_name

PAGE_SIZE = 50
FIRST = 0  # the number of the first version that is known
BY_PEOPLE = {Origin.EDIT, Origin.RESTORE}


def author(change: Change) -> str:
    """Who made a change, in words; "" if a program did."""
    if user := change.by:
        name = user.get_full_name()
        return f"{user.get_username()} ({name})" if name else user.get_username()
    return _("former user") if change.origin in BY_PEOPLE else ""


@dataclass(frozen=True)
class HistoryRow:
    """A version in the list: the change that made it, and what it changed, a line for each kind."""

    change: Change
    what: list[str]

    @property
    def author(self) -> str:
        return author(self.change)

    @property
    def origin(self) -> str:
        """How it came about, if that was not by editing."""
        return "" if self.change.origin == Origin.EDIT else str(Origin(self.change.origin).label)


@dataclass(frozen=True)
class HistoryPage:
    """A page of the list, the last version first; `first` is when the history begins, if the first
    version that is known is older than all changes."""

    page: "Page[Change]"
    rows: list[HistoryRow]
    first: Change | None


def history_page(subject: Subject, number: str | None) -> HistoryPage:
    """A page of the list of versions. Six queries at most."""
    page = Paginator(subject.changes(), PAGE_SIZE).get_page(number)
    by_change: dict[int, list[Entry]] = defaultdict(list)
    changes = list(page.object_list)
    for entry in subject.entries().filter(change__in=changes).defer("values"):
        by_change[entry.change_id].append(entry)
    rows = [HistoryRow(change, summary(subject, by_change[change.pk])) for change in changes]
    begins = Change.objects.using(USING).filter(origin=Origin.START).order_by("pk").first()
    return HistoryPage(page, rows, None if page.has_next() or _has_begun(subject) else begins)


def _has_begun(subject: Subject) -> bool:
    """Whether the history has the change in which the subject came."""
    label, pk = subject.owner
    return subject.entries().filter(model=label, object_id=pk, verb=Verb.CREATED).exists()


def summary(subject: Subject, entries: Iterable[Entry]) -> list[str]:
    """What a change did, in words, without the texts themselves."""
    own = [entry for entry in entries if (entry.model, entry.object_id) == subject.key]
    others = [entry for entry in entries if entry not in own]
    lines = [line for entry in own if (line := _own_line(subject.model, entry))]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for label, _pk, verb in {(entry.model, entry.object_id, entry.verb) for entry in others}:
        counts[label][verb] += 1
    return [*dict.fromkeys(lines), *(_line(label, counts[label]) for label in sorted(counts))]


def _own_line(model: type[Content], entry: Entry) -> str:
    if entry.verb != Verb.CHANGED:
        return capfirst(str(Verb(entry.verb).label))
    fields: dict[str, list[str]] = {}
    for name in entry.field_names:
        languages = fields.setdefault(field_label(model, name), [])
        if language := field_language(model, name):
            languages.append(native_name(language))
    return "; ".join(
        f"{label} ({', '.join(languages)})" if languages else label
        for label, languages in fields.items()
    )


def _line(label: str, counts: Counter[str]) -> str:
    model = model_of(label)
    kind = capfirst(str(model._meta.verbose_name_plural)) if model else label
    verbs = (f"{verb.label} {counts[verb]}" for verb in Verb if counts[verb])
    return f"{kind}: {', '.join(verbs)}"


@dataclass(frozen=True)
class Version:
    """A version of an object: that which a change made or, if it deleted the object, found."""

    subject: Subject
    change: Change

    @property
    def number(self) -> int:
        return FIRST if self.change.origin == Origin.START else self.change.pk

    @cached_property
    def made(self) -> State:
        return self.subject.at(self.number)

    @property
    def is_deletion(self) -> bool:
        return self.subject.key not in self.made

    @cached_property
    def state(self) -> State:
        return self.subject.before(self.number) if self.is_deletion else self.made

    @property
    def is_there(self) -> bool:
        """Whether there is anything to be restored."""
        return self.subject.key in self.state

    def changed(self) -> list[ObjectDifference]:
        """What differs from the version before."""
        before = {} if self.number == FIRST else self.subject.before(self.number)
        return differences(before, self.made)

    def compared(self) -> list[ObjectDifference]:
        """What differs from it now."""
        return differences(self.state, self.subject.scope(self.subject.live))

    @property
    def name(self) -> str:
        return Names((self.state,)).of(self.subject.key)


def find_version(subject: Subject, number: int) -> Version | None:
    """The version that a change made; the first one if no number is given."""
    changes = Change.objects.using(USING).select_related("by")
    if number == FIRST and _has_begun(subject):
        change = None  # it has a number of its own
    elif number == FIRST:
        change = changes.filter(origin=Origin.START).order_by("pk").first()
    else:
        change = subject.changes().filter(pk=number).first()
    return Version(subject, change) if change else None

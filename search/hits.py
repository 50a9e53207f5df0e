"""From scored passages to what a page of results shows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from babel import Locale
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.models import CareerStep, Position
from roles.models import Role, RoleFamily
from search import models
from search.marks import Marker
from search.models import object_of
from search.passages import HIDDEN_TITLE, KINDS, NAMING, OTHER_TITLE
from search.ranking import Scored
from search.results import Hit, Passage
from skills.models import Tool
from translations.models import TranslatedContent
from translations.texts import Text

MORE = 3  # further passages of an object
HIDDEN_LEAD = 0.15  # so much better a hidden title has to be to be the one that is shown

KIND_LABELS = {
    "": gettext_lazy("All"),
    "role": gettext_lazy("Roles"),
    "skill": gettext_lazy("Skills"),
    "tool": gettext_lazy("Tools"),
    "category": gettext_lazy("Tool categories"),
    "metric": gettext_lazy("Metrics"),
    "position": gettext_lazy("Positions"),
    "family": gettext_lazy("Role families"),
}
SECTION_LABELS = {
    OTHER_TITLE: gettext_lazy("Titles"),
    "in-short": gettext_lazy("In short"),
    "responsibilities": gettext_lazy("Responsibilities"),
    "skills": gettext_lazy("Skills"),
    "tools": gettext_lazy("Tools"),
    "metrics": gettext_lazy("Metrics"),
    "career": gettext_lazy("Career"),
    "pay": gettext_lazy("Pay"),
    "practices": gettext_lazy("Best practices"),
    "questions": gettext_lazy("Questions"),
    "conclusion": gettext_lazy("In conclusion"),
}
JOINED = {"role": "family", "skill": "group"}
Key = tuple[str, int]


@dataclass
class Found:
    """An object and its passages that were found, best first."""

    key: Key
    passages: list[Scored] = field(default_factory=list)

    @property
    def score(self) -> float:
        return self.passages[0].score


def fold_by_object(scored: Iterable[Scored]) -> list[Found]:
    """Passages under their objects, in the order of the best passage of each."""
    found: dict[Key, Found] = {}
    for one in scored:
        key = object_of(one.passage.id)
        found.setdefault(key, Found(key)).passages.append(one)
    return list(found.values())


def objects_of(keys: Iterable[Key]) -> dict[Key, TranslatedContent]:
    """The objects themselves; those that have gone or are hidden meanwhile are left out.

    One query for each kind.
    """
    by_kind = defaultdict(list)
    for kind, pk in keys:
        by_kind[kind].append(pk)
    found = {}
    for kind, pks in by_kind.items():
        items: QuerySet = KINDS[kind].objects().filter(pk__in=pks)
        if kind in JOINED:
            items = items.select_related(JOINED[kind])
        found |= {(kind, item.pk): item for item in items}
    return found


class Shown:
    """Makes hits of what was found, for one query and one page language."""

    def __init__(self, marker: Marker, language: str) -> None:
        self.marker = marker
        self.language = language

    def hits(self, found: Sequence[Found]) -> tuple[Hit, ...]:
        """The hits of one page, in their order."""
        objects = objects_of(one.key for one in found)
        ladders = _ladders([item for item in objects.values() if isinstance(item, Position)])
        return tuple(
            self._hit(one, objects[one.key], ladders) for one in found if one.key in objects
        )

    def _hit(self, found: Found, item: TranslatedContent, ladders: dict[int, str]) -> Hit:
        title = title_of(item, self.language)
        address = address_of(item, ladders)
        best = _shown_best(found.passages)
        return Hit(
            kind=found.key[0],
            object=item,
            title=title,
            marked=self.marker.segments(title.value, title.language),
            passage=self.passage(best, title, address),
            more=tuple(self.passage(one, title, address) for one in _others(best, found.passages)),
            address=address,
        )

    def whole(self, scored: Scored, title: Text, address: str) -> Passage:
        """A passage with all of its text."""
        passage = scored.passage
        quote = self.marker.segments(passage.text, passage.language or self.language)
        return replace(self.passage(scored, title, address), quote=quote)

    def passage(self, scored: Scored, title: Text, address: str) -> Passage:
        """A passage as readers see it, its text cut to where it matches."""
        passage = scored.passage
        language = passage.language or self.language
        is_hidden = passage.section == HIDDEN_TITLE
        label = SECTION_LABELS.get(passage.section)
        heading = () if is_hidden else self.marker.segments(passage.title, language)
        return Passage(
            address=f"{address}#{passage.anchor}" if passage.anchor else address,
            place=(title.value, str(label)) if label else (title.value,),
            title=heading,
            quote=self.marker.quote(passage.text, language),
            language=title.language if is_hidden else language,
            why=self._why(passage, title),
            score=min(1.0, scored.score),
        )

    def _why(self, passage: models.Passage, title: Text) -> str:
        if passage.section == HIDDEN_TITLE:
            return _("It goes by other names, too: one of them matches.")
        if passage.section not in NAMING or not passage.language:
            return ""
        if passage.language not in (self.language, title.language):
            return _("%(language)s title: %(title)s") % {
                "language": self._named(passage.language),
                "title": passage.title,
            }
        is_other = passage.section == OTHER_TITLE
        return _("Also called %(title)s") % {"title": passage.title} if is_other else ""

    def _named(self, code: str) -> str:
        """A language as the reader calls it, at the beginning of a sentence."""
        return capfirst(Locale.parse(self.language).languages.get(code, code))


def title_of(item: TranslatedContent, language: str) -> Text:
    """What a reader is shown as the title."""
    if isinstance(item, Tool):
        return Text(item.name, language, language)
    return item.shown_text("title", language)


def address_of(item: TranslatedContent, ladders: dict[int, str]) -> str:
    """Where an object is: its page, or the place where it stands."""
    if isinstance(item, RoleFamily):
        return f"{reverse('roles')}?family={item.slug}"
    if isinstance(item, Position):
        return ladders.get(item.pk) or reverse("roles")
    return item.get_absolute_url()


def _ladders(positions: Sequence[Position]) -> dict[int, str]:
    """For positions without a page: the rung of a published role's ladder where each stands."""
    if not positions:
        return {}
    steps = CareerStep.objects.filter(
        positions__in=positions, role__status=Role.Status.PUBLISHED
    ).select_related("role")
    rungs = steps.order_by("-role__slug", "-order", "-pk").prefetch_related("positions")
    return {
        position.pk: f"{step.role.get_absolute_url()}#{step.anchor}"
        for step in rungs
        for position in step.positions.all()
    }


def _shown_best(passages: Sequence[Scored]) -> Scored:
    """The passage to show: the best one that readers see, if it is nearly as good as the best."""
    best = passages[0].score - HIDDEN_LEAD
    seen = (one for one in passages if one.passage.section != HIDDEN_TITLE and one.score >= best)
    return next(seen, passages[0])


def _others(best: Scored, passages: Sequence[Scored]) -> list[Scored]:
    """Further passages worth showing: other places on the page, each once."""
    places = {(best.passage.section, best.passage.anchor)}
    found = []
    for one in passages:
        place = (one.passage.section, one.passage.anchor)
        if one.passage.section not in NAMING and place not in places:
            places.add(place)
            found.append(one)
    return found[:MORE]

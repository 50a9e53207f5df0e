"""Turns scored passages into the hits that a page of results shows."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.models import LEAN_POSITION, CareerStep, Position
from core.prepared import PreparedQuery, QueryParam
from roles.models import Role, RoleFamily
from roles.registry import item_kinds
from search.ids import ObjectKey, PassageId, object_key
from search.marks import Marker
from search.models import Candidate
from search.passages import HIDDEN_TITLE, INDEXED_KINDS, OTHER_TITLE, TITLE, TITLE_SECTIONS
from search.ranking import ScoredPassage
from search.results import Hit, HitPassage
from skills.models import Tool
from translations.languages import language_name
from translations.models import TranslatedContent
from translations.texts import Text, text_columns

MAX_MORE_PASSAGES = 3  # of an object, after the best one
# So much more must a hidden title or a misspelt other title score to be the passage of a hit.
TITLE_LEAD = 0.15

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
    "in-short": gettext_lazy("In brief"),
    **{kind.section: gettext_lazy(kind.heading) for kind in item_kinds()},
    "conclusion": gettext_lazy("Conclusion"),
}
_titled = ("slug", "source_language", *text_columns("title"))
# What hits show is joined to them, and of a role not its long texts.
JOINED = {"role": "family", "position": "role"}
COLUMNS = {
    "role": (
        "stage",
        "status",
        *_titled,
        *text_columns("summary"),
        "family",
        *(f"family__{name}" for name in ("hue", *_titled)),
    ),
    "position": LEAN_POSITION,
}


# The texts of passages by id.
Texts = Mapping[PassageId, str]


@dataclass
class SearchHits:
    """An object and its passages that match, best first."""

    key: ObjectKey
    passages: list[ScoredPassage] = field(default_factory=list)

    @property
    def score(self) -> float:
        return self.passages[0].score


def group_by_object(scored: Iterable[ScoredPassage]) -> list[SearchHits]:
    """Groups passages, best first, by object; objects are in the order of their best passages."""
    groups: dict[ObjectKey, SearchHits] = {}
    for hit in scored:
        key = object_key(hit.passage.id)
        if (group := groups.get(key)) is None:
            group = groups[key] = SearchHits(key)
        group.passages.append(hit)
    return list(groups.values())


def fetch_objects(keys: Iterable[ObjectKey]) -> dict[ObjectKey, TranslatedContent]:
    """The objects by key; those deleted or hidden meanwhile are left out. One query per kind."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in keys:
        by_kind[kind].append(pk)
    objects: dict[ObjectKey, TranslatedContent] = {}
    for kind, pks in by_kind.items():
        objects |= {(kind, item.pk): item for item in _objects_query(kind)(pks=pks)}
    return objects


@cache
def _objects_query(kind: str) -> PreparedQuery[Any]:
    """The objects of a kind, with what is joined to them, and all but a role's long texts."""

    def narrow(_: object) -> QuerySet[Any]:
        found = INDEXED_KINDS[kind].objects().filter(pk__in=QueryParam("pks"))
        return found.select_related(JOINED.get(kind)).only(*COLUMNS.get(kind, ()))

    return PreparedQuery(INDEXED_KINDS[kind].model, narrow)


class ShownHit(NamedTuple):
    """An object that is found, its title, and those of its passages that a hit shows."""

    key: ObjectKey
    item: TranslatedContent
    title: Text
    passages: list[ScoredPassage]


def no_texts(ids: Collection[PassageId]) -> Texts:
    """For hits that show no texts."""
    return {}


class HitBuilder:
    """Builds hits for one query and one page language."""

    def __init__(
        self,
        marker: Marker,
        language: str,
        read_texts: Callable[[Collection[PassageId]], Texts] = no_texts,
    ) -> None:
        self.marker = marker
        self.language = language
        self.read_texts = read_texts

    def hits(self, groups: Sequence[SearchHits]) -> tuple[Hit, ...]:
        """The hits of one page, in the order of `groups`."""
        objects = fetch_objects(group.key for group in groups)
        shown = [self._shown(group, objects[group.key]) for group in groups if group.key in objects]
        ladders = _ladder_addresses([one.item for one in shown if isinstance(one.item, Position)])
        texts = self.read_texts([each.passage.id for one in shown for each in one.passages])
        return tuple(self._hit(one, ladders, texts) for one in shown)

    def _shown(self, group: SearchHits, item: TranslatedContent) -> ShownHit:
        title = title_of(item, self.language)
        best = _best_to_show(group.passages, title.language)
        return ShownHit(group.key, item, title, [best, *_more_passages(best, group.passages)])

    def _hit(self, shown: ShownHit, ladders: dict[int, str], texts: Texts) -> Hit:
        kind, title = shown.key[0], shown.title
        address = address_of(shown.item, ladders)
        best, *more = [
            self.passage(each, title, address, texts.get(each.passage.id, ""))
            for each in shown.passages
        ]
        marked = self.marker.segments(title.value, title.language)
        return Hit(kind, shown.item, title, marked, best, tuple(more), address)

    def whole_passage(
        self, scored: ScoredPassage, title: Text, address: str, text: str
    ) -> HitPassage:
        """The passage of a hit with its whole text."""
        quote = self.marker.segments(text, scored.passage.language or self.language)
        return replace(self.passage(scored, title, address, text), quote=quote)

    def passage(self, scored: ScoredPassage, title: Text, address: str, text: str) -> HitPassage:
        """The passage of a hit, its text cut to the part that matches."""
        passage = scored.passage
        language = passage.language or self.language
        return HitPassage(
            address=f"{address}#{passage.anchor}" if passage.anchor else address,
            place=place_of(passage, title),
            title=self.marker.segments(passage.title, language),
            quote=self.marker.quote(text, language),
            language=language,
            why=why_of(passage, title),
            score=min(1.0, scored.score),
            original=passage,
        )


def place_of(passage: Candidate, title: Text) -> tuple[str, ...]:
    """Where a passage stands, from the outside in; `title` is that of its object as it is shown."""
    label = SECTION_LABELS.get(passage.section)
    return (title.value, str(label)) if label else (title.value,)


def why_of(passage: Candidate, title: Text) -> str:
    """What names the title that matches, if it is another one than the reader is shown."""
    is_title = passage.section in TITLE_SECTIONS and passage.language
    if not is_title or passage.title.casefold() == title.value.casefold():
        return ""
    names = {"title": passage.title}
    if passage.language not in (title.wanted, title.language):
        names["language"] = language_name(passage.language)
        return _("Title in %(language)s: %(title)s") % names
    if passage.section == HIDDEN_TITLE:
        return _("Matching name: %(title)s") % names
    return _("Also called: %(title)s") % names if passage.section == OTHER_TITLE else ""


def title_of(item: TranslatedContent, language: str) -> Text:
    """The title that a reader of `language` is shown."""
    if isinstance(item, Tool):
        return Text(item.name, language, language)
    return item.shown_text("title", language)


def address_of(item: TranslatedContent, ladders: dict[int, str]) -> str:
    """The address of an object: of its page, or of the place that shows it."""
    if isinstance(item, RoleFamily):
        return f"{reverse('roles')}?family={item.slug}"
    if isinstance(item, Position):
        return ladders.get(item.pk) or reverse("roles")
    return str(item.get_absolute_url())  # type: ignore[attr-defined]  # all others have a page


def _ladder_addresses(positions: Sequence[Position]) -> dict[int, str]:
    """For positions by primary key: the address of a step of a published role's ladder."""
    rows = _steps_of_positions(positions=[item.pk for item in positions]) if positions else ()
    return {
        row.position_id: f"{row.careerstep.role.get_absolute_url()}#{row.careerstep.anchor}"
        for row in rows
    }


_steps_of_positions: PreparedQuery[Any] = PreparedQuery(
    CareerStep.positions.through,
    lambda rows: (
        rows.filter(
            position__in=QueryParam("positions"), careerstep__role__status=Role.Status.PUBLISHED
        )
        .select_related("careerstep__role")
        .only("position", "careerstep__key", "careerstep__role__slug")
        .order_by("-careerstep__role__slug", "-careerstep__order", "-careerstep__pk")
    ),
)


def _best_to_show(passages: Sequence[ScoredPassage], language: str) -> ScoredPassage:
    """The best passage, or one that scores nearly as much and says more to a reader.

    Instead of another title that a misspelt word leads to, it is the title in `language`, which is
    shown; instead of a hidden title, any other passage.
    """
    best = passages[0]
    near = [hit for hit in passages if hit.score >= best.score - TITLE_LEAD]
    if best.respelled and best.passage.section in (OTHER_TITLE, HIDDEN_TITLE):
        for hit in near:
            if (hit.passage.section, hit.passage.language) == (TITLE, language):
                return hit
    if best.passage.section == HIDDEN_TITLE:
        return next((hit for hit in near if hit.passage.section != HIDDEN_TITLE), best)
    return best


def _more_passages(best: ScoredPassage, passages: Sequence[ScoredPassage]) -> list[ScoredPassage]:
    """Further passages that are content of the page, each place once."""
    places = {(best.passage.section, best.passage.anchor)}
    more = []
    for hit in passages:
        place = (hit.passage.section, hit.passage.anchor)
        if hit.passage.section not in TITLE_SECTIONS and place not in places:
            places.add(place)
            more.append(hit)
    return more[:MAX_MORE_PASSAGES]

"""Facets: the values that hits can be filtered by, and the number of hits of each."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import chain
from operator import add
from typing import Any

from django.db import router
from django.db.models import Case, QuerySet, Value, When

from core.content_cache import kept_up_to_date
from core.options import Option
from core.prepared import PreparedRows, QueryParam
from roles.models import Role, RoleFamily, Stage
from search.hits import KIND_LABELS, SearchHits
from search.ids import (
    KINDS,
    Generation,
    ObjectId,
    ObjectKey,
    pack_object,
    passage_id_range,
    unpack_object,
)
from search.kept import NOTHING, Kept
from search.models import Passage
from search.passages import INDEXED_KINDS, TITLE
from search.results import SearchRequest
from skills.models import Skill, SkillGroup
from translations.languages import language_codes, native_name
from translations.models import Sortable
from translations.texts import has_text, text_columns

FacetOptions = dict[str, tuple[Option, ...]]
# What objects have of a facet. The paths of families are those from the root down.
Values = Mapping[ObjectKey, Collection[str]]
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Taxonomy:
    """All families in the order of their tree, and all skill groups, both by slug.

    `branches` are the paths of a family, by primary key, and of its ancestors.
    """

    families: dict[str, RoleFamily]
    groups: dict[str, SkillGroup]
    branches: dict[int, frozenset[str]]


@dataclass(frozen=True)
class FilteredHits:
    """The hits that match all filters, and the options of kinds and facets with their counts."""

    groups: Sequence[SearchHits]
    kinds: tuple[Option, ...]
    facets: FacetOptions


def _with_languages(objects: QuerySet[Any, Any], text: str) -> QuerySet[Any, Any]:
    """Annotates the languages in which objects have a title, or the text that is indexed with it:
    a bit for each."""
    bits = (
        Case(
            When(has_text("title", code) | has_text(text, code), then=Value(1 << bit)),
            default=Value(0),
        )
        for bit, code in enumerate(language_codes())
    )
    some = objects.filter(pk__in=QueryParam("pks")).order_by()
    with_languages: QuerySet[Any, Any] = some.annotate(languages=reduce(add, bits))
    return with_languages


_roles = PreparedRows(
    Role,
    lambda roles: _with_languages(roles, "summary"),
    *("pk", "languages", "family", "stage"),
)
_skills = PreparedRows(
    Skill, lambda skills: _with_languages(skills, "description"), "pk", "languages", "group"
)
_languages = PreparedRows(
    Passage,
    lambda passages: passages.filter(
        object__in=QueryParam("objects"),
        id__gte=QueryParam("first"),
        id__lt=QueryParam("beyond"),
        section=TITLE,
    ),
    *("object", "language"),
)


@kept_up_to_date(reads=[RoleFamily, SkillGroup])
def taxonomy() -> Taxonomy:
    """The taxonomy of the content. A classification has hundreds of families."""
    titled = ("slug", "source_language", *text_columns("title"))
    in_order = RoleFamily.objects.only("path", *titled).order_by("path")
    families = {family.slug: family for family in in_order}
    groups = {
        group.slug: group for group in SkillGroup.objects.only(*titled).order_by("order", "pk")
    }
    branches = {family.pk: _branch(family.path) for family in families.values()}
    return Taxonomy(families, groups, branches)


@kept_up_to_date(reads=[RoleFamily])
def family_options(language: str) -> dict[str, Option]:
    """All families as options without hits, by path, in the order of their tree."""
    return {
        family.path: _titled_option(family, language, depth=family.path.count("/") - 1)
        for family in taxonomy().families.values()
    }


class Facets:
    """The facets of one request."""

    def __init__(
        self, request: SearchRequest, generation: Generation, kept: Kept = NOTHING
    ) -> None:
        self.request = request
        self.generation = generation
        self.kept = kept
        self.taxonomy = taxonomy()
        self.unknown = self._unknown()
        families, groups = self.taxonomy.families, self.taxonomy.groups
        self.chosen: dict[str, set[str]] = {
            "family": {families[slug].path for slug in request.families if slug in families},
            "stage": {*request.stages},
            "group": {slug for slug in request.groups if slug in groups},
            "language": {*request.text_languages},
        }
        self.values: dict[str, Values] = {}

    def _unknown(self) -> tuple[tuple[str, str], ...]:
        """The requested slugs that do not exist."""
        families, groups = self.taxonomy.families, self.taxonomy.groups
        unknown = [("family", slug) for slug in self.request.families if slug not in families]
        unknown += [("group", slug) for slug in self.request.groups if slug not in groups]
        return tuple(unknown)

    def apply(self, groups: Sequence[SearchHits]) -> FilteredHits:
        """Filters hits by what is chosen, sorts them, and counts the hits of each option."""
        keys = [group.key for group in groups]
        self.values = self._read(keys)
        matching_keys = {*self._matching(keys)}
        matching = [group for group in groups if group.key in matching_keys]
        kinds = self._kind_options(matching)
        of_kind = [group for group in matching if self.request.kind in ("", group.key[0])]
        if self.request.sort == "title":
            sort_keys = self._sort_keys(keys)
            of_kind.sort(key=lambda group: (sort_keys.get(group.key, b""), group.key))
        return FilteredHits(of_kind, kinds, self._options(keys))

    def _read(self, keys: Sequence[ObjectKey]) -> dict[str, Values]:
        """The values of objects by facet."""
        ids = [pack_object(*key) for key in keys]
        kept_as = router.db_for_read(Passage), self.generation, array("Q", ids).tobytes()
        roles, skills, languages = self.kept.get_or_make(kept_as, lambda: self._read_rows(keys))
        branches = self.taxonomy.branches
        slugs = {group.pk: group.slug for group in self.taxonomy.groups.values()}
        return {
            "family": {("role", pk): branches.get(family, ()) for pk, _, family, _ in roles},
            "stage": {("role", pk): (stage,) for pk, *_, stage in roles},
            "group": {("skill", pk): (slugs[group],) for pk, _, group in skills if group in slugs},
            "language": {
                **{("role", pk): _codes(languages) for pk, languages, *_ in roles},
                **{("skill", pk): _codes(languages) for pk, languages, _ in skills},
                **_languages_by_key(languages),
            },
        }

    def _read_rows(self, keys: Sequence[ObjectKey]) -> tuple[Rows, Rows, Rows]:
        """What values are made of: a query for roles, for skills, and for all others."""
        by_kind = _by_kind(keys)
        roles = _roles(pks=by_kind["role"]) if by_kind["role"] else []
        skills = _skills(pks=by_kind["skill"]) if by_kind["skill"] else []
        others = [pack_object(*key) for key in keys if key[0] not in ("role", "skill")]
        first, beyond = passage_id_range(self.generation)
        titles = _languages(objects=others, first=first, beyond=beyond) if others else []
        return roles, skills, titles

    def _sort_keys(self, keys: Iterable[ObjectKey]) -> dict[ObjectKey, bytes]:
        sort_keys: dict[ObjectKey, bytes] = {}
        for kind, pks in _by_kind(keys).items():
            model = INDEXED_KINDS[kind].model
            if issubclass(model, Sortable):
                rows = model._default_manager.filter(pk__in=pks)
                column = f"sort_{self.request.language}"
                sort_keys |= {(kind, pk): bytes(key) for pk, key in rows.values_list("pk", column)}
        return sort_keys

    def _matching(self, keys: Iterable[ObjectKey], ignoring: str = "") -> list[ObjectKey]:
        """The objects that match what is chosen of every facet, but one that is ignored."""
        for name, chosen in self.chosen.items():
            if chosen and name != ignoring:
                values = self.values[name]
                keys = [key for key in keys if not chosen.isdisjoint(values.get(key, ()))]
        return [*keys]

    def _kind_options(self, groups: Sequence[SearchHits]) -> tuple[Option, ...]:
        counts = Counter(group.key[0] for group in groups)
        counts[""] = len(groups)
        return tuple(
            Option(kind, str(KIND_LABELS[kind]), counts[kind], kind == self.request.kind)
            for kind in ("", *KINDS)
        )

    def _options(self, keys: Sequence[ObjectKey]) -> FacetOptions:
        """The facets with at least two values to choose from, or with a chosen one."""
        keys = [key for key in keys if self.request.kind in ("", key[0])]
        facets = {
            "family": self._family_options(keys),
            "stage": self._stage_options(keys),
            "group": self._group_options(keys),
            "language": self._language_options(keys),
        }
        return {
            name: options
            for name, options in facets.items()
            if any(o.is_on for o in options) or sum(o.count > 0 for o in options) > 1
        }

    def _count(self, name: str, keys: Sequence[ObjectKey]) -> Counter[str]:
        """The number of hits of each value of a facet, whatever is chosen of the facet itself."""
        values = self.values[name]
        matching = self._matching(keys, ignoring=name)
        return Counter(chain.from_iterable([values[key] for key in matching if key in values]))

    def _family_options(self, keys: Sequence[ObjectKey]) -> tuple[Option, ...]:
        counts, chosen = self._count("family", keys), self.chosen["family"]
        options = family_options(self.request.language)
        return tuple(
            option._replace(count=counts[path], is_on=path in chosen)
            for path, option in options.items()
            if path in counts or path in chosen
        )

    def _stage_options(self, keys: Sequence[ObjectKey]) -> tuple[Option, ...]:
        counts, chosen = self._count("stage", keys), self.chosen["stage"]
        return tuple(
            Option(stage.value, str(stage.label), counts[stage], stage in chosen) for stage in Stage
        )

    def _group_options(self, keys: Sequence[ObjectKey]) -> tuple[Option, ...]:
        counts, chosen, language = (
            self._count("group", keys),
            self.chosen["group"],
            self.request.language,
        )
        return tuple(
            _titled_option(group, language)._replace(count=counts[slug], is_on=slug in chosen)
            for slug, group in self.taxonomy.groups.items()
        )

    def _language_options(self, keys: Sequence[ObjectKey]) -> tuple[Option, ...]:
        counts, chosen = self._count("language", keys), self.chosen["language"]
        return tuple(
            Option(code, native_name(code), counts[code], code in chosen, code)
            for code in language_codes()
        )


def _titled_option(item: RoleFamily | SkillGroup, language: str, depth: int = 0) -> Option:
    title = item.shown_text("title", language)
    label_language = title.language if title.is_fallback else ""
    return Option(item.slug, title.value, label_language=label_language, depth=depth)


@cache
def _codes(languages: int) -> frozenset[str]:
    """The languages whose bits are set."""
    return frozenset(code for bit, code in enumerate(language_codes()) if languages >> bit & 1)


def _languages_by_key(rows: Rows) -> dict[ObjectKey, set[str]]:
    """The languages that the titles of objects are written in."""
    languages: dict[int, set[str]] = defaultdict(set)
    for object_id, language in rows:
        languages[object_id].update([language] if language else language_codes())
    return {unpack_object(ObjectId(object_id)): codes for object_id, codes in languages.items()}


def _by_kind(keys: Iterable[ObjectKey]) -> dict[str, list[int]]:
    """The primary keys of objects of each kind."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in keys:
        by_kind[kind].append(pk)
    return by_kind


def _branch(path: str) -> frozenset[str]:
    """The path of a family and those of its ancestors."""
    slugs = path.rstrip("/").split("/")
    return frozenset("/".join(slugs[: depth + 1]) + "/" for depth in range(len(slugs)))

"""Facets: the values that hits can be filtered by, and the number of hits of each."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from core.content_cache import kept_up_to_date
from core.options import Option
from core.prepared import PreparedRows, QueryParam
from roles.models import Role, RoleFamily, Stage
from search.hits import KIND_LABELS, SearchHits
from search.ids import (
    KINDS,
    Generation,
    ObjectKey,
    pack_object,
    passage_id_range,
)
from search.models import Passage
from search.passages import INDEXED_KINDS, TITLE
from search.results import SearchRequest
from skills.models import Skill, SkillGroup
from translations.languages import language_codes, native_name
from translations.models import Sortable
from translations.texts import text_columns

FacetOptions = dict[str, tuple[Option, ...]]


@dataclass
class FacetValues:
    """The values of one object, and its sort key. `families` are the paths from the root down."""

    families: frozenset[str] = frozenset()
    stage: str = ""
    group: str = ""
    languages: set[str] = field(default_factory=set)
    sort: bytes = b""


# The values of an object by facet.
VALUES_BY_FACET: dict[str, Callable[[FacetValues], Collection[str]]] = {
    "family": lambda values: values.families,
    "stage": lambda values: (values.stage,),
    "group": lambda values: (values.group,),
    "language": lambda values: values.languages,
}


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


_families_and_stages = PreparedRows(
    Role, lambda roles: roles.filter(pk__in=QueryParam("pks")).order_by(), "pk", "family", "stage"
)
_groups = PreparedRows(
    Skill, lambda skills: skills.filter(pk__in=QueryParam("pks")).order_by(), "pk", "group"
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


class Facets:
    """The facets of one request."""

    def __init__(self, request: SearchRequest, generation: Generation) -> None:
        self.request = request
        self.generation = generation
        self.taxonomy = taxonomy()
        self.unknown = self._unknown()
        families, groups = self.taxonomy.families, self.taxonomy.groups
        self.chosen: dict[str, set[str]] = {
            "family": {families[slug].path for slug in request.families if slug in families},
            "stage": {*request.stages},
            "group": {slug for slug in request.groups if slug in groups},
            "language": {*request.text_languages},
        }
        self.values: dict[ObjectKey, FacetValues] = {}

    def _unknown(self) -> tuple[tuple[str, str], ...]:
        """The requested slugs that do not exist."""
        families, groups = self.taxonomy.families, self.taxonomy.groups
        unknown = [("family", slug) for slug in self.request.families if slug not in families]
        unknown += [("group", slug) for slug in self.request.groups if slug not in groups]
        return tuple(unknown)

    def apply(self, groups: Sequence[SearchHits]) -> FilteredHits:
        """Filters hits by what is chosen, sorts them, and counts the hits of each option."""
        self._load([group.key for group in groups])
        keys = {*self._matching(self.values)}
        matching = [group for group in groups if group.key in keys]
        kinds = self._kind_options(matching)
        of_kind = [group for group in matching if self.request.kind in ("", group.key[0])]
        if self.request.sort == "title":
            of_kind.sort(key=lambda group: (self.values[group.key].sort, group.key))
        return FilteredHits(of_kind, kinds, self._options([group.key for group in groups]))

    def _load(self, keys: Iterable[ObjectKey]) -> None:
        """Reads the values of objects: a query for each kind with values, one for languages."""
        self.values = {key: FacetValues() for key in keys}
        by_kind = defaultdict(list)
        for kind, pk in self.values:
            by_kind[kind].append(pk)
        self._load_roles(by_kind["role"])
        self._load_skills(by_kind["skill"])
        if self.request.sort == "title":
            self._load_sort_keys(by_kind)
        self._load_languages()

    def _load_roles(self, pks: list[int]) -> None:
        for pk, family, stage in _families_and_stages(pks=pks) if pks else ():
            values = self.values["role", pk]
            values.families = self.taxonomy.branches.get(family, frozenset())
            values.stage = stage

    def _load_skills(self, pks: list[int]) -> None:
        slugs = {group.pk: group.slug for group in self.taxonomy.groups.values()}
        for pk, group in _groups(pks=pks) if pks else ():
            self.values["skill", pk].group = slugs.get(group, "")

    def _load_sort_keys(self, by_kind: dict[str, list[int]]) -> None:
        for kind, pks in by_kind.items():
            model = INDEXED_KINDS[kind].model
            if pks and issubclass(model, Sortable):
                rows = model._default_manager.filter(pk__in=pks)
                for pk, sort_key in rows.values_list("pk", f"sort_{self.request.language}"):
                    self.values[kind, pk].sort = bytes(sort_key)

    def _load_languages(self) -> None:
        languages = {pack_object(*key): values.languages for key, values in self.values.items()}
        first, beyond = passage_id_range(self.generation)
        rows = _languages(objects=[*languages], first=first, beyond=beyond) if languages else ()
        for object_id, language in rows:
            languages[object_id].update([language] if language else language_codes())

    def _matching(self, keys: Iterable[ObjectKey], ignoring: str = "") -> list[ObjectKey]:
        """The objects that match what is chosen of every facet, but one that is ignored."""
        for name, chosen in self.chosen.items():
            if chosen and name != ignoring:
                values_of = VALUES_BY_FACET[name]
                keys = [key for key in keys if not chosen.isdisjoint(values_of(self.values[key]))]
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
        values_of = VALUES_BY_FACET[name]
        values = (values_of(self.values[key]) for key in self._matching(keys, ignoring=name))
        return Counter(chain.from_iterable(values))

    def _family_options(self, keys: Sequence[ObjectKey]) -> tuple[Option, ...]:
        counts, chosen = self._count("family", keys), self.chosen["family"]
        options = []
        for family in self.taxonomy.families.values():
            is_on = family.path in chosen
            if is_on or family.path in counts:
                depth = family.path.count("/") - 1
                options.append(self._titled_option(family, counts[family.path], is_on, depth))
        return tuple(options)

    def _stage_options(self, keys: Sequence[ObjectKey]) -> tuple[Option, ...]:
        counts, chosen = self._count("stage", keys), self.chosen["stage"]
        return tuple(
            Option(stage.value, str(stage.label), counts[stage], stage in chosen) for stage in Stage
        )

    def _group_options(self, keys: Sequence[ObjectKey]) -> tuple[Option, ...]:
        counts, chosen = self._count("group", keys), self.chosen["group"]
        return tuple(
            self._titled_option(group, counts[group.slug], group.slug in chosen)
            for group in self.taxonomy.groups.values()
        )

    def _language_options(self, keys: Sequence[ObjectKey]) -> tuple[Option, ...]:
        counts, chosen = self._count("language", keys), self.chosen["language"]
        return tuple(
            Option(code, native_name(code), counts[code], code in chosen, code)
            for code in language_codes()
        )

    def _titled_option(
        self, item: RoleFamily | SkillGroup, count: int, is_on: bool, depth: int = 0
    ) -> Option:
        title = item.shown_text("title", self.request.language)
        label_language = title.language if title.is_fallback else ""
        return Option(item.slug, title.value, count, is_on, label_language, depth)


def _branch(path: str) -> frozenset[str]:
    """The path of a family and those of its ancestors."""
    slugs = path.rstrip("/").split("/")
    return frozenset("/".join(slugs[: depth + 1]) + "/" for depth in range(len(slugs)))

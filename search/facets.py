"""What hits can be narrowed by, and how many there are of each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.content_cache import cached_per_content_version
from roles.models import Role, RoleFamily, Stage
from search.hits import KIND_LABELS, Found, Key
from search.models import NUMBER_BITS, Passage, ids_of, object_number, object_of
from search.passages import KINDS, TITLE
from search.results import KINDS as KIND_NAMES
from search.results import Option, Request
from skills.models import Skill, SkillGroup
from translations.languages import language_codes, native_name
from translations.models import Sortable


@dataclass
class Traits:
    """What an object can be narrowed by. `families` are paths from the root down."""

    families: frozenset[str] = frozenset()
    stage: str = ""
    group: str = ""
    languages: set[str] = field(default_factory=set)
    sort: bytes = b""


@dataclass(frozen=True)
class Shelves:
    """All families, in the order of their tree, and all skill groups. `branches` are the paths of
    a family (by primary key) and of all above it."""

    families: tuple[RoleFamily, ...]
    groups: tuple[SkillGroup, ...]
    branches: dict[int, frozenset[str]]


@cached_per_content_version
def shelves() -> Shelves:
    """What things are sorted into. A classification has hundreds of families."""
    families = tuple(RoleFamily.objects.order_by("path"))
    groups = tuple(SkillGroup.objects.order_by("order", "pk"))
    return Shelves(families, groups, {family.pk: _branch(family.path) for family in families})


class Facets:
    """The facets of one request over what was found."""

    def __init__(self, request: Request, generation: int, using: str) -> None:
        self.request = request
        self.generation = generation
        self.using = using
        there = shelves()
        self.families, self.groups = there.families, there.groups
        self.branches = there.branches
        self.unknown = self._unknown()
        paths = {family.slug: family.path for family in self.families}
        self.chosen = {
            "family": {paths[slug] for slug in request.families if slug in paths},
            "stage": {*request.stages},
            "group": {g.slug for g in self.groups if g.slug in request.groups},
            "language": {*request.text_languages},
        }
        self.traits: dict[Key, Traits] = {}

    def _unknown(self) -> tuple[tuple[str, str], ...]:
        known = {("family", family.slug) for family in self.families}
        known |= {("group", group.slug) for group in self.groups}
        asked = [("family", slug) for slug in self.request.families]
        asked += [("group", slug) for slug in self.request.groups]
        return tuple(one for one in asked if one not in known)

    def learn(self, keys: Iterable[Key]) -> None:
        """Reads the traits of objects that are not known yet. A query for each kind, and one."""
        new = {key for key in keys if key not in self.traits}
        self.traits |= {key: Traits() for key in new}
        by_kind = defaultdict(list)
        for kind, pk in new:
            by_kind[kind].append(pk)
        self._learn_roles(by_kind["role"])
        self._learn_skills(by_kind["skill"])
        if self.request.sort == "title":
            self._learn_order(by_kind)
        self._learn_languages(new)

    def _learn_roles(self, pks: list[int]) -> None:
        for pk, family, stage in (
            Role.objects.filter(pk__in=pks).values_list("pk", "family_id", "stage") if pks else ()
        ):
            traits = self.traits["role", pk]
            traits.families, traits.stage = self.branches.get(family, frozenset()), stage

    def _learn_skills(self, pks: list[int]) -> None:
        slugs = {group.pk: group.slug for group in self.groups}
        for pk, group in (
            Skill.objects.filter(pk__in=pks).values_list("pk", "group_id") if pks else ()
        ):
            self.traits["skill", pk].group = slugs.get(group, "")

    def _learn_order(self, by_kind: dict[str, list[int]]) -> None:
        for kind, pks in by_kind.items():
            if pks and issubclass(KINDS[kind].model, Sortable):
                rows = KINDS[kind].model._default_manager.filter(pk__in=pks)
                for pk, key in rows.values_list("pk", f"sort_{self.request.language}"):
                    self.traits[kind, pk].sort = bytes(key)

    def _learn_languages(self, keys: set[Key]) -> None:
        first, beyond = ids_of(self.generation)
        titles = Passage.objects.using(self.using).filter(
            object__in=[object_number(*key) for key in keys],
            section=TITLE,
            id__gte=first,
            id__lt=beyond,
        )
        for number, language in titles.values_list("object", "language") if keys else ():
            languages = self.traits[object_of(number << NUMBER_BITS)].languages
            languages |= {language} if language else {*language_codes()}

    def _fits(self, key: Key, leaving_out: str = "") -> bool:
        traits = self.traits[key]
        values = {
            "family": traits.families,
            "stage": {traits.stage},
            "group": {traits.group},
            "language": traits.languages,
        }
        return all(
            not chosen or name == leaving_out or chosen & values[name]
            for name, chosen in self.chosen.items()
        )

    def counted(self, found: Sequence[Found]) -> tuple[list[Found], tuple[Option, ...], dict]:
        """Of all that was found: what fits, how many of each kind do, the options of each facet."""
        self.learn(one.key for one in found)
        fitting = [one for one in found if self._fits(one.key)]
        kinds = self._kinds(fitting)
        shown = [one for one in fitting if self.request.kind in ("", one.key[0])]
        if self.request.sort == "title":
            shown.sort(key=lambda one: (self.traits[one.key].sort, one.key))
        return shown, kinds, self._options([one.key for one in found])

    def _kinds(self, found: Sequence[Found]) -> tuple[Option, ...]:
        counts = Counter(one.key[0] for one in found)
        counts[""] = len(found)
        return tuple(
            Option(kind, str(KIND_LABELS[kind]), counts[kind], kind == self.request.kind)
            for kind in ("", *KIND_NAMES)
        )

    def _options(self, keys: Sequence[Key]) -> dict[str, tuple[Option, ...]]:
        """The facets where there is a choice: of two values or more, or of what is chosen."""
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

    def _count(self, name: str, keys: Sequence[Key]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for key in keys:
            if self._fits(key, leaving_out=name):
                traits = self.traits[key]
                counts.update(
                    {
                        "family": traits.families,
                        "stage": [traits.stage],
                        "group": [traits.group],
                        "language": traits.languages,
                    }[name]
                )
        return counts

    def _family_options(self, keys: Sequence[Key]) -> tuple[Option, ...]:
        counts = self._count("family", keys)
        found = []
        for family in self.families:
            is_on = family.path in self.chosen["family"]
            if counts[family.path] or is_on:
                title = family.shown_text("title", self.request.language)
                other = title.language if title.is_fallback else ""
                depth = family.path.count("/") - 1
                count = counts[family.path]
                found.append(Option(family.slug, title.value, count, is_on, other, depth))
        return tuple(found)

    def _stage_options(self, keys: Sequence[Key]) -> tuple[Option, ...]:
        counts = self._count("stage", keys)
        return tuple(
            Option(stage.value, str(stage.label), counts[stage], stage in self.chosen["stage"])
            for stage in Stage
        )

    def _group_options(self, keys: Sequence[Key]) -> tuple[Option, ...]:
        counts = self._count("group", keys)
        found = []
        for group in self.groups:
            title = group.shown_text("title", self.request.language)
            other = title.language if title.is_fallback else ""
            is_on = group.slug in self.chosen["group"]
            found.append(Option(group.slug, title.value, counts[group.slug], is_on, other))
        return tuple(found)

    def _language_options(self, keys: Sequence[Key]) -> tuple[Option, ...]:
        counts = self._count("language", keys)
        return tuple(
            Option(code, native_name(code), counts[code], code in self.chosen["language"], code)
            for code in language_codes()
        )


def _branch(path: str) -> frozenset[str]:
    """A family's path and those of all families above it."""
    slugs = path.rstrip("/").split("/")
    return frozenset("/".join(slugs[: depth + 1]) + "/" for depth in range(len(slugs)))

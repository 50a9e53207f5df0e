"""The facets that narrow a list of roles, and how many roles each further choice would leave.

Several families or stages widen a choice, since a role has one; several skills or tools narrow it,
and so do several words of a title. Sets of roles are those of the catalogue.
"""

from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from markupsafe import Markup, escape

from core.changes import ContentChanges
from core.content_cache import LRUCache, kept_up_to_date
from core.options import Option
from core.prepared import PreparedQuery, QueryParam
from core.transliteration import ascii_words
from roles.catalogue import Catalogue
from roles.models import RoleFamily, Stage
from roles.models.family import without_repeated_titles
from roles.role_sets import RoleSet, intersection, union
from roles.term_index import TermId, TermIndex
from skills.finding import find_terms
from skills.models import Skill, Tool
from translations.languages import language_activated
from translations.rendering import inline
from translations.texts import text_columns

FACET_SIZE = 15
CACHED_TERMS = 300  # skills in each language, and tools

TermModel = type[Skill] | type[Tool]


@dataclass(frozen=True)
class FamilyTree:
    """The part of the tree of families around the open one: those above it and below it."""

    above: list[RoleFamily]
    chosen: list[Option]
    below: list[Option]


class FamilyFacet:
    """The chosen families. `unknown` are slugs of no family."""

    def __init__(self, catalogue: Catalogue, slugs: list[str], language: str) -> None:
        self._catalogue = catalogue
        self._labels = catalogue.family_labels(language)
        known = catalogue.families_by_slug
        self.chosen = [known[slug] for slug in slugs if slug in known]
        self.unknown = [slug for slug in slugs if slug not in known]
        branches = map(catalogue.branch_set, self.chosen)
        self.roles = union(branches) if self.chosen else catalogue.all_roles

    def tree(self, roles: RoleSet) -> FamilyTree:
        """The tree, opened at the first chosen family, with counts within `roles`."""
        opened = self.chosen[0] if self.chosen else None
        families = self._below(opened)
        below = [self._option(family, roles) for family in families]
        if not opened and len(below) == 1:  # a single root is of no use alone
            children = self._catalogue.children.get(families[0].pk, [])
            below += [self._option(family, roles, depth=1) for family in children]
        lineage = self._catalogue.lineage(opened) if opened else []
        return FamilyTree(
            above=without_repeated_titles(lineage)[:-1],
            chosen=[self._option(family, roles) for family in self.chosen],
            below=below,
        )

    def _option(self, family: RoleFamily, roles: RoleSet, depth: int = 0) -> Option:
        count = self._catalogue.count_in_branch(family, roles)
        label, is_on = self._labels[family.pk], family in self.chosen
        return Option(family.slug, label, count, is_on, depth=depth)

    def _below(self, opened: RoleFamily | None) -> list[RoleFamily]:
        """The children of a family, or the roots. Skips an only child with its parent's title."""
        children = self._catalogue.children
        below = children.get(opened.pk if opened else None, [])
        while opened and len(below) == 1 and below[0].has_same_title(opened):
            below = children.get(below[0].pk, [])
        return below


class TextFacet:
    """The words of titles that a reader has typed."""

    def __init__(self, catalogue: Catalogue, text: str, language: str) -> None:
        words = ascii_words(text)
        self.roles = catalogue.roles_titled(words, language) if words else catalogue.all_roles


class StageFacet:
    """The chosen stages."""

    def __init__(self, catalogue: Catalogue, stages: list[str]) -> None:
        self._sets = catalogue.stage_sets
        self._stages = stages
        chosen_sets = (self._sets[stage] for stage in stages)
        self.roles = union(chosen_sets) if stages else catalogue.all_roles

    def options(self, roles: RoleSet) -> list[Option]:
        """All stages, with counts within `roles`."""
        return [
            Option(stage.value, str(stage.label), (roles & self._sets[stage]).bit_count(),
                   stage in self._stages)
            for stage in Stage
        ]  # fmt: skip


@dataclass(frozen=True)
class FacetTerm:
    """What a facet shows of a skill or a tool in one language.

    `sort_key` is its collation key.
    """

    pk: TermId
    slug: str
    label: Markup
    sort_key: bytes


class TermFacet:
    """The chosen skills or tools. `unknown` are slugs of none."""

    def __init__(
        self,
        model: TermModel,
        index: TermIndex,
        slugs: list[str],
        all_roles: RoleSet,
        language: str,
    ) -> None:
        self._model, self._language = model, language
        self._index, self._terms = index, facet_terms(model, language)
        ids = _ids_by_slug(model, slugs) if slugs else {}
        self.chosen = self._terms.get_many(ids[slug] for slug in slugs if slug in ids)
        self.unknown = [slug for slug in slugs if slug not in ids]
        sets = index.role_sets(term.pk for term in self.chosen)
        self.roles = intersection(all_roles, *sets.values())

    def options(self, roles: RoleSet, typed: str = "") -> list[Option]:
        """The chosen terms, then those that most of `roles` name, or that match a typed text."""
        counts = self._counts_of_matches(roles, typed) if typed else self._common_counts(roles)
        terms = self._terms.get_many(counts)
        if not typed:
            terms.sort(key=lambda term: (-counts[term.pk], term.sort_key))
        on = [Option(term.slug, term.label, roles.bit_count(), True) for term in self.chosen]
        return on + [Option(term.slug, term.label, counts[term.pk], False) for term in terms]

    def _common_counts(self, roles: RoleSet) -> dict[TermId, int]:
        """The terms that are not chosen and that most of `roles` name."""
        chosen_ids = {term.pk for term in self.chosen}
        counts = self._index.most_common(roles, FACET_SIZE + len(chosen_ids))
        return dict(
            islice(((pk, n) for pk, n in counts.items() if pk not in chosen_ids), FACET_SIZE)
        )

    def _counts_of_matches(self, roles: RoleSet, typed: str) -> dict[TermId, int]:
        """The terms that are not chosen and that match a typed text: those with roles first."""
        chosen_ids = {term.pk for term in self.chosen}
        found = find_terms(typed, self._language, self._model)
        ids = [TermId(pk) for pk in found if pk in self._index.counts and pk not in chosen_ids]
        sets = self._index.role_sets(ids).items()
        counts = {pk: (naming & roles).bit_count() for pk, naming in sets}
        first = sorted(counts, key=lambda pk: counts[pk] == 0)[:FACET_SIZE]
        return {pk: counts[pk] for pk in first}


def _without_changed(
    terms: LRUCache[FacetTerm], changes: ContentChanges, model: TermModel, language: str
) -> LRUCache[FacetTerm] | None:
    return terms.without(changes.owners(model))


@kept_up_to_date(_without_changed)
def facet_terms(model: TermModel, language: str) -> LRUCache[FacetTerm]:
    """The skills or tools of facets in a language. Read with one query."""

    def read(ids: list[int]) -> dict[int, FacetTerm]:
        with language_activated(language):  # the labels are cached for it
            return {term.pk: _facet_term(term, language) for term in _terms_query(model)(ids=ids)}

    return LRUCache(read, CACHED_TERMS)


def _facet_term(term: Skill | Tool, language: str) -> FacetTerm:
    """A term in the active language, labelled by a skill's title or a product's name."""
    label = escape(term.name) if isinstance(term, Tool) else inline(term.t.title)
    return FacetTerm(TermId(term.pk), term.slug, label, getattr(term, f"sort_{language}"))


def _ids_by_slug(model: TermModel, slugs: list[str]) -> dict[str, int]:
    return dict(model.visible().filter(slug__in=slugs).values_list("slug", "pk"))


@cache
def _terms_query(model: TermModel) -> PreparedQuery[Any]:
    """Reads what facets show of skills or of tools."""
    labels = ["name"] if model is Tool else text_columns("title")
    names = ("slug", "source_language", *labels, *text_columns("sort"))
    return PreparedQuery(
        model, lambda _: model.visible().filter(pk__in=QueryParam("ids")).only(*names)
    )

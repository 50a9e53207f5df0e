"""What a list of roles can be narrowed by, and how many roles each further choice would leave.

Several families or stages widen a choice, since a role has one; several skills or tools narrow it,
and so do several words of a title.
Sets of roles are those of the catalogue.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, reduce
from operator import and_, or_
from typing import Any, NamedTuple

from django.db.models import Model
from markupsafe import Markup, escape

from core.content_cache import LRUCache, cached_per_content_version
from core.prepared import PreparedQuery, QueryParam
from core.transliteration import ascii_words
from roles.catalogue import Catalogue
from roles.models import RoleFamily, Stage
from roles.models.family import named_once
from roles.words import Words
from translations.rendering import inline
from translations.texts import text_columns

FACET_SIZE = 15
KEPT = 300  # skills in each language, and tools


class Option(NamedTuple):
    """A value of a facet and the number of roles that would be found with it."""

    slug: str
    label: Markup | str
    count: int
    is_on: bool
    depth: int = 0


@dataclass(frozen=True)
class FamilyTree:
    """Where a reader stands in the tree of families: the way up, what is open, what is below."""

    above: list[RoleFamily]
    chosen: list[Option]
    below: list[Option]


class FamilyFacet:
    """The families of a choice. `unknown` are slugs that name none."""

    def __init__(self, catalogue: Catalogue, slugs: Iterable[str], language: str) -> None:
        self._catalogue = catalogue
        self._labels = catalogue.labels(language)
        known = catalogue.family
        self.chosen = [known[slug] for slug in slugs if slug in known]
        self.unknown = [slug for slug in slugs if slug not in known]
        self.roles = _any(map(catalogue.branch, self.chosen), catalogue.everything)

    def tree(self, roles: int) -> FamilyTree:
        """The tree, opened at the first family that is chosen, with counts within `roles`."""

        def option(family: RoleFamily, depth: int = 0) -> Option:
            count = self._catalogue.count(family, roles)
            label, is_on = self._labels[family.pk], family in self.chosen
            return Option(family.slug, label, count, is_on, depth)

        children = self._catalogue.children
        opened = self.chosen[0] if self.chosen else None
        families = self._below(opened)
        below = [option(family) for family in families]
        if not opened and len(below) == 1:  # the only root leads nowhere by itself
            below += [option(family, 1) for family in children.get(families[0].pk, [])]
        above = named_once(self._catalogue.line(opened))[:-1] if opened else []
        return FamilyTree(above, [option(family) for family in self.chosen], below)

    def _below(self, opened: RoleFamily | None) -> list[RoleFamily]:
        """The families below one, past an only one that is called the same."""
        children = self._catalogue.children
        below = children.get(opened and opened.pk, [])
        while opened and len(below) == 1 and below[0].is_called_as(opened):
            below = children.get(below[0].pk, [])
        return below


class TextFacet:
    """What a reader has typed: words that the titles of roles have."""

    def __init__(self, catalogue: Catalogue, text: str, language: str) -> None:
        words = ascii_words(text)
        self.roles = catalogue.titled(words, language) if words else catalogue.everything


class StageFacet:
    """The stages of a choice."""

    def __init__(self, catalogue: Catalogue, stages: list[str]) -> None:
        self._sets = catalogue.at_stage
        self._stages = stages
        self.roles = _any((self._sets[stage] for stage in stages), catalogue.everything)

    def options(self, roles: int) -> list[Option]:
        """All stages, with counts within `roles`."""
        return [
            Option(stage.value, str(stage.label), (roles & self._sets[stage]).bit_count(),
                   stage in self._stages)
            for stage in Stage
        ]  # fmt: skip


@dataclass(frozen=True)
class FacetWord:
    """What a facet shows of a skill or a tool in one language; the others stand around it by
    `sort_key`."""

    pk: int
    slug: str
    label: Markup
    sort_key: bytes


class WordFacet:
    """The skills or the tools of a choice. `unknown` are slugs that name none."""

    def __init__(
        self, model: type[Model], words: Words, slugs: list[str], everything: int, language: str
    ) -> None:
        self._words, self._shown = words, facet_words(model, language)
        ids = _ids_of(model, slugs) if slugs else {}
        self.chosen = self._shown.get_many(ids[slug] for slug in slugs if slug in ids)
        self.unknown = [slug for slug in slugs if slug not in ids]
        sets = words.roles_of(word.pk for word in self.chosen)
        self.roles = reduce(and_, sets.values(), everything)

    def options(self, roles: int) -> list[Option]:
        """What is chosen, then what most of `roles` name."""
        on = {word.pk for word in self.chosen}
        named = self._words.most_named(roles, FACET_SIZE + len(on))
        counts = dict([pair for pair in named.items() if pair[0] not in on][:FACET_SIZE])
        others = sorted(
            self._shown.get_many(counts), key=lambda word: (-counts[word.pk], word.sort_key)
        )
        chosen = [Option(word.slug, word.label, roles.bit_count(), True) for word in self.chosen]
        return chosen + [Option(word.slug, word.label, counts[word.pk], False) for word in others]


@cached_per_content_version
def facet_words(model: type[Model], language: str) -> LRUCache[FacetWord]:
    """The skills or the tools of facets in a language. Read with one query."""

    def read(ids: list[int]) -> dict[int, FacetWord]:
        return {
            word.pk: FacetWord(word.pk, word.slug, _label(word), getattr(word, f"sort_{language}"))
            for word in _titled(model)(ids=ids)
        }

    return LRUCache(read, KEPT)


def _label(word: Any) -> Markup:
    """A skill's title; a product's name."""
    return inline(word.t.title) if "title" in word.translated_fields() else escape(word.name)


def _ids_of(model: type[Model], slugs: list[str]) -> dict[str, int]:
    return dict(model.visible().filter(slug__in=slugs).values_list("slug", "pk"))


@cache
def _titled(model: type[Model]) -> PreparedQuery:
    """Reads what facets show of skills or of tools."""
    shown = text_columns("title") if "title" in model.translated_fields() else ["name"]
    names = ("slug", "source_language", *shown, *text_columns("sort"))
    return PreparedQuery(
        model, lambda _: model.visible().filter(pk__in=QueryParam("ids")).only(*names)
    )


def _any(sets: Iterable[int], everything: int) -> int:
    """What is in any of the sets; everything if there is none."""
    sets = list(sets)
    return reduce(or_, sets) if sets else everything

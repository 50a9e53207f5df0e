"""What a list of roles can be narrowed by, and how many roles each further choice would leave.

Several families or stages widen a choice, since a role has one; several skills or tools narrow it,
and so do several words of a title.
Sets of roles are those of the catalogue.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, reduce
from operator import and_, or_
from typing import Any

from django.db.models import Model

from roles.catalogue import Catalogue
from roles.models import RoleFamily, Stage
from roles.models.family import named_once
from roles.words import Words
from translations.plain import plain_words
from translations.prepared import Given, Prepared
from translations.texts import columns

FACET_SIZE = 15


@dataclass(frozen=True)
class Option:
    """A value of a facet and the number of roles that would be found with it.

    `item` is the family, the skill, the tool, or the label of the stage.
    """

    slug: str
    item: Any
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

    def __init__(self, catalogue: Catalogue, slugs: Iterable[str]) -> None:
        self._catalogue = catalogue
        known = catalogue.family
        self.chosen = [known[slug] for slug in slugs if slug in known]
        self.unknown = [slug for slug in slugs if slug not in known]
        self.roles = _any(map(catalogue.branch, self.chosen), catalogue.everything)

    def tree(self, roles: int) -> FamilyTree:
        """The tree, opened at the first family that is chosen, with counts within `roles`."""

        def option(family: RoleFamily, depth: int = 0) -> Option:
            count = self._catalogue.count(family, roles)
            return Option(family.slug, family, count, family in self.chosen, depth)

        children = self._catalogue.children
        opened = self.chosen[0] if self.chosen else None
        below = [option(family) for family in self._below(opened)]
        if not opened and len(below) == 1:  # the only root leads nowhere by itself
            below += [option(family, 1) for family in children.get(below[0].item.pk, [])]
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
        words = plain_words(text)
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
            Option(stage.value, stage.label, (roles & self._sets[stage]).bit_count(),
                   stage in self._stages)
            for stage in Stage
        ]  # fmt: skip


class WordFacet:
    """The skills or the tools of a choice. `unknown` are slugs that name none."""

    def __init__(self, model: type[Model], words: Words, slugs: list[str], everything: int) -> None:
        self._model, self._words = model, words
        self.chosen = _titled(model, "slug")(given=slugs) if slugs else []
        self.unknown = [slug for slug in slugs if slug not in {item.slug for item in self.chosen}]
        sets = words.roles_of(item.pk for item in self.chosen)
        self.roles = reduce(and_, sets.values(), everything)

    def options(self, roles: int, language: str) -> list[Option]:
        """What is chosen, then what most of `roles` name. One query."""
        on = {item.pk for item in self.chosen}
        named = self._words.most_named(roles, FACET_SIZE + len(on))
        counts = dict([pair for pair in named.items() if pair[0] not in on][:FACET_SIZE])
        others = sorted(
            _titled(self._model, "pk")(given=list(counts)),
            key=lambda item: (-counts[item.pk], getattr(item, f"sort_{language}")),
        )
        chosen = [Option(item.slug, item, roles.bit_count(), True) for item in self.chosen]
        return chosen + [Option(item.slug, item, counts[item.pk], False) for item in others]


@cache
def _titled(model: type[Model], key: str) -> Prepared:
    """Reads what filters show of skills or of tools, by `key`."""
    shown = columns("title") if "title" in model.translated_fields() else ["name"]
    names = ("slug", "source_language", *shown, *columns("sort"))
    which = {f"{key}__in": Given("given")}
    return Prepared(model, lambda _: model.visible().filter(**which).only(*names))


def _any(sets: Iterable[int], everything: int) -> int:
    """What is in any of the sets; everything if there is none."""
    sets = list(sets)
    return reduce(or_, sets) if sets else everything

"""Which vocabulary terms roles use, how many roles use each, and the terms in alphabetical order.

All in memory, for one content version; brought up to date when terms or their uses change.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from copy import copy
from functools import cached_property

from core.changes import ContentChanges
from core.content_cache import cached_per_content_version, kept_up_to_date
from core.keyset import SortedIds
from core.prepared import PreparedRows, QueryParam
from skills.models import Metric, Skill, Tool, ToolCategory
from translations.alphabetical import alphabetical, placed

Term = Skill | ToolCategory | Tool | Metric
Traits = tuple[int | None, str, str]  # a skill's group id, kind and reuse
# How many published roles use each term, by its id. Unused and retired terms are left out.
CountRoles = Callable[[type[Term]], Mapping[int, int]]
# More changed terms than this, and all are read again.
MAX_TERMS = 20


def _no_roles(model: type[Term]) -> Mapping[int, int]:
    return {}


_count_roles: CountRoles = _no_roles


def register_role_counts(count_roles: CountRoles) -> None:
    """Registers what counts the roles that use terms. Roles belong to an upper app."""
    global _count_roles
    _count_roles = count_roles


class Vocabulary:
    """The skills, tool categories, tools or metrics that published roles use, by their ids."""

    def __init__(self, model: type[Term]) -> None:
        self._model = model
        self.role_counts = _count_roles(model)
        self._orders: dict[str, SortedIds] = {}

    @cached_property
    def traits(self) -> dict[int, Traits]:
        """The traits of each skill, by its id. One query. Only for the vocabulary of skills.

        Thousands of skills have the same ones, which are held once.
        """
        rows = Skill.objects.order_by().values_list("pk", "group", "kind", "reuse")
        once: dict[Traits, Traits] = {}
        return {
            pk: once.setdefault(traits := (group, kind, reuse), traits)
            for pk, group, kind, reuse in rows
            if pk in self.role_counts
        }

    @cached_property
    def trait_counts(self) -> Counter[Traits]:
        """How many skills have the same traits."""
        return Counter(self.traits.values())

    def order(self, language: str) -> SortedIds:
        """The terms as a reader sorts them. One query the first time."""
        if language not in self._orders:
            numbers = {pk: pk for pk in self.role_counts}
            self._orders[language] = alphabetical(self._model.objects.all(), language, numbers)
        return self._orders[language]

    def updated(self, changes: ContentChanges) -> "Vocabulary | None":
        """The vocabulary after changes; None if it is to be read again."""
        counts = _count_roles(self._model)
        edited = changes.owners(self._model)
        if edited is None or (not edited and counts is self.role_counts):
            return None if edited is None else self
        changed = edited
        if counts.keys() != self.role_counts.keys():
            changed |= counts.keys() ^ self.role_counts.keys()
        if len(changed) > MAX_TERMS:
            return None
        new = copy(self)
        new.role_counts = counts
        if changed:
            new._update_orders(self._orders.copy(), changed, changes.version)
            new._update_traits(changed)
        return new

    def _update_orders(self, orders: dict[str, SortedIds], changed: set[int], version: int) -> None:
        """Puts changed terms into the orders; those of which this cannot be said are read again."""
        self._orders = {}
        for language, order in orders.items():
            ids = changed & self.role_counts.keys()
            new = placed(order.without(*changed), self._model, language, ids, version)
            if new:
                self._orders[language] = new

    def _update_traits(self, changed: set[int]) -> None:
        if (traits := vars(self).pop("traits", None)) is None:
            return
        rows = _traits_of(ids=[*changed & self.role_counts.keys()])
        now = {pk: (group, kind, reuse) for pk, group, kind, reuse in rows}
        before = {pk: traits[pk] for pk in changed & traits.keys()}
        if now == before:
            self.traits = traits
            return
        self.traits = traits | now
        for pk in before.keys() - now.keys():
            del self.traits[pk]
        vars(self).pop("trait_counts", None)


_traits_of = PreparedRows(
    Skill,
    lambda skills: skills.filter(pk__in=QueryParam("ids")).order_by(),
    *("pk", "group", "kind", "reuse"),
)


def _updated(terms: Vocabulary, changes: ContentChanges, model: type[Term]) -> Vocabulary | None:
    return terms.updated(changes)


@kept_up_to_date(_updated)
def vocabulary(model: type[Term]) -> Vocabulary:
    """The terms of one model that roles use."""
    return Vocabulary(model)


@cached_per_content_version
def tools_by_category() -> dict[int, dict[int, int]]:
    """For each tool category its tools with the number of roles that use them there, by ids."""
    return Tool.objects.counts_by_category()

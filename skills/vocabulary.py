"""Which vocabulary terms roles use, how many roles use each, and the terms in alphabetical order.

All in memory, for one content version.
"""

from collections import Counter
from functools import cached_property
from heapq import nlargest

from core.content_cache import cached_per_content_version
from core.keyset import SortedIds
from skills.models import Metric, Skill, Tool, ToolCategory
from translations.alphabetical import alphabetical

Term = Skill | ToolCategory | Tool | Metric
Traits = tuple[int | None, str, str]  # a skill's group id, kind and reuse


class Vocabulary:
    """The skills, tool categories, tools or metrics that published roles use, by their ids."""

    def __init__(self, model: type[Term]) -> None:
        self._model = model
        self.role_counts: dict[int, int] = model.objects.role_counts()
        self._orders: dict[str, SortedIds] = {}
        self._most_used: dict[tuple[str, int], list[int]] = {}

    @cached_property
    def traits(self) -> dict[int, Traits]:
        """The traits of each skill, by its id. One query. Only for the vocabulary of skills."""
        rows = Skill.objects.order_by().values_list("pk", "group", "kind", "reuse")
        return {
            pk: (group, kind, reuse) for pk, group, kind, reuse in rows if pk in self.role_counts
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

    def most_used(self, language: str, size: int) -> list[int]:
        """The terms that most roles use, the most used first."""
        if (language, size) not in self._most_used:
            ids = self.order(language).items
            self._most_used[language, size] = nlargest(size, ids, self.role_counts.__getitem__)
        return self._most_used[language, size]


@cached_per_content_version
def vocabulary(model: type[Term]) -> Vocabulary:
    """The terms of one model that roles use."""
    return Vocabulary(model)


@cached_per_content_version
def tools_by_category() -> dict[int, dict[int, int]]:
    """For each tool category its tools with the number of roles that use them there, by ids."""
    return Tool.objects.counts_by_category()

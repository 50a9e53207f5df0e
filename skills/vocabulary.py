"""Which words roles use, how many roles use each, and the words in alphabetical order: in memory,
for each version of the content."""

from collections import Counter
from functools import cached_property
from heapq import nlargest

from django.db.models import Model

from core.content_cache import cached_per_content_version
from core.keyset import SortedIds
from skills.models import Tool
from translations.alphabetical import alphabetical

Traits = tuple[int | None, str, str]


class Vocabulary:
    """The skills, tool categories, tools or metrics that published roles use, by their ids."""

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        self.role_counts: dict[int, int] = model.objects.role_counts()
        self._orders: dict[str, SortedIds] = {}
        self._most_used: dict[tuple[str, int], list[int]] = {}

    @cached_property
    def traits(self) -> dict[int, Traits]:
        """Of each skill the id of its group, its kind and its reuse. One query."""
        rows = self._model.objects.order_by().values_list("pk", "group", "kind", "reuse")
        return {pk: tuple(traits) for pk, *traits in rows if pk in self.role_counts}

    @cached_property
    def trait_counts(self) -> Counter[Traits]:
        """How many skills have the same traits."""
        return Counter(self.traits.values())

    def order(self, language: str) -> SortedIds:
        """The words as a reader sorts them. One query the first time."""
        if language not in self._orders:
            used = {pk: pk for pk in self.role_counts}
            self._orders[language] = alphabetical(self._model.objects.all(), language, used)
        return self._orders[language]

    def most_used(self, language: str, size: int) -> list[int]:
        """The words that most roles use, the most used first."""
        if (language, size) not in self._most_used:
            words = self.order(language).items
            self._most_used[language, size] = nlargest(size, words, self.role_counts.__getitem__)
        return self._most_used[language, size]


@cached_per_content_version
def vocabulary(model: type[Model]) -> Vocabulary:
    """The words of a kind that are in use now."""
    return Vocabulary(model)


@cached_per_content_version
def tools_by_category() -> dict[int, dict[int, int]]:
    """The tools that are named in each category, with how many roles name each there: by ids."""
    return Tool.objects.counts_by_category()

"""What the stages of a search come to, and is kept for whoever goes on with the same words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from search.ids import Generation
from search.kept import Kept
from search.models import Candidate, State
from search.query import Query
from search.ranking import ScoredPassage
from search.stages import StagedSearch


@dataclass(frozen=True)
class FoundPassages:
    """The hits of a search, best first, and what else pages are made of (see StagedSearch)."""

    generation: Generation
    query: Query
    hits: Sequence[ScoredPassage]
    variants: Sequence[str]
    is_everyday_word: bool
    is_cut: bool
    was_cut: bool

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """As columns, which are packed in a quarter of the time that rows take."""
        passages, scores, respelled = zip(*self.hits, strict=True) if self.hits else ((),) * 3
        columns = tuple(zip(*passages, strict=True)), scores, respelled
        others = self.query, self.variants, self.is_everyday_word, self.is_cut, self.was_cut
        return _unpacked, (self.generation, columns, *others)


def _unpacked(generation: Generation, columns: tuple[Any, ...], *others: Any) -> FoundPassages:
    passages, scores, respelled = columns
    hits = [*map(ScoredPassage, map(Candidate, *passages), scores, respelled)] if scores else []
    query, *rest = others
    return FoundPassages(generation, query, hits, *rest)


def find(
    state: State,
    kept: Kept,
    text: str,
    language: str,
    using: str,
    is_narrowed: bool = False,
    is_strict: bool = False,
) -> FoundPassages:
    """What a search finds, now or when it was last run."""

    def run() -> FoundPassages:
        search = StagedSearch(text, language, using, is_narrowed, is_strict=is_strict, state=state)
        hits = search.run()
        return FoundPassages(
            search.generation,
            search.query,
            hits,
            search.variants,
            search.is_everyday_word,
            search.is_cut,
            search.was_cut,
        )

    key = using, state.live, language, is_strict, text
    if is_narrowed:
        found: FoundPassages | None = kept.get((*key, False))
        if found and not found.was_cut:
            return found
    return kept.get_or_make((*key, is_narrowed), run)

"""A request as readers of several languages ask it at once, for programs that read all of them.

All languages are in one index, so most is found in each; what differs is what small words,
synonyms, questions and similar titles of a language lead to, and that a match in the reader's own
language counts a little more. Here each language is the reader's own: the best of any comes first.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from search.closest.fusion import Fused
from search.hits import SearchHits
from search.ids import Generation, ObjectKey
from search.kept import Kept
from search.reading import Reading
from search.results import DirectAnswer, Hit, SearchRequest


class ReadingEverywhere:
    """A reading in each of some languages, the one that the words fit best first."""

    def __init__(self, request: SearchRequest, languages: Sequence[str]) -> None:
        readings = [Reading(replace(request, language=code)) for code in languages]
        self.languages = languages
        self.readings = sorted(readings, key=lambda reading: -reading.best_score)
        self._found_in: dict[ObjectKey, set[str]] = {}
        self._best: dict[ObjectKey, Reading] = {}

    @property
    def generation(self) -> Generation:
        return self.readings[0].generation

    @property
    def kept(self) -> Kept:
        return self.readings[0].kept

    @property
    def groups(self) -> Sequence[SearchHits]:
        return next((reading.groups for reading in self.readings if reading.groups), ())

    @property
    def is_cut(self) -> bool:
        return any(reading.is_cut for reading in self.readings)

    @property
    def answer(self) -> DirectAnswer | None:
        return next((reading.answer for reading in self.readings if reading.answer), None)

    @property
    def suggestion(self) -> str:
        return self.readings[0].suggestion

    @cached_property
    def fused(self) -> Fused:
        """What any reading finds: hits by their best score, then what is merely close by rank.

        Ties are those of the reading that fits best.
        """
        places: dict[ObjectKey, tuple[bool, float, int, int]] = {}
        groups: dict[ObjectKey, SearchHits] = {}
        for number, reading in enumerate(self.readings):
            for rank, group in enumerate(reading.fused.groups):
                key, is_close = group.key, group.key in reading.fused.close
                score = 0.0 if is_close or not group.passages else group.score
                place = (is_close, -score, rank, number)
                self._found_in.setdefault(key, set()).add(reading.request.language)
                if key not in places or place < places[key]:
                    places[key], groups[key], self._best[key] = place, group, reading
        return Fused(
            [groups[key] for key in sorted(places, key=lambda key: (places[key], key))],
            frozenset(key for key, place in places.items() if place[0]),
            has_all_words=any(reading.fused.has_all_words for reading in self.readings),
            is_provisional=any(reading.fused.is_provisional for reading in self.readings),
        )

    def hits(self, groups: Sequence[SearchHits]) -> tuple[Hit, ...]:
        """The hits of a page, each with the languages in which it is found."""
        hits: dict[ObjectKey, Hit] = {}
        for reading in self.readings:
            own = [group for group in groups if self._best[group.key] is reading]
            hits |= {(hit.kind, hit.object.pk): hit for hit in reading.hits(own)}
        return tuple(
            replace(hits[group.key], found_in=self._languages_of(group.key))
            for group in groups
            if group.key in hits
        )

    def _languages_of(self, key: ObjectKey) -> tuple[str, ...]:
        return tuple(code for code in self.languages if code in self._found_in[key])

"""From a query to hits: exact ways first, forgiving ones while nothing good is found."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import DEFAULT_DB_ALIAS

from search.engines import engine
from search.models import State, Synonym, object_of
from search.query import Query, Reader
from search.ranking import GOOD, RELAXED, THRESHOLD, Ranker, Scored, in_order

MANY = 500  # candidates of the first stage: what is counted and narrowed
FEW = 120  # candidates of each other stage
LONGEST_NEAR = 6  # words of a query of which those that are there are read as others, too
LONGEST_PHRASE, VARIANTS = 3, 3  # words of a synonym; in how many other words a query is put
SYNONYM = 0.97  # what a hit in other words is worth


class Search:
    """One query on its way through the stages.

    All words in titles (the last also as a beginning) → all words in titles or texts → words that
    are spelt alike → any words. Each goes on while the best score is under GOOD. A relaxed one
    looks further, for what comes near where nothing is found; a strict one only for all words.
    """

    def __init__(
        self,
        text: str,
        language: str,
        using: str = DEFAULT_DB_ALIAS,
        is_narrowed: bool = False,
        is_relaxed: bool = False,
        is_variant: bool = False,
        is_strict: bool = False,
    ) -> None:
        self.engine = engine(using)
        state = State.objects.using(using).first() or State()
        self.generation = state.live
        self.reader = Reader(self.engine, state)
        self.query: Query = self.reader.read(text)
        self.language = language
        self.is_variant = is_variant or is_relaxed or is_strict
        stages = (self._all_words, self._texts, self._near, self._any_word)
        self.stages = stages[:1] if is_strict else stages
        self.limit = 4 * MANY if is_narrowed else MANY
        self.reader.is_relaxed = self.is_relaxed = is_relaxed
        self.seen: set[int] = set()
        self.hits: list[Scored] = []
        self.is_cut = False

    def run(self) -> list[Scored]:
        """The hits, best first."""
        if not self.query.words:
            return []
        for stage in self.stages:
            stage()
            if self._best() >= GOOD:
                return self.hits
        if not self.is_variant:
            for text in self.synonyms():
                self._take_variant(text)
        return self.hits

    def _take_variant(self, text: str) -> None:
        """Adds what the query finds in other words, a little behind."""
        variant = Search(text, self.language, self.engine.using, is_variant=True)
        known = {hit.passage.id: hit for hit in self.hits}
        for hit in variant.run():
            before = known.get(hit.passage.id)
            if not before or before.score < hit.score * SYNONYM:
                known[hit.passage.id] = replace(hit, score=hit.score * SYNONYM)
        self.hits = in_order(known.values())

    def synonyms(self) -> list[str]:
        """The query with words of it replaced by what editors say they mean. One query."""
        words = [word.exact for word in self.query.words]
        runs = {
            " ".join(words[start:end]): (start, end)
            for start in range(len(words))
            for end in range(start + 1, min(start + LONGEST_PHRASE, len(words)) + 1)
        }
        found = Synonym.objects.using(self.engine.using).filter(key__in=runs)
        texts = [word.text for word in self.query.words]
        return [
            " ".join([*texts[: runs[one.key][0]], one.meaning, *texts[runs[one.key][1] :]])
            for one in found.order_by("pk")[:VARIANTS]
        ]

    def _best(self) -> float:
        """The best score of what has a page, or of anything that is shown as if it had one."""
        pages = (hit.score for hit in self.hits if object_of(hit.passage.id)[0] != "family")
        return next(pages, 0.0)

    def _all_words(self) -> None:
        if any(not word.is_written for word in self.query.words if not word.is_small):
            self.reader.look_nearer(self.query)
        if len(self.query.content) == 1:
            self.reader.look_inside(self.query)
        ids = self.engine.and_query(self.generation, self.query.groups(), self.limit)
        self.is_cut = len(ids) == self.limit
        self._take(ids)

    def _texts(self) -> None:
        groups = self.query.groups()
        self._take(self.engine.and_query(self.generation, groups, FEW, in_texts=True))

    def _near(self) -> None:
        is_short = len(self.query.content) <= LONGEST_NEAR
        if is_short and self.reader.look_nearer(self.query, all_words=True):
            self._take(self.engine.and_query(self.generation, self.query.groups(), FEW))

    def _any_word(self) -> None:
        groups = self.query.groups_in_index()
        if 0 < len(groups) < len(self.query.content):
            self._take(self.engine.and_query(self.generation, groups, FEW))
        for several in (groups, self.query.groups_of_parts()):
            if len(several) > 1:
                self._take(self.engine.or_query(self.generation, several, FEW))

    def _take(self, ids: Iterable[int]) -> None:
        """Scores candidates. Those that were scored before are scored again: words have come."""
        ranker = Ranker(self.query, self.language, RELAXED if self.is_relaxed else THRESHOLD)
        new = [id for id in ids if id not in self.seen]
        self.seen.update(new)
        known = [hit.passage for hit in self.hits]
        self.hits = ranker.ranked([*known, *self.engine.rows(new)])

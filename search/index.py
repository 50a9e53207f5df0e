"""Writing the index: an object anew, or all of it beside the one that is read."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.db import DEFAULT_DB_ALIAS

from core.bulk import insert
from search.analysis import Analyser, analyser, fold, words
from search.analysis.analyser import Counts, keys_of_pieces
from search.analysis.languages import language
from search.engines import Engine, engine
from search.models import NUMBER_BITS, Passage, Row, Term, ids_of, object_number
from search.passages import NAMING, Draft, drafts_of

LONGEST_TITLE = 63  # words that count for the rank of a passage
TEXT_RANK = 128  # what stands on the page of an object comes after all that name an object
LONGEST_TEXT = 400  # words of a text that are indexed
PARAMETERS = 900
CACHED_WORDS = 50_000


@dataclass
class Terms:
    """In how many passages each key is, and which of them are words as they are written."""

    counts: Counter[str] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            keys = set(row.body.split())
            for word in row.words.split():
                exact, several = _terms_of_word(word)
                self.words.add(exact)
                keys.update(several)
            self.counts.update(keys)


@lru_cache(maxsize=CACHED_WORDS)
def _terms_of_word(word: str) -> tuple[str, tuple[str, ...]]:
    """The word as it is written, and all its keys with it, of "exact:stem,stem:part,part"."""
    exact, stems, parts = word.split(":")
    return exact, (exact, *(key for key in f"{stems},{parts}".split(",") if key))


class Writer:
    """Writes passages of one generation.

    `known` says how often keys are there, where that is not for the index to say: while it is being
    built. `terms` collects what is added, to be written at the end.
    """

    def __init__(
        self,
        generation: int,
        using: str = DEFAULT_DB_ALIAS,
        known: Counts | None = None,
        terms: Terms | None = None,
    ) -> None:
        self.generation = generation
        self.using = using
        self.engine: Engine = engine(using)
        self.analyser: Analyser = analyser()
        self.known = known
        self.terms = terms
        self._words: dict[tuple[str, str], str] = {}
        self._stems: dict[tuple[str, str], str] = {}

    def write(self, kind: str, pks: Collection[int]) -> None:
        """Brings the passages of some objects up to date. Writes only what differs."""
        numbers = [object_number(kind, pk) for pk in pks]
        first, beyond = ids_of(self.generation)
        there = Passage.objects.using(self.using).filter(
            object__in=numbers, id__gte=first, id__lt=beyond
        )
        old = {row[0]: Row(*row) for row in there.values_list(*Row._fields)}
        drafts = drafts_of(kind, pks)
        known = self.known if self.known is not None else self._known(drafts.values())
        new = {
            row.id: row
            for pk, several in drafts.items()
            for row in self._rows(object_number(kind, pk), several, known)
        }
        self._remove([row for id, row in old.items() if new.get(id) != row])
        # By id: FTS5 begins a new piece of its index at each that is lower than the one before.
        self._add(sorted(row for id, row in new.items() if old.get(id) != row))

    def _add(self, rows: list[Row]) -> None:
        insert(Passage, Row._fields, rows, self.using)
        self.engine.index(self.generation, rows)
        self._count(rows, 1)

    def _remove(self, rows: list[Row]) -> None:
        self.engine.remove(self.generation, rows)
        for ids in batched([row.id for row in rows]):
            Passage.objects.using(self.using).filter(id__in=ids).delete()
        self._count(rows, -1)

    def _count(self, rows: list[Row], sign: int) -> None:
        if self.terms is not None and sign > 0:
            self.terms.add(rows)
        elif rows:
            terms = Terms()
            terms.add(rows)
            add_terms(self.engine, self.generation, terms, sign)

    def _known(self, drafts: Iterable[list[Draft]]) -> Counts:
        """How often the index holds what the words of titles may be made of."""
        keys = {
            key
            for several in drafts
            for draft in several
            if language(draft.language).has_compounds
            for word in words(draft.title)[:LONGEST_TITLE]
            for key in keys_of_pieces(self.analyser, fold(word), draft.language)
        }
        return counts_of(self.generation, keys, self.using)

    def _rows(self, number: int, drafts: Iterable[Draft], known: Counts) -> list[Row]:
        return [self._row(number, n, draft, known) for n, draft in enumerate(drafts)]

    def _row(self, number: int, n: int, draft: Draft, known: Counts) -> Row:
        words = self._analysed(draft.title, draft.language, known)
        rank = min(len(words), LONGEST_TITLE) or LONGEST_TITLE
        if draft.section not in NAMING:
            rank += TEXT_RANK
        bits = (self.generation << 8 | rank) << 36 | number
        return Row(
            id=bits << NUMBER_BITS | n,
            object=number,
            language=draft.language,
            section=draft.section,
            anchor=draft.anchor,
            title=draft.title,
            text=draft.text,
            words=" ".join(words),
            body=self._body(f"{draft.about} {draft.text}", draft.language),
        )

    def _analysed(self, title: str, code: str, known: Counts) -> list[str]:
        found = (self._word(word, code, known) for word in words(title)[:LONGEST_TITLE])
        return [word for word in found if word]

    def _word(self, text: str, code: str, known: Counts) -> str:
        key = (text.lower(), code)
        if key not in self._words:
            if len(self._words) > CACHED_WORDS:
                self._words.clear()
            counts = known if language(code).has_compounds else None
            word = self.analyser.word(text, code, counts)
            self._words[key] = (
                f"{word.exact}:{','.join(word.stems)}:{','.join(word.parts)}" if word.exact else ""
            )
        return self._words[key]

    def _body(self, text: str, code: str) -> str:
        several = (self._keys(word, code) for word in words(text.lower())[:LONGEST_TEXT])
        return " ".join(dict.fromkeys(key for keys in several for key in keys))

    def _keys(self, word: str, code: str) -> tuple[str, ...]:
        """The keys of a word in a text."""
        key = (word, code)
        if key not in self._stems:
            if len(self._stems) > CACHED_WORDS:
                self._stems.clear()
            self._stems[key] = tuple(f"{code}1{stem}" for stem in self.analyser.stems(word, code))
        return self._stems[key]


def batched(items: list) -> Iterator[list]:
    """As many at a time as a statement takes parameters."""
    for start in range(0, len(items), PARAMETERS):
        yield items[start : start + PARAMETERS]


def counts_of(generation: int, keys: Collection[str], using: str) -> dict[str, int]:
    """How many passages each of the keys is in; those that are in none are left out."""
    found: dict[str, int] = {}
    for some in batched(list(keys)):
        marks = ", ".join(["%s"] * len(some))
        sql = f"SELECT term, count FROM search_term WHERE generation = %s AND term IN ({marks})"  # noqa: S608
        found |= dict(engine(using).execute(sql, [generation, *some]))
    return found


def add_terms(where: Engine, generation: int, terms: Terms, sign: int) -> None:
    """Counts keys of passages that come (1) or go (-1), and takes up or forgets their words."""
    before = counts_of(generation, terms.words, where.using)
    if sign < 0:
        last = [word for word in terms.words if before.get(word, 0) <= terms.counts[word]]
        where.remove_words(generation, last)
    counts = [(key, sign * n, key in terms.words) for key, n in sorted(terms.counts.items())]
    if counts:
        where.add_counts(generation, counts)
    if sign > 0:
        where.add_words(generation, sorted(terms.words - before.keys()))
    else:
        gone = Term.objects.using(where.using).filter(generation=generation, count__lte=0)
        gone.delete()

"""Writes passages and term counts to one generation of the index."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS

from core.bulk import insert
from search.analysis import Analyser, analyser, fold, words
from search.analysis.analyser import Counts, keys_of_pieces
from search.analysis.languages import language
from search.engines import Engine, engine
from search.ids import Generation, ObjectId, pack_object, pack_passage
from search.models import Passage, PassageRow, Term
from search.passages import TITLE_SECTIONS, PassageDraft, drafts_by_pk

T = TypeVar("T")
MAX_TITLE_WORDS = 63  # words of a title that are indexed; their number is the rank
TEXT_RANK_OFFSET = 128  # ranks texts and items of a page behind all titles of objects
MAX_TEXT_WORDS = 400  # words of a text that are indexed
MAX_PARAMETERS = 900  # of a statement
CACHED_WORDS = 50_000


@dataclass
class TermCounts:
    """Document frequencies of terms; `words` are those terms that titles contain as written."""

    counts: Counter[str] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)

    def add(self, rows: Iterable[PassageRow]) -> None:
        """Counts each term of each passage once."""
        for row in rows:
            terms = set(row.body.split())
            for word in row.words.split():
                exact, word_terms = _terms_of_word(word)
                self.words.add(exact)
                terms.update(word_terms)
            self.counts.update(terms)


@lru_cache(maxsize=CACHED_WORDS)
def _terms_of_word(word: str) -> tuple[str, tuple[str, ...]]:
    """The exact word and all terms of "exact:stem,stem:part,part", the exact one among them."""
    exact, stems, parts = word.split(":")
    return exact, (exact, *(key for key in f"{stems},{parts}".split(",") if key))


class IndexWriter:
    """Writes the passages of one generation.

    `known` are the term counts that compounds are split by; by default those of the index, which a
    rebuild does not have yet. With `term_counts`, added terms are counted there instead of in the
    database.
    """

    def __init__(
        self,
        generation: Generation,
        using: str = DEFAULT_DB_ALIAS,
        known: Counts | None = None,
        term_counts: TermCounts | None = None,
    ) -> None:
        self.generation = generation
        self.using = using
        self.engine: Engine = engine(using)
        self.analyser: Analyser = analyser()
        self.known = known
        self.term_counts = term_counts
        self._words: dict[tuple[str, str], str] = {}
        self._stems: dict[tuple[str, str], tuple[str, ...]] = {}

    def write(self, kind: str, pks: Collection[int]) -> None:
        """Brings the passages of some objects up to date. Writes only what differs."""
        object_ids = [pack_object(kind, pk) for pk in pks]
        indexed = Passage.objects.using(self.using).in_generation(self.generation)
        values = indexed.filter(object__in=object_ids).values_list(*PassageRow._fields)
        old = {row[0]: PassageRow(*row) for row in values}
        drafts = drafts_by_pk(kind, pks)
        known = self.known if self.known is not None else self._read_known(drafts.values())
        new = {
            row.id: row
            for pk, object_drafts in drafts.items()
            for row in self._rows(pack_object(kind, pk), object_drafts, known)
        }
        self._remove([row for id, row in old.items() if new.get(id) != row])
        # By id: FTS5 begins a new segment of its index at each id lower than the one before.
        self._add(sorted(row for id, row in new.items() if old.get(id) != row))

    def _add(self, rows: list[PassageRow]) -> None:
        insert(Passage, PassageRow._fields, rows, self.using)
        self.engine.add_passages(self.generation, rows)
        self._count(rows, 1)

    def _remove(self, rows: list[PassageRow]) -> None:
        self.engine.remove_passages(self.generation, rows)
        for ids in batched([row.id for row in rows]):
            Passage.objects.using(self.using).filter(id__in=ids).delete()
        self._count(rows, -1)

    def _count(self, rows: list[PassageRow], sign: int) -> None:
        if self.term_counts is not None and sign > 0:
            self.term_counts.add(rows)
        elif rows:
            term_counts = TermCounts()
            term_counts.add(rows)
            update_term_counts(self.engine, self.generation, term_counts, sign)

    def _read_known(self, drafts: Iterable[list[PassageDraft]]) -> Counts:
        """The index's counts of all strings that titles may be split into."""
        keys = {
            key
            for object_drafts in drafts
            for draft in object_drafts
            if language(draft.language).has_compounds
            for word in words(draft.title)[:MAX_TITLE_WORDS]
            for key in keys_of_pieces(self.analyser, fold(word), draft.language)
        }
        return read_term_counts(self.generation, keys, self.using)

    def _rows(
        self, object_id: ObjectId, drafts: Iterable[PassageDraft], known: Counts
    ) -> list[PassageRow]:
        return [self._row(object_id, n, draft, known) for n, draft in enumerate(drafts)]

    def _row(
        self, object_id: ObjectId, position: int, draft: PassageDraft, known: Counts
    ) -> PassageRow:
        title_words = self._title_words(draft.title, draft.language, known)
        rank = min(len(title_words), MAX_TITLE_WORDS) or MAX_TITLE_WORDS
        if draft.section not in TITLE_SECTIONS:
            rank += TEXT_RANK_OFFSET
        return PassageRow(
            id=pack_passage(self.generation, rank, object_id, position),
            object=object_id,
            language=draft.language,
            section=draft.section,
            anchor=draft.anchor,
            title=draft.title,
            text=draft.text,
            words=" ".join(title_words),
            body=self._body(f"{draft.about} {draft.text}", draft.language),
        )

    def _title_words(self, title: str, code: str, known: Counts) -> list[str]:
        analysed = (self._word(word, code, known) for word in words(title)[:MAX_TITLE_WORDS])
        return [word for word in analysed if word]

    def _word(self, text: str, code: str, known: Counts) -> str:
        """A word of a title as "exact:stem,stem:part,part"; empty for signs."""
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
        keys = (self._keys(word, code) for word in words(text.lower())[:MAX_TEXT_WORDS])
        return " ".join(dict.fromkeys(key for word_keys in keys for key in word_keys))

    def _keys(self, word: str, code: str) -> tuple[str, ...]:
        """The keys of a word in a text."""
        key = (word, code)
        if key not in self._stems:
            if len(self._stems) > CACHED_WORDS:
                self._stems.clear()
            self._stems[key] = tuple(f"{code}1{stem}" for stem in self.analyser.stems(word, code))
        return self._stems[key]


def batched(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items in batches that fit into the parameters of one statement."""
    for start in range(0, len(items), MAX_PARAMETERS):
        yield items[start : start + MAX_PARAMETERS]


def read_term_counts(generation: Generation, terms: Collection[str], using: str) -> dict[str, int]:
    """The document frequencies of terms; those of no passage are left out."""
    counts: dict[str, int] = {}
    for batch in batched(list(terms)):
        marks = ", ".join(["%s"] * len(batch))
        sql = f"SELECT term, count FROM search_term WHERE generation = %s AND term IN ({marks})"  # noqa: S608
        counts |= dict(engine(using).execute(sql, [generation, *batch]))
    return counts


def update_term_counts(
    target: Engine, generation: Generation, term_counts: TermCounts, sign: int
) -> None:
    """Counts the terms of passages that are added (1) or removed (-1), and indexes their words."""
    counts, title_words = term_counts.counts, term_counts.words
    before = read_term_counts(generation, title_words, target.using)
    if sign < 0:
        unused = [word for word in title_words if before.get(word, 0) <= counts[word]]
        target.remove_words(generation, unused)
    changes = [(term, sign * n, term in title_words) for term, n in sorted(counts.items())]
    if changes:
        target.add_counts(generation, changes)
    if sign > 0:
        target.add_words(generation, sorted(title_words - before.keys()))
    else:
        terms = Term.objects.using(target.using).filter(generation=generation, count__lte=0)
        terms.delete()

"""Writes passages and term counts to one generation of the index."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS

from analysis import Analyser, analyser, fold, telling_tokens, words
from analysis.analyser import Counts, keys_of_pieces
from analysis.languages import language
from core.bulk import insert
from roles.registry import ItemKind
from search.engines import Engine, engine
from search.ids import (
    Generation,
    ObjectId,
    PassageId,
    pack_object,
    pack_passage,
    position_in_object,
)
from search.models import Passage, PassageRow, Term
from search.passages import (
    TITLE,
    TITLE_SECTIONS,
    PassageDraft,
    drafts_by_pk,
    item_drafts,
    role_drafts,
)

T = TypeVar("T")
MAX_TITLE_WORDS = 63  # words of a title that are indexed; their number is the rank
TEXT_RANK_OFFSET = 128  # ranks texts and items of a page behind all titles of objects
MAX_TEXT_WORDS = 400  # words of a text that are indexed
MAX_PARAMETERS = 900  # of a statement
CACHED_WORDS = 10_000


@dataclass
class TermCounts:
    """Document frequencies of terms; `words` are those terms that titles contain as written."""

    counts: Counter[str] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)

    def add(self, rows: Iterable[PassageRow]) -> None:
        """Counts each term of each passage once."""
        for row in rows:
            self.counts.update(self._terms(row))

    def subtract(self, rows: Iterable[PassageRow]) -> None:
        """Takes the terms of passages out of the counts, which may become negative."""
        for row in rows:
            self.counts.subtract(self._terms(row))

    def _terms(self, row: PassageRow) -> set[str]:
        terms = set(row.body.split())
        for word in row.words.split():
            exact, word_terms = _terms_of_word(word)
            self.words.add(exact)
            terms.update(word_terms)
        return terms


@lru_cache(maxsize=CACHED_WORDS)
def _terms_of_word(word: str) -> tuple[str, tuple[str, ...]]:
    """The exact word and all terms of "exact:stem,stem:part,part", the exact one among them."""
    exact, stems, parts = word.split(":")
    return exact, (exact, *(key for key in f"{stems},{parts}".split(",") if key))


class IndexWriter:
    """Writes the passages of one generation.

    `split_counts` are the term counts that compounds are split by; by default those of the index,
    which a rebuild does not have yet. With `term_counts`, added terms are counted there instead of
    in the database.
    """

    def __init__(
        self,
        generation: Generation,
        using: str = DEFAULT_DB_ALIAS,
        split_counts: Counts | None = None,
        term_counts: TermCounts | None = None,
    ) -> None:
        self.generation = generation
        self.using = using
        self.engine: Engine = engine(using)
        self.analyser: Analyser = analyser()
        self.split_counts = split_counts
        self.term_counts = term_counts
        self._words: dict[tuple[str, str], str] = {}
        self._stems: dict[tuple[str, str], tuple[str, ...]] = {}

    def write(self, kind: str, pks: Collection[int]) -> None:
        """Brings the passages of some objects up to date. Writes only what differs."""
        object_ids = [pack_object(kind, pk) for pk in pks]
        old = self._indexed(object_ids)
        drafts = drafts_by_pk(kind, pks)
        split_counts = self._split_counts_for(drafts.values())
        rows = (
            self._row(pack_object(kind, pk), position, draft, split_counts)
            for pk, object_drafts in drafts.items()
            for position, draft in enumerate(object_drafts)
        )
        self._replace(old, {row.id: row for row in rows})

    def write_items(self, kind: ItemKind, role_pk: int) -> None:
        """Brings the passages of a role's items of one kind up to date.

        Other passages of the role keep their positions. Where the items take more or fewer than
        before, all of the role is written.
        """
        object_id = pack_object("role", role_pk)
        old = [
            row
            for row in self._indexed([object_id]).values()
            if row.section == kind.section and is_of_item(row)
        ]
        drafts = item_drafts(kind, role_pk)
        if len(drafts) != len(old):
            self.write("role", [role_pk])
            return
        split_counts = self._split_counts_for([drafts])
        positions = sorted(position_in_object(row.id) for row in old)
        rows = (
            self._row(object_id, position, draft, split_counts)
            for position, draft in zip(positions, drafts, strict=True)
        )
        self._replace({row.id: row for row in old}, {row.id: row for row in rows})

    def write_own_texts(self, role_pk: int) -> None:
        """Brings the passages of a role up to date of which only its own texts have changed.

        Its items are not read: their passages have what they need but the role's title, and stay
        as they are if that does.
        """
        object_id = pack_object("role", role_pk)
        old = self._indexed([object_id])
        items = [row for row in old.values() if is_of_item(row)]
        items.sort(key=lambda row: position_in_object(row.id))
        drafts = role_drafts(role_pk, items)
        kept = dict[PassageId, PassageRow]()
        if len(drafts) == len(old) and _titles(drafts) == _titles(old.values()):
            drafts, kept = drafts[: len(old) - len(items)], {row.id: row for row in items}
        split_counts = self._split_counts_for([drafts])
        rows = (
            self._row(object_id, position, draft, split_counts)
            for position, draft in enumerate(drafts)
        )
        self._replace(old, {row.id: row for row in rows} | kept)

    def _indexed(self, object_ids: Collection[ObjectId]) -> dict[PassageId, PassageRow]:
        passages = Passage.objects.using(self.using).in_generation(self.generation)
        values = passages.filter(object__in=object_ids).values_list(*PassageRow._fields)
        return {row[0]: PassageRow(*row) for row in values}

    def _replace(self, old: dict[PassageId, PassageRow], new: dict[PassageId, PassageRow]) -> None:
        removed = [row for id, row in old.items() if new.get(id) != row]
        # By id: FTS5 begins a new segment of its index at each id lower than the one before.
        added = sorted(row for id, row in new.items() if old.get(id) != row)
        self._remove(removed)
        self._add(added)
        self._count(removed, added)

    def _add(self, rows: list[PassageRow]) -> None:
        if rows:
            insert(Passage, PassageRow._fields, rows, self.using)
            self.engine.add_passages(self.generation, rows)

    def _remove(self, rows: list[PassageRow]) -> None:
        if rows:
            self.engine.remove_passages(self.generation, rows)
        for ids in batched([row.id for row in rows]):
            Passage.objects.using(self.using).filter(id__in=ids).delete()

    def _count(self, removed: list[PassageRow], added: list[PassageRow]) -> None:
        """Counts the terms of both at once: most of an edited text stays as it was."""
        changes = TermCounts()
        changes.subtract(removed)
        (changes if self.term_counts is None else self.term_counts).add(added)
        update_term_counts(self.engine, self.generation, changes)

    def _split_counts_for(self, drafts: Iterable[list[PassageDraft]]) -> Counts:
        """The counts of all strings that the drafts' titles may be split into."""
        if self.split_counts is not None:
            return self.split_counts
        keys = {
            key
            for object_drafts in drafts
            for draft in object_drafts
            if language(draft.language).has_compounds
            for word in words(draft.title)[:MAX_TITLE_WORDS]
            for key in keys_of_pieces(self.analyser, fold(word), draft.language)
        }
        return read_term_counts(self.generation, keys, self.using)

    def _row(
        self, object_id: ObjectId, position: int, draft: PassageDraft, split_counts: Counts
    ) -> PassageRow:
        title_words = self._title_words(draft.title, draft.language, split_counts)
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

    def _title_words(self, title: str, code: str, split_counts: Counts) -> list[str]:
        tokens = telling_tokens(title, code)[:MAX_TITLE_WORDS]
        analysed = (self._word(token.text, code, split_counts) for token in tokens)
        return [word for word in analysed if word]

    def _word(self, text: str, code: str, split_counts: Counts) -> str:
        """A word of a title as "exact:stem,stem:part,part"; empty for signs."""
        key = (text.lower(), code)
        if key not in self._words:
            if len(self._words) > CACHED_WORDS:
                self._words.clear()
            counts = split_counts if language(code).has_compounds else None
            word = self.analyser.word(text, code, counts)
            self._words[key] = (
                f"{word.exact}:{','.join(word.stems)}:{','.join(word.parts)}" if word.exact else ""
            )
        return self._words[key]

    def _body(self, text: str, code: str) -> str:
        tokens = telling_tokens(text, code)[:MAX_TEXT_WORDS]
        keys = (self._keys(token.text.lower(), code) for token in tokens)
        return " ".join(dict.fromkeys(key for word_keys in keys for key in word_keys))

    def _keys(self, word: str, code: str) -> tuple[str, ...]:
        """The keys of a word in a text."""
        key = (word, code)
        if key not in self._stems:
            if len(self._stems) > CACHED_WORDS:
                self._stems.clear()
            self._stems[key] = tuple(f"{code}1{stem}" for stem in self.analyser.stems(word, code))
        return self._stems[key]


def _titles(passages: Iterable[PassageRow | PassageDraft]) -> set[tuple[str, str]]:
    """The title of an object in each language."""
    return {(one.language, one.title) for one in passages if one.section == TITLE}


def is_of_item(row: PassageRow) -> bool:
    """Whether it is a passage of an item: a role's own texts have their section as their anchor."""
    return row.section not in TITLE_SECTIONS and row.anchor != row.section


def batched(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items in batches that fit into the parameters of one statement."""
    for start in range(0, len(items), MAX_PARAMETERS):
        yield items[start : start + MAX_PARAMETERS]


def read_term_counts(generation: Generation, terms: Collection[str], using: str) -> dict[str, int]:
    """The document frequencies of terms; those of no passage are left out."""
    if not terms:
        return {}
    is_one, parameter = engine(using).among(terms)
    sql = f"SELECT term, count FROM search_term WHERE generation = %s AND term {is_one}"  # noqa: S608
    return dict(engine(using).execute(sql, [generation, parameter]))


def update_term_counts(target: Engine, generation: Generation, changes: TermCounts) -> None:
    """Adds changes to the document frequencies of terms, and indexes the words of titles."""
    counts = {term: n for term, n in sorted(changes.counts.items()) if n}
    if not counts:
        return
    words = changes.words & counts.keys()
    before = read_term_counts(generation, words, target.using)
    if unused := [word for word in before if before[word] + counts[word] <= 0]:
        target.remove_words(generation, unused)
    target.add_counts(generation, [(term, n, term in words) for term, n in counts.items()])
    if new := sorted(word for word in words - before.keys() if counts[word] > 0):
        target.add_words(generation, new)
    if min(counts.values()) < 0:
        terms = Term.objects.using(target.using).filter(generation=generation, count__lte=0)
        terms.delete()

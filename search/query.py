"""Parses queries: the keys of each word, in every language at once."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import log
from string import ascii_lowercase

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from analysis import Word, analyser, fold, is_name, is_small, normalise, tokenise
from analysis.analyser import keys_of_pieces
from analysis.languages import language
from core.clean_text import clean_line
from search.engines import Engine, TermGroup
from search.index import read_term_counts
from search.models import State
from search.scripts import is_foreign
from translations.languages import language_codes

# Of a text, so much is searched for: words, and characters (so that links to it are no longer than
# a server takes). Longer queries than MAX_PRECISE_WORDS are searched for as they are written.
MAX_WORDS, MAX_LENGTH, MAX_PRECISE_WORDS = 40, 800, 12
MAX_JOINED_WORDS = 3  # neighbours that are read as one word
MAX_JOINED_LENGTH = 40
MIN_PREFIX_LENGTH = 2
# Similar spellings: the least similarity and the shortest word.
MIN_SIMILARITY, MIN_FUZZY_LENGTH = 0.78, 4
MAX_SIMILAR_WORDS, TRIGRAM_CANDIDATES = 8, 60
# Compounds that end with a word: the shortest stem, what has to be left before it, candidates.
MIN_SUFFIX_LENGTH, MIN_REST_LENGTH, MAX_CONTAINING = 4, 3, 150
OPERATORS = ("AND", "OR", "NOT")  # which some people write between words
MAX_SMALL_READ = 3  # small words of a query, each of which may be none
MAX_ABBREVIATION_LENGTH = 3  # of a word in capitals that is no beginning of a longer one


def normalise_line(text: str) -> str:
    """A text in NFKC on one line, without what nobody sees or no program could read."""
    readable = clean_line(unicodedata.normalize("NFKC", text).replace("\ufffd", " "))
    return " ".join(unicodedata.normalize("NFKC", readable).split())


def normalise_query(text: str) -> str:
    """What is searched for: the first words of a text, normalised."""
    words = normalise_line(text[: 20 * MAX_LENGTH]).split(" ")[:MAX_WORDS]
    while len(words) > 1 and len(" ".join(words)) > MAX_LENGTH:
        words.pop()
    return words[0][:MAX_LENGTH] if len(words) == 1 else " ".join(words)


@dataclass
class QueryWord:
    """A word of a query, or several neighbours joined to one.

    `analyses` has one reading for each language. `similar` maps words of titles in a similar
    spelling to their similarity; `compounds` are words of titles that end with this one. `weight`
    is the rarity. A word is in the index if any form of it is, in titles if this very form is.
    `part_keys` are its stems as parts of compounds, `leaves` the smallest parts of its own readings
    as a compound.
    """

    text: str
    exact: str
    analyses: list[Word]
    weight: float = 1.0
    small_in: frozenset[str] = frozenset()
    is_stop_word: bool = False
    is_in_index: bool = True
    is_in_titles: bool = True
    is_last: bool = False
    similar: dict[str, float] = field(default_factory=dict)
    compounds: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        stems = (stem for word in self.analyses for stem in word.stems)
        # A small word, or an abbreviation that is one by chance, has no other forms.
        self.stems = frozenset() if self.small_in else frozenset(stems)
        self.part_keys = frozenset(f"{stem[:2]}2{stem[3:]}" for stem in self.stems)
        self.leaves = [word.leaves for word in self.analyses if word.leaves]


@dataclass
class Query:
    """A parsed query. `joins` are neighbours read as one word, by their range of positions."""

    text: str
    words: list[QueryWord]
    joins: dict[tuple[int, int], QueryWord]

    @property
    def content_positions(self) -> list[int]:
        """The positions of all words but stop words; of all words, if there are no others."""
        positions = [n for n, word in enumerate(self.words) if not word.is_stop_word]
        return positions or list(range(len(self.words)))

    @property
    def is_small(self) -> bool:
        """Whether each word is small in some language: “or”, “to be”."""
        return all(word.small_in for word in self.words)

    def readings(self, language: str) -> list[frozenset[int]]:
        """The positions of small words in each way to read the query, the likeliest first.

        “it” is a small word in English, but titles have it as an abbreviation: so it is looked for
        as a word first, beside other small words and alone (“head of it”), then as what it is in
        the reader's language, then as in any other.
        """
        words = [*enumerate(self.words)]
        if self.is_small:
            return [frozenset()]
        anywhere = frozenset(n for n, word in words if word.small_in)
        if self.is_long:
            return [anywhere]
        # A letter is one in capitals only.
        unused = {
            n for n in anywhere if not self.words[n].is_in_titles or len(self.words[n].exact) == 1
        }
        own = {n for n in anywhere if language in self.words[n].small_in}
        typed = {n for n in anywhere if self.words[n].is_last}
        few = sorted(own - unused)[:MAX_SMALL_READ]
        alone = (frozenset((unused | own) - typed - {n}) for n in few)
        readings = (frozenset(unused - typed), *alone, frozenset((unused | own) - typed), anywhere)
        return [*dict.fromkeys(readings)]

    @property
    def is_long(self) -> bool:
        """Whether it is a text rather than a query: other spellings of its words say nothing."""
        return len(self.words) > MAX_PRECISE_WORDS

    def groups(self) -> list[TermGroup]:
        """A term group for each content word."""
        return [self._group(position) for position in self.content_positions]

    def groups_in_index(self) -> list[TermGroup]:
        """A term group for each content word that a passage may match."""
        positions = self.content_positions
        return [self._group(position) for position in positions if self._may_match(position)]

    def groups_of_parts(self) -> list[TermGroup]:
        """A term group for each content word and for each part of a compound.

        Empty if no word is a compound.
        """
        positions = self.content_positions
        compounds = [position for position in positions if self.words[position].leaves]
        groups = [self._group(position) for position in positions if position not in compounds]
        for position in compounds:
            readings = self.words[position].leaves
            same_length = (leaves for leaves in readings if len(leaves) == len(readings[0]))
            groups += [TermGroup(tuple(chain(*keys))) for keys in zip(*same_length, strict=True)]
        return groups if compounds else []

    def _joins_at(self, position: int) -> list[QueryWord]:
        return [word for (start, end), word in self.joins.items() if start <= position < end]

    def _may_match(self, position: int) -> bool:
        word = self.words[position]
        readings = (word, *self._joins_at(position))
        return bool(word.similar) or word.is_last or any(w.is_in_index for w in readings)

    def _group(self, position: int) -> TermGroup:
        word = self.words[position]
        keys = (*sorted(word.stems), *sorted(word.part_keys))
        terms = dict.fromkeys((word.exact, *keys, *word.similar, *sorted(word.compounds)))
        for joined in self._joins_at(position):
            terms |= dict.fromkeys((joined.exact, *sorted(joined.stems), *joined.similar))
        is_prefix = word.is_last and len(word.exact) >= MIN_PREFIX_LENGTH
        return TermGroup(
            terms=tuple(terms),
            stems=tuple(sorted(word.stems)),
            prefix=word.exact if is_prefix else "",
            conjunctions=tuple(word.leaves),
            weight=word.weight,
        )


class QueryReader:
    """Parses queries with the term counts of the live generation."""

    def __init__(self, engine: Engine, state: State) -> None:
        self.engine = engine
        self.generation = state.live
        self.size = state.size + 2
        self._counts: dict[str, int] = {}

    def read(self, text: str, is_typing: bool = False) -> Query:
        """Parses a normalised query. Reads term counts once, twice if a word is not in titles.

        While someone is typing, any last word may be the beginning of a longer one.
        """
        tokens = tokenise(text)
        texts = [*dict.fromkeys(token.text for token in tokens if fold(token.text))][:MAX_WORDS]
        joins = _join_neighbours(texts)
        self._read_counts({*texts, *joins.values()})
        unknown = {word for word in texts if not self._has_title_form(self._word(word))}
        self._read_counts_of_pieces(unknown)
        words = [self._word(word, is_split=word in unknown) for word in texts]
        for word in words:
            may_go_on = is_typing and not is_foreign(word.text)
            word.is_last = word is words[-1] and (may_go_on or _may_go_on(word))
        names = {token.text for token in tokens if is_name(token, tokens, text)}
        names -= {word for word in texts[1:] if word in OPERATORS}
        for word in words:
            if word.text in names:
                word.small_in = frozenset()
        query = Query(text, words, {key: self._word(word) for key, word in joins.items()})
        self.set_small(query, {n for n, word in enumerate(words) if word.small_in})
        return query

    def set_small(self, query: Query, positions: Collection[int]) -> None:
        """Reads a query with small words at these positions."""
        for n, word in enumerate(query.words):
            word.is_stop_word = n in positions
        self._set_weights(query.words)

    def add_similar_words(self, query: Query, all_words: bool = False) -> bool:
        """Adds similar spellings to words that are not in titles, or to all; returns if any."""
        is_any_added = False
        for word in query.words:
            if (all_words or not word.is_in_titles) and not word.similar and not word.is_stop_word:
                word.similar = self._similar_words(word)
                is_any_added |= bool(word.similar)
        for joined in query.joins.values() if all_words else ():
            if not (joined.is_in_titles or is_foreign(joined.text)):
                joined.similar = self._words_one_edit_away(joined)
                is_any_added |= bool(joined.similar)
        if is_any_added:
            self._set_weights(query.words)
        return is_any_added

    def add_compounds(self, query: Query) -> None:
        """Adds words of titles that end with a word, in languages that write compounds as one.

        These are compounds that could not be split when they were indexed.
        """
        own = (query.words[position] for position in query.content_positions)
        for word in (word for word in own if not is_foreign(word.text)):
            for code in language_codes():
                if language(code).has_compounds:
                    word.compounds |= self._words_ending_with(word, code)

    def _words_ending_with(self, word: QueryWord, code: str) -> frozenset[str]:
        words: set[str] = set()
        stems = analyser().stems
        for stem in stems(normalise(word.text), code):
            if len(stem) >= MIN_SUFFIX_LENGTH:
                candidates = self.engine.words_containing(self.generation, stem, MAX_CONTAINING)
                words |= {other for other in candidates if _has_suffix(stems(other, code), stem)}
        return frozenset(words - {word.exact})

    def _read_counts(self, words: Collection[str]) -> None:
        keys: set[str] = set()
        for text in words:
            for code in language_codes():
                word = analyser().word(text, code)
                keys |= {word.exact, *word.stems, *word.parts}
        self._counts |= read_term_counts(self.generation, keys, self.engine.using) if keys else {}

    def _read_counts_of_pieces(self, words: Collection[str]) -> None:
        """For splitting words that are not in titles."""
        reader = analyser()
        keys = {
            key
            for word in words
            for code in language_codes()
            for key in keys_of_pieces(reader, fold(word), code)
        }
        self._counts |= read_term_counts(self.generation, keys, self.engine.using) if keys else {}

    def _word(self, text: str, is_split: bool = False) -> QueryWord:
        counts = self._counts if is_split else None
        analyses = [analyser().word(text, code, counts) for code in language_codes()]
        analyses = [word._replace(leaves=self._indexed_leaves(word)) for word in analyses]
        if is_foreign(text):  # only the very word: what it is folded to may look like anything
            analyses = [Word(word.exact, (), (), ()) for word in analyses]
        small_in = frozenset(code for code in language_codes() if is_small(text, code))
        word = QueryWord(text, analyses[0].exact, analyses, small_in=small_in)
        word.is_in_index = bool(word.leaves) or self._count_of(word) > 0
        word.is_in_titles = word.exact in self._counts
        return word

    def _has_title_form(self, word: QueryWord) -> bool:
        """Whether titles contain the word in any form, alone or in a compound."""
        return any(key in self._counts for key in (word.exact, *word.part_keys))

    def _indexed_leaves(self, word: Word) -> tuple[tuple[str, ...], ...]:
        """The indexed keys of the parts of a compound; empty unless every part has one."""
        leaves = tuple(tuple(key for key in leaf if key in self._counts) for leaf in word.leaves)
        return leaves if all(leaves) else ()

    def _count_of(self, word: QueryWord) -> int:
        keys = (word.exact, *word.stems, *word.part_keys)
        return max(self._counts.get(key, 0) for key in keys)

    def _set_weights(self, words: Sequence[QueryWord]) -> None:
        """Sets the weight of each word to its inverse document frequency."""
        for word in words:
            count = self._count_of(word)
            word.weight = log(self.size / (1 + count)) if count else 0.0
        known = [word.weight for word in words if word.weight and not word.is_stop_word]
        for word in words:
            if not word.weight:  # not in the index: somewhat rarer than the other words
                word.weight = 1.2 * sum(known) / len(known) if known else 1.0
            word.weight = max(word.weight, 0.5)
            if word.is_stop_word and not all(word.is_stop_word for word in words):
                word.weight = 0.0

    def _words_one_edit_away(self, word: QueryWord) -> dict[str, float]:
        """For words that a letter joins to a compound: “projekti hallinta”, “projektinhallinta”."""
        words = sorted(self._read_one_edit_counts(word))[:MAX_SIMILAR_WORDS]
        return {other: similarity(word.exact, other) for other in words}

    def _read_one_edit_counts(self, word: QueryWord) -> dict[str, int]:
        variants = one_edit_variants(word.exact)
        counts = read_term_counts(self.generation, variants, self.engine.using)
        self._counts |= counts
        return counts

    def _similar_words(self, word: QueryWord) -> dict[str, float]:
        if len(word.exact) < MIN_FUZZY_LENGTH or is_foreign(word.text):
            return {}
        by_trigrams = self.engine.similar_words(self.generation, word.exact, TRIGRAM_CANDIDATES)
        candidates = {*self._read_one_edit_counts(word), *by_trigrams} - {word.exact}
        scores = {other: similarity(word.exact, other) for other in candidates}
        best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
        similar = [
            (other, score)
            for other, score in best
            if score >= MIN_SIMILARITY and _is_misspelling(word.exact, other)
        ]
        return dict(similar[:MAX_SIMILAR_WORDS])


def _may_go_on(word: QueryWord) -> bool:
    """Whether the last word of a query may be the beginning of a longer one."""
    longest = MAX_ABBREVIATION_LENGTH if word.text.isupper() else MIN_PREFIX_LENGTH
    is_abbreviation = len(word.text) <= longest and word.is_in_titles
    return not (word.small_in or is_abbreviation or is_foreign(word.text))


def _has_suffix(stems: Collection[str], suffix: str) -> bool:
    """Whether a stem ends with another one and is long enough to be a compound of it."""
    return any(
        stem.endswith(suffix) and len(stem) - len(suffix) >= MIN_REST_LENGTH for stem in stems
    )


def similarity(word: str, other: str) -> float:
    """The similarity of two folded words, from 0 to 1."""
    return fuzz.ratio(word, other) / 100


def _is_misspelling(word: str, other: str) -> bool:
    """Whether few edits lead from one word to the other: one in short words, more in long ones."""
    length = min(len(word), len(other))
    max_edits = 1 if length < 6 else 2 if length < 10 else 4
    return OSA.distance(word, other, score_cutoff=max_edits) <= max_edits


def one_edit_variants(word: str) -> set[str]:
    """All words that differ by one edit: a letter left out, added, replaced, or moved by one or two
    positions."""
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    variants = {a + b[1:] for a, b in cuts if b}
    variants |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    variants |= {a + b[1:3] + b[0] + b[3:] for a, b in cuts if len(b) > 2}
    variants |= {a + b[2] + b[:2] + b[3:] for a, b in cuts if len(b) > 2}
    variants |= {a + letter + b[1:] for a, b in cuts if b for letter in ascii_lowercase}
    variants |= {a + letter + b for a, b in cuts for letter in ascii_lowercase}
    return variants - {word}


def _join_neighbours(words: Sequence[str]) -> dict[tuple[int, int], str]:
    """Neighbouring words joined to one, by their range of positions (start, end)."""
    joins = {}
    for start in range(len(words)):
        for end in range(start + 2, min(start + MAX_JOINED_WORDS, len(words)) + 1):
            joined = "".join(words[start:end])
            if len(joined) <= MAX_JOINED_LENGTH:
                joins[start, end] = normalise(joined)
    return joins

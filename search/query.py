"""Reading a query: what each word of it may be, in every language at once."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import log
from string import ascii_lowercase

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from search.analysis import Word, analyser, fold, plain, tokens
from search.analysis.analyser import keys_of_pieces
from search.analysis.languages import language
from search.engines import Engine, Group
from search.index import counts_of
from search.models import State
from translations.languages import language_codes

LONGEST = 200  # characters of a query
MOST_WORDS = 12
MOST_JOINED = 3  # words that may have been one
SHORTEST_PREFIX = 2
# How alike two spellings of a word are at least, and from which length it is looked at.
ALIKE, SHORTEST_ALIKE = 0.78, 4
RATHER_ALIKE = 0.6  # where nothing better is found
NEAR_WORDS, LOOKED_AT = 8, 60
# From how many letters of its stem on a word is looked for in others; so many of those count.
SHORTEST_HEAD, CONTAINING = 4, 150
SHORTEST_PART = 3
SMALL_WEIGHT = 0.05
UNSEEN = ("Cc", "Cs", "Zl", "Zp")  # controls, lone surrogates, separators of lines


def clean(text: str) -> str:
    """A query as it is searched for: one line of at most 200 characters that can be seen."""
    text = unicodedata.normalize("NFKC", text[: 20 * LONGEST])
    seen = (
        " " if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char for char in text
    )
    return " ".join("".join(seen).split())[:LONGEST].strip()


@dataclass
class QueryWord:
    """A word of a query, or several that may be one (`joins` of them).

    `forms` are its readings in each language. `near` maps words of the index that are spelt alike
    to how alike they are; `heads` are those that end with it. `weight` is its rarity. A word is
    known if it can be found, and written if a title has it in just this form.
    """

    text: str
    exact: str
    forms: list[Word]
    weight: float = 1.0
    is_small: bool = False
    is_known: bool = True
    is_written: bool = True
    is_last: bool = False
    near: dict[str, float] = field(default_factory=dict)
    heads: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.stems = frozenset(stem for form in self.forms for stem in form.stems)
        self.wholes = frozenset(f"{stem[:2]}2{stem[3:]}" for stem in self.stems)
        self.leaves = [form.leaves for form in self.forms if form.leaves]


@dataclass
class Query:
    """A query as it was read. `joins` are neighbours read as one word, by their places."""

    text: str
    words: list[QueryWord]
    joins: dict[tuple[int, int], QueryWord]

    @property
    def content(self) -> list[int]:
        """The places of the words that say something; of all, if none does."""
        places = [n for n, word in enumerate(self.words) if not word.is_small]
        return places or list(range(len(self.words)))

    def groups(self) -> list[Group]:
        """What the engines look for."""
        return [self._group(place) for place in self.content]

    def groups_in_index(self) -> list[Group]:
        """The same without the words that no passage can have."""
        return [self._group(place) for place in self.content if self._may_match(place)]

    def groups_of_parts(self) -> list[Group]:
        """The same with compounds taken apart; none if there is no compound."""
        compounds = [place for place in self.content if self.words[place].leaves]
        groups = [self._group(place) for place in self.content if place not in compounds]
        for place in compounds:
            readings = self.words[place].leaves
            same = (leaves for leaves in readings if len(leaves) == len(readings[0]))
            groups += [Group(tuple(chain(*keys))) for keys in zip(*same, strict=True)]
        return groups if compounds else []

    def _may_match(self, place: int) -> bool:
        joined = [word for (start, end), word in self.joins.items() if start <= place < end]
        word = self.words[place]
        return bool(word.near) or word.is_last or any(one.is_known for one in (word, *joined))

    def _group(self, place: int) -> Group:
        word = self.words[place]
        terms = dict.fromkeys(
            (word.exact, *sorted(word.stems), *sorted(word.wholes), *word.near, *sorted(word.heads))
        )
        for (start, end), joined in self.joins.items():
            if start <= place < end:
                terms |= dict.fromkeys((joined.exact, *sorted(joined.stems), *joined.near))
        is_begun = word.is_last and len(word.exact) >= SHORTEST_PREFIX
        return Group(
            terms=tuple(terms),
            stems=tuple(sorted(word.stems)),
            prefix=word.exact if is_begun else "",
            together=tuple(word.leaves),
            weight=word.weight,
        )


class Reader:
    """Reads queries by one generation of the index."""

    def __init__(self, engine: Engine, state: State) -> None:
        self.engine = engine
        self.generation = state.live
        self.size = state.size + 2
        self.is_relaxed = False
        self._counts: dict[str, int] = {}

    def read(self, text: str) -> Query:
        """The query that a cleaned text is. Two look-ups of counts, or one if all is known."""
        readable = (token.text for token in tokens(text) if fold(token.text))
        found = [*dict.fromkeys(readable)][:MOST_WORDS]
        joins = _joins(found)
        self._count({*found, *joins.values()})
        new = {word for word in found if not self._is_in_titles(self._word(word))}
        self._count_pieces(new)
        words = [self._word(word, is_split=word in new) for word in found]
        if words:
            words[-1].is_last = True
        self._weigh(words)
        return Query(text, words, {place: self._word(word) for place, word in joins.items()})

    def look_nearer(self, query: Query, all_words: bool = False) -> bool:
        """Finds words spelt like those that the index does not know, or like any. Says if any."""
        found = False
        for word in query.words:
            if (all_words or not word.is_written) and not word.near and not word.is_small:
                word.near = self._near(word)
                found |= bool(word.near)
        for joined in query.joins.values() if all_words else ():
            if not joined.is_written:
                joined.near = self._one_letter_off(joined)
                found |= bool(joined.near)
        if found:
            self._weigh(query.words)
        return found

    def look_inside(self, query: Query) -> None:
        """Finds the words that end with one of the query, where languages write compounds so.

        For those that could not be taken apart when they were indexed.
        """
        for place in query.content:
            word = query.words[place]
            for code in language_codes():
                if language(code).has_compounds:
                    word.heads |= self._ending_with(word, code)

    def _ending_with(self, word: QueryWord, code: str) -> frozenset[str]:
        reader, found = analyser(), set()
        for stem in reader.stems(plain(word.text), code):
            if len(stem) >= SHORTEST_HEAD:
                there = self.engine.containing(self.generation, stem, CONTAINING)
                found |= {o for o in there if _ends_with(stem, reader.stems(o, code))}
        return frozenset(found - {word.exact})

    def _count(self, words: Collection[str]) -> None:
        reader, keys = analyser(), set()
        for word in words:
            for code in language_codes():
                form = reader.word(word, code)
                keys |= {form.exact, *form.stems, *form.parts}
        self._counts |= counts_of(self.generation, keys, self.engine.using) if keys else {}

    def _count_pieces(self, words: Collection[str]) -> None:
        """What a word that the index does not know may be made of."""
        reader = analyser()
        keys = {
            key
            for word in words
            for code in language_codes()
            for key in keys_of_pieces(reader, fold(word), code)
        }
        self._counts |= counts_of(self.generation, keys, self.engine.using) if keys else {}

    def _word(self, text: str, is_split: bool = False) -> QueryWord:
        known = self._counts if is_split else None
        forms = [analyser().word(text, code, known) for code in language_codes()]
        forms = [form._replace(leaves=self._known_leaves(form)) for form in forms]
        word = QueryWord(text, forms[0].exact, forms)
        word.is_small = any(word.exact in language(code).small_words for code in language_codes())
        word.is_known = bool(word.leaves) or self._count_of(word) > 0
        word.is_written = word.exact in self._counts
        return word

    def _is_in_titles(self, word: QueryWord) -> bool:
        return any(key in self._counts for key in (word.exact, *word.wholes))

    def _known_leaves(self, form: Word) -> tuple[tuple[str, ...], ...]:
        """Parts of a word count only if all of them are in the index."""
        known = tuple(tuple(key for key in leaf if key in self._counts) for leaf in form.leaves)
        return known if all(known) else ()

    def _count_of(self, word: QueryWord) -> int:
        keys = (word.exact, *word.stems, *word.wholes)
        return max(self._counts.get(key, 0) for key in keys)

    def _weigh(self, words: Sequence[QueryWord]) -> None:
        for word in words:
            count = self._count_of(word)
            word.weight = log(self.size / (1 + count)) if count else 0.0
        known = [word.weight for word in words if word.weight and not word.is_small]
        for word in words:
            if not word.weight:  # as rare as the others are, and a little rarer
                word.weight = 1.2 * sum(known) / len(known) if known else 1.0
            word.weight = max(word.weight, 0.5)
            if word.is_small:
                word.weight *= SMALL_WEIGHT

    def _one_letter_off(self, word: QueryWord) -> dict[str, float]:
        """For words that were one with a letter between them: “projekti hallinta”."""
        known = counts_of(self.generation, misspellings(word.exact), self.engine.using)
        self._counts |= known
        return {other: alike(word.exact, other) for other in sorted(known)[:NEAR_WORDS]}

    def _near(self, word: QueryWord) -> dict[str, float]:
        if len(word.exact) < SHORTEST_ALIKE:
            return {}
        known = counts_of(self.generation, misspellings(word.exact), self.engine.using)
        self._counts |= known
        looked_at = {*known, *self.engine.trigram(self.generation, word.exact, LOOKED_AT)}
        found = {other: alike(word.exact, other) for other in looked_at - {word.exact}}
        best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        if self.is_relaxed:
            near = [pair for pair in best if pair[1] >= RATHER_ALIKE]
        else:
            near = [pair for pair in best if pair[1] >= ALIKE and _may_be(word.exact, pair[0])]
        return dict(near[:NEAR_WORDS])


def _ends_with(stem: str, stems: Collection[str]) -> bool:
    """Whether a stem stands at the end of one, with enough before it to be a part of its own."""
    return any(one.endswith(stem) and len(one) - len(stem) >= SHORTEST_PART for one in stems)


def alike(one: str, other: str) -> float:
    """How alike two folded words are spelt, from 0 to 1."""
    return fuzz.ratio(one, other) / 100


def _may_be(one: str, other: str) -> bool:
    """Whether one may be a misspelling of the other: with one mistake, in long words with more."""
    shorter = min(len(one), len(other))
    mistakes = 1 if shorter < 6 else 2 if shorter < 10 else 4
    return OSA.distance(one, other, score_cutoff=mistakes) <= mistakes


def misspellings(word: str) -> set[str]:
    """All words of which a word may be a misspelling by one letter: left out, added, changed, or
    one or two places from where it belongs."""
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    found = {a + b[1:] for a, b in cuts if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    found |= {a + b[1:3] + b[0] + b[3:] for a, b in cuts if len(b) > 2}
    found |= {a + b[2] + b[:2] + b[3:] for a, b in cuts if len(b) > 2}
    found |= {a + letter + b[1:] for a, b in cuts if b for letter in ascii_lowercase}
    found |= {a + letter + b for a, b in cuts for letter in ascii_lowercase}
    return found - {word}


def _joins(words: Sequence[str]) -> dict[tuple[int, int], str]:
    """Neighbours as one word, by their places (from, to)."""
    found = {}
    for start in range(len(words)):
        for end in range(start + 2, min(start + MOST_JOINED, len(words)) + 1):
            joined = "".join(words[start:end])
            if len(joined) <= 40:
                found[start, end] = plain(joined)
    return found

"""Whether a text names something: whether the words of its name stand there in whatever form."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from analysis.analyser import analyser
from analysis.languages import language
from analysis.tokens import fold, normalise, words

BEGINNING = 5  # letters that words of the same origin have in common at least
# Letters after them at most. Words that are compounds have the same beginning more often.
ENDING, ENDING_IN_COMPOUNDS = 5, 3
SHORTEST_PREFIX = 3  # letters before the last part of a word at least
LONGEST_CASE = 4  # letters that inflection changes at most at the end of a word
SHORTEST_STEM = 4  # letters of a stem that the last part of a word is recognised by


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word of a name: folded, its first letters, and its stems."""

    text: str
    beginning: str
    stems: frozenset[str]


class NamingText:
    """A text of a role in one language."""

    def __init__(self, text: str, code: str) -> None:
        self.code = code
        self.words = words(normalise(text))

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(_stems(word, self.code) for word in self.words))

    @cached_property
    def folded(self) -> frozenset[str]:
        return frozenset(map(fold, self.words))

    @cached_property
    def parts(self) -> dict[str, list[str]]:
        """Its folded words, and whatever may be the last part of one, by their first letters."""
        parts: dict[str, list[str]] = defaultdict(list)
        for text in self.folded:
            for start in (0, *range(SHORTEST_PREFIX, len(text) - BEGINNING + 1)):
                parts[text[start : start + BEGINNING]].append(text[start:])
        return parts

    def names_all(self, name: Iterable[NameWord]) -> bool:
        return all(map(self.names, name))

    def names(self, word: NameWord) -> bool:
        if not self.stems.isdisjoint(word.stems):
            return True
        return word.beginning in self.parts and (self.has_part(word) or self._has_derived(word))

    def has_part(self, word: NameWord) -> bool:
        """Whether the word is a word or the last part of one: chemistry of “biochemist”."""
        stems = (
            stem
            for part in self.parts.get(word.beginning, ())
            for stem in word.stems & _stems(part, self.code)
        )
        return any(len(stem) >= SHORTEST_STEM for stem in stems)

    def _has_derived(self, word: NameWord) -> bool:
        """Whether a word has the same origin as the skill's: electrician, electricity."""
        longest = ENDING_IN_COMPOUNDS if language(self.code).has_compounds else ENDING
        for part in self.folded.intersection(self.parts[word.beginning]):
            common = common_length(part, word.text)
            ending = max(len(part), len(word.text)) - common
            if common >= BEGINNING and ending <= min(longest, common):
                return True
        return False


def name_words(name: str, code: str) -> list[NameWord]:
    """The words of a name but small ones."""
    small = language(code).stop_words
    return [
        NameWord(text, text[:BEGINNING], _stems(word, code))
        for word in words(normalise(name))
        if (text := fold(word)) and text not in small
    ]


def is_form(word: str, base: str, code: str) -> bool:
    """Whether a folded word is a form of another: of the same word, not of one derived from it."""
    if word == base:
        return True
    uninflected = language(code).uninflected
    alike = min(len(word), len(base), max(SHORTEST_STEM, len(base) - LONGEST_CASE))
    if common_length(word, base) < alike:
        return False
    return not {word, *uninflected(word)}.isdisjoint((base, *uninflected(base)))


def common_length(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    differing = (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differing, min(len(one), len(other)))


def _stems(word: str, code: str) -> frozenset[str]:
    return frozenset(analyser().stems(word, code))

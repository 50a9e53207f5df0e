"""Soft hyphens in long words, put in when a title is rendered and never stored.

A browser hyphenates only the languages it has a dictionary for. To add a language, give it a row in
`PATTERNS`; where pyphen has none, the words stay whole. A compound is broken where its parts meet
(translations.compounds), and within a part only if that is long.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

from pyphen import Pyphen  # type: ignore[import-untyped]  # it has no types

from translations.compounds import joints

SOFT_HYPHEN = "\u00ad"
# Keeps a line from ending after the hyphen that stands for a part named before: "-kontakteja".
WORD_JOINER = "\u2060"
LEADING_HYPHEN = re.compile(r"(?<!\S)[-‐](?=[^\W\d_])")
# Letters that stay together at either end of a word.
MARGIN = 3
LONG_WORD = re.compile(r"[^\W\d_]{12,}")
# From so many letters on, a part of a compound is broken too.
LONG_PART = 10
# Digits, hyphens, and what stands in addresses: such a word stays as it is.
NOT_A_PLAIN_WORD = re.compile(r"[\d@/\\_‐‑-]|[.:]\w")
PATTERNS = {"en": "en_GB", "nb": "nb_NO", "pl": "pl_PL"}

FINNISH_VOWELS = frozenset("aeiouyåäö")
# Long vowels and diphthongs. A pair that is one only in a first syllable (the last three) is never
# parted.
FINNISH_PAIRS = frozenset(re.findall("..", "aaeeiioouuyyääööaieioiuiyiäiöiaueuiuoueyiyäyöyieuoyö"))
# How second parts of compounds begin that the rule of syllables would break in the wrong place:
# with a vowel or with several consonants.
FINNISH_SECOND_PARTS = re.compile(
    "(?=agent|alue|analy|arvioin|asiaka|asiantun|edustaj|esihenkil|esimie|indeks|ongelm|organi"
    "|osaam|osasto|projekt|prosent|prosess|strateg|struktuur|uskollis|yhte[iy]|ylläpi|ymmär"
    "|ympäristö|(?<![pr])ohj[ae]|(?<=teko)äly|(?<=[sy])alust|(?<=s)ehdot|(?<=[eö]n)ot[ot])"
)


def soften(text: str, language: str) -> str:
    """The text with U+00AD where its words of twelve letters and more may be broken."""
    plain = text.replace(SOFT_HYPHEN, "")
    return re.sub(r"\S+", lambda word: _soften(word[0], language), keep_hyphens(plain))


def keep_hyphens(text: str) -> str:
    """The text with U+2060 after each hyphen that a word begins with: no line ends there."""
    if "-" not in text and "‐" not in text:
        return text
    return LEADING_HYPHEN.sub(lambda hyphen: hyphen[0] + WORD_JOINER, text)


@lru_cache(maxsize=8192)
def _soften(word: str, language: str) -> str:
    """A word, with the signs around it."""
    if len(word) < 12 or NOT_A_PLAIN_WORD.search(word):
        return word
    return LONG_WORD.sub(lambda letters: _broken(letters[0], language), word)


def _broken(word: str, language: str) -> str:
    breaks = {place for place in _breaks(word, language) if MARGIN <= place <= len(word) - MARGIN}
    edges = [0, *sorted(breaks), len(word)]
    return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise(edges))


def _breaks(word: str, language: str) -> Iterator[int]:
    """The places where a word may be broken, as the number of letters before each."""
    edges = [0, *joints(word.lower(), language), len(word)]
    for start, end in pairwise(edges):
        yield start
        if end - start >= LONG_PART:
            within = _breaks_of_part(word[start:end], language)
            yield from (
                start + place for place in within if MARGIN <= place <= end - start - MARGIN
            )


def _breaks_of_part(part: str, language: str) -> Iterable[int]:
    if language == "fi":
        return _finnish_breaks(part.lower())
    return _patterns(language).positions(part) if language in PATTERNS else ()


@cache
def _patterns(language: str) -> Pyphen:
    return Pyphen(lang=PATTERNS[language], left=MARGIN, right=MARGIN)


def _finnish_breaks(word: str) -> Iterator[int]:
    seams = (seam.start() for seam in FINNISH_SECOND_PARTS.finditer(word))
    for start, end in pairwise([0, *seams, len(word)]):
        yield start
        part = word[start:end]
        for place in range(2, len(part) - 1):
            if _begins_finnish_syllable(part, place):
                yield start + place


def _begins_finnish_syllable(part: str, place: int) -> bool:
    """A syllable begins with the consonant before a vowel, and between vowels that form no pair."""
    before, here, after = (letter in FINNISH_VOWELS for letter in part[place - 1 : place + 2])
    if not here:
        return after and not FINNISH_VOWELS.isdisjoint(part[:place])
    if not before or part[place - 1 : place + 1] in FINNISH_PAIRS:
        return False
    # Two short vowels might be parted ("asi-akas"), but that reads badly.
    return part[place - 2 : place] in FINNISH_PAIRS or part[place : place + 2] in FINNISH_PAIRS

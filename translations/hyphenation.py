"""Soft hyphens in long words, put in when a title is rendered and never stored.

A browser hyphenates only the languages it has a dictionary for. To add a language, give it a row in
`PATTERNS`; where pyphen has none, the words stay whole.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from pyphen import Pyphen  # type: ignore[import-untyped]  # it has no types

SOFT_HYPHEN = "\u00ad"
# Letters that stay together at either end of a word.
MARGIN = 3
LONG_WORD = re.compile(r"[^\W\d_]{12,}")
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
    return re.sub(r"\S+", lambda word: _soften(word[0], language), text.replace(SOFT_HYPHEN, ""))


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
    if language == "fi":
        yield from _finnish_breaks(word.lower())
    elif language in PATTERNS:
        yield from _patterns(language).positions(word)


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

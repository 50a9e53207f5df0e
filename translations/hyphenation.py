"""Soft hyphens in long words, put in when a title is rendered and never stored.

A browser hyphenates only the languages it has a dictionary for. To add a language, give it a row in
`PATTERNS`; where pyphen has none, the words stay whole. A compound is broken where its parts meet
(translations.compounds), and within a part only if that is long. Where a hyphen or a slash joins
words, each is broken by itself.

Leans on a part of pyphen that its documentation does not describe
(tests/translations/test_hyphenation.py):

- `hdcache`, the `HyphDict` of each file of `LANGUAGES`, its `patterns` by letters, the length of
  the longest (`maxlen`), and the `cache` of words that it has answered; `Pyphen.hd` is one
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyphen  # type: ignore[import-untyped]  # it has no types
from pyphen import HyphDict, Pyphen, hdcache

from analysis.caching import cached_by_word
from core.signed_file import SignedFile
from translations.compounds import joints

SOFT_HYPHEN = "\u00ad"
# Keeps a line from ending after the hyphen that stands for a part named before: "-kontakteja".
WORD_JOINER = "\u2060"
JOIN = re.compile("[‐‑/-]")
LEADING_HYPHEN = re.compile(r"(?<!\S)[-‐](?=[^\W\d_])")
# Letters that stay together at either end of a word.
MARGIN = 3
LONG = 12
LONG_WORD = re.compile(rf"[^\W\d_]{{{LONG},}}")
LONG_ENOUGH = re.compile(rf"\S{{{LONG},}}")  # with the signs around it
# From so many letters on, a part of a compound is broken too.
LONG_PART = 13
# Digits, and what stands in addresses: such a word stays as it is.
NOT_A_PLAIN_WORD = re.compile(r"[\d@\\_]|[.:]\w|//|^/")
PATTERNS = {"en": "en_GB", "nb": "nb_NO", "pl": "pl_PL"}

FINNISH_VOWELS = frozenset("aeiouyåäö")
# Long vowels and diphthongs. A pair that is one only in a first syllable (the last three) is never
# parted.
FINNISH_PAIRS = frozenset(re.findall("..", "aaeeiioouuyyääööaieioiuiyiäiöiaueuiuoueyiyäyöyieuoyö"))
# How second parts of compounds begin that the rule of syllables would break in the wrong place:
# with a vowel or with several consonants.
FINNISH_SECOND_PARTS = re.compile(
    "(?=agent|alue|analy|arkkiteh|arvioin|asenta|asiaka|asiantun|avustaj|edustaj|eläin|energi"
    "|esihenkil|esimie|indeks|insinöör|ongelm|operaat|opetta|organi|osaam|osasto|projekt|prosent"
    "|prosess|strateg|struktuur|upseer|urheil|uskollis|yhte[iy]|ylläpi|ymmär|ympäristö"
    "|(?<=us)aik[ao]|(?<=vaihto)ehto|(?<![pr])ohj[ae]|(?<=teko)äly|(?<=[sy])alust|(?<=s)ehdot"
    "|(?<=[eö]n)ot[ot])"
)


def soften(text: str, language: str, shortest: int = LONG) -> str:
    """The text with U+00AD where its words of so many letters and more may be broken."""
    plain = text.replace(SOFT_HYPHEN, "")
    return LONG_ENOUGH.sub(lambda word: _soften(word[0], language, shortest), keep_together(plain))


def keep_together(text: str) -> str:
    """The text with U+2060 after a hyphen that begins a word; no line begins with a slash."""
    if "-" in text or "‐" in text:
        text = LEADING_HYPHEN.sub(lambda hyphen: hyphen[0] + WORD_JOINER, text)
    return text.replace(" / ", "\u00a0/ ")


@cached_by_word(5_000)
def _soften(word: str, language: str, shortest: int) -> str:
    """A word, with the signs around it."""
    if len(word) < shortest or NOT_A_PLAIN_WORD.search(word):
        return word
    is_joined = bool(JOIN.search(word))

    def broken(letters: re.Match[str]) -> str:
        part = letters[0]
        return _broken(part, language, is_joined) if len(part) >= shortest else part

    return LONG_WORD.sub(broken, word)


def _broken(word: str, language: str, is_joined: bool) -> str:
    found = _breaks(word, language, is_joined)
    breaks = {place for place in found if MARGIN <= place <= len(word) - MARGIN}
    edges = [0, *sorted(breaks), len(word)]
    return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise(edges))


def _breaks(word: str, language: str, is_joined: bool) -> Iterator[int]:
    """The places where a word may be broken, as the number of letters before each.

    One that is joined to another is a part itself.
    """
    meetings = _meetings(word.lower(), language)
    shortest = LONG_PART if meetings or is_joined else 0
    for start, end in pairwise([0, *meetings, len(word)]):
        yield start
        if end - start >= shortest:
            within = _breaks_of_part(word[start:end], language)
            yield from (
                start + place for place in within if MARGIN <= place <= end - start - MARGIN
            )


def _meetings(word: str, language: str) -> list[int]:
    """Where the parts of a compound meet; [] for a word that is none."""
    known = joints(word, language)
    if language != "fi":
        return known
    seams = [seam.start() for seam in FINNISH_SECOND_PARTS.finditer(word, MARGIN)]
    apart = [seam for seam in seams if all(abs(seam - place) > MARGIN for place in known)]
    return sorted([*known, *apart])


def _breaks_of_part(part: str, language: str) -> Iterable[int]:
    if language == "fi":
        return _finnish_breaks(part.lower())
    return _patterns(language).positions(part) if language in PATTERNS else ()


@cache
def _patterns(language: str) -> Pyphen:
    """The patterns of a language.

    Thousands of them have the same numbers, which are held once: that is a third of the memory, and
    processes go on sharing it, as looking up a pattern counts references to little else.
    """
    patterns = Pyphen(lang=PATTERNS[language], left=MARGIN, right=MARGIN)
    numbers_by_letters = patterns.hd.patterns
    once: dict[Any, Any] = {}
    for letters, numbers in numbers_by_letters.items():
        numbers_by_letters[letters] = once.setdefault(numbers, numbers)
    patterns.hd.cache = _KeepsNothing()
    return patterns


def load_patterns(file: Path) -> None:
    """Loads the patterns of all languages: from a file, or from pyphen's, which takes fifteen times
    as long, and keeps them in the file."""
    kept = SignedFile(file, f"hyphenation {pyphen.__version__} {PATTERNS}")
    known: dict[str, dict[str, Any]] = kept.read() or {}
    for language, patterns in known.items():
        hdcache[pyphen.LANGUAGES[PATTERNS[language]]] = _hyph_dict(patterns)
    loaded = {language: _patterns(language).hd.patterns for language in PATTERNS}
    if not known:
        kept.write(loaded)


def _hyph_dict(patterns: dict[str, Any]) -> HyphDict:
    made = HyphDict.__new__(HyphDict)
    made.patterns, made.maxlen = patterns, max(map(len, patterns))
    return made


class _KeepsNothing(dict[str, Any]):
    """In place of pyphen's own cache of words, which has no bound: `_soften` keeps words."""

    def __setitem__(self, word: str, places: Any) -> None:
        pass


def _finnish_breaks(part: str) -> Iterator[int]:
    for place in range(2, len(part) - 1):
        if _begins_finnish_syllable(part, place):
            yield place


def _begins_finnish_syllable(part: str, place: int) -> bool:
    """A syllable begins with the consonant before a vowel, and between vowels that form no pair."""
    before, here, after = (letter in FINNISH_VOWELS for letter in part[place - 1 : place + 2])
    if not here:
        return after and not FINNISH_VOWELS.isdisjoint(part[:place])
    if not before or part[place - 1 : place + 1] in FINNISH_PAIRS:
        return False
    # Two short vowels might be parted ("asi-akas"), but that reads badly.
    return part[place - 2 : place] in FINNISH_PAIRS or part[place : place + 2] in FINNISH_PAIRS

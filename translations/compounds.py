"""Where the parts of a compound meet, by the words that the content itself uses.

The words are in `words/`, a file for each language that writes compounds as one word. They are
collected from what ships (tests/tools/words.py); other content has many parts in common with it.
"""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"
LANGUAGES = ("fi", "nb")
VOWELS = frozenset("aeiouyåäöæø")
FINNISH_ENDS = VOWELS | frozenset("nstlr")  # of words
# In letters: of a part that is no known word, of a known one beside it, of one beside a known one.
FIRST, SECOND, SECOND_OF_TWO = 4, 6, 4


def joints(word: str, language: str) -> list[int]:
    """The places where parts meet in a word of small letters, as the number of letters before each.

    Parts are split on until no part has a joint.
    """
    known = _words(language)
    if not known or (place := _joint(word, known, language)) is None:
        return []
    before, after = joints(word[:place], language), joints(word[place:], language)
    return [*before, place, *(place + more for more in after)]


@cache
def _words(language: str) -> frozenset[str]:
    if language not in LANGUAGES:
        return frozenset()
    return frozenset((FOLDER / f"{language}.txt").read_text(encoding="utf-8").split())


def _joint(word: str, known: frozenset[str], language: str) -> int | None:
    """The joint before the longest word that a word ends with; in Finnish, else the one after the
    longest that it begins with."""
    places = range(3, len(word) - SECOND_OF_TWO + 1)
    for place in places:
        if word[place:] in known and _may_precede(word[:place], len(word) - place, known, language):
            return place
    if language == "fi":
        for place in reversed(places):
            if place >= FIRST and word[:place] in known and _begins_word(word[place:]):
                return place
    return None


def _may_precede(first: str, length: int, known: frozenset[str], language: str) -> bool:
    """Whether a first part before a word of some length is a word too, or looks like one."""
    if first in known or (language == "nb" and first.removesuffix("s") in known):
        return True
    if len(first) < FIRST or length < SECOND or VOWELS.isdisjoint(first):
        return False
    return language != "fi" or first[-1] in FINNISH_ENDS


def _begins_word(part: str) -> bool:
    """Whether a part is long enough, and begins with a consonant and a vowel as most words do."""
    return len(part) >= SECOND - 1 and part[0] not in VOWELS and part[1] in VOWELS

"""The gender of the people that a Polish title of a job names.

It needs the dictionary of Morfeusz: without it no title has a gender.
"""

import re
from functools import lru_cache

from analysis.dictionaries import Morfeusz, dictionary

MASCULINE, FEMININE = "masculine", "feminine"
# Signs with which both genders are written: “Lider / liderka”, “Lider/ka”, “Lider(ka)”, “Lider*ka”.
_BOTH = re.compile(r"/|\w[(*_]")
_WORD = re.compile(r"[^\W\d_]+")
# How words for women are made from those for men, ending by ending.
_COUNTERPARTS = (
    ("czka", "k"),  # kierowniczka, kierownik
    ("czka", "ca"),
    ("arka", "arz"),  # lekarka, lekarz
    ("ka", ""),  # liderka, lider
    ("tka", "ta"),  # specjalistka, specjalista
    ("czyni", "ca"),  # doradczyni, doradca
    ("a", "y"),  # księgowa, księgowy
    ("a", "i"),
)


def single_gender(title: str) -> str:
    """The gender of the people a title names, if it is only one: "masculine", "feminine" or "".

    "" also for what names no people, such as “Sprzedaż”, and for words of other languages.
    """
    words = [] if _BOTH.search(title) else _WORD.findall(title.lower())
    for word in words:
        if nouns := _nominative_nouns(word):
            return _gender(word, nouns, words)
        if not _is_adjective(word):
            break
    return ""


def _gender(noun: str, genders: frozenset[str], words: list[str]) -> str:
    """The gender of a noun's people; "" if another word names those of the other one: *lub*."""
    if "m1" in genders:
        return "" if any(noun in _counterparts(word) for word in words) else MASCULINE
    men = [word for word in _counterparts(noun) if "m1" in _nominative_nouns(word)]
    return FEMININE if "f" in genders and men and not {*men} & {*words} else ""


def _counterparts(noun: str) -> list[str]:
    """What the word for men would be, if this is one for women."""
    return [noun.removesuffix(end) + other for end, other in _COUNTERPARTS if noun.endswith(end)]


def _nominative_nouns(word: str) -> frozenset[str]:
    """The genders of a word where it is a noun in the nominative singular."""
    tags = (tag.split(":") for tag in _tags(word) if tag.startswith("subst:sg:"))
    return frozenset(gender for _, _, case, gender, *_rest in tags if "nom" in case.split("."))


def _is_adjective(word: str) -> bool:
    return any(tag.startswith(("adj:sg:", "ppas:sg:", "pact:sg:")) for tag in _tags(word))


@lru_cache(maxsize=5_000)
def _tags(word: str) -> tuple[str, ...]:
    morfeusz = dictionary("morfeusz")
    if not isinstance(morfeusz, Morfeusz):
        return ()
    return tuple(tag for _, tag in morfeusz.readings(word))

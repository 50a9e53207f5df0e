"""Scripts: whether any language of the site is written in the letters of a word."""

import unicodedata
from functools import cache

from translations.languages import language_codes, native_name


def is_foreign(word: str) -> bool:
    """Whether a word has letters, but none of a script that the site's languages are written in.

    Folded to a–z it may look like words that it has nothing to do with.
    """
    if word.isascii():
        return False
    scripts = _scripts(word)
    return bool(scripts) and scripts.isdisjoint(_own_scripts(*language_codes()))


@cache
def _own_scripts(*codes: str) -> frozenset[str]:
    """The scripts in which languages write their own names."""
    return frozenset().union(*(_scripts(native_name(code)) for code in codes))


def _scripts(text: str) -> frozenset[str]:
    """The scripts of the letters, as their names begin: “LATIN”, “CYRILLIC”."""
    letters = filter(str.isalpha, unicodedata.normalize("NFKC", text))
    return frozenset(unicodedata.name(letter, "").split(" ")[0] for letter in letters)

"""Sort keys as bytes: they order texts alphabetically in a language, in any database.

As ICU sorts: spaces and signs before digits before letters; then accents, then case, small letters
first. A language is a row in `ALPHABETS`, and one in `SPELLINGS` where it sorts foreign letters
its own way. A new row changes the keys that are stored: save the content again.
"""

import re
import unicodedata
from functools import cache, lru_cache

# Each letter that stands for itself, in order.
ALPHABETS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "fi": "abcdefghijklmnopqrstuvwxyzåäö",
    "nb": "abcdefghijklmnopqrstuvwxyzæøå",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
}
# Other letters in terms of these; U+0338 tells them from the letter that they are sorted with.
COMMON_SPELLINGS = {
    "æ": "a\u0338e",
    "ð": "d\u0338",
    "đ": "d\u0338",
    "ħ": "h\u0338",
    "ı": "i\u0338",
    "ł": "l\u0338",
    "ŋ": "n\u0338",
    "œ": "o\u0338e",
    "ø": "o\u0338",
    "ß": "s\u0338s",
    "ŧ": "t\u0338",
    "þ": "t\u0338h",
}
SPELLINGS = {
    "fi": {"æ": "ä\u0338", "ø": "ö\u0338", "ü": "y\u0338"},
    "nb": {"aa": "å\u0338", "ä": "æ\u0338", "ö": "ø\u0338", "ü": "y\u0338"},
}
SIGNS = " _-‐–—,;:!¡?¿.·'‘’\"“”„«»()[]{}§@*/\\&#%•`^°©®+÷×<=>|~$£¥€0123456789"
# Acute, grave, breve, circumflex, caron, ring, diaeresis, double acute, tilde, dot, stroke,
# cedilla, ogonek, macron.
MARKS = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304"
MARK_WEIGHTS = {mark: weight for weight, mark in enumerate(MARKS, start=2)}
# Weights of most characters; trailing ones are left out of a key.
NO_MARK = SMALL = 1
CAPITAL = 2
# Far below what an indexed column of PostgreSQL may hold.
LONGEST = 240


def sort_key(text: str, language: str) -> bytes:
    """The sort key of a text (≤ 240 bytes): comparing keys sorts texts alphabetically."""
    letters, marks, cases = bytearray(), bytearray(), bytearray()
    for char, is_capital in _characters(text, language):
        if weight := MARK_WEIGHTS.get(char):
            marks.append(weight)
        else:
            letters += _letter_weight(char, language)
            marks.append(NO_MARK)
            cases.append(CAPITAL if is_capital else SMALL)
    levels = (letters, marks.rstrip(bytes([NO_MARK])), cases.rstrip(bytes([SMALL])))
    return b"\0".join(levels)[:LONGEST]


def first_letter(text: str, language: str) -> str:
    """The capital under which an A to Z lists the text; "#" for digits, signs, other scripts."""
    char = next((char for char, _ in _characters(text, language)), "")
    return char.upper() if char and char in _alphabet(language) else "#"


@cache
def initials(language: str) -> dict[str, range]:
    """Each letter of the index with the range of first key bytes under it.

    "#" has digits and signs, which sort first. Other scripts sort after the last letter.
    """
    first = len(SIGNS) + 1
    letters = enumerate(_alphabet(language).upper(), start=first)
    return {"#": range(1, first)} | {letter: range(n, n + 1) for n, letter in letters}


def _characters(text: str, language: str) -> list[tuple[str, bool]]:
    """The letters, signs and marks of a text, small, each with whether it was a capital."""
    units = _units(language).findall(unicodedata.normalize("NFKC", text))
    return [(char, unit != unit.lower()) for unit in units for char in _decompose(unit, language)]


@cache
def _units(language: str) -> re.Pattern[str]:
    """What is sorted as one letter: "aa" and "Aa" in Norwegian, else a single character."""
    several = [unit for unit in SPELLINGS.get(language, {}) if len(unit) > 1]
    forms = [form for unit in several for form in (unit, unit.capitalize(), unit.upper())]
    return re.compile("|".join([*forms, "."]), re.DOTALL)


@lru_cache(maxsize=4096)
def _decompose(unit: str, language: str) -> str:
    """A unit as letters of the alphabet, signs and marks; empty for invisible characters."""
    unit = unit.lower()
    if spelling := SPELLINGS.get(language, {}).get(unit):
        return spelling
    if unit in _alphabet(language) or unit in SIGNS:
        return unit
    if spelling := COMMON_SPELLINGS.get(unit):
        return spelling
    if len(unit) > 1:  # "İ" in small letters
        return "".join(_decompose(char, language) for char in unit)
    if parts := unicodedata.decomposition(unit).split():
        return "".join(_decompose(chr(int(part, 16)), language) for part in parts)
    return "" if unicodedata.category(unit).startswith("C") else unit


@lru_cache(maxsize=4096)
def _letter_weight(char: str, language: str) -> bytes:
    """The primary weight: signs, digits, letters, then other characters by code point."""
    place = (SIGNS + _alphabet(language)).find(char)
    return bytes([place + 1]) if place >= 0 else b"\xff" + ord(char).to_bytes(3, "big")


def _alphabet(language: str) -> str:
    return ALPHABETS.get(language, ALPHABETS["en"])

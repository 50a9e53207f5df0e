"""What looks wrong in a translation beside its source. Rules of a text, without any content.

Each leaves alone what may be right: a wrong warning costs more than a missing one.
"""

import re
from collections import Counter

from analysis import fold, normalise, words
from analysis.languages import language as row_of
from translations.text_rules import excerpt, sentences
from translations.texts import lines_of

# Numbers up to this one are often written as words.
LARGEST_WORD = 12
MIN_COPIED_WORDS = 4  # of a sentence that is the same in both languages
COPIED_SHARE = 0.7  # of the words of a sentence that is the source's, with some words changed
MIN_SMALL_WORDS = 3  # by which a sentence is known to be in a language

_SPACES = " \u00a0\u2009\u202f"
_NUMBER = re.compile(rf"(?<![\w.,])\d+(?:[{_SPACES}.,’]\d+)*(?![\w])")
_SEPARATOR = re.compile(rf"[{_SPACES}.,’]")
_THOUSANDS = re.compile(rf"(?<=\d)[{_SPACES}.,’](?=\d\d\d(?!\d))")
_PLACEHOLDER = re.compile(
    r"%\(\w+\)[sd]|%[sd]\b|\{\{.*?\}\}|\{\w*\}|</?\w+[^<>]*>|https?://[^\s<>()]+[\w/]|"
    r"[\w.+-]+@[\w-]+\.[\w.-]*\w"
)


def numbers(text: str) -> Counter[str]:
    """The numbers that are written in figures, each in one way, whatever the language.

    Those in words such as “B2B” are no numbers.
    """
    return Counter(value for number in _NUMBER.findall(text) for value in _values(number))


def _values(number: str) -> list[str]:
    """A number without spaces and points of thousands, with a point before decimals.

    The numbers of a date are several.
    """
    parts = _SEPARATOR.split(_THOUSANDS.sub("", number))
    whole = [part.lstrip("0") or "0" for part in parts]
    decimals = parts[1].rstrip("0") if len(parts) == 2 else ""
    return [f"{whole[0]}.{decimals}"] if decimals else whole[: 1 if len(parts) == 2 else None]


def missing_numbers(source: str, translation: str) -> list[str]:
    """Numbers of the source that the translation lacks, but small ones, which may be words."""
    return _only_in(numbers(source), numbers(translation))


def _only_in(ours: Counter[str], theirs: Counter[str]) -> list[str]:
    missing = ours.keys() - theirs.keys()
    return [number for number in ours if number in missing and not _is_small(number)]


def _is_small(number: str) -> bool:
    return number.isdecimal() and int(number) <= LARGEST_WORD


def placeholders(text: str) -> Counter[str]:
    """What a program fills in or follows: `%(name)s`, `{name}`, tags, addresses."""
    return Counter(_PLACEHOLDER.findall(text))


def missing_placeholders(source: str, translation: str) -> list[str]:
    return [*(placeholders(source) - placeholders(translation))]


def line_counts(source: str, translation: str) -> tuple[int, int]:
    """How many lines two lists have."""
    return len(lines_of(source)), len(lines_of(translation))


def untranslated(source: str, source_language: str, translation: str, language: str) -> str:
    """A sentence of the translation that is in the source's language; "" if there is none."""
    if normalise(source) == normalise(translation) and _is_no_name(translation):
        return excerpt(translation, 0, 0)
    copied = {*map(normalise, sentences(source))}
    for sentence in sentences(translation):
        is_copy = normalise(sentence) in copied and len(words(sentence)) >= MIN_COPIED_WORDS
        if (
            (is_copy and _is_no_name(sentence))
            or _is_copied(source, sentence)
            or _is_in(source_language, sentence, language)
        ):
            return excerpt(sentence, 0, 0)
    return ""


def _is_no_name(text: str) -> bool:
    """Whether a word has small letters only: names of products and places have capitals."""
    return any(word.islower() for word in words(text))


def _is_copied(source: str, sentence: str) -> bool:
    """Whether most words of a sentence stand in the source as they are; names may do so."""
    there = {*words(source)}
    ours = [word for word in words(sentence) if word.islower()]
    copied = sum(word in there for word in ours)
    return len(ours) >= MIN_COPIED_WORDS and copied >= COPIED_SHARE * len(ours)


def _is_in(code: str, sentence: str, other: str) -> bool:
    """Whether the small words of a sentence are those of a language rather than of another."""
    folded = [fold(word) for word in words(normalise(sentence))]
    ours, theirs = row_of(code).stop_words, row_of(other).stop_words
    own = sum(word in ours and word not in theirs for word in folded)
    return own >= MIN_SMALL_WORDS and own > 2 * sum(word in theirs for word in folded)


def ending(text: str) -> str:
    """The sign that a text ends with: “.”, “?”, “!”, “:” or ""."""
    last = text.rstrip('”"»’)\n ')[-1:]
    return last if last in ".?!:" else ""


def end_of(text: str) -> str:
    """How a text ends, on one line."""
    return excerpt(text, len(text), len(text))

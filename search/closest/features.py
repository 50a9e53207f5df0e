"""The features of texts: groups of letters for their spelling, stems for their meaning.

All are numbers (CRC-32 of the letters), so that the file of the index holds no strings. Among
35,000 groups there are two of one number with a probability of one in seven; they count as one.
"""

from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

from analysis import analyser, fold, words
from analysis.caching import cached_by_word
from analysis.languages import language

GROUP_SIZES = (3, 4)  # letters of a group; with 2 there would be half as many again, for nothing
CACHED_WORDS = 2_000


def folded_words(text: str) -> list[str]:
    """The words of a text, folded to a–z and 0–9."""
    return [folded for word in words(text) if (folded := fold(word))]


@lru_cache(maxsize=CACHED_WORDS)
def letter_groups(word: str) -> tuple[int, ...]:
    """The groups of letters in a folded word, with its beginning and its end, each once."""
    edged = f" {word} "
    groups = (
        edged[start : start + size]
        for size in GROUP_SIZES
        for start in range(max(1, len(edged) - size + 1))
    )
    return tuple(crc32(group.encode()) for group in dict.fromkeys(groups))


def says_something(word: str, codes: Iterable[str]) -> bool:
    """Whether a folded word is neither a number nor a small word of one of the languages."""
    is_small = any(word in language(code).stop_words for code in codes)
    return bool(word) and not word.isdigit() and not is_small


@cached_by_word(CACHED_WORDS)
def stems_of_word(word: str, code: str) -> tuple[int, ...]:
    """The stems of a word in a language; none of a small word or a number."""
    if not says_something(fold(word), [code]):
        return ()
    return tuple(crc32(stem.encode()) for stem in analyser().word(word.lower(), code).stems)


def stems(text: str, code: str) -> list[int]:
    """The stems of the words of a text that say something."""
    return [stem for word in words(text) for stem in stems_of_word(word, code)]


def main_stems(text: str, code: str) -> list[int]:
    """One stem for each word of a text that says something.

    “Nursery nurse” has one twice, a title for women and men, “lider / liderka”, once.
    """
    found = [min(several) for word in words(text) if (several := stems_of_word(word, code))]
    return [*dict.fromkeys(found)] if "/" in text else found


def title_key(several: Iterable[int]) -> int:
    """The number of a title by the main stems of its words, whatever their order."""
    return crc32(b"".join(stem.to_bytes(4, "little") for stem in sorted(several)))

"""Derives our fields from a classification's texts: summaries, titles, slugs, digests."""

import re
from collections.abc import Iterable
from hashlib import blake2b
from itertools import chain, count

from anyascii import anyascii
from django.utils.text import slugify

MAX_SLUG_LENGTH = 100
# The end of a sentence: punctuation, then white space and the beginning of a sentence.
END_OF_SENTENCE = re.compile(r"[.!?…]+[\"”»)’]*(?=\s+[\"“„«(]*[^\W_a-zåäöæøąćęłńóśźż])")
# Abbreviations: their full stop ends no sentence, though a capital may follow.
ABBREVIATIONS = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|incl|approx|no|vs|mr|mrs|dr|prof|st|esim|ns|ks|vrt|f\.eks|bl\.a|"
    r"dvs|ca|kl|nr|np|tj|m\.in|tzw|ul|\w)\.$",
    re.IGNORECASE,
)
# Characters that distinguish titles (C, C#, C++), but are not allowed in a slug.
SPELLED_OUT = {"#": " sharp", "+": " plus", ".": "-", "/": "-"}


def first_sentence(text: str) -> str:
    """The first sentence of a text; the first line if no sentence ends in it."""
    line = text.strip().partition("\n")[0].strip()
    for end in END_OF_SENTENCE.finditer(line):
        sentence = line[: end.end()]
        if not ABBREVIATIONS.search(sentence):
            return sentence
    return line


def distinct_titles(title: str, others: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The titles that differ from `title` and from each other, ignoring case.

    Each comes with whether readers are shown it; one that is shown and hidden is shown.
    """
    distinct: dict[str, tuple[str, bool]] = {}
    for other in sorted(others, key=lambda other: not other[1]):
        distinct.setdefault(other[0].casefold(), other)
    distinct.pop(title.casefold(), None)
    return list(distinct.values())


def digest(text: object) -> str:
    """A digest of 16 hexadecimal characters."""
    return blake2b(str(text).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def free_slug(title: str, hints: Iterable[str], taken: set[str]) -> str:
    """A slug for a title that is not in `taken`, with a suffix if need be; adds it to `taken`.

    "librarian", else "librarian-2622" (from a hint), else "librarian-2".
    """
    base = _slugify(title) or "concept"
    suffixes = chain([""], (f"-{_slugify(hint)}" for hint in hints), (f"-{n}" for n in count(2)))
    slugs = (base[: MAX_SLUG_LENGTH - len(suffix)].rstrip("-") + suffix for suffix in suffixes)
    slug = next(slug for slug in slugs if slug not in taken)
    taken.add(slug)
    return slug


def _slugify(text: str) -> str:
    for sign, word in SPELLED_OUT.items():
        text = text.replace(sign, word)
    return slugify(anyascii(text))

"""Texts of a classification as our fields take them."""

import re
from collections.abc import Iterable
from hashlib import blake2b
from itertools import chain, count

from anyascii import anyascii
from django.utils.text import slugify

LONGEST_SLUG = 100
# A sentence ends at these signs if white space and what begins a sentence follow.
END_OF_SENTENCE = re.compile(r"[.!?…]+[\"”»)’]*(?=\s+[\"“„«(]*[^\W_a-zåäöæøąćęłńóśźż])")
# Full stops that end a word and not a sentence, though a capital may follow.
ABBREVIATIONS = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|incl|approx|no|vs|mr|mrs|dr|prof|st|esim|ns|ks|vrt|f\.eks|bl\.a|"
    r"dvs|ca|kl|nr|np|tj|m\.in|tzw|ul|\w)\.$",
    re.IGNORECASE,
)
# Signs that tell one name from another, and that a slug cannot hold.
SPELLED = {"#": " sharp", "+": " plus", ".": "-", "/": "-"}


def first_sentence(text: str) -> str:
    """The first sentence of a text, whole; all of a first line that has no other."""
    line = text.strip().partition("\n")[0].strip()
    for end in END_OF_SENTENCE.finditer(line):
        sentence = line[: end.end()]
        if not ABBREVIATIONS.search(sentence):
            return sentence
    return line


def other_titles(title: str, others: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Titles that differ from `title` and from each other by more than the case of letters.

    One that is both shown and hidden is shown.
    """
    found: dict[str, tuple[str, bool]] = {}
    for other in sorted(others, key=lambda one: not one[1]):
        found.setdefault(other[0].casefold(), other)
    found.pop(title.casefold(), None)
    return list(found.values())


def digest(text: object) -> str:
    """Sixteen characters that tell whether a text is still the one that was written."""
    return blake2b(str(text).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def free_slug(title: str, hints: Iterable[str], taken: set[str]) -> str:
    """A slug that no other object has, and takes it: of the title, if need be with a hint after it.

    "librarian", else "librarian-2622", else "librarian-2".
    """
    base = _slug(title) or "concept"
    endings = chain([""], (f"-{_slug(hint)}" for hint in hints), (f"-{n}" for n in count(2)))
    slug = next(one for ending in endings if (one := _joined(base, ending)) not in taken)
    taken.add(slug)
    return slug


def _slug(text: str) -> str:
    for sign, word in SPELLED.items():
        text = text.replace(sign, word)
    return slugify(anyascii(text))


def _joined(base: str, ending: str) -> str:
    return base[: LONGEST_SLUG - len(ending)].rstrip("-") + ending

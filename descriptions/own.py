"""What somebody writes into a description: facts of the job, own lines, other wordings of items.

It comes with a form that is sent, and goes with the answer: nothing of it is kept, or logged.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from core.clean_text import INVISIBLE, clean_text
from translations.languages import language_codes
from translations.texts import Text, lines_of

FACTS = ("employer", "place", "contract", "pay")
# Of these each line is one of the document: an own section, or what follows a list of items.
LINES = ("offer", "apply", "duties", "must", "nice", "tools", "metrics", "practices")
NAMES = ("title", *FACTS, *LINES)
MOST_OWN_LINES = 2_000  # in all fields and languages: some forty pages
_FIELD = re.compile(r"(own|say)\.([a-z]{2})\.([a-z0-9]{1,30})")
# What is silently put right: spaces and ends of lines, as browsers and word processors have them.
_HARMLESS = re.compile("[\t\r\v\f\x85\u2028\u2029\xad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")


@dataclass(frozen=True)
class Typed:
    """A text that was typed, and where."""

    kind: str  # "own" or "say"
    language: str
    name: str  # of `NAMES`, or the key of an item
    text: str

    @property
    def field(self) -> str:
        """The name of its field in the form."""
        return f"{self.kind}.{self.language}.{self.name}"


@dataclass(frozen=True)
class OwnWords:
    """All that was typed, by language and name; other wordings by language and key of the item."""

    own: Mapping[tuple[str, str], str] = field(default_factory=dict)
    wordings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    has_invisible: bool = False  # characters that no document can hold were taken out

    @classmethod
    def of_form(cls, fields: Mapping[str, str]) -> Self:
        own: dict[tuple[str, str], str] = {}
        wordings: dict[tuple[str, str], str] = {}
        has_invisible = False
        for name, value in fields.items():
            kind, language, what = _place_of(name)
            if kind and (text := clean_text(value)):
                (own if kind == "own" else wordings)[language, what] = text
            has_invisible |= bool(kind) and bool(_INVISIBLE.search(_HARMLESS.sub("", value)))
        return cls(own, wordings, has_invisible)

    def __bool__(self) -> bool:
        return bool(self.own or self.wordings)

    @property
    def has_too_many_lines(self) -> bool:
        """Whether there are more lines than a document is made of."""
        return sum(len(lines_of(typed.text)) for typed in self) > MOST_OWN_LINES

    def __iter__(self) -> Iterator[Typed]:
        for (language, name), text in self.own.items():
            yield Typed("own", language, name, text)
        for (language, key), text in self.wordings.items():
            yield Typed("say", language, key, text)

    def typed(self, name: str, language: str) -> str:
        """What was typed into a field, in exactly this language."""
        return self.own.get((language, name), "")

    def fact(self, name: str, language: str) -> Text | None:
        """A fact in a language, or in another one that it was typed in."""
        codes = dict.fromkeys((language, *language_codes()))
        found = ((code, self.own.get((code, name), "")) for code in codes)
        return next((Text(text, code, language) for code, text in found if text), None)

    def lines(self, name: str, language: str) -> list[Text]:
        """Own lines in a language, or in another one that they were typed in."""
        text = self.fact(name, language)
        return [Text(line, text.language, language) for line in text.lines] if text else []

    def wording(self, key: str, language: str) -> list[str]:
        """The lines of another wording of an item; none if it has its own."""
        return lines_of(self.wordings.get((language, key), ""))

    def has_wording(self, key: str) -> bool:
        return any(wanted == key for _, wanted in self.wordings)


def _place_of(name: str) -> tuple[str, str, str]:
    """What a field is for: kind, language, name; all "" for a field of another kind."""
    match = _FIELD.fullmatch(name)
    if (
        not match
        or match[2] not in language_codes()
        or (match[1] == "own" and match[3] not in NAMES)
    ):
        return "", "", ""
    return match[1], match[2], match[3]

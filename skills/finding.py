"""Finding skills and tools by what a reader types. An upper app does it, which registers how."""

from typing import Protocol

from skills.models import Skill, Tool

MAX_FOUND = 24


class Finder(Protocol):
    """Finds skills or tools by their titles, in any language."""

    def __call__(self, typed: str, language: str, model: type[Skill] | type[Tool], /) -> list[int]:
        """The ids of the objects of a model that match a text, best first."""


_finder: Finder | None = None


def register_finder(finder: Finder) -> None:
    """Registers how skills and tools are found."""
    global _finder
    _finder = finder


def find_terms(typed: str, language: str, model: type[Skill] | type[Tool]) -> list[int]:
    """The ids of the first skills or tools that match what a reader has typed, best first."""
    return _finder(typed, language, model) if typed and _finder else []

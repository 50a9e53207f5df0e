"""What search engines may find, each page in the languages it is written in.

A map of maps names the files; each holds so few pages that it is made quickly and takes little
memory, and is kept finished like a page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Self

from django.db.models import Model
from django.urls import reverse

from careers.models import Position
from core.content_cache import cached_per_content_version
from roles.catalogue import catalogue
from roles.models import Role
from skills.models import Metric, Skill, Tool, ToolCategory
from skills.vocabulary import vocabulary
from translations.context import path_in_language
from translations.languages import language_codes
from translations.texts import text_columns

# Search engines read 50,000 addresses or 50 MB of a file; these are at most 4,000 and 4 MB.
PER_FILE = 1_000
PAGES = ("home", "search", "roles", "skills", "tools", "metrics", "careers", "sources", "find",
         "compare", "move", "coverage", "about")  # fmt: skip
MODELS = {
    "roles": Role,
    "skills": Skill,
    "tool-categories": ToolCategory,
    "tools": Tool,
    "metrics": Metric,
    "careers": Position,
}


@dataclass(frozen=True)
class SitemapEntry:
    """A page: its address in each language that it stands on its own in, the default first."""

    addresses: dict[str, str]
    changed: datetime | None = None

    @classmethod
    def of(cls, address: str, languages: list[str], changed: datetime | None = None) -> Self:
        return cls({code: path_in_language(address, code) for code in languages}, changed)

    @property
    def default(self) -> str:
        """As the page itself says, its first language is for readers of any other."""
        return next(iter(self.addresses.values()))


def files() -> Iterator[tuple[str, int]]:
    """The section and the number of each file."""
    yield "pages", 1
    for section in MODELS:
        for number in range(ceil(len(_ids(section)) / PER_FILE)):
            yield section, number + 1


def entries(section: str, number: int) -> list[SitemapEntry]:
    """What a file holds, nothing if there is no such file. Two queries."""
    if section == "pages":
        names = PAGES if number == 1 else ()
        return [SitemapEntry.of(reverse(name), language_codes()) for name in names]
    model = MODELS.get(section)
    if not model or number < 1:
        return []
    ids = _ids(section)[(number - 1) * PER_FILE : number * PER_FILE]
    return [
        SitemapEntry.of(_address(item), languages, getattr(item, "updated_at", None))
        for item in _items(model, ids)
        if (languages := item.page_languages)
    ]


def _ids(section: str) -> list[int]:
    model = MODELS[section]
    if model is Position:
        return positions()
    return sorted(catalogue().ids if model is Role else vocabulary(model).role_counts)


@cached_per_content_version
def positions() -> list[int]:
    """The positions that readers may see, by their ids."""
    found = Position.visible().select_related("role").order_by("pk")
    return [position.pk for position in found if position.is_visible]


def _items(model: type[Model], ids: list[int]) -> list[Model]:
    changed = ["updated_at"] if model is Role else []
    shown = ("slug", "source_language", *text_columns(*model.page_texts), *changed)
    found = model.objects.filter(pk__in=ids).order_by("pk")
    return found.select_related(None).only(*shown)


def _address(item: Model) -> str:
    return item.moves_url if isinstance(item, Position) else item.get_absolute_url()

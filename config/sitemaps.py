"""Sitemaps for search engines: each page in the languages it is written in.

An index lists the files. Each has so few pages that it is made quickly and takes little memory; it
is cached like a page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any, Self

from django.db import models
from django.urls import reverse

from careers.models import Position
from core.content_cache import kept_up_to_date
from roles.catalogue import catalogue
from roles.models import Role
from skills.models import Metric, Skill, Tool, ToolCategory
from skills.vocabulary import vocabulary
from translations.context import path_in_language
from translations.languages import language_codes
from translations.models import Named
from translations.texts import text_columns

# Search engines read 50,000 addresses or 50 MB of a file; these are at most 4,000 and 4 MB.
PER_FILE = 1_000
PAGES = ("home", "search", "roles", "skills", "tools", "metrics", "careers", "sources", "find",
         "compare", "move", "descriptions", "coverage", "about", "api-docs",
         "download")  # fmt: skip
MODELS: dict[str, type[Named]] = {
    "roles": Role,
    "descriptions": Role,
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
        """The first language, which is for readers of any other (x-default)."""
        return next(iter(self.addresses.values()))


def files() -> Iterator[tuple[str, int]]:
    """The section and number of each file."""
    yield "pages", 1
    for section in MODELS:
        for number in range(ceil(len(_ids(section)) / PER_FILE)):
            yield section, number + 1


def entries(section: str, number: int) -> list[SitemapEntry]:
    """The pages in a file; none if there is no such file. Two queries."""
    if section == "pages":
        names = PAGES if number == 1 else ()
        return [SitemapEntry.of(reverse(name), language_codes()) for name in names]
    model = MODELS.get(section)
    if not model or number < 1:
        return []
    ids = _ids(section)[(number - 1) * PER_FILE : number * PER_FILE]
    return [
        SitemapEntry.of(_address(section, item), languages, getattr(item, "updated_at", None))
        for item in _items(model, ids)
        if (languages := item.page_languages)
    ]


def _ids(section: str) -> list[int]:
    model = MODELS[section]
    if model is Position:
        return position_ids()
    return sorted(catalogue().numbers if model is Role else vocabulary(model).role_counts)


@kept_up_to_date(reads=[Position, Role])
def position_ids() -> list[int]:
    """The ids of the positions that readers may see."""
    visible = Position.visible().select_related("role").order_by("pk")
    return [position.pk for position in visible if position.is_visible]


def _items(model: type[Named], ids: list[int]) -> Iterable[Named]:
    changed = ["updated_at"] if model is Role else []
    columns = ("slug", "source_language", *text_columns(*model.page_texts), *changed)
    items: models.QuerySet[Named] = model._default_manager.filter(pk__in=ids).order_by("pk")
    return items.select_related(None).only(*columns)


def _address(section: str, item: Any) -> str:
    if section == "descriptions":
        return reverse("description", args=[item.slug])
    return item.moves_url if isinstance(item, Position) else str(item.get_absolute_url())

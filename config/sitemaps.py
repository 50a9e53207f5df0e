"""What search engines may find, each page in the languages it is written in."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from careers.models import Position
from roles.models import Role
from skills.models import Metric, Skill, Tool, ToolCategory
from translations.models import Named


class InLanguages(Sitemap):
    """Pages with their alternates. The default is the first language, as the page itself says.

    Django's own default is an address without a language, and here no page has one.
    """

    i18n = alternates = True

    def get_urls(self, *args: Any, **options: Any) -> list[dict[str, Any]]:
        urls = super().get_urls(*args, **options)
        for url in urls:
            url["alternates"].append(url["alternates"][0] | {"lang_code": "x-default"})
        return urls


class Pages(InLanguages):
    """Pages of the site, all of them in every language."""

    def items(self) -> list[str]:
        lists = ("roles", "skills", "tools", "metrics", "careers", "sources")
        return ["home", "search", *lists, "find", "compare", "move", "coverage", "about"]

    def location(self, item: str) -> str:
        return reverse(item)


class Roles(InLanguages):
    """Role pages in the languages that they have a title and an introduction in."""

    def items(self) -> QuerySet[Role]:
        return Role.objects.published().order_by("slug")

    def get_languages_for_item(self, item: Role) -> list[str]:
        return item.page_languages

    def lastmod(self, item: Role) -> datetime:
        return item.updated_at


class Vocabulary(InLanguages):
    """Pages of what roles use, in the languages that they are written in."""

    def items(self) -> list:
        models = (Skill, ToolCategory, Tool, Metric)
        return [item for model in models for item in model.objects.in_use().order_by("slug")]

    def get_languages_for_item(self, item: Named) -> list[str]:
        return item.page_languages


class Careers(InLanguages):
    """Pages of the positions on career ladders."""

    def items(self) -> list[Position]:
        found = Position.visible().order_by("slug")
        return [position for position in found if position.is_visible]

    def location(self, item: Position) -> str:
        return item.moves_url


SITEMAPS = {"pages": Pages, "roles": Roles, "vocabulary": Vocabulary, "careers": Careers}

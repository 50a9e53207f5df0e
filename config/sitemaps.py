"""What search engines may find, each page in the languages it is written in."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from roles.models import Role
from skills.models import Metric, Skill, Tool, ToolCategory


class Pages(Sitemap):
    """Pages of the site, all of them in every language."""

    i18n = alternates = x_default = True

    def items(self) -> list[str]:
        names = ("home", "roles", "skills", "tools", "metrics", "sources", "coverage", "about")
        return list(names)

    def location(self, item: str) -> str:
        return reverse(item)


class Roles(Sitemap):
    """Role pages in the languages that they have a title and an introduction in."""

    i18n = alternates = x_default = True

    def items(self) -> QuerySet[Role]:
        return Role.objects.published().order_by("slug")

    def get_languages_for_item(self, item: Role) -> list[str]:
        return item.page_languages

    def lastmod(self, item: Role) -> datetime:
        return item.updated_at


class Vocabulary(Sitemap):
    """Pages of what roles use: skills, tools, metrics."""

    i18n = alternates = x_default = True

    def items(self) -> list:
        models = (Skill, ToolCategory, Tool, Metric)
        return [item for model in models for item in model.objects.in_use().order_by("slug")]


SITEMAPS = {"pages": Pages, "roles": Roles, "vocabulary": Vocabulary}

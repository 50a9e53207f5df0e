"""Pages of the shared vocabulary. The roles that use it are read over reverse relations."""

from collections import defaultdict
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from skills.models import Metric, Skill, Tool, ToolCategory
from sources.models import Citation
from translations.models import Named
from translations.pages import page

LISTED = 50  # roles on the page of a skill, a tool or a metric; browsing shows them all
LISTED_TITLES = 5  # other titles on the page of a skill; search knows them all


@page()
def skills(request: HttpRequest) -> HttpResponse:
    """All skills by group, with the number of roles that take each."""
    found = Skill.objects.in_use().select_related("group")
    by_group = F("group__order").asc(nulls_last=True)
    found = found.order_by(by_group, "group", f"sort_{get_language()}", "pk")
    groups = [(group, list(items)) for group, items in groupby(found, attrgetter("group"))]
    return render(request, "skills/skills.html", {"groups": groups})


@page()
def skill(request: HttpRequest, slug: str) -> HttpResponse:
    """A skill, and what it means in the roles that take it."""
    found = get_object_or_404(Skill.objects.with_role_counts().select_related("group"), slug=slug)
    uses = _of_published_roles(found.role_skills)
    others = found.other_titles.filter(language=found.t.title.language, shown=True)
    also_called = list(others.values_list("title", flat=True)[:LISTED_TITLES])
    context = _entry(found, uses) | {"also_called": also_called}
    return render(request, "skills/skill.html", context)


@page()
def tools(request: HttpRequest) -> HttpResponse:
    """All tools by what roles use them for."""
    named = defaultdict(list)
    for tool in Tool.objects.by_category().in_reading_order(get_language()):
        named[tool.category].append(tool)
    categories = [(category, named[category.pk]) for category in ToolCategory.objects.in_use()]
    return render(request, "skills/tools.html", {"categories": categories})


@page()
def tool_category(request: HttpRequest, slug: str) -> HttpResponse:
    """A kind of tool, and what roles use it for."""
    found = get_object_or_404(ToolCategory.objects.with_role_counts(), slug=slug)
    uses = _of_published_roles(found.tool_uses).prefetch_related("tools")
    return render(request, "skills/tool_category.html", _entry(found, uses))


@page()
def tool(request: HttpRequest, slug: str) -> HttpResponse:
    """A product, and what roles use it for."""
    found = get_object_or_404(Tool.objects.with_role_counts(), slug=slug)
    uses = _of_published_roles(found.tool_uses).select_related("category", "role__family")
    return render(request, "skills/tool.html", _entry(found, uses))


@page()
def metrics(request: HttpRequest) -> HttpResponse:
    """All metrics, with the number of roles measured by each."""
    found = Metric.objects.in_use().in_reading_order(get_language())
    return render(request, "skills/metrics.html", {"metrics": found})


@page()
def metric(request: HttpRequest, slug: str) -> HttpResponse:
    """A metric, and the roles measured by it."""
    found = get_object_or_404(Metric.objects.with_role_counts(), slug=slug)
    uses = _of_published_roles(found.role_metrics)
    return render(request, "skills/metric.html", _entry(found, uses))


def _entry(found: Named, uses: QuerySet) -> dict[str, Any]:
    """What the page of any word shows: itself, its uses, their sources."""
    return {
        "entry": found,
        "uses": uses,
        "citations": Citation.objects.of([found, *uses]),
        "page_languages": found.page_languages,
    }


def _of_published_roles(uses: QuerySet) -> QuerySet:
    """The first of the uses by published roles, as the reader sorts the roles."""
    published = uses.filter(role__status="published").select_related("role__family")
    return published.order_by(f"role__sort_{get_language()}", "pk")[:LISTED]

"""Pages of the shared vocabulary. The roles that use it are read over reverse relations."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from pagecache.decorators import page, prevent_caching
from skills.forms import SkillsForm
from skills.listing import SkillChoice, SkillList
from skills.models import Metric, Skill, Tool, ToolCategory
from skills.uses import first_uses
from skills.vocabulary import tools_by_category, vocabulary
from sources.citations import citations_of
from translations.languages import active_language
from translations.models import Named, TranslatedContent

LISTED_TITLES = 5  # other titles on the page of a skill; search knows them all

FACETS = {"group": _("Group"), "kind": _("Kind"), "reuse": _("Used in")}


@page(params=SkillsForm.names)
def skills(request: HttpRequest) -> HttpResponse:
    """All skills that roles take, with the number of roles that take each."""
    form = SkillsForm(request.GET)
    listing = SkillList(SkillChoice(**form.chosen), active_language())
    shown = listing.page()
    for name, slug in listing.unknown:
        form.ignore(name, slug)
    if not form.is_understood:
        prevent_caching(request)
    facets = [(name, FACETS[name], values) for name, values in shown.facets.items()]
    return render(request, "skills/skills.html", {"form": form, "page": shown, "facets": facets})


@page()
def skill(request: HttpRequest, slug: str) -> HttpResponse:
    """A skill, and what it means in the roles that take it."""
    found = get_object_or_404(Skill.objects.select_related("group"), slug=slug)
    uses = first_uses(found, "role_skills")
    others = found.other_titles.filter(language=found.t.title.language, shown=True)
    also_called = list(others.values_list("title", flat=True)[:LISTED_TITLES])
    context = _entry(found, uses) | {"also_called": also_called}
    return render(request, "skills/skill.html", context)


@page()
def tools(request: HttpRequest) -> HttpResponse:
    """All tools by what roles use them for."""
    counts = tools_by_category()
    used = {tool for named in counts.values() for tool in named}
    found = list(Tool.objects.filter(pk__in=used).in_reading_order(active_language()))
    categories = [
        (category, [(tool, number) for tool in found if (number := named.get(tool.pk))])
        for category in ToolCategory.objects.all()
        if (named := counts.get(category.pk))
    ]
    return render(request, "skills/tools.html", {"categories": categories})


@page()
def tool_category(request: HttpRequest, slug: str) -> HttpResponse:
    """A kind of tool, and what roles use it for."""
    found = get_object_or_404(ToolCategory, slug=slug)
    uses = first_uses(found, "tool_uses")
    prefetch_related_objects(uses, "tools")
    return render(request, "skills/tool_category.html", _entry(found, uses))


@page()
def tool(request: HttpRequest, slug: str) -> HttpResponse:
    """A product, and what roles use it for."""
    found = get_object_or_404(Tool, slug=slug)
    uses = first_uses(found, "tool_uses", "category")
    return render(request, "skills/tool.html", _entry(found, uses))


@page()
def metrics(request: HttpRequest) -> HttpResponse:
    """All metrics, with the number of roles measured by each."""
    counts = vocabulary(Metric).role_counts
    found = Metric.objects.filter(pk__in=counts).in_reading_order(active_language())
    return render(request, "skills/metrics.html", {"metrics": found, "counts": counts})


@page()
def metric(request: HttpRequest, slug: str) -> HttpResponse:
    """A metric, and the roles measured by it."""
    found = get_object_or_404(Metric, slug=slug)
    uses = first_uses(found, "role_metrics")
    return render(request, "skills/metric.html", _entry(found, uses))


def _entry(found: Named, uses: list[TranslatedContent]) -> dict[str, Any]:
    """What the page of any word shows: itself, its uses, their sources."""
    shown = len({use.role_id for use in uses})
    found.role_count = vocabulary(type(found)).role_counts.get(found.pk, shown)
    return {
        "entry": found,
        "uses": uses,
        "shown": shown,
        "is_cut": shown < found.role_count,
        "citations": citations_of([found, *uses]),
        "page_languages": found.page_languages,
    }

"""Pages of the shared vocabulary. The roles that use it are read over reverse relations."""

from itertools import chain
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from core.files import text_bytes
from pagecache.decorators import name_subjects, page, prevent_caching
from skills.forms import SkillsForm
from skills.listing import SkillChoice, SkillList, tools_by_purpose, used_metrics
from skills.models import Metric, Skill, Tool, ToolCategory
from skills.uses import Uses, first_uses
from skills.vocabulary import Term, vocabulary
from sources.citations import citations_of
from translations.languages import active_language

MAX_OTHER_TITLES = 5  # on the page of a skill; search knows them all

FACETS = {"group": _("Group"), "kind": _("Kind"), "reuse": _("Scope of use")}


@page(params=SkillsForm.names)
def skills(request: HttpRequest) -> HttpResponse:
    """All skills that roles take, with the number of roles that take each."""
    form = SkillsForm(request.GET)
    skill_list = SkillList(SkillChoice(**form.chosen), active_language())
    skill_page = skill_list.page()
    for name, slug in skill_list.unknown:
        form.ignore(name, slug)
    if not form.is_understood:
        prevent_caching(request)
    facets = [(name, FACETS[name], values) for name, values in skill_page.facets.items()]
    context = {"form": form, "page": skill_page, "facets": facets}
    return render(request, "skills/skills.html", context)


@page()
def skill(request: HttpRequest, slug: str) -> HttpResponse:
    """A skill, and what it means in the roles that take it."""
    skill = get_object_or_404(Skill.objects.select_related("group"), slug=slug)
    uses = first_uses(skill, "role_skills")
    other_titles = skill.other_titles.filter(language=skill.t.title.language, shown=True)
    also_called = list(other_titles.values_list("title", flat=True)[:MAX_OTHER_TITLES])
    context = _term_context(skill, uses) | {"also_called": also_called}
    response = render(request, "skills/skill.html", context)
    return name_subjects(response, skill)


@page()
def tools(request: HttpRequest) -> HttpResponse:
    """All tools by what roles use them for."""
    categories = tools_by_purpose(active_language())
    listed = [
        (category.t.title, tool.name, tool.slug)
        for category, tools in categories
        for tool, _count in tools
    ]
    context = {"categories": categories, "listed": listed, "text": text_bytes(chain(*listed))}
    return render(request, "skills/tools.html", context)


@page()
def tool_category(request: HttpRequest, slug: str) -> HttpResponse:
    """A kind of tool, and what roles use it for."""
    category = get_object_or_404(ToolCategory, slug=slug)
    uses = first_uses(category, "tool_uses")
    prefetch_related_objects(uses, "tools")
    response = render(request, "skills/tool_category.html", _term_context(category, uses))
    return name_subjects(response, category)


@page()
def tool(request: HttpRequest, slug: str) -> HttpResponse:
    """A product, and what roles use it for."""
    tool = get_object_or_404(Tool, slug=slug)
    uses = first_uses(tool, "tool_uses", "category")
    response = render(request, "skills/tool.html", _term_context(tool, uses))
    return name_subjects(response, tool)


@page()
def metrics(request: HttpRequest) -> HttpResponse:
    """All metrics, with the number of roles measured by each."""
    metrics = used_metrics(active_language())
    texts = [(one.t.title, one.t.definition, one.abbreviation, one.slug) for one, _count in metrics]
    context = {"metrics": metrics, "text": text_bytes(chain(*texts))}
    return render(request, "skills/metrics.html", context)


@page()
def metric(request: HttpRequest, slug: str) -> HttpResponse:
    """A metric, and the roles measured by it."""
    metric = get_object_or_404(Metric, slug=slug)
    uses = first_uses(metric, "role_metrics")
    response = render(request, "skills/metric.html", _term_context(metric, uses))
    return name_subjects(response, metric)


def _term_context(term: Term, uses: Uses) -> dict[str, Any]:
    """What the page of any term shows: the term, its uses, their sources."""
    shown = len({use.role_id for use in uses})
    role_count = vocabulary(type(term)).role_counts.get(term.pk, shown)
    return {
        "entry": term,
        "role_count": role_count,
        "uses": uses,
        "shown": shown,
        "is_cut": shown < role_count,
        "citations": citations_of([term, *uses]),
        "page_languages": term.page_languages,
    }

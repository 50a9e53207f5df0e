"""Roles, the vocabulary, sources and coverage as Markdown, each asked for as its page is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from api import outlines
from api.markdown import linked, listing, markdown, own_address
from documents.outline import Block
from pagecache.decorators import name_subjects, page, prevent_caching
from roles.browse import Browser, Choice
from roles.details import find_role
from roles.forms import BrowseForm
from roles.page import role_page
from skills.forms import SkillsForm
from skills.listing import SkillChoice, SkillList, tools_by_purpose, used_metrics
from skills.models import Metric, Skill, Tool, ToolCategory
from skills.uses import first_uses
from skills.vocabulary import Term
from sources.citations import citations_of
from sources.models import Source
from translations.coverage import coverage
from translations.languages import active_language

LISTS = ("text", "family", "stage", "skill", "tool", "sort", "after")
SKILL_LISTS = (*SkillsForm.filters, "after")


@page()
def role(request: HttpRequest, slug: str) -> HttpResponse:
    """A role, a retired one too."""
    found = find_role(slug)
    if found is None or not found.has_page:
        raise Http404
    content = role_page(found, active_language())
    return name_subjects(markdown(outlines.role_document(content, own_address(request))), found)


@page()
def skill(request: HttpRequest, slug: str) -> HttpResponse:
    """A skill, and what it means in the first roles that require it."""
    found = get_object_or_404(Skill.objects.select_related("group"), slug=slug)
    return _term(request, found, "role_skills")


@page()
def tool_category(request: HttpRequest, slug: str) -> HttpResponse:
    """A kind of tools, and what roles use it for."""
    return _term(request, get_object_or_404(ToolCategory, slug=slug), "tool_uses")


@page()
def tool(request: HttpRequest, slug: str) -> HttpResponse:
    """A product, and what roles use it for."""
    return _term(request, get_object_or_404(Tool, slug=slug), "tool_uses", "category")


@page()
def metric(request: HttpRequest, slug: str) -> HttpResponse:
    """A metric, and the roles that use it."""
    return _term(request, get_object_or_404(Metric, slug=slug), "role_metrics")


def _term(request: HttpRequest, term: Term, relation: str, *joined: str) -> HttpResponse:
    uses = first_uses(term, relation, *joined)
    sources = citations_of([term, *uses]).sources
    content = outlines.term_document(term, uses, own_address(request), sources)
    return name_subjects(markdown(content), term)


@page(params=LISTS)
def roles(request: HttpRequest) -> HttpResponse:
    """Roles as their page narrows them, thirty at a time."""
    form = BrowseForm(request.GET)
    choice = Choice(**{name: form.chosen[name] for name in LISTS})
    browser = Browser(choice, active_language())
    result = browser.result()
    if choice.text or browser.unknown or not form.is_understood:
        prevent_caching(request)
    lines = (linked(request, role.title, "role", role.slug) for role in result.roles)
    return listing(request, _("Roles"), lines, result.following)


@page(params=SKILL_LISTS)
def skills(request: HttpRequest) -> HttpResponse:
    """Skills as their page narrows them, sixty at a time."""
    form = SkillsForm(request.GET)
    skill_list = SkillList(
        SkillChoice(**{name: form.chosen[name] for name in SKILL_LISTS}), active_language()
    )
    listed = skill_list.page()
    if skill_list.unknown or not form.is_understood:
        prevent_caching(request)
    lines = (
        linked(request, skill.title, "skill", skill.slug)
        for _heading, of_section in listed.sections
        for skill in of_section
    )
    return listing(request, _("Skills"), lines, listed.following)


@page()
def tools(request: HttpRequest) -> HttpResponse:
    """The tools that roles use, by purpose."""
    blocks: list[Block] = []
    for category, of_category in tools_by_purpose(active_language()):
        blocks.append(outlines.heading(outlines.marked(category.t.title)))
        blocks.append(outlines.bullets(tool.name for tool, _count in of_category))
    return markdown(outlines.document(_("Tools"), blocks, own_address(request)))


@page()
def metrics(request: HttpRequest) -> HttpResponse:
    """The metrics that roles are measured by."""
    lines = (
        ": ".join(filter(None, map(outlines.marked, (metric.t.title, metric.t.definition))))
        for metric, _count in used_metrics(active_language())
    )
    return listing(request, _("Metrics"), lines, "")


@page()
def coverage_page(request: HttpRequest) -> HttpResponse:
    """What is translated into which language, kind by kind."""
    return markdown(outlines.coverage_document(coverage(), own_address(request)))


@page()
def sources(request: HttpRequest) -> HttpResponse:
    """The sources that readers may know of."""
    found = Source.visible().order_by("language", "title", "pk")
    return markdown(outlines.document(_("Sources"), (), own_address(request), sources=found))

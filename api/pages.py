"""Pages as Markdown, at the address of the page with `.md` in place of its last slash."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from api import outlines
from careers.neighbourhood import find_position, neighbourhood
from documents.markdown import as_markdown
from documents.outline import Block, Document
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
from translations.addresses import address
from translations.languages import active_language

LISTS = ("text", "family", "stage", "skill", "tool", "sort", "after")
SKILL_LISTS = (*SkillsForm.filters, "after")


def markdown(content: Document) -> HttpResponse:
    """A page as Markdown. Search engines have the page itself."""
    response = HttpResponse(as_markdown(content), "text/markdown; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _own(request: HttpRequest) -> str:
    """The address of the page that this is the Markdown of."""
    return request.build_absolute_uri(request.path.removesuffix(".md") + "/")


@page()
def role(request: HttpRequest, slug: str) -> HttpResponse:
    """A role, a retired one too."""
    found = find_role(slug)
    if found is None or not found.has_page:
        raise Http404
    content = role_page(found, active_language())
    return name_subjects(markdown(outlines.role_document(content, _own(request))), found)


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
    content = outlines.term_document(term, uses, _own(request), sources)
    return name_subjects(markdown(content), term)


@page()
def position(request: HttpRequest, slug: str) -> HttpResponse:
    """A position, and the moves from it and to it."""
    found = find_position(slug)
    if found is None or found.slug != slug:
        raise Http404
    around = neighbourhood(found)
    blocks: list[Block] = [
        outlines.facts(
            (_("Kind of work"), found.get_lane_display() if found.lane else ""),
            (_("Stage"), found.get_placed_stage_display()),
        ),
        outlines.heading(_("Career moves from this position")),
        outlines.bullets(move.position.t.title for move in around.onward),
        outlines.heading(_("How to get to these positions")),
        outlines.bullets(step.t.advice for step, _ends in around.advice),
        outlines.heading(_("Positions that lead to this one")),
        outlines.bullets(move.start.t.title for move, _met in around.incoming),
        outlines.heading(_("Roles with similar requirements")),
        outlines.bullets(move.position.t.title for move in around.near),
    ]
    sources = citations_of([step for step, _ends in around.advice]).sources
    content = outlines.document(found.t.title, blocks, _own(request), sources=sources)
    return name_subjects(markdown(content), found, found.role)


@page(params=LISTS)
def roles(request: HttpRequest) -> HttpResponse:
    """Roles as their page narrows them, thirty at a time."""
    form = BrowseForm(request.GET)
    choice = Choice(**{name: form.chosen[name] for name in LISTS})
    browser = Browser(choice, active_language())
    result = browser.result()
    if choice.text or browser.unknown or not form.is_understood:
        prevent_caching(request)
    lines = (
        f"{outlines.marked(role.title)}: {_markdown_address(request, 'role', role.slug)}"
        for role in result.roles
    )
    return _listing(request, _("Roles"), lines, result.following)


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
        f"{outlines.marked(skill.title)}: {_markdown_address(request, 'skill', skill.slug)}"
        for _heading, of_section in listed.sections
        for skill in of_section
    )
    return _listing(request, _("Skills"), lines, listed.following)


@page()
def tools(request: HttpRequest) -> HttpResponse:
    """The tools that roles use, by purpose."""
    blocks: list[Block] = []
    for category, of_category in tools_by_purpose(active_language()):
        blocks.append(outlines.heading(outlines.marked(category.t.title)))
        blocks.append(outlines.bullets(tool.name for tool, _count in of_category))
    return markdown(outlines.document(_("Tools"), blocks, _own(request)))


@page()
def metrics(request: HttpRequest) -> HttpResponse:
    """The metrics that roles are measured by."""
    lines = (
        ": ".join(filter(None, map(outlines.marked, (metric.t.title, metric.t.definition))))
        for metric, _count in used_metrics(active_language())
    )
    return _listing(request, _("Metrics"), lines, "")


@page()
def sources(request: HttpRequest) -> HttpResponse:
    """The sources that readers may know of."""
    found = Source.visible().order_by("language", "title", "pk")
    return markdown(outlines.document(_("Sources"), (), _own(request), sources=found))


def _listing(
    request: HttpRequest, title: str, lines: Iterable[str], following: str
) -> HttpResponse:
    """A list, and where it goes on."""
    blocks: list[Block] = [outlines.bullets(lines)]
    if following:
        query = request.GET.copy()
        query["after"] = following
        rest = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
        blocks.append(outlines.facts((_("Next"), rest)))
    return markdown(outlines.document(title, blocks, _own(request)))


def _markdown_address(request: HttpRequest, name: str, slug: str) -> str:
    return request.build_absolute_uri(address(name, slug).removesuffix("/") + ".md")


# The views by the URL name of the page that each is the Markdown of.
VIEWS = {
    "roles": roles,
    "role": role,
    "skills": skills,
    "skill": skill,
    "tools": tools,
    "tool-category": tool_category,
    "tool": tool,
    "metrics": metrics,
    "metric": metric,
    "position": position,
    "sources": sources,
}

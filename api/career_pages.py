"""The career pages as Markdown, each asked for as its page is."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from api import career_outlines, outlines
from api.markdown import (
    going_on,
    ignored,
    linked,
    markdown,
    markdown_address,
    own_address,
    with_query,
)
from careers import abilities
from careers.choosing import RoleMatch, match_slugs, offer_roles
from careers.compare import compare as compare_roles
from careers.ends import MoveEnds, match_ends, offer_ends
from careers.find import FindQuery, FindResult
from careers.find import find as find_roles
from careers.forms import CareersForm, CompareForm, FindForm, MoveForm
from careers.listing import list_positions
from careers.move import plan_move
from careers.neighbourhood import find_position, neighbourhood
from careers.ticked import Ticked, keep, ticked_in
from documents.outline import Block, Bullets
from downloads.career_tables import move_table
from pagecache.decorators import name_subjects, page, prevent_caching
from skills.models import Skill, Tool
from sources.citations import citations_of
from translations.languages import active_language


def _document(
    request: HttpRequest, title: Any, summary: str, blocks: list[Block], status: int = 200
) -> HttpResponse:
    content = outlines.document(title, blocks, own_address(request), summary=summary)
    return markdown(content, status)


@page(params=CareersForm.base_fields)
def careers(request: HttpRequest) -> HttpResponse:
    """The positions and the moves between them, a hundred at a time."""
    form = CareersForm(request.GET)
    listed = list_positions(form)
    if not form.is_understood:
        prevent_caching(request)
    items = (
        career_outlines.position_item(
            position, moves, markdown_address(request, "position", position.slug)
        )
        for position, moves in listed.positions
    )
    blocks = [*ignored(form), Bullets(tuple(items)), *going_on(request, after=listed.following)]
    lead = _(
        "Jobs on the career ladders of all roles: where people start, how they move up and "
        "which sideways moves they can make."
    )
    return _document(request, _("Careers"), lead, blocks)


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
        outlines.heading(_("How to reach each position")),
        outlines.bullets(step.t.advice for step, _ends in around.advice),
        outlines.heading(_("Positions that lead to this one")),
        outlines.bullets(move.start.t.title for move, _met in around.incoming),
        outlines.heading(_("Roles with similar requirements")),
        outlines.bullets(move.position.t.title for move in around.near),
    ]
    sources = citations_of([step for step, _ends in around.advice]).sources
    content = outlines.document(found.t.title, blocks, own_address(request), sources=sources)
    return name_subjects(markdown(content), found, found.role)


@page(params=CompareForm.base_fields)
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four roles side by side, or roles to choose from."""
    form = CompareForm(request.GET)
    match = match_slugs(form.chosen["role"])
    if form.chosen["q"] or form.chosen["format"] or not form.is_understood:
        prevent_caching(request)
    if not match.can_be_compared:
        return _choose_roles(request, form, match)
    comparison = compare_roles(match.roles, active_language()).showing(form.chosen["show"])
    title = ", ".join(outlines.marked(role.t.title) for role in match.roles)
    compared = career_outlines.comparison_blocks(comparison, own_address(request))
    blocks = [*ignored(form), *compared]
    return name_subjects(_document(request, f"{_('Compare')}: {title}", "", blocks), *match.roles)


def _choose_roles(request: HttpRequest, form: CompareForm, match: RoleMatch) -> HttpResponse:
    typed = form.chosen["q"]
    chosen, offered = offer_roles(match, typed, active_language())
    nearest = _("Related roles") if chosen else _("New and updated roles")
    slugs = [role.slug for role in chosen]
    blocks = [
        *ignored(form),
        *career_outlines.named_blocks(match),
        outlines.heading(_("Chosen roles")),
        outlines.bullets(linked(request, role.t.title, "role", role.slug) for role in chosen),
        outlines.heading(_("Roles found") if typed else nearest),
        outlines.bullets(
            f"{outlines.marked(role.t.title)}: {with_query(request, 'q', role=[*slugs, role.slug])}"
            for role in offered
        ),
    ]
    lead = _(
        "Compare two to four roles side by side: responsibilities, skills, tools, metrics, pay "
        "and career steps."
    )
    status = 404 if match.missing else 200
    response = _document(request, _("Compare roles"), lead, blocks, status)
    return name_subjects(response, *match.all_roles)


@page(params=FindForm.base_fields)
def find(request: HttpRequest) -> HttpResponse:
    """The roles that fit what somebody can, twenty at a time; skills and tools to name."""
    form, language = FindForm(request.GET), active_language()
    typed = form.chosen["q"]
    skills = abilities.skills(form.chosen["skill"], typed, language)
    tools = abilities.tools(form.chosen["tool"], typed, language)
    keep(form, Ticked(skills.chosen, tools.chosen), skills.unknown, tools.unknown)
    query = FindQuery(
        skills=[skill.slug for skill in skills.chosen],
        tools=[tool.slug for tool in tools.chosen],
        role=form.chosen["role"],
    )
    found = find_roles(query, form.chosen["page"]) if query else FindResult([], 0, None)
    if form.chosen["role"] and not found.role:  # a draft is no role here
        form.ignore("role", form.chosen["role"])
    if typed or form.chosen["role_q"] or not form.is_understood:
        prevent_caching(request)
    number = form.chosen["page"]
    fits = (
        career_outlines.fit_item(fit, markdown_address(request, "role", fit.role.slug))
        for fit in found.matches
    )
    blocks = [
        *ignored(form),
        outlines.facts(
            (_("What you know"), _titles(skills.chosen, tools.chosen)),
            (_("Your current role"), found.role.t.title if found.role else ""),
        ),
        Bullets(tuple(fits)),
        *going_on(request, page=number + 1 if number < found.pages else 0),
        *_to_tick(request, form, skills.matches, tools.matches),
    ]
    lead = (
        career_outlines.found_words(found)
        if query
        else _(
            "Tick what you know to see which roles fit, how well they fit and what you are missing."
        )
    )
    return name_subjects(_document(request, _("Find roles that fit"), lead, blocks), found.role)


def _titles(skills: Iterable[Skill], tools: Iterable[Tool]) -> str:
    titles = (outlines.marked(skill.t.title) for skill in skills)
    return ", ".join([*titles, *(tool.name for tool in tools)])


def _to_tick(
    request: HttpRequest, form: FindForm, skills: Iterable[Skill], tools: Iterable[Tool]
) -> Iterator[Block]:
    """What a typed text finds, each with the address on which it is ticked, too."""
    yield outlines.heading(_("Skills and tools found"))
    for name, items in (("skill", skills), ("tool", tools)):
        yield outlines.bullets(
            f"{_titles(*([item], ()) if name == 'skill' else ((), [item]))}: "
            f"{with_query(request, 'q', 'page', **{name: [*form.chosen[name], item.slug]})}"
            for item in items
        )


@page(params=MoveForm.names)
def move(request: HttpRequest) -> HttpResponse:
    """The plan of a move, or roles to choose its ends from."""
    form = MoveForm(request.GET)
    ticked = ticked_in(form)
    typed = (form.chosen["from_q"], form.chosen["to_q"])
    if any(typed) or not form.is_understood:
        prevent_caching(request)
    ends = match_ends(form.chosen["from"], form.chosen["to"])
    if not (pair := ends.pair(Ticked() if any(typed) else ticked)):
        return _choose_ends(request, form, ends, ticked)
    plan = plan_move(*pair, active_language(), ticked)
    table = move_table(plan, own_address(request))
    blocks = [*ignored(form), *career_outlines.plan_blocks(plan, table)]
    lead = career_outlines.plan_words(plan)
    return name_subjects(_document(request, table.title, lead, blocks), *pair)


def _choose_ends(
    request: HttpRequest, form: MoveForm, ends: MoveEnds, ticked: Ticked
) -> HttpResponse:
    headings = {"from": _("Where you are now"), "to": _("Where you want to go")}
    blocks = [*ignored(form), *career_outlines.named_blocks(ends.role_match)]
    typed = (form.chosen["from_q"], form.chosen["to_q"])
    for end in offer_ends(ends, typed, active_language(), ticked):
        offered = [end.role] if end.role else [offer.role for offer in end.offers] + end.positions
        blocks.append(outlines.heading(headings[end.name]))
        blocks.append(
            outlines.bullets(
                f"{outlines.marked(one.t.title)}: "
                f"{with_query(request, f'{end.name}_q', **{end.name: one.slug})}"
                for one in offered
            )
        )
    lead = _(
        "From one role to another: which requirements you already meet, what you need to learn "
        "and which steps lie in between."
    )
    status = 404 if ends.role_match.missing else 200
    response = _document(request, _("Plan a move"), lead, blocks, status)
    return name_subjects(response, ends.origin, *ends.role_match.all_roles)

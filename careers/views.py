"""Career pages: the map of positions, a position's moves, comparing, planning a move, finding."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from careers import abilities
from careers.choosing import RoleMatch, find_by_title, found_beside, match_slugs, offer_roles
from careers.compare import MAX_ROLES
from careers.compare import compare as compare_roles
from careers.ends import match_ends, offer_ends
from careers.find import FindQuery, FindResult
from careers.find import find as find_roles
from careers.forms import CareersForm, CompareForm, FindForm, MoveForm
from careers.listing import list_positions
from careers.map import career_map
from careers.move import plan_move
from careers.neighbourhood import find_position, neighbourhood
from careers.ticked import Ticked, keep, ticked_in
from pagecache.decorators import name_subjects, page, prevent_caching
from roles.models import Role
from skills.mix import mixes
from sources.citations import citations_of
from translations.addresses import address
from translations.languages import active_language


@page(params=CareersForm.base_fields)
def careers(request: HttpRequest) -> HttpResponse:
    """All positions on one map and as a list with the moves from each; paginated if many."""
    form = CareersForm(request.GET)
    listed = list_positions(form)
    if not form.is_understood:
        prevent_caching(request)
    positions = [position for position, _moves in listed.positions]
    context = {
        "form": form,
        "positions": listed.positions,
        "has_brief": listed.has_brief,
        "following": listed.following,
        "map": career_map(positions, listed.moves) if listed.is_whole else None,
    }
    return render(request, "careers/careers.html", context)


@page()
def position(request: HttpRequest, slug: str) -> HttpResponse:
    """The moves to a position and from it, and the nearest roles."""
    position = find_position(slug)
    if position is None:
        raise Http404
    if position.slug != slug:
        return redirect("position", position.slug)
    around = neighbourhood(position)
    context = {
        "shown": around,
        "position": position,
        "citations": citations_of([step for step, _ in around.advice]),
    }
    response = render(request, "careers/position.html", context)
    return name_subjects(response, position, position.role)


@page(params=CompareForm.base_fields)
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four roles side by side; otherwise the page to choose them on."""
    form = CompareForm(request.GET)
    if form.chosen["format"]:
        return _redirect_to_file(form)
    match, ticked = match_slugs(form.chosen["role"]), ticked_in(form)
    if form.chosen["q"] or not form.is_understood:
        prevent_caching(request)
    if not match.can_be_compared:
        return _choose_roles(request, form, match, ticked)
    language = active_language()
    comparison = compare_roles(match.roles, language).showing(form.chosen["show"])
    context = {
        "form": form,
        "ticked": ticked,
        "comparison": comparison,
        "known": {skill.get_absolute_url() for skill in ticked.skills},
        "shown": CompareForm.SHOWN,
        "found": _found_to_add(form, match, language),
    }
    return name_subjects(render(request, "careers/compare.html", context), *match.roles)


def _choose_roles(
    request: HttpRequest, form: CompareForm, match: RoleMatch, ticked: Ticked
) -> HttpResponse:
    """The page to choose roles on: the address has too few, too many, or some that are missing."""
    chosen, offered = offer_roles(match, form.chosen["q"], active_language())
    context = {
        "form": form,
        "ticked": ticked,
        "named": match,
        "chosen": chosen,
        "compared": {role.slug for role in chosen},
        "offered": offered,
        "mixes": mixes([role.pk for role in (*chosen, *offered)]),
        "most": MAX_ROLES,
        "is_named": bool(chosen),
    }
    status = 404 if match.missing else 200
    response = render(request, "careers/compare_choose.html", context, status=status)
    return name_subjects(response, *match.all_roles)


def _found_to_add(form: CompareForm, match: RoleMatch, language: str) -> list[Role]:
    is_full = len(match.roles) >= MAX_ROLES
    return [] if is_full else found_beside(match, form.chosen["q"], language)


def _redirect_to_file(form: CompareForm) -> HttpResponse:
    """Leads on from the address that the file had before."""
    path = f"{address('compare').removesuffix('/')}.{form.chosen['format']}"
    query = form.encoded(frozenset(("format",)))
    return redirect(f"{path}?{query}" if query else path, permanent=True)


@page(params=MoveForm.names)
def move(request: HttpRequest) -> HttpResponse:
    """The plan of a move, or the page to choose its two roles on."""
    form = MoveForm(request.GET)
    ticked = ticked_in(form)
    typed = (form.chosen["from_q"], form.chosen["to_q"])
    if any(typed) or not form.is_understood:
        prevent_caching(request)
    ends = match_ends(form.chosen["from"], form.chosen["to"])
    context: dict[str, Any] = {"form": form, "ticked": ticked}
    # Who looks for an origin does not want to start from what is ticked alone.
    if pair := ends.pair(Ticked() if any(typed) else ticked):
        plan = plan_move(*pair, active_language(), ticked)
        response = render(request, "careers/move.html", context | {"move": plan})
        return name_subjects(response, *pair)
    offers = offer_ends(ends, typed, active_language(), ticked)
    context |= {"found": ends, "ends": offers}
    status = 404 if ends.role_match.missing else 200
    response = render(request, "careers/choose_move.html", context, status=status)
    return name_subjects(response, ends.origin, *ends.role_match.all_roles)


@page(params=FindForm.base_fields)
def find(request: HttpRequest) -> HttpResponse:
    """The roles that fit what a reader can, and the form to tick it."""
    form, language = FindForm(request.GET), active_language()
    typed = form.chosen["q"]
    skills = abilities.skills(form.chosen["skill"], typed, language)
    tools = abilities.tools(form.chosen["tool"], typed, language)
    query = FindQuery(
        skills=[skill.slug for skill in skills.chosen],
        tools=[tool.slug for tool in tools.chosen],
        role=form.chosen["role"],
    )
    result = find_roles(query, form.chosen["page"]) if query else FindResult([], 0, None)
    ticked = keep(form, Ticked(skills.chosen, tools.chosen), skills.unknown, tools.unknown)
    if form.chosen["role"] and not result.role:  # a draft is no role here
        form.ignore("role", form.chosen["role"])
    if typed or form.chosen["role_q"] or not form.is_understood:
        prevent_caching(request)
    context = {
        "form": form,
        "ticked": ticked,
        "skills": skills,
        "tools": tools,
        "wanted": query,
        "found": result,
        "titled": find_by_title(form.chosen["role_q"], language) if form.chosen["role_q"] else [],
    }
    return name_subjects(render(request, "careers/find.html", context), result.role)

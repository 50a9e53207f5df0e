"""Pages of careers: the map of positions, moves from one, roles side by side, ways to another."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from careers import abilities
from careers.choosing import Named, roles_named, roles_titled, roles_to_begin_with
from careers.compare import MOST
from careers.compare import compare as side_by_side
from careers.comparison import Comparison
from careers.ends import ends, offers
from careers.find import Found, Wanted
from careers.find import find as roles_that_fit
from careers.forms import CareersForm, CompareForm, FindForm, MoveForm
from careers.ladders import all_moves
from careers.map import career_map
from careers.models import Position
from careers.move import move as way_between
from careers.neighbourhood import find_position, neighbourhood
from careers.sheet import as_csv
from pagecache.decorators import page, prevent_caching
from roles.models import Role
from skills.mix import mixes
from sources.citations import citations_of
from translations.languages import active_language

LISTED = 100  # positions on a page; if there are more, the map would be no picture


@page(params=CareersForm.base_fields)
def careers(request: HttpRequest) -> HttpResponse:
    """All positions on one map, and as a list with the moves from each; page by page if many."""
    form = CareersForm(request.GET)
    last = _last_seen(form)
    if not form.is_plain:
        prevent_caching(request)
    found = _in_reading_order(last)[: LISTED + 1]
    listed, has_more = list(found)[:LISTED], len(found) > LISTED
    shown = [item for item in listed if item.is_visible]
    is_whole = not (last or has_more)
    moves = all_moves() if is_whole else []
    context = {
        "form": form,
        "positions": [(item, [move for move in moves if move.start == item]) for item in shown],
        "following": listed[-1].slug if has_more else "",
        "map": career_map(shown, moves) if is_whole else None,
    }
    return render(request, "careers/careers.html", context)


def _last_seen(form: CareersForm) -> Position | None:
    """The position that the page before ended with."""
    slug = form.chosen["after"]
    last = Position.visible().filter(slug=slug).first() if slug else None
    if slug and not last:
        form.ignore("after", slug)
    return last


def _in_reading_order(last: Position | None) -> QuerySet[Position]:
    found = Position.visible().in_reading_order(active_language())
    return found.standing_after(last, active_language()) if last else found


@page()
def position(request: HttpRequest, slug: str) -> HttpResponse:
    """Where people come from, where they go, and the roles that are near."""
    found = find_position(slug)
    if found is None:
        raise Http404
    if found.slug != slug:
        return redirect("position", found.slug)
    shown = neighbourhood(found)
    context = {
        "shown": shown,
        "position": found,
        "citations": citations_of([step for step, _ in shown.advice]),
    }
    return render(request, "careers/position.html", context)


@page(params=CompareForm.base_fields)
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four roles side by side, as a page or a sheet; what else is asked for, to choose."""
    form = CompareForm(request.GET)
    named = roles_named(form.chosen["role"])
    if form.chosen["q"] or not form.is_plain:
        prevent_caching(request)
    if not named.can_be_compared:
        return _choosing(request, form, named)
    comparison = side_by_side(named.roles, active_language()).showing(form.chosen["show"])
    if form.chosen["format"]:
        return _sheet(comparison)
    context = {
        "form": form,
        "comparison": comparison,
        "shown": CompareForm.SHOWN,
        "found": _titled(form, named) if len(named.roles) < MOST else [],
    }
    return render(request, "careers/compare.html", context)


def _choosing(request: HttpRequest, form: CompareForm, named: Named) -> HttpResponse:
    """The page to choose roles on: none are named, or one, or too many, or not all are there."""
    chosen = [*named.roles, *filter(None, (retired.successor for retired in named.retired))]
    if form.chosen["q"]:
        offered = _titled(form, named)
    else:
        offered = roles_to_begin_with(chosen[0] if chosen else None)
    there = {role.pk for role in chosen}
    offered = [role for role in offered if role.pk not in there]
    context = {
        "form": form,
        "named": named,
        "chosen": list(dict.fromkeys(chosen)),
        "compared": {role.slug for role in chosen},
        "offered": offered,
        "mixes": mixes([role.pk for role in (*chosen, *offered)]),
        "most": MOST,
        "is_named": bool(chosen),
    }
    status = 404 if named.missing else 200
    return render(request, "careers/compare_choose.html", context, status=status)


def _titled(form: CompareForm, named: Named) -> list[Role]:
    """The roles that fit what was looked for, but for those that are there already."""
    text = form.chosen["q"]
    found = roles_titled(text, active_language()) if text else []
    return [role for role in found if role.slug not in named.slugs]


def _sheet(comparison: Comparison) -> HttpResponse:
    """A file to download, which search engines leave out as they do the page."""
    name = slugify("-".join([_("Compare"), *(c.role.slug for c in comparison.columns)]))
    response = HttpResponse(as_csv(comparison), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@page(params=MoveForm.names)
def move(request: HttpRequest) -> HttpResponse:
    """The way from one role to another, or what to choose first."""
    form = MoveForm(request.GET)
    typed = (form.chosen["from_q"], form.chosen["to_q"])
    if any(typed) or not form.is_plain:
        prevent_caching(request)
    found = ends(form.chosen["from"], form.chosen["to"])
    if found.are_two:
        plan = way_between(found.origin, found.target, active_language())
        return render(request, "careers/move.html", {"form": form, "move": plan})
    context = {"form": form, "found": found, "ends": offers(found, typed, active_language())}
    status = 404 if found.named.missing else 200
    return render(request, "careers/choose_move.html", context, status=status)


@page(params=FindForm.base_fields)
def find(request: HttpRequest) -> HttpResponse:
    """The roles that fit what a reader can, and the form to say it with."""
    form, language = FindForm(request.GET), active_language()
    typed = form.chosen["q"]
    skills = abilities.skills(form.chosen["skill"], typed, language)
    tools = abilities.tools(form.chosen["tool"], typed)
    wanted = Wanted(
        skills=[skill.slug for skill in skills.chosen],
        tools=[tool.slug for tool in tools.chosen],
        role=form.chosen["role"],
    )
    found = roles_that_fit(wanted, form.chosen["page"]) if wanted else Found([], 0, None)
    _ignore(form, skills.unknown, tools.unknown, found)
    if typed or form.chosen["role_q"] or not form.is_plain:
        prevent_caching(request)
    context = {
        "form": form,
        "skills": skills,
        "tools": tools,
        "wanted": wanted,
        "found": found,
        "titled": roles_titled(form.chosen["role_q"], language) if form.chosen["role_q"] else [],
    }
    return render(request, "careers/find.html", context)


def _ignore(form: FindForm, skills: list[str], tools: list[str], found: Found) -> None:
    """Says of slugs that they name nothing. Of a draft it says the same."""
    role = [] if found.role else filter(None, [form.chosen["role"]])
    for name, slugs in (("skill", skills), ("tool", tools), ("role", role)):
        for slug in slugs:
            form.ignore(name, slug)

"""Pages of careers: the map of all positions, the moves from one, and the way between two roles."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from careers import abilities
from careers.choosing import roles_titled
from careers.ends import ends, offers
from careers.find import Found, Wanted
from careers.find import find as roles_that_fit
from careers.forms import CareersForm, FindForm, MoveForm
from careers.ladders import all_moves
from careers.map import career_map
from careers.models import Position
from careers.move import move as way_between
from careers.neighbourhood import find_position, neighbourhood
from sources.models import Citation
from translations.pages import not_storable, page

LISTED = 100  # positions on a page; if there are more, the map would be no picture


@page(params=CareersForm.base_fields)
def careers(request: HttpRequest) -> HttpResponse:
    """All positions on one map, and as a list with the moves from each; page by page if many."""
    form = CareersForm(request.GET)
    last = _last_seen(form)
    if not form.is_plain:
        not_storable(request)
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
    found = Position.visible().in_reading_order(get_language())
    return found.standing_after(last, get_language()) if last else found


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
        "citations": Citation.objects.of([step for step, _ in shown.advice]),
    }
    return render(request, "careers/position.html", context)


@page(params=MoveForm.names)
def move(request: HttpRequest) -> HttpResponse:
    """The way from one role to another, or what to choose first."""
    form = MoveForm(request.GET)
    typed = (form.chosen["from_q"], form.chosen["to_q"])
    if any(typed) or not form.is_plain:
        not_storable(request)
    found = ends(form.chosen["from"], form.chosen["to"])
    if found.are_two:
        plan = way_between(found.origin, found.target, get_language())
        return render(request, "careers/move.html", {"form": form, "move": plan})
    context = {"form": form, "found": found, "ends": offers(found, typed, get_language())}
    status = 404 if found.named.missing else 200
    return render(request, "careers/choose_move.html", context, status=status)


@page(params=FindForm.base_fields)
def find(request: HttpRequest) -> HttpResponse:
    """The roles that fit what a reader can, and the form to say it with."""
    form, language = FindForm(request.GET), get_language()
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
        not_storable(request)
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

"""Pages about the ways between roles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from careers.ends import ends, offers
from careers.forms import MoveForm
from careers.move import move as way_between
from translations.pages import not_storable, page


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

"""What was typed into a form of admin is kept where its sender has to sign in first, or again.

The page of the answer holds the form. Whoever has signed in meanwhile, in another tab, sends it
from there: it is told as whom, and what. What another site's page has sent is never kept: its
visitor has not written it, and is not to be led to send it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from config.sent_forms import is_from_here, sent
from config.sent_labels import labels_of_form

ADMIN = f"/{settings.ADMIN_PATH}"
# Where people sign in, and show their second factor.
SIGN_IN = (f"{ADMIN}login/", f"{ADMIN}account/")
MOST_SHOWN = 300  # fields
LONGEST_SHOWN = 300  # letters of each


class KeptFormMiddleware:
    """Answers with the form where its sender would be led away to sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        place = response.headers.get("Location", "") if request.method == "POST" else ""
        if urlsplit(place).path.startswith(SIGN_IN) and is_kept(request):
            return kept(request, urlsplit(place).path)
        return response


def is_kept(request: HttpRequest) -> bool:
    """Whether a page of admin was sent something that a person has typed there."""
    is_form = request.path.startswith(ADMIN) and not request.path.startswith(SIGN_IN)
    return is_form and is_from_here(request) and bool(sent(request))


@dataclass(frozen=True)
class Shown:
    """What would be sent, for people to look at: the first fields that somebody may have typed."""

    fields: list[tuple[str, str]]
    more: int


def shown(fields: list[tuple[str, str]], label: Callable[[str], str] = str) -> Shown:
    typed = [
        (told, value)
        for name, value in fields
        if value and not _is_technical(name) and (told := label(name))
    ]
    short = [
        (told, value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…")
        for told, value in typed[:MOST_SHOWN]
    ]
    return Shown(short, len(typed) - len(short))


def _is_technical(name: str) -> bool:
    """Whether a form has a field for itself: of its buttons, of the number of its rows."""
    last = name.rpartition("-")[2]
    return last.startswith("_") or last in ("opened", "id") or last.endswith("_FORMS")


def kept(request: HttpRequest, sign_in: str = "") -> HttpResponse:
    """A page that holds the form: with a way to sign in, or with the name of who has."""
    fields = sent(request) or []
    user = getattr(request, "user", None)
    who = "" if sign_in or user is None else user.get_username()
    context = {
        "sent": fields,
        "shown": shown(fields, labels_of_form(request.path)),
        "has_files": bool(request.FILES),
        "who": who,
        "sign_in": f"{sign_in or SIGN_IN[0]}?{urlencode({'next': reverse('admin:index')})}",
    }
    response = render(request, "errors/kept.html", context, status=403)
    response.headers["Cache-Control"] = "private, no-store"
    return response

"""Pages that belong to no app: home, about, errors, sitemaps, robots.txt, health."""

import sys
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import escape_uri_path

from api.problems import failed, is_for_program
from config import sitemaps
from config.busy import busy, unavailable
from config.health import state
from config.home import home_page
from config.keeping import is_kept, kept
from core.rendering import static
from core.unavailable import is_unavailable
from core.waiting import is_busy
from pagecache.decorators import page
from translations.addresses import query_suffix
from translations.languages import language_codes

# For whoever keeps a copy: less than a year is asked for.
SECURITY_CONTACT_LASTS = timedelta(days=180)


def best_home(request: HttpRequest) -> HttpResponse:
    """Redirects to the home page in the reader's language."""
    return HttpResponseRedirect(reverse("home"))


def alias(request: HttpRequest, language: str, rest: str | None = None) -> HttpResponse:
    """Redirects to the same page in the language that an alias stands for: Nynorsk to Bokmål."""
    path = escape_uri_path(f"/{language}/{rest or ''}")
    return HttpResponseRedirect(f"{path}{query_suffix(request)}")


@page(daily=True)
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html", {"home": home_page(timezone.localdate())})


@page()
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html")


@page()
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return _sitemap(request, "sitemap_index.xml", {"files": sitemaps.files()})


@page()
def sitemap(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """One file of the sitemap."""
    if not (entries := sitemaps.entries(section, number)):
        raise Http404
    return _sitemap(request, "sitemap.xml", {"entries": entries})


def _sitemap(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    site = request.build_absolute_uri("/").removesuffix("/")
    return render(request, template, context | {"site": site}, content_type="application/xml")


def icon(request: HttpRequest, name: str) -> HttpResponse:
    """Redirects to an icon, for programs that look for it at a fixed address only."""
    return HttpResponseRedirect(static(f"img/{name}"))


def robots(request: HttpRequest) -> HttpResponse:
    index = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", "Disallow:", f"Sitemap: {index}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def live(request: HttpRequest) -> HttpResponse:
    """Answers 200 while the process runs."""
    return JsonResponse({"status": "ok"})


def security_contact(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116), if the operator has named a place."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = timezone.now().replace(microsecond=0) + SECURITY_CONTACT_LASTS
    languages = ", ".join(language_codes())
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat()}",
        f"Preferred-Languages: {languages}",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def ready(request: HttpRequest) -> HttpResponse:
    """Answers 200 if the site can serve readers, else 503, with the state of each part."""
    parts, is_ready = state()
    return JsonResponse(parts, status=200 if is_ready else 503)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Often it is a form that was opened before its sender signed in anew, in another tab."""
    if is_kept(request):
        return kept(request)
    return render(request, "errors/403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 400, "errors/400.html")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 403, "errors/403.html")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 404, "errors/404.html")


def _error(request: HttpRequest, status: int, template: str) -> HttpResponse:
    """The page about an error, or what a program reads of it."""
    if is_for_program(request):
        return failed(status)
    return render(request, template, status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls it while it handles the error."""
    error = sys.exc_info()[1]
    if error and is_unavailable(error):
        return busy(request) if is_busy(error) else unavailable(request)
    return _error(request, 500, "errors/500.html")

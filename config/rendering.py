"""What the frame of every page needs: the main navigation, and what is the same on all pages."""

from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.translation import gettext_lazy as _
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from core.markup import html, html_join
from translations.addresses import address
from translations.languages import active_language

NAVIGATION = {
    "roles": _("Roles"),
    "skills": _("Skills"),
    "tools": _("Tools"),
    "metrics": _("Metrics"),
    "careers": _("Careers"),
    "compare": _("Compare"),
}


@pass_context
def navigation(context: Context) -> Markup:
    """The main navigation, with the part that the page belongs to marked."""
    path = context["request"].path
    places = tuple(map(address, NAVIGATION))
    here = next(filter(path.startswith, places), "")
    return _navigation(active_language(), places, here, path == here)


@lru_cache(maxsize=4 * len(NAVIGATION) * len(settings.LANGUAGES))
def _navigation(language: str, places: tuple[str, ...], here: str, is_there: bool) -> Markup:
    mark = html(' aria-current="{}"', "page" if is_there else "true")
    rows = (
        (place, mark if place == here else "", label)
        for place, label in zip(places, NAVIGATION.values(), strict=True)
    )
    return html_join("\n", '<li><a href="{}"{}>{}</a></li>', rows)


def once(template: str) -> Markup:
    """A part of all pages that depends on nothing but the language: rendered once in each."""
    if settings.DEBUG:  # while it is edited, it changes
        return _rendered(template)
    return _rendered_once(template, active_language(), get_script_prefix())


@lru_cache(maxsize=8 * len(settings.LANGUAGES))
def _rendered_once(template: str, language: str, prefix: str) -> Markup:
    return _rendered(template)


def _rendered(template: str) -> Markup:
    return Markup(render_to_string(template))  # noqa: S704

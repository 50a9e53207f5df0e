"""What the frame of every page needs: links to itself in each language, the main navigation."""

from django.utils.translation import gettext_lazy as _
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from core.markup import html, html_join
from translations.addresses import address

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
    places = {address(name): label for name, label in NAVIGATION.items()}
    here = next(filter(path.startswith, places), "")
    mark = html(' aria-current="{}"', "page" if path == here else "true")
    rows = ((place, mark if place == here else "", name) for place, name in places.items())
    return html_join("\n", '<li><a href="{}"{}>{}</a></li>', rows)

"""What career pages write. Every public function here is one of the templates'."""

from django.http import QueryDict
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from jinja2 import pass_context
from jinja2.runtime import Context

from translations.interface import gettext as _
from translations.rendering import inline, understood
from translations.texts import Text

# The columns of a comparison by their letters: two roles of one family are told apart too.
HUES = {"A": "violet", "B": "teal", "C": "red", "D": "blue"}


def hue_of(letter: str) -> str:
    """The hue of a comparison's column."""
    return HUES[letter]


def said(text: Text | str) -> SafeString:
    """A text of a comparison: one of the content's, marked where it is a fallback, or a label."""
    return inline(text) if isinstance(text, Text) else conditional_escape(text)


@pass_context
def pick(context: Context, slug: str, title: Text | str) -> SafeString:
    """A box to tick beside a role, for comparing it. It belongs to the bar at the foot of the page.

    It is ticked if the page has the role in `compared`.
    """
    is_on = slug in context.get("compared", ())
    language = title.language if isinstance(title, Text) else context["language"]
    return format_html(
        '<label class="pick"><input type="checkbox" name="role" value="{}" form="compare" '
        'autocomplete="off"{}><span>{}<span class="vh"> <span lang="{}">{}</span></span></span>'
        "</label>",
        slug,
        SafeString(" checked") if is_on else "",
        _("Compare"),
        language,
        title,
    )


@pass_context
def query_with(context: Context, name: str, value: str) -> str:
    """This page's query with one more value of a parameter, and what was looked for left out."""
    found = understood(context)
    found.appendlist(name, value)
    return _address(context, found)


@pass_context
def query_earlier(context: Context, name: str, value: str) -> str:
    """This page's query with a parameter's value one place nearer to the first."""
    found = understood(context)
    values = found.getlist(name)
    at = values.index(value)
    values[at - 1 : at + 1] = values[at], values[at - 1]
    found.setlist(name, values)
    return _address(context, found)


def _address(context: Context, found: QueryDict) -> str:
    found.pop("q", None)
    return f"{context['request'].path}?{found.urlencode()}"

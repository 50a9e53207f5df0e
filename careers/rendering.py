"""What career pages write. Every public function here is one of the templates'."""

from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from core.markup import EMPTY, html
from core.rendering import at_query
from translations.interface import gettext as _
from translations.rendering import inline
from translations.texts import Text

# The columns of a comparison by their letters: two roles of one family are told apart too.
HUES = {"A": "violet", "B": "teal", "C": "red", "D": "blue"}


def column_hue(letter: str) -> str:
    """The hue of a comparison's column."""
    return HUES[letter]


def comparison_text(text: Text | str) -> Markup:
    """A text of a comparison: one of the content's, marked where it is a fallback, or a label."""
    return inline(text) if isinstance(text, Text) else escape(text)


@pass_context
def pick(context: Context, slug: str, title: Text | str) -> Markup:
    """A box to tick beside a role, for comparing it. It belongs to the bar at the foot of the page.

    It is ticked if the page has the role in `compared`.
    """
    is_on = slug in context.get("compared", ())
    language = title.language if isinstance(title, Text) else context["language"]
    return html(
        '<label class="pick"><input type="checkbox" name="role" value="{}" form="compare" '
        'autocomplete="off"{}><span>{}<span class="vh"> <span lang="{}">{}</span></span></span>'
        "</label>",
        slug,
        Markup(" checked") if is_on else EMPTY,
        _("Compare"),
        language,
        title,
    )


@pass_context
def query_with(context: Context, name: str, value: str) -> str:
    """This page's query with one more value of a parameter, and what was looked for left out."""
    found = _chosen(context)
    return at_query(context, found | {name: [*found.get(name, ()), value]})


@pass_context
def query_earlier(context: Context, name: str, value: str) -> str:
    """This page's query with a parameter's value one place nearer to the first."""
    found = _chosen(context)
    values = [*found[name]]
    at = values.index(value)
    values[at - 1 : at + 1] = values[at], values[at - 1]
    return at_query(context, found | {name: values})


def _chosen(context: Context) -> dict[str, list[Any]]:
    """The page's query without what was looked for, to choose from."""
    return {name: values for name, values in context["form"].query.items() if name != "q"}

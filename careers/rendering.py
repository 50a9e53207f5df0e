"""What career pages write. Every public function here is one of the templates'."""

from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from core.rendering import at_query
from translations.rendering import inline
from translations.texts import Text

# The columns of a comparison by their letters: two roles of one family are told apart too.
HUES = {"A": "violet", "B": "teal", "C": "red", "D": "blue"}


def hue_of(letter: str) -> str:
    """The hue of a comparison's column."""
    return HUES[letter]


def said(text: Text | str) -> Markup:
    """A text of a comparison: one of the content's, marked where it is a fallback, or a label."""
    return inline(text) if isinstance(text, Text) else escape(text)


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

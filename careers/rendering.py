"""Template helpers of the career pages. Every public function here is available in templates."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from careers.ticked import name_in_address
from core.addresses import address_with_query
from core.options import Option
from roles.models import Role
from roles.rendering import title_suffixes
from skills.models import Skill, Tool
from translations.rendering import inline, soft_label
from translations.texts import Text

# By the letters of a comparison's columns. The families' own hues may be the same.
HUES = {"A": "violet", "B": "teal", "C": "red", "D": "blue"}

EMPTY_QUERY: Mapping[str, str | Sequence[str]] = MappingProxyType({})


def column_hue(letter: str) -> str:
    """The hue of a column of a comparison."""
    return HUES[letter]


def comparison_text(text: Text | str) -> Markup:
    """A text of the content, with its language if it is a fallback, or an escaped label."""
    return inline(text) if isinstance(text, Text) else escape(text)


def comparison_heading(text: Text | str) -> Markup:
    """The same as the heading of a row, which stands in a narrow column: a label may be broken."""
    return inline(text) if isinstance(text, Text) else soft_label(text)


def skill_options(skills: Sequence[Skill], is_on: bool = False) -> list[Option]:
    """Skills to tick."""
    return [Option(name_in_address(skill), inline(skill.t.title), is_on=is_on) for skill in skills]


def tool_options(tools: Sequence[Tool], is_on: bool = False) -> list[Option]:
    """Tools to tick."""
    return [Option(name_in_address(tool), tool.name, is_on=is_on) for tool in tools]


def role_options(roles: Sequence[Role], is_on: bool = False) -> list[Option]:
    """Roles to tick; those with the same title are told apart."""
    suffixes = title_suffixes(roles)
    return [
        Option(role.slug, inline(role.t.title) + suffixes[role.pk], is_on=is_on) for role in roles
    ]


@pass_context
def query_with(context: Context, name: str, value: str) -> str:
    """This page's address with one more value of a parameter, without the typed text."""
    params = _params(context)
    return address_with_query(context, params | {name: [*params.get(name, ()), value]})


@pass_context
def query_earlier(context: Context, name: str, value: str) -> str:
    """This page's address with a value of a parameter moved one place forward."""
    params = _params(context)
    values = [*params[name]]
    index = values.index(value)
    values[index - 1 : index + 1] = values[index], values[index - 1]
    return address_with_query(context, params | {name: values})


@pass_context
def keeping_ticked(
    context: Context, address: str, parameters: Mapping[str, str | Sequence[str]] = EMPTY_QUERY
) -> str:
    """An address with those parameters that have a value, and with what the reader has ticked."""
    given = urlencode({name: value for name, value in parameters.items() if value}, doseq=True)
    query = "&".join(filter(None, (given, context["ticked"].encoded)))
    return f"{address}?{query}" if query else address


def _params(context: Context) -> dict[str, list[Any]]:
    """The parameters of the page without the typed text."""
    return {name: values for name, values in context["form"].query.items() if name != "q"}

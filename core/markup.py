"""Markup put together in Python: what Django's format_html does, several times as fast."""

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup, escape

EMPTY = Markup()


def html(template: str, *values: Any) -> Markup:
    """The template with values in its places; what is not markup yet is escaped."""
    return Markup(template.format(*map(_safe, values)))  # noqa: S704


def html_each(before: str, values: Iterable[Any], after: str) -> Markup:
    """Each value between two pieces of markup; what is not markup yet is escaped."""
    return Markup("".join([f"{before}{_safe(value)}{after}" for value in values]))  # noqa: S704


def html_join(separator: str, template: str, rows: Iterable[Sequence[Any]]) -> Markup:
    """The template once for each row of values, with the separator between."""
    found = [template.format(*map(_safe, row)) for row in rows]
    return Markup(separator.join(found))  # noqa: S704


def _safe(value: Any) -> str:
    return value if type(value) is Markup else escape(value)

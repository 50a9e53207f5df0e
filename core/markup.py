"""Markup built in Python: Django's format_html, several times as fast."""

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup, escape

EMPTY = Markup()


def html(template: str, *values: Any) -> Markup:
    """Formats the template with values; those that are no Markup are escaped."""
    return Markup(template.format(*map(_safe, values)))  # noqa: S704


def html_each(before: str, values: Iterable[Any], after: str) -> Markup:
    """Each value between two pieces of markup; values that are no Markup are escaped."""
    return Markup("".join([f"{before}{_safe(value)}{after}" for value in values]))  # noqa: S704


def html_join(separator: str, template: str, rows: Iterable[Sequence[Any]]) -> Markup:
    """Formats the template with each row of values, and joins the results."""
    parts = [template.format(*map(_safe, row)) for row in rows]
    return Markup(separator.join(parts))  # noqa: S704


def _safe(value: Any) -> str:
    return value if type(value) is Markup else escape(value)

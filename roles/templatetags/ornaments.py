"""The skill mix as it is drawn: the knit ornament, and rows of cells with their numbers."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from roles.mix import MixRow, mixes

register = template.Library()

GROUPS = 6  # rows of the pattern where there is nothing to show


@register.simple_tag
def knit(rows: Sequence[MixRow] = ()) -> SafeString:
    """The ornament of a role: a row a skill group. Without rows, an unfilled pattern."""
    cells = [row.cells for row in rows] or [[False] * 9] * GROUPS
    paths = {True: "", False: ""}
    for y, row in enumerate(cells):
        for x, filled in enumerate(row):
            paths[filled] += f"M{x * 6} {y * 6}h5v5h-5z"
    return format_html(
        '<svg class="knit" viewBox="0 0 53 {}" aria-hidden="true" focusable="false">'
        '<path class="off" d="{}"/><path class="on" d="{}"/></svg>',
        len(cells) * 6 - 1,
        paths[False],
        paths[True],
    )


@register.simple_tag
def role_mixes(uses: Iterable[Any]) -> dict[int, list[MixRow]]:
    """The mixes of the roles that some skills, tools or metrics are used by, by role id."""
    return mixes({use.role_id for use in uses})


@register.simple_tag
def cells(row: MixRow) -> SafeString:
    """One row of the mix, nine cells wide."""
    return format_html(
        '<svg viewBox="0 0 106.6 10.6" aria-hidden="true" focusable="false">{}</svg>',
        format_html_join(
            "",
            '<rect class="{}" x="{}" y="0" width="10.6" height="10.6"/>',
            (("on" if filled else "off", x * 12) for x, filled in enumerate(row.cells)),
        ),
    )


@register.simple_tag
def meter(value: int, total: int) -> SafeString:
    """A bar for a share; the figures stand beside it."""
    return format_html(
        '<svg class="meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" '
        'focusable="false"><rect class="bg" width="100" height="6"/>'
        '<rect class="fg" width="{}" height="6"/></svg>',
        f"{100 * value / total if total else 0:.1f}",
    )


@register.filter
def of(drawn: dict[int, list[MixRow]], role_id: int) -> list[MixRow]:
    """The mix of one role among those of several."""
    return drawn[role_id]


@register.filter
def total(rows: list[MixRow]) -> int:
    """The number of skills that a mix counts."""
    return sum(row.count for row in rows)

"""What pages of roles draw and write: the skill mix, choices of roles, money.

Every public function here is one of the templates'.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from babel import Locale
from babel.numbers import format_currency
from markupsafe import Markup

from core.markup import EMPTY, html, html_join
from roles.mix import MAX_SKILLS_DRAWN, MixRow, mix_cells, mixes
from roles.models import Role, RoleItem
from roles.namesakes import distinguishing_texts
from roles.pay import PayBar
from translations.interface import gettext as _
from translations.languages import active_language
from translations.rendering import inline

GROUPS = 6  # rows of the pattern where there is nothing to show


def knit(rows: Sequence[MixRow] = ()) -> Markup:
    """The ornament of a role: a row a skill group. Without rows, an unfilled pattern."""
    return _knit(tuple(row.count for row in rows) or (0,) * GROUPS)


@lru_cache(maxsize=1_000)
def _knit(counts: tuple[int, ...]) -> Markup:
    cells = [mix_cells(count) for count in counts]
    paths = {True: "", False: ""}
    for y, row in enumerate(cells):
        for x, filled in enumerate(row):
            paths[filled] += f"M{x * 6} {y * 6}h5v5h-5z"
    return html(
        '<svg class="knit" viewBox="0 0 53 {}" aria-hidden="true" focusable="false">'
        '<path class="off" d="{}"/><path class="on" d="{}"/></svg>',
        len(cells) * 6 - 1,
        paths[False],
        paths[True],
    )


def role_mixes(uses: Iterable[Any]) -> dict[int, list[MixRow]]:
    """The mixes of the roles that some skills, tools or metrics are used by, by role id."""
    return mixes({use.role_id for use in uses})


def title_suffixes(roles: Sequence[Role], *, after_family: bool = False) -> dict[int, Markup]:
    """What to add to the titles of a list of roles, by role id: empty unless two are the same.

    `after_family` says that the family's title is shown anyway, so that it is not repeated.
    """
    suffixes = dict.fromkeys((role.pk for role in roles), EMPTY)
    texts = distinguishing_texts(roles)
    for role in roles:
        text = texts.get(role.pk)
        if text and not (after_family and text == role.family.t.title):
            suffixes[role.pk] = html(" <small>· {}</small>", inline(text))
    return suffixes


def cells(row: MixRow) -> Markup:
    """One row of the mix, nine cells wide."""
    return _cells(min(row.count, MAX_SKILLS_DRAWN))


@cache
def _cells(count: int) -> Markup:
    return html(
        '<svg viewBox="0 0 106.6 10.6" aria-hidden="true" focusable="false">{}</svg>',
        html_join(
            "",
            '<rect class="{}" x="{}" y="0" width="10.6" height="10.6"/>',
            (("on" if filled else "off", x * 12) for x, filled in enumerate(mix_cells(count))),
        ),
    )


def meter(value: int, total: int) -> Markup:
    """A bar for a share; the figures stand beside it."""
    return html(
        '<svg class="meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" '
        'focusable="false"><rect class="bg" width="100" height="6"/>'
        '<rect class="fg" width="{}" height="6"/></svg>',
        f"{100 * value / total if total else 0:.1f}",
    )


def total(rows: list[MixRow]) -> int:
    """The number of skills that a mix counts."""
    return sum(row.count for row in rows)


def anchor_link(item: RoleItem) -> Markup:
    """The link beside an item's title, for taking its address."""
    sign = '<a class="anchor" href="#{}" aria-label="{}">#</a>'
    return html(sign, item.anchor, _("Link to this item"))


def money(amount: int, currency: str) -> str:
    """An amount in whole units of its own currency: "30 000 $" in Finnish."""
    return _money(amount, currency, active_language())


@lru_cache(maxsize=1_000)
def _money(amount: int, currency: str, language: str) -> str:
    locale = Locale.parse(language)
    pattern = locale.currency_formats["standard"].pattern.replace(".00", "")
    return format_currency(amount, currency, pattern, locale=locale, currency_digits=False)


def range_bar(bar: PayBar) -> Markup:
    """A pay range as a bar over grid lines. The same figures stand in the table beside it."""
    lines = html_join(
        "",
        '<rect class="grid" x="{}" y="-20" width=".24" height="60"/>',
        ((f"{x - 0.12:.2f}",) for x in bar.grid),
    )
    return html(
        '<svg class="range" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true" '
        'focusable="false">{}<rect class="fill" x="{}" y="5" width="{}" height="4"/></svg>',
        lines,
        f"{bar.start:.2f}",
        f"{bar.width:.2f}",
    )

"""What pages of roles draw and write: rows of the skill mix, boxes to tick, money, pay.

Every public function here is one of the templates'.
"""

from collections.abc import Sequence
from functools import cache

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from core.markup import EMPTY, html, html_join
from roles.models import PayRange, Role, RoleItem
from roles.namesakes import distinguishing_texts
from roles.pay import PayBar
from skills.mix import MAX_SKILLS_DRAWN, MixRow, mix_cells
from translations.interface import gettext as _
from translations.interface import grouped
from translations.rendering import inline
from translations.texts import Text


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


@pass_context
def pick(context: Context, slug: str, title: Text | str) -> Markup:
    """A box to tick beside a role, for comparing it. It belongs to the bar at the foot of the page.

    It is ticked if the page has the role in `compared`.
    """
    is_on = slug in context.get("compared", ())
    language = title.language if isinstance(title, Text) else context["language"]
    return html(
        '<label class="pick"><input type="checkbox" name="role" value="{}" form="compare" '
        'autocomplete="off"{}><span aria-hidden="true">{}</span>'
        '<span class="vh">{}: <span lang="{}">{}</span></span></label>',
        slug,
        Markup(" checked") if is_on else EMPTY,
        _("Compare"),
        _("Compare"),
        language,
        title,
    )


def anchor_link(item: RoleItem) -> Markup:
    """The link beside an item's title, for taking its address."""
    sign = '<a class="anchor" href="#{}" aria-label="{}">#</a>'
    return html(sign, item.anchor, _("Link to this item"))


def pay_range(pay: PayRange) -> str:
    """A pay range with its currency once: "USD 30,000–70,000"."""
    amounts = f"{grouped(pay.minimum)}–{grouped(pay.maximum)}"
    return _("%(currency)s\N{NO-BREAK SPACE}%(amounts)s", currency=pay.currency, amounts=amounts)


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

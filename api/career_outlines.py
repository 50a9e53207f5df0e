"""The career pages as outlines: positions, comparisons, roles that fit, plans of moves."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from django.utils.translation import gettext as _

from api import outlines
from careers.choosing import RoleMatch
from careers.comparison import Comparison, RolePair, SharedCount
from careers.find import FindResult, RoleFit
from careers.listing import ListedMove
from careers.models import Position
from careers.move import MovePlan
from documents.outline import Block, Bullets, Item
from downloads.career_tables import comparison_table
from downloads.tables import FileTable, Row, in_words
from roles.models import PayRange
from roles.overlap import Met
from translations.interface import grouped, ngettext, percent


def position_item(position: Position, moves: Iterable[ListedMove], address: str) -> Item:
    """A position of the list, with the moves from it."""
    stage = str(position.get_placed_stage_display())
    if stage and position.is_estimated:
        stage = f"{stage} ({_('our estimate')})"
    lane = str(position.get_lane_display()) if position.lane else ""
    title, said = outlines.marked(position.t.title), ", ".join(filter(None, (lane, stage)))
    named = f"{title} ({said})" if said else title
    return outlines.item(f"{named}: {address}", map(_move, moves))


def _move(listed: ListedMove) -> str:
    move, met = listed
    kind = _("Upward move") if move.is_upward else _("Sideways move")
    line = f"{kind}: {outlines.marked(move.end.t.title)}"
    return f"{line} ({met_words(met)})" if met else line


def met_words(met: Met) -> str:
    """How much of what a role needs is met, as pages say it."""
    if met.percent is not None:
        return _("%(percent)s of requirements already met") % {"percent": percent(met.percent)}
    said = _skills_listed(met)
    return f"{said} · {_('Briefly described')}" if met.is_brief else said


def _skills_listed(met: Met) -> str:
    return ngettext(
        "%(there)s of %(total)s listed skill",
        "%(there)s of %(total)s listed skills",
        met.all_skills,
        there=met.skills,
        total=met.all_skills,
    )


# --- Roles side by side ------------------------------------------------------------------------


def comparison_blocks(comparison: Comparison, address: str) -> Iterator[Block]:
    """What the roles have in common, and each row with what it says of each role."""
    yield outlines.facts(*map(_pair, comparison.pairs))
    table = comparison_table(comparison, address)
    for section, rows in groupby(table.rows, key=itemgetter(0)):
        yield outlines.heading(str(in_words(section)))
        yield Bullets(tuple(_compared(table, row) for row in rows))


def _pair(pair: RolePair) -> tuple[str, str]:
    titles = (outlines.marked(column.role.t.title) for column in (pair.first, pair.second))
    counts = (
        (_("Skills"), pair.skills),
        (_("Responsibilities"), pair.areas),
        (_("Tools"), pair.tools),
        (_("Metrics"), pair.metrics),
    )
    shared = (f"{label} {_shared(count)}" for label, count in counts if count.total)
    return " – ".join(titles), ", ".join(shared)


def _shared(count: SharedCount) -> str:
    numbers = {"there": grouped(count.shared), "total": grouped(count.total)}
    return _("%(there)s of %(total)s") % numbers


def _compared(table: FileTable, row: Row) -> Item:
    """A row: its heading, then what it says of each role."""
    _section, heading, *cells = map(str, row)
    titles = (column.heading for column in table.columns[2:])
    said = ("; ".join(cell.splitlines()) or _("Not mentioned") for cell in cells)
    return outlines.item(heading, map(": ".join, zip(titles, said, strict=True)))


def named_blocks(match: RoleMatch) -> Iterator[Block]:
    """What an address names that is no role, or none any more."""
    if match.missing:
        there_is_none = ngettext(
            "There is no role at this address:",
            "There are no roles at these addresses:",
            len(match.missing),
        )
        yield outlines.paragraph(f"{there_is_none} {', '.join(match.missing[:5])}")
    for retired in match.retired:
        said = _("“%(title)s” is no longer in use.") % {"title": retired.role.t.title}
        if retired.successor:
            title = {"title": retired.successor.t.title}
            said = f"{said} {_('This role has been replaced by “%(title)s”.') % title}"
        yield outlines.paragraph(said)


# --- Roles that fit ----------------------------------------------------------------------------


def fit_item(fit: RoleFit, address: str) -> Item:
    """A role that fits, and why."""
    return outlines.item(f"{outlines.marked(fit.role.t.title)}: {address}", _reasons(fit))


def _reasons(fit: RoleFit) -> Iterator[str]:
    met = fit.met
    if met.percent is None:
        yield met_words(met)
    else:
        yield _("You meet %(percent)s of the requirements") % {"percent": percent(met.percent)}
    missing = ", ".join(outlines.marked(skill.t.title) for skill in fit.missing)
    if fit.unlisted > 0:
        more = ngettext(
            "and %(number)s more", "and %(number)s more", fit.unlisted, number=fit.unlisted
        )
        missing = f"{missing} {more}"
    if missing:
        yield f"{_('What you are missing')}: {missing}"


def found_words(found: FindResult) -> str:
    """How many roles fit."""
    return ngettext(
        "%(total)s role matches what you know",
        "%(total)s roles match what you know",
        found.total,
        total=found.total,
    )


# --- Plans of moves ----------------------------------------------------------------------------


def plan_words(plan: MovePlan) -> str:
    """How much carries over."""
    if not plan.needs.weight:
        return _("No skills or tools are listed for this role yet.")
    if plan.met.percent is not None:
        said = _("You already meet %(percent)s of the new role’s requirements.")
        return said % {"percent": percent(plan.met.percent)}
    return ngettext(
        "Skills listed for the new role: you already have %(there)s of %(total)s.",
        "Skills listed for the new role: you already have %(there)s of %(total)s.",
        plan.met.all_skills,
        there=plan.met.skills,
        total=plan.met.all_skills,
    )


def plan_blocks(plan: MovePlan, table: FileTable) -> Iterator[Block]:
    """What is new, what carries over and what is left, the steps between, and the pay."""
    for section, of_section in groupby(table.rows, key=itemgetter(0)):
        yield outlines.heading(str(in_words(section)))
        for change, of_change in groupby(of_section, key=itemgetter(2)):
            yield outlines.heading(str(in_words(change)), level=2)
            yield outlines.bullets(map(_changed, of_change))
    yield outlines.heading(_("Steps on the career ladder"))
    yield outlines.bullets(_steps(plan))
    yield outlines.heading(_("Pay"))
    yield Bullets(tuple(_pay(plan)))


def _changed(row: Row) -> str:
    _section, title, _change, details, text = row
    said = (str(in_words(value)) for value in (title, details, text) if value)
    return ": ".join(filter(None, said))


def _steps(plan: MovePlan) -> Iterator[str]:
    for step in plan.route.steps if plan.route else ():
        positions = (outlines.marked(position.t.title) for position in step.visible_positions)
        stage = str(step.get_stage_display()) if step.stage else ""
        said = (f" {_('or')} ".join(positions), stage, outlines.marked(step.t.advice))
        yield ": ".join(filter(None, said))


def _pay(plan: MovePlan) -> Iterator[Item]:
    for role, tables in plan.pay:
        lines = (
            f"{_whom(bar.pay)}: {_amounts(bar.pay)}. {table.caption}"
            for table in tables
            for _place, bars in table.places
            for bar in bars
        )
        yield outlines.item(outlines.marked(role.t.title), lines)


def _whom(pay: PayRange) -> str:
    return ", ".join(filter(None, map(outlines.marked, (pay.t.place, pay.t.audience))))


def _amounts(pay: PayRange) -> str:
    return f"{grouped(pay.minimum)}–{grouped(pay.maximum)} {pay.currency}"

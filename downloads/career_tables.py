"""Tables of the career pages: roles side by side, roles that fit, the plan of a move."""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careers.comparison import Cell, Comparison, ComparisonEntry, ComparisonRow
from careers.find import FindResult, FitPart, RoleFit
from careers.move import AreaItems, Changes, MovePlan, Tooling
from downloads.tables import Column, FileTable, Labelled, Row, Value, in_words
from roles.models import RoleMetric, RoleSkill

# The item, its details and its text, of anything that is compared.
Describe: TypeAlias = Callable[[Any], tuple[Value, ...]]


def comparison_table(comparison: Comparison, address: str) -> FileTable:
    """Roles side by side: a row for each row of the page, a column for each role."""
    titles = [str(in_words(column.role.t.title)) for column in comparison.columns]
    slugs = [column.role.slug for column in comparison.columns]
    columns = [
        Column("section", _("Section"), 30),
        Column("item", _("What is compared"), 40),
        *(Column(slug, title, 50) for slug, title in zip(slugs, titles, strict=True)),
    ]
    return FileTable(" – ".join([_("Compare"), *titles]), address, columns, _compared(comparison))


def _compared(comparison: Comparison) -> Iterator[Row]:
    for section in comparison.sections:
        about = in_words(section.about)
        title = f"{section.title}: {about}" if about else section.title
        for row in section.rows:
            yield [Labelled(section.id, title), _heading(row), *map(_in_cell, row.cells)]


def _heading(row: ComparisonRow) -> str:
    heading = str(in_words(row.heading))
    return f"{heading} ({row.note})" if row.note else heading


def _in_cell(cell: Cell) -> str:
    return "\n".join(map(_entry, cell.entries))


def _entry(entry: ComparisonEntry) -> str:
    parts = [in_words(entry.text)]
    if entry.bar:
        pay = entry.bar.pay
        parts.append(f"{pay.minimum}–{pay.maximum} {pay.currency}")
    parts.append(in_words(entry.note))
    return ": ".join(str(part) for part in parts if part)


def fit_table(found: FindResult, address: str, site: str) -> FileTable:
    """The roles that fit what a reader has ticked, the best fit first."""
    columns = [
        Column("rank", _("Rank"), 8),
        Column("title", _("Role"), 40),
        Column("percent", _("Requirements met (%)"), 14),
        Column("essential_known", _("Essential skills you have"), 14),
        Column("essential", _("Essential skills"), 14),
        Column("useful_known", _("Useful skills you have"), 14),
        Column("useful", _("Useful skills"), 14),
        Column("categories_known", _("Tool categories you know"), 14),
        Column("categories", _("Tool categories"), 14),
        Column("missing", _("What you are missing"), 60),
        Column("slug", capfirst(_("slug")), 30),
        Column("address", capfirst(_("web address")), 60),
    ]
    rows = [
        (rank, fit.role.t.title, fit.met.percent, *_numbers(fit), _missing(fit), fit.role.slug,
         f"{site}{fit.role.get_absolute_url()}")
        for rank, fit in enumerate(found.matches, start=1)
    ]  # fmt: skip
    return FileTable(_("Roles that fit"), address, columns, rows)


def _numbers(fit: RoleFit) -> Iterator[int]:
    part: FitPart
    for part in (fit.essential, fit.useful, fit.categories):
        yield part.known
        yield part.all


def _missing(fit: RoleFit) -> str:
    """The first missing essential skills; an ellipsis says that there are more."""
    titles = [str(in_words(skill.t.title)) for skill in fit.missing]
    return "; ".join([*titles, "…"] if fit.unlisted > 0 else titles)


def move_table(plan: MovePlan, address: str) -> FileTable:
    """What a move takes: a row for each thing that is compared, and whether it is new."""
    columns = [
        Column("section", _("Section"), 20),
        Column("item", _("Item"), 40),
        Column("change", _("What changes"), 30),
        Column("details", _("Details"), 30),
        Column("text", _("Description in the new role"), 80),
    ]
    return FileTable(_move_title(plan), address, columns, _moved(plan))


def _move_title(plan: MovePlan) -> str:
    target = str(plan.target.t.title)
    if plan.origin:
        titles = {"origin": str(plan.origin.t.title), "target": target}
        return _("Plan a move from “%(origin)s” to “%(target)s”") % titles
    return _("Plan a move to “%(target)s” based on what you know") % {"target": target}


def _moved(plan: MovePlan) -> Iterator[Row]:
    sections: list[tuple[Labelled, Changes[Any], Describe, Describe]] = [
        (Labelled("skills", _("Skills")), plan.skills, _lesson, _skill),
        (Labelled("responsibilities", _("Responsibilities")), plan.areas, _area, _area),
        (Labelled("tools", _("Tools")), plan.tools, _tooling, _tooling),
        (Labelled("metrics", _("Metrics")), plan.metrics, _metric, _metric),
    ]
    for section in sections:
        yield from _changed(*section)
    for skill in plan.unused:
        left = Labelled("unused", _("What you would leave behind"))
        yield (Labelled("skills", _("Skills")), skill.t.title, left, "", None)


def _changed(
    section: Labelled, changes: Changes[Any], describe_new: Describe, describe: Describe
) -> Iterator[Row]:
    gained = Labelled("gained", _("Useful in your current role, essential in the new one"))
    kinds: list[tuple[Labelled, list[Any], Describe]] = [
        (Labelled("new", _("New to you")), changes.new, describe_new),
        (gained, changes.gained, describe_new),
        (Labelled("carried", _("Already familiar")), changes.carried, describe),
        (Labelled("left", _("What you would leave behind")), changes.left, describe),
    ]
    for kind, items, describe_each in kinds:
        for item in items:
            title, *rest = describe_each(item)
            yield (section, title, kind, *rest)


def _lesson(item: RoleSkill) -> tuple[Value, ...]:
    """A skill to learn: what it means in the role, or at all."""
    title, requirement, context = _skill(item)
    return title, requirement, context or item.skill.t.description


def _skill(item: RoleSkill) -> tuple[Value, ...]:
    requirement = capfirst(item.get_requirement_display())
    return item.skill.t.title, Labelled(item.requirement, requirement), item.t.context


def _area(area: AreaItems) -> tuple[Value, ...]:
    titles = "; ".join(str(in_words(item.t.title)) for item in area.items)
    return area.items[0].area.t.title, titles, None


def _tooling(one: Tooling) -> tuple[Value, ...]:
    names = ", ".join(tool.name for tool in (*one.known, *one.new))
    return one.use.category.t.title, names, one.use.t.purpose


def _metric(item: RoleMetric) -> tuple[Value, ...]:
    return item.metric.t.title, item.metric.reading, None

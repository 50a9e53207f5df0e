"""The lines of a comparison, section by section."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careers.comparison import Cell, Entry, Row, Section
from careers.items import Items
from careers.models import CareerStep
from roles.models import (
    BestPractice,
    PayRange,
    Responsibility,
    Role,
    RoleMetric,
    RoleSkill,
    ToolUse,
)
from roles.pay import PayTable, pay_tables
from translations.languages import language_codes
from translations.models import TranslatedContent
from translations.texts import Text, exact_text

NOTHING = Cell()

MakeCell = Callable[[list[Any]], Cell]


def sections(roles: Sequence[Role], items: Items) -> list[Section]:
    """All that there is to compare; what no role has anything of is left out."""
    found = [
        Section("glance", _("At a glance"), _glance(roles, items)),
        *_skills(items),
        Section("responsibilities", _("Responsibilities"), _responsibilities(items)),
        Section("tools", _("Tools"), _tools(items)),
        Section("metrics", _("Metrics"), _metrics(items)),
        *_pay(items),
        Section("career", _("Career steps"), _career(items)),
        Section("practices", _("Best practices"), _practices(items)),
    ]
    return [section for section in found if section.rows]


def _aligned(
    items: Iterable[Any], role_ids: Sequence[int], key: Callable[[Any], Hashable], cell: MakeCell
) -> Iterator[tuple[Any, tuple[Cell, ...]]]:
    """The first item of each key, in the items' order, and a cell a role."""
    lines: dict[Hashable, dict[int, list[Any]]] = {}
    for item in items:
        lines.setdefault(key(item), {}).setdefault(item.role_id, []).append(item)
    for by_role in lines.values():
        [first, *_others] = by_role.values()
        yield first[0], tuple(cell(by_role[pk]) if pk in by_role else NOTHING for pk in role_ids)


def _said(item: TranslatedContent, *fields: str) -> tuple[str, ...]:
    """The texts of fields in every language: what an item is compared by if nothing is shared."""
    return tuple(exact_text(item, field, code) for field in fields for code in language_codes())


# --- At a glance -----------------------------------------------------------------------------


def _glance(roles: Sequence[Role], items: Items) -> tuple[Row, ...]:
    essential = [_number_of_skills(role, items, is_essential=True) for role in roles]
    useful = [_number_of_skills(role, items, is_essential=False) for role in roles]
    rows = [
        Row(_("Stage"), tuple(_fact(role.stage, role.get_stage_display()) for role in roles)),
        Row(_("Family"), tuple(_fact(role.family_id, role.family.t.title) for role in roles)),
        Row(_("Essential skills"), tuple(essential)),
        Row(_("Useful skills"), tuple(useful)),
        Row(_("Experience asked for"), tuple(_text(role, "experience") for role in roles)),
    ]
    return tuple(row for row in rows if any(cell.entries for cell in row.cells))


def _fact(value: Hashable, text: Text | str) -> Cell:
    return Cell(value, (Entry(text),)) if value else NOTHING


def _text(item: TranslatedContent, field: str) -> Cell:
    return _fact(_said(item, field), item.shown_text(field)) if item.shown_text(field) else NOTHING


def _number_of_skills(role: Role, items: Items, is_essential: bool) -> Cell:
    number = sum(
        item.role_id == role.pk and item.is_essential == is_essential for item in items.skills
    )
    return _fact(number, str(number))


# --- What roles do and take ------------------------------------------------------------------


def _responsibilities(items: Items) -> tuple[Row, ...]:
    def cell(found: list[Responsibility]) -> Cell:
        said = frozenset(_said(item, "title") for item in found)
        return Cell(said, tuple(Entry(item.t.title) for item in found))

    lines = _aligned(items.responsibilities, items.role_ids, lambda item: item.area_id, cell)
    return tuple(Row(first.area.t.title, cells) for first, cells in lines)


def _skills(items: Items) -> list[Section]:
    """A section a group; within it first what most roles take, and cannot do without."""

    def cell(found: list[RoleSkill]) -> Cell:
        [item] = found
        return Cell(
            item.requirement, (Entry(capfirst(item.get_requirement_display()), item.t.context),)
        )

    found = []
    for _group, in_group in groupby(items.skills, key=lambda item: item.skill.group_id):
        of_group = list(in_group)
        lines = _aligned(of_group, items.role_ids, lambda item: item.skill_id, cell)
        rows = [
            Row(first.skill.t.title, cells, first.skill.get_absolute_url())
            for first, cells in lines
        ]
        rows.sort(key=_how_common)
        group = of_group[0].skill.group
        about = group.t.title if group else _("Other skills")
        found.append(Section("skills", _("Skills"), tuple(rows), about))
    return found


def _how_common(row: Row) -> tuple[int, int]:
    """First the lines that most roles have, of these first the ones that are essential to most."""
    values = [cell.value for cell in row.cells]
    return values.count(None), -values.count(RoleSkill.Requirement.ESSENTIAL)


def _tools(items: Items) -> tuple[Row, ...]:
    def cell(found: list[ToolUse]) -> Cell:
        [use] = found
        tools = sorted(use.tools.all(), key=lambda tool: tool.name.casefold())
        entries = tuple(Entry(tool.name, is_name=True) for tool in tools)
        return Cell(
            frozenset(tool.pk for tool in tools),
            entries or (Entry(use.t.purpose or _("Yes")),),
        )

    lines = _aligned(items.tool_uses, items.role_ids, lambda item: item.category_id, cell)
    return tuple(
        Row(first.category.t.title, cells, first.category.get_absolute_url())
        for first, cells in lines
    )


def _metrics(items: Items) -> tuple[Row, ...]:
    def cell(found: list[RoleMetric]) -> Cell:
        [item] = found
        return Cell(True, (Entry(_("Yes"), item.t.context),))

    lines = _aligned(items.metrics, items.role_ids, lambda item: item.metric_id, cell)
    return tuple(
        Row(first.metric.t.title, cells, first.metric.get_absolute_url()) for first, cells in lines
    )


# --- Pay, careers, practices -----------------------------------------------------------------


def _pay(items: Items) -> list[Section]:
    """A section for each currency, period and date: nothing is converted. A line a place."""
    return [
        Section("pay", _("Pay"), _places(table, items.role_ids), table.caption)
        for table in pay_tables(items.pay_ranges)
    ]


def _places(table: PayTable, role_ids: Sequence[int]) -> tuple[Row, ...]:
    bars = {bar.pay.pk: bar for _place, found in table.places for bar in found}

    def cell(found: list[PayRange]) -> Cell:
        value = frozenset((pay.minimum, pay.maximum, *_said(pay, "audience")) for pay in found)
        return Cell(value, tuple(Entry(pay.t.audience, bar=bars[pay.pk]) for pay in found))

    ranges = [bar.pay for bar in bars.values()]
    lines = _aligned(ranges, role_ids, lambda pay: _said(pay, "place"), cell)
    return tuple(Row(first.t.place, cells) for first, cells in lines)


def _career(items: Items) -> tuple[Row, ...]:
    """A line for each stage of the way up, one for steps up without a stage, then other moves."""

    def cell(found: list[CareerStep]) -> Cell:
        positions = {p.pk: p for step in found for p in step.visible_positions}
        value = frozenset(positions) or frozenset(_said(step, "advice") for step in found)
        texts = [p.t.title for p in positions.values()] or [step.t.advice for step in found]
        return Cell(value, tuple(Entry(text) for text in texts if text))

    steps = sorted(items.career_steps, key=_rung)
    lines = _aligned(steps, items.role_ids, _rung, cell)
    return tuple(Row(_move(first), cells) for first, cells in lines)


def _rung(step: CareerStep) -> tuple[int, int]:
    kinds, stages = CareerStep.Kind.values, [*CareerStep.LadderStage.values, ""]
    if step.kind != CareerStep.Kind.UPWARD:
        return kinds.index(step.kind), 0
    return 0, stages.index(step.stage)


def _move(step: CareerStep) -> str:
    """What a line of career steps is called."""
    if step.kind == CareerStep.Kind.UPWARD:
        return step.get_stage_display() if step.stage else _("Other steps up")
    if step.kind == CareerStep.Kind.SIDEWAYS:
        return _("Sideways moves")
    return _("Growth opportunities")


def _practices(items: Items) -> tuple[Row, ...]:
    """A line for each practice that several roles name, then one for all others."""
    named: dict[str, set[int]] = {}
    for item in items.practices:
        named.setdefault(item.key, set()).add(item.role_id)

    def line(item: BestPractice) -> str:
        return item.key if len(named[item.key]) > 1 else ""

    def cell(found: list[BestPractice]) -> Cell:
        if line(found[0]):
            return Cell(True, (Entry(_("Yes")),))
        said = frozenset(_said(item, "title") for item in found)
        return Cell(said, tuple(Entry(item.t.title) for item in found))

    common_first = sorted(items.practices, key=lambda item: not line(item))
    lines = list(_aligned(common_first, items.role_ids, line, cell))
    rest = _("Other best practices") if len(lines) > 1 else _("Best practices")
    return tuple(Row(first.t.title if line(first) else rest, cells) for first, cells in lines)

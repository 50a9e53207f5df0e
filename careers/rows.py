"""The rows of a comparison, section by section."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careers.comparison import Cell, ComparisonEntry, ComparisonRow, ComparisonSection
from careers.items import Item, Items
from careers.models import CareerStep, LadderStage, StepKind
from roles.models import PayRange, Responsibility, Role, RoleMetric, RoleSkill, ToolUse
from roles.pay import PayTable, pay_tables
from roles.registry import ItemKind, item_kinds
from skills.models import Metric
from translations.languages import language_codes
from translations.models import TranslatedContent
from translations.texts import Text, exact_text

EMPTY_CELL = Cell()


# Kinds whose sections come first, in this order; the others follow.
FIRST_KINDS = (RoleSkill, Responsibility, ToolUse, RoleMetric, PayRange, CareerStep)


def comparison_sections(roles: Sequence[Role], items: Items) -> list[ComparisonSection]:
    """All sections that have rows."""
    sections = [
        ComparisonSection("glance", _("At a glance"), _glance_rows(roles, items)),
        *(section for kind in _compared_kinds() for section in _sections(kind, items)),
    ]
    return [section for section in sections if section.rows]


@cache
def _compared_kinds() -> list[ItemKind]:
    ranks: dict[type[Model], int] = {model: rank for rank, model in enumerate(FIRST_KINDS)}
    kinds = [kind for kind in item_kinds() if kind.is_compared]
    return sorted(kinds, key=lambda kind: ranks.get(kind.model, len(ranks)))


def _sections(kind: ItemKind, items: Items) -> list[ComparisonSection]:
    if kind.model in SPECIAL_SECTIONS:
        return SPECIAL_SECTIONS[kind.model](kind, items)
    to_rows = SPECIAL_ROWS.get(kind.model) or (_term_rows if kind.term else _key_rows)
    heading = _(kind.compare_heading or kind.heading)
    return [ComparisonSection(kind.section, heading, to_rows(kind, items))]


def _align(
    items: Iterable[Item],
    role_ids: Sequence[int],
    key: Callable[[Item], Hashable],
    to_cell: Callable[[list[Item]], Cell],
) -> Iterator[tuple[Item, tuple[Cell, ...]]]:
    """The first item of each key, in the items' order, and a cell per role."""
    groups: dict[Hashable, dict[int, list[Item]]] = {}
    for item in items:
        groups.setdefault(key(item), {}).setdefault(item.role_id, []).append(item)
    for by_role in groups.values():
        first = next(iter(by_role.values()))[0]
        cells = (to_cell(by_role[pk]) if pk in by_role else EMPTY_CELL for pk in role_ids)
        yield first, tuple(cells)


def _texts_in_all_languages(item: TranslatedContent, *fields: str) -> tuple[str, ...]:
    """What items without a shared object (area, skill …) are compared by."""
    return tuple(exact_text(item, field, code) for field in fields for code in language_codes())


# --- At a glance -----------------------------------------------------------------------------


def _glance_rows(roles: Sequence[Role], items: Items) -> tuple[ComparisonRow, ...]:
    columns = {
        _("Stage"): [_value_cell(role.stage, role.get_stage_display()) for role in roles],
        _("Role family"): [_value_cell(role.family_id, role.family.t.title) for role in roles],
        _("Essential skills"): [_skill_count(role, items, is_essential=True) for role in roles],
        _("Useful skills"): [_skill_count(role, items, is_essential=False) for role in roles],
        _("Experience required"): [_text_cell(role, "experience") for role in roles],
    }
    rows = (ComparisonRow(heading, tuple(cells)) for heading, cells in columns.items())
    return tuple(row for row in rows if any(cell.entries for cell in row.cells))


def _value_cell(value: Hashable, text: Text | str) -> Cell:
    return Cell(value, (ComparisonEntry(text),)) if value else EMPTY_CELL


def _text_cell(item: TranslatedContent, field: str) -> Cell:
    if not (text := item.shown_text(field)):
        return EMPTY_CELL
    return _value_cell(_texts_in_all_languages(item, field), text)


def _skill_count(role: Role, items: Items, is_essential: bool) -> Cell:
    count = sum(
        item.role_id == role.pk and item.is_essential == is_essential for item in items.skills
    )
    return _value_cell(count, str(count))


# --- Kinds without anything special ------------------------------------------------------------


def _term_rows(kind: ItemKind, items: Items) -> tuple[ComparisonRow, ...]:
    """A row per vocabulary term: the titles of the items, or that there is one and its text."""

    def to_cell(in_row: list[Any]) -> Cell:
        if kind.own_title:
            return _label_cell(kind, in_row)
        return Cell(True, (ComparisonEntry(_("Yes"), in_row[0].shown_text(kind.label)),))

    term_id, term = attrgetter(f"{kind.term}_id"), attrgetter(kind.term)
    in_order: list[Any] = items.of(kind.model)
    rows = _align(in_order, items.role_ids, term_id, to_cell)
    return tuple(
        ComparisonRow(
            term(first).t.title, cells, _address(term(first)), _note(term(first)), is_term=True
        )
        for first, cells in rows
    )


def _label_cell(kind: ItemKind, in_row: list[Any]) -> Cell:
    value = frozenset(_texts_in_all_languages(item, kind.label) for item in in_row)
    labels = (item.shown_text(kind.label) for item in in_row)
    return Cell(value, tuple(ComparisonEntry(label) for label in labels))


def _address(term: TranslatedContent) -> str:
    """The address of a term's page, if it has one."""
    get_address = getattr(term, "get_absolute_url", None)
    return str(get_address()) if get_address else ""


def _note(term: TranslatedContent) -> str:
    """What a term is, if its title does not say so."""
    return term.reading if isinstance(term, Metric) else ""


def _key_rows(kind: ItemKind, items: Items) -> tuple[ComparisonRow, ...]:
    """A row for each item that several roles share by its key, then one for all others."""
    in_order: list[Any] = items.of(kind.model)
    roles_by_key: dict[str, set[int]] = {}
    for item in in_order:
        roles_by_key.setdefault(item.key, set()).add(item.role_id)

    def shared_key(item: Any) -> str:
        return item.key if len(roles_by_key[item.key]) > 1 else ""

    def to_cell(in_row: list[Any]) -> Cell:
        if shared_key(in_row[0]):
            return Cell(True, (ComparisonEntry(_("Yes")),))
        return _label_cell(kind, in_row)

    shared_first = sorted(in_order, key=lambda item: not shared_key(item))
    rows = list(_align(shared_first, items.role_ids, shared_key, to_cell))
    heading_of_rest = _(
        (len(rows) > 1 and kind.others_heading) or kind.compare_heading or kind.heading
    )
    return tuple(
        ComparisonRow(first.shown_text(kind.label) if shared_key(first) else heading_of_rest, cells)
        for first, cells in rows
    )


# --- Skills, tools ---------------------------------------------------------------------------


def _skill_sections(kind: ItemKind, items: Items) -> list[ComparisonSection]:
    """A section per group. Its rows: first the skills that most roles take and find essential."""

    def to_cell(role_skills: list[RoleSkill]) -> Cell:
        [item] = role_skills
        requirement = capfirst(item.get_requirement_display())
        return Cell(item.requirement, (ComparisonEntry(requirement, item.t.context),))

    sections = []
    for _group_id, run in groupby(items.skills, key=lambda item: item.skill.group_id):
        in_group = list(run)
        rows = [
            ComparisonRow(first.skill.t.title, cells, first.skill.get_absolute_url(), is_term=True)
            for first, cells in _align(
                in_group, items.role_ids, lambda item: item.skill_id, to_cell
            )
        ]
        rows.sort(key=_most_common_first)
        group = in_group[0].skill.group
        about = group.t.title if group else _("Other skills")
        sections.append(ComparisonSection(kind.section, _(kind.heading), tuple(rows), about))
    return sections


def _most_common_first(row: ComparisonRow) -> tuple[int, int]:
    """First the rows that most roles have, of these first those that are essential to most."""
    values = [cell.value for cell in row.cells]
    return values.count(None), -values.count(RoleSkill.Requirement.ESSENTIAL)


def _tool_rows(kind: ItemKind, items: Items) -> tuple[ComparisonRow, ...]:
    def to_cell(uses: list[ToolUse]) -> Cell:
        [use] = uses
        tools = sorted(use.all_of("tools"), key=lambda tool: tool.name.casefold())
        return Cell(
            frozenset(tool.pk for tool in tools),
            tuple(ComparisonEntry(tool.name, is_name=True, key=tool.pk) for tool in tools)
            or (ComparisonEntry(use.t.purpose or _("Yes")),),
        )

    rows = _align(items.tool_uses, items.role_ids, lambda item: item.category_id, to_cell)
    return tuple(
        ComparisonRow(
            first.category.t.title, cells, first.category.get_absolute_url(), is_term=True
        )
        for first, cells in rows
    )


# --- Pay, careers ----------------------------------------------------------------------------


def _pay_sections(kind: ItemKind, items: Items) -> list[ComparisonSection]:
    """A section per currency, period and date, since nothing is converted. A row per place."""
    return [
        ComparisonSection(
            kind.section,
            _(kind.heading),
            _pay_rows(table, items.role_ids),
            table.caption,
            (table.axis[0], table.axis[-1]),
        )
        for table in pay_tables(items.pay_ranges)
    ]


def _pay_rows(table: PayTable, role_ids: Sequence[int]) -> tuple[ComparisonRow, ...]:
    bars = {bar.pay.pk: bar for _place, place_bars in table.places for bar in place_bars}

    def key(pay: PayRange) -> Hashable:
        return (pay.minimum, pay.maximum, *_texts_in_all_languages(pay, "audience"))

    def to_cell(ranges: list[PayRange]) -> Cell:
        return Cell(
            frozenset(map(key, ranges)),
            tuple(
                ComparisonEntry(pay.t.audience, bar=bars[pay.pk], key=key(pay)) for pay in ranges
            ),
        )

    def place(pay: PayRange) -> Hashable:
        return _texts_in_all_languages(pay, "place")

    rows = _align([bar.pay for bar in bars.values()], role_ids, place, to_cell)
    return tuple(ComparisonRow(first.t.place, cells) for first, cells in rows)


def _career_rows(kind: ItemKind, items: Items) -> tuple[ComparisonRow, ...]:
    """A row per stage of the way up, one for steps up without a stage, then other moves."""

    def to_cell(steps: list[CareerStep]) -> Cell:
        positions = {p.pk: p for step in steps for p in step.visible_positions}
        advice = (_texts_in_all_languages(step, "advice") for step in steps)
        value: frozenset[Hashable] = frozenset(positions) or frozenset(advice)
        entries = [ComparisonEntry(p.t.title, key=pk) for pk, p in positions.items()]
        texts = entries or [ComparisonEntry(step.t.advice) for step in steps]
        return Cell(value, tuple(entry for entry in texts if entry.text))

    steps = sorted(items.career_steps, key=_step_rank)
    rows = _align(steps, items.role_ids, _step_rank, to_cell)
    return tuple(ComparisonRow(_step_label(first), cells) for first, cells in rows)


def _step_rank(step: CareerStep) -> tuple[int, int]:
    """Steps of the same rank share a row."""
    if step.kind != StepKind.UPWARD:
        return StepKind.values.index(step.kind), 0
    return 0, [*LadderStage.values, ""].index(step.stage)


def _step_label(step: CareerStep) -> str:
    """The heading of a row of career steps."""
    if step.kind == StepKind.UPWARD:
        return step.get_stage_display() if step.stage else _("Other steps up")
    if step.kind == StepKind.SIDEWAYS:
        return _("Sideways moves")
    return _("Growth opportunities")


# Kinds that have several sections, and those with rows of their own.
SPECIAL_SECTIONS: dict[type[Model], Callable[[ItemKind, Items], list[ComparisonSection]]] = {
    RoleSkill: _skill_sections,
    PayRange: _pay_sections,
}
SPECIAL_ROWS: dict[type[Model], Callable[[ItemKind, Items], tuple[ComparisonRow, ...]]] = {
    ToolUse: _tool_rows,
    CareerStep: _career_rows,
}

"""Moving from one role to another: what carries over, what is to be learnt, what is left behind."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any, Generic, TypeVar

from careers.items import Items
from careers.models import CareerStep, StepKind
from roles.models import Responsibility, Role, RoleMetric, RoleSkill, ToolUse
from roles.overlap import Needs, Overlap, overlap, percent
from roles.pay import PayTable, pay_tables
from skills.models import SkillGroup, Tool

Item = TypeVar("Item")


@dataclass(frozen=True)
class Changes(Generic[Item]):
    """What becomes of the items of one kind. All but what is left are items of the target.

    `gained` are those that weigh more there: useful before, essential then.
    """

    carried: list[Item] = field(default_factory=list)
    gained: list[Item] = field(default_factory=list)
    new: list[Item] = field(default_factory=list)
    left: list[Item] = field(default_factory=list)

    @property
    def of_target(self) -> int:
        return len(self.carried) + len(self.gained) + len(self.new)


@dataclass(frozen=True)
class Area:
    """An area of responsibility, and what one of the roles answers for there."""

    items: list[Responsibility]

    @property
    def area_id(self) -> int:
        return self.items[0].area_id


@dataclass(frozen=True)
class Tooling:
    """What a role uses a category of tools for: the tools known from the other, and the rest."""

    use: ToolUse
    known: list[Tool]
    new: list[Tool]

    @property
    def category_id(self) -> int:
        return self.use.category_id


@dataclass(frozen=True)
class MoveRoute:
    """The rungs between two roles on the ladder of one of them, the lower first."""

    ladder_of: Role
    steps: list[CareerStep]


@dataclass(frozen=True)
class MovePlan:
    """The way from one role to another."""

    origin: Role
    target: Role
    overlap: Overlap
    needs: Needs
    skills: Changes[RoleSkill]
    tools: Changes[Tooling]
    areas: Changes[Area]
    metrics: Changes[RoleMetric]
    way: MoveRoute | None
    pay: list[tuple[Role, list[PayTable]]]

    @property
    def percent(self) -> int:
        """The share of what the target takes that carries over."""
        return percent(self.overlap.share)

    @property
    def new_essential(self) -> list[RoleSkill]:
        return [item for item in self.skills.new if item.is_essential]

    @property
    def new_useful(self) -> list[RoleSkill]:
        return [item for item in self.skills.new if not item.is_essential]

    @cached_property
    def carried_by_group(self) -> list[tuple[SkillGroup | None, list[RoleSkill]]]:
        """The skills that carry over, by their groups."""
        groups = groupby(self.skills.carried, attrgetter("skill.group"))
        return [(group, list(items)) for group, items in groups]


def plan_move(origin: Role, target: Role, language: str) -> MovePlan:
    """The way between two roles, for a reader of `language`. Ten queries."""
    items = Items([origin.pk, target.pk], language)
    roles = (origin, target)
    skills = changes(*_of(items.skills, roles), attrgetter("skill_id"), _weighs_more)
    needs = _needs(target, items)
    return MovePlan(
        origin=origin,
        target=target,
        overlap=overlap(needs, _needs(origin, items).known),
        needs=needs,
        skills=_with_texts(skills),
        tools=_tools(items, roles),
        areas=_areas(items, roles),
        metrics=changes(*_of(items.metrics, roles), attrgetter("metric_id")),
        way=_way(items, origin, target),
        pay=_pay(items, roles),
    )


def changes(
    before: Iterable[Item],
    after: Iterable[Item],
    key: Callable[[Item], Hashable],
    weighs_more: Callable[[Item, Item], bool] = lambda one, other: False,
) -> Changes[Item]:
    """What becomes of items that are the same thing where their keys are."""
    known = {key(item): item for item in before}
    found = Changes()
    for item in after:
        earlier = known.pop(key(item), None)
        if earlier is None:
            found.new.append(item)
        elif weighs_more(earlier, item):
            found.gained.append(item)
        else:
            found.carried.append(item)
    found.left.extend(known.values())
    return found


def _of(items: Iterable[Any], roles: Sequence[Role]) -> list[list[Any]]:
    """The items of each role."""
    items = list(items)
    return [[item for item in items if item.role_id == role.pk] for role in roles]


def _weighs_more(earlier: RoleSkill, item: RoleSkill) -> bool:
    return item.is_essential and not earlier.is_essential


def _needs(role: Role, items: Items) -> Needs:
    [taken], [used] = _of(items.skills, [role]), _of(items.tool_uses, [role])
    return Needs(
        essential=frozenset(item.skill_id for item in taken if item.is_essential),
        useful=frozenset(item.skill_id for item in taken if not item.is_essential),
        categories=frozenset(use.category_id for use in used),
    )


def _areas(items: Items, roles: Sequence[Role]) -> Changes[Area]:
    areas = [
        [Area(list(found)) for _, found in groupby(of_role, attrgetter("area_id"))]
        for of_role in _of(items.responsibilities, roles)
    ]
    return changes(*areas, attrgetter("area_id"))


def _tools(items: Items, roles: Sequence[Role]) -> Changes[Tooling]:
    before, after = _of(items.tool_uses, roles)
    known, wanted = _tool_ids(before), _tool_ids(after)
    return changes(
        [_tooling(use, wanted) for use in before],
        [_tooling(use, known) for use in after],
        attrgetter("category_id"),
    )


def _tool_ids(uses: Iterable[ToolUse]) -> set[int]:
    return {tool.pk for use in uses for tool in use.tools.all()}


def _tooling(use: ToolUse, known: set[int]) -> Tooling:
    tools = list(use.tools.all())
    return Tooling(
        use,
        known=[tool for tool in tools if tool.pk in known],
        new=[tool for tool in tools if tool.pk not in known],
    )


def _pay(items: Items, roles: Sequence[Role]) -> list[tuple[Role, list[PayTable]]]:
    """What each role is paid, of those where it is known."""
    known = zip(roles, _of(items.pay_ranges, roles), strict=True)
    return [(role, pay_tables(ranges)) for role, ranges in known if ranges]


def _with_texts(skills: Changes[RoleSkill]) -> Changes[RoleSkill]:
    """The same, with all that there is to read about the skills to learn. One query."""
    ids = [item.pk for item in (*skills.gained, *skills.new)]
    full = RoleSkill.objects.filter(pk__in=ids).select_related("skill").in_bulk()
    return replace(
        skills,
        gained=[full[item.pk] for item in skills.gained],
        new=[full[item.pk] for item in skills.new],
    )


def _way(items: Items, origin: Role, target: Role) -> MoveRoute | None:
    """The rungs between the roles: on a ladder that has both, or else the one it has, with the
    advice that the ladder's role gives for it."""
    ladders = []
    for role in (origin, target):
        [steps] = _of(items.career_steps, [role])
        places = [_place(steps, end) for end in (origin, target)]
        if None not in places:
            return _between(role, steps, *places)
        there = [steps[place] for place in places if place is not None]
        if there:
            ladders.append(MoveRoute(role, there))
    return ladders[0] if ladders else None


def _place(steps: Sequence[CareerStep], role: Role) -> int | None:
    """On which of the steps a role stands."""
    for place, step in enumerate(steps):
        if any(position.role_id == role.pk for position in step.visible_positions):
            return place
    return None


def _between(role: Role, steps: Sequence[CareerStep], start: int, end: int) -> MoveRoute | None:
    """The steps from one to another above it, or to one beside the ladder. None lead down."""
    if steps[end].kind != StepKind.UPWARD:
        return MoveRoute(role, [steps[end]])
    rungs = [step for step in steps[start : end + 1] if step.kind == StepKind.UPWARD]
    return MoveRoute(role, rungs) if len(rungs) > 1 else None

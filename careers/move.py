"""Plans a move to a role: what carries over, what is to learn, what is left behind.

A move starts from a role, from a position that no role describes, or from what a reader has ticked
alone; what is ticked counts in addition to what the origin needs.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Generic, TypeVar

from careers.find import FindQuery, known_needs
from careers.items import ItemOfRole, Items
from careers.models import CareerStep, Position, StepKind
from careers.ticked import Ticked
from core.files import text_bytes
from core.prepared import PreparedQuery, QueryParam
from roles.models import Responsibility, Role, RoleMetric, RoleSkill, ToolUse
from roles.overlap import KnownNeeds, Met, Needs, Overlap, met, overlap
from roles.pay import PayTable, pay_tables
from skills.models import Skill, SkillGroup, Tool

Item = TypeVar("Item")
RoleItemT = TypeVar("RoleItemT", bound=ItemOfRole)
BeforeAfter = tuple[Sequence[Item], Sequence[Item]]  # of the origin, of the target
Origin = Role | Position | None
BeforeAfterRoles = tuple[Role | None, Role]  # the origin if it is a role, the target


@dataclass(frozen=True)
class Changes(Generic[Item]):
    """The items of one kind, compared. `left` are items of the origin, all others of the target.

    `gained` are those that weigh more in the target: useful before, essential then.
    """

    carried: list[Item] = field(default_factory=list)
    gained: list[Item] = field(default_factory=list)
    new: list[Item] = field(default_factory=list)
    left: list[Item] = field(default_factory=list)

    @property
    def all(self) -> list[Item]:
        """The items of either."""
        return [*self.carried, *self.gained, *self.new, *self.left]

    @property
    def count(self) -> int:
        """How many items there are, of either."""
        return self.target_count + len(self.left)

    @property
    def target_count(self) -> int:
        """How many items the target has."""
        return len(self.carried) + len(self.gained) + len(self.new)


@dataclass(frozen=True)
class AreaItems:
    """The responsibilities of one role in one area."""

    items: list[Responsibility]

    @property
    def area_id(self) -> int:
        return self.items[0].area_id


@dataclass(frozen=True)
class Tooling:
    """A use of a tool category: its tools that the other role uses, too, and the others."""

    use: ToolUse
    known: list[Tool]
    new: list[Tool]

    @property
    def category_id(self) -> int:
        return self.use.category_id


@dataclass(frozen=True)
class MoveRoute:
    """The rungs between two roles on the ladder of `ladder_role`, the lower first."""

    ladder_role: Role
    steps: list[CareerStep]


@dataclass(frozen=True)
class MovePlan:
    """What a move to a role takes. `pay` has only roles with known pay.

    `is_origin_brief`: the role to come from is briefly described. `unused` are the ticked skills
    that neither end mentions.
    """

    origin: Origin
    target: Role
    overlap: Overlap
    needs: Needs
    is_origin_brief: bool
    skills: Changes[RoleSkill]
    tools: Changes[Tooling]
    areas: Changes[AreaItems]
    metrics: Changes[RoleMetric]
    route: MoveRoute | None
    pay: list[tuple[Role, list[PayTable]]]
    unused: list[Skill]

    @property
    def row_count(self) -> int:
        """How many rows its files have: all that is compared, and what was ticked besides."""
        compared = (self.skills, self.areas, self.tools, self.metrics)
        return sum(changes.count for changes in compared) + len(self.unused)

    @property
    def text_bytes(self) -> int:
        """About how much text its files have."""
        return text_bytes(self._texts())

    def _texts(self) -> Iterator[object]:
        for item in self.skills.all:
            yield from (item.skill.t.title, item.t.context)
        for item in (*self.skills.new, *self.skills.gained):
            if not item.t.context:
                yield item.skill.t.description
        for area in self.areas.all:
            yield from (area.items[0].area.t.title, *(item.t.title for item in area.items))
        for one in self.tools.all:
            yield from (one.use.category.t.title, one.use.t.purpose, *one.known, *one.new)
        for measure in self.metrics.all:
            yield measure.metric.t.title
        for skill in self.unused:
            yield skill.t.title

    @property
    def starts_from_role(self) -> bool:
        return isinstance(self.origin, Role)

    @property
    def met(self) -> Met:
        """How much of the target's needs carries over."""
        return met(self.needs, self.overlap, from_brief=self.is_origin_brief)

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


def plan_move(
    origin: Origin, target: Role, language: str, ticked: Ticked | None = None
) -> MovePlan:
    """The plan of a move, for a reader of `language`. Ten queries, and one for what is ticked."""
    ticked = ticked or Ticked()
    roles = (origin if isinstance(origin, Role) else None, target)
    items = Items([role.pk for role in roles if role], language)
    known = _known(ticked)
    skills = changes(
        _before_and_after(items.skills, roles), attrgetter("skill_id"), _weighs_more, known.skills
    )
    needs, needs_before = _needs(target, items), _needs(roles[0], items)
    return MovePlan(
        origin=origin,
        target=target,
        overlap=overlap(needs, needs_before.known | known),
        needs=needs,
        is_origin_brief=isinstance(origin, Role) and needs_before.is_brief,
        skills=_with_full_texts(skills),
        tools=_tools(items, roles, ticked, known),
        areas=_areas(items, roles),
        metrics=changes(_before_and_after(items.of(RoleMetric), roles), attrgetter("metric_id")),
        route=_route(items, origin, target),
        pay=_pay(items, roles),
        unused=_unused(ticked, items),
    )


def _known(ticked: Ticked) -> KnownNeeds:
    """The needs that are known by what is ticked. One query; none if nothing is."""
    if not ticked:
        return KnownNeeds()
    skills, tools = ([item.slug for item in kind] for kind in (ticked.skills, ticked.tools))
    return known_needs(FindQuery(skills, tools))


def _unused(ticked: Ticked, items: Items) -> list[Skill]:
    mentioned = {item.skill_id for item in items.skills}
    return [skill for skill in ticked.skills if skill.pk not in mentioned]


def changes(
    items: BeforeAfter[Item],
    key: Callable[[Item], Hashable],
    weighs_more: Callable[[Item, Item], bool] = lambda before, after: False,
    known: Collection[Hashable] = (),
) -> Changes[Item]:
    """Compares the items of the origin and of the target; those with the same key correspond.

    `known` are keys that carry over in any case.
    """
    items_before, items_after = items
    remaining = {key(item): item for item in items_before}
    result: Changes[Item] = Changes()
    for item in items_after:
        before = remaining.pop(key(item), None)
        if key(item) in known:
            result.carried.append(item)
        elif before is None:
            result.new.append(item)
        elif weighs_more(before, item):
            result.gained.append(item)
        else:
            result.carried.append(item)
    result.left.extend(remaining.values())
    return result


def _before_and_after(
    items: Sequence[RoleItemT], roles: BeforeAfterRoles
) -> BeforeAfter[RoleItemT]:
    """The items of the origin, and those of the target."""
    origin, target = roles
    return _of_role(items, origin), _of_role(items, target)


def _of_role(items: Sequence[RoleItemT], role: Role | None) -> list[RoleItemT]:
    return [item for item in items if role and item.role_id == role.pk]


def _weighs_more(before: RoleSkill, after: RoleSkill) -> bool:
    return after.is_essential and not before.is_essential


def _needs(role: Role | None, items: Items) -> Needs:
    role_skills = _of_role(items.skills, role)
    return Needs(
        essential=frozenset(item.skill_id for item in role_skills if item.is_essential),
        useful=frozenset(item.skill_id for item in role_skills if not item.is_essential),
        categories=frozenset(use.category_id for use in _of_role(items.tool_uses, role)),
    )


def _areas(items: Items, roles: BeforeAfterRoles) -> Changes[AreaItems]:
    before, after = _before_and_after(items.of(Responsibility), roles)
    return changes((_by_area(before), _by_area(after)), attrgetter("area_id"))


def _by_area(responsibilities: Sequence[Responsibility]) -> list[AreaItems]:
    return [AreaItems(list(run)) for _, run in groupby(responsibilities, attrgetter("area_id"))]


def _tools(
    items: Items, roles: BeforeAfterRoles, ticked: Ticked, known: KnownNeeds
) -> Changes[Tooling]:
    before, after = _before_and_after(items.tool_uses, roles)
    ids_before, ids_after = _tool_ids(before), _tool_ids(after)
    ids_before |= {tool.pk for tool in ticked.tools}
    toolings = (
        [_tooling(use, ids_after) for use in before],
        [_tooling(use, ids_before) for use in after],
    )
    return changes(toolings, attrgetter("category_id"), known=known.categories)


def _tool_ids(uses: Iterable[ToolUse]) -> set[int]:
    return {tool.pk for use in uses for tool in use.all_of("tools")}


def _tooling(use: ToolUse, known: set[int]) -> Tooling:
    tools = list(use.all_of("tools"))
    return Tooling(
        use,
        known=[tool for tool in tools if tool.pk in known],
        new=[tool for tool in tools if tool.pk not in known],
    )


def _pay(items: Items, roles: BeforeAfterRoles) -> list[tuple[Role, list[PayTable]]]:
    """The pay of each role where it is known."""
    ranges_by_role = ((role, _of_role(items.pay_ranges, role)) for role in roles if role)
    return [(role, pay_tables(ranges)) for role, ranges in ranges_by_role if ranges]


_full_skills = PreparedQuery(
    RoleSkill, lambda items: items.filter(pk__in=QueryParam("ids")).select_related("skill")
)


def _with_full_texts(skills: Changes[RoleSkill]) -> Changes[RoleSkill]:
    """The skill changes, with all texts of the skills to learn. One query."""
    ids = [item.pk for item in (*skills.gained, *skills.new)]
    full = {item.pk: item for item in _full_skills(ids=ids)}
    return replace(
        skills,
        gained=[full[item.pk] for item in skills.gained],
        new=[full[item.pk] for item in skills.new],
    )


def _route(items: Items, origin: Origin, target: Role) -> MoveRoute | None:
    """The rungs between the ends on a ladder that has both; else the rung of the one it has."""
    routes = []
    for role in (origin, target):
        if not isinstance(role, Role):
            continue
        steps = _of_role(items.career_steps, role)
        start, end = _step_index(steps, origin), _step_index(steps, target)
        if start is not None and end is not None:
            return _route_between(role, steps, start, end)
        if rungs := [steps[index] for index in (start, end) if index is not None]:
            routes.append(MoveRoute(role, rungs))
    return routes[0] if routes else None


def _step_index(steps: Sequence[CareerStep], end: Origin) -> int | None:
    """The index of the first step with a position, or with that of a role."""
    for index, step in enumerate(steps):
        if any(_is_at(position, end) for position in step.visible_positions):
            return index
    return None


def _is_at(position: Position, end: Origin) -> bool:
    return position.role_id == end.pk if isinstance(end, Role) else position == end


def _route_between(
    role: Role, steps: Sequence[CareerStep], start: int, end: int
) -> MoveRoute | None:
    """The steps up from one to another, or the one step sideways. None if the target is below."""
    if steps[end].kind != StepKind.UPWARD:
        return MoveRoute(role, [steps[end]])
    rungs = [step for step in steps[start : end + 1] if step.kind == StepKind.UPWARD]
    return MoveRoute(role, rungs) if len(rungs) > 1 else None

"""Compares roles side by side.

Rows are aligned by what all roles share (areas, skills, tool categories, metrics, places, stages
of a ladder). Their order does not depend on the order of the roles.
"""

from collections.abc import Sequence
from itertools import combinations

from careers.comparison import (
    ComparedRole,
    Comparison,
    RolePair,
    SharedCount,
    SharedInGroup,
    Summary,
    UniqueSkills,
)
from careers.items import IdsByRole, Items
from careers.rows import comparison_sections
from roles.models import Role
from roles.overlap import is_brief
from skills.mix import mixes
from skills.models import SkillGroup

MIN_ROLES, MAX_ROLES = 2, 4  # roles that can be compared
MAX_UNIQUE_SKILLS = 3  # skills of one role only that the summary names


def compare(roles: Sequence[Role], language: str) -> Comparison:
    """Some roles side by side, for a reader of `language`. Ten queries."""
    return compare_items(roles, Items([role.pk for role in roles], language))


def compare_items(roles: Sequence[Role], items: Items) -> Comparison:
    """The same of their items: in the order of the language that these are read for, with texts in
    the active language. All but the texts is the same in every language."""
    mix = mixes(items.role_ids)
    letters = "ABCD"[: len(roles)]
    columns = [
        ComparedRole(role, letter, mix[role.pk], _is_brief(role, items))
        for role, letter in zip(roles, letters, strict=True)
    ]
    pairs = [_pair(first, second, items) for first, second in combinations(columns, 2)]
    sections = comparison_sections(roles, items)
    return Comparison(columns, sections, pairs, _summary(columns, pairs, items))


def _is_brief(role: Role, items: Items) -> bool:
    categories = {use.category_id for use in items.tool_uses if use.role_id == role.pk}
    return is_brief(len(items.skill_ids.get(role.pk, ())) + len(categories))


def _pair(first: ComparedRole, second: ComparedRole, items: Items) -> RolePair:
    role_ids = [first.role.pk, second.role.pk]
    return RolePair(
        first,
        second,
        skills=_shared_count(items.skill_ids, role_ids),
        tools=_shared_count(items.tool_ids, role_ids),
        areas=_shared_count(items.area_ids, role_ids),
        metrics=_shared_count(items.metric_ids, role_ids),
    )


def _shared_count(ids_by_role: IdsByRole, role_ids: Sequence[int]) -> SharedCount:
    return SharedCount.of([ids_by_role.get(pk, frozenset()) for pk in role_ids])


def _summary(columns: list[ComparedRole], pairs: list[RolePair], items: Items) -> Summary:
    skills = _shared_count(items.skill_ids, items.role_ids)
    most_shared, least_shared = _most_and_least_shared(_shared_in_groups(items))
    nearest, farthest = _nearest_and_farthest(pairs)
    return Summary(
        skills=skills,
        most_shared=most_shared,
        # Where nothing is shared, the roles differ in every group.
        least_shared=least_shared if skills.shared else None,
        unique=_unique_skills(columns, items) if len(columns) == 2 else [],
        nearest=nearest,
        farthest=farthest,
    )


def _shared_in_groups(items: Items) -> list[SharedInGroup]:
    """How much of each skill group is shared, in the groups' order."""
    groups: dict[SkillGroup, IdsByRole] = {}
    for item in items.skills:
        if group := item.skill.group:
            ids = groups.setdefault(group, {})
            ids[item.role_id] = ids.get(item.role_id, frozenset()) | {item.skill_id}
    return [
        SharedInGroup(group, _shared_count(ids, items.role_ids)) for group, ids in groups.items()
    ]


def _most_and_least_shared(
    groups: list[SharedInGroup],
) -> tuple[SharedInGroup | None, SharedInGroup | None]:
    """The group with most skills that all roles take, and the one with most that not all take."""
    most = max(
        (group for group in groups if group.skills.shared),
        key=lambda group: (group.skills.shared, group.skills.ratio),
        default=None,
    )
    least = max(
        (group for group in groups if group.skills.not_shared and group is not most),
        key=lambda group: (group.skills.not_shared, -group.skills.ratio),
        default=None,
    )
    return most, least


def _unique_skills(columns: list[ComparedRole], items: Items) -> list[UniqueSkills]:
    """Of two roles the first skills that the other does not take, essential ones first."""
    result = []
    for column, other in (columns, columns[::-1]):
        other_ids = items.skill_ids.get(other.role.pk, frozenset())
        unique = [
            item
            for item in items.skills
            if item.role_id == column.role.pk and item.skill_id not in other_ids
        ]
        unique.sort(key=lambda item: not item.is_essential)
        titles = [item.skill.t.title for item in unique[:MAX_UNIQUE_SKILLS]]
        result.append(UniqueSkills(column, titles, len(unique)))
    return [unique for unique in result if unique.titles]


def _nearest_and_farthest(pairs: list[RolePair]) -> tuple[RolePair | None, RolePair | None]:
    """Of three pairs or more, those that share the largest and the smallest part of their skills.

    None if all share equally much. Pairs with a briefly described role are left out.
    """
    described = [pair for pair in pairs if not pair.is_brief]
    ranked = sorted(described, key=lambda pair: (pair.skills.ratio, sorted(pair.role_ids)))
    if len(ranked) < 3 or ranked[0].skills.ratio == ranked[-1].skills.ratio:
        return None, None
    return ranked[-1], ranked[0]

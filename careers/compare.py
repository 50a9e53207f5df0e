"""Setting roles side by side.

Lines are aligned by what all roles share (areas, skills, tool categories, metrics, places, stages
of a ladder), and stand in an order that does not depend on the order of the roles.
"""

from collections.abc import Sequence
from itertools import combinations

from careers.comparison import Alone, Column, Comparison, GroupShare, Pair, Share, Summary
from careers.items import Ids, Items
from careers.rows import sections
from roles.models import Role
from skills.mix import mixes
from skills.models import SkillGroup

FEWEST, MOST = 2, 4  # roles that can be compared
NAMED_ALONE = 3  # skills of one role only that the summary names


def compare(roles: Sequence[Role], language: str) -> Comparison:
    """Some roles side by side, for a reader of `language`. Ten queries."""
    items = Items([role.pk for role in roles], language)
    mix = mixes(items.role_ids)
    letters = "ABCD"[: len(roles)]
    columns = [Column(*each, mix[each[0].pk]) for each in zip(roles, letters, strict=True)]
    pairs = [_pair(first, second, items) for first, second in combinations(columns, 2)]
    return Comparison(columns, sections(roles, items), pairs, _summary(columns, pairs, items))


def _pair(first: Column, second: Column, items: Items) -> Pair:
    ids = [first.role.pk, second.role.pk]
    return Pair(
        first,
        second,
        skills=_share(items.skill_ids, ids),
        tools=_share(items.tool_ids, ids),
        areas=_share(items.area_ids, ids),
        metrics=_share(items.metric_ids, ids),
    )


def _share(things: Ids, role_ids: Sequence[int]) -> Share:
    return Share.of([things.get(pk, frozenset()) for pk in role_ids])


def _summary(columns: list[Column], pairs: list[Pair], items: Items) -> Summary:
    skills = _share(items.skill_ids, items.role_ids)
    most, least = _most_and_least(_group_shares(items))
    nearest, farthest = _nearest_and_farthest(pairs)
    return Summary(
        skills=skills,
        most_shared=most,
        # Where nothing is shared, they part in every group.
        least_shared=least if skills.shared else None,
        alone=_alone(columns, items) if len(columns) == 2 else [],
        nearest=nearest,
        farthest=farthest,
    )


def _group_shares(items: Items) -> list[GroupShare]:
    """What is shared of each skill group, in the groups' order."""
    groups: dict[SkillGroup, Ids] = {}
    for item in items.skills:
        if group := item.skill.group:
            taken = groups.setdefault(group, {})
            taken[item.role_id] = taken.get(item.role_id, frozenset()) | {item.skill_id}
    return [GroupShare(group, _share(taken, items.role_ids)) for group, taken in groups.items()]


def _most_and_least(groups: list[GroupShare]) -> tuple[GroupShare | None, GroupShare | None]:
    """The group with the most skills that all roles take, and the one with the most that not all
    do."""
    shared = [found for found in groups if found.share.shared]
    most = max(shared, key=lambda found: (found.share.shared, found.share.ratio), default=None)
    apart = [found for found in groups if found.share.apart and found is not most]
    least = max(apart, key=lambda found: (found.share.apart, -found.share.ratio), default=None)
    return most, least


def _alone(columns: list[Column], items: Items) -> list[Alone]:
    """Of two roles some skills that the other does not take, those it cannot do without first."""
    found = []
    for column, other in (columns, columns[::-1]):
        others = items.skill_ids.get(other.role.pk, frozenset())
        own = [
            item
            for item in items.skills
            if item.role_id == column.role.pk and item.skill_id not in others
        ]
        own.sort(key=lambda item: not item.is_essential)
        titles = [item.skill.t.title for item in own[:NAMED_ALONE]]
        found.append(Alone(column, titles, len(own)))
    return [alone for alone in found if alone.skills]


def _nearest_and_farthest(pairs: list[Pair]) -> tuple[Pair | None, Pair | None]:
    """Of three pairs or more, those that share the largest and the smallest part of their skills.

    None if all share equally much.
    """
    ranked = sorted(pairs, key=lambda pair: (pair.skills.ratio, sorted(pair.role_ids)))
    if len(ranked) < 3 or ranked[0].skills.ratio == ranked[-1].skills.ratio:
        return None, None
    return ranked[-1], ranked[0]

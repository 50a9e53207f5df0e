"""The skill mix: how many skills of each group a role takes. The knit ornament draws it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, FilteredRelation, Q, QuerySet

from core.prepared import PreparedQuery, QueryParam
from skills.models import SkillGroup

MOST = 5  # more skills of a group than these fill no more cells


@dataclass(frozen=True)
class MixRow:
    """One group's part in a role: a row of nine cells, of which 2n−1 in the middle are filled."""

    group: SkillGroup
    count: int

    @property
    def cells(self) -> list[bool]:
        """The nine cells from left to right, filled or not."""
        return cells_of(self.count)


def cells_of(count: int) -> list[bool]:
    """The nine cells of so many skills from left to right, filled or not."""
    reach = min(count, MOST) - 1
    return [abs(column - 4) <= reach for column in range(9)]


def _with_counts(groups: QuerySet) -> QuerySet:
    """Each group once for each role that takes skills of it, and once if none does."""
    in_roles = Q(skills__role_skills__role__in=QueryParam("roles"))
    taken = FilteredRelation("skills__role_skills", condition=in_roles)
    return groups.alias(taken=taken).annotate(
        role_id=F("taken__role_id"), skill_count=Count("taken")
    )


_groups_and_counts = PreparedQuery(SkillGroup, _with_counts)


def mixes(role_ids: Iterable[int]) -> dict[int, list[MixRow]]:
    """The rows of each role, a row a group, in one query."""
    role_ids = list(role_ids)
    groups: dict[int, SkillGroup] = {}
    counts: Counter[tuple[int, int]] = Counter()
    for group in _groups_and_counts(roles=role_ids):
        groups.setdefault(group.pk, group)
        counts[group.role_id, group.pk] = group.skill_count
    return {
        role_id: [MixRow(group, counts[role_id, pk]) for pk, group in groups.items()]
        for role_id in role_ids
    }

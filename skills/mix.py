"""The skill mix: how many skills of each group a role takes. The knit ornament shows it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Count, F, FilteredRelation, Q, QuerySet

from core.content_cache import kept_up_to_date
from core.made_of import not_collecting, note_kind
from core.prepared import PreparedQuery, QueryParam
from skills.models import SkillGroup

Id = TypeVar("Id", bound=int)  # of a role

MAX_SKILLS_DRAWN = 5  # of a group; more skills fill no more cells


@dataclass(frozen=True, slots=True)
class MixRow:
    """One group's part in a role: a row of nine cells, of which 2n−1 in the middle are filled."""

    group: SkillGroup
    count: int

    @property
    def cells(self) -> list[bool]:
        """The nine cells from left to right, filled or not."""
        return mix_cells(self.count)


def mix_cells(count: int) -> list[bool]:
    """The nine cells for a number of skills from left to right, filled or not."""
    reach = min(count, MAX_SKILLS_DRAWN) - 1
    return [abs(column - 4) <= reach for column in range(9)]


def _with_counts(groups: QuerySet[Any]) -> QuerySet[Any]:
    """Annotates groups with role_id and skill_count; one row per role and group.

    A group without a skill in any of the roles has one row, whose role_id is None.
    """
    is_in_roles = Q(skills__role_skills__role__in=QueryParam("roles"))
    role_skills = FilteredRelation("skills__role_skills", condition=is_in_roles)
    with_counts: QuerySet[Any] = groups.alias(taken=role_skills).annotate(
        role_id=F("taken__role_id"), skill_count=Count("taken")
    )
    return with_counts


_groups_and_counts: PreparedQuery[Any] = PreparedQuery(SkillGroup, _with_counts)


_all_groups = PreparedQuery(SkillGroup, lambda groups: groups)


@kept_up_to_date(reads=[SkillGroup])
def skill_groups() -> list[SkillGroup]:
    """All groups in their order."""
    return _all_groups()


def mix_of(group_ids: Iterable[int | None]) -> list[MixRow]:
    """The mix of a role, given the group of each of its skills: a row for every group."""
    note_kind(SkillGroup._meta.label_lower)
    with not_collecting():
        groups = skill_groups()
    counts = Counter(group_ids)
    return [MixRow(group, counts[group.pk]) for group in groups]


def mixes(role_ids: Iterable[Id]) -> dict[Id, list[MixRow]]:
    """The mix of each role by role id, with a row for every group. One query."""
    role_ids = list(role_ids)
    note_kind(SkillGroup._meta.label_lower)
    groups: dict[int, SkillGroup] = {}
    counts: Counter[tuple[int, int]] = Counter()
    for group in _groups_and_counts(roles=role_ids):
        groups.setdefault(group.pk, group)
        counts[group.role_id, group.pk] = group.skill_count
    return {
        role_id: [MixRow(group, counts[role_id, pk]) for pk, group in groups.items()]
        for role_id in role_ids
    }

"""Stores the nearest neighbours of each role, how much each role needs, and what it is about.

Saving a role recomputes its neighbours, and its rank among the neighbours of the roles near to it:
bounded work, however many roles there are. After a bulk write call `relate_all`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain
from typing import Any, cast

from django.db import router, transaction
from django.db.models import Count, Q, QuerySet

from core import background
from core.bulk import insert
from core.prepared import PreparedRows, QueryParam
from roles.models import NeedCounts, RelatedRole, Role, RoleSkill, ToolUse
from roles.named_skills import name_all, name_in_roles
from roles.overlap import Needs, nearness, overlap
from roles.role_sets import RoleId

RELATED_SHOWN = 6
RELATED_STORED = 12  # more than are shown, so that losing one needs no recomputation
CANDIDATES = 60  # the roles that share most skills, among which the nearest are
MAX_ONE_BY_ONE = 50  # if more roles change at once, all neighbours are recomputed
BATCH_SIZE = 2000  # rows written at a time
SKILL_COLUMNS, CATEGORY_COLUMNS = ("role", "skill", "requirement"), ("role", "category")
COLUMNS = ("role", "other", "nearness", "share", "shared_skills")


@dataclass(frozen=True, slots=True)
class NeighbourPair:
    """Two roles that share skills.

    `forward` is the share that carries over from the role to the other, `backward` the share from
    the other to the role.
    """

    role: RoleId
    other: RoleId
    nearness: float
    forward: float
    backward: float
    shared_skills: int

    @property
    def rank(self) -> tuple[float, int]:
        """A sort key: the nearest pair has the greatest."""
        return (self.nearness, -self.other)

    @property
    def row(self) -> tuple[RoleId, RoleId, float, float, int]:
        """The values of COLUMNS, from the role to the other."""
        return self.role, self.other, self.nearness, self.forward, self.shared_skills

    def neighbour(self) -> RelatedRole:
        """The other as a neighbour of the role, not saved."""
        return RelatedRole(
            role_id=self.role,
            other_id=self.other,
            nearness=self.nearness,
            share=self.forward,
            shared_skills=self.shared_skills,
        )

    def neighbour_back(self) -> RelatedRole:
        """The role as a neighbour of the other, not saved."""
        return RelatedRole(
            role_id=self.other,
            other_id=self.role,
            nearness=self.nearness,
            share=self.backward,
            shared_skills=self.shared_skills,
        )


def relate_all() -> int:
    """Recomputes the neighbours of all published roles, and returns how many there are.

    For use after a bulk write. Takes a few seconds for 3,000 roles of 40 skills.
    """
    needs = needs_within(Role.objects.published())
    rows = (pair.row for pairs in _pairs_of_all(needs) for pair in nearest_pairs(pairs))
    with transaction.atomic():
        NeedCounts.objects.all().delete()
        NeedCounts.objects.bulk_create(map(_counts, needs.items()), batch_size=BATCH_SIZE)
        RelatedRole.objects.all().delete()
        name_all()
        return insert(RelatedRole, COLUMNS, rows, router.db_for_write(RelatedRole))


def relate(role_ids: Iterable[int]) -> None:
    """Updates the neighbours of these roles, and their places among the neighbours of others."""
    ids = cast("set[RoleId]", set(role_ids))
    if len(ids) > MAX_ONE_BY_ONE:
        background.run(relate_all)
        return
    with transaction.atomic():
        for role_id in sorted(ids):
            needs = _needs_of_published(role_id)
            _replace_counts(role_id, needs)
            _replace_pairs(role_id, _pairs_of(role_id, needs))
        name_in_roles(ids)


def needs_of(role_ids: Iterable[int]) -> dict[RoleId, Needs]:
    """What some roles need, by role id. Two queries; a role that needs nothing is left out."""
    ids = [*role_ids]
    return _needs(_skills_of(roles=ids), _categories_of(roles=ids))


def needs_within(roles: QuerySet[Role]) -> dict[RoleId, Needs]:
    """The same of any number of roles: of those of a QuerySet, which becomes a subquery."""
    ids = roles.order_by().values("pk")
    skills = RoleSkill.objects.filter(role__in=ids).order_by()
    uses = ToolUse.objects.filter(role__in=ids).order_by()
    return _needs(
        skills.values_list(*SKILL_COLUMNS).iterator(),
        uses.values_list(*CATEGORY_COLUMNS).iterator(),
    )


_skills_of = PreparedRows(
    RoleSkill, lambda items: items.filter(role__in=QueryParam("roles")).order_by(), *SKILL_COLUMNS
)
_categories_of = PreparedRows(
    ToolUse, lambda uses: uses.filter(role__in=QueryParam("roles")).order_by(), *CATEGORY_COLUMNS
)


def _needs(skill_rows: Iterable[Any], category_rows: Iterable[Any]) -> dict[RoleId, Needs]:
    skills: dict[tuple[RoleId, str], set[int]] = defaultdict(set)
    categories: dict[RoleId, set[int]] = defaultdict(set)
    for role, skill, requirement in skill_rows:
        skills[role, requirement].add(skill)
    for role, category in category_rows:
        categories[role].add(category)
    return {
        role: Needs(
            essential=frozenset(skills.get((role, "essential"), ())),
            useful=frozenset(skills.get((role, "useful"), ())),
            categories=frozenset(categories.get(role, ())),
        )
        for role in sorted({role for role, _ in skills} | categories.keys())
    }


def nearest_pairs(
    pairs: Iterable[NeighbourPair], number: int = RELATED_STORED
) -> list[NeighbourPair]:
    """The `number` nearest pairs, the nearest first."""
    return nlargest(number, pairs, key=lambda pair: pair.rank)


def _pairs_of_all(needs: dict[RoleId, Needs]) -> Iterator[list[NeighbourPair]]:
    """For each role its pairs with the candidates: the roles that share most skills with it."""
    roles_by_skill: dict[int, list[RoleId]] = defaultdict(list)
    for role, role_needs in needs.items():
        for skill in role_needs.known.skills:
            roles_by_skill[skill].append(role)
    for role, role_needs in needs.items():
        roles_per_skill = (roles_by_skill[skill] for skill in role_needs.known.skills)
        shared = Counter(chain.from_iterable(roles_per_skill))
        del shared[role]
        candidates = nlargest(CANDIDATES, shared, key=lambda other: (shared[other], -other))
        yield [_pair(role, other, needs) for other in candidates]


def _needs_of_published(role_id: RoleId) -> dict[RoleId, Needs]:
    """What a role needs, by its id; empty for a role that is not published."""
    return needs_within(Role.objects.published().filter(pk=role_id))


def _counts(role_and_needs: tuple[RoleId, Needs]) -> NeedCounts:
    role_id, needs = role_and_needs
    return NeedCounts(
        role_id=role_id,
        essential=len(needs.essential),
        useful=len(needs.useful),
        categories=len(needs.categories),
    )


def _pairs_of(role_id: RoleId, needs: dict[RoleId, Needs]) -> list[NeighbourPair]:
    """The pairs of a role with its candidates. `needs` are those of the role."""
    if role_id not in needs:
        return []
    uses = RoleSkill.objects.filter(skill__in=needs[role_id].known.skills)
    uses = uses.filter(role__status=Role.Status.PUBLISHED).exclude(role=role_id)
    counts = uses.order_by().values("role").annotate(shared=Count("pk"))
    candidates = [RoleId(row["role"]) for row in counts.order_by("-shared", "role")[:CANDIDATES]]
    needs = needs | needs_of(candidates)
    return [_pair(role_id, other, needs) for other in candidates]


def _pair(role: RoleId, other: RoleId, needs: dict[RoleId, Needs]) -> NeighbourPair:
    forward = overlap(needs[other], needs[role].known)
    backward = overlap(needs[role], needs[other].known).share
    near = nearness(forward.share, backward)
    return NeighbourPair(role, other, near, forward.share, backward, forward.skills)


def _replace_counts(role_id: RoleId, needs: dict[RoleId, Needs]) -> None:
    """Stores what a role needs, if it is not what is stored: most edits are of its texts."""
    stored = NeedCounts.objects.filter(role=role_id)
    kinds = ("essential", "useful", "categories")
    new = [tuple(getattr(_counts(pair), kind) for kind in kinds) for pair in needs.items()]
    if [*stored.values_list(*kinds)] == new:
        return
    if not needs:
        stored.delete()
    NeedCounts.objects.bulk_create(
        map(_counts, needs.items()),
        update_conflicts=True,
        unique_fields=["role"],
        update_fields=["essential", "useful", "categories"],
    )


def _replace_pairs(role_id: RoleId, pairs: list[NeighbourPair]) -> None:
    """Replaces the neighbours of a role, and its places among the neighbours of other roles.

    Recomputes the neighbours of a role that lost it and has fewer than RELATED_SHOWN left.
    """
    stored = _neighbours_around(role_id, [pair.other for pair in pairs])
    old = [row for row in stored if role_id in (row.role_id, row.other_id)]
    lost_by = {RoleId(row.role_id) for row in old} - {role_id}
    neighbours = defaultdict(list)
    for row in stored:
        if role_id not in (row.role_id, row.other_id):
            neighbours[row.role_id].append(row)
    new = [pair.neighbour() for pair in nearest_pairs(pairs)]
    for pair in pairs:
        rows = sorted(neighbours[pair.other], key=_rank, reverse=True)
        if len(rows) < RELATED_STORED or (pair.nearness, -role_id) > _rank(rows[-1]):
            new.append(pair.neighbour_back())
            old += rows[RELATED_STORED - 1 :]
            lost_by.discard(pair.other)
    _write_differences(old, new)
    for other in lost_by:
        if len(neighbours[other]) < RELATED_SHOWN:
            nearest = nearest_pairs(_pairs_of(other, _needs_of_published(other)))
            left = [*RelatedRole.objects.filter(role=other)]
            _write_differences(left, [pair.neighbour() for pair in nearest])


def _neighbours_around(role_id: RoleId, candidates: list[RoleId]) -> list[RelatedRole]:
    """The stored neighbours of a role, of its candidates, and of the roles that it is near to."""
    near_to = RelatedRole.objects.filter(other=role_id).values("role")
    of_candidates = Q(role__in=[role_id, *candidates])
    return [*RelatedRole.objects.filter(of_candidates | Q(role__in=near_to)).order_by("pk")]


def _write_differences(old: list[RelatedRole], new: list[RelatedRole]) -> None:
    """Replaces stored neighbours by others. Those that stay as they are are not written."""
    stored = {_values(row): row.pk for row in old}
    wanted = {_values(row): row for row in new}
    if outdated := [stored[values] for values in stored.keys() - wanted.keys()]:
        RelatedRole.objects.filter(pk__in=outdated).delete()
    if added := [row for values, row in wanted.items() if values not in stored]:
        RelatedRole.objects.bulk_create(added)


def _values(row: RelatedRole) -> tuple[int, int, float, float, int]:
    """The values of COLUMNS."""
    return row.role_id, row.other_id, row.nearness, row.share, row.shared_skills


def _rank(neighbour: RelatedRole) -> tuple[float, int]:
    """The sort key of a stored neighbour, equal to `NeighbourPair.rank`."""
    return (neighbour.nearness, -neighbour.other_id)

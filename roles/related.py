"""Keeps for each role the roles near to it, and how much it needs.

An edit of a role computes its own neighbours anew and puts it among those of the roles that it is
now near to: bounded work, however many roles there are. After writing in bulk call `relate_all`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain

from django.db import router, transaction
from django.db.models import Count, QuerySet

from core.bulk import insert
from roles.models import NeedCounts, RelatedRole, Role, RoleSkill, ToolUse
from roles.overlap import Needs, nearness, overlap

RELATED_SHOWN = 6
RELATED_STORED = 12  # more than are shown: one may go without a search for the next
CANDIDATES = 60  # the nearest roles are looked for among those that share most skills
BULK = 50  # of more roles that change at once, all are related anew
BATCH = 2000  # rows written at a time
COLUMNS = ("role", "other", "nearness", "share", "shared_skills")


@dataclass(frozen=True, slots=True)
class NeighbourPair:
    """Two roles that share skills: how near they are, and the share that carries over each way."""

    role: int
    other: int
    nearness: float
    there: float
    back: float
    shared_skills: int

    @property
    def rank(self) -> tuple[float, int]:
        """The nearest is the greatest."""
        return (self.nearness, -self.other)

    @property
    def row(self) -> tuple[int, int, float, float, int]:
        """The values of COLUMNS, from the role to the other."""
        return self.role, self.other, self.nearness, self.there, self.shared_skills

    @property
    def row_back(self) -> tuple[int, int, float, float, int]:
        """The same, from the other to the role."""
        return self.other, self.role, self.nearness, self.back, self.shared_skills


def relate_all() -> int:
    """Computes the neighbours of all published roles anew, and says how many there are.

    For use after an import: a few seconds for 3,000 roles of 40 skills.
    """
    needs = needs_of(Role.objects.published().order_by().values("pk"))
    rows = (pair.row for pairs in _pairs_of_all(needs) for pair in nearest_pairs(pairs))
    with transaction.atomic():
        NeedCounts.objects.all().delete()
        NeedCounts.objects.bulk_create(map(_counts, needs.items()), batch_size=BATCH)
        RelatedRole.objects.all().delete()
        return insert(RelatedRole, COLUMNS, rows, router.db_for_write(RelatedRole))


def relate(role_ids: Iterable[int]) -> None:
    """Brings up to date which roles are near to these, and to which of the others these are."""
    role_ids = set(role_ids)
    if len(role_ids) > BULK:
        relate_all()
        return
    for role_id in sorted(role_ids):
        with transaction.atomic():
            needs = _needs_of_one(role_id)
            NeedCounts.objects.filter(role=role_id).delete()
            NeedCounts.objects.bulk_create(map(_counts, needs.items()))
            pairs = _pairs_of(role_id, needs)
            _replace_neighbours(role_id, pairs)
            _replace_among_others(role_id, pairs)


def needs_of(role_ids: Iterable[int] | QuerySet) -> dict[int, Needs]:
    """What roles need, by their ids. Two queries; a role that takes nothing is not among them."""
    skills: dict[tuple[int, str], set[int]] = defaultdict(set)
    categories: dict[int, set[int]] = defaultdict(set)
    taken = RoleSkill.objects.filter(role__in=role_ids).order_by()
    for role, skill, requirement in taken.values_list("role", "skill", "requirement").iterator():
        skills[role, requirement].add(skill)
    used = ToolUse.objects.filter(role__in=role_ids).order_by()
    for role, category in used.values_list("role", "category").iterator():
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
    """The pairs of the nearest roles, the nearest first."""
    return nlargest(number, pairs, key=lambda pair: pair.rank)


def _pairs_of_all(needs: dict[int, Needs]) -> Iterator[list[NeighbourPair]]:
    """For each role, it and the others that share most skills, found over lists of who takes
    each skill."""
    takers: dict[int, list[int]] = defaultdict(list)
    for role, needed in needs.items():
        for skill in needed.known.skills:
            takers[skill].append(role)
    for role, needed in needs.items():
        shared = Counter(chain.from_iterable(takers[skill] for skill in needed.known.skills))
        del shared[role]
        likely = nlargest(CANDIDATES, shared, key=lambda other: (shared[other], -other))
        yield [_pair(role, other, needs) for other in likely]


def _needs_of_one(role_id: int) -> dict[int, Needs]:
    """What a role needs; nothing for a role that readers cannot see."""
    return needs_of(Role.objects.published().filter(pk=role_id).values("pk"))


def _counts(needed: tuple[int, Needs]) -> NeedCounts:
    role_id, needs = needed
    return NeedCounts(
        role_id=role_id,
        essential=len(needs.essential),
        useful=len(needs.useful),
        categories=len(needs.categories),
    )


def _pairs_of(role_id: int, needs: dict[int, Needs]) -> list[NeighbourPair]:
    """A role whose needs are given, and the others that share most skills."""
    if role_id not in needs:
        return []
    takers = RoleSkill.objects.filter(skill__in=needs[role_id].known.skills)
    takers = takers.filter(role__status=Role.Status.PUBLISHED).exclude(role=role_id)
    counts = takers.order_by().values("role").annotate(shared=Count("pk"))
    likely = [row["role"] for row in counts.order_by("-shared", "role")[:CANDIDATES]]
    needs = needs | needs_of(likely)
    return [_pair(role_id, other, needs) for other in likely]


def _pair(role: int, other: int, needs: dict[int, Needs]) -> NeighbourPair:
    there = overlap(needs[other], needs[role].known)
    back = overlap(needs[role], needs[other].known).share
    near = nearness(there.share, back)
    return NeighbourPair(role, other, near, there.share, back, there.skills)


def _replace_neighbours(role_id: int, pairs: list[NeighbourPair]) -> None:
    RelatedRole.objects.filter(role=role_id).delete()
    RelatedRole.objects.bulk_create(RelatedRole(None, *pair.row) for pair in nearest_pairs(pairs))


def _replace_among_others(role_id: int, pairs: list[NeighbourPair]) -> None:
    """Puts a role where it belongs now among the neighbours of the roles that it was or is near."""
    before = RelatedRole.objects.filter(other=role_id)
    left = set(before.values_list("role", flat=True))
    before.delete()
    kept = defaultdict(list)
    for row in RelatedRole.objects.filter(role__in=left | {pair.other for pair in pairs}):
        kept[row.role_id].append(row)
    added, dropped = [], []
    for pair in pairs:
        rows = sorted(kept[pair.other], key=lambda row: (-row.nearness, row.other_id))
        if len(rows) < RELATED_STORED or (pair.nearness, -role_id) > (
            rows[-1].nearness,
            -rows[-1].other_id,
        ):
            added.append(RelatedRole(None, *pair.row_back))
            dropped += [row.pk for row in rows[RELATED_STORED - 1 :]]
            left.discard(pair.other)
    RelatedRole.objects.filter(pk__in=dropped).delete()
    RelatedRole.objects.bulk_create(added)
    for other in left:
        if len(kept[other]) < RELATED_SHOWN:
            _replace_neighbours(other, _pairs_of(other, _needs_of_one(other)))

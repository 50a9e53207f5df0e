"""Which terms of the vocabulary each role names: an index in memory.

A term is a skill, a tool, a tool category or a metric.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from heapq import nsmallest
from itertools import chain, islice
from typing import NewType, cast

from roles.role_sets import (
    NO_ROLES,
    RoleNumber,
    RoleSet,
    build_role_sets,
    members,
    with_role,
)

TermId = NewType("TermId", int)  # the primary key of a term

POPULAR = 400  # so many terms have their role sets in memory; those of others are looked up
COUNTED_ONE_BY_ONE = 1_000  # role sets up to this size are counted role by role

TermPairs = Iterable[tuple[TermId, RoleNumber]]


class TermIndex:
    """The terms of one kind, by the roles that name them.

    `named` has the terms of each role, in the order of the role numbers, and none for NOBODY;
    `role_count` is how many roles there are. `look_up` finds the roles that name some terms, as
    pairs. `retired` terms belong to roles, but are in no list.
    """

    def __init__(
        self,
        named: Iterable[Collection[TermId]],
        role_count: int,
        look_up: Callable[[list[TermId]], TermPairs],
        retired: Collection[TermId] = (),
    ) -> None:
        # The terms of each role: small arrays, so that an edit copies only references to them.
        self._named = [array("I", [*terms]) for terms in named]
        self._role_count, self._look_up = role_count, look_up
        self._most_common_of_all: dict[int, dict[TermId, int]] = {}
        self.counts = Counter(cast("Iterable[TermId]", chain.from_iterable(self._named)))
        self.retired = retired
        for term in retired:
            del self.counts[term]

    @cached_property
    def popular_sets(self) -> dict[TermId, RoleSet]:
        """The terms that most roles name, the most named first, each with the set of its roles."""
        popular = nsmallest(POPULAR, self.counts, key=self._rank)
        wanted = set(popular)
        pairs = (
            (term, role)
            for role in range(len(self._named))
            for term in wanted.intersection(self._terms_of(role))
        )
        return build_role_sets(popular, pairs, len(self._named))

    def updated(
        self,
        named: Mapping[RoleNumber, Collection[TermId]],
        role_count: int,
        look_up: Callable[[list[TermId]], TermPairs],
        retired: Collection[TermId] = (),
    ) -> "TermIndex":
        """The index after changes. `named` has the terms of roles that joined or were changed, and
        none for those that left; `role_count` is how many there are now."""
        index = copy(self)
        index._role_count, index._look_up, index.retired = role_count, look_up, retired
        index._most_common_of_all = {}
        later = range(len(self._named), max(named, default=-1) + 1)
        index._named = [*self._named, *(array("I") for _ in later)]
        changed: Counter[TermId] = Counter()  # by how much; 0 where one role replaced another
        for role, terms in named.items():
            index._replace(role, terms, changed)
        changed.update(dict.fromkeys({*retired} ^ {*self.retired}, 0))
        index.counts = self.counts.copy() if changed else self.counts
        for term, difference in changed.items():
            is_back = term in self.retired and term not in retired
            count = index._count(term) if is_back else self.counts[term] + difference
            index.counts[term] = count
            if term in retired or not count:
                del index.counts[term]
        if changed and "popular_sets" in vars(self):
            sets = self._updated_sets(changed, named)
            index.popular_sets = index._most_named(self, sets, changed)
        return index

    def _replace(self, role: int, terms: Collection[TermId], changed: Counter[TermId]) -> None:
        """Gives a role other terms."""
        before, now = {*self._terms_of(role)}, {*terms}
        if before == now:
            return
        self._named[role] = array("I", [*now])
        changed.update(dict.fromkeys(now - before, 1))
        changed.subtract(dict.fromkeys(before - now, 1))

    def _updated_sets(
        self, changed: Iterable[TermId], named: Mapping[RoleNumber, Collection[TermId]]
    ) -> dict[TermId, RoleSet]:
        updated = self.popular_sets.copy()
        for term in updated.keys() & set(changed):
            for role, terms in named.items():
                updated[term] = with_role(updated[term], role, is_in=term in terms)
        return updated

    def _most_named(
        self, old: "TermIndex", sets: Mapping[TermId, RoleSet], changed: Iterable[TermId]
    ) -> dict[TermId, RoleSet]:
        """The popular terms, the most named first. `sets` has those that were before."""
        candidates = (sets.keys() | set(changed)) & self.counts.keys()
        popular = sorted(candidates, key=self._rank)[:POPULAR]
        was_all = len(old.popular_sets) == len(old.counts)
        last = max(map(old._rank, islice(reversed(old.popular_sets), 1)), default=(0, TermId(0)))
        if not was_all and (len(popular) < POPULAR or self._rank(popular[-1]) > last):
            # Only these can be among the first: there are thousands.
            least = self.counts[popular[-1]] if len(popular) == POPULAR else 0
            candidates = {term for term, count in self.counts.items() if count >= least}
            popular = sorted(candidates, key=self._rank)[:POPULAR]
        new = self._looked_up([term for term in popular if term not in sets])
        return {term: sets[term] if term in sets else new[term] for term in popular}

    def _rank(self, term: TermId) -> tuple[int, TermId]:
        """A sort key: the term that most roles name has the least."""
        return -self.counts[term], term

    def count_of(self, role: RoleNumber) -> int:
        """How many terms a role names, retired ones included."""
        return len(self._named[role])

    def _count(self, term: TermId) -> int:
        """How many roles name a term, retired or not."""
        return sum(term in terms for terms in self._named)

    def _terms_of(self, role: int) -> Sequence[TermId]:
        return cast("Sequence[TermId]", self._named[role])

    def role_sets(self, terms: Iterable[TermId]) -> dict[TermId, RoleSet]:
        """The set of roles that name each of some terms. At most one query."""
        sets = {term: self.popular_sets.get(term, NO_ROLES) for term in terms}
        return sets | self._looked_up([term for term in sets if term not in self.popular_sets])

    def _looked_up(self, terms: list[TermId]) -> dict[TermId, RoleSet]:
        """The set of roles that name each of some terms, as the database has them."""
        bits = dict.fromkeys(terms, 0)
        for term, role in self._look_up(terms) if terms else ():
            # No function of role_sets: a call for each pair takes twice as long.
            bits[term] |= 1 << role
        return {term: RoleSet(roles) for term, roles in bits.items()}

    def most_named(self, size: int) -> set[TermId]:
        """The `size` terms that most roles name, and those that as many name as the last of them.

        All are looked through only where these may be more than are popular.
        """
        popular = [*self.popular_sets]
        least = self.counts[popular[size - 1]] if len(popular) >= size else 0
        among = popular if popular and self.counts[popular[-1]] < least else [*self.counts]
        return {term for term in among if self.counts[term] >= least}

    def most_common(self, roles: RoleSet, size: int) -> dict[TermId, int]:
        """The `size` terms that most of a set of roles name, each with the number of those roles.

        For a large set only terms that are popular among all roles are candidates. If there are too
        few, popular terms with a count of 0 fill up the rest.
        """
        number = roles.bit_count()
        if number == self._role_count:
            return self._most_common_in_all(size)
        if number <= COUNTED_ONE_BY_ONE:
            return self._first(self._count_one_by_one(roles), size)
        sets = self.popular_sets.items()
        return self._first({term: (roles & naming).bit_count() for term, naming in sets}, size)

    def _count_one_by_one(self, roles: RoleSet) -> Counter[TermId]:
        counts = Counter(chain.from_iterable(map(self._terms_of, members(roles))))
        for term in self.retired:
            del counts[term]
        return counts

    def _most_common_in_all(self, size: int) -> dict[TermId, int]:
        """`most_common` for all roles; cached, since every list without filters asks for it."""
        if size not in self._most_common_of_all:
            counts = {term: self.counts[term] for term in self.popular_sets}
            self._most_common_of_all[size] = self._first(counts, size)
        return self._most_common_of_all[size]

    def _first(self, counts: Mapping[TermId, int], size: int) -> dict[TermId, int]:
        """The terms with the highest counts."""
        counts = {**dict.fromkeys(islice(self.popular_sets, size), 0), **counts}
        # Only terms that can be among the first are sorted by the full key: there are thousands.
        least = sorted(counts.values(), reverse=True)[:size][-1] if counts else 0
        candidates = [term for term, count in counts.items() if count >= least]
        candidates.sort(key=lambda term: (-counts[term], -self.counts[term], term))
        return {term: counts[term] for term in candidates[:size]}

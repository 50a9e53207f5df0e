"""Which terms of the vocabulary each role names: an index in memory.

A term is a skill, a tool, a tool category or a metric.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import NewType, cast

from roles.role_sets import NO_ROLES, RoleNumber, RoleSet, build_role_sets, members

TermId = NewType("TermId", int)  # the primary key of a term

POPULAR = 400  # so many terms have their role sets in memory; those of others are looked up
COUNTED_ONE_BY_ONE = 1_000  # role sets up to this size are counted role by role

TermPairs = Iterable[tuple[TermId, RoleNumber]]


class TermIndex:
    """The terms of one kind, by the roles that name them.

    `named` has the terms of each role, in the order of the role numbers. `look_up` finds the roles
    that name some terms, as pairs. `retired` terms belong to roles, but are in no list.
    """

    def __init__(
        self,
        named: Iterable[Collection[TermId]],
        look_up: Callable[[list[TermId]], TermPairs],
        retired: Collection[TermId] = (),
    ) -> None:
        # The terms of all roles one after the other, and the offsets at which each role's begin.
        all_terms, self._offsets = array("I"), array("I", [0])
        for terms in named:
            all_terms.extend(terms)
            self._offsets.append(len(all_terms))
        self._terms = cast("Sequence[TermId]", all_terms)
        self._look_up = look_up
        self._most_common_of_all: dict[int, dict[TermId, int]] = {}
        self.counts = Counter(self._terms)
        self._retired = retired
        for term in retired:
            del self.counts[term]

    @cached_property
    def popular_sets(self) -> dict[TermId, RoleSet]:
        """The terms that most roles name, the most named first, each with the set of its roles."""
        popular = sorted(self.counts, key=lambda term: (-self.counts[term], term))[:POPULAR]
        wanted = set(popular)
        pairs = (
            (term, role)
            for role in range(self._role_count)
            for term in wanted.intersection(self._terms_of(role))
        )
        return build_role_sets(popular, pairs, self._role_count)

    @property
    def _role_count(self) -> int:
        return len(self._offsets) - 1

    def count_of(self, role: RoleNumber) -> int:
        """How many terms a role names, retired ones included."""
        return self._offsets[role + 1] - self._offsets[role]

    def _terms_of(self, role: int) -> Sequence[TermId]:
        return self._terms[self._offsets[role] : self._offsets[role + 1]]

    def role_sets(self, terms: Iterable[TermId]) -> dict[TermId, RoleSet]:
        """The set of roles that name each of some terms. At most one query."""
        sets = {term: self.popular_sets.get(term, NO_ROLES) for term in terms}
        if rare := [term for term in sets if term not in self.popular_sets]:
            bits = dict.fromkeys(rare, 0)
            for term, role in self._look_up(rare):
                # No function of role_sets: a call for each pair takes twice as long.
                bits[term] |= 1 << role
            sets |= {term: RoleSet(roles) for term, roles in bits.items()}
        return sets

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
        for term in self._retired:
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

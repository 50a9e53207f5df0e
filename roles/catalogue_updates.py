"""Brings a catalogue of roles up to date after changes, without reading all of it again.

An edit of a role costs what the role has: its row, its place in each order, its terms. What pages
in progress read stays as it is: whatever changes is copied.
"""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.db.models import OuterRef, Q, QuerySet, Subquery

from core.changes import ContentChanges
from core.content_cache import LRUCache
from core.keyset import SortedIds
from core.models import ContentVersion
from core.prepared import PreparedQuery, PreparedRows, QueryParam
from roles.catalogue_rows import TERM_USES, PlacedRole, read_families, retired_terms
from roles.models import AlternativeTitle, Role, RoleFamily, RoleMetric, RoleSkill, ToolUse
from roles.role_sets import RoleId, RoleNumber, RoleSet, with_role
from roles.term_index import TermId
from skills.models import Metric, Skill, Tool, ToolCategory
from translations.languages import language_codes

if TYPE_CHECKING:
    from roles.catalogue import Catalogue

# More changed roles than this, and all are read again; more retitled ones, and all titles are.
MAX_ROLES = 20
MAX_RETITLED = 300
# More roles that joined since all were read, and all are read again, so that families are in one
# piece.
MAX_LATER = 200
# The models whose objects belong to roles, with those of the terms that they lead to.
ITEMS: dict[type[Any], list[type[Any]]] = {
    RoleSkill: [Skill],
    ToolUse: [Tool, ToolCategory],
    RoleMetric: [Metric],
}


def updated(old: "Catalogue", changes: ContentChanges) -> "Catalogue | None":
    """The catalogue after changes; None if it is to be read again."""
    update = _CatalogueUpdate(old, changes)
    return update.apply() if update.is_possible else None


def _with_neighbours(roles: QuerySet[Any]) -> QuerySet[Any]:
    """Annotates the published role before each one in every order, and the content version."""
    names = {f"before_{code}": _before(f"sort_{code}") for code in language_codes()}
    annotated: QuerySet[Any] = roles.annotate(
        **names,
        before_updated=_before("updated_at", is_descending=True),
        content_version=Subquery(ContentVersion.objects.values("number")[:1]),
    )
    return annotated


def _before(key: str, *, is_descending: bool = False) -> Subquery:
    """The id of the role before one, sorted by a column and then by id."""
    earlier, sign = ("gt", "") if is_descending else ("lt", "-")
    own = OuterRef(key)
    # So put, a database goes through the index of the order and not of all that are published.
    hidden = [status for status in Role.Status if status != Role.Status.PUBLISHED]
    roles = Role.objects.exclude(status__in=hidden).filter(
        Q(**{f"{key}__{earlier}": own}) | Q(**{f"pk__{earlier}": OuterRef("pk")}),
        **{f"{key}__{earlier}e": own},
    )
    return Subquery(roles.order_by(f"{sign}{key}", f"{sign}pk").values("pk")[:1])


_published = PreparedQuery(
    Role,
    lambda roles: _with_neighbours(
        roles.published()
        .filter(pk__in=QueryParam("ids"))
        .only("family", "stage", "updated_at", *(f"sort_{code}" for code in language_codes()))
    ),
)


_essential = PreparedRows(
    RoleSkill,
    lambda items: items.filter(
        role__in=QueryParam("roles"), requirement=RoleSkill.Requirement.ESSENTIAL
    ).order_by(),
    "role",
    "skill",
)


class _CatalogueUpdate:
    def __init__(self, old: "Catalogue", changes: ContentChanges) -> None:
        self.old, self.changes = old, changes
        self.changed = cast("set[RoleId] | None", changes.owners(Role))

    @property
    def is_possible(self) -> bool:
        if self.changed is None or len(self.old.later) > MAX_LATER:
            return False
        return len(self.changed) <= MAX_ROLES

    def apply(self) -> "Catalogue | None":
        new = copy(self.old)
        new.forget_new_titles()
        if self.changes.touch(RoleFamily) and not self._read_families(new):
            return None
        if not {role.family_id for role in self.rows.values()} <= self.old.family_spans.keys():
            return None  # of a family that was made since
        self._number_roles(new)
        self._update_stages(new)
        self._place_roles(new)
        self._update_terms(new)
        self._update_titles(new)
        return new

    def _read_families(self, new: "Catalogue") -> bool:
        """Reads the families; returns whether they stand in the same order."""
        new.families, old = read_families(), self.old.families
        new.labels = {}
        for name in ("children", "families_by_slug"):
            vars(new).pop(name, None)
        return [(one.pk, one.path) for one in new.families] == [(one.pk, one.path) for one in old]

    # --- Numbers ---

    @cached_property
    def rows(self) -> dict[RoleId, Any]:
        """The changed roles that are published now."""
        ids = list(self.changed or ())
        return {RoleId(role.pk): role for role in _published(ids=ids)} if ids else {}

    @cached_property
    def _placed(self) -> dict[RoleId, PlacedRole]:
        return {
            pk: PlacedRole(self.old.family_spans[role.family_id][0], pk, role.stage)
            for pk, role in self.rows.items()
        }

    @cached_property
    def _left(self) -> set[RoleId]:
        """The roles that are not published any more, or stand in another family."""
        old = self.old
        return {
            pk
            for pk in self.changed or ()
            if (number := old.numbers.get(pk)) is not None
            and (pk not in self._placed or self._placed[pk].position != old.positions[number])
        }

    def _number_roles(self, new: "Catalogue") -> None:
        self.joined = {pk for pk in self._placed if pk not in self.old.numbers or pk in self._left}
        self.freed = {self.old.numbers[pk] for pk in self._left}
        if self.freed or self.joined:
            new.replace_roles(self._left, sorted(self._placed[pk] for pk in self.joined))
        # The changed roles by their numbers.
        self.numbered = {new.numbers[pk]: role for pk, role in self.rows.items()}

    # --- Orders ---

    def _place_roles(self, new: "Catalogue") -> None:
        orders, sets = new.orders, new.sets_by_initial
        new.orders, new.sets_by_initial = {}, {}
        if any(role.content_version != self.changes.version for role in self.rows.values()):
            return  # the places may be of a newer version: the orders are read again
        for (sort, language), order in orders.copy().items():
            if sort == "name":
                self._place(new, order, language, f"sort_{language}", f"before_{language}")
            elif sort == "updated":
                self._place(new, order, "", "updated_at", "before_updated")
        if new.stages is self.old.stages:
            self._keep_orders_by_stage(new)
        for language, by_initial in sets.copy().items():
            if ("name", language) in new.orders:
                new.sets_by_initial[language] = self._sets_by_initial(by_initial, language)

    def _keep_orders_by_stage(self, new: "Catalogue") -> None:
        """Those of languages in which the order by name has stayed."""
        for (sort, language), order in self.old.orders.copy().items():
            by_name = self.old.orders.get(("name", language))
            if sort == "stage" and by_name is new.orders.get(("name", language)):
                new.orders[sort, language] = order

    def _place(
        self, new: "Catalogue", order: SortedIds, language: str, key: str, before: str
    ) -> None:
        """Puts the changed roles into an order, where their places are known."""
        if self.freed:
            order = order.without(*self.freed)
        is_name = key != "updated_at"
        in_order = sorted(
            self.numbered.items(), key=lambda one: (getattr(one[1], key), one[1].pk),
            reverse=not is_name,
        )  # fmt: skip
        try:
            places = [
                (
                    number,
                    self._number(new, getattr(role, before)),
                    _initial(role, key) if is_name else None,
                )
                for number, role in in_order
            ]
            if self.joined or not all(order.has_item(*place) for place in places):
                order = order.without(*self._not_joined(new))
                for place in places:
                    order = order.with_item(*place)
        except (KeyError, ValueError):  # beside a role that was published since
            return
        new.orders["name" if is_name else "updated", language] = order

    def _not_joined(self, new: "Catalogue") -> Iterable[RoleNumber]:
        """The numbers of the changed roles that were there before."""
        return (new.numbers[pk] for pk in self.rows if pk not in self.joined)

    def _number(self, new: "Catalogue", pk: int | None) -> RoleNumber | None:
        return None if pk is None else new.numbers[RoleId(pk)]

    def _sets_by_initial(
        self, by_initial: Mapping[int, RoleSet], language: str
    ) -> dict[int, RoleSet]:
        initials = {n: _initial(role, f"sort_{language}") for n, role in self.numbered.items()}
        sets = {
            weight: self._with_roles(by_initial.get(weight, RoleSet(0)), initials, weight)
            for weight in by_initial.keys() | set(initials.values())
        }
        return {weight: roles for weight, roles in sets.items() if roles}

    def _with_roles(
        self, roles: RoleSet, values: Mapping[RoleNumber, Any], value: object
    ) -> RoleSet:
        """A set in which the changed roles are that have a value, and none that has left."""
        for number in self.freed:
            roles = with_role(roles, number, is_in=False)
        for number, of_role in values.items():
            roles = with_role(roles, number, is_in=of_role == value)
        return roles

    # --- Stages, terms, titles ---

    def _update_stages(self, new: "Catalogue") -> None:
        stages = {number: role.stage for number, role in self.numbered.items()}
        if any(new.stages[number] != stage for number, stage in stages.items()):
            new.stages = new.stages[:]
            for number, stage in stages.items():
                new.stages[number] = stage
        if old := vars(self.old).get("stage_sets"):
            new.stage_sets = {
                stage: self._with_roles(roles, stages, stage) for stage, roles in old.items()
            }

    def _update_terms(self, new: "Catalogue") -> None:
        for item, terms in ITEMS.items():
            roles = cast("set[RoleId] | None", self.changes.owners(Role, item))
            for term in terms:
                self._update_index(new, term, roles)
        self._update_essential_sets(new)

    def _update_index(
        self, new: "Catalogue", term: type[Any], roles: Collection[RoleId] | None
    ) -> None:
        """Gives changed roles their terms in an index, or lets all be read again."""
        use = TERM_USES[term]
        if (index := vars(self.old).get(use.index)) is None:
            return
        ids = [pk for pk in {*(roles or ()), *self.joined} if pk in new.numbers]
        is_lost = term is Tool and self.changes.touch(Tool)  # its uses go with it, unnoted
        if roles is None or is_lost or len(ids) > MAX_ROLES:
            del vars(new)[use.index]
            return
        is_other = self.changes.touch(term) and term is Skill
        if not (ids or is_other or self.freed):
            return
        named: dict[RoleNumber, set[Any]] = {
            number: set() for number in (*self.freed, *(new.numbers[pk] for pk in ids))
        }
        for pk, role in use.of_roles(roles=ids) if ids else ():
            named[new.numbers[role]].add(pk)
        retired = self._retired(term, index.retired) if is_other else index.retired
        vars(new)[use.index] = index.updated(named, len(new.numbers), new.look_up(term), retired)

    def _retired(self, term: type[Any], before: Collection[TermId]) -> set[TermId]:
        """The retired terms, of which only those that were written are read."""
        written = cast("set[TermId] | None", self.changes.owners(term))
        if written is None:
            return retired_terms(term)
        return ({*before} - written) | retired_terms(term, written)

    def _update_essential_sets(self, new: "Catalogue") -> None:
        sets: LRUCache[RoleSet] | None = vars(new).pop("essential_sets", None)
        roles = cast("set[RoleId] | None", self.changes.owners(Role, RoleSkill))
        if sets is None or roles is None or len(roles) > MAX_ROLES:
            return
        numbers = [new.numbers[pk] for pk in {*roles, *self.joined} if pk in new.numbers]
        pairs = {*_essential(roles=[new.ids[n] for n in numbers])} if numbers else set()
        new.essential_sets = new.essential_sets.with_items(
            {
                skill: self._with_roles(
                    of_skill, {n: (new.ids[n], skill) in pairs for n in numbers}, True
                )
                for skill, of_skill in sets.items.items()
            }
        )

    def _update_titles(self, new: "Catalogue") -> None:
        roles = cast("set[RoleId] | None", self.changes.owners(Role, Role, AlternativeTitle))
        retitled = self.old.retitled | (roles or set())
        if roles is None or len(retitled) > MAX_RETITLED:
            new.titles, retitled = {}, frozenset()
        else:
            new.titles = self.old.titles.copy()
        new.retitled = frozenset(retitled)


def _initial(role: Role, key: str) -> int:
    """The weight of the initial by which a role is sorted."""
    return (bytes(getattr(role, key)) or b"\0")[0]

"""Browsing roles: a choice of filters, its page of roles, and the counts beside further choices."""

from collections.abc import Callable
from dataclasses import dataclass, field

from core.cursors import ListCursor
from core.keyset import KeysetPage
from core.options import Option
from roles.catalogue import catalogue
from roles.facets import FamilyFacet, FamilyTree, StageFacet, TermFacet, TextFacet
from roles.listed import ListedRole, listed_roles
from roles.models import Role
from roles.places import number_after
from roles.role_sets import RoleId, RoleNumber, RoleSet, intersection, to_byte_mask
from skills.models import Skill, Tool
from translations.alphabetical import Letter, letters
from translations.collation import initials

PAGE_SIZE = 30


@dataclass
class Choice:
    """What a reader has chosen: words of titles, the slugs of each facet, words to find further
    skills and tools by, the order, and where the page begins."""

    text: str = ""
    family: list[str] = field(default_factory=list)
    stage: list[str] = field(default_factory=list)
    skill: list[str] = field(default_factory=list)
    tool: list[str] = field(default_factory=list)
    skill_q: str = ""
    tool_q: str = ""
    sort: str = "name"
    letter: str = ""
    after: str = ""
    before: str = ""
    last: str = ""


@dataclass(frozen=True)
class BrowseResult:
    """A page of the roles that match a choice, and the facets for further choices.

    `previous` and `following` are the slugs that the neighbouring pages end before and begin after,
    "" if there is none. `preceding` is the number of roles on earlier pages.
    """

    roles: list[ListedRole]
    previous: str
    following: str
    preceding: int
    total: int
    letters: list[Letter]
    tree: FamilyTree
    facets: dict[str, list[Option]]

    @property
    def text_bytes(self) -> int:
        """About how much text all roles have in the files of the list, going by those shown."""
        shown = sum(role.text_bytes for role in self.roles)
        return shown * self.total // max(len(self.roles), 1)


@dataclass(frozen=True)
class CompareSelection:
    """The roles that are ticked for comparing, on this page of the list or another.

    `unknown` are the slugs of no published role, each as ("compare", slug).
    """

    roles: list[Role]
    unknown: list[tuple[str, str]]

    @property
    def slugs(self) -> set[str]:
        return {role.slug for role in self.roles}


def compare_selection(slugs: list[str]) -> CompareSelection:
    """The roles with the slugs. No query if there are none."""
    roles = list(Role.objects.published().filter(slug__in=slugs).order_by("slug")) if slugs else []
    known = {role.slug for role in roles}
    return CompareSelection(roles, [("compare", slug) for slug in slugs if slug not in known])


class Browser:
    """Computes the result of one choice. Nine queries at most; few if the roles are cached.

    `unknown` are the values of the choice that exist nowhere, as (field, slug); the slugs of facets
    among them are taken out of the choice.
    """

    def __init__(self, choice: Choice, language: str) -> None:
        self.choice = choice
        self.language = language
        self.catalogue = published = catalogue()
        all_roles = published.all_roles
        self.text = TextFacet(published, choice.text, language)
        self.family = FamilyFacet(published, choice.family, language)
        self.stage = StageFacet(published, choice.stage)
        self.skill = TermFacet(Skill, published.skills, choice.skill, all_roles, language)
        self.tool = TermFacet(Tool, published.tools, choice.tool, all_roles, language)
        self.unknown = self._drop_unknown()

    def ids(self) -> list[RoleId]:
        """The ids of all roles that match, in the chosen order, wherever the page begins."""
        order = self.catalogue.order(self.choice.sort, self.language)
        numbers = order.matching(self._filter(self._matching()[0]))
        return [self.catalogue.ids[number] for number in numbers]

    def part(self, cursor: ListCursor | None) -> tuple[list[RoleId], bool, int]:
        """The ids of the roles after a cursor, as many as on a page, or of the first ones; whether
        more follow, and how many match in all. One query."""
        matching = self._matching()[0]
        first = number_after(cursor, self.catalogue) if cursor else None
        if cursor and first is None:
            return [], False, matching.bit_count()
        order = self.catalogue.order(self.choice.sort, self.language)
        page = order.page(PAGE_SIZE, self._filter(matching), at=first)
        ids = [self.catalogue.ids[number] for number in page.items]
        return ids, page.has_following, matching.bit_count()

    def _matching(self) -> tuple[RoleSet, RoleSet, RoleSet]:
        """The roles that match, and those that would with any stage, and with any family."""
        matching_terms = intersection(self.text.roles, self.skill.roles, self.tool.roles)
        in_families = intersection(matching_terms, self.family.roles)
        at_stages = intersection(matching_terms, self.stage.roles)
        return intersection(in_families, at_stages), in_families, at_stages

    def result(self) -> BrowseResult:
        """The roles and the facets."""
        matching, in_families, at_stages = self._matching()
        page, letters = self._page(matching)
        ids = (self.catalogue.ids[number] for number in page.items)
        roles = listed_roles(self.language).get_many(ids)
        return BrowseResult(
            roles=roles,
            previous=roles[0].slug if roles and page.has_previous else "",
            following=roles[-1].slug if roles and page.has_following else "",
            preceding=page.preceding,
            total=matching.bit_count(),
            letters=letters,
            tree=self.family.tree(at_stages),
            facets={
                "stage": self.stage.options(in_families),
                "skill": self.skill.options(matching, self.choice.skill_q),
                "tool": self.tool.options(matching, self.choice.tool_q),
            },
        )

    def _drop_unknown(self) -> list[tuple[str, str]]:
        """Takes slugs that do not exist out of the choice, and returns them with their facets."""
        unknown = []
        facets: dict[str, FamilyFacet | TermFacet] = {
            "family": self.family,
            "skill": self.skill,
            "tool": self.tool,
        }
        for name, facet in facets.items():
            setattr(self.choice, name, [option.slug for option in facet.chosen])
            unknown += [(name, slug) for slug in facet.unknown]
        return unknown

    def _page(self, matching: RoleSet) -> tuple[KeysetPage, list[Letter]]:
        """The numbers of the page's roles, and the letters to jump to if there are more pages."""
        order = self.catalogue.order(self.choice.sort, self.language)
        page = order.page(
            PAGE_SIZE, self._filter(matching), after=self._number_of(self.choice.after, "after"),
            before=self._number_of(self.choice.before, "before"), weight=self._initial(),
            is_last=bool(self.choice.last),
        )  # fmt: skip
        if self.choice.sort != "name" or not (page.has_previous or page.has_following):
            return page, []
        sets = self.catalogue.initial_sets(self.language)
        used = {initial for initial, roles in sets.items() if roles & matching}
        return page, letters(order, self.language, used, page)

    def _filter(self, matching: RoleSet) -> Callable[[int], int] | None:
        """Whether a role number matches; None if all do."""
        if matching == self.catalogue.all_roles:
            return None
        return to_byte_mask(matching, len(self.catalogue.ids)).__getitem__

    def _initial(self) -> int:
        """The initial that the page begins at; 0 for the beginning of the list."""
        if self.choice.sort != "name" or not self.choice.letter:
            return 0
        return initials(self.language)[self.choice.letter].start

    def _number_of(self, slug: str, parameter: str) -> RoleNumber | None:
        """The number of the role that a page is next to. A draft counts as unknown."""
        if not slug:
            return None
        pk = Role.objects.published().filter(slug=slug).values_list("pk", flat=True).first()
        number = self.catalogue.numbers.get(RoleId(pk)) if pk else None
        if number is None:
            self.unknown.append((parameter, slug))
        return number

"""Browsing roles: what is chosen, what is found, and how many each further choice would leave."""

from dataclasses import dataclass, field

from core.keyset import KeysetPage
from roles.catalogue import catalogue
from roles.facets import FamilyFacet, FamilyTree, Option, StageFacet, TextFacet, WordFacet
from roles.listed import ListedRole, listed_roles
from roles.models import Role
from roles.words import flags
from skills.models import Skill, Tool
from translations.alphabetical import Letter, letters
from translations.collation import initials

PAGE_SIZE = 30


@dataclass
class Choice:
    """What a reader has chosen: words of titles, the slugs of each facet, the order, and where the
    page begins."""

    text: str = ""
    family: list[str] = field(default_factory=list)
    stage: list[str] = field(default_factory=list)
    skill: list[str] = field(default_factory=list)
    tool: list[str] = field(default_factory=list)
    sort: str = "name"
    letter: str = ""
    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class Found:
    """A page of the roles that fit a choice, and the facets that lead on from there.

    `previous` and `following` are the slugs to go back before and to go on after, or nothing.
    """

    roles: list[ListedRole]
    previous: str
    following: str
    total: int
    letters: list[Letter]
    tree: FamilyTree
    facets: dict[str, list[Option]]


@dataclass(frozen=True)
class Ticked:
    """The roles that are ticked for comparing, on this page of the list or another."""

    roles: list[Role]
    unknown: list[tuple[str, str]]

    @property
    def slugs(self) -> set[str]:
        return {role.slug for role in self.roles}


def roles_ticked(slugs: list[str]) -> Ticked:
    """What the slugs name; no query if there are none."""
    roles = list(Role.objects.published().filter(slug__in=slugs).order_by("slug")) if slugs else []
    known = {role.slug for role in roles}
    return Ticked(roles, [("compare", slug) for slug in slugs if slug not in known])


class Browser:
    """Answers one choice. Nine queries at most, and few if the same roles were shown lately."""

    def __init__(self, choice: Choice, language: str) -> None:
        self.choice = choice
        self.language = language
        self.catalogue = catalogue()
        everything = self.catalogue.everything
        self.text = TextFacet(self.catalogue, choice.text, language)
        self.family = FamilyFacet(self.catalogue, choice.family, language)
        self.stage = StageFacet(self.catalogue, choice.stage)
        self.skill = WordFacet(Skill, self.catalogue.skills, choice.skill, everything, language)
        self.tool = WordFacet(Tool, self.catalogue.tools, choice.tool, everything, language)
        self.unknown = self._unknown()

    def found(self) -> Found:
        """The roles and the facets."""
        named = self.text.roles & self.skill.roles & self.tool.roles
        fitting = named & self.family.roles & self.stage.roles
        part, letters = self._part(fitting)
        roles = listed_roles(self.language).get_many(
            self.catalogue.ids[item] for item in part.items
        )
        return Found(
            roles=roles,
            previous=roles[0].slug if roles and part.has_previous else "",
            following=roles[-1].slug if roles and part.has_following else "",
            total=fitting.bit_count(),
            letters=letters,
            tree=self.family.tree(named & self.stage.roles),
            facets={
                "stage": self.stage.options(named & self.family.roles),
                "skill": self.skill.options(fitting),
                "tool": self.tool.options(fitting),
            },
        )

    def _unknown(self) -> list[tuple[str, str]]:
        """Slugs that name nothing: (facet, slug). They are taken out of the choice."""
        unknown = []
        for name in ("family", "skill", "tool"):
            facet = getattr(self, name)
            setattr(self.choice, name, [option.slug for option in facet.chosen])
            unknown += [(name, slug) for slug in facet.unknown]
        return unknown

    def _part(self, fitting: int) -> tuple[KeysetPage, list[Letter]]:
        order = self.catalogue.order(self.choice.sort, self.language)
        is_all = fitting == self.catalogue.everything
        fits = None if is_all else flags(fitting, len(self.catalogue.ids)).__getitem__
        by_name = self.choice.sort == "name"
        weight = initials(self.language)[self.choice.letter].start if self.choice.letter else 0
        part = order.page(
            PAGE_SIZE, fits, after=self._number("after"), before=self._number("before"),
            weight=weight if by_name else 0,
        )  # fmt: skip
        if not by_name or not (part.has_previous or part.has_following):
            return part, []
        under = self.catalogue.initials(self.language)
        there = {initial for initial, roles in under.items() if is_all or roles & fitting}
        return part, letters(order, self.language, there, part)

    def _number(self, name: str) -> int | None:
        """The role that the page begins after or ends before. A draft is as unknown as none."""
        if not (slug := getattr(self.choice, name)):
            return None
        pk = Role.objects.published().filter(slug=slug).values_list("pk", flat=True).first()
        if pk not in self.catalogue.numbers:
            self.unknown.append((name, slug))
            return None
        return self.catalogue.numbers[pk]

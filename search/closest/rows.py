"""What an index is made of: the titles of published roles, and what is written about them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from roles.models import AlternativeTitle, Role, RoleFamily, RoleSkill
from skills.models import Skill
from translations.languages import language_codes

FIRST, OTHER = "first", "other"  # kinds of titles
SKILL_WEIGHT = 0.5  # of the name of a skill that a role needs; what describes the role itself: 1
CHUNK = 2_000


class Title(NamedTuple):
    """A title of a role, by the role's primary key: its first one in a language, or another one."""

    role: int
    language: str
    text: str
    kind: str


class Use(NamedTuple):
    """A text that says something about a role: its number among the texts, and its weight."""

    role: int
    text: int
    weight: float


@dataclass
class TitleRows:
    """Titles, titles of families, texts (each once: language, text) and their uses.

    `families` are pairs of a role and the number of a text. All is sorted by `in_order`.
    """

    titles: list[Title] = field(default_factory=list)
    families: list[tuple[int, int]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def number(self, language: str, text: str) -> int:
        """The number of a text."""
        key = (language, text)
        if key not in self._numbers:
            self._numbers[key] = len(self.texts)
            self.texts.append(key)
        return self._numbers[key]

    def add_title(self, title: Title) -> None:
        self.titles.append(title)
        self.add_text(title.role, title.language, title.text)

    def add_family(self, role: int, language: str, text: str) -> None:
        self.families.append((role, self.number(language, text)))
        self.add_text(role, language, text)

    def add_text(self, role: int, language: str, text: str, weight: float = 1.0) -> None:
        self.uses.append(Use(role, self.number(language, text), weight))

    def in_order(self) -> "TitleRows":
        """The same, sorted, so that it does not depend on the order in which it was read."""
        order = sorted(range(len(self.texts)), key=self.texts.__getitem__)
        places = {number: place for place, number in enumerate(order)}
        return TitleRows(
            titles=sorted(set(self.titles)),
            families=sorted({(role, places[number]) for role, number in self.families}),
            texts=[self.texts[number] for number in order],
            uses=sorted(Use(role, places[number], weight) for role, number, weight in self.uses),
        )


def read_rows(using: str) -> TitleRows:
    """All rows of the published roles of a database, in order."""
    rows = TitleRows()
    families = _families_by_role(using)
    _add_titles(rows, using)
    _add_other_titles(rows, families.keys(), using)
    _add_family_titles(rows, families, using)
    _add_skills(rows, families.keys(), using)
    return rows.in_order()


def _families_by_role(using: str) -> dict[int, int]:
    """The family of each published role."""
    roles = Role.objects.using(using).published().order_by()
    return dict(roles.values_list("pk", "family_id"))


def _texts(items: Any, name: str) -> Iterator[tuple[int, str, str]]:
    """The texts of a translated field: primary key, language, text."""
    for code in language_codes():
        written = items.order_by().filter(**{f"{name}_{code}__gt": ""})
        for pk, text in written.values_list("pk", f"{name}_{code}").iterator(CHUNK):
            yield pk, code, text


def _add_titles(rows: TitleRows, using: str) -> None:
    roles = Role.objects.using(using).published()
    for role, code, title in _texts(roles, "title"):
        rows.add_title(Title(role, code, title, FIRST))
    for name in ("summary", "introduction"):
        for role, code, text in _texts(roles, name):
            rows.add_text(role, code, text)


def _add_other_titles(rows: TitleRows, roles: Iterable[int], using: str) -> None:
    """Other titles, hidden ones too: those serve search only."""
    published = set(roles)
    others = AlternativeTitle.objects.using(using).order_by()
    for role, code, title in others.values_list("role", "language", "title").iterator(CHUNK):
        if role in published:
            rows.add_title(Title(role, code, title, OTHER))


def _add_family_titles(rows: TitleRows, families: dict[int, int], using: str) -> None:
    titles: dict[int, list[tuple[str, str]]] = {}
    for family, code, title in _texts(RoleFamily.objects.using(using), "title"):
        titles.setdefault(family, []).append((code, title))
    for role, family in families.items():
        for code, title in titles.get(family, ()):
            rows.add_family(role, code, title)


def _add_skills(rows: TitleRows, roles: Iterable[int], using: str) -> None:
    """The names of essential skills."""
    published, names = set(roles), dict[int, list[tuple[str, str]]]()
    for skill, code, title in _texts(Skill.objects.using(using), "title"):
        names.setdefault(skill, []).append((code, title))
    needs = RoleSkill.objects.using(using).order_by()
    essential = needs.filter(requirement=RoleSkill.Requirement.ESSENTIAL)
    for role, skill in essential.values_list("role", "skill").iterator(CHUNK):
        for code, title in names.get(skill, ()) if role in published else ():
            rows.add_text(role, code, title, SKILL_WEIGHT)

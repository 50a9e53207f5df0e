"""The kinds of concepts: the model each is written to, and how its texts map to our fields."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from classification.concepts import (
    Classification,
    Concept,
    ConceptGroup,
    OccupationConcept,
    SkillConcept,
)
from classification.writing.texts import first_sentence
from roles.models import AlternativeTitle, Role, RoleFamily
from skills.models import Skill, SkillTitle

AnyConcept = TypeVar("AnyConcept", bound=Concept)


@dataclass(frozen=True)
class ConceptKind(Generic[AnyConcept]):
    """A kind of concept and the model it is written to.

    `texts` maps a concept's texts in one language to our fields. `references` maps fields without
    a language to values: a URI, a slug or a choice. `owner` is the foreign key of `titles` to
    `model`, `titles_relation` its reverse.
    """

    name: str
    model: type[RoleFamily] | type[Skill] | type[Role]
    concepts: Callable[[Classification], dict[str, AnyConcept]]
    fields: tuple[str, ...]
    texts: Callable[[dict[str, str]], dict[str, str]]
    references: Callable[[AnyConcept], dict[str, str]]
    titles: type[SkillTitle] | type[AlternativeTitle] | None = None
    owner: str = ""
    titles_relation: str = ""


def _same_texts(texts: dict[str, str]) -> dict[str, str]:
    return texts


def _role_texts(texts: dict[str, str]) -> dict[str, str]:
    description = texts["description"]
    return {
        "title": texts["title"],
        "summary": first_sentence(description),
        "introduction": description,
    }


def _family_references(group: ConceptGroup) -> dict[str, str]:
    return {}


def _role_references(occupation: OccupationConcept) -> dict[str, str]:
    return {"family": occupation.group}


def _skill_references(skill: SkillConcept) -> dict[str, str]:
    return {"group": skill.group, "kind": skill.kind, "reuse": skill.reuse}


FAMILIES = ConceptKind(
    name="families",
    model=RoleFamily,
    concepts=lambda classification: classification.groups,
    fields=("title", "description"),
    texts=_same_texts,
    references=_family_references,
)
SKILLS = ConceptKind(
    name="skills",
    model=Skill,
    concepts=lambda classification: classification.skills,
    fields=("title", "description"),
    texts=_same_texts,
    references=_skill_references,
    titles=SkillTitle,
    owner="skill",
    titles_relation="other_titles",
)
ROLES = ConceptKind(
    name="roles",
    model=Role,
    concepts=lambda classification: classification.occupations,
    fields=("title", "summary", "introduction"),
    texts=_role_texts,
    references=_role_references,
    titles=AlternativeTitle,
    owner="role",
    titles_relation="alternative_titles",
)
# In the order of writing: roles refer to families and skills.
KINDS: tuple[ConceptKind[Any], ...] = (FAMILIES, SKILLS, ROLES)

"""What the concepts of a classification are here: their models, and their texts in our fields."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from classification.concepts import Classification, Concept, Group, Occupation, Skill
from classification.texts import first_sentence
from roles.models import AlternativeTitle, Role, RoleFamily
from skills import models as skills


@dataclass(frozen=True)
class Kind:
    """A model that concepts are written to.

    `texts` turns a concept's texts in one language into our fields. `references` are columns that
    are no texts: by field, the URI or slug of what they point to, or a word.
    """

    name: str
    model: type[models.Model]
    concepts: Callable[[Classification], dict[str, Concept]]
    fields: tuple[str, ...]
    texts: Callable[[dict[str, str]], dict[str, str]]
    references: Callable[[Concept], dict[str, str]]
    titles: type[models.Model] | None = None
    # The field of `titles` that points to the model.
    owner: str = ""


def _plain(texts: dict[str, str]) -> dict[str, str]:
    return texts


def _role_texts(texts: dict[str, str]) -> dict[str, str]:
    description = texts["description"]
    return {
        "title": texts["title"],
        "summary": first_sentence(description),
        "introduction": description,
    }


def _nothing(group: Group) -> dict[str, str]:
    return {}


def _family(occupation: Occupation) -> dict[str, str]:
    return {"family": occupation.group}


def _sort_of_skill(skill: Skill) -> dict[str, str]:
    return {"group": skill.group, "kind": skill.kind, "reuse": skill.reuse}


FAMILIES = Kind(
    "families",
    RoleFamily,
    lambda found: found.groups,
    ("title", "description"),
    _plain,
    _nothing,
)
SKILLS = Kind(
    "skills",
    skills.Skill,
    lambda found: found.skills,
    ("title", "description"),
    _plain,
    _sort_of_skill,
    skills.SkillTitle,
    "skill",
)
ROLES = Kind(
    "roles",
    Role,
    lambda found: found.occupations,
    ("title", "summary", "introduction"),
    _role_texts,
    _family,
    AlternativeTitle,
    "role",
)
KINDS = (FAMILIES, SKILLS, ROLES)

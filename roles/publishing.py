"""What a role needs before it is published, and what is thin in one that may be."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roles.models import Responsibility, RoleSkill
from roles.models.role import RoleQuerySet
from translations.languages import language_codes
from translations.texts import has_text, has_text_somewhere

BASIC_TEXTS = ("title", "summary")
EXAMPLES = 10  # thin roles that are named


@dataclass(frozen=True)
class ThinPoint:
    """What some roles have too little of: how many, and the names of the first."""

    label: str | Promise
    count: int
    examples: list[str]


def is_publishable() -> Q:
    """Filters roles that have what readers need: see `missing_basics`."""
    return reduce(or_, (_has_basics(code) for code in language_codes()))


def _has_basics(language: str) -> Q:
    texts = Q(*(has_text(field, language) for field in BASIC_TEXTS))
    return Q(source_language=language) & texts


def missing_basics(value_of: Callable[[str], Any]) -> list[str]:
    """The columns without which no role is published, and that have no value.

    These are the source language, and title and summary in it.
    """
    language = value_of("source_language")
    if not language:
        return ["source_language"]
    columns = [f"{field}_{language}" for field in BASIC_TEXTS]
    return [column for column in columns if not value_of(column)]


def thin_points(roles: RoleQuerySet) -> list[ThinPoint]:
    """What is thin in some of the roles."""
    conditions = _thin_conditions()
    counts = roles.order_by().aggregate(
        **{name: Count("pk", filter=condition) for name, (_, condition) in conditions.items()}
    )
    return [
        ThinPoint(label, counts[name], [str(role) for role in roles.filter(condition)[:EXAMPLES]])
        for name, (label, condition) in conditions.items()
        if counts[name]
    ]


def lacks_essential_skills() -> Q:
    """Filters roles that have no essential skill."""
    essential = RoleSkill.Requirement.ESSENTIAL
    return Q(~Exists(RoleSkill.objects.filter(role=OuterRef("pk"), requirement=essential)))


def _thin_conditions() -> dict[str, tuple[str | Promise, Q]]:
    responsibilities = Responsibility.objects.filter(role=OuterRef("pk"))
    return {
        "skills": (_("no essential skills"), lacks_essential_skills()),
        "responsibilities": (_("no responsibilities"), Q(~Exists(responsibilities))),
        "introduction": (_("no introduction"), ~has_text_somewhere("introduction")),
    }

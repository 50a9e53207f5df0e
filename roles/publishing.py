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
NO_BASICS: dict[str, str | Promise] = {
    "source_language": _("no source language"),
    "title": _("no title"),
    "summary": _("no summary"),
}
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


def problems(roles: RoleQuerySet) -> dict[int, str]:
    """What keeps each of the roles from being published, by primary key; "" if nothing does.

    A word for each point, between commas: `problem_labels` says them in the reader's language.
    Thin roles are published if that is confirmed for them.
    """
    lacks = {f"lacks_{name}": condition for name, (_, condition) in _thin_conditions().items()}
    texts = [f"{text}_{code}" for text in BASIC_TEXTS for code in language_codes()]
    columns = ("pk", "source_language", "publishes_thin", *texts, *lacks)
    rows = roles.order_by().annotate(**lacks).values(*columns)
    return {row["pk"]: ",".join(_problems(row)) for row in rows}


def _problems(row: dict[str, Any]) -> list[str]:
    missing = missing_basics(row.__getitem__)
    basics = [name if name in NO_BASICS else name.rpartition("_")[0] for name in missing]
    thin = [name for name in _thin_conditions() if row[f"lacks_{name}"]]
    return basics if row["publishes_thin"] else [*basics, *thin]


def problem_labels(problem: str) -> str:
    """What kept a role from being published, e.g. "no summary, no introduction"."""
    labels = NO_BASICS | {name: label for name, (label, _) in _thin_conditions().items()}
    return ", ".join(str(labels[name]) for name in problem.split(",") if name in labels)

"""What somebody can tick: the skills and tools that most roles name, what was typed, what is on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from django.db.models import Q

from careers.typed import skill_titles, tool_names
from roles.catalogue import catalogue
from skills.models import Skill, SkillGroup, Tool
from translations.texts import text_columns

OFFERED_SKILLS = 48
OFFERED_TOOLS = 24


@dataclass(frozen=True)
class Abilities:
    """Skills or tools to tick. `unknown` are slugs that name none that a role names."""

    chosen: list[Any]
    offered: list[Any]
    found: list[Any]
    unknown: list[str]

    @property
    def by_group(self) -> list[tuple[SkillGroup | None, list[Skill]]]:
        """The offered skills by group, in the groups' order, those without one last."""
        ordered = sorted(self.offered, key=_place_of_group)
        return [(skills[0].group, skills) for skills in _runs(ordered)]


def skills(slugs: Sequence[str], typed: str, language: str) -> Abilities:
    """The skills for a reader of a language. One query, and one more for what was typed."""
    words = catalogue().skills
    titles = ("slug", "source_language", *text_columns("title"))
    groups = [f"group__{name}" for name in ("order", *titles)]
    rows = Skill.objects.select_related("group").only("group", f"sort_{language}", *titles, *groups)
    ids = skill_titles(language).having(typed) if typed else []
    return _abilities(rows, slugs, words, OFFERED_SKILLS, ids, f"sort_{language}")


def tools(slugs: Sequence[str], typed: str) -> Abilities:
    """The tools. One query, and one more for what was typed."""
    rows = Tool.objects.only("slug", "name")
    ids = tool_names().having(typed) if typed else []
    return _abilities(rows, slugs, catalogue().tools, OFFERED_TOOLS, ids, "name")


def _abilities(
    rows: Any, slugs: Sequence[str], words: Any, size: int, found: list[int], order: str
) -> Abilities:
    most_named = set(islice(words.popular_sets, size))
    items = [
        item
        for item in rows.filter(Q(slug__in=slugs) | Q(pk__in=most_named))
        if item.pk in words.counts
    ]
    chosen = sorted((i for i in items if i.slug in slugs), key=lambda i: slugs.index(i.slug))
    there = {item.pk for item in chosen}
    typed = rows.in_bulk([pk for pk in found if pk not in there]) if found else {}
    return Abilities(
        chosen=chosen,
        offered=sorted(
            (i for i in items if i.pk not in there and i.pk not in typed),
            key=lambda item: (getattr(item, order), item.pk),
        ),
        found=[typed[pk] for pk in found if pk in typed],
        unknown=[slug for slug in slugs if slug not in {item.slug for item in chosen}],
    )


def _runs(skills: Iterable[Skill]) -> list[list[Skill]]:
    return [list(run) for _, run in groupby(skills, lambda skill: skill.group_id)]


def _place_of_group(skill: Skill) -> tuple[bool, int, int]:
    group = skill.group
    return (group is None, group.order if group else 0, group.pk if group else 0)

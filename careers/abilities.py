"""The skills and tools that a reader can tick: chosen, common, and matching a typed text."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice
from typing import Generic, TypeVar

from careers.ticked import IS_NAMED, in_order_of_names, named
from core.prepared import PreparedQuery
from roles.catalogue import catalogue
from skills.finding import find_terms
from skills.models import Skill, SkillGroup, Tool
from translations.texts import text_columns

OFFERED_SKILLS = 48
OFFERED_TOOLS = 24
TITLED = ("slug", "source_language", *text_columns("title"))

Ability = TypeVar("Ability", Skill, Tool)


@dataclass(frozen=True)
class Abilities(Generic[Ability]):
    """Skills or tools to tick. `unknown` are names of none that a published role uses."""

    chosen: list[Ability]
    offered: list[Ability]
    matches: list[Ability]
    unknown: list[str]

    @property
    def by_group(self: "Abilities[Skill]") -> list[tuple[SkillGroup | None, list[Skill]]]:
        """The offered skills by group, in the groups' order, those without one last."""
        ordered = sorted(self.offered, key=_group_rank)
        runs = (list(run) for _, run in groupby(ordered, lambda skill: skill.group_id))
        return [(skills[0].group, skills) for skills in runs]


@cache
def _skills(sort_column: str) -> PreparedQuery[Skill]:
    group_columns = [f"group__{name}" for name in ("order", *TITLED)]
    columns = ("group", sort_column, *TITLED, *group_columns)
    return PreparedQuery(
        Skill, lambda found: found.filter(IS_NAMED).select_related("group").only(*columns)
    )


_tools = PreparedQuery(Tool, lambda found: found.filter(IS_NAMED).only("slug", "name"))


def skills(names: Sequence[str], typed: str, language: str) -> Abilities[Skill]:
    """The skills for a reader of a language. One query, and those of search for a typed text."""
    usage, sort_column = catalogue().skills, f"sort_{language}"
    common_ids = islice(usage.popular_sets, OFFERED_SKILLS)
    match_ids = find_terms(typed, language, Skill)
    read = _skills(sort_column)
    return _abilities(Skill, read, names, common_ids, usage.counts, match_ids, sort_column)


def tools(names: Sequence[str], typed: str, language: str) -> Abilities[Tool]:
    """The tools. One query, and those of search for a typed text."""
    usage = catalogue().tools
    common_ids = islice(usage.popular_sets, OFFERED_TOOLS)
    match_ids = find_terms(typed, language, Tool)
    return _abilities(Tool, _tools, names, common_ids, usage.counts, match_ids, "name")


def _abilities(
    model: type[Ability],
    read: PreparedQuery[Ability],
    names: Sequence[str],
    common_ids: Iterable[int],
    used_ids: Collection[int],
    match_ids: list[int],
    sort_column: str,
) -> Abilities[Ability]:
    """`common_ids` are offered to everybody; `used_ids` are all that published roles use."""
    candidates = read(**named(model, names, common_ids))
    used = [item for item in candidates if item.pk in used_ids]
    chosen, unknown = in_order_of_names(used, names)
    matches = _matches(read, [pk for pk in match_ids if pk in used_ids], chosen)
    others = set(used).difference(chosen, matches)
    return Abilities(
        chosen=chosen,
        offered=sorted(others, key=lambda item: (getattr(item, sort_column), item.pk)),
        matches=matches,
        unknown=unknown,
    )


def _matches(
    read: PreparedQuery[Ability], match_ids: list[int], chosen: list[Ability]
) -> list[Ability]:
    """The objects of `match_ids` that are not chosen. One query, none without ids."""
    chosen_ids = {item.pk for item in chosen}
    ids = [pk for pk in match_ids if pk not in chosen_ids]
    by_id = {item.pk: item for item in read(ids=ids, slugs=[])} if ids else {}
    return [by_id[pk] for pk in ids if pk in by_id]


def _group_rank(skill: Skill) -> tuple[bool, int, int]:
    group = skill.group
    return (group is None, group.order if group else 0, group.pk if group else 0)

"""What a reader has ticked: the skills and tools that an address names, by short id or by slug.

Several pages keep them: finding roles, planning a move, comparing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Q

from core.forms import QueryForm
from core.prepared import PreparedQuery, QueryParam
from skills.models import Skill, Tool
from skills.short_ids import MARK, short_ids
from translations.texts import text_columns

Ability = TypeVar("Ability", bound=Skill | Tool)


@dataclass(frozen=True)
class Ticked:
    """The skills and tools that a reader has ticked."""

    skills: list[Skill] = field(default_factory=list)
    tools: list[Tool] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.skills or self.tools)

    @cached_property
    def parameters(self) -> dict[str, list[str]]:
        """The parameters with which an address names them."""
        return {
            "skill": [name_in_address(skill) for skill in self.skills],
            "tool": [name_in_address(tool) for tool in self.tools],
        }

    @cached_property
    def encoded(self) -> str:
        """The same as an URL-encoded query; a page has dozens of links that keep what is ticked."""
        return urlencode(self.parameters, doseq=True)


def ticked_in(form: QueryForm) -> Ticked:
    """The skills and tools that a form's address names. A query for each kind that it names."""
    skill_names, tool_names = form.chosen["skill"], form.chosen["tool"]
    skills, unknown_skills = in_order_of_names(
        _skills(**named(Skill, skill_names)) if skill_names else (), skill_names
    )
    tools, unknown_tools = in_order_of_names(
        _tools(**named(Tool, tool_names)) if tool_names else (), tool_names
    )
    return keep(form, Ticked(skills, tools), unknown_skills, unknown_tools)


def keep(
    form: QueryForm, ticked: Ticked, unknown_skills: list[str], unknown_tools: list[str]
) -> Ticked:
    """Lets the links of a form's page name what is ticked, and lists the unknown as ignored."""
    form.chosen |= ticked.parameters
    for name in unknown_skills:
        form.ignore("skill", name)
    for name in unknown_tools:
        form.ignore("tool", name)
    return ticked


def name_in_address(item: Skill | Tool) -> str:
    """What addresses call a skill or a tool."""
    return short_ids(type(item)).of(item.slug)


# The condition on a skill or a tool of a prepared query that an address names it, or that it is
# one of others. Its parameters are those of `named`.
IS_NAMED = Q(pk__in=QueryParam("ids")) | Q(slug__in=QueryParam("slugs"))


def named(
    model: type[Skill] | type[Tool], names: Sequence[str], others: Iterable[int] = ()
) -> dict[str, list[Any]]:
    """The ids of what an address names by short ids, with those of others, and the slugs."""
    ids, slugs, of_short = [*others], dict[str, None](), short_ids(model)
    for name in names:
        if not name.startswith(MARK):
            slugs |= {name: None, name.lower(): None}
        elif pk := of_short.pk(name):
            ids.append(pk)
    return {"ids": ids, "slugs": [*slugs]}


def in_order_of_names(
    items: Iterable[Ability], names: Sequence[str]
) -> tuple[list[Ability], list[str]]:
    """Those of some skills or tools that an address names, each once; and names of none of them."""
    by_name: dict[str, Ability] = {}
    for item in items:
        by_name[item.slug] = by_name[name_in_address(item)] = item
    found: dict[str, Ability | None] = {
        name: by_name.get(name) or by_name.get(name.lower()) for name in names
    }
    unknown = [name for name, item in found.items() if item is None]
    return [*dict.fromkeys(item for item in found.values() if item)], unknown


_skills = PreparedQuery(
    Skill,
    lambda _: (
        Skill.visible().filter(IS_NAMED).only("slug", "source_language", *text_columns("title"))
    ),
)
_tools = PreparedQuery(Tool, lambda _: Tool.visible().filter(IS_NAMED).only("slug", "name"))

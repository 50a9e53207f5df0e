"""What a reader has ticked: the skills and tools that an address names, by short id or by slug.

Several pages keep them: finding roles, planning a move, comparing.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import Q

from skills.models import Skill, Tool
from skills.short_ids import MARK, short_ids

Ability = TypeVar("Ability", Skill, Tool)


def name_in_address(item: Skill | Tool) -> str:
    """What addresses call a skill or a tool."""
    return short_ids(type(item)).of(item.slug)


def is_named(model: type[Skill] | type[Tool], names: Sequence[str]) -> Q:
    """The condition on a skill or a tool that it is one of those that an address names."""
    short, slugs = [], set()
    for name in names:
        if name.startswith(MARK):
            short.append(name)
        else:
            slugs |= {name, name.lower()}
    ids = short_ids(model)
    return Q(pk__in=[pk for name in short if (pk := ids.pk(name))]) | Q(slug__in=slugs)


def in_order_of_names(
    items: Iterable[Ability], names: Sequence[str]
) -> tuple[list[Ability], list[str]]:
    """Those of some skills or tools that an address names, each once; and names of none of them."""
    by_name: dict[str, Ability] = {}
    for item in items:
        by_name[item.slug] = by_name[name_in_address(item)] = item
    found = {name: by_name.get(name) or by_name.get(name.lower()) for name in names}
    unknown = [name for name, item in found.items() if item is None]
    return [*dict.fromkeys(item for item in found.values() if item)], unknown

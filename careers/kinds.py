"""The career steps of a role as a kind of items on its page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from careers.models import LEAN_POSITION, CareerStep, StepKind
from roles.models import Role
from roles.registry import ItemKind, register_kind
from translations.texts import Text


@dataclass(frozen=True)
class CareerSection:
    """What the section shows: the way up, the lowest step first; other moves; a text on growth."""

    ladder: list[CareerStep]
    other_moves: list[CareerStep]
    growth: Text

    def __bool__(self) -> bool:
        return bool(self.ladder or self.other_moves or self.growth)


def career_section(role: Role) -> CareerSection:
    """The career steps of a role whose details are read."""
    steps: list[CareerStep] = list(role.all_of("career_steps"))
    return CareerSection(
        ladder=[step for step in steps if step.kind == StepKind.UPWARD and step.visible_positions],
        other_moves=[step for step in steps if step.kind != StepKind.UPWARD],
        growth=role.t.growth,
    )


def _with_positions(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The positions of steps, with the roles whose titles they show."""
    columns = (f"position__{name}" for name in LEAN_POSITION)
    return (
        rows.select_related("position__role")
        .only("careerstep", "position", *columns)
        .order_by("position__slug")
    )


register_kind(
    ItemKind(
        model=CareerStep,
        section="career",
        heading=_("Career"),
        place=50,
        title="",
        many={"positions": _with_positions},
        template="careers/role_section.html",
        content=career_section,
        count=lambda section: len(section.ladder),
        compare_heading=_("Career steps"),
    )
)

"""Plans of moves, and roles that fit, as answers have them."""

from collections.abc import Callable, Iterable
from typing import Any

from api.computed_schemas import (
    FitData,
    PartKnown,
    PayData,
    PlanData,
    RequirementData,
    RolePayData,
    RouteData,
    RungData,
    SkillChanges,
    TermChanges,
    ToolingChanges,
    ToolingData,
)
from api.writer import Writer, iso, share
from careers.find import FitPart, RoleFit
from careers.models import CareerStep
from careers.move import Changes, MovePlan, MoveRoute, Tooling
from roles.models import PayRange, RoleSkill
from roles.pay import PayTable


def plan_data(writer: Writer, plan: MovePlan) -> PlanData:
    """The plan of a move."""
    return PlanData(
        origin=writer.optional_term(plan.origin),
        target=writer.term(plan.target),
        met=share(plan.met),
        skills=_skills(writer, plan.skills),
        tools=ToolingChanges(
            carried=_toolings(writer, plan.tools.carried),
            new=_toolings(writer, plan.tools.new),
            left=_toolings(writer, plan.tools.left),
        ),
        areas=_terms(writer, plan.areas, lambda of_area: of_area.items[0].area),
        metrics=_terms(writer, plan.metrics, lambda item: item.metric),
        route=_route(writer, plan.route) if plan.route else None,
        pay=[
            RolePayData(role=writer.term(role), ranges=_pay(writer, tables))
            for role, tables in plan.pay
        ],
        unused=[writer.term(skill) for skill in plan.unused],
    )


def _skills(writer: Writer, skills: Changes[RoleSkill]) -> SkillChanges:
    return SkillChanges(
        carried=_requirements(writer, skills.carried),
        gained=_requirements(writer, skills.gained),
        new=_requirements(writer, skills.new),
        left=_requirements(writer, skills.left),
    )


def _requirements(writer: Writer, items: Iterable[RoleSkill]) -> list[RequirementData]:
    return [
        RequirementData(
            skill=writer.term(item.skill),
            requirement=item.requirement,
            text=writer.text(item, "context"),
        )
        for item in items
    ]


def _toolings(writer: Writer, toolings: Iterable[Tooling]) -> list[ToolingData]:
    return [
        ToolingData(
            category=writer.term(tooling.use.category),
            known=[writer.product(tool) for tool in tooling.known],
            new=[writer.product(tool) for tool in tooling.new],
        )
        for tooling in toolings
    ]


def _terms(writer: Writer, changes: Changes[Any], term_of: Callable[[Any], Any]) -> TermChanges:
    return TermChanges(
        carried=[writer.term(term_of(item)) for item in changes.carried],
        new=[writer.term(term_of(item)) for item in changes.new],
        left=[writer.term(term_of(item)) for item in changes.left],
    )


def _route(writer: Writer, route: MoveRoute) -> RouteData:
    return RouteData(
        ladder=writer.term(route.ladder_role),
        steps=[_rung(writer, step) for step in route.steps],
    )


def _rung(writer: Writer, step: CareerStep) -> RungData:
    return RungData(
        stage=step.stage or None,
        positions=[writer.term(position) for position in step.visible_positions],
        advice=writer.text(step, "advice"),
    )


def _pay(writer: Writer, tables: Iterable[PayTable]) -> list[PayData]:
    bars = (bar for table in tables for _place, bars in table.places for bar in bars)
    return [_pay_range(writer, bar.pay) for bar in bars]


def _pay_range(writer: Writer, pay: PayRange) -> PayData:
    return PayData(
        place=writer.text(pay, "place"),
        audience=writer.text(pay, "audience"),
        currency=pay.currency,
        period=pay.period,
        minimum=pay.minimum,
        maximum=pay.maximum,
        as_of=iso(pay.as_of),
    )


def fit_data(writer: Writer, fit: RoleFit) -> FitData:
    """A role that fits, and why."""
    return FitData(
        role=writer.term(fit.role),
        family=writer.term(fit.role.family),
        stage=fit.role.stage or None,
        met=share(fit.met),
        essential=_known(fit.essential),
        useful=_known(fit.useful),
        tool_categories=_known(fit.categories),
        missing=[writer.term(skill) for skill in fit.missing],
    )


def _known(part: FitPart) -> PartKnown:
    return PartKnown(known=part.known, all=part.all)

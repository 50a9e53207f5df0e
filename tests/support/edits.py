"""Random edits of all kinds, as editors, imports and the clock make them."""

from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Any

from django.db import IntegrityError, models, transaction

from careers.models import CareerStep, Position
from core.content_version import raise_version
from roles.models import (
    AlternativeTitle,
    Responsibility,
    Role,
    RoleFamily,
    RoleMetric,
    RoleSkill,
    Stage,
    ToolUse,
)
from skills.models import Metric, Skill, SkillGroup, SkillKind, Tool, ToolCategory
from sources.models import Source
from tests.support import factories
from translations.languages import language_codes

WORDS = ("lead", "care", "änkyrä", "Ødegård", "łódź", "zoo", "Åse", "data", "Über", "")
Edit = Callable[[Random], object]
EDITS: list[Edit] = []


def edit(function: Edit) -> Edit:
    EDITS.append(function)
    return function


def one(random: Random, model: type[models.Model]) -> Any:
    """An object of a model; makes one where there is none."""
    pks = [*model._base_manager.order_by("pk").values_list("pk", flat=True)]
    if not pks:
        return getattr(factories, f"{model.__name__}Factory")()
    return model._base_manager.get(pk=random.choice(pks))


def text(random: Random) -> str:
    return f"{random.choice(WORDS)} {random.choice(WORDS)}".strip()


def languages(random: Random) -> list[str]:
    return random.sample(language_codes(), random.randint(1, 3))


def retitle(random: Random, item: Any) -> None:
    for code in languages(random):
        setattr(item, f"title_{code}", text(random))
    item.title_en = item.title_en or "Something"
    item.save()


@edit
def make_role(random: Random) -> None:
    status = random.choice(["published", "published", "draft", "retired"])
    maker = factories.DraftFactory if status == "draft" else factories.RoleFactory
    maker(family=one(random, RoleFamily), status=status, stage=random.choice(["", *Stage.values]))


@edit
def retitle_role(random: Random) -> None:
    retitle(random, one(random, Role))


@edit
def write_text_of_role(random: Random) -> None:
    role = one(random, Role)
    for code in languages(random):
        setattr(role, f"introduction_{code}", text(random))
    role.save()
    role.touch()


@edit
def set_stage(random: Random) -> None:
    role = one(random, Role)
    role.stage = random.choice(["", *Stage.values])
    role.save(update_fields=random.choice([None, ["stage"]]))


@edit
def set_status(random: Random) -> None:
    role = one(random, Role)
    role.status = random.choice(Role.Status.values)
    role.save()


@edit
def publish_drafts(random: Random) -> None:
    Role.objects.filter(pk__gt=one(random, Role).pk).publish()


@edit
def move_role(random: Random) -> None:
    role = one(random, Role)
    role.family = one(random, RoleFamily)
    role.save()


@edit
def delete_role(random: Random) -> None:
    one(random, Role).delete()


@edit
def touch_role(random: Random) -> None:
    one(random, Role).touch()


@edit
def write_many_roles(random: Random) -> None:
    Role.objects.filter(pk__lte=one(random, Role).pk).update(stage=random.choice(Stage.values))


@edit
def give_skill(random: Random) -> None:
    RoleSkill.objects.create(
        role=one(random, Role),
        skill=one(random, Skill),
        requirement=random.choice(RoleSkill.Requirement.values),
        order=random.randint(0, 9),
    )


@edit
def write_role_skill(random: Random) -> None:
    item = one(random, RoleSkill)
    item.requirement = random.choice(RoleSkill.Requirement.values)
    item.context_en, item.context_fi = text(random), text(random)
    item.save()


@edit
def move_role_skill(random: Random) -> None:
    RoleSkill.objects.filter(pk=one(random, RoleSkill).pk).update(role=one(random, Role))


@edit
def take_skills(random: Random) -> None:
    role = one(random, Role)
    random.choice([role.role_skills.all(), role.role_skills.filter(requirement="useful")]).delete()


@edit
def give_tools(random: Random) -> None:
    role, category = one(random, Role), one(random, ToolCategory)
    use, _ = ToolUse.objects.get_or_create(role=role, category=category)
    use.tools.set({one(random, Tool), one(random, Tool)})


@edit
def take_tool(random: Random) -> None:
    one(random, Tool).tool_uses.clear()


@edit
def delete_tool(random: Random) -> None:
    one(random, Tool).delete()


@edit
def delete_tool_use(random: Random) -> None:
    one(random, ToolUse).delete()


@edit
def give_metric(random: Random) -> None:
    RoleMetric.objects.create(role=one(random, Role), metric=one(random, Metric))


@edit
def take_metric(random: Random) -> None:
    one(random, RoleMetric).delete()


@edit
def give_responsibility(random: Random) -> None:
    factories.ResponsibilityFactory(role=one(random, Role), title_fi=text(random))


@edit
def take_responsibility(random: Random) -> None:
    one(random, Responsibility).delete()


@edit
def give_alternative_title(random: Random) -> None:
    factories.AlternativeTitleFactory(
        role=one(random, Role), language=random.choice(language_codes()), title=text(random) or "x"
    )


@edit
def take_alternative_title(random: Random) -> None:
    one(random, AlternativeTitle).delete()


@edit
def make_term(random: Random) -> None:
    random.choice(
        [
            factories.SkillFactory,
            factories.ToolFactory,
            factories.ToolCategoryFactory,
            factories.MetricFactory,
        ]
    )()


@edit
def retitle_term(random: Random) -> None:
    retitle(random, one(random, random.choice([Skill, ToolCategory, Metric, SkillGroup])))


@edit
def rename_tool(random: Random) -> None:
    tool = one(random, Tool)
    tool.name = f"{text(random)} {tool.pk}"
    tool.save()


@edit
def write_skill(random: Random) -> None:
    skill = one(random, Skill)
    skill.group = random.choice([None, one(random, SkillGroup)])
    skill.kind = random.choice(SkillKind.values)
    skill.reuse = random.choice(Skill.Reuse.values)
    skill.description_fi = text(random)
    skill.is_retired = random.random() < 0.3
    skill.save()


@edit
def change_slug(random: Random) -> None:
    item = one(random, random.choice([Role, Skill, Tool, RoleFamily]))
    item.slug = f"{item.slug[:50]}-{random.randint(0, 99)}"
    item.save()


@edit
def delete_skill(random: Random) -> None:
    with suppress(models.ProtectedError):
        one(random, Skill).delete()


@edit
def make_family(random: Random) -> None:
    factories.RoleFamilyFactory(parent=random.choice([None, one(random, RoleFamily)]))


@edit
def write_family(random: Random) -> None:
    retitle(random, one(random, RoleFamily))


@edit
def move_family(random: Random) -> None:
    family, parent = one(random, RoleFamily), one(random, RoleFamily)
    if not parent.path.startswith(family.path):
        family.parent = parent
        family.save()


@edit
def write_step(random: Random) -> None:
    step = factories.CareerStepFactory(role=one(random, Role))
    step.positions.set([one(random, Position)])


@edit
def write_position(random: Random) -> None:
    position = one(random, Position)
    role = random.choice([None, one(random, Role)])
    if role is None or not Position.objects.filter(role=role).exists():
        position.role = role
        position.title_en = "A job"
        position.save()


@edit
def delete_position(random: Random) -> None:
    one(random, Position).delete()
    CareerStep.objects.filter(positions=None).delete()


@edit
def write_source(random: Random) -> None:
    source = one(random, Source)
    source.acknowledgement_en = text(random)
    source.save()
    factories.cite(one(random, Role), source)


@edit
def write_unseen(random: Random) -> None:
    models.QuerySet(Role).filter(pk=one(random, Role).pk).update(stage="lead")
    raise_version()


def make_edits(random: Random) -> None:
    """One to three edits, in a transaction of which a part, or all, may be rolled back."""
    for _ in range(random.choice([1, 1, 2, 3])):
        with suppress(IntegrityError, ZeroDivisionError), transaction.atomic():
            random.choice(EDITS)(random)
            if random.random() < 0.1:
                raise ZeroDivisionError

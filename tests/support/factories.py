"""Plain objects for tests. A text is given once and written in all four languages.

`SkillFactory(title="Empathy")` has the titles "Empathy en", "Empathy fi" and so on; with
`title_fi=""` beside it, the Finnish one is missing.
"""

from datetime import UTC, datetime
from typing import Any

import factory
from django.db.models import Model

from accounts.models import User
from careers import models as careers
from roles import models as roles
from skills import models as skills
from sources import models as sources
from translations.languages import language_codes
from translations.models import TranslatedContent

PUBLISHED_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


class ContentFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    @classmethod
    def _adjust_kwargs(cls, **given: Any) -> dict[str, Any]:
        for field in cls._meta.model.translated_fields():
            text = given.pop(field, "")
            for code in language_codes():
                given.setdefault(f"{field}_{code}", in_language(text, code))
        return given


def in_language(text: str, code: str) -> str:
    """What is written for a text in a language: the code after each line that is not blank."""
    return "\n".join(line and f"{line} {code}" for line in text.splitlines())


class SkillGroupFactory(ContentFactory):
    class Meta:
        model = skills.SkillGroup

    slug = factory.Sequence("group-{}".format)
    title = factory.Sequence("Group {}".format)


class SkillFactory(ContentFactory):
    class Meta:
        model = skills.Skill

    slug = factory.Sequence("skill-{}".format)
    group = factory.SubFactory(SkillGroupFactory)
    title = factory.Sequence("Skill {}".format)


class SkillTitleFactory(ContentFactory):
    class Meta:
        model = skills.SkillTitle

    skill = factory.SubFactory(SkillFactory)
    language = "en"
    title = factory.Sequence("Skill title {}".format)


class ToolCategoryFactory(ContentFactory):
    class Meta:
        model = skills.ToolCategory

    slug = factory.Sequence("category-{}".format)
    title = factory.Sequence("Category {}".format)


class ToolFactory(ContentFactory):
    class Meta:
        model = skills.Tool

    slug = factory.Sequence("tool-{}".format)
    name = factory.Sequence("Tool {}".format)


class MetricFactory(ContentFactory):
    class Meta:
        model = skills.Metric

    slug = factory.Sequence("metric-{}".format)
    unit = "percent"
    rise = "better"
    title = factory.Sequence("Metric {}".format)


class RoleFamilyFactory(ContentFactory):
    class Meta:
        model = roles.RoleFamily

    slug = factory.Sequence("family-{}".format)
    title = factory.Sequence("Family {}".format)


class RoleFactory(ContentFactory):
    """A published role with nothing on its page but its title."""

    class Meta:
        model = roles.Role

    slug = factory.Sequence("role-{}".format)
    family = factory.SubFactory(RoleFamilyFactory)
    status = "published"
    published_at = PUBLISHED_AT
    updated_at = PUBLISHED_AT
    title = factory.Sequence("Role {}".format)


class DraftFactory(RoleFactory):
    status = "draft"
    published_at = None


class AlternativeTitleFactory(ContentFactory):
    class Meta:
        model = roles.AlternativeTitle

    role = factory.SubFactory(RoleFactory)
    language = "en"
    title = factory.Sequence("Other title {}".format)


class ResponsibilityAreaFactory(ContentFactory):
    class Meta:
        model = roles.ResponsibilityArea

    slug = factory.Sequence("area-{}".format)
    title = factory.Sequence("Area {}".format)


class ResponsibilityFactory(ContentFactory):
    class Meta:
        model = roles.Responsibility

    role = factory.SubFactory(RoleFactory)
    key = factory.Sequence("responsibility-{}".format)
    order = factory.Sequence(int)
    area = factory.SubFactory(ResponsibilityAreaFactory)
    title = factory.Sequence("Responsibility {}".format)


class RoleSkillFactory(ContentFactory):
    class Meta:
        model = roles.RoleSkill

    role = factory.SubFactory(RoleFactory)
    skill = factory.SubFactory(SkillFactory)
    order = factory.Sequence(int)


class ToolUseFactory(ContentFactory):
    class Meta:
        model = roles.ToolUse
        skip_postgeneration_save = True

    role = factory.SubFactory(RoleFactory)
    category = factory.SubFactory(ToolCategoryFactory)
    order = factory.Sequence(int)

    @factory.post_generation
    def tools(use: Model, created: bool, tools: list[skills.Tool] | None) -> None:
        use.tools.set(tools or [])


class RoleMetricFactory(ContentFactory):
    class Meta:
        model = roles.RoleMetric

    role = factory.SubFactory(RoleFactory)
    metric = factory.SubFactory(MetricFactory)
    order = factory.Sequence(int)


class PayRangeFactory(ContentFactory):
    class Meta:
        model = roles.PayRange

    role = factory.SubFactory(RoleFactory)
    key = factory.Sequence("pay-{}".format)
    order = factory.Sequence(int)
    place = factory.Sequence("Place {}".format)
    currency = "EUR"
    minimum = 30_000
    maximum = 50_000


class BestPracticeFactory(ContentFactory):
    class Meta:
        model = roles.BestPractice

    role = factory.SubFactory(RoleFactory)
    key = factory.Sequence("practice-{}".format)
    order = factory.Sequence(int)
    title = factory.Sequence("Practice {}".format)


class QuestionFactory(ContentFactory):
    class Meta:
        model = roles.Question

    role = factory.SubFactory(RoleFactory)
    key = factory.Sequence("question-{}".format)
    order = factory.Sequence(int)
    question = factory.Sequence("Question {}?".format)
    answer = factory.Sequence("Answer {}.".format)


class RelatedRoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = roles.RelatedRole

    role = factory.SubFactory(RoleFactory)
    other = factory.SubFactory(RoleFactory)
    nearness = 0.5
    share = 0.5
    shared_skills = 1


class PositionFactory(ContentFactory):
    class Meta:
        model = careers.Position

    slug = factory.Sequence("position-{}".format)
    lane = "service"
    title = factory.Sequence("Position {}".format)


class CareerStepFactory(ContentFactory):
    class Meta:
        model = careers.CareerStep
        skip_postgeneration_save = True

    role = factory.SubFactory(RoleFactory)
    key = factory.Sequence("step-{}".format)
    order = factory.Sequence(int)
    advice = factory.Sequence("Advice {}.".format)

    @factory.post_generation
    def positions(step: Model, created: bool, positions: list[careers.Position] | None) -> None:
        step.positions.set(positions or [])


class SourceFactory(ContentFactory):
    class Meta:
        model = sources.Source

    slug = factory.Sequence("source-{}".format)
    language = "fi"
    title = factory.Sequence("Lähde {}".format)
    publisher = "Publisher"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence("user-{}".format)
    is_staff = True


def cite(item: TranslatedContent, source: sources.Source, field: str = "") -> sources.Citation:
    """Says that an item, or one field of it, rests on a source."""
    return sources.Citation.objects.create(about=item, source=source, field=field)


def add_items(role: roles.Role, number: int = 1) -> roles.Role:
    """The same role with so many items of every kind on its page, each with a source."""
    for _ in range(number):
        items = [
            ResponsibilityFactory(role=role, description="Description", tasks="Task one\nTask two"),
            RoleSkillFactory(role=role, context="Context", points="Point one\nPoint two"),
            ToolUseFactory(role=role, purpose="Purpose", tools=[ToolFactory()]),
            RoleMetricFactory(role=role, context="Context"),
            PayRangeFactory(role=role, audience="Everyone"),
            BestPracticeFactory(role=role, description="Description", points="Point"),
            QuestionFactory(role=role),
            CareerStepFactory(role=role, positions=[PositionFactory()]),
        ]
        for item in items:
            cite(item, SourceFactory())
        AlternativeTitleFactory(role=role)
    return role

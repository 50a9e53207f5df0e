from modeltranslation.translator import TranslationOptions, register

from roles.models import Role, RoleFamily, items


@register(RoleFamily)
class RoleFamilyTranslation(TranslationOptions):
    fields = ("title", "description")


@register(Role)
class RoleTranslation(TranslationOptions):
    fields = (
        "title",
        "summary",
        "introduction",
        "conclusion",
        "experience",
        "growth",
        "pay_note",
    )


@register(items.ResponsibilityArea)
class ResponsibilityAreaTranslation(TranslationOptions):
    fields = ("title",)


@register(items.Responsibility)
class ResponsibilityTranslation(TranslationOptions):
    fields = ("title", "description", "tasks")


@register(items.RoleSkill)
class RoleSkillTranslation(TranslationOptions):
    fields = ("context", "points")


@register(items.ToolUse)
class ToolUseTranslation(TranslationOptions):
    fields = ("purpose",)


@register(items.RoleMetric)
class RoleMetricTranslation(TranslationOptions):
    fields = ("context",)


@register(items.PayRange)
class PayRangeTranslation(TranslationOptions):
    fields = ("place", "audience")


@register(items.BestPractice)
class BestPracticeTranslation(TranslationOptions):
    fields = ("title", "description", "points")


@register(items.Question)
class QuestionTranslation(TranslationOptions):
    fields = ("question", "answer")

from modeltranslation.translator import TranslationOptions, register

from roles import models


@register(models.RoleFamily)
class RoleFamilyTranslation(TranslationOptions):
    fields = ("title", "description")


@register(models.Role)
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


@register(models.ResponsibilityArea)
class ResponsibilityAreaTranslation(TranslationOptions):
    fields = ("title",)


@register(models.Responsibility)
class ResponsibilityTranslation(TranslationOptions):
    fields = ("title", "description", "tasks")


@register(models.RoleSkill)
class RoleSkillTranslation(TranslationOptions):
    fields = ("context", "points")


@register(models.ToolUse)
class ToolUseTranslation(TranslationOptions):
    fields = ("purpose",)


@register(models.RoleMetric)
class RoleMetricTranslation(TranslationOptions):
    fields = ("context",)


@register(models.PayRange)
class PayRangeTranslation(TranslationOptions):
    fields = ("place", "audience")


@register(models.BestPractice)
class BestPracticeTranslation(TranslationOptions):
    fields = ("title", "description", "points")


@register(models.Question)
class QuestionTranslation(TranslationOptions):
    fields = ("question", "answer")

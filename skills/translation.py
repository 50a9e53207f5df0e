from modeltranslation.translator import TranslationOptions, register

from skills.models import Metric, Skill, SkillGroup, ToolCategory


@register(SkillGroup)
class SkillGroupTranslation(TranslationOptions):
    fields = ("title",)


@register(Skill)
class SkillTranslation(TranslationOptions):
    fields = ("title", "description")


@register(ToolCategory)
class ToolCategoryTranslation(TranslationOptions):
    fields = ("title", "description")


@register(Metric)
class MetricTranslation(TranslationOptions):
    fields = ("title", "definition")

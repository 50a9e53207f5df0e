from modeltranslation.translator import TranslationOptions, register

from careers.models import CareerStep, Position


@register(Position)
class PositionTranslation(TranslationOptions):
    fields = ("title",)


@register(CareerStep)
class CareerStepTranslation(TranslationOptions):
    fields = ("advice",)

"""Translation coverage: of the texts that exist in some language, how many exist in each."""

from dataclasses import dataclass

from core.content_cache import cached_per_content_version, pin_content_version
from core.models import content_models
from translations.languages import language_codes, native_name
from translations.models import TranslatedContent
from translations.text_masks import TextMasks, text_masks


@dataclass(frozen=True)
class LanguageShare:
    """How many of the `total` texts that exist in some language exist in this one."""

    language: str
    translated: int
    total: int

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return native_name(self.language)

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all."""
        return 100 * self.translated // self.total if self.total else 100

    @property
    def missing(self) -> int:
        return self.total - self.translated


@dataclass(frozen=True)
class CoverageKind:
    """One kind of content, e.g. responsibilities, and its share in each language."""

    model: type[TranslatedContent]
    shares: list[LanguageShare]

    @property
    def name(self) -> str:
        """What the active language calls it: the counts are cached for all languages."""
        return str(self.model._meta.verbose_name_plural)


@dataclass(frozen=True)
class Coverage:
    """All kinds, and their sum."""

    kinds: list[CoverageKind]
    shares: list[LanguageShare]


@cached_per_content_version
def coverage() -> Coverage:
    """The coverage of all content that readers may see. One query for each kind of content."""
    with pin_content_version():
        kinds = [_coverage_of(model) for model in translated_models()]
    kinds = [kind for kind in kinds if kind.shares[0].total]
    return Coverage(kinds, [_sum_of(n, code, kinds) for n, code in enumerate(language_codes())])


def translated_models() -> list[type[TranslatedContent]]:
    """All models that hold texts."""
    return [
        model
        for model in content_models()
        if issubclass(model, TranslatedContent) and model.translated_fields()
    ]


def _sum_of(n: int, language: str, kinds: list[CoverageKind]) -> LanguageShare:
    """The sum over all kinds of the shares of the `n`th language."""
    shares = [kind.shares[n] for kind in kinds]
    translated = sum(share.translated for share in shares)
    return LanguageShare(language, translated, sum(share.total for share in shares))


def _coverage_of(model: type[TranslatedContent]) -> CoverageKind:
    masks = text_masks(model)
    of_fields = [masks.bits(field=field) for field in model.translated_fields()]
    total = sum(
        count * sum(mask & bits != 0 for bits in of_fields) for mask, count in masks.counts.items()
    )
    return CoverageKind(
        model,
        [LanguageShare(code, _written(masks, code), total) for code in language_codes()],
    )


def _written(masks: TextMasks, language: str) -> int:
    """How many texts there are in a language."""
    bits = masks.bits(language=language)
    return sum(count * (mask & bits).bit_count() for mask, count in masks.counts.items())

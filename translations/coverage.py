"""Translation coverage: of the texts that exist in some language, how many exist in each."""

from dataclasses import dataclass

from django.db.models import Count

from core.content_cache import cached_per_content_version
from core.models import content_models
from translations.languages import language_codes, native_name
from translations.models import TranslatedContent
from translations.texts import has_text, has_text_somewhere


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
    fields = model.translated_fields()
    columns = {
        f"{field}_{code}_translated": Count("pk", filter=has_text(field, code))
        for field in fields
        for code in language_codes()
    } | {f"{field}_total": Count("pk", filter=has_text_somewhere(field)) for field in fields}
    counts = model.visible().order_by().aggregate(**columns)
    total = sum(counts[f"{field}_total"] for field in fields)
    return CoverageKind(
        model,
        [
            LanguageShare(
                code, sum(counts[f"{field}_{code}_translated"] for field in fields), total
            )
            for code in language_codes()
        ],
    )

"""Counting what is translated: of the texts that are there in some language, how many in each."""

from dataclasses import dataclass

from django.db.models import Count

from core.content_cache import cached_per_content_version
from core.models import content_models
from translations.languages import language_codes, native_name
from translations.models import TranslatedContent
from translations.texts import has_text, has_text_somewhere


@dataclass(frozen=True)
class Share:
    """The texts that are there in a language, of `total` that are there in some language."""

    language: str
    there: int
    total: int

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return native_name(self.language)

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all."""
        return 100 * self.there // self.total if self.total else 100

    @property
    def missing(self) -> int:
        return self.total - self.there


@dataclass(frozen=True)
class Kind:
    """One kind of content, e.g. responsibilities, and its share in each language."""

    name: str
    shares: list[Share]


@dataclass(frozen=True)
class Coverage:
    """All kinds, and their sum."""

    kinds: list[Kind]
    shares: list[Share]


@cached_per_content_version
def coverage() -> Coverage:
    """The coverage of all content that readers may see. One query a kind for each version of it."""
    kinds = [_kind(model) for model in content_models() if model.translated_fields()]
    kinds = [kind for kind in kinds if kind.shares[0].total]
    shares = [
        Share(
            code,
            *(sum(getattr(kind.shares[n], part) for kind in kinds) for part in ("there", "total")),
        )
        for n, code in enumerate(language_codes())
    ]
    return Coverage(kinds, shares)


def _kind(model: type[TranslatedContent]) -> Kind:
    fields = model.translated_fields()
    counts = {
        f"{field}_{code}_there": Count("pk", filter=has_text(field, code))
        for field in fields
        for code in language_codes()
    } | {f"{field}_total": Count("pk", filter=has_text_somewhere(field)) for field in fields}
    found = model.visible().order_by().aggregate(**counts)
    total = sum(found[f"{field}_total"] for field in fields)
    return Kind(
        str(model._meta.verbose_name_plural),
        [
            Share(code, sum(found[f"{field}_{code}_there"] for field in fields), total)
            for code in language_codes()
        ],
    )

"""Translation coverage: of the texts that exist in some language, how many exist in each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Count

from core.content_cache import cached_per_content_version, pin_content_version
from core.models import content_models
from core.owners import key_of
from core.prepared import PreparedRows
from translations.languages import language_codes, native_name
from translations.models import TextState, TranslatedContent
from translations.states import State
from translations.text_masks import text_masks
from translations.texts import exact_text

Unfinished: TypeAlias = Counter[tuple[str, ...]]


@dataclass(frozen=True)
class LanguageShare:
    """How many of the `total` texts that exist in some language exist in this one.

    Among those that are translated, how many are drafts, and how many outdated.
    """

    language: str
    translated: int
    total: int
    drafts: int = 0
    outdated: int = 0

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return native_name(self.language)

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all."""
        return 100 * self.translated // self.total if self.total else 100

    @property
    def reviewed(self) -> int:
        return self.translated - self.drafts - self.outdated

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
    """The coverage of all content that readers may see. One query for each kind of content, and one
    for the states."""
    with pin_content_version():
        unfinished = _unfinished()
        kinds = [_coverage_of(model, unfinished) for model in translated_models()]
    kinds = [kind for kind in kinds if kind.shares[0].total]
    return Coverage(kinds, [_sum_of(n, code, kinds) for n, code in enumerate(language_codes())])


def translated_models() -> list[type[TranslatedContent]]:
    """All models that hold texts."""
    return [
        model
        for model in content_models()
        if issubclass(model, TranslatedContent) and model.translated_fields()
    ]


def shares_of(
    items: Sequence[TranslatedContent], unfinished: Iterable[TextState]
) -> list[LanguageShare]:
    """The shares of some objects, all of whose texts are loaded, given what is stored of drafts and
    outdated texts. Asks no database."""
    codes, keys = language_codes(), {*map(key_of, items)}
    fields = [
        [bool(exact_text(item, name, code)) for code in codes]
        for item in items
        for name in item.translated_fields()
    ]
    counts = Counter(
        (row.language, row.state) for row in unfinished if (row.model, row.object_id) in keys
    )
    return [
        LanguageShare(
            code,
            sum(of_field[n] for of_field in fields),
            sum(map(any, fields)),
            counts[code, State.DRAFT],
            counts[code, State.OUTDATED],
        )
        for n, code in enumerate(codes)
    ]


def _sum_of(n: int, language: str, kinds: list[CoverageKind]) -> LanguageShare:
    """The sum over all kinds of the shares of the `n`th language."""
    nothing = _numbers(LanguageShare(language, 0, 0))
    columns = zip(nothing, *(_numbers(kind.shares[n]) for kind in kinds), strict=True)
    return LanguageShare(language, *map(sum, columns))


def _numbers(share: LanguageShare) -> tuple[int, int, int, int]:
    return share.translated, share.total, share.drafts, share.outdated


def _coverage_of(model: type[TranslatedContent], unfinished: Unfinished) -> CoverageKind:
    masks, label = text_masks(model), model._meta.label_lower
    shares = [
        LanguageShare(
            code,
            masks.written[code],
            masks.total,
            unfinished[label, code, State.DRAFT],
            unfinished[label, code, State.OUTDATED],
        )
        for code in language_codes()
    ]
    return CoverageKind(model, shares)


def _unfinished() -> Unfinished:
    """How many texts that readers may see are drafts or outdated, by model, language and state."""
    masks = {model._meta.label_lower: text_masks(model) for model in translated_models()}
    found: Unfinished = Counter()
    for owner_model, owner_id, *text, count in _unfinished_by_owner():
        if owner_model in masks and masks[owner_model].has(owner_id):
            found[tuple(text)] += count
    return found


_unfinished_by_owner = PreparedRows(
    TextState,
    lambda states: (
        states.filter(is_current=True)
        .exclude(state=State.REVIEWED)
        .values_list("owner_model", "owner_id", "model", "language", "state")
        .annotate(count=Count("pk"))
        .order_by()
    ),
)

"""Where the texts come from, and how far they are translated."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from api.answers import answer
from api.forms import TextsForm
from api.schemas import CoverageData, ListAnswer, SourceData, TranslationCounts
from api.service import reads
from api.writer import Writer
from sources.models import Source
from translations.coverage import LanguageShare, coverage


@reads(
    "/sources",
    TextsForm,
    ListAnswer[SourceData],
    summary=_("Sources and their licences"),
)
def sources(request: HttpRequest, form: TextsForm) -> HttpResponse:
    """The articles and data sets that readers may know of."""
    found = Source.visible().order_by("language", "title", "pk")
    data = Writer.of(request, form).sources(found)
    return answer(request, form, data, total=len(data))


@reads(
    "/coverage",
    TextsForm,
    ListAnswer[CoverageData],
    summary=_("Translation coverage"),
)
def translation_coverage(request: HttpRequest, form: TextsForm) -> HttpResponse:
    """How many texts are missing, drafts, reviewed or outdated in each language; all texts last."""
    counted, writer = coverage(), Writer.of(request, form)
    data = [
        CoverageData(
            kind=kind.model._meta.model_name,
            name=writer.told(lambda code, kind=kind: kind.name),  # type: ignore[misc]  # a default
            languages=translation_counts(kind.shares),
        )
        for kind in counted.kinds
    ]
    name = writer.told(lambda code: gettext("All texts"))
    data.append(CoverageData(kind=None, name=name, languages=translation_counts(counted.shares)))
    return answer(request, form, data, total=len(data))


def translation_counts(shares: Iterable[LanguageShare]) -> dict[str, TranslationCounts]:
    return {
        share.language: TranslationCounts(
            texts=share.total,
            missing=share.missing,
            draft=share.drafts,
            reviewed=share.reviewed,
            outdated=share.outdated,
        )
        for share in shares
    }

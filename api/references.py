"""Where the texts come from."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _

from api.answers import answer
from api.forms import TextsForm
from api.schemas import ListAnswer, SourceData
from api.service import reads
from api.writer import Writer
from sources.models import Source


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

"""Answers in Markdown, at the address of a page with `.md` in place of its last slash."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from api import outlines
from core.forms import QueryForm
from documents.markdown import as_markdown
from documents.outline import Block, Document
from translations.addresses import address, query_suffix


def markdown(content: Document, status: int = 200) -> HttpResponse:
    """A page as Markdown. Search engines have the page itself."""
    response = HttpResponse(as_markdown(content), "text/markdown; charset=utf-8", status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def own_address(request: HttpRequest) -> str:
    """The address of the page that this is the Markdown of."""
    path = request.path.removesuffix(".md")
    return request.build_absolute_uri(f"{path}/{query_suffix(request)}")


def markdown_address(request: HttpRequest, name: str, slug: str = "") -> str:
    """The address of the Markdown of a page."""
    return request.build_absolute_uri(address(name, slug).removesuffix("/") + ".md")


def linked(request: HttpRequest, title: Any, name: str, slug: str) -> str:
    """A title, and the address of the Markdown about it."""
    return f"{outlines.marked(title)}: {markdown_address(request, name, slug)}"


def with_query(request: HttpRequest, *without: str, **values: str | int | list[str]) -> str:
    """The address of this Markdown with other values in its query, and without some parameters."""
    query = request.GET.copy()
    for name in without:
        query.pop(name, None)
    for name, value in values.items():
        query.setlist(name, value if isinstance(value, list) else [str(value)])
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def listing(request: HttpRequest, title: str, lines: Iterable[str], following: str) -> HttpResponse:
    """A list, and where it goes on."""
    blocks = [outlines.bullets(lines), *going_on(request, after=following)]
    return markdown(outlines.document(title, blocks, own_address(request)))


def going_on(request: HttpRequest, **values: str | int) -> list[Block]:
    """Where a list goes on, if it does."""
    if not all(values.values()):
        return []
    return [outlines.facts((_("Next"), with_query(request, **values)))]


def ignored(form: QueryForm) -> Iterable[Block]:
    """What of the address was not understood, as the page says it."""
    if form.ignored:
        said = ngettext(
            "Part of the address was not understood and has been ignored:",
            "Some parts of the address were not understood and have been ignored:",
            len(form.ignored),
        )
        yield outlines.paragraph(f"{said} {', '.join(form.ignored[:5])}")

"""The files of lists and pages: each is asked for as its page is, with the same query."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import partial, wraps
from typing import Any, cast

from django.db.models import Model
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.log import log_response
from django.utils.text import slugify

from careers.choosing import match_slugs
from careers.compare import compare as compare_roles
from careers.ends import match_ends
from careers.find import MAX_MATCHES, FindQuery
from careers.find import find as find_roles
from careers.forms import CompareForm, FindForm, MoveForm
from careers.move import plan_move
from careers.ticked import ticked_in
from core.content_version import read_here
from core.forms import QueryForm
from core.transliteration import to_ascii
from downloads.bulk.keeping import RETRY_SECONDS, latest
from downloads.career_tables import comparison_table, fit_table, move_table
from downloads.large import made_once
from downloads.role_tables import role_table, roles_table
from downloads.tables import FileTable
from downloads.term_tables import metrics_table, skills_table, tools_table
from downloads.writers import FORMATS, content_version, write
from pagecache.decorators import name_subjects, page, prevent_caching
from roles.browse import Browser, Choice
from roles.details import find_moved_role, find_role, read_details
from roles.forms import BrowseForm
from skills.forms import SkillsForm
from skills.listing import SkillChoice, SkillList
from sources.acknowledgements import acknowledgements_for, own_licence
from translations.addresses import query_suffix
from translations.interface import byte_size
from translations.languages import active_language

MAX_CACHED_BYTES = 2 * 1024 * 1024  # in the page cache; larger files are streamed
MAX_NAME = 80  # characters


class NotUnderstoodError(Exception):
    """A file is asked for with a query that it cannot be made for."""


@dataclass(frozen=True)
class Asked:
    """What a file is asked for with. `site` is the address of the site, `page` that of the page."""

    request: HttpRequest
    site: str
    page: str


Answer = tuple[FileTable, Iterable[Model | None]]  # the table, and the objects that it is about


def file_view(
    params: Iterable[str] = (),
) -> Callable[[Callable[..., Answer | HttpResponse]], Callable[..., Any]]:
    """Makes a view of a function that makes a table. `params` are the page's query parameters."""

    def decorate(make: Callable[..., Answer | HttpResponse]) -> Callable[..., Any]:
        @page(params)
        @wraps(make)
        def view(request: HttpRequest, file_format: str, **about: str) -> HttpResponse:
            try:
                answer = make(_asked(request, file_format), **about)
            except NotUnderstoodError:
                return render(request, "errors/400.html", status=400)
            if isinstance(answer, HttpResponse):
                return answer
            table, subjects = answer
            return name_subjects(_file(request, table, file_format), *subjects)

        return view

    return decorate


def _asked(request: HttpRequest, file_format: str) -> Asked:
    site = request.build_absolute_uri("/").removesuffix("/")
    path = f"{request.path.removesuffix(f'.{file_format}')}/"
    return Asked(request, site, f"{site}{path}{query_suffix(request)}")


def _file(request: HttpRequest, table: FileTable, file_format: str) -> HttpResponse:
    """The table as a file to download. Search engines do not index it."""
    # No row of it is read after the database was given back.
    address = request.build_absolute_uri()
    file, size = made_once(content_version(), address, partial(write, table, file_format))
    response: HttpResponse
    if size > MAX_CACHED_BYTES:
        prevent_caching(request)
        response = cast(HttpResponse, FileResponse(file))
    else:
        with file:
            response = HttpResponse(file.read())
    name = slugify(to_ascii(table.title))[:MAX_NAME] or "rolebook"
    response["Content-Type"] = FORMATS[file_format].content_type
    response["Content-Length"] = str(size)
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _check(asked: Asked, form: QueryForm) -> None:
    """Refuses a query that is not understood: a page says so, a file could not."""
    if not form.is_understood:
        raise NotUnderstoodError


@file_view(BrowseForm.names)
def roles(asked: Asked) -> Answer:
    form = BrowseForm(asked.request.GET)
    choice = Choice(**{name: form.chosen[name] for name in asdict(Choice())})
    browser = Browser(choice, active_language())
    for name, slug in browser.unknown:
        form.ignore(name, slug)
    _check(asked, form)
    return roles_table(browser.ids(), asked.page, asked.site), ()


@file_view()
def role(asked: Asked, slug: str) -> Answer | HttpResponse:
    found = find_role(slug)
    if found is None or not found.has_page:
        if moved := find_moved_role(slug):
            path = asked.request.path.replace(f"/{slug}.", f"/{moved.slug}.")
            return HttpResponsePermanentRedirect(path)
        raise Http404
    read_details(found)
    return role_table(found, asked.page), [found]


@file_view(SkillsForm.names)
def skills(asked: Asked) -> Answer:
    form = SkillsForm(asked.request.GET)
    skill_list = SkillList(SkillChoice(**form.chosen), active_language())
    for name, slug in skill_list.unknown:
        form.ignore(name, slug)
    _check(asked, form)
    return skills_table(skill_list.ids(), asked.page, asked.site), ()


@file_view()
def tools(asked: Asked) -> Answer:
    return tools_table(active_language(), asked.page, asked.site), ()


@file_view()
def metrics(asked: Asked) -> Answer:
    return metrics_table(active_language(), asked.page, asked.site), ()


@file_view(CompareForm.base_fields)
def compare(asked: Asked) -> Answer:
    form = CompareForm(asked.request.GET)
    _check(asked, form)
    match = match_slugs(form.chosen["role"])
    if match.missing:
        raise Http404
    if not match.can_be_compared:
        raise NotUnderstoodError
    comparison = compare_roles(match.roles, active_language()).showing(form.chosen["show"])
    return comparison_table(comparison, asked.page), match.roles


@file_view(FindForm.base_fields)
def find(asked: Asked) -> Answer:
    form = FindForm(asked.request.GET)
    ticked = ticked_in(form)
    query = FindQuery(
        skills=[skill.slug for skill in ticked.skills],
        tools=[tool.slug for tool in ticked.tools],
        role=form.chosen["role"],
    )
    found = find_roles(query, size=MAX_MATCHES)
    if form.chosen["role"] and not found.role:
        form.ignore("role", form.chosen["role"])
    _check(asked, form)
    return fit_table(found, asked.page, asked.site), [found.role]


@file_view(MoveForm.names)
def move(asked: Asked) -> Answer:
    form = MoveForm(asked.request.GET)
    ticked = ticked_in(form)
    _check(asked, form)
    ends = match_ends(form.chosen["from"], form.chosen["to"])
    if ends.role_match.missing:
        raise Http404
    if not (pair := ends.pair(ticked)):
        raise NotUnderstoodError
    plan = plan_move(*pair, active_language(), ticked)
    return move_table(plan, asked.page), pair


def download(request: HttpRequest) -> HttpResponse:
    """The page of the download of all content."""
    if not (newest := latest()):
        return _being_made(request)
    context = {
        "archive": newest,
        "size": byte_size(newest.size),
        "is_current": newest.version == read_here(),
        "own_licence": own_licence(),
        "acknowledged": acknowledgements_for(active_language()),
    }
    return render(request, "downloads/download.html", context)


def archive(request: HttpRequest) -> HttpResponseBase:
    """The download of all content. Its name and its ETag tell it from others."""
    newest = latest()
    if not newest:
        return _being_made(request)
    etag, made = f'"{newest.version}"', int(newest.made.timestamp())
    if unchanged := get_conditional_response(request, etag, made):
        return unchanged
    response = FileResponse(newest.path.open("rb"), as_attachment=True, filename=newest.path.name)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(made)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _being_made(request: HttpRequest) -> HttpResponse:
    response = render(request, "downloads/being_made.html", status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    # Nothing has failed, which Django's own line would say.
    log_response("The download is asked for before it is made: %s", request.path,
                 response=response, request=request, level="info")  # fmt: skip
    return response

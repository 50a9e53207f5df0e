"""The description of the API: as OpenAPI for programs, and where to begin."""

import inspect
from functools import cache
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _

from api.answers import answer, as_json
from api.computed_schemas import StartData
from api.forms import TextsForm
from api.parameters import parameters
from api.problems import PROBLEM_TYPE
from api.schemas import ObjectAnswer, ProblemData
from api.service import Operation, operations, reads
from api.writer import PREFIX, Writer
from pagecache.decorators import page
from translations.languages import language_codes

if TYPE_CHECKING:
    from ninja import NinjaAPI


@reads("/", TextsForm, ObjectAnswer[StartData], summary=_("Languages and all API endpoints"))
def start(request: HttpRequest, form: TextsForm) -> HttpResponse:
    """The languages, and every address."""
    writer = Writer.of(request, form)
    data = StartData(
        languages=language_codes(),
        description=f"{writer.site}{PREFIX}openapi.json",
        documentation=writer.page("api-docs"),
        addresses=[f"{writer.site}{path_of(operation)}" for operation in operations()],
    )
    return answer(request, form, data)


def path_of(operation: Operation) -> str:
    """Its path below the address of the site."""
    return f"{PREFIX}{operation.path.removeprefix('/')}"


@page()
def openapi_json(request: HttpRequest) -> HttpResponse:
    """The description of the API as OpenAPI 3.1."""
    return HttpResponse(as_json(openapi()), "application/json")


@cache
def openapi() -> dict[str, Any]:
    """The same as plain values. Problems have a media type of their own."""
    schema: dict[str, Any] = {**_described().get_openapi_schema(path_prefix=PREFIX)}
    for methods in schema["paths"].values():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                if status >= 400:
                    content = response["content"]
                    content[PROBLEM_TYPE] = content.pop("application/json")
    return schema


def _described() -> "NinjaAPI":
    """The addresses as django-ninja knows them."""
    from ninja import NinjaAPI  # lazily: it and pydantic take 10 MB of a process

    api = NinjaAPI(
        title="Rolebook",
        version="1",
        description="Roles, skills and careers in several languages. Read only, without a key.",
        docs_url=None,
        openapi_url=None,
    )
    for operation in operations():
        problems = dict.fromkeys(operation.problems, ProblemData)
        api.get(
            operation.path.replace("{slug}", "{slug:slug}"),
            response={200: operation.answers, **problems},
            summary=operation.summary,
            description=inspect.getdoc(operation.view),
            operation_id=operation.name,
            openapi_extra={"parameters": parameters(operation.form)},
        )(operation.view)
    return api

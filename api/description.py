"""The description of the API: as OpenAPI for programs, and where to begin."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _

from api.answers import answer, as_json
from api.computed_schemas import StartData
from api.forms import TextsForm
from api.problems import PROBLEM_TYPE
from api.schemas import ObjectAnswer
from api.service import api, reads
from api.writer import PREFIX, Writer
from pagecache.decorators import page
from translations.languages import language_codes

# What addresses are about, in the order of the page about them.
ORDER = (
    *("", "roles", "families", "skills", "tools", "tool-categories", "metrics", "positions"),
    *("search", "suggest", "compare", "find", "move", "sources", "changes"),
)


@reads("/", TextsForm, ObjectAnswer[StartData], summary=_("Starting point"))
def start(request: HttpRequest, form: TextsForm) -> HttpResponse:
    """The languages, and every address."""
    writer = Writer.of(request, form)
    data = StartData(
        languages=language_codes(),
        description=f"{writer.site}{PREFIX}openapi.json",
        documentation=writer.page("api-docs"),
        addresses=[f"{writer.site.removesuffix('/')}{path}" for path in openapi()["paths"]],
    )
    return answer(request, form, data)


@page()
def openapi_json(request: HttpRequest) -> HttpResponse:
    """The description of the API as OpenAPI 3.1."""
    return HttpResponse(as_json(openapi()), "application/json")


@cache
def openapi() -> dict[str, Any]:
    """The same as plain values. Problems have a media type of their own."""
    schema: dict[str, Any] = {**api.get_openapi_schema(path_prefix=PREFIX)}
    schema["paths"] = dict(sorted(schema["paths"].items(), key=_place))
    for methods in schema["paths"].values():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                if status >= 400:
                    content = response["content"]
                    content[PROBLEM_TYPE] = content.pop("application/json")
    return schema


def _place(item: tuple[str, Any]) -> int:
    """Where an address stands among the others: what it is about, then one of it after all."""
    about, _slash, _name = item[0].removeprefix(f"/{PREFIX}").partition("/")
    return ORDER.index(about)

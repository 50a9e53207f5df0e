"""The page that people read about the API, made of the same operations as OpenAPI."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from api.description import path_of
from api.parameters import parameters
from api.service import operations
from pagecache.decorators import page


@dataclass(frozen=True)
class ParameterLine:
    """A parameter as the page explains it. `choices` are its values, if there are few."""

    name: str
    explanation: str
    is_needed: bool
    choices: list[str]


@dataclass(frozen=True)
class OperationLine:
    """An address as the page explains it."""

    path: str
    summary: str
    parameters: list[ParameterLine]


def best_documentation(request: HttpRequest) -> HttpResponse:
    """Redirects to the page in the reader's language."""
    return HttpResponseRedirect(reverse("api-docs"))


@page()
def documentation(request: HttpRequest) -> HttpResponse:
    """How to ask, what comes back, and every address with its parameters."""
    return render(request, "api/documentation.html", {"operations": [*_operations()]})


def _operations() -> Iterator[OperationLine]:
    for operation in operations():
        yield OperationLine(
            f"/{path_of(operation)}",
            _(operation.summary),
            [*map(_parameter, parameters(operation.form))],
        )


def _parameter(parameter: dict[str, Any]) -> ParameterLine:
    schema = parameter["schema"]
    values = schema.get("enum") or schema.get("items", {}).get("enum") or []
    return ParameterLine(
        parameter["name"], _(parameter["description"]), parameter["required"], values
    )

"""The addresses of the API: each with its view, its form, and what describes it.

Parameters are the business of the forms that pages have, too, and answers are made as plain
dictionaries: nothing is validated twice. So Django finds the views; django-ninja, with all that it
needs, is loaded by who asks for the description (`api.description`).
"""

import inspect
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from api.problems import ApiProblem, not_found, refused
from api.strict import StrictForm
from pagecache.decorators import page
from translations.languages import language_activated, language_codes

View = Callable[..., HttpResponse]
Decorator = Callable[[View], View]

# What addresses are about, in the order of the page about them.
ORDER = (
    *("", "roles", "families", "skills", "tools", "tool-categories", "metrics", "positions"),
    *("search", "suggest", "compare", "find", "move", "sources", "coverage", "changes"),
)


@dataclass(frozen=True)
class Operation:
    """An address that is read: its path below that of the API, with “{slug}” for a name.

    `answers` is the type of the answer, `problems` are the statuses of problems that it may have.
    """

    path: str
    view: View
    form: type[StrictForm]
    answers: Any
    summary: str
    problems: tuple[int, ...]

    @property
    def name(self) -> str:
        return self.view.__name__

    @property
    def url(self) -> URLPattern:
        return path(self.path.removeprefix("/").replace("{slug}", "<slug:slug>"), self.view)

    @property
    def place(self) -> int:
        """Where it stands among the others: by what it is about."""
        return ORDER.index(self.path.split("/")[1])


# The modules of the API that have views of operations.
MODULES = ("careers", "changes", "description", "references", "roles", "searching", "vocabulary")

_operations: list[Operation] = []


def operations() -> list[Operation]:
    """All of them in order, one of a thing after all of its kind."""
    for name in MODULES:
        import_module(f"api.{name}")
    return sorted(_operations, key=lambda operation: (operation.place, operation.path))


def reads(
    path: str,
    form: type[StrictForm],
    answers: Any,
    *,
    summary: str,
    outlives_edits: bool = False,
    problems: tuple[int, ...] = (),
) -> Decorator:
    """Decorates a view that answers GET and HEAD at a path, given a form that has been understood.

    `answers` is the type of the answer, `problems` are further statuses that it may have. It may be
    cached as a page is.
    """

    def decorate(view: View) -> View:
        names = tuple(form.parameters())
        answering = page(params=names, outlives_edits=outlives_edits)(_answering(view, form))
        statuses = {404, 422, *problems} if "{" in path else {422, *problems}
        _operations.append(
            Operation(path, answering, form, answers, summary, tuple(sorted(statuses)))
        )
        return answering

    return decorate


def _answering(view: View, form: type[StrictForm]) -> View:
    """The view as an address has it: given the request and what stands in its path.

    What goes wrong is said in the language of the answer, or that of the reader's browser.
    """

    @wraps(view)
    def answering(request: HttpRequest, **path: Any) -> HttpResponse:
        with in_wanted_language(request):
            try:
                query = form(request.GET)
                if query.refusals:
                    raise refused(query.refusals)
                with language_activated(query.language):
                    return view(request, query, **path)
            except Http404:
                return not_found().response()
            except ApiProblem as problem:
                return problem.response()

    signature = inspect.signature(view)
    of_path = [value for name, value in signature.parameters.items() if name != "form"]
    answering.__signature__ = signature.replace(parameters=of_path)  # type: ignore[attr-defined]
    return answering


def in_wanted_language(request: HttpRequest) -> AbstractContextManager[None]:
    """The language that is asked for, else the one that is active."""
    wanted = request.GET.get("lang", "")
    return language_activated(wanted) if wanted in language_codes() else nullcontext()

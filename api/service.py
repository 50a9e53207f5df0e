"""The API as django-ninja knows it: its addresses, and their description as OpenAPI.

Ninja finds the view and describes it. Parameters are the business of the forms that pages have,
too, and answers are made as plain dictionaries: nothing is validated twice.
"""

import inspect
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI

from api.parameters import parameters
from api.problems import ApiProblem, not_found, refused
from api.schemas import ProblemData
from api.strict import StrictForm
from pagecache.decorators import page
from translations.languages import language_activated, language_codes

View = Callable[..., HttpResponse]
Operation = Callable[[View], View]

api = NinjaAPI(
    title="Rolebook",
    version="1",
    description="Roles, skills and careers in several languages. Read only, without a key.",
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)


def reads(
    path: str,
    form: type[StrictForm],
    answers: Any,
    *,
    summary: str,
    outlives_edits: bool = False,
    problems: tuple[int, ...] = (),
) -> Operation:
    """Decorates a view that answers GET and HEAD at a path, given a form that has been understood.

    `answers` is the type of the answer, `problems` are further statuses that it may have. It may be
    cached as a page is.
    """

    def decorate(view: View) -> View:
        names = tuple(form.parameters())
        answering = page(params=names, outlives_edits=outlives_edits)(_answering(view, form))
        statuses = {404, 422, *problems} if "{" in path else {422, *problems}
        api.get(
            path,
            response={200: answers, **dict.fromkeys(sorted(statuses), ProblemData)},
            summary=summary,
            description=inspect.getdoc(view),
            operation_id=view.__name__,
            url_name=view.__name__,
            openapi_extra={"parameters": parameters(form)},
        )(answering)
        api.api_operation(["HEAD"], path, include_in_schema=False)(answering)
        return answering

    return decorate


def _answering(view: View, form: type[StrictForm]) -> View:
    """The view as ninja calls it: with the request and what stands in its path.

    What goes wrong is said in the language of the answer, or that of the reader's browser.
    """

    @wraps(view)
    def answering(request: HttpRequest, **path: Any) -> HttpResponse:
        with _in_wanted_language(request):
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


def _in_wanted_language(request: HttpRequest) -> AbstractContextManager[None]:
    """The language that is asked for, else the one that is active."""
    wanted = request.GET.get("lang", "")
    return language_activated(wanted) if wanted in language_codes() else nullcontext()

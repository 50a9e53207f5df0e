"""Problems as programs read them (RFC 9457), with sentences in the reader's language."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext_lazy as _

from api.strict import MAX_REFUSALS, Refusal
from translations.addresses import query_suffix
from translations.languages import active_language

PROBLEM_TYPE = "application/problem+json"


class ApiProblem(Exception):
    """Ends a request with an answer that says what is wrong, in the reader's language."""

    def __init__(
        self,
        status: int,
        title: Any,
        detail: Any = "",
        refusals: Sequence[Refusal] = (),
        **more: str,
    ) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.detail = detail
        self.refusals = refusals
        self.more = more

    def response(self) -> HttpResponse:
        """The answer, in the active language."""
        errors = [
            {"parameter": one.parameter, "value": one.value, "message": str(one.message)}
            for one in self.refusals
        ]
        named = " ".join(f"{error['parameter']}: {error['message']}" for error in errors)
        content = {
            "type": "about:blank",
            "title": str(self.title),
            "status": self.status,
            "detail": named or str(self.detail or self.title),
            "language": active_language(),
            **({"errors": errors} if errors else {}),
            **self.more,
        }
        text = json.dumps(content, ensure_ascii=False)
        response = HttpResponse(text, PROBLEM_TYPE, status=self.status)
        response.headers["Content-Language"] = active_language()
        return response


def refused(refusals: Sequence[Refusal]) -> ApiProblem:
    """Some parameters of a request are not understood."""
    title = _("Some parameters are not valid.")
    return ApiProblem(422, title, refusals=refusals[:MAX_REFUSALS])


def not_found() -> ApiProblem:
    """Nothing that readers may see has this address."""
    return ApiProblem(404, _("There is nothing at this address."))


def unknown_address(request: HttpRequest) -> HttpResponse:
    """What no other address of the API takes. With a slash too many, it leads on."""
    path = request.path
    if path.endswith("/") and path.isascii() and path.isprintable() and "//" not in path:
        return HttpResponsePermanentRedirect(path.removesuffix("/") + query_suffix(request))
    return not_found().response()


def failed(status: int) -> HttpResponse:
    """For a request that the site as a whole could not answer."""
    titles = {
        400: _("The request could not be understood."),
        403: _("This request is not allowed."),
        404: _("There is nothing at this address."),
        500: _("The problem is on our side. Try again in a moment."),
        503: _("The service is busy. Try again in a moment."),
    }
    return ApiProblem(status, titles[status]).response()


def is_for_program(request: HttpRequest) -> bool:
    """Whether whoever asks reads problems rather than pages."""
    return request.path_info.startswith("/api/v1")

"""Answers: what was asked for, with the content version, licences and acknowledgements."""

import json
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from api.schemas import AcknowledgementData
from api.strict import ALL, StrictForm
from core.content_cache import cached_per_content_version, first_version, read_version_again
from core.cursors import ListCursor
from sources.acknowledgements import acknowledgements_for


def answer(request: HttpRequest, form: StrictForm, data: Any, **more: Any) -> HttpResponse:
    """The answer to a request; `more` is said about the data."""
    content = head(form.language, is_in_all=form.is_in_all) | more | {"data": data}
    text = as_json(content)
    response = HttpResponse(text, "application/json")
    # The page cache has its own for what it keeps; what is searched for, it does not keep.
    response.headers["ETag"] = f'"{blake2b(text.encode(), digest_size=12).hexdigest()}"'
    response.headers["Content-Language"] = form.language
    return response


def head(language: str, *, is_in_all: bool = False) -> dict[str, Any]:
    """What every response contains."""
    return {
        "content_version": content_version(),
        "language": ALL if is_in_all else language,
        "licence": settings.CONTENT_LICENCE,
        "acknowledgements": json.loads(_acknowledgements(language)),
    }


def content_version() -> int:
    """The version of the content that the answer is made of."""
    version = first_version()
    return (read_version_again() if version is None else version) or 0


@cached_per_content_version
def _acknowledgements(language: str) -> str:
    """The sentences that publishers ask for, as JSON."""
    sentences = [
        AcknowledgementData(
            text=item.text.value,
            language=item.text.language,
            fallback=item.text.is_fallback,
            adapted=[*item.adapted],
            licences=[*item.licences],
        )
        for item in acknowledgements_for(language)
    ]
    return as_json(sentences)


def next_address(request: HttpRequest, form: StrictForm, cursor: ListCursor | None) -> str | None:
    """The address of the next part of a list."""
    if cursor is None:
        return None
    query = request.GET.copy()
    query["cursor"] = str(cursor)
    return request.build_absolute_uri(f"{request.path}?{urlencode([*query.lists()], doseq=True)}")


def as_json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

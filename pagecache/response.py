"""What the internal headers of Django's response say to the page cache."""

from core.made_of import MadeOf
from core.wsgi import Headers, WsgiResponse
from pagecache.decorators import (
    INTERNAL_HEADERS,
    MADE_OF_HEADER,
    PARAMETERS_HEADER,
    SUBJECTS_HEADER,
    VIEWED_HEADER,
)

INTERNAL = {name.lower() for name in INTERNAL_HEADERS}


def declared_parameters(response: WsgiResponse) -> list[str] | None:
    """The query parameters of a page that may be cached; None if it must not be."""
    headers = {name.lower(): value for name, value in response.headers}
    declared = headers.get(PARAMETERS_HEADER.lower())
    control = headers.get("cache-control", "")
    if (
        declared is None
        or not response.is_ok
        or headers.keys() & {"set-cookie", "content-encoding"}
        or headers.get("vary", "Accept-Encoding") != "Accept-Encoding"
        or "no-store" in control
        or "private" in control
    ):
        return None
    return declared.split(",") if declared else []


def viewed_key(headers: Headers) -> str | None:
    """The key of what a reader of this response has viewed, if its views are counted."""
    return _value(headers, VIEWED_HEADER)


def subjects(headers: Headers) -> MadeOf | None:
    """The objects that the page is about; None if the view does not say."""
    return _made_of(headers, SUBJECTS_HEADER)


def made_of(headers: Headers) -> MadeOf | None:
    """What the page was made of; None is all content."""
    return _made_of(headers, MADE_OF_HEADER)


def _made_of(headers: Headers, name: str) -> MadeOf | None:
    header = _value(headers, name)
    return None if header is None else MadeOf.of(header)


def _value(headers: Headers, wanted: str) -> str | None:
    return next((value for name, value in headers if name == wanted), None)


def for_reader(headers: Headers, has_session: bool) -> Headers:
    """The headers that are sent to the reader, with what may be done with a page that is not cached
    here: nobody keeps what was made for one person; all else is asked for anew each time."""
    sent = [header for header in headers if header[0].lower() not in INTERNAL]
    control = _cache_control(sent, has_session)
    return [*(header for header in sent if header[0].lower() != "cache-control"), control]


def _cache_control(headers: Headers, has_session: bool) -> tuple[str, str]:
    by_name = {name.lower(): value for name, value in headers}
    given = by_name.get("cache-control", "")
    is_personal = has_session and "public" not in given
    if is_personal or "no-store" in given or "set-cookie" in by_name:
        return ("Cache-Control", "private, no-store")
    return ("Cache-Control", given or "no-cache")

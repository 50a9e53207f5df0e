"""WSGI as the layers in front of Django use it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# In the environ of a request for which no thread may ask the database now.
REFUSED = "rolebook.refused"


@dataclass(frozen=True, slots=True)
class WsgiResponse:
    """What a WSGI application answered, before any of it is sent."""

    status: str
    headers: Headers
    body: Iterable[bytes]

    @classmethod
    def of(cls, app: Application, environ: Environ) -> Self:
        """Calls the application, which calls start_response before it returns, as Django does."""
        started: list[tuple[str, Headers]] = []

        def start_response(status: str, headers: Headers, exc_info: Any = None) -> None:
            started.append((status, headers))

        body = app(environ, start_response)
        status, headers = started[-1]
        return cls(status, headers, body)

    @property
    def is_ok(self) -> bool:
        return self.status.startswith("200")

    @property
    def has_failed(self) -> bool:
        return self.status.startswith("5")

    def content(self) -> bytes:
        """The whole body; closes the response."""
        try:
            return b"".join(self.body)
        finally:
            self.close()

    def close(self) -> None:
        """Lets Django end its request."""
        if hasattr(self.body, "close"):
            self.body.close()


def scheme(environ: Environ) -> str:
    """ "https" or "http", by the same rules as Django's `request.scheme`."""
    if settings.SECURE_PROXY_SSL_HEADER:
        header, secure = settings.SECURE_PROXY_SSL_HEADER
        if (value := environ.get(header)) is not None:
            return "https" if value.partition(",")[0].strip() == secure else "http"
    return str(environ["wsgi.url_scheme"])

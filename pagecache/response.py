"""What Django answered, before any of it is sent."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Self

from pagecache.decorators import INTERNAL_HEADERS, PARAMETERS, VIEWED
from pagecache.request import Environ

Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

INTERNAL = {name.lower() for name in INTERNAL_HEADERS}


@dataclass(frozen=True, slots=True)
class WsgiResponse:
    """What Django answered."""

    status: str
    headers: Headers
    body: Iterable[bytes]

    @classmethod
    def of(cls, app: Application, environ: Environ) -> Self:
        """Asks the application, which calls start_response before it returns, as Django does."""
        started: list[Any] = []

        def start_response(status: str, headers: Headers, exc_info: Any = None) -> None:
            started[:] = [status, headers]

        body = app(environ, start_response)
        return cls(*started, body)

    @property
    def is_ok(self) -> bool:
        return self.status.startswith("200")

    @property
    def viewed(self) -> int | None:
        return role_viewed(self.headers)

    @property
    def has_failed(self) -> bool:
        return self.status.startswith("5")

    @property
    def parameters(self) -> list[str] | None:
        """The query parameters of a page that may be kept; None if it must not be."""
        said = {name.lower(): value for name, value in self.headers}
        declared = said.get(PARAMETERS.lower())
        control = said.get("cache-control", "")
        if (
            declared is None
            or not self.is_ok
            or said.keys() & {"set-cookie", "content-encoding"}
            or said.get("vary", "Accept-Encoding") != "Accept-Encoding"
            or "no-store" in control
            or "private" in control
        ):
            return None
        return declared.split(",") if declared else []

    @property
    def outward_headers(self) -> Headers:
        """The headers without those that are internal to the project."""
        return [header for header in self.headers if header[0].lower() not in INTERNAL]

    def content(self) -> bytes:
        """The whole body; after this there is nothing more to send."""
        try:
            return b"".join(self.body)
        finally:
            self.close()

    def close(self) -> None:
        """Lets Django end its request."""
        if hasattr(self.body, "close"):
            self.body.close()


def role_viewed(headers: Headers) -> int | None:
    """The id of the role that a reader of this answer has read, if it is about one."""
    return next((int(value) for name, value in headers if name == VIEWED), None)

"""A WSGI application is asked without a server in between."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Any
from wsgiref.util import setup_testing_defaults

from core.changes import ContentChanges, Written
from core.owners import Key
from core.wsgi import REFUSED
from pagecache.application import PageCache

TEXT = b"<!doctype html><title>Team lead</title>" + b"<p>What the role answers for.</p>" * 100


@dataclass(frozen=True)
class Reply:
    status: str
    headers: dict[str, str]
    body: bytes

    @property
    def policy(self) -> dict[str, str]:
        """The directives of its Content-Security-Policy."""
        directives = self.headers["Content-Security-Policy"].split("; ")
        return {name: value for name, _, value in (item.partition(" ") for item in directives)}


def environ_for(path: str = "/en/", method: str = "GET", **more: Any) -> dict[str, Any]:
    """A request as a server hands it over; `more` are further WSGI variables."""
    path, _, query = path.partition("?")
    environ = {
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "HTTP_HOST": "localhost",
        "HTTP_USER_AGENT": "Mozilla/5.0 Firefox/140.0",
    }
    setup_testing_defaults(environ)
    return environ | more


def ask(app: Any, path: str = "/en/", method: str = "GET", **more: Any) -> Reply:
    """What the application answers. No header may be there twice."""
    started = []

    def start_response(status: str, headers: list, exc_info: Any = None) -> Callable:
        started[:] = [status, headers]
        return lambda data: None

    body = app(environ_for(path, method, **more), start_response)
    content = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    status, headers = started
    names = [name.lower() for name, _ in headers]
    assert len(names) == len(set(names)), f"A header is there twice: {names}"
    return Reply(status, dict(headers), content)


class WsgiSite:
    """An application in Django's place. What it answers can be changed; it counts.

    `meanwhile` happens while a page is being made.
    """

    def __init__(self) -> None:
        self.asked = 0
        self.closed = 0
        self.status = "200 OK"
        self.content = TEXT
        self.headers = {"Content-Type": "text/html; charset=utf-8", "X-Page": ""}
        self.methods: list[str] = []
        self.refused: list[bool] = []
        self.meanwhile: Callable[[], Any] = lambda: None

    def __call__(self, environ: dict, start_response: Callable) -> "WsgiSite":
        self.asked += 1
        self.methods.append(environ["REQUEST_METHOD"])
        self.refused.append(REFUSED in environ)
        self.meanwhile()
        length = {"Content-Length": str(len(self.content))}
        start_response(self.status, list((self.headers | length).items()))
        return self

    def __iter__(self) -> Any:
        return iter([self.content[:10], self.content[10:]])

    def close(self) -> None:
        self.closed += 1


class FakeVersion:
    """The content version of a test; None is a database that is lost.

    `age` are the seconds since the one before was the current one; `written` are the owners of what
    was written since, None if nobody knows; `texts` are those that all content makes.
    """

    def __init__(self) -> None:
        self.number: int | None = 1
        self.silent = 0.0
        self.age = 0.0
        self.written: set[Key | None] | None = set()
        self.texts: dict[str, str] = {}

    def seconds_unanswered(self) -> float:
        return self.silent

    def recent_version(self) -> int | None:
        return self.number

    @contextmanager
    def reading_at_version(self) -> Iterator[int | None]:
        yield self.number

    def seconds_since(self, number: int) -> float:
        return self.age if number == (self.number or 0) - 1 else inf

    def changes_since(self, number: int) -> ContentChanges | None:
        if self.written is None or self.number is None or number > self.number:
            return None
        written = (Written("roles.roleskill", owner, None) for owner in self.written)
        return ContentChanges(self.number, written)

    def are_same(self, texts: Mapping[str, str]) -> bool:
        return all(self.texts[call] == text for call, text in texts.items())


class Calendar:
    def __init__(self) -> None:
        self.day = date(2026, 11, 23)

    def today(self) -> date:
        return self.day


class CachedSite:
    """A page cache in front of a site, and all that it depends on."""

    def __init__(self, **options: Any) -> None:
        self.site = WsgiSite()
        self.version = FakeVersion()
        self.calendar = Calendar()
        self.views: list[str] = []
        self.cache = PageCache(
            self.site,
            **{
                "version": self.version,
                "on_view": self.views.append,
                "today": self.calendar.today,
                "session_cookie": "sessionid",
                "max_bytes": 1_000_000,
                "bypass": ("/static/",),
            }
            | options,
        )

    def ask(self, path: str = "/en/", method: str = "GET", **more: Any) -> Reply:
        return ask(self.cache, path, method, **more)

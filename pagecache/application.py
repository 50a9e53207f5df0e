"""Finished pages in front of Django.

An anonymous page depends on its address and the content only, so it is made once for each version
of the content and then sent as it is: compressed, and not at all to a reader who has it already.
Views say which pages may be kept (pagecache.decorators). A process keeps its pages to itself, so
the release needs no part in the key: a new release is a new process. It may share them with others
besides (pagecache.shared).
"""

import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

from pagecache.finished import Body, FinishedPage, PageStore, best_encoding, matches
from pagecache.request import (
    MAX_QUERY_LENGTH,
    Address,
    Environ,
    address_of,
    is_allowed,
    is_read,
    names_only,
)
from pagecache.response import Application, StartResponse, WsgiResponse
from pagecache.shared import SharedPages
from pagecache.single_flight import SingleFlight

logger = logging.getLogger(__name__)


class Version(Protocol):
    """The version of the content; None while the database cannot say."""

    def known(self) -> int | None:
        """As it was a moment ago."""

    def reading(self) -> AbstractContextManager[int | None]:
        """As it is now, in the database that this thread reads a page from meanwhile."""


class PageCache:
    """A WSGI application that answers with finished pages and asks `app` for all others.

    `on_view(role id)` is told of each page about a role that went to a reader. Requests with a
    session or an authorization are somebody's at work: they go to `app` and are not counted. So do
    paths that start with one of `elsewhere`. A thread waits at most `patience` seconds for a page
    that another one makes, and as long while `at_once` others are being made. A page that is in
    `shared` need not be made here.
    """

    def __init__(
        self,
        app: Application,
        *,
        version: Version,
        on_view: Callable[[int], None],
        today: Callable[[], date],
        session_cookie: str,
        max_bytes: int,
        elsewhere: tuple[str, ...] = (),
        shared: SharedPages | None = None,
        patience: float = 5,
        at_once: int = 2,
    ) -> None:
        self._app = app
        self._version = version
        self._on_view = on_view
        self._today = today
        self._session = f"{session_cookie}="
        self._elsewhere = elsewhere
        self._shelf = PageStore(max_bytes)
        self._shared = shared or SharedPages(None)
        self._turns = SingleFlight(patience, at_once)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if self._goes_past(environ):
            answer = WsgiResponse.of(self._app, environ)
            start_response(answer.status, answer.outward_headers)
            return answer.body
        address = address_of(environ)
        found = self._finished(address) or self._in_turn(address, environ)
        if isinstance(found, WsgiResponse):
            return self._pass_on(found, environ, start_response)
        return self._send(found, address, environ, start_response)

    def _goes_past(self, environ: Environ) -> bool:
        return (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or self._session in environ.get("HTTP_COOKIE", "")
            or "HTTP_AUTHORIZATION" in environ
            or environ.get("PATH_INFO", "").startswith(self._elsewhere)
            or len(environ.get("QUERY_STRING", "")) > MAX_QUERY_LENGTH
        )

    def _finished(self, address: Address) -> FinishedPage | None:
        """The page kept for the address: if it is current, or stale if nobody can tell."""
        if (page := self._shelf.get(address)) is None:
            return None
        if (version := self._version.known()) is None:
            return page.as_stale()
        return page if page.is_current(version, self._today) else None

    def _in_turn(self, address: Address, environ: Environ) -> FinishedPage | WsgiResponse:
        with self._turns.turn(address):
            return self._finished(address) or self._read(address, environ)

    def _read(self, address: Address, environ: Environ) -> FinishedPage | WsgiResponse:
        # Before the page is made, so that what changes meanwhile makes it old at once.
        with self._version.reading() as version:
            return self._make(address, environ, version, self._today())

    def _make(
        self, address: Address, environ: Environ, version: int | None, today: date
    ) -> FinishedPage | WsgiResponse:
        held = self._shelf.get(address)
        if version is None:
            return held.as_stale() if held else self._ask(environ)
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if page := self._shared.get(address, encoding, version, today):
            self._shelf.put(address, page)
            return page
        answer = self._ask(environ)
        if held and answer.has_failed:
            answer.close()
            return held.as_stale()
        if not _may_be_kept(answer, address):
            self._shelf.drop(address)
            return answer
        page = FinishedPage.of(answer.content(), answer.headers, encoding, version, today)
        self._shelf.put(address, page)
        self._shared.put(address, encoding, page)
        return page

    def _ask(self, environ: Environ) -> WsgiResponse:
        return WsgiResponse.of(self._app, environ | {"REQUEST_METHOD": "GET"})

    def _send(
        self, page: FinishedPage, address: Address, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        self._count(page.viewed, environ)
        body = self._body(page, address, environ)
        condition = environ.get("HTTP_IF_NONE_MATCH")
        if page.is_stale:
            start_response("200 OK", body.stale_headers)
        elif condition and matches(condition, body.etag):
            start_response("304 Not Modified", body.unchanged)
            return []
        else:
            start_response("200 OK", body.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body.content]

    def _body(self, page: FinishedPage, address: Address, environ: Environ) -> Body:
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding not in page.bodies:
            page = page.also_in(encoding)
            if not page.is_stale:
                self._shelf.put(address, page)
        return page.bodies[encoding]

    def _pass_on(
        self, answer: WsgiResponse, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        if answer.is_ok:
            self._count(answer.viewed, environ)
        start_response(answer.status, answer.outward_headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            answer.close()
            return []
        return answer.body

    def _count(self, role: int | None, environ: Environ) -> None:
        if role is None or not is_read(environ):
            return
        try:
            self._on_view(role)
        except Exception:
            logger.exception("A view of role %d was not counted", role)


def _may_be_kept(answer: WsgiResponse, address: Address) -> bool:
    declared = answer.parameters
    return declared is not None and is_allowed(address.host) and names_only(address.query, declared)

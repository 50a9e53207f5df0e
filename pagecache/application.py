"""The door out: the page cache as a WSGI application in front of Django.

An anonymous page depends on its address and the content only, so it is made once for each content
version and then sent as it is: compressed, and as a 304 to a reader who has it already. Views say
which pages may be cached (`pagecache.decorators`). Each process has its own pages, so the release
is no part of the key: a new release is a new process. They may also be shared between machines
(`connect_shared_pages`).
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

from core.changes import ContentChanges
from core.waiting import giving_up_once
from core.wsgi import REFUSED, Application, Environ, StartResponse, WsgiResponse
from pagecache.cached_page import (
    Body,
    CachedPage,
    PageStore,
    best_encoding,
    is_unchanged,
    matches,
    on_304,
)
from pagecache.remaking import Remaking
from pagecache.request import (
    MAX_QUERY_LENGTH,
    Address,
    address_of,
    is_allowed_host,
    is_canonical_query,
    is_view,
)
from pagecache.response import declared_parameters, for_reader, viewed_key
from pagecache.shared import SharedPages, connect_shared_pages
from pagecache.single_flight import NoTurnError, SingleFlight, Slots, WaitingRoom

__all__ = ["PageCache", "SharedPages", "VersionSource", "connect_shared_pages"]

logger = logging.getLogger(__name__)


class VersionSource(Protocol):
    """The content version; None while no database can be read."""

    def recent_version(self) -> int | None:
        """The version, at most a moment old."""

    def reading_at_version(self) -> AbstractContextManager[int | None]:
        """Pins this thread to one database and yields its version."""

    def seconds_unanswered(self) -> float:
        """For how long the database has been asked and has not answered; 0 or less if it does."""

    def seconds_since(self, number: int) -> float:
        """For how long at most a version may not have been the current one."""

    def changes_since(self, number: int) -> ContentChanges | None:
        """What has changed since a version; None if that is not known."""

    def are_same(self, texts: Mapping[str, str]) -> bool:
        """Whether texts that all content makes, given as digests by call, are those of now."""


class PageCache:
    """Serves cached pages and forwards all other requests to `app`.

    Calls `on_view(key)` for each page with a viewed key that is sent to a reader. Requests with a
    session or an authorization, and paths that start with one of `bypass`, are forwarded uncached
    and uncounted, at most `max_bypassing` at once; those that ask no database start with one of
    `unbounded`. A thread waits at most `wait_seconds` for a page that another thread makes, and
    at most as long for one of the `max_concurrent` slots; a second page is begun `alone_seconds`
    after the first one at the earliest. What has waited in vain is given to `app` marked as
    REFUSED. Pages in `shared` are not made again.
    After a change of the content readers are sent the page from before while a thread makes the new
    one, for at most `max_stale` seconds after the change.
    """

    def __init__(
        self,
        app: Application,
        *,
        version: VersionSource,
        on_view: Callable[[str], None],
        today: Callable[[], date],
        session_cookie: str,
        max_bytes: int,
        bypass: tuple[str, ...] = (),
        unbounded: tuple[str, ...] = (),
        shared: SharedPages | None = None,
        wait_seconds: float = 5,
        max_concurrent: int = 2,
        alone_seconds: float = 0,
        max_bypassing: int = 4,
        max_stale: float = 0,
    ) -> None:
        self._app = app
        self._version = version
        self._on_view = on_view
        self._today = today
        self._session = f"{session_cookie}="
        self._bypass = bypass
        self._unbounded = unbounded
        self._store = PageStore(max_bytes)
        self._shared = shared or SharedPages(None)
        room = WaitingRoom(wait_seconds, version.seconds_unanswered)
        self._single_flight = SingleFlight(room)
        self._makers = Slots(room, max_concurrent, alone_seconds)
        self._bypassers = Slots(room, max_bypassing)
        self._max_stale = max_stale
        self._remaking = Remaking(self._remake)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if self._is_bypassed(environ):
            response = self._bypassing(environ)
            start_response(
                response.status, for_reader(response.headers, self._has_session(environ))
            )
            return response.body
        address = address_of(environ)
        page = (
            self._cached(address)
            or self._just_outdated(address, environ)
            or self._make_once(address, environ)
        )
        if isinstance(page, WsgiResponse):
            return self._forward(page, environ, start_response)
        return self._send(page, address, environ, start_response)

    def _is_bypassed(self, environ: Environ) -> bool:
        return (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or self._has_session(environ)
            or "HTTP_AUTHORIZATION" in environ
            or environ.get("PATH_INFO", "").startswith(self._bypass)
            or len(environ.get("QUERY_STRING", "")) > MAX_QUERY_LENGTH
        )

    def _bypassing(self, environ: Environ) -> WsgiResponse:
        if environ.get("PATH_INFO", "").startswith(self._unbounded):
            return WsgiResponse.of(self._app, environ)
        try:
            with self._bypassers.take(), giving_up_once():
                return WsgiResponse.of(self._app, environ)
        except NoTurnError:
            return WsgiResponse.of(self._app, environ | {REFUSED: True})

    def _has_session(self, environ: Environ) -> bool:
        return self._session in environ.get("HTTP_COOKIE", "")

    def _cached(self, address: Address) -> CachedPage | None:
        """The cached page: if it is current, or marked as stale while no version can be read."""
        if (page := self._store.get(address)) is None:
            return None
        if (version := self._version.recent_version()) is None:
            return page.as_stale()
        if page.is_current(version, self._today):
            return page
        return self._outliving(page, address, version)

    def _outliving(self, page: CachedPage, address: Address, version: int) -> CachedPage | None:
        """The page at this version, if nothing that it was made of has changed since its own."""
        if page.made_of is None or not page.is_of_today(self._today):
            return None
        changes = self._version.changes_since(page.version)
        if changes is None or changes.version != version or page.made_of.is_touched_by(changes):
            return None
        if not self._version.are_same(page.made_of.texts):
            return None
        page = page.at_version(version)
        self._store.put(address, page)
        return page

    def _just_outdated(self, address: Address, environ: Environ) -> CachedPage | None:
        """The page from before the last change, if it may be sent and is being made anew."""
        page = self._store.get(address)
        if page is None or not self._may_be_sent_outdated(page):
            return None
        return page if self._remaking.start(address, environ) else None

    def _may_be_sent_outdated(self, page: CachedPage) -> bool:
        """Whether the page was right a moment ago, and is about nothing that has changed since: it
        may have been unpublished, deleted, or moved to another address."""
        if page.subjects is None or self._version.seconds_since(page.version) > self._max_stale:
            return False
        changes = self._version.changes_since(page.version)
        return (
            page.is_of_today(self._today)
            and changes is not None
            and not page.subjects.is_touched_by(changes)
        )

    def _remake(self, address: Address, environ: Environ) -> None:
        made = self._make_once(address, environ)
        if isinstance(made, WsgiResponse):
            made.close()

    def _make_once(self, address: Address, environ: Environ) -> CachedPage | WsgiResponse:
        try:
            with self._single_flight.claim(address), giving_up_once():
                return self._cached(address) or self._make(address, environ)
        except NoTurnError:
            cached = self._store.get(address)
            return cached.as_stale() if cached else self._call_app(environ | {REFUSED: True})

    def _make(self, address: Address, environ: Environ) -> CachedPage | WsgiResponse:
        # The version is read before the page is made, so that a change meanwhile invalidates it.
        with self._makers.take(), self._version.reading_at_version() as version:
            return self._make_at(version, self._today(), address, environ)

    def _make_at(
        self, version: int | None, today: date, address: Address, environ: Environ
    ) -> CachedPage | WsgiResponse:
        cached = self._store.get(address)
        if version is None:
            return cached.as_stale() if cached else self._call_app(environ)
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if page := self._made_elsewhere(address, encoding, version, today):
            self._store.put(address, page)
            return page
        response = self._call_app(environ)
        if cached and response.has_failed:
            response.close()
            return cached.as_stale()
        if not _is_cacheable(response, address):
            self._store.drop(address)
            return response
        page = CachedPage.of(response.content(), response.headers, encoding, version, today)
        self._store.put(address, page)
        self._shared.put(address, encoding, page)
        return page

    def _made_elsewhere(
        self, address: Address, encoding: str, version: int, today: date
    ) -> CachedPage | None:
        """The page as another process has made it, at this version or an older one."""
        page = self._shared.get(address, encoding, version, today)
        if page is None or page.is_current(version, self._today):
            return page
        return self._outliving(page, address, version)

    def _call_app(self, environ: Environ) -> WsgiResponse:
        return WsgiResponse.of(self._app, environ | {"REQUEST_METHOD": "GET"})

    def _send(
        self, page: CachedPage, address: Address, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        self._count_view(page.viewed_key, environ)
        body = self._body(page, address, environ)
        condition = environ.get("HTTP_IF_NONE_MATCH")
        if page.is_stale:
            start_response("200 OK", body.stale_headers)
        elif condition and matches(condition, body.etag):
            start_response("304 Not Modified", body.headers_304)
            return []
        else:
            start_response("200 OK", body.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body.content]

    def _body(self, page: CachedPage, address: Address, environ: Environ) -> Body:
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding not in page.bodies:
            page = page.with_encoding(encoding)
            if not page.is_stale:
                self._store.put(address, page)
        return page.bodies[encoding]

    def _forward(
        self, response: WsgiResponse, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        if response.is_ok:
            self._count_view(viewed_key(response.headers), environ)
        headers = for_reader(response.headers, has_session=False)
        if response.is_ok and is_unchanged(headers, environ.get("HTTP_IF_NONE_MATCH")):
            start_response("304 Not Modified", on_304(headers))
            response.close()
            return []
        start_response(response.status, headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            response.close()
            return []
        return response.body

    def _count_view(self, key: str | None, environ: Environ) -> None:
        if key is None or not is_view(environ):
            return
        try:
            self._on_view(key)
        except Exception:
            logger.exception("A view of %s was not counted", key)


def _is_cacheable(response: WsgiResponse, address: Address) -> bool:
    declared = declared_parameters(response)
    return (
        declared is not None
        and is_allowed_host(address.host)
        and is_canonical_query(address.query, declared)
    )

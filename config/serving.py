"""How the layers in front of Django are put together."""

import logging
import sys
from collections.abc import Iterable

from django.conf import settings
from django.db import Error, connections

from config.headers import SecurityHeaders, security_headers, tls_headers
from config.programs import open_to_programs
from core import content_version
from core.changes import changes_since
from core.content_cache import first_version, read_version_again
from core.replicas import PRIMARY, reading_from, source
from core.sqlite3.base import give_back
from core.today import today
from core.version_watch import replicas, watch
from core.wsgi import Application, Environ, StartResponse, WsgiResponse
from pagecache.application import PageCache, connect_shared_pages
from roles.popularity import view_counter

# Static files come from memory already; the others are never anonymous pages.
BYPASS = (settings.STATIC_URL, f"/{settings.ADMIN_PATH}", "/health/")
# Of these, files ask no database, and how the site is must be told whatever happens.
UNBOUNDED = (settings.STATIC_URL, "/health/")

# Nearly all pages that are read from SQLite are made within these, by one thread at a time. Where a
# server is asked, a thread works while another waits for an answer.
ALONE_SECONDS = 0.05

shared_pages = connect_shared_pages(security_headers() + tls_headers())
logger = logging.getLogger(__name__)


def page_cache(app: Application) -> Application:
    """The page cache around the security headers, which it caches too, around `app`.

    Where `app` fails, it is retried on the primary; where that fails, the answer is a plain 500.
    What it makes while everything is replaced, is made once more.
    """
    pages = PageCache(
        SecurityHeaders(answer_errors(remake_if_replaced(retry_on_primary(app)))),
        version=watch,
        on_view=lambda key: view_counter.count(int(key)),
        today=today,
        session_cookie=settings.SESSION_COOKIE_NAME,
        max_bytes=settings.PAGE_CACHE_BYTES,
        bypass=BYPASS,
        unbounded=UNBOUNDED,
        shared=shared_pages,
        max_stale=settings.PAGE_MAX_STALE,
        alone_seconds=ALONE_SECONDS if reads_files() else 0,
    )
    return open_to_programs(hand_on_connections(pages))


def reads_files() -> bool:
    """Whether pages are read from files of SQLite, which keep nobody waiting."""
    return any(connections[alias].vendor == "sqlite" for alias in connections)


def hand_on_connections(app: Application) -> Application:
    """Gives the connections of `app` back as soon as it has answered, where threads share them."""
    if not reads_files():
        return app

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return app(environ, start_response)
        finally:
            give_back()

    return answer


def retry_on_primary(app: Application) -> Application:
    """Calls `app` once more, on the primary, where a replica was lost while it answered.

    The primary's content is at least as new as the version that was read on the replica, so the
    page may be cached under that version.
    """

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if (replica := source()) == PRIMARY:
            return app(environ, start_response)
        response = WsgiResponse.of(app, environ)
        if response.has_failed and connections[replica].errors_occurred:
            response.close()
            replicas.mark_lost(replica, "it was lost while a page was made")
            with reading_from(PRIMARY):
                response = WsgiResponse.of(app, environ)
        start_response(response.status, response.headers)
        return response.body

    return answer


def remake_if_replaced(app: Application) -> Application:
    """Calls `app` once more where everything was replaced while it made a page, e.g. by a restore.

    It may have read rows of both, which have the same keys. A usual change says what it wrote, and
    a page that was begun before may show some of it.
    """

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if (begun_at := first_version()) is None:
            return app(environ, start_response)
        response = WsgiResponse.of(app, environ)
        if _is_replaced_since(begun_at):
            response.close()
            response = WsgiResponse.of(app, environ)
        start_response(response.status, response.headers)
        return response.body

    return answer


def _is_replaced_since(version: int) -> bool:
    try:
        now = read_version_again()
        return now is not None and now != version and changes_since(version, now) is None
    except Error:
        return False


def answer_errors(app: Application) -> Application:
    """Answers a plain 500 where `app` raises, i.e. where even its error page failed."""

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return app(environ, start_response)
        except Exception:
            logger.exception("No answer could be made, not even an error page")
            headers = [("Content-Type", "text/plain; charset=utf-8")]
            start_response("500 Internal Server Error", headers, sys.exc_info())
            return [b"500 Internal Server Error"]

    return answer


def start_release() -> None:
    """Raises the content version for a new release. The site starts without a database, too."""
    try:
        content_version.start_release()
    except Error as error:
        logger.warning("The database could not be told of the release: %s", error)
    # Processes that are forked from this one must not share its connection.
    if not connections[PRIMARY].in_atomic_block:
        connections[PRIMARY].close()

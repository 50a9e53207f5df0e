"""How the layers in front of Django are put together."""

import logging
import sys
from collections.abc import Iterable

from django.conf import settings
from django.db import Error, connections

from config.headers import SecurityHeaders, strict_headers, tls_headers
from core import content_version
from core.replicas import PRIMARY, reading_from, source
from core.today import today
from core.version_watch import replicas, watch
from pagecache.application import PageCache
from pagecache.request import Environ
from pagecache.response import Application, StartResponse, WsgiResponse
from pagecache.shared import connect
from roles.popularity import view_counter

# Static files come from memory already; the others are never anonymous pages.
ELSEWHERE = (settings.STATIC_URL, "/admin/", "/health/")

shared = connect(strict_headers() + tls_headers())
logger = logging.getLogger(__name__)


def strict_and_finished(app: Application) -> Application:
    """Finished pages, around strict headers, which they keep, around `app`, which may fail."""
    return PageCache(
        SecurityHeaders(unfailing(again_from_primary(app))),
        version=watch,
        on_view=view_counter.count,
        today=today,
        session_cookie=settings.SESSION_COOKIE_NAME,
        max_bytes=settings.PAGE_CACHE_BYTES,
        elsewhere=ELSEWHERE,
        shared=shared,
    )


def again_from_primary(app: Application) -> Application:
    """Asks `app` once more, on the primary, where a replica was lost while it answered.

    What the primary holds is at least as new as the version that was read on the replica, so the
    page may be kept under that.
    """

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if (replica := source()) == PRIMARY:
            return app(environ, start_response)
        answer = WsgiResponse.of(app, environ)
        if answer.has_failed and connections[replica].errors_occurred:
            answer.close()
            replicas.leave(replica, "it was lost while a page was made")
            with reading_from(PRIMARY):
                answer = WsgiResponse.of(app, environ)
        start_response(answer.status, answer.headers)
        return answer.body

    return answer


def unfailing(app: Application) -> Application:
    """Answers 500 where `app` fails even to say that it has failed."""

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
    """Says that this release serves now. Without a database the site starts all the same."""
    try:
        content_version.start_release()
    except Error as error:
        logger.warning("The database could not be told of the release: %s", error)
    # Processes that are forked from this one must not share its connection.
    if not connections[PRIMARY].in_atomic_block:
        connections[PRIMARY].close()

"""How the layers in front of Django are put together."""

import logging
import sys
from collections.abc import Iterable

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from config.addresses import Environ
from config.answers import Application, StartResponse
from config.content_version import release_started, watch
from config.headers import SecurityHeaders
from config.pagecache import PageCache
from roles.popularity import views

# Static files come from memory already; the others are never anonymous pages.
ELSEWHERE = (settings.STATIC_URL, "/admin/", "/health/")

logger = logging.getLogger(__name__)


def strict_and_finished(app: Application) -> Application:
    """Strict headers, around finished pages, around `app`, which may fail."""
    pages = PageCache(
        unfailing(app),
        version=watch,
        on_view=views.count,
        today=timezone.localdate,
        session_cookie=settings.SESSION_COOKIE_NAME,
        max_bytes=settings.PAGE_CACHE_BYTES,
        elsewhere=ELSEWHERE,
    )
    return SecurityHeaders(pages)


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
        release_started()
    except Error as error:
        logger.warning("The database could not be told of the release: %s", error)
    # Processes that are forked from this one must not share its connection.
    if not connection.in_atomic_block:
        connection.close()

"""What is loaded once, before the server forks, and so held once by all of its processes.

It must start no thread and keep no connection: those would not outlive the fork.
"""

import ctypes
import time
from contextlib import suppress
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.urls import reverse

from analysis import dictionaries
from analysis.analyser import analyser
from core.sqlite3.base import pool
from core.wsgi import Application, Environ, WsgiResponse
from translations.hyphenation import soften
from translations.interface import grouped, percent
from translations.languages import language_activated

M_ARENA_MAX, M_MMAP_THRESHOLD = -8, -3  # of mallopt(3)
LARGE = 256 * 1024  # bytes

FIRST_PAGES = ("", "roles/", "skills/")  # in each language
FIRST_SECONDS = 5  # after which no other one is made


def load() -> None:
    """Loads what the first pages and searches would load otherwise, in each process anew."""
    limit_arenas()
    pool.open()
    dictionaries.installed()
    for language, _name in settings.LANGUAGES:
        analyser().word("word", language)
        soften("responsibilities", language)
        with language_activated(language):
            percent(50)
            grouped(1_000)
            reverse("roles")  # makes the table of all addresses of the language


def limit_arenas() -> None:
    """Lets all threads of a process allocate from the same memory.

    glibc would give each a part of its own, and what one frees in it is of no use to the others.
    Python runs one thread at a time, so that they hardly wait for each other. What is large goes
    back to the system as soon as it is freed; glibc would soon keep that, too.
    """
    with suppress(AttributeError):  # another C library
        library = ctypes.CDLL(None)
        library.mallopt(M_ARENA_MAX, 1)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Gives memory back to the system that was needed for a moment, e.g. to compile templates."""
    with suppress(AttributeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


def ask_first_pages(application: Application) -> None:
    """Asks for pages that need most of what a process keeps: templates, the catalogue, texts."""
    end = time.monotonic() + FIRST_SECONDS
    for page in FIRST_PAGES:
        for language, _name in settings.LANGUAGES:
            if time.monotonic() < end:
                WsgiResponse.of(application, _request(f"/{language}/{page}")).close()
    give_back()


def _request(path: str) -> Environ:
    host = settings.ALLOWED_HOSTS[0].lstrip("*.") or "localhost"
    environ: Environ = {"HTTP_HOST": host, "PATH_INFO": path, "HTTP_ACCEPT_ENCODING": "br"}
    if settings.HTTPS:
        environ |= {"wsgi.url_scheme": "https", "HTTP_X_FORWARDED_PROTO": "https"}
    setup_testing_defaults(environ)
    return environ

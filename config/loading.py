"""What is loaded once, before the server forks, and so held once by all of its processes.

It must leave no thread and no connection behind: those would not outlive the fork.
"""

import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.db import Error
from django.template import engines
from django.urls import reverse

from analysis import dictionaries
from analysis.analyser import analyser
from config import jinja2
from config.memory import give_back
from core import quick_jinja2, template_whitespace
from core.sqlite3.base import pool
from core.template_code import code_kept_in
from core.wsgi import Application, Environ, WsgiResponse
from roles.models import Role
from translations.hyphenation import load_patterns, soften
from translations.interface import grouped, percent
from translations.languages import language_activated
from translations.locale_data import keep_what_is_used

TEMPLATE_CODE, HYPHENATION = "templates.code", "hyphenation.patterns"  # in VAR_DIR
TEMPLATE_COMPILERS = (jinja2, quick_jinja2, template_whitespace)
FIRST_PAGES = ("", "roles/", "skills/")  # in each language
FIRST_SECONDS = 5  # after which no other one is made


def load() -> None:
    """Loads what the first pages and searches would load otherwise, in each process anew."""
    pool.open()
    dictionaries.installed()
    load_templates()
    load_patterns(settings.VAR_DIR / HYPHENATION)
    keep_what_is_used(code for code, _name in settings.LANGUAGES)
    for language, _name in settings.LANGUAGES:
        analyser().word("word", language)
        soften("responsibilities", language)
        with language_activated(language):
            percent(50)
            grouped(1_000)
            reverse("roles")  # makes the table of all addresses of the language


def load_templates() -> None:
    """Compiles the templates of readers' pages. One that is wrong is an error now, and not when
    somebody asks for its page: a reload then leaves the program that is there."""
    templates: Any = engines["jinja2"]
    of_admin = f"{settings.DJANGO_TEMPLATES.name}/"
    with code_kept_in(settings.VAR_DIR / TEMPLATE_CODE, templates.env, TEMPLATE_COMPILERS):
        for name in templates.env.list_templates():
            if not name.startswith(of_admin):
                templates.env.get_template(name)
    give_back()


def ask_first_pages(application: Application) -> None:
    """Asks for pages that need most of what a process keeps: templates, the catalogue, texts.

    The first page of a role takes ten times as long as others, and the first search twice.
    """
    end = time.monotonic() + FIRST_SECONDS
    languages = [language for language, _name in settings.LANGUAGES]
    pages = [(f"/{language}/{page}", "") for page in FIRST_PAGES for language in languages]
    for path, query in chain(pages, _pages_of_a_role(languages)):
        if time.monotonic() < end:
            WsgiResponse.of(application, _request(path, query)).close()
    give_back()


def _pages_of_a_role(languages: list[str]) -> Iterator[tuple[str, str]]:
    """Its own page in each language, and a search that finds it, so that no miss is counted."""
    role = None
    with suppress(Error):  # a database that is lost keeps no worker from its place
        role = Role.objects.published().first()
    if role:
        for language in languages:
            with language_activated(language):
                yield role.get_absolute_url(), ""
                yield reverse("search"), urlencode({"q": role.title})


def _request(path: str, query: str) -> Environ:
    host = settings.ALLOWED_HOSTS[0].lstrip("*.") or "localhost"
    environ: Environ = {"HTTP_HOST": host, "PATH_INFO": path, "QUERY_STRING": query}
    environ["HTTP_ACCEPT_ENCODING"] = "br"
    if settings.HTTPS:
        environ |= {"wsgi.url_scheme": "https", "HTTP_X_FORWARDED_PROTO": "https"}
    setup_testing_defaults(environ)
    return environ

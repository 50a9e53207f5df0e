import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from config import loading
from config.loading import ask_first_pages, limit_arenas
from tests.pagecache.site import WsgiSite

ROOT = Path(__file__).resolve().parents[2]
LOADED = """
import gc, sys, threading
import config.wsgi
from analysis.dictionaries import _open_all
from core.sqlite3.base import pool
from django.db import connections
from translations.hyphenation import _patterns

print(threading.active_count(), connections["default"].connection, pool._idle)
print(_open_all.cache_info().currsize, _patterns.cache_info().currsize)
print(sorted({"ninja", "pydantic", "docx", "typst", "lxml", "openpyxl"} & {*sys.modules}))
"""

NONE_LOADED = "[]"  # of the large libraries that few requests need


# It is the only test that loads the program as a server does: some two seconds.
def test_server_has_loaded_what_is_shared_before_it_forks_but_no_thread_and_connection(tmp_path):
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}", "VAR_DIR": str(tmp_path)}
    run = [sys.executable, "-c", LOADED]
    loaded = subprocess.run(run, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE)

    assert loaded.stdout.decode().splitlines()[-3:] == ["1 None []", "1 3", NONE_LOADED]


@pytest.mark.parametrize(("https", "scheme"), [(True, "https"), (False, "http")])
def test_first_pages_are_asked_for_in_each_language(settings, https, scheme):
    settings.HTTPS, settings.ALLOWED_HOSTS = https, [".example.org"]
    asked = []

    def site(environ, start_response):
        names = ("wsgi.url_scheme", "HTTP_HOST", "PATH_INFO")
        asked.append([environ[name] for name in names])
        return WsgiSite()(environ, start_response)

    ask_first_pages(site)

    assert [scheme, "example.org", "/fi/"] in asked
    assert len(asked) == 3 * len(settings.LANGUAGES)


def test_no_more_pages_are_asked_for_when_that_takes_long(monkeypatch):
    monkeypatch.setattr(loading, "FIRST_SECONDS", 0)
    site = WsgiSite()

    ask_first_pages(site)

    assert site.asked == 0


def test_threads_allocate_from_the_same_memory(monkeypatch):
    asked = []
    library = SimpleNamespace(mallopt=lambda *option: asked.append(option))
    monkeypatch.setattr(loading.ctypes, "CDLL", lambda name: library)

    limit_arenas()
    del library.mallopt  # as another C library than glibc
    limit_arenas()

    assert asked == [(-8, 1), (-3, 262_144)]

import os
import subprocess
import sys
from ast import literal_eval
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader, TemplateSyntaxError

from config import loading
from config.loading import ask_first_pages
from tests.pagecache.site import WsgiSite
from tests.support.factories import RoleFactory

ROOT = Path(__file__).resolve().parents[2]
LOADED = """
import gc, sys, threading
import config.wsgi
from analysis.dictionaries import _open_all
from core.sqlite3.base import pool
from django.db import connections
from django.template import engines
from django.test import Client
from translations.hyphenation import _patterns

print(sorted({"roles.admin", "translating.page", "exchange.views", "api.schemas"} & {*sys.modules}))
print(threading.active_count(), connections["default"].connection, pool._idle)
print(_open_all.cache_info().currsize, _patterns.cache_info().currsize)
print(Client(headers={"host": "localhost"}).get("/admin/account/sign-in/").status_code)
print(sorted({"ninja", "pydantic", "docx", "typst", "lxml", "openpyxl", "fido2"} & {*sys.modules}))
templates = engines["jinja2"].env
print({name for _, name in templates.cache} ^ set(templates.list_templates()))
"""

NONE_LOADED = "[]"  # of the large libraries that few requests need


# It is the only test that loads the program as a server does: some two seconds.
def test_server_has_loaded_what_is_shared_before_it_forks_but_no_thread_and_connection(tmp_path):
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}", "VAR_DIR": str(tmp_path)}
    run = [sys.executable, "-c", LOADED]
    loaded = subprocess.run(run, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE)

    *told, not_compiled = loaded.stdout.decode().splitlines()[-6:]
    assert told == [NONE_LOADED, "1 None []", "1 3", "200", NONE_LOADED]
    assert all(name.startswith("django/") for name in literal_eval(not_compiled))


def test_template_that_is_wrong_is_known_before_anybody_asks_for_its_page(monkeypatch, tmp_path):
    (tmp_path / "wrong.html").write_text("{% if %}")
    templates = SimpleNamespace(env=Environment(loader=FileSystemLoader(tmp_path)))
    monkeypatch.setattr(loading, "engines", {"jinja2": templates})

    with pytest.raises(TemplateSyntaxError):
        loading.load_templates()


@pytest.fixture
def patient(monkeypatch):
    """Pages are asked for though the machine is busy."""
    monkeypatch.setattr(loading, "FIRST_SECONDS", 1000)


@pytest.mark.django_db
@pytest.mark.usefixtures("patient")
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


@pytest.mark.django_db
@pytest.mark.usefixtures("patient")
def test_first_pages_are_those_of_a_role_too_and_searches_that_find_it():
    role = RoleFactory(slug="buyer", title_en="Buyer", title_fi="Ostaja", status="published")
    asked = []

    def site(environ, start_response):
        asked.append((environ["PATH_INFO"], environ["QUERY_STRING"]))
        return WsgiSite()(environ, start_response)

    ask_first_pages(site)

    assert (f"/fi/roles/{role.slug}/", "") in asked
    assert ("/fi/search/", "q=Ostaja") in asked
    assert ("/en/search/", "q=Buyer") in asked


@pytest.mark.django_db
def test_no_more_pages_are_asked_for_when_that_takes_long(monkeypatch):
    monkeypatch.setattr(loading, "FIRST_SECONDS", 0)
    site = WsgiSite()

    ask_first_pages(site)

    assert site.asked == 0

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.urls import (
    NoReverseMatch,
    URLResolver,
    get_resolver,
    path,
    resolve,
    reverse,
)
from django.utils.module_loading import import_string
from django.views import View

from accounts.models import User
from core import lazy_views
from core.lazy_views import LazyURLs, lazy_admin_view, lazy_view, load_all

ROOT = Path(__file__).resolve().parents[2]
PROCESS = os.environ | {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "DATABASE_URL": "sqlite://:memory:",
}


def patterns(resolver):
    for pattern in resolver.url_patterns:
        yield from patterns(pattern) if isinstance(pattern, URLResolver) else [pattern]


LAZY = {
    pattern.callback.__qualname__
    for pattern in patterns(get_resolver())
    if pattern.callback.__module__ == lazy_views.__name__
}


def test_every_view_that_is_loaded_later_is_there():
    load_all()

    assert {"exchange.views.export_texts", "signin.views.SignIn", "api.mcp.endpoint"} <= LAZY
    assert all(callable(import_string(name)) for name in LAZY)


def test_view_that_is_missing_is_known_when_all_are_loaded(monkeypatch):
    monkeypatch.setattr(lazy_views, "_loaders", [])
    lazy_view("greetings_that_are_missing.farewell")

    with pytest.raises(ModuleNotFoundError, match="greetings_that_are_missing"):
        load_all()


# Threads that ask for admin one shortly after the other, in a process that has not loaded it.
RACE = """
import threading, time
import django
django.setup()
from django.contrib import admin
from core.lazy_views import load_admin

def ask(wait):
    time.sleep(wait)
    load_admin()
    counted.append(len(admin.site._registry))

counted = []
threads = [threading.Thread(target=ask, args=(number / 100,)) for number in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(*counted)
"""


def test_threads_that_ask_for_admin_at_once_all_find_it_whole():
    run = [sys.executable, "-c", RACE]
    counted = subprocess.run(run, cwd=ROOT, env=PROCESS, stdout=subprocess.PIPE).stdout.split()

    assert [*map(int, counted)] == [len(admin.site._registry)] * 8


WRONG_ADMIN = """
import django
django.setup()
from django.core.management import call_command
from skills import admin  # registers its kinds, as is done when all are looked for
from skills.models import Skill

admin.admin.site._registry[Skill].list_display = ("nonsense",)
call_command("check")
"""


def test_command_that_checks_the_project_checks_admin():
    run = [sys.executable, "-c", WRONG_ADMIN]
    checked = subprocess.run(run, cwd=ROOT, env=PROCESS, stderr=subprocess.PIPE, text=True)

    assert "admin.E108" in checked.stderr


class Greeting(View):
    def get(self, request, name):
        return HttpResponse(f"Hello {name}")


def farewell(request, name):
    return HttpResponse(f"Goodbye {name}")


@pytest.fixture
def module(monkeypatch):
    """A module with two views."""
    module = ModuleType("greetings")
    module.Greeting, module.farewell = Greeting, farewell
    monkeypatch.setitem(sys.modules, "greetings", module)


@pytest.mark.parametrize(
    ("view", "answer"), [("Greeting", b"Hello Ada"), ("farewell", b"Goodbye Ada")]
)
@pytest.mark.usefixtures("module")
def test_view_answers_with_what_the_address_names(rf, view, answer):
    assert lazy_view(f"greetings.{view}")(rf.get("/"), name="Ada").content == answer


@pytest.fixture
def loaded(monkeypatch):
    """How often it was asked for admin."""
    times = []
    monkeypatch.setattr(lazy_views, "load_admin", lambda: times.append(1))
    return times


@pytest.mark.usefixtures("module")
def test_page_of_admin_is_for_staff_and_has_all_of_admin_loaded_first(rf, loaded):
    request = rf.get("/admin/greeting/")
    request.user = User(is_staff=True, is_active=True)
    assert lazy_admin_view("greetings.farewell")(request, name="Ada").content == b"Goodbye Ada"
    assert loaded == [1]

    request.user = AnonymousUser()
    assert lazy_admin_view("greetings.farewell")(request, name="Ada").status_code == 302
    assert loaded == [1]


@pytest.fixture
def below(monkeypatch, settings):
    """A site with addresses in a namespace, and the module that they are in."""
    site, below = ModuleType("greeting_site"), ModuleType("greetings_below")
    below.urlpatterns = [path("there/", farewell, name="there")]
    site.urlpatterns = [
        path("here/", farewell, name="here"),
        LazyURLs("below/", "greetings_below", "greetings"),
    ]
    monkeypatch.setitem(sys.modules, "greeting_site", site)
    settings.ROOT_URLCONF = "greeting_site"
    return below


def test_addresses_are_loaded_when_one_of_them_is_asked_for(monkeypatch, below):
    assert reverse("here") == "/here/"
    assert resolve("/here/").url_name == "here"
    with pytest.raises(ModuleNotFoundError, match="greetings_below"):
        reverse("greetings:there")

    monkeypatch.setitem(sys.modules, "greetings_below", below)
    assert reverse("greetings:there") == "/below/there/"
    assert resolve("/below/there/").view_name == "greetings:there"
    with pytest.raises(NoReverseMatch):
        reverse("there")

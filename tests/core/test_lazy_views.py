import sys
from types import ModuleType

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.urls import (
    NoReverseMatch,
    URLPattern,
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
from core.lazy_views import LazyURLs, lazy_admin_view, lazy_view


def patterns(resolver):
    for pattern in resolver.url_patterns:
        yield from patterns(pattern) if isinstance(pattern, URLResolver) else [pattern]


LAZY = [pattern for pattern in patterns(get_resolver()) if hasattr(pattern.callback, "lazy_name")]


@pytest.mark.parametrize("pattern", LAZY, ids=lambda pattern: pattern.callback.lazy_name)
def test_every_view_that_is_loaded_later_is_there(pattern: URLPattern):
    assert callable(import_string(pattern.callback.lazy_name))


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

"""Views and addresses that are loaded when somebody first asks for them.

So a process starts with what readers' first pages need. A reload tries out all of it beforehand
(`load_all`), so that what is wrong in it keeps the program that is there.

Leans on a part of Django that its documentation does not describe (tests/test_private_names.py):

- `URLResolver._populate`, which makes the table of addresses by their names
"""

from collections.abc import Callable
from functools import cache
from threading import RLock
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLResolver
from django.urls.resolvers import RoutePattern
from django.utils.module_loading import import_string

View = Callable[..., HttpResponseBase]

_loaders: list[Callable[[], object]] = []  # of each view, and of each module of addresses
_loading_admin = RLock()


def lazy_view(name: str) -> View:
    """The view with a name such as "search.views.results", a function or a class."""

    @cache
    def load() -> View:
        target: Any = import_string(name)
        view: View = target.as_view() if hasattr(target, "as_view") else target
        return view

    def view(request: HttpRequest, **options: Any) -> HttpResponseBase:
        return load()(request, **options)

    view.__qualname__ = name
    _loaders.append(load)
    return view


def lazy_admin_view(name: str, cacheable: bool = False) -> View:
    """The same for a page of admin: for staff only, and it needs to know what else has pages."""
    load_and_answer = lazy_view(name)

    def view(request: HttpRequest, **options: Any) -> HttpResponseBase:
        load_admin()
        return load_and_answer(request, **options)

    view.__qualname__ = name
    return admin.site.admin_view(view, cacheable)


class LazyURLs(URLResolver):
    """Addresses that stand in a module of their own and have a namespace.

    What has no namespace is looked for without them. Django makes the table of a namespace when an
    address in it is first asked for.
    """

    def __init__(self, route: str, module: str, namespace: str) -> None:
        super().__init__(
            RoutePattern(route),
            module,
            app_name=namespace,
            namespace=namespace,
        )
        _loaders.append(lambda: self.urlconf_module)

    def _populate(self) -> None:
        """Nothing: the table of the resolver above names the namespace alone."""


def load_admin() -> None:
    """Loads what says which kinds of objects have pages of admin, and what these are.

    By one thread, since Django puts back what was there before a module that an app lacks.
    """
    with _loading_admin:
        _find_admins()


@cache
def _find_admins() -> None:
    admin.autodiscover()


def load_all() -> None:
    """Loads all views and addresses."""
    load_admin()
    for load in _loaders:
        load()

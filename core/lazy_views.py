"""Views and addresses that are loaded when somebody first asks for them.

So a process starts with what readers' first pages need, which is half of all.

Leans on a part of Django that its documentation does not describe (tests/test_private_names.py):

- `URLResolver._populate`, which makes the table of addresses by their names
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLResolver
from django.urls.resolvers import RoutePattern
from django.utils.module_loading import import_string

View = Callable[..., HttpResponseBase]


def lazy_view(name: str) -> View:
    """The view with a name such as "search.views.results", a function or a class."""

    def view(request: HttpRequest, **options: Any) -> HttpResponseBase:
        target: Any = import_string(name)
        answer: HttpResponseBase = getattr(target, "as_view", lambda: target)()(request, **options)
        return answer

    view.lazy_name = name  # type: ignore[attr-defined]  # for the test that all of them are there
    return view


def lazy_admin_view(name: str, cacheable: bool = False) -> View:
    """The same for a page of admin: for staff only, and it needs to know what else has pages."""
    load = lazy_view(name)

    def view(request: HttpRequest, **options: Any) -> HttpResponseBase:
        load_admin()
        return load(request, **options)

    view.lazy_name = name  # type: ignore[attr-defined]  # as above
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

    def _populate(self) -> None:
        """Nothing: the table of the resolver above names the namespace alone."""


@cache
def load_admin() -> None:
    """Loads what says which kinds of objects have pages of admin, and what these are."""
    admin.autodiscover()

"""Doors that belong to no kind of objects: admin's own pages, autocompletes, public pages."""

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import get_resolver

from core.checking import all_checks
from tests.support.doors import DONE, NOT, PARTLY, seen

INSIDE = 'id="logout-form"'  # stands on every page of admin
SIGNS = {
    "admin/account/sign-in/": 'name="login"',
    "admin/account/reset/": 'href="/admin/account/sign-in/"',
    "admin/account/reset/sent/": 'href="/admin/account/sign-in/"',
    "admin/account/reset/done/": 'href="/admin/account/sign-in/"',
    "admin/password_change/": 'name="old_password"',
    "admin/jsi18n/": "catalog",
}


def routes() -> list[str]:
    """All addresses of the site but those of admin's models, each once."""
    of_models = tuple(
        f"admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry
    )
    found = dict.fromkeys(_walk(get_resolver().url_patterns, ""))
    return [route for route in found if not route.startswith(of_models)]


def _walk(patterns: list[Any], start: str) -> Iterator[str]:
    for pattern in patterns:
        route = f"{start}{pattern.pattern}"
        if not hasattr(pattern, "url_patterns"):
            yield re.sub(r"\(\?P<app_label>[^)]*\)", "<app_label>", route)
        else:
            yield from _walk(pattern.url_patterns, route)


def see_admin_page(route: str, client: Client) -> str:
    return seen(client, f"/{filled_in(route)}", SIGNS.get(route, INSIDE))


def write_to_page(route: str, client: Client) -> str:
    """Public pages take nothing that anybody sends."""
    response = client.post(f"/{filled_in(route)}", {"title_fi": "Forged"})
    return NOT if response.status_code in (404, 405) else PARTLY


def filled_in(route: str) -> str:
    check = next(iter(all_checks()))
    values = {
        "admin/checks/<slug:name>/": f"admin/checks/{check}/",
        "admin/^<app_label>/$": "admin/auth/",
        "admin/(?P<url>.*)$": "admin/nowhere/",
        "admin/account/reset/<uidb64>/<token>/": "admin/account/reset/MQ/x/",
    }
    route = re.sub(r"<int:\w+>", "1", values.get(route, route))
    route = re.sub(r"^\^(\w+)\(.*", r"\1/", route)  # of another name of a language
    return re.sub(r"<(path|slug):\w+>", "1", route)


def relations() -> list[str]:
    """All relations, both ways, that lead to objects with an admin: each can be an autocomplete."""
    return [
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.remote_field and admin.site.is_registered(field.remote_field.model)
    ]


def autocomplete(relation: str, client: Client) -> str:
    """Whether somebody is told objects to choose from."""
    names = ("app_label", "model_name", "field_name")
    query = dict(zip(names, relation.split("."), strict=True))
    response = client.get("/admin/autocomplete/", query)
    if response.status_code >= 500:
        return PARTLY
    return DONE if b'"text"' in response.content else NOT

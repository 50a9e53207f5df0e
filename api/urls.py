"""Addresses for programs. What they lead to is loaded when one asks."""

from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from api import problems
from core.lazy_views import LazyURLs, lazy_view

urlpatterns = [
    path("api/v1/openapi.json", lazy_view("api.description.openapi_json"), name="openapi"),
    path("api/v1", lazy_view("api.description.start")),
    LazyURLs("api/v1/", "api.operation_urls", "api"),
    re_path(r"^api/v1(?:/[\s\S]*)?$", problems.unknown_address),
    # It reads no cookie, and writes nothing.
    path("mcp", csrf_exempt(lazy_view("api.mcp.endpoint")), name="mcp"),
    path("llms.txt", lazy_view("api.llms.llms"), name="llms"),
]

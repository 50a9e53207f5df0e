from django.urls import include, path, re_path

from api import (  # noqa: F401 (their views belong to the API)
    career_pages,
    careers,
    changes,
    description,
    llms,
    mcp,
    pages,
    problems,
    references,
    roles,
    searching,
    vocabulary,
)
from api.service import operations

urlpatterns = [
    path("api/v1/openapi.json", description.openapi_json, name="openapi"),
    path("api/v1", description.start),
    path("api/v1/", include([operation.url for operation in operations()])),
    re_path(r"^api/v1(?:/[\s\S]*)?$", problems.unknown_address),
    path("mcp", mcp.endpoint, name="mcp"),
    path("llms.txt", llms.llms, name="llms"),
]

# In each language, at the address of the page, with `.md` in place of its last slash.
markdown_urlpatterns = [
    path("roles.md", pages.roles),
    path("roles/<slug:slug>.md", pages.role),
    path("skills.md", pages.skills),
    path("skills/<slug:slug>.md", pages.skill),
    path("tools.md", pages.tools),
    path("tools/category/<slug:slug>.md", pages.tool_category),
    path("tools/<slug:slug>.md", pages.tool),
    path("metrics.md", pages.metrics),
    path("metrics/<slug:slug>.md", pages.metric),
    path("careers.md", career_pages.careers),
    path("careers/<slug:slug>.md", career_pages.position),
    path("compare.md", career_pages.compare),
    path("find.md", career_pages.find),
    path("move.md", career_pages.move),
    path("sources.md", pages.sources),
    path("coverage.md", pages.coverage_page),
]

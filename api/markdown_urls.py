"""Addresses of the Markdown of pages: in each language, with `.md` in place of the last slash."""

from django.urls import path

from core.lazy_views import lazy_view

# By the URL name of the page: the address without its end, and the view.
PAGES = {
    "roles": ("roles", "pages.roles"),
    "role": ("roles/<slug:slug>", "pages.role"),
    "skills": ("skills", "pages.skills"),
    "skill": ("skills/<slug:slug>", "pages.skill"),
    "tools": ("tools", "pages.tools"),
    "tool-category": ("tools/category/<slug:slug>", "pages.tool_category"),
    "tool": ("tools/<slug:slug>", "pages.tool"),
    "metrics": ("metrics", "pages.metrics"),
    "metric": ("metrics/<slug:slug>", "pages.metric"),
    "careers": ("careers", "career_pages.careers"),
    "position": ("careers/<slug:slug>", "career_pages.position"),
    "compare": ("compare", "career_pages.compare"),
    "find": ("find", "career_pages.find"),
    "move": ("move", "career_pages.move"),
    "sources": ("sources", "pages.sources"),
    "coverage": ("coverage", "pages.coverage_page"),
}

urlpatterns = [path(f"{address}.md", lazy_view(f"api.{view}")) for address, view in PAGES.values()]

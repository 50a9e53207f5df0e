"""Addresses: the language first, then names that are the same in every language.

Leans on a part of Django that its documentation does not describe (tests/test_private_names.py):

- `normalize` of its resolvers, which finds the parts of a pattern
"""

from functools import lru_cache

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path, resolvers

from config import views
from core.lazy_views import LazyURLs, lazy_admin_view, lazy_view
from signin import urls as signin_urls

# The table of all addresses is made for each language, of patterns that are mostly the same.
resolvers.normalize = lru_cache(2_000)(resolvers.normalize)  # type: ignore[attr-defined]  # private

admin_urls: list[URLPattern | URLResolver] = [
    path("account/", include("signin.urls")),
    *signin_urls.admin_urlpatterns,
    # In place of Django's own, which tells all staff the address of any object.
    path(
        "r/<path:content_type_id>/<path:object_id>/",
        lazy_admin_view("config.on_site.view_on_site"),
    ),
    path("autocomplete/", lazy_admin_view("core.autocomplete.autocomplete")),
    path("", lazy_admin_view("config.start.start_page")),
    path("translating/", lazy_admin_view("translating.views.show_board"), name="translating"),
    path("checks/", lazy_admin_view("translations.check_pages.list_checks"), name="checks"),
    path(
        "checks/<slug:name>/", lazy_admin_view("translations.check_pages.show_check"), name="check"
    ),
    path("exchange/", include("exchange.urls")),
    path(
        "jsi18n/",
        lazy_admin_view("translations.admin_texts.ScriptTexts", cacheable=True),
    ),
    LazyURLs("", "config.admin_urls", "admin"),
]
urlpatterns = [
    # What is asked for most comes first: Django tries one after the other.
    *i18n_patterns(
        path("", views.home, name="home"),
        path("", include("roles.urls")),
        path("", include("skills.urls")),
        path("", include("careers.urls")),
        path("", include("search.urls")),
        path("", include("sources.urls")),
        path("", include("translations.urls")),
        path("about/", views.about, name="about"),
        path("about/components/", lazy_view("config.gallery.components"), name="components"),
        path("", include("descriptions.urls")),
        path("", include("downloads.urls")),
        path("", include("api.markdown_urls")),
        path("api/", lazy_view("api.documentation.documentation"), name="api-docs"),
    ),
    path(settings.ADMIN_PATH, include(admin_urls)),
    path("", views.best_home),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>-<int:number>.xml", views.sitemap, name="sitemap-file"),
    path("robots.txt", views.robots),
    path(".well-known/security.txt", views.security_contact),
    path("favicon.ico", views.icon, {"name": "favicon.ico"}),
    # Apple's devices ask for both names.
    path("apple-touch-icon.png", views.icon, {"name": "apple-touch-icon.png"}),
    path("apple-touch-icon-precomposed.png", views.icon, {"name": "apple-touch-icon.png"}),
    path("health/live", views.live),
    path("health/ready", views.ready),
    path("", include("api.urls")),
    *[
        re_path(rf"^{alias}(?:/(?P<rest>.*))?$", views.alias, {"language": language})
        for alias, language in settings.LANGUAGE_ALIASES.items()
    ],
    path("api/", lazy_view("api.documentation.best_documentation")),
]

handler400 = "config.views.bad_request"
handler403 = "config.views.permission_denied"
handler404 = "config.views.page_not_found"
handler500 = "config.views.server_error"

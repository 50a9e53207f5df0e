"""No page shows what was cached for a reader of another language."""

import sys
from collections.abc import Callable, Iterable

import pytest
from django.test import Client

from config.settings import INSTALLED_APPS
from core.content_cache import cached_per_content_version
from tests.support.addresses import PATHS
from translations.languages import language_codes

pytestmark = pytest.mark.usefixtures("content")

PAGES = [
    *(f"/{{}}/{path}" for path in PATHS),
    "/{}/compare/",
    "/{}/compare/?role=customer-service-manager&role=customer-support-team-lead",
    "/{}/feed/",
    "/{}/nothing/",
    "/{}/opensearch.xml",
    "/{}/roles/?letter=C",
    "/{}/roles/customer-service-administrator/",
    "/{}/search/?q=what+does+a+team+lead+do",
    "/{}/skills/?kind=language",
    "/{}/suggest/?q=te",
]
PAGES_WITHOUT_LANGUAGE = ["/nothing/", "/robots.txt", "/sitemap.xml", "/sitemap-pages-1.xml"]
PACKAGES = {name for name in INSTALLED_APPS if "." not in name} | {"config", "core", "pagecache"}


def functions_with_a_cache() -> list[Callable[..., object]]:
    """The project's functions and methods that are decorated with `cache` or `lru_cache`."""
    modules = [m for name, m in sys.modules.items() if name.partition(".")[0] in PACKAGES]
    values = [value for module in modules for value in vars(module).values()]
    classes = [value for value in values if isinstance(value, type)]
    values += [value for cls in classes for value in vars(cls).values()]
    return [value for value in values if hasattr(value, "cache_clear")]


def visited(languages: Iterable[str]) -> dict[tuple[str, str], tuple[int, str, bytes]]:
    """Status, language and body of every page, by language and address, with caches empty before.

    Anything that is cached without its language is cached in the first of `languages`.
    """
    cached_per_content_version.clear_all()
    for function in functions_with_a_cache():
        function.cache_clear()
    client, answers = Client(), {}
    for code in languages:
        for path in [*PAGES, *PAGES_WITHOUT_LANGUAGE]:
            response = client.get(path.format(code), headers={"accept-language": code})
            language = response.headers.get("Content-Language", "")
            answers[code, path] = response.status_code, language, response.content
    return answers


def test_caches_are_known():
    names = {function.__name__ for function in functions_with_a_cache()}

    assert {"_translated", "_labels", "_parts", "native_name"} <= names


def test_page_is_the_same_whoever_asked_first():
    forwards = visited(language_codes())
    backwards = visited(reversed(language_codes()))

    assert {key for key, answer in forwards.items() if backwards[key] != answer} == set()
    assert all(
        (status, language) == (404 if path.endswith("nothing/") else 200, code)
        for (code, path), (status, language, _) in forwards.items()
        if path in PAGES
    )

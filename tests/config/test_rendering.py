import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from tests.support.markup import spoken


def shown(helper: str, path: str, **names: object) -> str:
    template = engines["jinja2"].from_string("{{ " + helper + " }}")
    with translation.override(path[1:3]):
        return template.render(names, RequestFactory().get(path))


@pytest.mark.parametrize(
    ("path", "marks"),
    [
        ("/fi/", {}),
        ("/fi/skills/", {"skills": "page"}),
        ("/fi/skills/empathy/", {"skills": "true"}),
        ("/fi/skillset/", {}),
    ],
)
def test_navigation_marks_the_part_that_the_page_belongs_to(path, marks):
    items = shown("navigation()", path).splitlines()

    wanted = []
    for name in ("roles", "skills", "tools", "metrics", "careers", "compare"):
        mark = f' aria-current="{marks[name]}"' if name in marks else ""
        label = spoken("fi", name.capitalize())
        wanted.append(f'<li><a href="/fi/{name}/"{mark}>{label}</a></li>')
    assert items == wanted


def test_address_may_take_any_number_of_parts():
    found = [shown(f"url({args})", "/fi/") for args in ("'roles'", "'skill', 'a'")]

    assert found == ["/fi/roles/", "/fi/skills/a/"]
    assert shown("url('sitemap-file', 'roles', 2)", "/fi/") == "/sitemap-roles-2.xml"


@pytest.mark.parametrize("debug", [False, True])
def test_part_of_all_pages_is_in_the_language_of_each(settings, debug):
    settings.DEBUG = debug
    links = {
        code: shown("once('components/site_links.html')", f"/{code}/") for code in ("en", "fi")
    }

    for code, markup in links.items():
        assert f'<a href="/{code}/roles/">{spoken(code, "All roles")}</a>' in markup

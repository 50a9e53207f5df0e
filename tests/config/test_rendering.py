import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from tests.markup import spoken


def shown(helper: str, path: str, **names: object) -> str:
    template = engines["jinja2"].from_string("{{ " + helper + " }}")
    with translation.override(path[1:3]):
        return template.render(names, RequestFactory().get(path))


def test_page_links_to_itself_in_every_language_without_its_query():
    assert shown("page_links()", "/fi/tools/?x=1").splitlines() == [
        '<link rel="canonical" href="http://testserver/fi/tools/">',
        '<link rel="alternate" hreflang="en" href="http://testserver/en/tools/">',
        '<link rel="alternate" hreflang="fi" href="http://testserver/fi/tools/">',
        '<link rel="alternate" hreflang="nb" href="http://testserver/nb/tools/">',
        '<link rel="alternate" hreflang="pl" href="http://testserver/pl/tools/">',
        '<link rel="alternate" hreflang="x-default" href="http://testserver/en/tools/">',
    ]


def test_page_links_to_the_languages_it_is_written_in():
    markup = shown("page_links()", "/fi/roles/lead/", page_languages=["nb", "pl"])

    assert markup.splitlines() == [
        '<link rel="canonical" href="http://testserver/fi/roles/lead/">',
        '<link rel="alternate" hreflang="nb" href="http://testserver/nb/roles/lead/">',
        '<link rel="alternate" hreflang="pl" href="http://testserver/pl/roles/lead/">',
        '<link rel="alternate" hreflang="x-default" href="http://testserver/nb/roles/lead/">',
    ]


def test_page_that_is_written_in_no_language_links_to_itself_only():
    markup = shown("page_links()", "/fi/roles/lead/", page_languages=[])

    assert markup == '<link rel="canonical" href="http://testserver/fi/roles/lead/">'


def test_address_of_a_page_has_no_query():
    assert shown("page_address()", "/pl/roles/?stage=lead") == "http://testserver/pl/roles/"


def test_whole_address_of_a_file():
    markup = shown("absolute_static('img/icon.svg')", "/en/")

    assert markup == "http://testserver/static/img/icon.svg"


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

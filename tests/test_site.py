"""The site with its reference content, page by page."""

from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, override_settings

from downloads.bulk.keeping import make_archive
from tests.support.addresses import PATHS
from tests.support.markup import Page, faults
from translations.languages import language_codes

pytestmark = pytest.mark.usefixtures("content")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("code", language_codes())
def test_page_of_every_kind_is_valid_in_every_language(visit, code, path):
    page = visit(f"/{code}/{path}")

    assert faults(page) == []
    assert page.root.get("lang") == code
    assert len(page.all("h1")) == 1
    assert page.text("title")
    assert "Set-Cookie" not in page.headers


def test_fault_is_noticed():
    page = Page(
        '<!doctype html><html lang="en"><title>x</title><p id="a" style="top:0">'
        '<p id="a" onclick="x()" aria-labelledby="b"><script>x()</script><form></form></html>'
    )

    assert faults(page) == [
        "#a is there 2 times",
        "p has style",
        "p has onclick",
        "aria-labelledby=b",
        "inline script",
        "form without autocomplete=off",
    ]


@pytest.fixture(scope="module")
def pages(reference_content, django_db_blocker, tmp_path_factory):
    """Every page that links lead to from the home page, by address.

    A page with a query shows the same list once more: its links are not followed.
    """
    found, waiting, client = {}, ["/fi/"], Client()
    folder = tmp_path_factory.mktemp("downloads")
    with django_db_blocker.unblock(), override_settings(DOWNLOADS_DIR=folder):
        make_archive()
        while waiting:
            address = waiting.pop()
            if address not in found:
                response = client.get(address)
                assert response.status_code == 200, address
                found[address] = Page(response.content.decode())
                waiting += _internal(address, found[address]) if "?" not in address else []
    return found


def _internal(address: str, page: Page) -> list[str]:
    """The pages in the same language that a page leads to."""
    targets = {urldefrag(urljoin(address, link)).url for link in page.links}
    return sorted(
        target
        for target in targets
        if target.startswith("/fi/") and not target.startswith("/fi/feed/")
        if urlsplit(target).path.endswith("/")  # not a file
    )


def test_every_link_and_every_anchor_leads_somewhere(pages, client):
    broken = []
    for address, page in pages.items():
        for link in page.links:
            target, anchor = urldefrag(urljoin(address, link))
            if anchor and anchor not in pages.get(target, page).ids:
                broken.append((address, link))
    assert broken == []

    roles = {
        address for address in pages if address.startswith("/fi/roles/") and "?" not in address
    }
    assert len(roles) == 1 + 2 * 4  # a role has a page and its description
    [home] = [page for address, page in pages.items() if address == "/fi/"]
    outside = {link for link in home.links if not link.startswith(("/fi/", "#"))}
    assert {client.get(link).status_code for link in outside} == {200}


def test_every_page_that_can_be_reached_is_in_the_sitemap_and_the_other_way_round(pages, client):
    def addresses(path: str) -> list[str]:
        parts = client.get(path).content.decode().split("<loc>")[1:]
        return [urlsplit(part.partition("</loc>")[0]).path for part in parts]

    listed = {address for file in addresses("/sitemap.xml") for address in addresses(file)}

    assert {path for path in listed if path.startswith("/fi/")} == {
        address for address in pages if "?" not in address
    }


def test_every_page_is_valid(pages):
    assert {address: found for address, page in pages.items() if (found := faults(page))} == {}


def test_every_file_that_a_page_names_is_there(pages):
    named = {
        element.get(name)
        for page in pages.values()
        for element in page.root.iter()
        for name in ("src", "href", "content")
        if "/static/" in (element.get(name) or "")
    }

    lost = [file for file in named if not finders.find(file.partition("/static/")[2])]
    assert (lost, len(named) > 10) == ([], True)

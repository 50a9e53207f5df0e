from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.support.factories import (
    DraftFactory,
    RoleFactory,
    RoleMetricFactory,
    RoleSkillFactory,
    SkillFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
)
from translations.languages import language_codes

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SITE = "http://testserver"


def maps(client: Client) -> list[ElementTree.Element]:
    """The files that the map of maps names."""
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    files = [client.get(loc.text) for loc in index.iterfind("s:sitemap/s:loc", NAMES)]
    assert {file.headers["Content-Type"] for file in files} == {"application/xml"}
    return [ElementTree.fromstring(file.content) for file in files]


@pytest.fixture
def entries(client):
    """What the map holds: `entries()` by address, each with its alternates and its last change."""

    def read() -> dict[str, tuple[dict[str, str], str]]:
        found = {}
        for url in (url for file in maps(client) for url in file.iterfind("s:url", NAMES)):
            address = url.findtext("s:loc", "", NAMES)
            assert address not in found
            links = {
                link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", NAMES)
            }
            found[address] = (links, url.findtext("s:lastmod", "", NAMES))
        return found

    return read


def test_every_page_of_the_site_is_there_in_every_language(entries):
    listed = ("roles", "skills", "tools", "metrics", "careers", "sources")
    tools = ("search", "compare", "find", "move", "descriptions", "download", "api")
    names = (*tools, *listed, "coverage", "about")
    pages = ["", *(f"{name}/" for name in names)]

    found = entries()

    assert set(found) == {f"{SITE}/{code}/{page}" for code in language_codes() for page in pages}
    assert found[f"{SITE}/fi/roles/"] == (
        {code: f"{SITE}/{code}/roles/" for code in language_codes()}
        | {"x-default": f"{SITE}/en/roles/"},
        "",
    )


def test_role_is_there_in_the_languages_its_page_is_written_in(entries):
    RoleFactory(
        slug="lead",
        introduction="Leads",
        introduction_pl="",
        updated_at=datetime(2026, 5, 20, tzinfo=UTC),
    )

    roles = {address: entry for address, entry in entries().items() if address.endswith("/lead/")}

    links = {code: f"{SITE}/{code}/roles/lead/" for code in ("en", "fi", "nb")}
    alternates = links | {"x-default": f"{SITE}/en/roles/lead/"}
    assert roles == dict.fromkeys(links.values(), (alternates, "2026-05-20"))


def test_description_of_a_role_is_there_as_the_role_is(entries):
    RoleFactory(slug="lead", title_pl="")

    found = entries()

    addresses = {address for address in found if address.endswith("/lead/description/")}
    assert addresses == {f"{SITE}/{code}/roles/lead/description/" for code in ("en", "fi", "nb")}


def test_role_that_is_not_written_in_english_has_another_default(entries):
    RoleFactory(slug="lead", title_en="", title_nb="")

    found = entries()

    assert f"{SITE}/en/roles/lead/" not in found
    links, _ = found[f"{SITE}/fi/roles/lead/"]
    assert links == {
        "fi": f"{SITE}/fi/roles/lead/",
        "pl": f"{SITE}/pl/roles/lead/",
        "x-default": f"{SITE}/fi/roles/lead/",
    }


def test_words_that_published_roles_use_are_there(entries):
    role = RoleFactory()
    RoleSkillFactory(role=role, skill__slug="listening")
    ToolUseFactory(role=role, category__slug="crm", tools=[ToolFactory(slug="zendesk")])
    RoleMetricFactory(role=role, metric__slug="csat")
    RoleSkillFactory(role=DraftFactory(slug="draft"), skill__slug="secret")
    SkillFactory(slug="unused")

    pages = {address.removeprefix(f"{SITE}/pl/") for address in entries() if "/pl/" in address}

    assert {page for page in pages if page.count("/") > 1 and "roles" not in page} == {
        "skills/listening/",
        "tools/category/crm/",
        "tools/zendesk/",
        "metrics/csat/",
    }
    assert "roles/draft/" not in pages


def test_word_is_there_in_the_languages_it_is_written_in(entries):
    RoleSkillFactory(skill__slug="listening", skill__title_nb="", skill__title_pl="")

    pages = [address for address in entries() if address.endswith("/listening/")]

    assert pages == [f"{SITE}/en/skills/listening/", f"{SITE}/fi/skills/listening/"]


def test_longer_sections_are_split_into_files(client, entries, monkeypatch):
    monkeypatch.setattr("config.sitemaps.PER_FILE", 2)
    roles = [RoleFactory() for _ in range(5)]

    assert len(maps(client)) == 1 + 2 * 3  # roles, and their descriptions
    assert {f"{SITE}/fi/roles/{role.slug}/" for role in roles} < set(entries())


@pytest.mark.parametrize("name", ["roles-2", "roles-0", "pages-2", "drafts-1"])
def test_file_that_the_map_does_not_name_is_not_there(client, name):
    RoleFactory()

    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_maps_may_be_kept(client):
    RoleFactory()

    for name in ("sitemap", "sitemap-roles-1"):
        assert client.get(f"/{name}.xml").headers["X-Page"] == ""


@pytest.mark.parametrize("name", ["sitemap", "sitemap-roles-1", "sitemap-skills-1"])
def test_map_costs_as_many_queries_for_three_roles_as_for_one(client, count_queries, name):
    add_items(RoleFactory())
    first = count_queries(lambda: client.get(f"/{name}.xml"))
    add_items(RoleFactory())
    add_items(RoleFactory())

    assert count_queries(lambda: client.get(f"/{name}.xml")) == first
    assert first <= 16

import pytest
from django.urls import resolve
from markupsafe import escape

from api import markdown_urls
from config.sitemaps import PAGES as SITEMAP_PAGES
from tests.support.factories import DraftFactory, RoleFactory, SourceFactory, add_items, cite
from translations.languages import language_codes

pytestmark = pytest.mark.django_db

PAGES = [
    "roles/",
    "roles/customer-support-team-lead/",
    "skills/",
    "skills/communication/",
    "tools/",
    "tools/zendesk/",
    "tools/category/crm/",
    "metrics/",
    "metrics/first-response-time/",
    "careers/",
    "careers/customer-support-operations-manager/",
    "compare/",
    "compare/?role=customer-support-team-lead&role=customer-service-manager",
    "find/?skill=communication",
    "move/?from=customer-support-team-lead&to=customer-service-manager",
    "sources/",
    "coverage/",
]
# They say nothing that the others, the API or a file of everything do not say.
WITHOUT_MARKDOWN = {"home", "search", "descriptions", "about", "api-docs", "download"}


def markdown(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_page_links_to_its_markdown(client, content, path):
    path_alone, mark, query = path.partition("?")
    address = f"/fi/{path_alone}".removesuffix("/") + f".md{mark}{query}"
    page = client.get(f"/fi/{path}").content.decode()
    response = client.get(address)

    link = f'<link rel="alternate" type="text/markdown" href="{escape(address)}">'
    assert link in page
    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.headers["Content-Language"] == "fi"
    assert "X-Page" in response.headers
    assert response.headers["X-Robots-Tag"] == "noindex"
    text = response.content.decode()
    assert text.startswith("# ")
    assert f"http://testserver/fi/{path}" in text


def test_every_page_of_the_content_has_its_markdown():
    assert {*SITEMAP_PAGES} - WITHOUT_MARKDOWN <= {*markdown_urls.PAGES}
    named = {resolve(f"/en/{path.partition('?')[0]}").url_name for path in PAGES}
    assert named == {*markdown_urls.PAGES}


def test_role_has_all_of_its_items_and_sources(client):
    role = add_items(RoleFactory(slug="lead", title="Lead", introduction="About it"))
    cite(role, SourceFactory(title="The source"))

    text = markdown(client, "/en/roles/lead.md")

    assert text.startswith("# Lead en\n")
    for expected in ("About it en", "- Task one en", "Context en", "The source", "## Skills"):
        assert expected in text


def test_text_in_another_language_says_so_and_markup_is_text(client):
    RoleFactory(slug="lead", title="*Lead* <b>", title_fi="", source_language="pl")

    text = markdown(client, "/fi/roles/lead.md")

    assert text.startswith(r"# \*Lead\* \<b> pl (Polski)")


def test_draft_and_what_is_not_there_have_none(client):
    DraftFactory(slug="hush")

    for path in ("roles/hush", "roles/nowhere", "skills/nowhere", "careers/hush", "roles/%00"):
        markdown(client, f"/en/{path}.md", 404)
    assert "hush" not in markdown(client, "/en/roles.md")


def test_list_goes_on(client, monkeypatch):
    monkeypatch.setattr("roles.browse.PAGE_SIZE", 2)
    for letter in "abc":
        RoleFactory(slug=letter, title=letter)

    first = markdown(client, "/en/roles.md")
    second = markdown(client, "/en/roles.md?after=b")

    assert "/en/roles/a.md" in first
    assert "/en/roles.md?after=b" in first
    assert "/en/roles/c.md" in second
    assert "roles.md?after=" not in second


@pytest.mark.parametrize("code", language_codes())
def test_assistants_are_told_where_to_begin(client, code):
    response = client.get("/llms.txt")

    text = response.content.decode()
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith("# Rolebook\n\n> ")
    assert f"http://testserver/{code}/roles.md" in text
    assert "/mcp" not in text

import pytest

from api.pages import VIEWS
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
    "careers/customer-support-operations-manager/",
    "sources/",
]


def markdown(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_page_links_to_its_markdown(client, content, path):
    address = f"/fi/{path}".removesuffix("/") + ".md"
    page = client.get(f"/fi/{path}").content.decode()
    response = client.get(address)

    assert f'<link rel="alternate" type="text/markdown" href="{address}">' in page
    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.headers["Content-Language"] == "fi"
    assert "X-Page" in response.headers
    text = response.content.decode()
    assert text.startswith("# ")
    assert f"http://testserver/fi/{path}" in text
    assert len(PAGES) == len(VIEWS)


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
    assert "?after=" not in second


@pytest.mark.parametrize("code", language_codes())
def test_assistants_are_told_where_to_begin(client, code):
    response = client.get("/llms.txt")

    text = response.content.decode()
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith("# Rolebook\n\n> ")
    assert f"http://testserver/{code}/roles.md" in text
    assert "/mcp" not in text

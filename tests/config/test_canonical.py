"""Other spellings of an address lead to the page."""

from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import set_script_prefix
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.factories import RoleFactory, ToolCategoryFactory, ToolFactory, ToolUseFactory
from tests.support.markup import Page

pytestmark = pytest.mark.django_db

PERMANENT, TEMPORARY = 301, 302


@pytest.mark.parametrize(
    ("path", "status", "address"),
    [
        ("/FI/", PERMANENT, "/fi/"),
        ("/Fi", PERMANENT, "/fi/"),
        ("/fi", PERMANENT, "/fi/"),
        ("/en-GB/", PERMANENT, "/en/"),
        ("/en_gb", PERMANENT, "/en/"),
        ("/es-419/", None, None),
        ("/pl-PL/roles/?text=x&stage=lead", PERMANENT, "/pl/roles/?text=x&stage=lead"),
        ("/nb-NO/roles", PERMANENT, "/nb/roles/"),
        ("/NO/roles/", TEMPORARY, "/nb/roles/"),
        ("/nn-NO/roles/", TEMPORARY, "/nb/roles/"),
        ("/NN", TEMPORARY, "/nb/"),
        ("/fi/roles", PERMANENT, "/fi/roles/"),
        ("/fi/Roles", PERMANENT, "/fi/roles/"),
        ("/FI/ROLES", PERMANENT, "/fi/roles/"),
        ("/fi/Tools/Category/crm", PERMANENT, "/fi/tools/category/crm/"),
        ("/fi/roles/team-lead", PERMANENT, "/fi/roles/team-lead/"),
        ("/fi/roles/Team-Lead/", PERMANENT, "/fi/roles/team-lead/"),
        ("/fi/roles/Team-Lead/?with=pl", PERMANENT, "/fi/roles/team-lead/?with=pl"),
        ("/FI/OpenSearch.xml", PERMANENT, "/fi/opensearch.xml"),
        ("/EN/opensearch.xml", PERMANENT, "/en/opensearch.xml"),
    ],
)
def test_other_spelling_leads_to_the_page(client, path, status, address):
    RoleFactory(slug="team-lead")
    category = ToolCategoryFactory(slug="crm")
    ToolUseFactory(tools=[ToolFactory()], category=category)

    response = client.get(path)

    if status is None:
        assert response.status_code == 404
        return
    assert (response.status_code, response["Location"]) == (status, address)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "path", ["/FI/roles/Team-Lead", "/fi/roles/TEAM-LEAD", "/no/Roles/Team-Lead", "/NN/roles/lead"]
)
def test_several_faults_are_corrected_one_after_the_other(client, path):
    RoleFactory(slug="team-lead")
    RoleFactory(slug="lead")

    response = client.get(path, follow=True)

    assert response.status_code == 200
    assert len(response.redirect_chain) <= 2


def test_slug_with_capitals_is_still_reached(client):
    ToolUseFactory(tools=[ToolFactory(slug="CRM")])

    assert client.get("/en/tools/CRM/").status_code == 200
    assert client.get("/EN/tools/CRM", follow=True).redirect_chain == [("/en/tools/CRM/", 301)]


@pytest.mark.parametrize(
    "path",
    [
        "/FI/nothing/",
        "/fi/Nothing",
        "/fi/roles/nothing/",
        "/no-such-page/",
        "/nothing/",
        "/Sitemap",
        "//evil.example/",
        "//fi/",
        "/fi//evil.example/",
        "/FI//evil.example",
        "/FI/%5Cevil.example",
        "/FI/%0D%0ASet-Cookie:x",
        "/fi%00/",
        "/sv-SE/roles/",
    ],
)
def test_path_without_a_page_is_not_found_at_once(path):
    # As PATH_INFO: the client would take "//evil.example/" for a host.
    response = Client(raise_request_exception=False).get("/", PATH_INFO=unquote(path))

    assert response.status_code == 404
    assert len(Page(response.content.decode()).all("h1")) == 1


def test_slug_of_nothing_ends_as_not_found(client):
    response = client.get("/FI/roles/Nothing", follow=True)

    assert response.status_code == 404
    assert [address for address, _ in response.redirect_chain] == [
        "/fi/roles/Nothing/",
        "/fi/roles/nothing/",
    ]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("path", ["/FI/roles/", "/fi/roles", "/fi/Roles/"])
def test_what_is_sent_is_not_redirected(client, settings, method, path):
    for debug in (False, True):
        settings.DEBUG = debug
        assert getattr(client, method)(path).status_code == 405


def test_head_is_redirected_as_get_is(client):
    response = client.head("/FI/roles?x=1")

    assert (response.status_code, response["Location"]) == (301, "/fi/roles/?x=1")


def test_developer_is_redirected_too(client, settings):
    settings.DEBUG = True

    assert client.get("/FI/roles")["Location"] == "/fi/roles/"


def test_query_is_passed_on_as_it_was_written(client):
    written = client.get("/FI/", QUERY_STRING="q=a%26b%3F+c&q=%C3%A5#")
    raw = client.get("/FI/", QUERY_STRING="q=å".encode().decode("latin-1"))

    assert written["Location"] == "/fi/?q=a%26b%3F+c&q=%C3%A5%23"
    assert raw["Location"] == "/fi/?q=%C3%A5"


def test_site_below_a_prefix_is_not_left(client):
    set_script_prefix("/book/")
    try:
        assert client.get("/FI/roles")["Location"] == "/book/fi/roles/"
    finally:
        set_script_prefix("/")


def test_redirect_is_not_cached_as_a_page(client):
    response = client.get("/FI/", headers={"accept-language": "pl"})

    assert "X-Page" not in response
    assert response["Vary"] == "Accept-Language"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(alphabet="fiFInNoObBpPlLeEaA-_/.%?\\ rR0", max_size=20))
def test_no_address_is_redirected_for_ever_or_away(client, path):
    response = client.get(f"/{path.lstrip('/')}", follow=True)

    assert response.status_code in (200, 404)
    assert all(
        address.startswith("/") and address[1:2] != "/" for address, _ in response.redirect_chain
    )

import pytest
from django.contrib.staticfiles.finders import find

from core.rendering import static


@pytest.mark.django_db
def test_robots_may_read_all_but_admin_and_learn_where_the_map_is(client):
    response = client.get("/robots.txt")

    assert response.content.decode() == (
        "User-agent: *\nDisallow: /admin/\nSitemap: http://testserver/sitemap.xml\n"
    )
    assert response["Content-Type"] == "text/plain"


def test_living_process_says_so_without_a_database(client):
    response = client.get("/health/live")

    assert response.json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/favicon.ico", "favicon.ico"),
        ("/apple-touch-icon.png", "apple-touch-icon.png"),
        ("/apple-touch-icon-precomposed.png", "apple-touch-icon.png"),
    ],
)
def test_fixed_addresses_of_icons_lead_to_them(client, path, name):
    response = client.get(path)

    assert (response.status_code, response["Location"]) == (302, static(f"img/{name}"))
    assert find(f"img/{name}")


@pytest.mark.django_db
def test_page_about_the_site_leads_to_sources_and_coverage(visit):
    page = visit("/nb/about/")

    links = [link.get("href") for link in page.all("a", inside=page.find("main"))]
    assert links == ["/nb/sources/", "/nb/coverage/"]
    assert page.headers["X-Page"] == ""

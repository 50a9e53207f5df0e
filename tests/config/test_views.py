import pytest


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


@pytest.mark.parametrize("path", ["/robots.txt", "/health/live", "/health/ready"])
def test_machines_may_only_read(client, path):
    response = client.post(path)

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


@pytest.mark.django_db
def test_page_about_the_site_leads_to_sources_and_coverage(visit):
    page = visit("/nb/about/")

    links = [link.get("href") for link in page.all("a", inside=page.find("main"))]
    assert links == ["/nb/sources/", "/nb/coverage/"]
    assert page.headers["X-Page"] == ""

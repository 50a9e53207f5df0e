import pytest

from tests.support.factories import (
    DraftFactory,
    RoleFactory,
    RoleFamilyFactory,
    RoleSkillFactory,
    SkillFactory,
)
from tests.support.markup import spoken

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    family = RoleFamilyFactory(slug="service")
    role = RoleFactory(slug="lead", family=family)
    RoleSkillFactory(role=role, skill=SkillFactory(slug="listening"))
    return role


@pytest.mark.parametrize(
    "query",
    ["stage=chief", "skill=unknown", "after=nobody", "before=nobody", "letter=Ö", "utm_source=x"],
)
def test_list_that_ignores_a_parameter_is_not_cached(visit, lead, query):
    assert "X-Page" not in visit(f"/en/roles/?{query}").headers


def test_list_that_understands_all_parameters_may_be_cached(visit, lead):
    page = visit("/en/roles/?family=service&skill=listening&sort=stage&view=table")

    assert page.headers["X-Page"] == (
        "text,family,stage,skill,skill_q,tool,tool_q,sort,view,after,before,last,letter,compare"
    )
    assert page.all("p", "notice") == []


def test_list_that_is_narrowed_by_typed_text_is_not_cached(visit, lead):
    assert "X-Page" not in visit("/en/roles/?text=lead").headers


def test_role_page_counts_as_a_view_and_may_be_cached(visit, lead):
    headers = visit("/en/roles/lead/?with=fi").headers

    assert headers["X-Viewed"] == str(lead.pk)
    assert headers["X-Page"] == "with,preview"
    assert "Set-Cookie" not in headers


def test_unknown_role_is_not_found_in_the_readers_language(visit):
    assert visit("/pl/roles/nobody/", status=404).text("h1") == spoken("pl", "Page not found")


def test_draft_is_not_found_though_a_preview_is_asked_for(visit):
    DraftFactory(slug="secret")

    visit("/en/roles/secret/", status=404)
    visit("/en/roles/secret/?preview=1", status=404)


def test_preview_of_a_draft_is_not_cached_and_counts_as_no_view(admin_client):
    DraftFactory(slug="secret")

    response = admin_client.get("/en/roles/secret/?preview=1")

    assert response.status_code == 200
    assert not {"X-Page", "X-Viewed"} & {*response.headers}


def test_retired_role_keeps_its_page_which_links_to_its_successor(visit, lead):
    RoleFactory(slug="chief", title="Chief", status="retired", replaced_by=lead)
    page = visit("/fi/roles/chief/")

    links = page.all("a", inside=page.by_id("retired"))
    assert [link.get("href") for link in links] == ["/fi/roles/lead/"]
    assert spoken("fi", "Replaced by:") in page.text("p", "notice")
    assert '<meta name="robots" content="noindex">' in page.markup
    assert "X-Viewed" not in page.headers
    assert "chief" not in visit("/fi/roles/").markup


def test_retired_role_does_not_link_to_a_draft(visit):
    RoleFactory(slug="chief", status="retired", replaced_by=DraftFactory(slug="secret"))

    assert "secret" not in visit("/en/roles/chief/").markup

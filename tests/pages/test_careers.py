import pytest

from careers.listing import PAGE_SIZE
from tests.support.factories import (
    CareerStepFactory,
    DraftFactory,
    PositionFactory,
    RelatedRoleFactory,
    RoleFactory,
    RoleFamilyFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_described")]


@pytest.fixture
def ladder():
    """A lead's ladder from agent to lead, and a move sideways to sales."""
    role = RoleFactory(slug="lead", title="Lead", stage="lead")
    own = PositionFactory(slug="lead", role=role, stage="lead", lane="leadership")
    agent = PositionFactory(slug="agent", title="Agent", stage="entry")
    sales = PositionFactory(slug="sales", title="Sales", lane="growth")
    CareerStepFactory(role=role, positions=[agent])
    CareerStepFactory(role=role, positions=[own])
    CareerStepFactory(role=role, kind="sideways", advice="Sell.", positions=[sales])
    return own


def test_map_shows_all_positions_by_stage(visit, ladder):
    page = visit("/en/careers/")

    assert page.text("h1") == "Careers"
    stages = {
        page.text("h3", inside=stage): page.texts("a", inside=stage)
        for stage in page.all("section", "stage")
    }
    assert {stage: titles for stage, titles in stages.items() if titles} == {
        "Entry": ["Agent en Serving customers"],
        "Lead": ["Lead en Leading people"],
        "Stage not given": ["Sales en Customer relationships"],
    }


def test_list_says_the_same_as_the_map(visit, ladder):
    page = visit("/en/careers/")

    rows = [
        [page.text("th", inside=row), *page.texts("td", inside=row)]
        for row in page.all("tr", inside=page.find("tbody"))
    ]
    assert rows == [
        ["Agent en", "Serving customers", "Entry", "Lead en", "–"],
        ["Lead en", "Leading people", "Lead", "–", "Sales en"],
        ["Sales en", "Customer relationships", "–", "–", "–"],
    ]


def test_drafts_are_on_no_map(visit, ladder):
    PositionFactory(slug="hush", role=DraftFactory(title="Hush"))

    assert "Hush" not in visit("/en/careers/").text("body")


def test_without_positions_the_page_leads_to_the_roles(visit):
    page = visit("/en/careers/")

    assert page.all("div", "map") == page.all("table") == []
    assert page.text("p", "notice") == "There are no positions yet. Browse roles"


def test_more_positions_than_a_picture_holds_are_listed_page_by_page(visit):
    for number in range(PAGE_SIZE + 1):
        PositionFactory(slug=f"p{number:03}", title=f"P{number:03}")

    first = visit("/en/careers/")
    more = first.find("a", "btn", inside=first.find("p", "more")).get("href")
    second = visit(more)

    assert first.all("div", "map") == []
    assert len(first.all("tr", inside=first.find("tbody"))) == PAGE_SIZE
    assert second.texts("th", inside=second.find("tbody")) == [f"P{PAGE_SIZE:03} en"]


def test_place_in_the_list_that_is_not_known_is_said(visit, ladder):
    page = visit("/en/careers/?after=nowhere")

    assert "after=nowhere" in page.text("body")
    assert page.all("div", "map") != []


def test_position_page_says_where_its_moves_lead(visit, ladder):
    page = visit("/fi/careers/lead/")

    assert page.text("h1") == "Lead fi"
    assert page.text("span", "here").startswith("Lead fi")
    assert page.texts("h3", inside=page.find("div", "practice")) == ["Sales fi"]
    advice, source = page.texts("p", inside=page.find("div", "practice"))
    assert advice == "Sell. fi"
    assert source.endswith(": Lead fi")


def test_move_between_two_roles_leads_to_its_plan_and_to_comparing_them(visit, ladder):
    manager = RoleFactory(slug="manager", title="Manager")
    CareerStepFactory(role=ladder.role, positions=[PositionFactory(role=manager)])

    links = visit("/en/careers/lead/").links

    assert "/en/move/?from=lead&to=manager" in links
    assert "/en/compare/?role=lead&role=manager" in links


def test_position_of_a_role_is_found_by_the_roles_name(client):
    PositionFactory(slug="team-lead", role=RoleFactory(slug="lead"))

    response = client.get("/en/careers/lead/")

    assert (response.status_code, response["Location"]) == (302, "/en/careers/team-lead/")


def test_role_without_a_ladder_has_a_page_that_says_so(visit):
    RoleFactory(slug="smith", title="Smith", family=RoleFamilyFactory(hue="red"))
    page = visit("/en/careers/smith/")

    assert page.text("h1") == "Smith en"
    assert page.text("p", "notice").startswith(
        "No source describes moves to or from this position yet."
    )
    assert (page.all("p", "lead"), page.all("div", "facts")) == ([], [])


def test_role_without_a_ladder_says_so_and_shows_the_roles_that_are_near(visit):
    smith = RoleFactory(slug="smith", stage="specialist")
    RelatedRoleFactory(role=smith, other=RoleFactory(title="Founder"))

    page = visit("/en/careers/smith/")

    assert page.text("p", "lead") == (
        "No source describes moves to or from this position yet. The roles below have "
        "requirements similar to those of this position. The percentage "
        "shows what share of a role’s requirements you already meet."
    )
    assert page.texts("dt") == ["Stage"]
    assert page.all("p", "notice") == []
    assert page.texts("h2", inside=page.find("main")) == ["Roles with similar requirements"]


def test_only_moves_that_there_are_are_counted(visit, ladder):
    def counted(slug):
        page = visit(f"/en/careers/{slug}/")
        return dict(zip(page.texts("dt"), page.texts("dd"), strict=True))

    assert counted("lead") == {
        "Kind of work": "Leading people",
        "Stage": "Lead",
        "Sideways moves": "1",
    }
    assert counted("sales") == {"Kind of work": "Customer relationships"}


@pytest.mark.parametrize("slug", ["hush", "nobody", "gone"])
def test_what_readers_may_not_see_is_answered_like_what_is_not_there(client, slug):
    PositionFactory(slug="hush", role=DraftFactory())
    RoleFactory(slug="gone", status="retired")

    assert client.get(f"/en/careers/{slug}/").status_code == 404


@pytest.mark.parametrize("address", ["careers/", "careers/lead/"])
def test_pages_cost_as_many_queries_for_three_ladders_as_for_one(
    client, ladder, address, count_queries
):
    counts = []
    for _ in range(3):
        role = RoleFactory(stage="lead")
        ends = [PositionFactory(role=RoleFactory(), stage="manager") for _ in range(2)]
        CareerStepFactory(role=role, positions=[ladder])
        CareerStepFactory(role=role, positions=ends)
        counts.append(count_queries(lambda: client.get(f"/en/{address}")))

    assert counts[0] == counts[1] == counts[2] <= 9

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from skills.short_ids import short_id_of_slug
from tests.browser.accessibility import table_parts, violations
from tests.browser.pages import COMPARED

pytestmark = pytest.mark.browser

LEAD, MANAGER = "Asiakastuen tiiminvetäjä", "Asiakastuen operatiivinen päällikkö"
FOUR = f"{COMPARED}&role=customer-service-manager&role=customer-service-administrator"


def box(page: Page, title: str) -> Locator:
    """The box to tick beside a role."""
    return page.get_by_role("checkbox", name=f"Vertaile: {title}")


def bar(page: Page) -> Locator:
    return page.locator(".comparebar")


def compare(page: Page) -> None:
    bar(page).get_by_role("button", name="Vertaile").click()


@pytest.mark.both_databases
def test_job_seeker_ticks_two_roles_compares_them_and_narrows_the_table(page):
    page.goto("/fi/roles/")
    expect(bar(page)).to_be_hidden()
    box(page, LEAD).check()
    expect(bar(page)).to_be_visible()
    page.goto("/fi/roles/customer-support-operations-manager/")
    page.locator(".plate .pick input").check()
    expect(bar(page).locator(".rm [lang]")).to_have_text([LEAD, MANAGER])
    assert violations(page) == []

    compare(page)
    expect(page).to_have_url(f"/fi/compare/?{COMPARED}")
    expect(page.locator(".cmp thead .nm a")).to_have_text([LEAD, MANAGER])
    everything = page.locator(".cmp td").count()
    page.get_by_role("link", name="Vain erot").click()
    expect(page).to_have_url(f"/fi/compare/?{COMPARED}&show=differences")
    assert 0 < page.locator(".cmp td").count() < everything

    page.locator(".langs a[hreflang=pl]").click()
    expect(page).to_have_url(f"/pl/compare/?{COMPARED}&show=differences")
    page.locator(".cmp thead .rm").first.click()
    expect(page).to_have_url(
        "/pl/compare/?role=customer-support-operations-manager&show=differences"
    )
    page.goto("/fi/roles/")
    expect(bar(page).locator(".rm [lang]")).to_have_text([MANAGER])
    expect(box(page, MANAGER)).to_be_checked()
    expect(box(page, LEAD)).not_to_be_checked()


def test_choice_of_the_address_stays_until_another_is_made(page):
    page.goto("/fi/roles/?compare=customer-support-team-lead")
    expect(box(page, LEAD)).to_be_checked()

    box(page, LEAD).uncheck()
    expect(bar(page)).to_be_hidden()
    page.reload()
    expect(box(page, LEAD)).not_to_be_checked()


def test_bar_is_put_away_and_stays_so_from_page_to_page(page):
    page.goto("/fi/roles/")
    box(page, LEAD).check()
    open_height = bar(page).bounding_box()["height"]
    bar(page).get_by_text("Piilota").click()
    expect(bar(page).get_by_text("Näytä")).to_be_visible()
    assert bar(page).bounding_box()["height"] < open_height / 1.5

    page.goto("/fi/")
    expect(bar(page)).to_contain_text("Vertailtavat roolit1")
    expect(bar(page).locator(".rm")).to_be_hidden()
    bar(page).locator("summary").press("Enter")
    expect(bar(page).locator(".rm")).to_be_visible()
    page.wait_for_function("!('compare-closed' in sessionStorage)")
    assert page.evaluate("Object.keys(sessionStorage)") == ["compare"]


def test_all_that_was_ticked_is_cleared_at_once(page):
    page.goto(f"/fi/roles/?{FOUR.replace('role=', 'compare=')}")
    bar(page).get_by_role("button", name="Poista valinnat").click()
    expect(bar(page)).to_be_hidden()
    assert page.locator(".pick :checked").count() == 0

    page.goto(f"/fi/compare/?{COMPARED}")
    page.get_by_role("link", name="Poista valinnat").click()
    expect(page).to_have_url("/fi/compare/")
    expect(bar(page)).to_be_hidden()
    page.goto(f"/fi/compare/?{FOUR}&role=unfinished")
    bar(page).get_by_role("button", name="Poista valinnat").click()
    expect(page).to_have_url("/fi/compare/")
    expect(bar(page)).to_be_hidden()


def test_fifth_role_is_refused_in_words_and_one_is_taken_away_by_keyboard(page):
    page.goto(f"/fi/roles/?{FOUR.replace('role=', 'compare=')}")
    expect(bar(page).locator(".rm")).to_have_count(4)

    page.goto(f"/fi/compare/?{FOUR}&role=unfinished")
    expect(bar(page).locator(".rm")).to_have_count(5)
    bar(page).locator(".rm").last.press("Enter")
    expect(bar(page).locator(".rm")).to_have_count(4)
    expect(bar(page).locator(".rm").first).to_be_focused()

    page.locator(".pick input:not(:checked)").first.press("Space")
    expect(bar(page).get_by_role("status")).to_contain_text("Voit vertailla enintään neljää roolia")
    expect(bar(page).locator(".rm")).to_have_count(4)
    page.evaluate("scrollTo(0, 0)")  # the bar covers what is at the foot of the window
    assert violations(page) == []


@pytest.mark.parametrize(("query", "roles", "lines"), [(COMPARED, 2, 1), (FOUR, 4, 4)])
def test_table_on_a_phone_keeps_its_header_in_sight_and_is_still_a_table(page, query, roles, lines):
    page.goto(f"/fi/compare/?{query}")
    on_desktop = table_parts(page)
    page.set_viewport_size({"width": 390, "height": 844})

    line = page.locator(".cmp tr:not(.long, .grp, .sub)").nth(1)
    tops = [line.locator("td").nth(at).bounding_box()["y"] for at in range(roles)]
    assert len(set(tops)) == lines
    # Where one stands below the other, each says whose it is.
    assert [key.is_visible() for key in line.locator("td .key").all()] == [lines > 1] * roles
    assert line.locator("th").bounding_box()["y"] < tops[0]
    page.locator(".cmp tbody").last.scroll_into_view_if_needed()
    expect(page.locator(".cmp thead .nm").last).to_be_in_viewport()
    assert table_parts(page) == on_desktop


def test_comparison_prints_as_a_table_without_what_is_for_screens_only(page):
    page.goto(f"/fi/compare/?{FOUR}")
    page.emulate_media(media="print", color_scheme="dark")

    for part in (".site-head", ".toolbar", ".change", ".cmp .rm"):
        assert page.locator(f"{part} >> visible=true").count() == 0
    expect(page.locator(".cmp thead .nm")).to_have_count(4)
    expect(page.locator(".cmp tbody td").last).to_be_visible()


def test_comparison_is_downloaded(page):
    page.goto(f"/fi/compare/?{COMPARED}")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^CSV")).click()

    assert download.value.suggested_filename.endswith(".csv")
    assert download.value.path().read_bytes().startswith(b"\xef\xbb\xbf")


def test_roles_are_compared_without_scripts(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/fi/roles/")
    expect(bar(page)).to_be_hidden()
    box(page, LEAD).check()
    compare(page)
    expect(page).to_have_url("/fi/compare/?role=customer-support-team-lead")

    page.get_by_role("link", name="Selaa rooleja").click()
    expect(page).to_have_url("/fi/roles/?compare=customer-support-team-lead")
    box(page, MANAGER).check()
    compare(page)
    expect(page.locator("h1")).to_have_text("Kaksi roolia vierekkäin")

    page.get_by_label("Etsi rooli nimikkeen perusteella").fill("palvelupäällikkö")
    page.get_by_role("button", name="Etsi", exact=True).last.click()
    page.locator(".adds a").click()
    expect(page.locator("h1")).to_have_text("Kolme roolia vierekkäin")


def test_what_is_ticked_goes_along_when_roles_that_fit_are_compared(page):
    kept = f"skill={short_id_of_slug('communication')}&tool={short_id_of_slug('zendesk')}"
    page.goto(f"/fi/find/?{kept}")
    for number in (0, 1):
        page.locator(".hit .pick input").nth(number).check()
    compare(page)

    expect(page).to_have_url(re.compile(rf"/fi/compare/\?role=.+&role=.+&{re.escape(kept)}$"))
    page.get_by_role("link", name="Vain erot").click()
    expect(page).to_have_url(re.compile(rf"{re.escape(kept)}&show=differences$"))
    page.locator(".toolbar a[href*='move/']").click()
    expect(page).to_have_url(re.compile(rf"/fi/move/\?from=.+&to=.+&{re.escape(kept)}$"))
    page.go_back()
    page.locator(".toolbar a[href*='find/']").click()
    expect(page).to_have_url(f"/fi/find/?{kept}")

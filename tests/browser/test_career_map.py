import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LINES = ".map .lines path[data-ends]"


def shown(page) -> set[str]:
    """The ends of the lines that are to be seen."""
    lines = page.locator(LINES).evaluate_all(
        "all => all.filter(it => getComputedStyle(it).visibility === 'visible')"
        ".map(it => it.dataset.ends)"
    )
    return set(lines)


def test_position_under_the_pointer_or_in_focus_shows_its_own_lines_alone(page):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/fi/careers/")
    everything = shown(page)
    own = {ends for ends in everything if "customer-support-team-lead" in ends.split()}
    assert 0 < len(own) < len(everything)

    node = page.locator(".map [data-slug=customer-support-team-lead]")
    node.locator("a").hover()
    expect(page.locator(".map[data-one]")).to_be_visible()
    assert shown(page) == own
    page.locator("h1").hover()
    expect(page.locator(".map[data-one]")).to_have_count(0)
    assert shown(page) == everything
    node.locator("a").focus()
    assert shown(page) == own


def test_page_of_a_position_draws_its_own_lines_alone_without_scripts(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/pl/careers/customer-support-team-lead/")

    ends = [line.get_attribute("data-ends").split() for line in page.locator(LINES).all()]
    assert len(ends) > 2
    assert all("customer-support-team-lead" in pair for pair in ends)


def test_stage_is_the_same_everywhere_or_marked_as_our_estimate(page):
    page.goto("/en/roles/customer-service-manager/")
    expect(page.locator(".facts")).to_contain_text("Manager")
    page.goto("/en/careers/")
    row = page.locator(".moves tr", has=page.locator("a[href$='/customer-service-administrator/']"))
    expect(row.locator("td").nth(1).first).to_contain_text("our estimate")
    expect(page.locator("[data-slug=customer-service-manager]")).not_to_contain_text("estimate")

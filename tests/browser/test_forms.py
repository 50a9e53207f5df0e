"""Forms after Back, and suggestions after Escape."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def restored_from_memory(page: Page) -> None:
    """What a browser does that keeps whole pages: Chromium does not where it is driven."""
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")


@pytest.mark.parametrize("address", ["/en/roles/", "/en/search/?q=customer", "/en/find/"])
def test_boxes_show_after_back_what_the_list_shows(page, address):
    page.goto(address)
    box = page.locator("form:is(.facets, .abilities) input[type=checkbox]:enabled").first
    box.check()
    page.goto("/en/about/")
    page.go_back()

    expect(page).to_have_url(re.compile(re.escape(address)))
    expect(box).not_to_be_checked()


def test_page_that_the_browser_has_kept_forgets_what_was_ticked_and_typed(page):
    page.goto("/en/roles/?stage=lead")
    boxes = page.locator(".facets input[name=stage]")
    ticked = boxes.evaluate_all("boxes => boxes.map(box => box.checked)")
    assert sorted(set(ticked)) == [False, True]
    boxes.evaluate_all("boxes => boxes.forEach(box => { box.checked = !box.checked; })")
    page.locator("#text").fill("lead")
    page.locator("#hq").fill("service")

    restored_from_memory(page)

    assert boxes.evaluate_all("boxes => boxes.map(box => box.checked)") == ticked
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator("#hq")).to_have_value("")


def test_roles_that_are_ticked_for_comparing_stay_ticked_after_back(page):
    page.goto("/en/roles/")
    page.locator(".pick input").first.check()
    restored_from_memory(page)
    expect(page.locator(".pick input").first).to_be_checked()

    page.goto("/en/about/")
    page.go_back()

    expect(page.locator(".pick input").first).to_be_checked()


@pytest.mark.parametrize("chosen", [False, True])
def test_suggestions_open_again_with_the_arrow_after_escape(page, chosen):
    page.goto("/en/about/")
    field, options = page.locator("#hq"), page.get_by_role("option")
    field.press_sequentially("customer")
    expect(options.first).to_be_visible()
    announced = page.locator(".head-search [role=status]").text_content()
    if chosen:
        field.press("ArrowDown")
    field.press("Escape")
    expect(options.first).to_be_hidden()

    field.press("ArrowDown")

    expect(options.first).to_be_visible()
    expect(field).to_have_value("customer")
    expect(page.locator(".head-search [role=status]")).to_have_text(announced)


def test_arrow_asks_again_where_escape_came_before_the_suggestions(page):
    page.goto("/en/about/")
    field = page.locator("#hq")
    field.press_sequentially("cu")
    field.press("Escape")
    expect(field).to_have_value("cu")
    page.wait_for_timeout(400)
    expect(page.get_by_role("option")).to_have_count(0)

    field.press("ArrowDown")

    expect(page.get_by_role("option").first).to_be_visible()

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from skills.short_ids import short_id_of_slug
from tests.browser.conftest import page_to_look_at
from tests.browser.pages import PAGES, ROLE, address
from tests.browser.site import LiveSite

pytestmark = pytest.mark.browser


@pytest.fixture
def page(new_context):
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture(scope="module")
def page_of_all(browser: Browser, site: LiveSite) -> Iterator[tuple[Page, list[str]]]:
    with page_to_look_at(browser, site, java_script_enabled=False) as page_of_all:
        yield page_of_all


def test_roles_are_narrowed(page):
    page.goto("/en/roles/")
    page.get_by_role("checkbox", name="Zendesk").check()
    page.locator("form.facets .apply button[type=submit]").click()

    expect(page).to_have_url("/en/roles/?text=&skill_q=&tool=zendesk&tool_q=")
    expect(page.locator(".card")).to_have_count(3)


def test_roles_are_narrowed_by_words_of_their_titles(page):
    page.goto("/en/roles/?sort=stage")
    page.get_by_role("checkbox", name="Zendesk").check()
    page.get_by_label("Words in the title").fill("lead supp")
    page.get_by_label("Words in the title").press("Enter")

    expect(page).to_have_url("/en/roles/?sort=stage&text=lead+supp&skill_q=&tool=zendesk&tool_q=")
    expect(page.locator(".card h3")).to_have_text(["Customer support team lead"])


def test_menu_opens_on_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/en/")
    page.locator(".menu-btn").click()
    page.locator(".site-nav").get_by_role("link", name="Skills").click()

    expect(page).to_have_url("/en/skills/")


def test_filters_open_on_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/en/roles/")
    page.locator(".facets-btn").click()
    page.get_by_role("checkbox", name="Zendesk").check()
    page.locator("form.facets .apply button[type=submit]").click()

    expect(page).to_have_url("/en/roles/?text=&skill_q=&tool=zendesk&tool_q=")


def test_questions_open(page):
    page.goto(f"/en/{ROLE}")
    question = page.locator("#questions details").nth(1)
    expect(question.locator("p").first).to_be_hidden()

    question.locator("summary").click()

    expect(question.locator("p").first).to_be_visible()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_offered_that_needs_a_script(same_page, name):
    same_page.goto(address(name, "en"))

    expect(same_page.locator("h1")).to_be_visible()
    expect(same_page.locator(".themes")).to_be_hidden()
    buttons = same_page.locator("button:visible:not([popovertarget]):not([type=submit])")
    expect(buttons).to_have_count(0)


def test_what_is_ticked_goes_along_to_a_move_to_comparing_and_back(page):
    skill = short_id_of_slug("team-leadership")
    page.goto("/pl/find/")
    page.locator(f"input[name=skill][value='{skill}']").check()
    page.locator("form.abilities button", has_text="Pokaż").first.click()
    expect(page).to_have_url(f"/pl/find/?q=&skill={skill}&role_q=")
    expect(page.locator(".hit")).to_have_count(3)

    page.locator(".hit a[href*='move/']").first.click()
    expect(page.locator(".plate h1")).to_contain_text("Co umiesz")
    page.locator(".plate .actions a[href*='compare/']").click()
    page.locator(".choose .pick input:not(:checked)").first.check()
    page.locator(".comparebar button[type=submit]").click()
    expect(page).to_have_url(re.compile(rf"compare/\?role=.+&role=.+&skill={re.escape(skill)}$"))
    expect(page.locator(".cmp .tag", has_text="To już znasz")).to_have_count(1)
    page.locator(".toolbar a[href*='find/']").click()
    expect(page.locator(".abilities input:checked")).to_have_value(skill)


def test_move_starts_from_a_role_or_a_position_that_is_looked_for(page):
    page.goto("/pl/move/?to=customer-support-team-lead")
    page.locator("#from-q").fill("OBSŁUGI")
    page.locator("#from-q").press("Enter")
    expect(page.locator("#h-from ~ .offers li").first).to_be_visible()
    page.locator("#h-from ~ .offers a").last.click()
    expect(page).to_have_url(re.compile(r"/pl/move/\?from=.+&to=customer-support-team-lead$"))
    expect(page.locator(".plate h1 a")).to_have_count(2)

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Locator, Page, Route, expect

from tests.browser.accessibility import CONTRAST, violations
from tests.browser.windows import PHONE

pytestmark = pytest.mark.browser


def field(page: Page) -> Locator:
    return page.locator("input[name=q]:visible")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def type_and_wait(page: Page, text: str) -> None:
    """Type into the form and wait for suggestions."""
    field(page).press_sequentially(text)
    expect(options(page).first).to_be_visible()


@pytest.mark.both_databases
def test_suggestion_is_chosen_by_keyboard(page):
    page.goto("/en/about/")
    combobox = page.get_by_role("combobox", name="Search roles, skills and tools")
    expect(combobox).to_have_attribute("aria-expanded", "false")
    type_and_wait(page, "customer")
    expect(combobox).to_have_attribute("aria-expanded", "true")
    number = options(page).count()
    announced = page.locator(".head-search [role=status]")
    expect(announced).to_have_text(f"{number} suggestion{'s' if number > 1 else ''}")
    assert number > 2

    def marked() -> int:
        expect(combobox).to_be_focused()
        ids = [option.get_attribute("id") for option in options(page).all()]
        active = combobox.get_attribute("aria-activedescendant")
        chosen = page.locator("[role=option][aria-selected=true]")
        assert chosen.count() == (active is not None)
        return ids.index(active) if active else -1

    seen = [marked()]
    for key in ("ArrowDown", "ArrowDown", "End", "Home", "ArrowUp", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
        seen.append(marked())
    assert seen == [-1, 0, 1, number - 1, 0, -1, number - 1, -1]

    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(combobox).to_have_value("customer")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    target = options(page).first.get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{re.escape(target)}$"))


@pytest.mark.parametrize("path", ["/en/", "/en/about/", "/en/search/"])
def test_box_says_when_it_cuts_a_text_and_so_does_the_page_of_results(page, path):
    note = "A search can have up to 500 characters. Anything beyond that is cut off."
    page.goto(path)
    field(page).fill("team lead")
    field(page).select_text()
    page.keyboard.insert_text("support " * 100)
    expect(page.get_by_role("alert")).to_have_text(note)
    expect(options(page)).to_have_count(0)
    assert len(field(page).input_value()) == 500

    page.keyboard.press("Backspace")
    expect(page.get_by_role("alert")).to_have_count(0)

    page.keyboard.insert_text("support")
    field(page).press("Enter")
    expect(page.locator("main .notice").first).to_have_text(note)
    expect(page.locator("main .notice").last).to_have_text(
        "Only the first 40 words were used in the search."
    )


@pytest.mark.both_databases
def test_text_is_searched_for_by_enter_although_suggestions_are_open(page):
    page.goto("/fi/about/")
    type_and_wait(page, "asiakas")
    page.keyboard.press("Enter")

    expect(page).to_have_url("/fi/search/?q=asiakas")
    expect(page.locator("h1")).to_contain_text("”asiakas”")
    expect(field(page)).to_have_value("asiakas")


def test_suggestion_is_chosen_by_finger_in_the_readers_language(new_context):
    page = new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    page.goto("/pl/")
    type_and_wait(page, "zendesk")
    suggestion = page.get_by_role("option", name="Zendesk").first
    suggestion.tap()

    expect(page).to_have_url(re.compile("/pl/"))
    expect(page.locator("h1")).to_contain_text("Zendesk")


def test_suggestions_wait_until_a_word_is_composed_and_until_typing_pauses(page):
    asked = []
    page.on("request", lambda request: "/suggest/" in request.url and asked.append(request.url))
    page.goto("/en/search/")
    field(page).evaluate(
        """input => {
            input.value = "customer";
            input.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true}));
        }"""
    )
    page.wait_for_timeout(400)
    assert asked == []

    field(page).fill("")
    type_and_wait(page, "customer")
    assert len(asked) < len("customer")


def test_late_answer_to_an_older_text_is_not_shown(page):
    held = []

    def answer(route: Route) -> None:
        is_old = route.request.url.endswith("q=ze")
        held.append(route) if is_old else route.fulfill(json=one_suggestion("new"))

    page.route("**/suggest/**", answer)
    page.goto("/en/search/")
    with page.expect_request("**/suggest/?q=ze"):
        field(page).press_sequentially("ze")
    field(page).press_sequentially("nd")
    expect(options(page)).to_have_text(["new"])

    [old] = held
    with suppress(Error):  # the browser may have given it up already
        old.fulfill(json=one_suggestion("old"))
    page.wait_for_timeout(200)
    expect(options(page)).to_have_text(["new"])


def one_suggestion(title: str) -> dict:
    suggestion = {"title": [[title, True]], "address": f"/en/{title}/", "note": ""}
    return {
        "announcement": "1 suggestion",
        "groups": [{"label": "Tools", "suggestions": [suggestion]}],
    }


@pytest.mark.parametrize("path", ["/fi/", "/pl/roles/"])
def test_open_suggestions_are_accessible_in_light_and_dark(page, path):
    page.emulate_media(color_scheme="light")
    page.goto(path)
    type_and_wait(page, "zendesk")
    page.keyboard.press("ArrowDown")

    assert violations(page) == [], "light"

    page.emulate_media(color_scheme="dark")
    assert violations(page, CONTRAST) == [], "dark"
    expect(options(page).first).to_be_visible()


def test_filters_of_the_results_open_on_a_phone_and_come_off_by_their_chip(page):
    page.set_viewport_size(PHONE)
    page.goto("/en/search/?q=customer&stage=lead")
    button = page.locator(".facets-btn")
    expect(button).to_have_text("Filters (1 applied)")
    button.click()
    assert violations(page, colours=False) == []
    page.locator("#facets .close").click()

    page.get_by_role("link", name="Remove filter: Lead").click()

    expect(page).to_have_url("/en/search/?q=customer")
    expect(button).to_have_text("Filters")


def test_language_switch_keeps_what_was_searched_for(page):
    page.goto("/en/search/?q=kierownik+zespo%C5%82u&sort=title")
    page.locator(".langs a[hreflang=pl]").click()

    expect(page).to_have_url("/pl/search/?q=kierownik+zespo%C5%82u&sort=title")


def test_search_works_without_scripts(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/nb/roles/")
    field(page).fill("zendesk")
    page.keyboard.press("Enter")

    expect(page).to_have_url("/nb/search/?q=zendesk")
    expect(page.locator(".hit").first).to_contain_text("Zendesk")
    page.locator(".tabs a").nth(1).click()
    expect(page).to_have_url(re.compile("q=zendesk&kind="))


def test_room_for_patterns_is_kept_where_a_result_has_one(same_page):
    same_page.set_viewport_size({"width": 1440, "height": 900})

    def indents(kind: str) -> set[int]:
        """How far from the edge of the list its titles begin, in pixels."""
        same_page.goto(f"/en/search/?q=customer&kind={kind}")
        return set(
            same_page.locator(".hit h3").evaluate_all(
                "(titles) => titles.map((title) => Math.round(title.getBoundingClientRect().left"
                " - title.closest('.hits').getBoundingClientRect().left))"
            )
        )

    [without], [beside] = indents("skill"), indents("role")
    assert without < beside
    assert indents("") == {beside}


def test_tabs_need_no_sideways_scroll_but_on_a_phone(same_page):
    same_page.goto("/pl/search/?q=klient")
    for width in (640, 800, 1100):
        same_page.set_viewport_size({"width": width, "height": 900})
        tabs = same_page.locator(".tabs ul")
        assert tabs.evaluate("it => it.scrollWidth <= it.clientWidth"), width

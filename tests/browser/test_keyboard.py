import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import ROLE
from tests.browser.windows import DESKTOP, PHONE

pytestmark = pytest.mark.browser

# The element that has the focus: how wide its ring is, and whether its first line is in sight.
# Nothing if the focus has left the page.
FOCUSED = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const style = getComputedStyle(element), box = element.getClientRects()[0];
    const onTop = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return {
        element: element.outerHTML.slice(0, 120),
        ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        isSeen: element.contains(onTop),
    };
}"""


@pytest.fixture
def page(new_context):
    return new_context(reduced_motion="reduce").new_page()


def test_skip_link_comes_first_and_leads_past_the_navigation(page):
    page.goto("/en/roles/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()

    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("path", ["", "roles/", ROLE, "skills/communication/"])
def test_focus_is_visible_wherever_it_goes(page, path, size):
    page.set_viewport_size(size)
    page.goto(f"/en/{path}")

    stops = 0
    page.keyboard.press("Tab")
    while stops < 50 and (focused := page.evaluate(FOCUSED)):
        assert focused["ring"] >= 2, focused["element"]
        assert focused["isSeen"], focused["element"]
        page.keyboard.press("Tab")
        stops += 1
    assert stops > 15


@pytest.mark.parametrize(("button", "sheet"), [("menu-btn", "site-nav"), ("facets-btn", "facets")])
def test_sheet_on_a_phone_opens_and_closes_by_keyboard(page, button, sheet):
    page.set_viewport_size(PHONE)
    page.goto("/en/roles/")
    opener, opened = page.locator(f".{button}"), page.locator(f"#{sheet}")
    expect(opened).to_be_hidden()
    tab_to(page, button)

    page.keyboard.press("Enter")
    expect(opened).to_be_visible()
    page.keyboard.press("Tab")
    assert opened.evaluate("sheet => sheet.contains(document.activeElement)")

    page.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    expect(opener).to_be_focused()


@pytest.mark.parametrize(("button", "sheet"), [("menu-btn", "site-nav"), ("facets-btn", "facets")])
def test_sheet_on_a_phone_has_a_button_that_closes_it(page, button, sheet):
    page.set_viewport_size(PHONE)
    page.goto("/en/roles/")
    page.locator(f".{button}").click()
    page.locator(f"#{sheet} .close").click()

    expect(page.locator(f"#{sheet}")).to_be_hidden()


def test_theme_is_chosen_by_keyboard(page):
    page.goto("/en/about/")
    page.locator(".themes button[value=dark]").focus()
    page.keyboard.press("Space")

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def tab_to(page: Page, css_class: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("name => document.activeElement.classList.contains(name)", css_class):
            return
    raise AssertionError(f"Tab does not reach .{css_class}")

import pytest
from playwright.sync_api import Page

from tests.browser.pages import PAGES, address

pytestmark = pytest.mark.browser

NARROWEST = {"width": 320, "height": 700}
PHONE = {"width": 390, "height": 844}
# Finnish has the longest words, Polish the longest lines.
LANGUAGES = ["fi", "pl"]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_needs_no_sideways_scroll_on_the_narrowest_window(page, name, language):
    page.set_viewport_size(NARROWEST)
    page.goto(address(name, language))

    assert overflow(page) == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_needs_no_sideways_scroll_with_text_at_200_per_cent(page, name, language):
    page.set_viewport_size(PHONE)
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    page.goto(address(name, language))

    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert overflow(page) == 0


def test_opened_menu_and_filters_fit_the_narrowest_window(page):
    page.set_viewport_size(NARROWEST)
    for sheet in ("site-nav", "facets"):
        page.goto("/fi/roles/")
        page.locator(f"button[popovertarget={sheet}]:visible").click()
        opened = page.locator(f"#{sheet}")

        assert opened.bounding_box()["width"] == NARROWEST["width"]
        assert opened.evaluate("sheet => sheet.scrollWidth - sheet.clientWidth") == 0

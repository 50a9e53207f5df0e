import pytest
from playwright.sync_api import Page

from tests.browser.pages import PAGES, address
from tests.browser.windows import NARROWEST, PHONE, overflow
from translations.languages import language_codes

pytestmark = pytest.mark.browser

# Finnish has the longest words, Polish the longest lines.
LANGUAGES = ["fi", "pl"]
SHIPPED = [
    "customer-support-team-lead",
    "customer-support-operations-manager",
    "customer-service-manager",
    "customer-service-administrator",
]


def size_of_text(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.documentElement).fontSize")


@pytest.fixture
def with_large_text(same_page):
    """Makes text twice as large, as a reader's browser does it, until the test is over."""
    session = same_page.context.new_cdp_session(same_page)

    def set_size(size: int) -> None:
        session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})

    yield lambda: set_size(32)
    set_size(16)
    session.detach()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_needs_no_sideways_scroll_on_the_narrowest_window_nor_with_text_at_200_per_cent(
    same_page, with_large_text, name, language
):
    same_page.set_viewport_size(NARROWEST)
    same_page.goto(address(name, language))

    assert size_of_text(same_page) == "16px"
    assert overflow(same_page) == 0, "narrowest"

    same_page.set_viewport_size(PHONE)
    with_large_text()

    assert size_of_text(same_page) == "32px"
    assert overflow(same_page) == 0, "200 per cent"


BROKEN_WORDS = """heading => {
  const text = heading.firstChild;
  return [...text.data.matchAll(/\\S+/g)].filter(({ 0: word, index }) => {
    const range = new Range();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return range.getClientRects().length > 1;
  }).map(([word]) => word);
}"""


@pytest.mark.parametrize("language", language_codes())
def test_no_word_of_the_largest_heading_is_broken_with_text_at_200_per_cent(
    same_page, with_large_text, language
):
    same_page.set_viewport_size(PHONE)
    same_page.goto(f"/{language}/")
    with_large_text()

    assert size_of_text(same_page) == "32px"
    assert same_page.locator("h1").evaluate(BROKEN_WORDS) == []


# In a narrow cell a word ends at a hyphen or at a soft one, never anywhere.
CUT_WORDS = """cells => cells.flatMap((cell) => {
  const cut = [];
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    for (const { 0: part, index } of text.data.matchAll(/[^\\s\u00ad\u2010–\\/-]{2,}/g)) {
      const range = new Range();
      range.setStart(text, index + 1); // a hyphen before it belongs to its first letter
      range.setEnd(text, index + part.length);
      const tops = [...range.getClientRects()].filter(({ width }) => width).map(({ top }) => top);
      if (Math.max(...tops) - Math.min(...tops) > 4) cut.push(part);
    }
  }
  return cut;
})"""


@pytest.mark.parametrize("language", language_codes())
@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("role", ".stairs li"),
        ("careers", ".moves tbody :is(th, td), .node"),
    ],
)
def test_no_word_is_cut_in_a_narrow_cell(same_page, language, name, cells):
    same_page.goto(address(name, language))
    for width in (800, 1280):
        same_page.set_viewport_size({"width": width, "height": 800})
        assert same_page.locator(cells).evaluate_all(CUT_WORDS) == [], width


@pytest.mark.parametrize("language", language_codes())
@pytest.mark.parametrize("number", [3, 4])
def test_no_word_is_cut_where_several_roles_stand_side_by_side(same_page, language, number):
    roles = [f"role={slug}" for slug in SHIPPED[:number]]
    same_page.goto(f"/{language}/compare/?{'&'.join(roles)}")
    for width in (320, 390, 800):
        same_page.set_viewport_size({"width": width, "height": 800})
        assert same_page.locator(".cmp :is(td, .nm)").evaluate_all(CUT_WORDS) == [], width


def test_opened_menu_and_filters_fit_the_narrowest_window(page):
    page.set_viewport_size(NARROWEST)
    for sheet in ("site-nav", "facets"):
        page.goto("/fi/roles/")
        page.locator(f"button[popovertarget={sheet}]:visible").click()
        opened = page.locator(f"#{sheet}")

        assert opened.bounding_box()["width"] == NARROWEST["width"]
        assert opened.evaluate("sheet => sheet.scrollWidth - sheet.clientWidth") == 0

from itertools import cycle

import pytest

from tests.browser.accessibility import CONTRAST, RULES, table_parts, violations
from tests.browser.pages import PAGES, address
from tests.browser.windows import DESKTOP, PHONE
from translations.languages import language_codes

pytestmark = pytest.mark.browser

# All rules are for one language: what they judge is the same in any. Polish has the longest lines,
# and one of the roles is not translated into it.
FIRST = "pl"
OTHERS = [code for code in language_codes() if code != FIRST]


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_in_light_and_dark_and_on_a_phone(same_page, name):
    same_page.set_viewport_size(DESKTOP)
    same_page.emulate_media(color_scheme="light")
    same_page.goto(address(name, FIRST))

    assert violations(same_page) == [], "light"

    # In the dark nothing but colours is another, on a phone all but those may be.
    same_page.emulate_media(color_scheme="dark")
    assert violations(same_page, CONTRAST) == [], "dark"

    same_page.set_viewport_size(PHONE)
    assert violations(same_page, colours=False) == [], "phone"


# No style depends on the language (tests/test_consistency.py): each page is looked at in one of the
# other languages in turn, and in one of the schemes.
@pytest.mark.parametrize(("name", "language"), [*zip(PAGES, cycle(OTHERS), strict=False)])
def test_text_stands_out_from_its_ground_in_another_language(same_page, name, language):
    same_page.set_viewport_size(DESKTOP)
    same_page.emulate_media(color_scheme="light")
    same_page.goto(address(name, language))

    assert violations(same_page, CONTRAST) == []


@pytest.mark.parametrize("sheet", ["site-nav", "facets"])
def test_opened_sheet_is_accessible_on_a_phone_in_light_and_dark(page, sheet):
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    page.goto("/fi/roles/")
    page.locator(f"button[popovertarget={sheet}]:visible").click()

    assert page.locator(f"#{sheet}:popover-open").count() == 1
    assert violations(page) == [], "light"

    page.emulate_media(color_scheme="dark")
    assert violations(page, CONTRAST) == [], "dark"


@pytest.mark.parametrize("rules", [RULES, CONTRAST])
def test_checks_would_find_a_mistake(page, rules):
    page.goto("/en/about/")
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")

    assert [finding.split(":")[0] for finding in violations(page, rules)] == ["color-contrast"]


@pytest.mark.parametrize("path", ["metrics/", "coverage/", "roles/?view=table"])
def test_table_that_looks_like_a_list_on_a_phone_is_still_a_table(page, path):
    page.goto(f"/fi/{path}")
    on_desktop = table_parts(page)

    page.set_viewport_size(PHONE)

    assert (
        page.locator("tbody td").first.evaluate("cell => getComputedStyle(cell).display") == "block"
    )
    assert table_parts(page) == on_desktop
    assert on_desktop.count("table") == 1

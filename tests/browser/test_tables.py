import pytest

from translations.hyphenation import soften
from translations.languages import language_codes

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 767, 768, 800, 992, 1100, 1200, 1366, 1440)


@pytest.mark.parametrize("language", language_codes())
def test_table_of_roles_fits_every_window_and_breaks_no_word_of_its_boxes(same_page, language):
    same_page.goto(f"/{language}/roles/?view=table")
    for width in WIDTHS:
        same_page.set_viewport_size({"width": width, "height": 900})
        assert same_page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        assert same_page.locator(".box").evaluate("it => it.scrollWidth <= it.clientWidth"), width
        label = same_page.locator(".table .pick > [aria-hidden]").first.bounding_box()
        assert label["height"] < 30, width


def test_table_of_roles_fits_with_long_titles_of_a_classification(same_page):
    same_page.goto("/pl/roles/?view=table")
    title = "Administrator bezpieczeństwa systemów informacyjno-telekomunikacyjnych"
    family = "Specjaliści do spraw baz danych i sieci gdzie indziej niesklasyfikowani"
    for place, text in (("th[scope=row] a", title), (".tag", family)):
        shown = same_page.locator(f".table {place}").first
        shown.evaluate("(it, text) => { it.textContent = text; }", soften(text, "pl"))
    for width in WIDTHS:
        same_page.set_viewport_size({"width": width, "height": 900})
        assert same_page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


@pytest.mark.parametrize("language", language_codes())
def test_box_in_a_table_is_named_by_its_column_and_in_full_for_screen_readers(same_page, language):
    same_page.goto(f"/{language}/roles/?view=table")
    same_page.set_viewport_size({"width": 1100, "height": 900})
    header = same_page.locator("thead th").last.inner_text()
    row = same_page.locator("tr:has([value=customer-support-team-lead])")
    title = row.locator("th").inner_text().replace("\u00ad", "")
    boxes = same_page.get_by_role("checkbox", name=f"{header}: {title}")

    assert boxes.count() == 1
    assert boxes.bounding_box()["width"] >= 24


def test_sort_orders_that_wrap_keep_their_borders(same_page):
    same_page.goto("/pl/roles/")
    same_page.set_viewport_size({"width": 390, "height": 844})
    orders = same_page.locator(".views").first.locator("li > *").all()
    boxes = [order.bounding_box() for order in orders]

    assert boxes[-1]["y"] > boxes[0]["y"]
    assert boxes[-1]["x"] == boxes[0]["x"]
    for order in orders:
        width = order.evaluate("it => getComputedStyle(it).borderInlineStartWidth")
        assert width == "1px"

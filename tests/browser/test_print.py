import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import COMPARED, LEAD, ROLE
from tests.browser.windows import overflow
from translations.languages import language_codes

pytestmark = pytest.mark.browser

FOUR = f"{COMPARED}&role=customer-service-manager&role=customer-service-administrator"
A4 = (595, 842)  # in points
# Each with the number of sheets that it takes at most.
ADDRESSES = {
    f"/en/{ROLE}": 9,
    "/fi/roles/customer-service-manager/": 5,
    f"/pl/{ROLE}?with=en": 14,
}


def sheets(pdf: bytes) -> list[tuple[int, int]]:
    """The size of each page of a PDF, in points."""
    pages = re.findall(rb"/Type /Page\b.*?/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf, re.DOTALL)
    return [(round(float(width)), round(float(height))) for width, height in pages]


@pytest.fixture
def printed(page):
    def printed(address: str) -> Page:
        page.goto(address)
        page.emulate_media(media="print", color_scheme="dark")
        return page

    return printed


@pytest.mark.parametrize("address", ADDRESSES)
def test_role_prints_as_a_document_of_a4_pages(page, address):
    page.goto(address)
    found = sheets(page.pdf(prefer_css_page_size=True))

    assert set(found) == {A4}
    assert 2 <= len(found) <= ADDRESSES[address]


@pytest.mark.parametrize("language", language_codes())
def test_plan_of_a_move_prints_on_two_pages_at_most_with_boxes_to_tick(page, language):
    page.goto(f"/{language}/move/?from=customer-service-manager&to=customer-support-team-lead")
    found = sheets(page.pdf(prefer_css_page_size=True))

    assert set(found) == {A4}
    assert len(found) <= 2
    page.emulate_media(media="print")
    lines = page.locator(".plan > li").count()
    assert page.locator(".plan > li > .tick >> visible=true").count() == lines
    assert page.locator(".actions >> visible=true").count() == 0


def test_plan_of_a_move_keeps_a_short_section_with_its_heading(printed):
    page = printed(
        "/fi/move/?from=customer-service-administrator&to=customer-support-operations-manager"
    )
    sections = page.locator(".sec:has(> .sides)").all()

    assert len(sections) == 3
    for section in sections:
        assert section.evaluate("it => getComputedStyle(it).breakInside") == "avoid"
        # A heading that takes room for what follows would be left behind by it.
        header = section.locator("> header")
        assert header.evaluate("it => parseFloat(getComputedStyle(it).paddingBottom)") == 0


@pytest.mark.parametrize("address", ADDRESSES)
def test_role_prints_without_what_is_for_screens_only(printed, address):
    page = printed(address)

    for part in (".site-head", ".site-foot", ".rail", ".crumbs", ".actions", ".anchor", "#related"):
        assert page.locator(part).count() > 0
        assert page.locator(f"{part} >> visible=true").count() == 0
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("#sources li").first).to_be_visible()


def test_role_prints_the_answers_of_closed_questions(printed):
    page = printed(f"/en/{ROLE}")
    answers = page.locator("#questions details:not([open]) > div")

    assert answers.count() == 2
    assert all(answer.bounding_box()["height"] > 20 for answer in answers.all())


def test_role_prints_dark_on_white_also_from_a_dark_screen(printed):
    page = printed(f"/en/{ROLE}")
    plate = page.locator(".plate")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert plate.evaluate("it => getComputedStyle(it).backgroundColor") == "rgba(0, 0, 0, 0)"
    assert plate.evaluate("it => getComputedStyle(it).color") == "rgb(0, 0, 0)"
    lightness = page.locator("#in-short p").first.evaluate(
        "it => parseFloat(getComputedStyle(it).color.match(/oklch\\(([\\d.]+)/)[1])"
    )
    assert lightness < 0.5


def test_long_ladder_prints_as_rows(printed):
    page = printed(f"/en/{ROLE}")
    steps = [step.bounding_box() for step in page.locator(".stairs li").all()]

    assert len(steps) == 8
    for above, below in pairwise(steps):
        assert above["y"] + above["height"] <= below["y"]


def test_two_languages_print_side_by_side(printed):
    page = printed(f"/pl/{ROLE}?with=en")
    texts = page.locator("#in-short .pair").first.locator("> span")
    polish, english = (texts.nth(i).bounding_box() for i in (0, 1))

    assert polish["x"] + polish["width"] <= english["x"]


def test_plan_of_a_move_has_boxes_on_paper_without_scripts(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/fi/move/?from=customer-service-manager&to=customer-support-team-lead")
    box = "it => getComputedStyle(it, '::before').borderTopStyle"
    lesson = page.locator("#learn .plan > li").first

    assert lesson.evaluate(box) == "none"
    page.emulate_media(media="print")
    assert lesson.evaluate(box) == "solid"


@pytest.mark.parametrize(
    "address", [f"fi/{ROLE}", "nb/search/?q=team", f"pl/compare/?{COMPARED}", "en/careers/"]
)
def test_paper_names_the_site_the_address_and_the_day(printed, site, address):
    page = printed(f"/{address}")
    head = page.locator(".printed")

    expect(head).to_be_visible()
    expect(head.locator("strong")).to_have_text("Rolebook")
    expect(head.locator("span")).to_have_text(f"{site.address}/{address}")
    expect(head.locator("time")).to_contain_text(str(datetime.now(UTC).year))
    page.emulate_media(media="screen")
    expect(head).to_be_hidden()


def test_search_prints_its_folded_passages_and_no_field_or_tabs(printed):
    page = printed("/fi/search/?q=asiakas")

    assert page.locator(".hit details:not([open]) blockquote >> visible=true").count() > 0
    for part in (".tabs", ".big-search", ".hit summary"):
        assert page.locator(f"{part} >> visible=true").count() == 0


def test_search_prints_no_half_empty_pages(page):
    page.goto("/pl/search/?q=klient")
    assert page.locator(".hit").count() == 20

    assert len(sheets(page.pdf(prefer_css_page_size=True))) <= 3


def test_heading_of_closest_titles_prints_beside_them(printed):
    page = printed("/fi/search/?q=asiakas")

    assert page.locator(".closest").evaluate("it => getComputedStyle(it).breakAfter") == "avoid"


@pytest.mark.parametrize("language", language_codes())
def test_no_title_of_a_column_is_broken_into_syllables(printed, language):
    page = printed(f"/{language}/compare/?{FOUR}")
    page.set_viewport_size({"width": 688, "height": 900})  # of A4 between its margins
    for title in page.locator(".cmp thead .nm a").all():
        assert title.evaluate("it => getComputedStyle(it).hyphens") == "none"
        assert title.evaluate("it => it.scrollWidth <= it.clientWidth + 1")


@pytest.mark.parametrize(
    ("path", "number"),
    [("careers/", 4), ("coverage/", 2), ("metrics/", 2), (f"careers/{LEAD}/", 4)],
)
def test_table_prints_as_one_and_the_map_is_drawn(page, path, number):
    page.goto(f"/pl/{path}")
    assert len(sheets(page.pdf(prefer_css_page_size=True))) <= number

    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 900})  # of A4 between its margins
    display = "it => getComputedStyle(it).display"
    assert page.locator(".table tbody td").first.evaluate(display) == "table-cell"
    assert overflow(page) == 0
    if path.startswith("careers"):
        assert page.locator(".map .lines").evaluate(display) == "block"
        expect(page.locator(".maplegend")).to_be_visible()


@pytest.mark.parametrize("language", language_codes())
def test_skill_prints_on_one_sheet(page, language):
    page.goto(f"/{language}/skills/problem-solving/")

    assert len(sheets(page.pdf(prefer_css_page_size=True))) == 1


@pytest.mark.parametrize("language", language_codes())
def test_rows_of_the_printed_map_are_of_one_height_as_its_lines_are_drawn(printed, language):
    page = printed(f"/{language}/careers/{LEAD}/")
    page.set_viewport_size({"width": 688, "height": 900})
    rows = page.locator(".map-grid").evaluate("it => getComputedStyle(it).gridTemplateRows")
    heights = {round(float(row.removesuffix("px"))) for row in rows.split()[1:]}

    assert len(heights) == 1


def test_examples_for_programs_print_without_being_cut(printed):
    page = printed("/fi/api/")
    page.set_viewport_size({"width": 688, "height": 900})

    for example in page.locator("pre").all():
        assert example.evaluate("it => it.scrollWidth <= it.clientWidth")


def test_skills_that_are_met_print_at_the_margin(printed):
    page = printed("/fi/move/?from=customer-service-manager&to=customer-support-team-lead")
    section = page.locator("#carried")
    chip = section.locator(".chips").first

    assert chip.bounding_box()["x"] == section.locator("h2").bounding_box()["x"]


def test_button_prints(page):
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto("/fi/roles/customer-service-manager/")
    page.get_by_role("button", name="Tulosta sivu").click()

    assert page.evaluate("window.printed")

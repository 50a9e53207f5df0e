import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import ROLE
from translations.languages import language_codes

pytestmark = pytest.mark.browser

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
    lesson = page.locator("#learn .plan > li").first
    box = "it => getComputedStyle(it, '::before').borderTopStyle"
    assert lesson.evaluate(box) == "solid"
    assert page.locator(".actions >> visible=true").count() == 0


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

"""What lands in the clipboard."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.pages import ROLE

pytestmark = pytest.mark.browser

# Pastes what is selected, as other programs would take it.
COPIED = """selector => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector(selector));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    const copied = {};
    addEventListener("copy", (event) => {
        for (const type of ["text/plain", "text/html"]) {
            copied[type] = event.clipboardData.getData(type);
        }
    }, {once: true});
    document.execCommand("copy");
    return copied;
}"""


@pytest.fixture
def role(new_context) -> Page:
    """A role's page that may read the clipboard."""
    context = new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"/fi/{ROLE}")
    return page


def pasted(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("selector", ["#responsibilities h3", "#skills", "#metrics", "main"])
def test_copied_text_has_no_soft_hyphens_and_no_numbers_of_sources(role, selector):
    before = role.locator(selector).first.text_content()
    role.evaluate(COPIED, selector)

    text = pasted(role)

    assert "Lähde" in before or selector == "main"
    assert text.strip()
    assert "\u00ad" not in text
    assert "#" not in text
    assert "Lähde" not in text


def test_line_of_sources_is_copied_as_it_is_read(role):
    role.evaluate(COPIED, "main")

    assert "Lähteet: 1, 2\n" in pasted(role)


def test_heading_is_copied_as_it_is_read(role):
    role.evaluate(COPIED, "#responsibilities h3")
    title = role.locator("#responsibilities h3 :is(.cite, .anchor)").evaluate_all(
        "besides => besides[0].parentElement.firstChild.textContent"
    )

    assert pasted(role).strip() == title.replace("\u00ad", "").strip()


def test_copied_markup_is_clean_too(role):
    copied = role.evaluate(COPIED, "#responsibilities")

    assert "\u00ad" not in copied["text/html"]
    assert "cite" not in copied["text/html"]
    assert "anchor" not in copied["text/html"]
    assert "<h3" in copied["text/html"]


def test_slash_between_forms_of_a_title_is_copied_with_plain_spaces(role):
    role.goto(f"/pl/{ROLE}")
    copied = role.evaluate(COPIED, "main")

    assert "Lider / liderka zespołu wsparcia klienta" in pasted(role)
    for text in (*copied.values(), pasted(role)):
        assert not re.search("(\u00a0|&nbsp;)/", text)


def test_heading_is_copied_without_what_stands_beside_it_where_there_are_no_scripts(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"/fi/{ROLE}")
    heading = page.locator("#responsibilities h3").first
    heading.click(click_count=3)

    beside = heading.locator(".cite, .anchor")

    assert beside.count() == 2
    for part in beside.all():
        assert part.evaluate("part => getComputedStyle(part).userSelect") == "none"

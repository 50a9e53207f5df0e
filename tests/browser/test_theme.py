import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import address

pytestmark = pytest.mark.browser


def brightness(page: Page) -> float:
    """Of the page's ground, from 0 (black) to 1 (white)."""
    script = "getComputedStyle(document.body).backgroundColor.match(/oklch\\(([\\d.]+)/)[1]"
    return float(page.evaluate(script))


def choose(page: Page, theme: str) -> None:
    page.locator(f".themes button[value={theme}]").click()


def test_page_follows_the_device_until_a_theme_is_chosen(page):
    page.emulate_media(color_scheme="dark")
    page.goto("/en/")
    assert brightness(page) < 0.3

    page.emulate_media(color_scheme="light")
    assert brightness(page) > 0.9
    expect(page.locator(".themes [aria-pressed=true]")).to_have_attribute("value", "auto")


def test_chosen_theme_stays_after_a_reload_and_on_other_pages(page):
    page.emulate_media(color_scheme="light")
    page.goto("/en/")
    choose(page, "dark")
    assert brightness(page) < 0.3

    page.reload()
    assert brightness(page) < 0.3
    page.goto("/fi/skills/")
    assert brightness(page) < 0.3
    expect(page.locator(".themes [aria-pressed=true]")).to_have_attribute("value", "dark")

    choose(page, "auto")
    page.reload()
    assert brightness(page) > 0.9


def test_chosen_theme_is_there_before_the_page_is(page):
    page.emulate_media(color_scheme="light")
    page.goto("/en/")
    choose(page, "dark")
    page.add_init_script(
        """new MutationObserver((_, observer) => {
            if (!document.body) return;
            window.themeAtFirst = document.documentElement.dataset.theme;
            observer.disconnect();
        }).observe(document, { childList: true, subtree: true });"""
    )

    page.reload()

    assert page.evaluate("window.themeAtFirst") == "dark"


def test_theme_without_storage_holds_for_the_page(page):
    page.emulate_media(color_scheme="light")
    page.add_init_script(
        """Object.defineProperty(window, "localStorage", {
            get() { throw new DOMException("blocked", "SecurityError"); },
        });"""
    )
    page.goto("/en/")

    choose(page, "dark")

    assert brightness(page) < 0.3
    page.reload()
    assert brightness(page) > 0.9


@pytest.mark.parametrize("language", ["en", "fi", "nb", "pl"])
def test_buttons_stand_on_one_line_from_the_narrowest_window_on(page, language):
    page.goto(f"/{language}/about/")
    for width in (320, 390, 800, 1100, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        tops = page.locator(".themes button").evaluate_all(
            "buttons => buttons.map(button => button.getBoundingClientRect().top)"
        )
        assert len(set(tops)) == 1, width


# What says in lines what is said by grounds otherwise, each a selector and a style of it.
DRAWN = {
    "role": [
        (".chip:not(.nice)", "borderTopWidth", "3px"),
        (".stairs .here", "outlineStyle", "solid"),
    ],
    "compare two": [(".key", "borderTopWidth", "1px"), (".meter", "outlineStyle", "solid")],
    "position": [(".node .here", "outlineStyle", "solid")],
    "skills": [(".narrow .chip", "borderTopWidth", "1px")],
}


@pytest.mark.parametrize("name", DRAWN)
def test_forced_colours_draw_what_grounds_say(page, name):
    page.emulate_media(forced_colors="active")
    page.goto(address(name, "fi"))

    for selector, side, value in DRAWN[name]:
        style = f"it => getComputedStyle(it).{side}"
        assert page.locator(selector).first.evaluate(style) == value


def test_marks_and_lines_are_seen_in_forced_colours(page):
    ground = "rgb(255, 255, 255)"
    page.emulate_media(forced_colors="active", color_scheme="light")
    page.goto(address("compare two", "fi"))
    essential = page.locator(".req:not(.nice)").first
    style = "it => getComputedStyle(it, '::before').backgroundColor"
    assert essential.evaluate(style) not in (ground, "rgba(0, 0, 0, 0)")

    page.goto(address("careers", "fi"))
    lines = page.locator(".lines path").evaluate_all(
        "lines => [...new Set(lines.map(line => getComputedStyle(line).stroke))]"
    )
    assert len(lines) == 2
    assert ground not in lines

import pytest
from playwright.sync_api import Page

from tests.browser.pages import PAGES, ROLE, address

pytestmark = pytest.mark.browser


# In one language; every other test of a browser sees to it in its own pages, in conftest.py.
def test_pages_leave_nothing_with_the_reader_and_ask_nobody_else(page, site):
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    for name in PAGES:
        page.goto(address(name, "en"))
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0

    assert page.context.cookies() == []
    assert len(asked) > len(PAGES)
    assert [url for url in asked if not url.startswith(f"{site.address}/")] == []


@pytest.fixture
def attacked(browser, site):
    """A page that may complain: something is put into it that the policy has to stop."""
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    page.goto(f"/en/{ROLE}")
    yield page
    context.close()


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='/missing.png' onerror='document.title = `stolen`'>",
        "<iframe srcdoc='<script>parent.document.title = `stolen`</script>'></iframe>",
        "<a href='javascript:document.title = `stolen`' id='trap'>a</a>",
    ],
)
def test_script_that_gets_into_a_page_does_not_run(attacked, markup):
    with attacked.expect_console_message(is_policy):
        attacked.evaluate(
            "markup => document.body.insertAdjacentHTML('afterbegin', markup)", markup
        )
        attacked.evaluate("document.querySelector('#trap')?.click()")

    assert attacked.title() != "stolen"


def test_script_from_elsewhere_is_not_fetched(attacked):
    with attacked.expect_console_message(is_policy):
        attacked.evaluate(
            """() => {
                const script = document.createElement("script");
                script.src = "https://example.org/stolen.js";
                document.body.append(script);
            }"""
        )


def test_style_on_an_element_does_not_count(attacked):
    with attacked.expect_console_message(is_policy):
        attacked.evaluate(
            "document.body.insertAdjacentHTML('afterbegin', '<p id=trap style=\"color: red\">a')"
        )

    assert colour(attacked) != "rgb(255, 0, 0)"


def colour(page: Page) -> str:
    return page.locator("#trap").evaluate("it => getComputedStyle(it).color")


def is_policy(message) -> bool:
    return message.type == "error" and "Content Security Policy" in message.text

"""A browser, and a site to read in it.

Every test fails whose pages complain: a script that fails, a file that is missing, anything that
the content security policy stops. So does one whose pages ask anybody else than the site.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebError,
    expect,
)

from tests.browser.site import LiveSite, collect_static_files, filled_database, running_site
from tests.tools.browser import ARGUMENTS, chromium_path

# Playwright keeps an event loop in the thread that all tests run in; Django would refuse to work.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
expect.set_options(timeout=20_000)  # milliseconds; a machine may be busy


@pytest.fixture(scope="session")
def var_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where sites keep what they make, with their static files in it."""
    folder = tmp_path_factory.mktemp("site")
    collect_static_files(folder)
    return folder


@pytest.fixture(scope="session")
def filled(var_folder: Path) -> Iterator[str]:
    """The URL of the database that each site has a copy of."""
    with filled_database(var_folder) as url:
        yield url


@pytest.fixture(scope="session")
def site(var_folder: Path, filled: str) -> Iterator[LiveSite]:
    """A site to read. Its content stays as it is."""
    with running_site(var_folder, filled) as site:
        site.manage("build_closest_titles", "--if-old")
        yield site


@pytest.fixture(scope="session")
def base_url() -> None:
    """There is no one address: contexts know theirs. Without this, the plugin's own warns."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    ours = {"executable_path": chromium_path(), "args": ARGUMENTS}
    return browser_type_launch_args | ours


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], site: LiveSite
) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts on the site, and listens to what their pages complain of."""
    complaints: list[str] = []

    def listening_context(**options: Any) -> BrowserContext:
        return listen(new_context(base_url=site.address, **options), site, complaints)

    yield listening_context
    assert complaints == []


@pytest.fixture(scope="session")
def page_of_all(browser: Browser, site: LiveSite) -> Iterator[tuple[Page, list[str]]]:
    """A page on the site, and what it has complained of."""
    with page_to_look_at(browser, site) as page_of_all:
        yield page_of_all


@contextmanager
def page_to_look_at(
    browser: Browser, site: LiveSite, **options: Any
) -> Iterator[tuple[Page, list[str]]]:
    """A page in a browser context of its own, and what it complains of."""
    complaints: list[str] = []
    context = listen(browser.new_context(base_url=site.address, **options), site, complaints)
    yield context.new_page(), complaints
    context.close()


@pytest.fixture
def same_page(page_of_all: tuple[Page, list[str]]) -> Iterator[Page]:
    """The page of all tests that only look: to open a new one takes longer than to look at it.

    A test says itself how large the window is, and the like. Looking leaves nothing in the browser.
    """
    page, complaints = page_of_all
    yield page
    found, complaints[:] = [*complaints], []
    assert found == []
    assert page.context.storage_state() == {"cookies": [], "origins": []}


def listen(context: BrowserContext, site: LiveSite, complaints: list[str]) -> BrowserContext:
    """Adds what the pages of a context complain of to a list."""

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not is_about_page_itself(message):
            complaints.append(f"{message.page.url}: {message.text}")

    def hear_error(error: WebError) -> None:
        if not is_about_fading(error):
            complaints.append(str(error.error))

    def hear_request(request: Request) -> None:
        if not request.url.startswith(f"{site.address}/"):
            complaints.append(f"Somebody else is asked: {request.url}")

    context.on("request", hear_request)
    context.on("console", hear)
    context.on("weberror", hear_error)
    return context


def is_about_fading(error: WebError) -> bool:
    """Whether the browser only says that it has not faded from one page to the next, which it does
    by itself (`@view-transition`) and leaves when it is shown another one meanwhile."""
    return "Transition was" in str(error.error)


def is_about_page_itself(message: ConsoleMessage) -> bool:
    """Whether it only says that the page was answered with a status such as 404."""
    return message.location["url"] == message.page.url and "status of" in message.text

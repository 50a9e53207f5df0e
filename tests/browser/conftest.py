"""A browser, and a site to read in it.

Every test fails whose pages complain: a script that fails, a file that is missing, anything that
the content security policy stops.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, WebError, expect

from tests.browser.site import Site, collect_static_files, running_site
from tests.services.browser import chromium_path

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
def site(var_folder: Path) -> Iterator[Site]:
    """A site to read. Its content stays as it is."""
    with running_site(var_folder) as site:
        yield site


@pytest.fixture(scope="session")
def base_url() -> None:
    """There is no one address: contexts know theirs. Without this, the plugin's own warns."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {"executable_path": chromium_path()}


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], site: Site
) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts on the site, and listens to what their pages complain of."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not is_about_page_itself(message):
            complaints.append(f"{message.page.url}: {message.text}")

    def hear_error(error: WebError) -> None:
        complaints.append(str(error.error))

    def listening_context(**options: Any) -> BrowserContext:
        context = new_context(base_url=site.address, **options)
        context.on("console", hear)
        context.on("weberror", hear_error)
        return context

    yield listening_context
    assert complaints == []


def is_about_page_itself(message: ConsoleMessage) -> bool:
    """Whether it only says that the page was answered with a status such as 404."""
    return message.location["url"] == message.page.url and "status of" in message.text

"""Signing in with a second factor, as somebody does who sets one up."""

import time
from dataclasses import replace

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.browser.accessibility import CONTRAST, violations
from tests.browser.site import LiveSite
from tests.browser.windows import DESKTOP, PHONE, overflow

PASSWORD = "cloudberries in a bilberry wood"
MAKE_PEOPLE = f"""
from accounts.models import User
for name in ("anna", "berit"):
    User.objects.create_superuser(name, password="{PASSWORD}")
"""
# Links fade to their colours, and would be measured on the way.
END_FADING = "document.getAnimations().forEach(animation => animation.finish())"
KEYS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(site) -> LiveSite:
    """The site that all read, by its name: passkeys belong to a name, not to a number."""
    site.manage("shell", "--command", MAKE_PEOPLE)
    return replace(site, address=site.address.replace("127.0.0.1", "localhost"))


@pytest.fixture
def page(new_context) -> Page:
    return new_context().new_page()


def give_password(page: Page, name: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("button", name="Sign out").click()


def code(secret: str, later: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def assert_readable(page: Page) -> None:
    """By everybody, in a narrow window and in the dark, too."""
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light")
    page.evaluate(END_FADING)
    assert violations(page, sheets=False) == [], "light"
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    page.evaluate(END_FADING)
    assert violations(page, CONTRAST) == [], "dark"
    assert overflow(page) <= 0


def add_keys(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEYS})


def test_app_is_set_up_and_asked_for(page):
    page.goto("/admin/")
    assert_readable(page)
    give_password(page, "anna")
    page.get_by_role("link", name="Two-step verification").click()
    assert_readable(page)
    page.get_by_role("link", name="Set up an authenticator app").click()
    assert_readable(page)
    secret = page.locator("code.key").inner_text()
    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert_readable(page)
    expect(page.locator(".codes code")).to_have_count(10)

    sign_out(page)
    give_password(page, "anna")
    expect(page).to_have_url("/admin/account/code/")
    assert_readable(page)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("The code is incorrect or has already been used.")).to_be_visible()
    page.get_by_label("Code").fill(code(secret, later=1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url("/admin/")


def test_passkey_is_added_asked_for_and_removed(page):
    add_keys(page)
    give_password(page, "berit")
    page.get_by_role("link", name="Two-step verification").click()
    page.get_by_role("link", name="Add a passkey").click()
    assert_readable(page)
    page.get_by_label("Name").fill("work phone")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

    sign_out(page)
    give_password(page, "berit")
    expect(page).to_have_url("/admin/account/code/")
    assert_readable(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url("/admin/")

    page.get_by_role("link", name="Two-step verification").click()
    assert_readable(page)
    page.get_by_role("link", name="Remove: work phone").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("work phone")).to_have_count(0)
    sign_out(page)
    give_password(page, "berit")
    expect(page).to_have_url("/admin/")

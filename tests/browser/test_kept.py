"""Somebody edits a role, is signed out meanwhile, and loses nothing."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.site import LiveSite, running_site
from tests.signin.people import SECRET, format_hotp_value, hotp_value

pytestmark = pytest.mark.browser

PASSWORD = "cloudberries in a bilberry wood"
# One for each test: a code is right only once.
EDITORS = {True: "editor", False: "colleague"}
MAKE_EDITORS = f"""
from django.contrib.auth.models import Group
from accounts.models import User
from allauth.mfa.totp.internal.auth import TOTP
for name in {list(EDITORS.values())}:
    editor = User.objects.create_user(name, password="{PASSWORD}", is_staff=True)
    editor.groups.add(Group.objects.get(name="Publisher"))
    TOTP.activate(editor, "{SECRET}")
"""
END_SESSIONS = """
from django.contrib.sessions.models import Session
Session.objects.all().delete()
"""


@pytest.fixture(scope="module")
def site(var_folder, filled) -> Iterator[LiveSite]:
    """A site whose content is changed here, with someone who edits, and shows a second factor."""
    with running_site(var_folder, filled) as site:
        site.manage("shell", "--command", MAKE_EDITORS)
        yield site


def sign_in(page: Page, name: str, steps: int = 0) -> None:
    """With the code that the app shows now, or showed so many steps ago: each is right once."""
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    counter = int(time.time()) // 30 - steps
    page.get_by_label("Code").fill(format_hotp_value(hotp_value(SECRET, counter)))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url("/admin/")


@pytest.mark.parametrize("scripts", [True, False])
def test_what_was_typed_is_saved_after_signing_in_again(new_context, site, scripts):
    text = f'Kept: "quoted" & <marked>, øæå. Scripts: {scripts}'
    editor = new_context(java_script_enabled=scripts).new_page()
    editor.goto("/admin/")
    sign_in(editor, EDITORS[scripts], steps=1)
    editor.goto("/admin/roles/role/")
    editor.get_by_role("link", name="Customer support team lead", exact=True).click()
    expect(editor.locator("#content h2").first).to_have_text("Customer support team lead")
    address = editor.url
    if scripts:
        editor.locator("a[href='#tab_id_summary_en']").click()
    editor.locator("#id_summary_en").fill(text)
    site.manage("shell", "--command", END_SESSIONS)

    editor.get_by_role("button", name="Save and continue editing").click()

    expect(editor.get_by_role("heading", name="Sign in to save")).to_be_visible()
    assert violations(editor) == [] if scripts else True
    editor.get_by_text("What you entered", exact=True).click()
    expect(editor.get_by_role("definition").filter(has_text=text)).to_be_visible()
    with editor.expect_popup() as opened:
        editor.get_by_role("link", name="Open a new tab to sign in").click()
    sign_in(opened.value, EDITORS[scripts])
    editor.get_by_role("button", name="Continue after signing in").click()
    expect(editor.get_by_text(f"Signed in as: {EDITORS[scripts]}")).to_be_visible()
    editor.get_by_role("button", name="Save what I entered").click()

    expect(editor.get_by_text("was changed successfully")).to_be_visible()
    expect(editor).to_have_url(address)
    expect(editor.locator("#id_summary_en")).to_have_value(text)

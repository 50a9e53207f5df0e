from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.site import LiveSite, running_site

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]

PASSWORD = "cloudberries in a bilberry wood"
# A publisher, and something that each of the checks below finds.
FAULTS = f"""
from django.contrib.auth.models import Group
from accounts.models import User
from roles.models import AlternativeTitle, Role
publisher = User.objects.create_user("publisher", password="{PASSWORD}", is_staff=True)
publisher.groups.add(Group.objects.get(name="Publisher"))
role = Role.objects.get(slug="customer-support-team-lead")
role.summary_pl += " Dwa  odstępy."
role.save()
AlternativeTitle.objects.create(role=role, language="pl", title="Kierownik zespołu")
"""


@pytest.fixture(scope="module")
def site(var_folder, filled) -> Iterator[LiveSite]:
    """A site whose content needs care."""
    with running_site(var_folder, filled) as site:
        site.manage("shell", "--command", FAULTS)
        yield site


@pytest.fixture
def publisher(new_context, request) -> Page:
    """Signed in, on the first page of the admin, in light or in dark colours."""
    scheme = getattr(request, "param", "light")
    page = new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/admin/")
    page.get_by_label("Username").fill("publisher")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Waiting for you")).to_be_visible()
    return page


@pytest.mark.parametrize("publisher", ["light", "dark"], indirect=True)
def test_finding_leads_to_the_field_in_its_tab(publisher):
    assert violations(publisher) == []
    publisher.get_by_role("link", name="All checks").click()
    expect(publisher.locator("#content h1")).to_have_text("Checks")
    assert violations(publisher) == []
    publisher.get_by_role("link", name="Quotation marks, ellipses and spaces").click()
    expect(publisher.locator(".excerpt")).to_contain_text("Dwa  odstępy.")
    assert violations(publisher) == []
    publisher.get_by_role("link", name="Customer support team lead").click()

    field = publisher.locator("#id_summary_pl")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()


def test_title_leads_to_the_section_of_its_role(publisher):
    publisher.get_by_role("link", name="Titles in one gender only (Polish)").click()
    publisher.get_by_role("link", name="Kierownik zespołu").click()

    title = publisher.locator("#alternative_titles-group input[value='Kierownik zespołu']")
    expect(title).to_be_visible()
    expect(publisher.locator("#alternative_titles-group")).to_be_in_viewport()

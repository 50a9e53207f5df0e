from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.site import LiveSite, running_site

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]

PASSWORD = "cloudberries in a bilberry wood"
MAKE_PUBLISHER = f"""
from django.contrib.auth.models import Group
from accounts.models import User
publisher = User.objects.create_user("publisher", password="{PASSWORD}", is_staff=True)
publisher.groups.add(Group.objects.get(name="Publisher"))
"""
# What a publisher does beside: deletes a question, and changes a text.
EDIT = """
from accounts.models import User
from history.models import Origin
from history.occasions import occasion
from django.db import transaction
from roles.models import Role
publisher = User.objects.get(username="publisher")
with transaction.atomic(), occasion(Origin.EDIT, lambda: publisher.pk):
    role = Role.objects.get(slug="customer-support-team-lead")
    role.summary_en = role.summary_en.replace("day to day", "every single day")
    role.save()
    role.questions.first().delete()
"""


@pytest.fixture(scope="module")
def site(var_folder, filled) -> Iterator[LiveSite]:
    """A site whose content is changed here, with someone who may edit and publish."""
    with running_site(var_folder, filled) as site:
        site.manage("shell", "--command", MAKE_PUBLISHER)
        site.manage("shell", "--command", EDIT)
        yield site


@pytest.fixture
def editor(new_context) -> Page:
    """Signed in, on the history of a role."""
    page = new_context().new_page()
    page.goto("/admin/roles/role/?q=customer-support-team-lead")
    page.get_by_label("Username").fill("publisher")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Customer support team lead", exact=True).click()
    page.locator("#content-main").get_by_role("link", name="History").click()
    expect(page.locator("#content h1")).to_have_text("Change history: Customer support team lead")
    return page


def test_text_and_question_are_taken_back_by_way_of_the_history(editor):
    assert violations(editor) == []
    expect(editor.locator(".history tbody tr").first).to_contain_text("Summary (English)")
    editor.locator(".history tbody th a").first.click()
    expect(editor.locator(".difference").first).to_contain_text("every single day")
    assert violations(editor) == []
    editor.go_back()
    editor.get_by_role("link", name="Compare with the current version").last.click()
    expect(editor.locator("ins").first).to_have_text("every single")
    expect(editor.locator(".difference .verb").last).to_have_text("deleted")
    assert violations(editor) == []
    editor.get_by_role("link", name="Restore this version").click()
    expect(editor.locator("del").first).to_have_text("every single")
    assert violations(editor) == []
    editor.get_by_role("button", name="Restore", exact=True).click()

    expect(editor.locator(".messagelist .success")).to_contain_text("was restored")
    expect(editor.locator("#id_summary_en")).to_have_value(
        "Leads a customer support team day to day, handles escalated cases, tracks the team’s "
        "performance and improves the help that customers get."
    )

"""Somebody translates what has changed in a role, and loses nothing of it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.accessibility import violations
from tests.browser.site import LiveSite, running_site

pytestmark = pytest.mark.browser

PASSWORD = "cloudberries in a bilberry wood"
ROLE = "Customer service manager"
CHANGED = 10
SCHEMES = [{"color_scheme": "light"}, {"color_scheme": "dark"}]
# Source texts of a role change whose translations were reviewed.
PEOPLE_AND_WORK = f"""
from django.contrib.auth.models import Group
from accounts.models import User
from roles.models import Role
tove = User.objects.create_user(
    "Tove", password="{PASSWORD}", is_staff=True, languages=["nb", "pl"]
)
tove.groups.add(Group.objects.get(name="Translator"))
role = Role.objects.get(slug="customer-service-manager")
for items, name in (
    (role.responsibilities, "description"),
    (role.questions, "answer"),
    (role.role_skills, "context"),
):
    for item in items.all():
        column = f"{{name}}_{{item.source_language}}"
        setattr(item, column, getattr(item, column) + " 30.")
        item.save()
"""


@pytest.fixture(scope="module")
def site(var_folder, filled) -> Iterator[LiveSite]:
    """A site whose content is changed here, with someone who translates."""
    with running_site(var_folder, filled) as site:
        site.manage("shell", "--command", PEOPLE_AND_WORK)
        yield site


@pytest.fixture
def translator(new_context, request) -> Page:
    """Signed in, on the first page of admin."""
    options = getattr(request, "param", {})
    page = new_context(viewport={"width": 1280, "height": 900}, **options).new_page()
    page.goto("/admin/")
    page.get_by_label("Username").fill("Tove")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url("/admin/")
    return page


def work_on_role(page: Page) -> Locator:
    """The links of the role on the board: its name, then what there is to do in each language."""
    return page.locator(".board-table tr").filter(has_text=ROLE).get_by_role("link")


def outdated_rows(page: Page) -> Locator:
    return page.locator(".text-row:has(.state-outdated)")


def field_of(row: Locator) -> Locator:
    return row.locator("textarea, input[type=text]")


@pytest.mark.parametrize("translator", SCHEMES, indirect=True)
def test_board_and_page_keep_the_rules_of_accessibility(translator):
    assert violations(translator) == []
    translator.get_by_role("link", name="All translations still to be done").click()
    expect(translator.get_by_role("combobox", name="Role family")).to_be_visible()
    assert violations(translator, sheets=False) == []
    translator.get_by_role("link", name="Translation files").click()
    expect(translator.get_by_role("combobox", name="Limit to one role family")).to_be_visible()
    assert violations(translator, sheets=False) == []
    translator.go_back()
    work_on_role(translator).first.click()
    expect(outdated_rows(translator)).to_have_count(CHANGED)
    assert violations(translator, sheets=False) == []


def test_ten_changed_texts_are_translated_in_few_clicks(translator):
    outdated = outdated_rows(translator)
    fields = [field_of(outdated.nth(n)) for n in range(CHANGED)]
    save = translator.get_by_role("button", name="Save", exact=True)
    clicks = [work_on_role(translator).first, *fields, save]
    assert len(clicks) <= 15

    for target in clicks:
        target.click()
        if target in fields:
            expect(outdated).to_have_count(CHANGED)
            translator.keyboard.press("Control+End")
            translator.keyboard.type(" 30.")

    expect(outdated).to_have_count(0)
    translator.reload()
    expect(translator.get_by_label("Description").first).to_have_value(re.compile(r" 30\.$"))
    expect(outdated).to_have_count(0)


def test_changed_texts_are_translated_by_keys_alone(translator):
    translator.goto("/admin/translating/?language=pl")
    work_on_role(translator).last.click()
    outdated = outdated_rows(translator)
    expect(outdated).to_have_count(CHANGED)

    for left in reversed(range(CHANGED)):
        expect(field_of(outdated.first)).to_be_focused()
        translator.keyboard.press("Control+End")
        translator.keyboard.type(" 30.")
        translator.keyboard.press("Control+Enter")
        expect(outdated).to_have_count(left)

    translator.reload()
    expect(outdated).to_have_count(0)


def refuse_saves(route: Route) -> None:
    if route.request.method == "POST":
        route.fulfill(status=503, body="Busy")
    else:
        route.continue_()


def test_failed_save_is_loud_and_keeps_the_text(translator):
    translator.route("**/translate/**", refuse_saves)
    translator.goto("/admin/roles/role/1/translate/?language=nb")
    summary = translator.get_by_label("Summary")
    summary.fill("Leder.")

    translator.keyboard.press("Control+s")

    failure = translator.get_by_role("alert")
    expect(failure).to_contain_text("Not saved")
    expect(summary).to_have_value("Leder.")

    translator.unroute("**/translate/**")
    translator.keyboard.press("Control+s")
    expect(failure).to_be_hidden()
    translator.reload()
    expect(summary).to_have_value("Leder.")


def test_leaving_asks_only_where_something_is_unsaved(translator):
    asked = []
    translator.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    translator.goto("/admin/roles/role/1/translate/?language=nb")
    translator.goto("/admin/")
    assert asked == []

    translator.goto("/admin/roles/role/1/translate/?language=nb")
    translator.get_by_label("Summary").press_sequentially("Leder.")
    translator.goto("/admin/")
    assert asked == ["beforeunload"]

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.site import LiveSite, running_site

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]

PASSWORD = "cloudberries in a bilberry wood"
MAKE_PUBLISHER = f"""
from django.contrib.auth.models import Group
from accounts.models import User
publisher = User.objects.create_user("publisher", password="{PASSWORD}", is_staff=True)
publisher.groups.add(Group.objects.get(name="Publisher"))
"""


@pytest.fixture(scope="module")
def site(var_folder) -> Iterator[LiveSite]:
    """A site whose content is changed here, with someone who may edit and publish."""
    with running_site(var_folder) as site:
        site.manage("shell", "--command", MAKE_PUBLISHER)
        yield site


@pytest.fixture
def reader(new_context) -> Page:
    return new_context().new_page()


@pytest.fixture
def editor(new_context) -> Page:
    """Signed in, on the first page of the admin."""
    page = new_context().new_page()
    page.goto("/admin/")
    page.get_by_label("Username").fill("publisher")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url("/admin/")
    return page


def open_role(editor: Page, title: str) -> None:
    editor.goto("/admin/")
    editor.locator("#content").get_by_role("link", name="Roles", exact=True).last.click()
    editor.get_by_role("link", name=title, exact=True).click()
    expect(editor.locator("#content h2").first).to_have_text(title)


def open_section(editor: Page, name: str) -> Locator:
    """Open a section of the role's items."""
    section = editor.locator(".inline-section", has=editor.locator(f"#{name}-group"))
    section.locator("summary").click()
    return section


def write(editor: Page, field: str, language: str, text: str) -> None:
    """Write a text in the tab of its language."""
    place = editor.locator(f"#id_{field}_{language}")
    tab = editor.locator(f"a[href='#tab_id_{field}_{language}']")
    expect(place).to_be_hidden()
    tab.click()
    place.fill(text)


def save(editor: Page) -> None:
    editor.get_by_role("button", name="Save and continue editing").click()
    expect(editor.locator(".messagelist .success")).to_be_visible()


def view_on_site(editor: Page) -> None:
    editor.get_by_role("link", name="View on site").click()


def test_text_that_an_editor_saves_is_what_the_next_reader_reads(editor, reader):
    finnish, english = (f"/{code}/roles/customer-support-team-lead/" for code in ("fi", "en"))
    summary = reader.locator(".plate .lead")
    for address in (english, finnish, finnish):  # cached pages from now on
        reader.goto(address)
    expect(summary).to_contain_text("Johtaa asiakastuen tiimin päivittäistä työtä")

    open_role(editor, "Customer support team lead")
    write(editor, "summary", "fi", "Johtaa tiimiä, jolta asiakkaat kysyvät neuvoa.")
    save(editor)

    reader.reload()
    expect(summary).to_have_text("Johtaa tiimiä, jolta asiakkaat kysyvät neuvoa.")
    reader.goto(english)
    expect(summary).to_contain_text("Leads a customer support team day to day")
    view_on_site(editor)
    expect(editor).to_have_url(english)


def test_items_are_put_into_another_order(editor, reader):
    headings = reader.locator("#practices h3")
    reader.goto("/en/roles/customer-support-team-lead/")
    expect(headings.first).to_contain_text("Empower the team")
    before = headings.all_inner_texts()

    open_role(editor, "Customer support team lead")
    section = open_section(editor, "best_practices")
    section.locator(".inline-related .move-begin").nth(2).click()
    save(editor)

    reader.reload()
    assert headings.all_inner_texts() == [before[2], *before[:2], *before[3:]]


def test_first_question_of_a_role_brings_its_section_to_the_page(editor, reader):
    address = "/pl/roles/customer-support-operations-manager/"
    reader.goto(address)
    expect(reader.locator("#questions")).to_have_count(0)

    open_role(editor, "Customer support operations manager")
    open_section(editor, "questions").get_by_role("button", name="Add another Question").click()
    write(editor, "questions-0-question", "pl", "Z kim współpracuje kierownik?")
    write(editor, "questions-0-answer", "pl", "Z zespołem wsparcia i z innymi działami.")
    editor.locator("#id_questions-0-key").fill("working-with")
    save(editor)

    reader.reload()
    expect(reader.locator("#questions summary")).to_have_text("Z kim współpracuje kierownik?")
    expect(reader.locator("#question-working-with p")).to_have_text(
        "Z zespołem wsparcia i z innymi działami."
    )
    expect(reader.locator(".toc a[href='#questions']")).to_have_count(1)


def test_draft_is_seen_by_its_editor_only(editor, reader):
    address = "/en/roles/customer-service-administrator/"
    title = "Customer service administrator"
    assert reader.goto(address).status == 200

    open_role(editor, title)
    editor.get_by_label("Status").select_option("draft")
    save(editor)

    for hidden in (address, f"{address}?preview=1"):
        assert reader.goto(hidden).status == 404
    reader.goto("/en/roles/")
    expect(reader.locator(".card")).to_have_count(4)
    expect(reader.get_by_text(title)).to_have_count(0)
    view_on_site(editor)
    expect(editor).to_have_url(f"{address}?preview=1")
    expect(editor.locator("h1")).to_have_text(title)
    expect(editor.locator(".notice")).to_contain_text("This is a draft")

    open_role(editor, title)
    editor.get_by_label("Status").select_option("published")
    save(editor)
    assert reader.goto(address).status == 200


def test_reader_without_an_account_comes_no_further_than_the_door(reader):
    reader.goto("/admin/roles/role/")

    expect(reader).to_have_url("/admin/login/?next=/admin/roles/role/")

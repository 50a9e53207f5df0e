from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

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


@pytest.fixture(scope="module")
def site(var_folder, filled) -> Iterator[LiveSite]:
    """A site whose content is changed here, with someone who may edit and publish."""
    with running_site(var_folder, filled) as site:
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
    page.get_by_role("button", name="Sign in").click()
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
    with editor.expect_navigation():  # until all of the saved page is there
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


def test_tabs_of_languages_are_opened_by_the_arrows_and_said_to_be_tabs(editor):
    open_role(editor, "Customer support team lead")
    english, polish = (editor.locator(f"#of-tab_id_title_{language}") for language in ("en", "pl"))
    expect(english).to_have_role("tab")
    expect(english).to_have_attribute("aria-selected", "true")
    english.focus()
    editor.keyboard.press("ArrowLeft")

    expect(polish).to_be_focused()
    expect(polish).to_have_attribute("aria-selected", "true")
    expect(editor.locator("#id_title_pl")).to_be_visible()
    expect(editor.locator("#id_title_en")).to_be_hidden()
    expect(editor.locator("#modeltranslation-main-switch")).to_have_value("3")
    editor.keyboard.press("Home")
    expect(english).to_be_focused()
    editor.locator("#modeltranslation-main-switch").select_option("1")
    expect(editor.locator("#id_title_fi")).to_be_visible()
    expect(editor.locator("#id_summary_fi")).to_be_visible()
    assert violations(editor, sheets=False) == []


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


def chosen(row: Locator, field: str, text: str) -> None:
    """Choose what a text finds: one click, the rest is typed."""
    selection = row.locator(f".field-{field} .select2-selection")
    selection.click()
    row.page.keyboard.type(text)
    found = row.page.locator(".select2-results__option--highlighted", has_text=text)
    expect(found).to_be_visible()
    row.page.keyboard.press("Enter")
    expect(selection).to_contain_text(text)


def typed(row: Locator, field: str, text: str) -> None:
    """Type into a field: one click."""
    row.locator(f":is(input, textarea)[id$='{field}']").click()
    row.page.keyboard.type(text)


COUNT_CLICKS = """
addEventListener("click", ({ isTrusted, detail }) => {
  if (isTrusted && detail) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
}, true);
"""
STAGE_CLICKS = 2  # in a list that the browser draws
SKILLS = ["Empathy", "Problem solving", "Data analysis", "Time management", "Team leadership"]
TOOLS = [
    ("Help desk and ticketing", "Freshdesk"),
    ("Knowledge management", "Confluence"),
    ("Automation and chatbots", "Intercom"),
]
METRICS = ["Net Promoter Score", "Resolution rate"]
PRACTICES = ["Praise first", "Ask more", "Write it down"]


def test_new_role_with_sources_is_written_with_few_clicks(editor):
    editor.add_init_script(COUNT_CLICKS)
    editor.goto("/admin/")
    editor.locator("#content .model-role .addlink").click()
    form = editor.locator("#role_form")
    typed(form, "id_title_en", "Support coach")
    chosen(form, "family", "Customer service and support")
    form.get_by_label("Stage").first.select_option("specialist")
    typed(form, "id_summary_en", "Helps support teams to work well.")
    typed(form, "id_introduction_en", "A support coach listens in and gives advice.")
    chosen(form, "cited_by_all", "Czym jest lider")
    for n, duty in enumerate(["Listening", "Training", "Writing", "Measuring", "Planning"]):
        row = form.locator(f"#responsibilities-{n}")
        typed(row, "title_en", duty)
        chosen(row, "area", "Customer contact")
        typed(row, "tasks_en", f"{duty} each day\n{duty} each week")
    for n, skill in enumerate(SKILLS):
        chosen(form.locator(f"#role_skills-{n}"), "skill", skill)
    for n, (category, tool) in enumerate(TOOLS):
        row = form.locator(f"#tool_uses-{n}")
        chosen(row, "category", category)
        chosen(row, "tools", tool)
    for n, metric in enumerate(METRICS):
        chosen(form.locator(f"#role_metrics-{n}"), "metric", metric)
    for n, practice in enumerate(PRACTICES):
        row = form.locator(f"#best_practices-{n}")
        typed(row, "title_en", practice)
        typed(row, "points_en", f"{practice} at once\n{practice} again")
    save(editor)

    assert int(editor.evaluate("sessionStorage.clicks")) + STAGE_CLICKS <= 45
    view_on_site(editor)
    expect(editor).to_have_url("/en/roles/support-coach/?preview=1")
    expect(editor.locator("h1")).to_have_text("Support coach")
    practices = editor.locator("#practices h3")
    assert [text.split("\n")[0].strip() for text in practices.all_inner_texts()] == PRACTICES
    page = editor.locator("main")
    expect(page).to_contain_text("Measuring each week")
    for name in (*SKILLS, *METRICS, *(name for pair in TOOLS for name in pair)):
        expect(page).to_contain_text(name)
    expect(page).to_contain_text("Czym jest lider")


def test_list_of_errors_leads_to_the_fields(editor):
    open_role(editor, "Customer support team lead")
    key = editor.locator("#id_responsibilities-1-key")
    open_section(editor, "responsibilities")
    key.fill("")
    editor.get_by_role("button", name="Save and continue editing").click()

    link = editor.locator(".problem-links a")
    expect(link).to_have_count(1)
    editor.locator(".inline-section[open] summary").click()
    expect(key).to_be_hidden()
    link.click()

    expect(key).to_be_focused()
    expect(key).to_be_in_viewport()


def test_error_in_the_tab_of_another_language_opens_it(editor):
    open_role(editor, "Customer support team lead")
    section = open_section(editor, "responsibilities")
    section.locator("a[href='#tab_id_responsibilities-0-tasks_pl']").click()
    section.locator("#id_responsibilities-0-tasks_pl").fill("Jedno zadanie")
    editor.get_by_role("button", name="Save and continue editing").click()

    link = editor.locator(".problem-links a", has_text="[pl]")
    section.locator("a[href='#tab_id_responsibilities-0-tasks_en']").click()
    expect(section.locator("#id_responsibilities-0-tasks_pl")).to_be_hidden()
    link.click()

    expect(section.locator("#id_responsibilities-0-tasks_pl")).to_be_focused()


def test_rows_are_moved_with_the_keyboard(editor):
    open_role(editor, "Customer support team lead")
    section = open_section(editor, "best_practices")
    rows = section.locator(".inline-related.has_original")
    before = [row.get_attribute("id") for row in rows.all()]

    rows.nth(0).get_by_role("button", name="Move down").press("Enter")
    expect(section.get_by_role("status")).to_have_text(f"Item 2 of {len(before)}")
    expect(rows.nth(1).get_by_role("button", name="Move down")).to_be_focused()
    rows.nth(2).locator("[id$='-key']").press("Alt+ArrowUp")
    expect(rows.nth(1).locator("[id$='-key']")).to_be_focused()

    after = [row.get_attribute("id") for row in rows.all()]
    assert after == [before[1], before[2], before[0], *before[3:]]
    keys = [row.locator("[id$='-key']").input_value() for row in rows.all()]
    save(editor)
    assert [row.locator("[id$='-key']").input_value() for row in rows.all()] == keys


def test_leaving_asks_only_where_something_was_changed(editor):
    asked = []
    editor.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    open_role(editor, "Customer support team lead")
    editor.goto("/admin/")
    assert asked == []

    open_role(editor, "Customer support team lead")
    write(editor, "growth", "fi", "Ylös")
    save(editor)
    assert asked == []

    write(editor, "growth", "fi", "Alas")
    editor.goto("/admin/")
    assert asked == ["beforeunload"]


def drag(moved: Locator, target: Locator) -> None:
    """Drag with the mouse, slowly enough for the page to follow."""
    target.scroll_into_view_if_needed()
    moved.hover()
    mouse = moved.page.mouse
    mouse.down()
    box = target.bounding_box()
    mouse.move(box["x"] + 5, box["y"] + 40, steps=10)
    mouse.move(box["x"] + 5, box["y"] + 2, steps=10)
    mouse.up()


MANY_SKILLS = """
from roles.models import Role, RoleSkill
from skills.models import Skill
role = Role.objects.get(slug="customer-support-team-lead")
for n in range(60):
    skill = Skill.objects.create(slug=f"s-{n}", title_en=f"Skill {n}", source_language="en")
    RoleSkill.objects.create(role=role, skill=skill, order=100 + n)
"""


def test_rows_on_a_later_page_of_a_section_are_dragged(editor, site):
    site.manage("shell", "--command", MANY_SKILLS)
    open_role(editor, "Customer support team lead")
    editor.goto(f"{editor.url}?role_skills-page=2")
    rows = editor.locator("#role_skills-group .inline-related.has_original")
    names = rows.locator(".inline_label")
    before = names.all_inner_texts()
    expect(rows.first).to_be_visible()

    drag(rows.nth(1).locator("h3 b"), rows.nth(0).locator("h3 b"))
    expect(names.first).to_have_text(before[1])
    save(editor)

    assert names.all_inner_texts() == [before[1], before[0], *before[2:]]


NAMES = ["aria-input-field-name", "label", "select-name"]


def test_every_control_of_a_form_has_a_name(editor):
    open_role(editor, "Customer support team lead")
    sections = editor.locator(".inline-section")
    sections.evaluate_all("sections => sections.forEach(section => { section.open = true; })")
    editor.locator("#role_skills-group .add-row a").click()

    assert violations(editor, NAMES) == []
    expect(editor.get_by_role("combobox", name="Family").first).to_be_visible()
    switch = editor.locator("#modeltranslation-main-switch")
    expect(switch).to_have_accessible_name("Language")


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

    expect(reader).to_have_url("/admin/account/sign-in/?next=%2Fadmin%2Froles%2Frole%2F")

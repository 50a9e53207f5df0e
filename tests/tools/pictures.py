"""Makes the pictures of the README and of the guides in docs/ anew: `make pictures`.

A site of its own is started with the reference content. What the pictures show is then done in it
as a person would, in a browser, or as other people would meanwhile, by a command.
"""

import base64
import csv
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

import tests.settings  # noqa: F401 (the environment of the site)
from tests.browser.site import LiveSite, collect_static_files, filled_database, running_site
from tests.tools.browser import ARGUMENTS, chromium_path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
WINDOW = {"width": 1280, "height": 800}
QUALITY = 90  # of WebP: text is sharp, and a picture stays below 120 KB
PASSWORD = "cloudberries in a bilberry wood"
ROLE = "Customer support team lead"
PEOPLE_AND_WORK = """
import datetime
from django.contrib.auth.models import Group
from django.utils import timezone
from accounts.models import User
from roles.models import Role
for name in ("Anna", "Marek"):
    person = User.objects.create_user(name, password="{password}", is_staff=True)
    person.groups.add(Group.objects.get(name="Publisher"))
kari = User.objects.create_user(
    "Kari", password="{password}", is_staff=True, languages=["nb", "pl"]
)
kari.groups.add(Group.objects.get(name="Translator"))
Role.objects.filter(slug="customer-service-administrator").update(status="draft")
manager = Role.objects.get(slug="customer-service-manager")
manager.review_on = timezone.localdate() - datetime.timedelta(days=12)
manager.save()
lead = Role.objects.get(slug="customer-support-team-lead")
lead.summary_pl += " Pracuje  zmianowo."
lead.save()
"""
# What somebody else saves while the form is open.
MEANWHILE = """
from accounts.models import User
from history.models import Origin
from history.occasions import occasion
from django.db import transaction
from roles.models import Role
marek = User.objects.get(username="Marek")
with transaction.atomic(), occasion(Origin.EDIT, lambda: marek.pk):
    role = Role.objects.get(slug="customer-support-team-lead")
    role.summary_en = role.summary_en.replace("escalated", "difficult")
    role.save()
"""

# What editors have changed since texts were translated.
CHANGED = """
from roles.models import Role
from skills.models import Skill
from translations.states import mark
def change(item, name, more):
    column = f"{name}_{item.source_language or 'en'}"
    setattr(item, column, getattr(item, column).rstrip(".") + more)
    item.save()
change(Role.objects.get(slug="customer-service-manager"), "summary", ", and their supervisors.")
for skill in Skill.objects.filter(source_language="fi").order_by("slug")[:3]:
    change(skill, "title", ", daily")
lead = Role.objects.get(slug="customer-support-team-lead")
lead.pay_note_pl = ""
lead.save()
mark(lead, "introduction", "nb", "draft", None)
"""


# A source that changes, with a metric and a tool in it.
SOURCE_CHANGES = """
from roles.models import Role
lead = Role.objects.get(slug="customer-support-team-lead")
lead.summary_fi = lead.summary_fi.replace(
    "seuraa tiimin tuloksia", "seuraa asiakastyytyväisyyttä Zendeskissä"
)
lead.save()
"""


def main() -> None:
    """Make all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        sync_playwright() as playwright,
    ):
        collect_static_files(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        with (
            filled_database(Path(folder)) as content,
            running_site(Path(folder), content) as site,
        ):
            site.manage("build_closest_titles", "--if-old")
            site.manage("shell", "--command", PEOPLE_AND_WORK.format(password=PASSWORD))
            for draw in PICTURES:
                draw(signed_in(browser, site), site)
        browser.close()


def signed_in(browser: Browser, site: LiveSite, name: str = "Anna") -> Page:
    """The first page of admin, as somebody sees it: Anna is a publisher."""
    context = browser.new_context(
        base_url=site.address,
        viewport=WINDOW,
        locale="en-GB",
        timezone_id=site.environment["TIME_ZONE"],
        color_scheme="light",
    )
    page = context.new_page()
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


def keep(page: Page, name: str, top: Locator | None = None) -> None:
    """Keep what the window shows, scrolled so that `top` is near its upper edge."""
    if top:
        top.evaluate("(place) => scrollTo(0, place.getBoundingClientRect().top + scrollY - 24)")
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)  # until nothing fades any more
    session = page.context.new_cdp_session(page)
    options = {"format": "webp", "quality": QUALITY}
    data = session.send("Page.captureScreenshot", options)["data"]
    (FOLDER / f"{name}.webp").write_bytes(base64.b64decode(data))


def open_role(page: Page) -> None:
    page.goto("/admin/roles/role/")
    page.get_by_role("link", name=ROLE, exact=True).click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and continue editing").click()
    page.wait_for_load_state()


def start(page: Page, site: LiveSite) -> None:
    keep(page, "start")


def readme(page: Page, site: LiveSite) -> None:
    page.goto("/en/roles/customer-support-team-lead/")
    page.wait_for_timeout(500)
    page.screenshot(path=FOLDER.parent / "screenshot.png")


def description(page: Page, site: LiveSite) -> None:
    """A job description that is put together, with what somebody has typed."""
    page.goto("/en/roles/customer-support-team-lead/description/")
    page.get_by_label("Job title", exact=True).fill("Team lead, customer support")
    page.get_by_label("Employer", exact=True).fill("Example Ltd")
    page.get_by_label("Place of work").fill("Leeds, three days a week at home")
    keep(page, "description", page.locator("#builder"))


def role(page: Page, site: LiveSite) -> None:
    open_role(page)
    keep(page, "role")


def errors(page: Page, site: LiveSite) -> None:
    open_role(page)
    section = page.locator(".inline-section", has=page.locator("#responsibilities-group"))
    section.locator("summary").click()
    section.locator("a[href='#tab_id_responsibilities-0-tasks_pl']").click()
    section.locator("#id_responsibilities-0-tasks_pl").fill("Jedno zadanie")
    page.locator("#id_responsibilities-1-key").fill("")
    save(page)
    keep(page, "errors")


def schedule(page: Page, site: LiveSite) -> None:
    page.goto("/admin/roles/role/")
    page.get_by_role("link", name="Customer service administrator", exact=True).click()
    in_a_week = datetime.now(UTC) + timedelta(days=7)
    page.locator("#id_publish_at_0").fill(f"{in_a_week:%Y-%m-%d}")
    page.locator("#id_publish_at_1").fill("09:00")
    save(page)
    heading = page.locator("fieldset", has=page.locator("#id_status"))
    keep(page, "schedule", heading)


def conflict(page: Page, site: LiveSite) -> None:
    open_role(page)
    site.manage("shell", "--command", MEANWHILE)
    summary = page.locator("#id_summary_en")
    summary.fill(summary.input_value().replace("escalated", "complex"))
    save(page)
    keep(page, "conflict")


def history(page: Page, site: LiveSite) -> None:
    open_role(page)
    page.locator("#content-main").get_by_role("link", name="History").click()
    page.locator(".history tbody th a").first.click()
    keep(page, "history")


def checks(page: Page, site: LiveSite) -> None:
    page.get_by_role("link", name="All checks").click()
    keep(page, "checks")


def imports(page: Page, site: LiveSite) -> None:
    """A table with a changed text, and with a value that cannot be."""
    page.goto("/admin/skills/skill/export/")
    page.get_by_label("CSV").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.DictReader(file)]
    rows[0]["description_en"] += " It takes practice."
    rows[1]["kind"] = "ability"
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "skills.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*rows[0]])
            writer.writeheader()
            writer.writerows(rows)
        page.goto("/admin/skills/skill/import/")
        page.get_by_label("File").set_input_files(table)
        page.get_by_role("button", name="Check the file").click()
        page.wait_for_load_state()
    keep(page, "import")


def board(page: Page, site: LiveSite) -> None:
    site.manage("shell", "--command", CHANGED)
    browser = page.context.browser
    assert browser
    translator = signed_in(browser, site, "Kari")
    translator.get_by_role("link", name="All translations still to be done").click()
    keep(translator, "board")


def translating(page: Page, site: LiveSite) -> None:
    site.manage("shell", "--command", SOURCE_CHANGES)
    open_role(page)
    page.goto(page.url.replace("change/", "translate/?language=pl"))
    keep(page, "translating")


PICTURES: list[Callable[[Page, LiveSite], None]] = [
    start,
    readme,
    description,
    role,
    errors,
    schedule,
    conflict,
    history,
    checks,
    imports,
    board,
    translating,
]


if __name__ == "__main__":
    main()

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from skills.short_ids import short_id_of_slug
from tests.browser.pages import ROLE
from translations.languages import language_codes

pytestmark = pytest.mark.browser

LEAD = {
    "en": "Customer support team lead",
    "fi": "Asiakastuen tiiminvetäjä",
    "nb": "Teamleder for kundestøtte",
    "pl": "Lider / liderka zespołu wsparcia klienta",
}


def switch_to(page: Page, language: str) -> None:
    """Follow the language switch."""
    page.locator(f".langs a[hreflang={language}]").click()


def cards(page: Page) -> Locator:
    return page.locator(".card h3")


@pytest.mark.both_databases
def test_polish_reader_arrives_narrows_opens_and_reads_on_in_finnish(new_context):
    page = new_context(locale="pl-PL").new_page()
    page.goto("/")
    expect(page).to_have_url("/pl/")
    expect(page.locator("html")).to_have_attribute("lang", "pl")
    expect(page.locator(".site-nav li")).to_have_text(
        ["Role", "Umiejętności", "Narzędzia", "Wskaźniki", "Ścieżki kariery", "Porównaj"]
    )

    page.locator(".site-nav").get_by_role("link", name="Role").click()
    expect(page).to_have_url("/pl/roles/")
    page.get_by_role("checkbox", name="Zendesk").check()
    page.locator("form.facets .apply button[type=submit]").click()
    expect(page).to_have_url("/pl/roles/?text=&skill_q=&tool=zendesk&tool_q=")
    expect(page.locator(".applied .rm")).to_have_text(re.compile("Zendesk"))
    expect(cards(page)).to_have_text(
        [
            "Kierownik operacyjny / kierowniczka operacyjna ds. wsparcia klienta",
            "Koordynator / koordynatorka obsługi klienta",
            LEAD["pl"],
        ]
    )

    cards(page).get_by_role("link", name=LEAD["pl"]).click()
    expect(page).to_have_url(f"/pl/{ROLE}")
    expect(page.get_by_role("heading", level=1)).to_have_text(LEAD["pl"])
    expect(page.locator("#tools")).to_contain_text("Zendesk")

    switch_to(page, "fi")
    expect(page).to_have_url(f"/fi/{ROLE}")
    expect(page.get_by_role("heading", level=1)).to_have_text(LEAD["fi"])
    expect(page.locator("html")).to_have_attribute("lang", "fi")

    page.locator(".plate").get_by_role("link", name="Polski").click()
    expect(page).to_have_url(f"/fi/{ROLE}?with=pl")
    expect(page.locator("h1 .pair > span")).to_have_text([LEAD["fi"], LEAD["pl"]])


@pytest.mark.parametrize(
    ("wanted", "home"),
    [("fi-FI", "/fi/"), ("nn-NO", "/nb/"), ("no", "/nb/"), ("en-GB", "/en/"), ("ja-JP", "/en/")],
)
def test_browser_arrives_in_its_own_language(new_context, wanted, home):
    page = new_context(locale=wanted).new_page()
    page.goto("/")

    expect(page).to_have_url(home)


def test_filter_is_taken_off_by_its_chip(page):
    page.goto("/en/roles/?skill=data-analysis&tool=zendesk")
    expect(page.locator(".applied .rm")).to_have_count(2)
    expect(page.get_by_role("checkbox", name="Zendesk")).to_be_checked()

    page.locator(".applied").get_by_role("link", name="Zendesk").click()

    expect(page).to_have_url("/en/roles/?skill=data-analysis")
    expect(page.locator(".applied .rm")).to_have_count(1)
    expect(page.get_by_role("checkbox", name="Zendesk")).not_to_be_checked()


def test_count_beside_a_filter_is_the_number_of_roles_it_leaves(page):
    page.goto("/en/roles/")
    option = page.locator(
        "label.opt", has=page.get_by_role("checkbox", name="Zendesk", exact=False)
    )
    count = int(option.first.locator(".c").inner_text())

    option.first.get_by_role("checkbox").check()
    page.locator("form.facets .apply button[type=submit]").click()

    expect(cards(page)).to_have_count(count)


def test_order_and_view_stay_while_a_filter_is_chosen(page):
    page.goto("/en/roles/?sort=stage&view=table")

    page.get_by_role("checkbox", name="Zendesk").check()
    page.locator("form.facets .apply button[type=submit]").click()

    expect(page).to_have_url("/en/roles/?sort=stage&view=table&text=&skill_q=&tool=zendesk&tool_q=")
    expect(page.locator("tbody tr")).to_have_count(3)


@pytest.mark.parametrize("path", [f"{ROLE}?with=nb", "roles/?skill=empathy&view=table"])
def test_language_switch_keeps_page_and_query(page, path):
    page.goto(f"/en/{path}")
    for language in ("fi", "pl"):
        switch_to(page, language)
        expect(page).to_have_url(f"/{language}/{path}")


@pytest.mark.parametrize("language", language_codes())
def test_two_languages_stand_side_by_side_and_on_a_phone_one_below_the_other(page, language):
    other = "en" if language != "en" else "fi"
    page.goto(f"/{language}/{ROLE}?with={other}")
    headings = page.locator("#responsibilities h3 .pair")

    expect(headings).to_have_count(9)
    for index in range(9):
        texts = headings.nth(index).locator("> span")
        assert [texts.nth(i).get_attribute("lang") for i in (0, 1)] == [language, other]
    here = page.locator(".stairs .here .pair > span")
    expect(here).to_have_text([LEAD[language], LEAD[other]])
    first, second = (headings.first.locator("> span").nth(i) for i in (0, 1))
    left, right = first.bounding_box(), second.bounding_box()
    assert left["x"] + left["width"] <= right["x"]
    assert left["y"] == right["y"]

    page.set_viewport_size({"width": 390, "height": 844})
    above, below = first.bounding_box(), second.bounding_box()
    assert above["y"] + above["height"] <= below["y"]


def test_untranslated_text_is_marked_with_the_language_it_is_in(page):
    page.goto("/pl/roles/unfinished/")
    note = page.locator("#responsibilities .fallback").first

    expect(note.locator("> p")).to_contain_text("fiński")
    expect(note.locator("> [lang=fi]")).to_contain_text("Neuvoja vastaa keskusteluihin")
    expect(page.locator("h1 [lang=fi]").first).to_have_text("Keskustelupalvelun asiakasneuvoja")


def test_item_of_a_role_has_an_address_of_its_own(page):
    page.goto(f"/en/{ROLE}")
    item = page.locator("#responsibilities [id^=responsibility-]").nth(3)
    item.hover()
    item.locator(".anchor").click()

    anchor = item.get_attribute("id")
    expect(page).to_have_url(f"/en/{ROLE}#{anchor}")
    expect(page.locator(":target")).to_have_id(anchor)


def test_section_that_is_read_is_marked_in_the_pages_navigation(page):
    page.goto(f"/en/{ROLE}")
    current = page.locator(".toc [aria-current=location]")
    expect(current).to_have_attribute("href", "#in-short")

    page.locator("#practices").evaluate("section => section.scrollIntoView()")

    expect(current).to_have_attribute("href", "#practices")
    expect(page.locator(".toc")).to_be_in_viewport()


def test_missing_page_says_so_in_the_readers_language_and_leads_on(page):
    assert page.goto("/fi/roles/nobody/").status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Sivua ei löydy")

    page.locator("main a[href='/fi/roles/']").click()

    expect(page).to_have_url("/fi/roles/")


@pytest.mark.both_databases
def test_job_seeker_finds_a_role_that_fits_and_plans_the_move(page):
    page.goto("/en/")
    page.get_by_role("main").get_by_role("link", name="Find roles that fit").click()
    page.get_by_label("Find a skill or a tool").fill("EMPA")
    page.get_by_label("Find a skill or a tool").press("Enter")
    page.get_by_role("checkbox", name="Empathy").check()
    page.locator("summary", has_text="Your current role").click()
    page.get_by_label("Find a role by its title").fill("administrator")
    page.get_by_label("Find a role by its title").press("Enter")
    page.get_by_role("radio", name="Customer service administrator").check()
    page.get_by_role("button", name="Show roles that fit").first.click()

    hit = page.locator(".hit", has_text=LEAD["en"])
    expect(hit).to_contain_text("You have 7 of 8 essential skills.")
    expect(hit).to_contain_text("What you are missing: Customer orientation")
    hit.get_by_role("link", name="Plan a move").click()

    ticked = f"&skill={short_id_of_slug('empathy')}"
    expect(page).to_have_url(
        f"/en/move/?from=customer-service-administrator&to=customer-support-team-lead{ticked}"
    )
    expect(page.locator("#learn .plan h4")).to_have_text(["Customer orientation"])
    page.get_by_role("link", name="Swap the roles").click()
    expect(page).to_have_url(
        f"/en/move/?from=customer-support-team-lead&to=customer-service-administrator{ticked}"
    )

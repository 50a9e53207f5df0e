"""A job description is put together in a browser."""

import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.pages import COMPARED, ROLE

pytestmark = pytest.mark.browser

BUILDER = f"{ROLE}description/"
MARKUP = "document.querySelector('#preview').innerHTML.replaceAll('\\n', '')"

ADVICE = "[...document.querySelectorAll('.advice li:not([hidden])')].map(it => it.dataset.advice)"
HTML_OF_CLIPBOARD = """
    navigator.clipboard.read().then(([item]) => item.getType("text/html")).then(it => it.text())
"""


@pytest.fixture
def builder(new_context) -> Page:
    """The page in Finnish, in a browser that lets it copy."""
    context = new_context(accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"/fi/{BUILDER}")
    return page


def fragment(page: Page) -> str:
    return page.evaluate("location.hash")


def listen_for_sending(page: Page) -> list[str]:
    """What is sent from now on."""
    sent: list[str] = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    return sent


def test_specialist_puts_a_description_together_and_downloads_a_word_file(builder, tmp_path):
    sent = listen_for_sending(builder)
    builder.get_by_label("Tehtävänimike").fill("Asiakaspalvelun vetäjä")
    builder.get_by_label("Työnantaja").fill("Oy Esimerkki Ab")
    expect(builder.locator(".advice")).to_be_visible()
    builder.get_by_label("Palkka", exact=True).fill("3 200–3 800 €/kk")
    expect(builder.locator(".advice")).to_be_hidden()
    builder.get_by_label("Mitä tarjoamme", exact=True).last.fill("Lounasetu\nJoustava työaika")
    builder.get_by_role("checkbox", name="Raportointi ja analysointi").uncheck()
    builder.get_by_role("button", name="Siirrä ylemmäs: Taidot", exact=True).click()

    preview = builder.locator("#preview")
    expect(preview.locator("h3")).to_have_text("Asiakaspalvelun vetäjä")
    expect(preview.locator("dd").first).to_have_text("Oy Esimerkki Ab")
    expect(preview.get_by_text("Raportointi ja analysointi")).to_have_count(0)
    headings = preview.locator("h4").all_text_contents()
    assert headings.index("Välttämättömät taidot") < headings.index("Vastuut")
    assert violations(builder) == []
    assert sent == []

    with builder.expect_download() as download:
        builder.get_by_role("button", name="Word (DOCX)").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "tehtavankuvaus-asiakaspalvelun-vetaja.docx"
    text = ZipFile(path).read("word/document.xml").decode()
    assert "Oy Esimerkki Ab" in text
    assert "Raportointi ja analysointi" not in text
    assert len(sent) == 1
    assert builder.context.cookies() == []


def test_words_stand_behind_the_address_and_choices_in_it(builder):
    builder.get_by_label("Työnantaja").fill("Oy Esimerkki Ab")
    builder.get_by_role("checkbox", name="Mittarit").uncheck()
    builder.wait_for_url("**/?parts=*#*")

    assert "Esimerkki" in fragment(builder)
    assert "Esimerkki" not in builder.evaluate("location.search")
    builder.get_by_role("button", name="Kopioi luonnoksen linkki").click()
    expect(builder.get_by_role("status").last).to_have_text("Linkki kopioitu")
    assert builder.evaluate("navigator.clipboard.readText()") == builder.url


def test_draft_waits_in_the_browser_and_can_be_brought_back(builder):
    builder.get_by_label("Työnantaja").fill("Oy Esimerkki Ab")
    builder.wait_for_url("**/#*")

    builder.goto(f"/pl/{BUILDER}")
    expect(builder.locator("#preview dd")).to_have_text("Oy Esimerkki Ab")
    builder.get_by_role("button", name="Zacznij od nowa").click()
    expect(builder.locator("#preview dd")).to_have_count(0)
    builder.get_by_role("button", name="Wróć do poprzedniego szkicu").click()
    expect(builder.locator("#preview dd")).to_have_text("Oy Esimerkki Ab")


def test_looking_at_a_page_stores_nothing(page):
    page.goto(f"/fi/{BUILDER}?with=pl&kind=interview#own.fi.title=X")

    expect(page.locator("#preview h3")).to_contain_text("X")
    assert page.evaluate("localStorage.length") == 0


def test_text_that_is_too_long_for_a_link_goes_into_a_file_and_comes_back(builder, tmp_path):
    text = "Pitkä teksti. " * 800
    builder.get_by_label("Näin haet", exact=True).last.fill(text)
    builder.get_by_role("button", name="Kopioi luonnoksen linkki").click()
    with builder.expect_download() as download:
        builder.get_by_role("status").get_by_role("button", name="Tallenna luonnostiedosto").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert fragment(builder) == ""
    assert json.loads(path.read_text())["own"] == {"own.fi.apply": text}
    builder.evaluate("localStorage.clear()")

    builder.goto("/fi/roles/customer-service-manager/description/")
    builder.locator("[type=file]").set_input_files(path)
    builder.wait_for_url(f"**/fi/{BUILDER}")

    expect(builder.locator("#preview")).to_contain_text("Pitkä teksti. Pitkä teksti.")


def test_other_files_are_refused_with_a_sentence(builder, tmp_path):
    path: Path = tmp_path / "draft.json"
    for content in ("{", "[]", '{"rolebook": "job description", "address": "/admin/"}'):
        path.write_text(content)
        builder.locator("[type=file]").set_input_files(path)
        expect(builder.get_by_role("status").last).to_contain_text(
            "ei ole tehtävänkuvauksen luonnos"
        )
        builder.evaluate("document.querySelector('[data-status]').textContent = ''")


def test_item_is_reworded_from_what_it_says(builder):
    row = builder.locator("[data-list=duties] > li").first
    row.locator("summary").click()
    wording = row.locator("textarea")
    expect(wording).to_have_value(re.compile("^Tiimin johtaminen\nJohtaa"))
    assert fragment(builder) == ""

    wording.fill("Vedät tiimiä\nJoka päivä")

    item = builder.locator("#preview h4:has-text('Vastuut') + ul > li").first
    expect(item).to_have_text("Vedät tiimiäJoka päivä")


def test_copied_text_is_clean(builder):
    builder.get_by_label("Näin haet", exact=True).last.fill("Hae: https://example.org/a_(b).")
    builder.get_by_role("button", name="Kopioi teksti").click()
    expect(builder.get_by_role("status").last).to_have_text("Kopioitu")

    html = builder.evaluate(HTML_OF_CLIPBOARD)
    assert "<h1" in html
    assert "<h2" in html
    link = '<a href="https://example.org/a_(b)">https://example.org/a_(b)</a>'
    assert f'<p lang="fi">Hae: {link}.</p>' in html
    assert not re.search(" (class|style|data-[a-z]+)=", html)
    assert builder.evaluate("navigator.clipboard.readText()").startswith("Asiakastuen tiiminvetäjä")


# Each way in which a document can be put together. The preview of the script is that of the server.
STATES = [
    "",
    "?with=pl",
    "?kind=interview",
    "?kind=onboarding&with=en",
    "?in=pl&parts=skills.about.tools&duties=-",
    f"../../../compare/description/?{COMPARED}&with=nb",
]


@pytest.mark.parametrize("state", STATES)
def test_preview_of_the_script_is_that_of_the_server(new_context, state):
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto(f"/fi/{BUILDER}{state}")
    scripted = new_context().new_page()
    scripted.goto(plain.url)
    expect(scripted.locator("[data-do=copy]")).to_be_visible()

    assert scripted.evaluate(MARKUP) == plain.evaluate(MARKUP)
    shown = (
        "[...document.querySelectorAll('[data-advice]:not([hidden])')].map(it => it.dataset.advice)"
    )
    assert scripted.evaluate(shown) == plain.evaluate(shown)

"""The builder of job descriptions, as browsers without scripts use it."""

import logging

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.content_version import read_version
from core.wsgi import REFUSED
from descriptions.own import MOST_OWN_LINES
from descriptions.posted import MOST_BYTES
from roles.models import FormerAddress
from tests.support.factories import DraftFactory, RoleFactory, add_items
from tests.support.markup import Page, faults, spoken

pytestmark = pytest.mark.usefixtures("lead")
ADDRESS = "/en/roles/lead/description/"


@pytest.fixture
def send(client):
    """Sends the form of the page as a browser would, some fields changed; None takes one out."""

    def send(
        fields: dict | None = None, address: str = ADDRESS, status: int = 200, **changes: str
    ) -> Page:
        sent = fields_of(Page(client.get(address).content.decode())) if fields is None else fields
        sent = {name: value for name, value in (sent | changes).items() if value is not None}
        response = client.post(address.partition("?")[0] + role_query(address), sent)
        assert response.status_code == status
        return Page(response.content.decode(), response.headers)

    return send


def role_query(address: str) -> str:
    return f"?{address.partition('?')[2]}" if "role=" in address else ""


def fields_of(page: Page) -> dict[str, list[str]]:
    """What a browser would send of the builder's form."""
    fields: dict[str, list[str]] = {}
    form = page.by_id("builder")
    for field in form.iter():
        name = field.get("name")
        tag = str(field.tag).rpartition("}")[2]
        if not name or tag == "button":
            continue
        if tag == "textarea":
            fields.setdefault(name, []).append((field.text or "").removeprefix("\n"))
        elif tag == "select":
            options = [one for one in field.iter() if str(one.tag).endswith("option")]
            chosen = [one for one in options if one.get("selected") is not None] or options[:1]
            fields.setdefault(name, []).append(chosen[0].get("value") or "")
        elif field.get("type") not in ("checkbox", "radio") or field.get("checked") is not None:
            fields.setdefault(name, []).append(field.get("value") or "")
    return fields


def preview(page: Page) -> str:
    return " ".join("".join(page.by_id("preview").itertext()).split())


def advice(page: Page) -> list[str]:
    return [item.get("data-advice") for item in page.all("li") if is_shown_advice(item)]


def is_shown_advice(item) -> bool:
    return item.get("data-advice") is not None and item.get("hidden") is None


# --- The page --------------------------------------------------------------------------------


def test_page_shows_a_finished_document_at_once(visit):
    page = visit("/fi/roles/lead/description/")

    assert page.text("h1") == "Tehtävänkuvaus: Lead fi"
    assert page.text("title") == "Tehtävänkuvaus: Lead fi | Rolebook"
    assert preview(page).startswith(
        "Lead fi Tehtävänkuvaus Tietoa tehtävästä Leads fi Vastuut Coach"
    )
    assert faults(page) == []
    assert page.headers["X-Page"].split(",")[:2] == ["kind", "in"]
    assert "Set-Cookie" not in page.headers


def test_page_is_cached_for_choices_that_are_understood_only(visit):
    assert "X-Page" in visit(f"{ADDRESS}?kind=interview&duties=-").headers
    assert "X-Page" not in visit(f"{ADDRESS}?role=lead").headers
    page = visit(f"{ADDRESS}?duties=zzzzz")

    assert "X-Page" not in page.headers
    assert "duties=zzzzz" in page.text("p", "notice")


def test_choices_of_the_address_are_those_of_the_form(visit):
    page = visit(f"{ADDRESS}?kind=onboarding&in=pl&with=fi&parts=skills.duties&tools=-&sources=0")

    fields = fields_of(page)
    assert (fields["kind"], fields["in"], fields["with"]) == (["onboarding"], ["pl"], ["fi"])
    assert fields["part"] == ["skills", "duties"]
    assert "tools" not in fields
    assert "sources" not in fields
    assert preview(page).startswith("Lead plLead fi Lista kontrolna wdrożenia")


def test_words_in_the_query_are_no_words_of_the_document(visit):
    page = visit(f"{ADDRESS}?own.en.employer=Typed")

    assert "Typed" not in preview(page)
    assert "X-Page" not in page.headers


@pytest.mark.parametrize("code", ["en", "fi", "nb", "pl"])
@pytest.mark.parametrize("query", ["", "?with=en", "?kind=interview", "?kind=onboarding&in=nb"])
def test_page_is_well_formed_in_every_language(visit, code, query):
    page = visit(f"/{code}/roles/lead/description/{query}")

    assert faults(page) == []
    assert len(page.all("h1")) == 1


def test_page_costs_as_many_queries_whatever_the_role_has(lead, client, count_queries):
    add_items(lead)
    one = count_queries(lambda: client.get(ADDRESS))
    add_items(lead, 2)

    assert count_queries(lambda: client.get(ADDRESS)) == one
    assert count_queries(lambda: client.post(ADDRESS, {"format": "txt"})) <= one


def test_draft_has_no_description(visit):
    DraftFactory(slug="hush")

    visit("/en/roles/hush/description/", status=404)
    visit("/en/compare/description/?role=hush&role=lead", status=404)
    visit("/en/compare/description/", status=404)


def test_former_address_leads_on(lead, client):
    FormerAddress.objects.create(slug="old", role=lead)

    response = client.get("/en/roles/old/description/?kind=interview")

    assert response.headers["Location"] == f"{ADDRESS}?kind=interview"
    sent = client.post("/en/roles/old/description/", {"format": "txt"}, follow=True)
    assert sent.redirect_chain == [(ADDRESS, 307)]
    assert sent.headers["Content-Type"].startswith("text/plain")


def test_retired_role_says_so_and_can_be_used(lead, visit):
    lead.status = "retired"
    lead.replaced_by = RoleFactory(slug="next", title="Next")
    lead.save()

    page = visit(ADDRESS)

    assert page.text("p", "notice").startswith("This role has been retired.")
    assert "/en/roles/next/description/" in page.links
    assert preview(page).startswith("Lead en")
    assert page.find("meta", name="robots").get("content") == "noindex"


def test_two_roles_are_mixed(visit):
    RoleFactory(slug="other", title="Other", summary="Helps")

    page = visit("/en/compare/description/?role=lead&role=other")

    assert page.text("h1") == "Job description: Lead en, Other en"
    assert page.by_id("builder").get("action") == "/en/compare/description/?role=lead&role=other"
    assert "Leads en Helps en" in preview(page)
    assert faults(page) == []
    assert page.headers["X-Page"]


def test_pages_that_people_start_from_lead_here(visit):
    RoleFactory(slug="other")

    assert ADDRESS in visit("/en/roles/lead/").links
    compare = visit("/en/compare/?role=lead&role=other")
    assert "/en/compare/description/?role=lead&role=other" in compare.links


def test_role_is_chosen_by_its_title(visit):
    RoleFactory(slug="other", title="Other")

    assert {"/en/roles/lead/description/", "/en/roles/other/description/"} <= {
        *visit("/en/descriptions/").links
    }
    found = visit("/en/descriptions/?q=lead")
    assert "/en/roles/lead/description/" in found.links
    assert "/en/roles/other/description/" not in found.links
    assert "X-Page" not in found.headers
    assert (
        visit("/en/descriptions/?q=nothing").text("p", role="status").startswith("No role titles")
    )


# --- What is sent ----------------------------------------------------------------------------


def test_form_that_is_sent_as_it_is_changes_nothing(send, visit):
    assert preview(send()) == preview(visit(ADDRESS))


def test_what_is_typed_is_in_the_preview_and_still_in_the_form(send):
    fields = {
        "own.en.title": "Chief of coaching",
        "own.en.employer": "Example & Sons",
        "own.en.duties": "My own duty",
        "own.en.apply": "Call us",
    }

    page = send(**fields)

    assert preview(page).startswith("Chief of coaching Job description EmployerExample & Sons")
    assert "My own duty" in preview(page)
    sent_again = fields_of(page)
    assert {name: sent_again[name] for name in fields} == {n: [v] for n, v in fields.items()}


def test_words_in_another_language_go_along_unseen(send):
    page = send(**{"own.pl.employer": "Firma", "own.en.place": "York"})

    fields = fields_of(page)
    assert fields["own.pl.employer"] == ["Firma"]
    assert "EmployerFirma" in preview(page)


def test_language_is_changed_without_a_script_and_nothing_is_lost(send):
    page = send(**{"own.en.employer": "Example", "in": "pl", "with": "fi"})

    assert preview(page).startswith("Lead plLead fi Opis stanowiska")
    assert fields_of(page)["own.en.employer"] == ["Example"]
    again = send(fields_of(page), **{"in": "en", "with": ""})
    assert "EmployerExample" in preview(again)


def test_button_moves_a_part(send, visit):
    page = send(move="up.part.skills")

    assert fields_of(page)["part"][:3] == ["about", "skills", "duties"]
    again = send(fields_of(page), move="down.part.about")
    assert fields_of(again)["part"][:3] == ["skills", "about", "duties"]


def test_page_that_was_sent_links_to_its_choices_without_words(send, client):
    page = send(move="up.part.skills", **{"own.en.employer": "Secret"})

    [link] = [link for link in page.links if "parts=" in link]
    assert "Secret" not in link
    again = Page(client.get(link).content.decode())
    assert fields_of(again)["part"] == fields_of(page)["part"]


@pytest.mark.parametrize(
    ("ending", "start"), [("docx", b"PK"), ("pdf", b"%PDF"), ("md", b"# "), ("txt", b"Chief")]
)
def test_every_form_of_a_file_can_be_downloaded(client, ending, start):
    response = client.post(ADDRESS, {"format": ending, "own.en.title": "Chief"})

    assert response.status_code == 200
    assert response.content.startswith(start)
    name = f"job-description-chief.{ending}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_file_has_what_the_preview_has(client, send):
    fields = fields_of(send(**{"own.en.employer": "Example", "own.en.offer": "Lunch"}))

    text = client.post(ADDRESS, fields | {"format": "txt"}).content.decode()

    for line in ("Employer: Example", "• Coach en", "   – Listen en", "Lunch", "own texts: MIT"):
        assert line in text


def test_answer_is_kept_by_nobody_and_sets_no_cookie(client):
    version = read_version()
    for fields in ({}, {"format": "txt"}):
        response = client.post(ADDRESS, fields)
        assert response.headers["Cache-Control"] == "no-store"
        assert not response.cookies
        assert "X-Page" not in response
    assert read_version() == version


def test_form_needs_no_token():
    assert Client(enforce_csrf_checks=True).post(ADDRESS, {"format": "txt"}).status_code == 200


def test_nothing_that_is_typed_is_logged(client, caplog, lead):
    caplog.set_level(logging.DEBUG)
    client.post(ADDRESS, {"own.en.employer": "Secret", "format": "exe"})
    client.post(ADDRESS, {"own.en.employer": "Secret", "move": "up.part.Secret"})
    lead.delete()
    client.post(ADDRESS, {"own.en.employer": "Secret"})

    assert "Secret" not in caplog.text


def test_more_than_256_kb_is_refused_with_a_sentence(client):
    body = f"own.en.apply={'a' * MOST_BYTES}"

    response = client.post("/fi" + ADDRESS[3:], body, "application/x-www-form-urlencoded")

    page = Page(response.content.decode())
    assert (response.status_code, page.text("h1")) == (413, spoken("fi", "Your text is too long"))
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("extension", ["", "pdf"])
def test_more_than_2000_own_lines_are_refused_with_a_sentence_and_given_back(client, extension):
    most = {"own.fi.must": "a\n" * (MOST_OWN_LINES - 1), "own.pl.offer": "b", "format": extension}
    assert client.post(ADDRESS, most).status_code == 200

    response = client.post("/fi" + ADDRESS[3:], most | {"own.fi.apply": "Lähetä"})

    page = Page(response.content.decode())
    assert response.status_code == 422
    assert page.text("h1") == spoken("fi", "Your text has too many lines")
    assert response.headers["Cache-Control"] == "no-store"
    assert [one.text for one in page.all("dd")] == ["a\n" * 1998 + "a", "b", "Lähetä"]
    assert faults(page) == []


def test_as_much_as_is_allowed_is_answered(client):
    body = "own.en.apply="
    body += "a" * (MOST_BYTES - len(body))

    response = client.post(ADDRESS, body, "application/x-www-form-urlencoded")

    assert response.status_code == 200
    assert advice(Page(response.content.decode())) == ["long", "pay"]


@pytest.mark.parametrize("sender", [{"sec-fetch-site": "same-origin"}, {}])
def test_what_is_sent_while_the_database_is_lost_is_given_back_to_its_sender(client, sender):
    response = client.post(
        ADDRESS, {"own.en.employer": "Example"}, headers=sender, **{REFUSED: True}
    )

    assert response.status_code == 503
    assert ("Example" in response.content.decode()) is bool(sender)
    assert ("no-store" in response.headers.get("Cache-Control", "")) is bool(sender)


# --- Bad input -------------------------------------------------------------------------------


def test_item_that_is_gone_is_told_before_there_is_a_file_and_its_wording_is_kept(send, lead):
    page = send()
    fields = fields_of(page)
    plan = fields["duties"][1]
    lead.responsibilities.get(key="plan").delete()

    answer = send(fields, **{f"say.en.{plan}": "Plan well", "format": "docx"})

    assert advice(answer)[:2] == ["gone", "orphans"]
    assert fields_of(answer)[f"say.en.{plan}"] == ["Plan well"]
    assert fields_of(answer)["duties"] == fields["duties"][:1]


def test_role_that_is_taken_back_meanwhile_gives_the_words_back(send, lead):
    fields = fields_of(send(**{"own.en.employer": "Example", "own.fi.offer": "Lounas"}))
    lead.status = "draft"
    lead.save()

    page = send(fields, status=404)

    assert page.text("h1") == "This role is not published"
    kept = page.find("dl", "kept-fields")
    assert page.texts("dt", inside=kept) == ["Employer (English)", "What we offer (Finnish)"]
    assert page.texts("dd", inside=kept) == ["Example", "Lounas"]
    assert faults(page) == []
    lead.status = "published"
    lead.save()
    again = {field.get("name"): field.get("value") for field in page.all("input", type="hidden")}
    assert "EmployerExample" in preview(send(again))


@pytest.mark.parametrize("code", ["en", "fi", "nb", "pl"])
def test_odd_text_is_shown_as_it_is_and_told(client, code):
    odd = {
        f"own.{code}.employer": "<script>alert(1)</script>",
        f"own.{code}.place": "=1+1",
        f"own.{code}.contract": "a\x00\x0bb",
        f"own.{code}.pay": "a" * 10_000,
        f"own.{code}.offer": "\n".join(f"Line {number}" for number in range(200)),
    }

    response = client.post(f"/{code}/roles/lead/description/", odd)

    page = Page(response.content.decode())
    assert advice(page) == ["invisible", "long", "html", "formula", "many-offer"]
    assert "<script>alert(1)</script>" in preview(page)
    assert "a" * 10_000 in preview(page)
    assert "Line 199" in preview(page)
    assert faults(page) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                *("complete", "in", "with", "kind", "part", "duties", "piece", "as.x", "move"),
                *("format", "sources", "own.en.title", "own.fi.duties", "say.en.summary", "own"),
            ]
        ),
        st.text(max_size=40),
    )
)
def test_whatever_is_sent_a_page_answers(fields):
    response = Client().post(ADDRESS, fields)

    assert response.status_code == 200
    if "html" in response.headers["Content-Type"]:
        assert faults(Page(response.content.decode())) == []


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", "x"])
def test_body_of_another_kind_is_answered(client, kind):
    assert client.post(ADDRESS, b"{}", content_type=kind).status_code in (200, 400)

"""Template helpers of the builder."""

import json

import pytest
from django.test import RequestFactory
from django.utils import translation

from descriptions.choices import Choices
from descriptions.draft import Draft
from descriptions.own import OwnWords
from descriptions.rendering import (
    chosen_address,
    default_list,
    fallback_tag,
    interface_text,
    texts_for_script,
)
from tests.support.factories import RoleFactory
from translations.texts import Text

pytestmark = pytest.mark.usefixtures("lead")


def address(draft, is_mixed=False) -> str:
    request = RequestFactory().get("/en/roles/lead/description/?duties=old")
    context = {"request": request, "language": "en", "is_mixed": is_mixed}
    return chosen_address(context, draft)


def test_address_has_what_is_chosen_and_nothing_that_was_typed(draft_of):
    fields = {"own.pl.employer": "Secret"}

    assert address(draft_of()) == "/en/roles/lead/description/"
    assert address(draft_of(fields, languages="pl fi", kind="interview")) == (
        "/en/roles/lead/description/?in=pl&with=fi&kind=interview"
    )


def test_address_of_a_mix_names_its_roles(material_of):
    RoleFactory(slug="other")
    draft = Draft(material_of("lead", "other"), Choices(), OwnWords())

    assert address(draft, is_mixed=True).endswith("?role=lead&role=other")


def test_text_in_another_language_is_tagged_with_its_name():
    assert fallback_tag(Text("x", "fi", "fi")) == ""
    assert fallback_tag(Text("x", "pl", "fi")) == (
        ' <span class="tag lang" lang="pl">Polski</span>'
    )


def test_default_of_a_list_is_as_an_address_has_it(draft_of):
    draft = draft_of()
    must, nice = default_list(draft, "skills").split()

    assert [must, nice] == [entry.key for entry in draft.material.lists["skills"]]
    assert default_list(draft, "about") == "summary"


def test_script_is_told_all_words_in_the_languages_of_the_document(draft_of):
    texts = json.loads(texts_for_script(draft_of(languages="fi pl")))

    assert texts["headings"]["duties"] == ["Vastuut", "Obowiązki"]
    assert texts["titles"]["description"] == ["Tehtävänkuvaus", "Opis stanowiska"]
    assert texts["name"] == [
        {"lang": "fi", "text": "Lead fi"},
        {"lang": "pl", "text": "Lead pl"},
    ]
    assert texts["isNeutral"] is True


def test_text_of_the_interface_is_found_by_its_id():
    with translation.override("fi"):
        assert interface_text("Skills") == "Taidot"

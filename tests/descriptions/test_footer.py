"""The end of a document."""

from datetime import date

import pytest

from descriptions.choices import Pick
from descriptions.footer import footer
from tests.support.factories import SourceFactory, cite

pytestmark = pytest.mark.usefixtures("lead")
DAY = date(2026, 11, 30)
ADDRESS = "https://rolebook.example/en/roles/lead/?a=1&b=2"
LICENCE = "Licence for Rolebook’s own texts: MIT."


def lines(draft) -> list[str]:
    return [line.text for line in footer(draft, ADDRESS, DAY)]


def test_end_names_the_sources_of_what_is_chosen(lead, draft_of):
    coach, plan = lead.responsibilities.all()
    cite(coach, SourceFactory(title="On coaching", publisher="Press", address="https://x.example/"))
    cite(plan, SourceFactory(title="On planning", publisher="Press", address=""))
    cite(lead, SourceFactory(title="On leads", publisher="Press", address=""), "summary")
    key = draft_of().material.lists["duties"][0].key

    assert lines(draft_of(lists={"duties": (Pick(key),)})) == [
        "Sources:",
        "On leads – Press",
        "On coaching – Press – https://x.example/",
        LICENCE,
        f"This document was put together on 30 November 2026 with Rolebook: {ADDRESS}",
    ]


def test_sources_and_date_are_left_out_but_not_what_licences_ask_for(lead, draft_of):
    source = SourceFactory(title="Data", acknowledgement="Thanks")
    cite(lead.role_skills.get(skill__slug="sql").skill, source)

    assert lines(draft_of(has_sources=False, lists={"nice": ()})) == ["Thanks en", LICENCE]


def test_end_is_in_the_languages_of_the_document(draft_of):
    licence, made = footer(draft_of(languages="fi pl"), ADDRESS, DAY)

    assert made.text.startswith("Tämä asiakirja on koottu Rolebookilla 30. marraskuuta 2026")
    assert (licence.language, licence.also.language) == ("fi", "pl")

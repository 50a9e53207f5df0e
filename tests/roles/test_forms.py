import pytest
from django.http import QueryDict

from roles.forms import BrowseForm, RolePageForm


def test_browsing_without_a_choice_shows_cards_by_name():
    form = BrowseForm(QueryDict(""))

    assert form.chosen == {
        "text": "",
        "family": [],
        "stage": [],
        "skill": [],
        "tool": [],
        "skill_q": "",
        "tool_q": "",
        "sort": "name",
        "view": "cards",
        "after": "",
        "before": "",
        "last": "",
        "letter": "",
        "compare": [],
    }
    assert form.is_understood


@pytest.mark.parametrize(
    "query",
    ["stage=chief", "sort=-pk", "view=list", "after=two words", "family=a/b", "tool=%00"],
)
def test_value_off_the_lists_is_ignored(query):
    form = BrowseForm(QueryDict(query))

    assert [note.partition("=")[0] for note in form.ignored] == [query.partition("=")[0]]
    assert form.chosen == BrowseForm(QueryDict("")).chosen


def test_second_language_is_another_than_the_pages(language):
    chosen = {
        code: RolePageForm(QueryDict(f"with={code}")).second
        for code in ("en", "fi", "nb", "pl", "sv")
    }

    assert chosen == {"en": "en", "fi": "fi", "nb": "nb", "pl": "pl", "sv": ""} | {language: ""}


@pytest.mark.parametrize("form", [BrowseForm, RolePageForm])
def test_page_declares_the_parameters_that_its_form_reads(form):
    assert set(form.names) == set(form(QueryDict("")).fields)


@pytest.mark.parametrize(("query", "asked"), [("preview=1", "1"), ("preview=yes", ""), ("", "")])
def test_preview_is_asked_for_with_one(query, asked):
    assert RolePageForm(QueryDict(query)).chosen["preview"] == asked

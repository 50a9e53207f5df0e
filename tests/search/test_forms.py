from pathlib import Path

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from search.forms import BOX_LENGTH, LAST_PAGE, SearchForm, TextForm
from search.query import MAX_LENGTH, normalise_line
from search.results import SearchRequest


def form(query: str) -> SearchForm:
    return SearchForm(QueryDict(query))


def test_everything_that_is_asked_for_reaches_the_search():
    asked = form(
        ""
        ""
        "q=team+lead&kind=role&family=a&family=b&stage=lead&group=c&lang=fi&lang=pl&sort=title&page=3"
    )

    assert asked.request("nb") == SearchRequest(
        "team lead",
        "nb",
        kind="role",
        families=("a", "b"),
        stages=("lead",),
        groups=("c",),
        text_languages=("fi", "pl"),
        sort="title",
        page=3,
    )
    assert asked.is_understood


def test_text_alone_is_searched_for_everywhere_by_relevance_from_the_first_page():
    assert form("q=x").request("fi") == SearchRequest("x", "fi")
    assert form("").request("fi") == SearchRequest("", "fi")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("  team \t\r\n lead  ", "team lead"),
        ("ｔｅａｍ　ｌｅａｄ", "team lead"),
        ("tea\u0301m", "te\u00e1m"),
        ("asiakas\u00adpalvelu\u00adpäällikkö", "asiakaspalvelupäällikkö"),
        ("team\u202elead\u200b", "teamlead"),
        ("team\x01lead\x7f\x0bx", "teamlead x"),
        ("\u00ad \u200b", ""),
    ],
)
def test_text_is_read_on_one_line_in_plain_characters(given, text):
    assert normalise_line(given) == text


@pytest.mark.parametrize("value", ["%00", "team%00lead", "%ED%A0%80", "team+%FFlead", "%EF%BF%BD"])
def test_text_that_cannot_be_read_is_refused_and_what_can_be_read_is_kept(value):
    refused = form(f"q={value}")

    assert refused.chosen["q"] == ""
    assert refused.problem.startswith("Some characters could not be read and have been left out.")
    assert refused.shown in ("", "team lead", "teamlead")
    assert refused.ignored == []
    assert not refused.is_understood


BOX_NOTE = "A search can have up to 500 characters. Anything beyond that is cut off."
WORDS_NOTE = "Only the first 40 words were used in the search."


@pytest.mark.parametrize(
    ("text", "searched", "shown", "notes"),
    [
        ("a" * 499, "a" * 499, "a" * 499, []),
        # A browser has cut it, or it was exactly so long.
        ("a" * 500, "a" * 500, "a" * 500, [BOX_NOTE]),
        ("a" * 10_000, "a" * MAX_LENGTH, "a" * 500, [BOX_NOTE]),
        ("\ufdfa" * 400, None, None, [WORDS_NOTE]),  # each is four words
        ("ab " * 41, ("ab " * 40).strip(), ("ab " * 41).strip(), [WORDS_NOTE]),
        ("ab " * 40, ("ab " * 40).strip(), ("ab " * 40).strip(), []),
        ("ab " * 500, ("ab " * 40).strip(), ("ab " * 167)[:500].strip(), [BOX_NOTE, WORDS_NOTE]),
        ("x" * 99 + " " + "y" * 800, "x" * 99, None, [BOX_NOTE]),
    ],
)
def test_of_a_long_text_the_first_words_are_searched_for_and_the_page_says_so(
    text, searched, shown, notes
):
    query = QueryDict(mutable=True)
    query["q"] = text
    with translation.override("en"):
        asked = SearchForm(query)

        assert asked.notes == notes
    assert asked.problem == ""
    assert asked.is_understood == (not notes)
    if searched:
        assert asked.chosen["q"] == searched
    if shown:
        assert asked.shown == shown
    assert len(asked.shown) <= BOX_LENGTH


def test_box_holds_as_many_characters_as_the_form_says():
    for name in ("search_form", "head_search"):
        source = Path(f"templates/components/{name}.html").read_text()
        assert f'maxlength="{BOX_LENGTH}"' in source
        assert f"number={BOX_LENGTH})" in source


@pytest.mark.parametrize(
    "page",
    ["９", "²", "0", "-1", "1.5", "1e3", "٣", "0x1", "10" * 15, str(LAST_PAGE + 1), "x", "01"],
)
def test_page_that_cannot_be_is_ignored_and_named(page):
    asked = form(f"q=x&page={page}")

    assert asked.chosen["page"] == 1
    assert asked.ignored == [f"page={page}"]


@pytest.mark.parametrize(
    "query",
    ["kind=nonsense", "stage=chief", "lang=sv", "sort=pay", "family=two+words", "group=%00"],
)
def test_value_that_is_not_known_is_ignored_and_the_text_is_searched_for(query):
    asked = form(f"q=x&{query}")

    assert asked.request("en") == SearchRequest("x", "en")
    assert len(asked.ignored) == 1
    assert not asked.is_understood


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_whatever_is_typed_becomes_one_readable_line_or_is_refused(text):
    query = QueryDict(mutable=True)
    query["q"] = text
    asked = TextForm(query)

    for line in (asked.chosen["q"], asked.shown):
        assert line == normalise_line(line)
        assert len(line) <= MAX_LENGTH
        line.encode()
    assert not (asked.problem and asked.chosen["q"])

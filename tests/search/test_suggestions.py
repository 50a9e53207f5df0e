import pytest

from search.results import Suggestion, SuggestionGroup
from search.suggestions import group_json
from tests.search.builders import segments
from translations.texts import Text


def suggestion(language: str = "en", **fields: object) -> dict:
    title = Text("Lead", language, "en")
    one = Suggestion(title, segments("[Le]ad"), "/en/roles/lead/", **fields)
    [data] = group_json(SuggestionGroup("role", "Roles", (one,)))["suggestions"]
    return data


def test_title_is_in_segments_with_whether_they_match():
    assert suggestion() == {
        "title": [["Le", True], ["ad", False]],
        "address": "/en/roles/lead/",
        "note": "",
    }


def test_title_in_another_language_has_its_code_and_name():
    data = suggestion("nb")

    assert (data["lang"], data["note"]) == ("nb", "Norsk bokmål")


@pytest.mark.parametrize("language", ["en", "nb"])
def test_reason_of_the_match_goes_before_the_name_of_the_language(language):
    assert suggestion(language, why="Also called: Boss")["note"] == "Also called: Boss"


def test_what_tells_it_apart_is_a_text_with_its_language():
    assert suggestion(beside=Text("Sales", "nb", "en"))["beside"] == ["Sales", "nb"]

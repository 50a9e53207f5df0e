import pytest

from search.marks import MAX_QUOTE_LENGTH
from search.rendering import (
    has_own_title,
    is_quoted,
    marked,
    match_reason,
    passage_place,
    summary_of,
    tabs,
)
from search.results import Results, SearchRequest
from tests.search.builders import hit, kinds, passage, segments
from tests.support.factories import MetricFactory, RoleFactory, ToolFactory

pytestmark = pytest.mark.django_db


def test_matching_words_are_marked_and_everything_is_escaped():
    assert marked(segments("<b> [& co] end"), "en") == "&lt;b&gt; <mark>&amp; co</mark> end"
    assert marked((), "en") == ""


def test_long_words_break_where_syllables_end_also_within_marks():
    text = marked(segments("[asiakaspalvelupäällikkö] tekee"), "fi")

    assert text.replace("\u00ad", "") == "<mark>asiakaspalvelupäällikkö</mark> tekee"
    assert "\u00ad" in text


def test_place_is_the_kind_of_page_and_the_part_of_it():
    one = hit(RoleFactory(title="Lead"))

    assert passage_place(one, passage(place=("Lead en",))) == "Role"
    assert passage_place(one, passage(place=("Lead en", "Questions"))) == "Role · Questions"


def test_text_is_quoted_unless_it_only_says_in_another_language_what_the_page_is():
    one = hit(RoleFactory())
    page = {"address": one.address, "language": "pl"}

    assert is_quoted(passage(quote="Leads"), one, "en")
    assert is_quoted(passage(quote="Kieruje", **page), one, "en")
    assert not is_quoted(passage(quote="Kieruje", why="Title in Polish: x", **page), one, "en")
    assert is_quoted(passage(quote="Kieruje", why="Title in Polish: x", **page), one, "pl")
    assert is_quoted(passage(quote="Kieruje", why="x", language="pl", address="/#x"), one, "en")
    assert not is_quoted(passage(quote=""), one, "en")


def test_reason_has_the_title_it_names_marked_in_its_language():
    found = passage(title="[Kierownik] <x>", language="pl", why="Title in Polish: Kierownik <x>")

    assert match_reason(found) == (
        'Title in Polish: <span lang="pl"><mark>Kierownik</mark> &lt;x&gt;</span>'
    )
    assert match_reason(passage(why="Also <x>")) == "Also &lt;x&gt;"


def test_passage_has_its_own_title_unless_the_hit_shows_it_elsewhere():
    one = hit(RoleFactory(title="Lead"))

    assert has_own_title(passage(title="[Leading] people"), one)
    assert not has_own_title(passage(title=""), one)
    assert not has_own_title(passage(title="[Lead] en"), one)
    assert not has_own_title(passage(title="[Lead] pl", why="Title in Polish: Lead pl"), one)


def test_summary_is_what_an_item_says_about_itself():
    assert str(summary_of(RoleFactory(summary="Leads"))) == "Leads en"
    assert str(summary_of(MetricFactory(definition="A share"))) == "A share en"
    assert summary_of(ToolFactory()) is None


def test_long_summary_is_cut_between_words():
    role = RoleFactory(summary="customer " * 40)

    text = str(summary_of(role))
    assert text == "customer " * 26 + "…"
    assert len(text) <= MAX_QUOTE_LENGTH
    assert len(str(summary_of(RoleFactory(summary="x" * 300)))) == MAX_QUOTE_LENGTH


def test_kinds_without_hits_are_left_out_but_the_most_asked_for():
    def shown(**counts):
        return [tab.value for tab in tabs(Results(SearchRequest("x", "en"), kinds=kinds(**counts)))]

    assert shown(role=2, skill=0, tool=0, metric=0, position=1) == [
        "",
        "role",
        "skill",
        "tool",
        "position",
    ]

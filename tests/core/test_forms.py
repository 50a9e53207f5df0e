import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from core.forms import ListField, QueryForm, TypedField

SLUG = forms.SlugField(max_length=10, required=False)


class Form(QueryForm):
    skill = ListField(SLUG, at_most=3)
    sort = forms.ChoiceField(choices=[("name", "Name"), ("stage", "Stage")], required=False)
    sort.initial = "name"


def test_values_that_are_understood_are_chosen():
    form = Form(QueryDict("skill=empathy&skill=sales&sort=stage"))

    assert form.chosen == {"skill": ["empathy", "sales"], "sort": "stage"}
    assert form.ignored == []
    assert form.is_understood


def test_parameters_that_are_left_out_or_empty_have_their_initial_values():
    assert Form(QueryDict("")).chosen == {"skill": [], "sort": "name"}
    assert Form(QueryDict("skill=&sort=")).chosen == {"skill": [], "sort": "name"}
    assert Form(QueryDict("skill=&sort=")).is_understood


def test_value_that_is_not_understood_is_ignored_and_named():
    form = Form(QueryDict("skill=empathy&skill=two+words&sort=age"))

    assert form.chosen == {"skill": ["empathy"], "sort": "name"}
    assert form.ignored == ["skill=two words", "sort=age"]
    assert not form.is_understood


def test_parameter_that_the_page_does_not_know_makes_it_not_worth_keeping():
    form = Form(QueryDict("utm_source=x"))

    assert form.unknown == ["utm_source"]
    assert form.ignored == []
    assert not form.is_understood


def test_last_of_several_values_counts_where_one_is_wanted():
    assert Form(QueryDict("sort=name&sort=stage")).chosen["sort"] == "stage"


def test_value_of_a_list_counts_once():
    assert Form(QueryDict("skill=b&skill=a&skill=b")).chosen["skill"] == ["b", "a"]


def test_values_beyond_the_longest_list_are_ignored():
    form = Form(QueryDict("skill=a&skill=b&skill=c&skill=d"))

    assert form.chosen["skill"] == ["a", "b", "c"]
    assert form.ignored == ["skill=d"]


def test_ignored_value_is_cut_to_what_can_be_shown():
    form = Form(QueryDict("sort=" + "x" * 5000))

    assert form.ignored == ["sort=" + "x" * 60]


@pytest.mark.parametrize("value", ["%00", "a%00b", "%ED%A0%80", "%FF", "a%0Ab", "%E2%80%AE", "＝1"])
def test_characters_that_no_slug_has_are_ignored(value):
    form = Form(QueryDict(f"skill={value}"))

    assert form.chosen["skill"] == []
    assert len(form.ignored) == 1


@given(st.text(max_size=200))
def test_what_is_ignored_can_stand_on_a_page(query):
    shown = "".join(Form(QueryDict(f"sort={query}")).ignored)

    assert all(char.isprintable() for char in shown)


@given(st.text(max_size=400))
def test_any_query_is_read(query):
    form = Form(QueryDict(query))

    assert set(form.chosen) == {"skill", "sort"}
    assert form.chosen["sort"] in ("name", "stage")
    assert len(form.chosen["skill"]) <= 3


class TypingForm(QueryForm):
    text = TypedField()


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("  team \t lead ", "team lead"),
        ("ｔｅａｍ ﬁrst", "team first"),
        ("tii\u00admin\u200bvetäjä", "tiiminvetäjä"),
        ("one\x01two\ufffe", "one two"),
        ("C++", "C++"),
        ("", ""),
    ],
)
def test_what_is_typed_is_read_in_compatible_characters_with_single_spaces(typed, text):
    query = QueryDict(mutable=True)
    query["text"] = typed
    form = TypingForm(query)

    assert (form.chosen["text"], form.ignored) == (text, [])


@pytest.mark.parametrize("typed", ["++", "–", "a" * 101, "a\0b"])
def test_what_holds_no_word_or_is_too_long_is_not_understood(typed):
    query = QueryDict(mutable=True)
    query["text"] = typed
    form = TypingForm(query)

    assert form.chosen["text"] == ""
    assert len(form.ignored) == 1

"""The query of the builder."""

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from descriptions.forms import DescriptionForm, MixForm


def form(query: str) -> DescriptionForm:
    return DescriptionForm(QueryDict(query))


@pytest.mark.parametrize(
    ("query", "languages"),
    [
        ("", ("fi",)),
        ("in=pl", ("pl",)),
        ("with=pl", ("fi", "pl")),
        ("in=pl&with=en", ("pl", "en")),
        ("in=pl&with=pl", ("pl",)),
        ("with=fi", ("fi",)),
        ("in=xx&with=", ("fi",)),
    ],
)
def test_document_has_the_language_of_the_page_or_another_and_maybe_a_second(query, languages):
    with translation.override("fi"):
        assert DescriptionForm(QueryDict(query)).languages == languages


@pytest.mark.parametrize(
    "query",
    [
        "kind=novel",
        "duties=AB",
        "duties=a..b",
        "duties=.a",
        "duties=%00",
        "duties=a-",
        "duties=" + "a" * 4_001,
        "parts=about,duties",
        "sources=1",
        "role=../x",
        "words=typed",
    ],
)
def test_what_is_no_key_is_ignored(query):
    assert form(query).is_understood is (query == "duties=a-")


@given(st.text(max_size=300))
def test_whatever_a_list_is_the_form_answers(text):
    query = QueryDict(mutable=True)
    query["duties"] = text

    assert isinstance(DescriptionForm(query).chosen["duties"], str)


def test_two_roles_are_named_by_the_query_of_a_mix_alone():
    assert MixForm(QueryDict("role=a&role=b")).chosen["role"] == ["a", "b"]
    assert MixForm(QueryDict("role=a&role=b&role=c")).ignored == ["role=c"]
    assert DescriptionForm(QueryDict("role=a")).unknown == ["role"]

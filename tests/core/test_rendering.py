import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory

from core.forms import ListField, QueryForm

WORD = forms.CharField(required=False)


class ListForm(QueryForm):
    tool = ListField(WORD)
    sort = WORD
    view = WORD
    letter = WORD
    after = WORD
    before = WORD


def rendered(helper: str, path: str) -> str:
    request = RequestFactory().get(path)
    template = engines["jinja2"].from_string("{{ " + helper + " | safe }}")
    return template.render({"form": ListForm(request.GET)}, request)


@pytest.mark.parametrize(
    ("helper", "query", "address"),
    [
        ("query(sort='stage')", "", "/en/?sort=stage"),
        ("query(sort='stage')", "tool=a&tool=b", "/en/?tool=a&tool=b&sort=stage"),
        ("query(sort='a b&c')", "", "/en/?sort=a+b%26c"),
        ("query(sort=None)", "sort=stage", "/en/"),
        ("query(sort='stage')", "before=x&letter=A", "/en/?sort=stage"),
        ("query(letter='B')", "after=x&tool=a", "/en/?tool=a&letter=B"),
        ("query(view='table')", "after=x&tool=a", "/en/?tool=a&after=x&view=table"),
        ("query(view='table')", "utm=1&sort=x", "/en/?sort=x&view=table"),
        ("query_without('tool', 'a')", "tool=a&tool=b", "/en/?tool=b"),
        ("query_without('tool', 'a')", "tool=a&after=x", "/en/"),
        ("query_without('tool', 'c')", "tool=a&sort=stage", "/en/?tool=a&sort=stage"),
        ("query_without('level', 'c')", "tool=a", "/en/?tool=a"),
    ],
)
def test_link_changes_one_parameter_and_starts_at_the_first_page(helper, query, address):
    assert rendered(helper, f"/en/?{query}") == address


def test_absolute_address_of_a_static_file():
    address = rendered("absolute_static('img/icon.svg')", "/en/")

    assert address == "http://testserver/static/img/icon.svg"

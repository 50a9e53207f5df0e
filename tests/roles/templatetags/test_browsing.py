import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from roles.browse import Option
from roles.forms import BrowseForm
from roles.models import Stage
from roles.templatetags.browsing import option_label
from tests.factories import SkillFactory, ToolFactory


def shown(tag: str, query: str) -> str:
    request = RequestFactory().get(f"/en/roles/?{query}")
    context = Context({"request": request, "form": BrowseForm(request.GET)}, autoescape=False)
    return Template("{% load browsing %}{% " + tag + " %}").render(context)


@pytest.mark.parametrize(
    ("tag", "query", "address"),
    [
        ("query sort='stage'", "", "/en/roles/?sort=stage"),
        ("query sort='stage'", "tool=a&tool=b", "/en/roles/?tool=a&tool=b&sort=stage"),
        ("query sort=None", "sort=stage", "/en/roles/"),
        ("query view='table' after=None", "after=x&skill=a", "/en/roles/?skill=a&view=table"),
        ("query view='table'", "utm=1&stage=chief", "/en/roles/?view=table"),
        ("query_without 'tool' 'a'", "tool=a&tool=b", "/en/roles/?tool=b"),
        ("query_without 'tool' 'a'", "tool=a&after=x", "/en/roles/"),
        ("query_without 'tool' 'c'", "tool=a&sort=stage", "/en/roles/?tool=a&sort=stage"),
    ],
)
def test_link_keeps_what_was_understood_and_changes_one_thing(tag, query, address):
    assert shown(tag, query) == address


@pytest.mark.django_db
def test_label_of_an_option_is_title_name_or_stage():
    with translation.override("fi"):
        labels = [
            option_label(Option("x", item, 1, False))
            for item in (SkillFactory(title="Kuuntelu"), ToolFactory(name="R&D"), Stage.LEAD.label)
        ]

    assert labels[0].replace("\u00ad", "") == "Kuuntelu fi"
    assert labels[1] == "R&amp;D"


def test_label_of_a_stage_is_in_the_readers_language():
    with translation.override("en"):
        assert option_label(Option("lead", Stage.LEAD.label, 1, False)) == "Lead"

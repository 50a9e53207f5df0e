import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from careers.forms import CompareForm
from careers.rendering import HUES
from careers.ticked import Ticked
from roles.models import Hue
from skills.short_ids import short_id_of_slug
from tests.support.factories import SkillFactory
from translations.texts import Text


def shown(template: str, query: str = "", **context: object) -> str:
    request = RequestFactory().get(f"/en/compare/?{query}")
    context |= {"form": CompareForm(request.GET), "language": "en"}
    with translation.override("en"):
        return engines["jinja2"].from_string("{{ " + template + " }}").render(context, request)


def test_label_is_escaped_and_a_text_of_the_content_is_marked():
    assert shown("comparison_text('a < b')") == "a &lt; b"
    assert 'lang="fi"' in shown("comparison_text(text)", text=Text("Vetäjä", "fi", "en"))


@pytest.mark.parametrize(
    ("helper", "query", "address"),
    [
        ("query_with('role', 'c')", "role=a&role=b", "role=a&role=b&role=c"),
        ("query_with('role', 'c')", "role=a&show=shared&q=x", "role=a&role=c&show=shared"),
        ("query_earlier('role', 'b')", "role=a&role=b", "role=b&role=a"),
        ("query_earlier('role', 'c')", "role=a&role=b&role=c&q=x", "role=a&role=c&role=b"),
    ],
)
def test_link_adds_a_role_or_moves_it_and_forgets_what_was_looked_for(helper, query, address):
    assert shown(helper, query).replace("&amp;", "&") == f"/en/compare/?{address}"


def test_columns_have_hues_of_the_palette_that_differ():
    assert [*HUES] == [*"ABCD"]
    assert len(set(HUES.values())) == 4
    assert set(HUES.values()) <= set(Hue.values)
    assert shown("column_hue('A')") == HUES["A"]


@pytest.mark.django_db
def test_address_keeps_what_is_ticked_and_leaves_out_what_has_no_value():
    ticked = Ticked([SkillFactory(slug="a")])
    kept = f"skill={short_id_of_slug('a')}"

    link = shown("keeping_ticked('/move/', {'from': '', 'to': ['b', 'c']})", ticked=ticked)

    assert link == f"/move/?to=b&amp;to=c&amp;{kept}"
    assert shown("keeping_ticked('/find/')", ticked=ticked) == f"/find/?{kept}"
    assert shown("keeping_ticked('/find/')", ticked=Ticked()) == "/find/"

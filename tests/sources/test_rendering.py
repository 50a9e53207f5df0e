import pytest
from django.template import engines

from sources.citations import citations_of
from tests.support.factories import RoleFactory, SourceFactory, cite

pytestmark = pytest.mark.django_db


@pytest.fixture
def role():
    """A role whose introduction rests on two sources, and whose conclusion on the second."""
    role = RoleFactory()
    article, data = SourceFactory(slug="article"), SourceFactory(slug="data")
    cite(role, article, "introduction")
    cite(role, data, "introduction")
    cite(role, data, "conclusion")
    return role


def shown(helper: str, role: object) -> str:
    template = engines["jinja2"].from_string("{{ " + helper + " }}")
    return template.render({"role": role, "citations": citations_of([role])})


def test_numbers_lead_to_the_sources_in_the_pages_list(role):
    assert shown("cite(role, 'introduction')", role) == (
        '<sup class="cite"><a href="#source-article"><span class="vh">Source </span>1</a>'
        '<a href="#source-data"><span class="vh">Source </span>2</a></sup>'
    )


def test_source_has_the_same_number_wherever_it_is_cited(role):
    assert shown("cite_line(role, 'conclusion')", role) == (
        '<p class="label">Sources: <a href="#source-data"><span class="vh">Source </span>2</a></p>'
    )


def test_line_of_sources_has_commas(role):
    assert shown("cite_line(role, 'introduction')", role) == (
        '<p class="label">Sources: '
        '<a href="#source-article"><span class="vh">Source </span>1</a>, '
        '<a href="#source-data"><span class="vh">Source </span>2</a></p>'
    )


def test_text_without_a_source_has_no_numbers(role):
    assert shown("cite(role)", role) == ""
    assert shown("cite_line(role, 'growth')", role) == ""

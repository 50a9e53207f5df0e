import pytest

from sources.models import Citation, Identifier, Source
from tests.constraints import breaking
from tests.factories import RoleFactory, SkillFactory, SourceFactory, cite

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "dates",
    [
        {},
        {"published_on": "2024-10-31"},
        {"updated_on": "2024-10-31"},
        {"published_on": "2024-10-31", "updated_on": "2024-10-31"},
    ],
)
def test_source_may_have_either_date_or_none(dates):
    source = SourceFactory(**dates)
    source.refresh_from_db()

    assert {name for name in ("published_on", "updated_on") if getattr(source, name)} == set(dates)


def test_source_cannot_be_updated_before_it_is_published():
    with breaking(Source, "source_is_updated_after_it_is_published"):
        SourceFactory(published_on="2024-10-31", updated_on="2024-10-30")


def test_source_is_called_by_its_untranslated_title(language):
    assert str(SourceFactory(title="Mikä on tiiminvetäjä?")) == "Mikä on tiiminvetäjä?"


def test_same_citation_is_made_once():
    role, source = RoleFactory(), SourceFactory()
    cite(role, source)
    cite(role, source, "introduction")

    with breaking(Citation, "citation_is_made_once"):
        cite(role, source)

    assert Citation.objects.count() == 2


def test_same_identifier_is_given_once():
    role = RoleFactory()
    Identifier.objects.create(about=role, scheme="ESCO", version="1.2", value="x")
    Identifier.objects.create(about=role, scheme="ESCO", version="1.1", value="x")

    with breaking(Identifier, "identifier_is_given_once"):
        Identifier.objects.create(about=role, scheme="ESCO", version="1.2", value="x")

    assert [str(identifier) for identifier in Identifier.objects.all()] == ["ESCO x", "ESCO x"]


def test_citations_of_many_objects_cost_one_query(django_assert_num_queries):
    roles, skill, source = [RoleFactory(), RoleFactory()], SkillFactory(), SourceFactory()
    for item in (*roles, skill):
        cite(item, source)
    # Kinds of objects are looked up once in the life of a process.
    Citation.objects.of([*roles, skill])

    with django_assert_num_queries(1):
        citations = Citation.objects.of([*roles, skill])
        found = [citations.of(item) for item in (*roles, skill)]

    assert found == [[source], [source], [source]]


def test_citations_are_told_apart_by_object_and_field():
    role, skill = RoleFactory(), SkillFactory(pk=12345)
    RoleFactory(pk=12345)
    first, second = SourceFactory(), SourceFactory()
    cite(role, first, "introduction")
    cite(role, second, "introduction")
    cite(skill, second)

    citations = Citation.objects.of([role, skill])

    assert citations.of(role, "introduction") == [first, second]
    assert citations.of(role, "conclusion") == []
    assert citations.of(role) == []
    assert citations.of(skill) == [second]
    assert citations.sources == [first, second]


def test_citations_of_other_objects_are_left_out():
    cite(RoleFactory(), SourceFactory())

    assert Citation.objects.of([RoleFactory()]).sources == []
    assert Citation.objects.of([]).sources == []


def test_citation_names_what_it_is_about_and_its_source():
    citation = cite(RoleFactory(title_en="Lead"), SourceFactory(title="Artikkeli"))

    assert str(citation) == "Lead: Artikkeli"

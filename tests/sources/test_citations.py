import pytest

from sources.citations import citations_of
from tests.support.factories import RoleFactory, SkillFactory, SourceFactory, cite

pytestmark = pytest.mark.django_db


def test_citations_of_many_objects_cost_one_query(django_assert_num_queries):
    roles, skill, source = [RoleFactory(), RoleFactory()], SkillFactory(), SourceFactory()
    for item in (*roles, skill):
        cite(item, source)
    # Kinds of objects are looked up once in the life of a process.
    citations_of([*roles, skill])

    with django_assert_num_queries(2):  # one for the content version
        citations = citations_of([*roles, skill])
        found = [citations.of(item) for item in (*roles, skill)]

    assert found == [[source], [source], [source]]


def test_citations_are_told_apart_by_object_and_field():
    role, skill = RoleFactory(), SkillFactory(pk=12345)
    RoleFactory(pk=12345)
    first, second = SourceFactory(), SourceFactory()
    cite(role, first, "introduction")
    cite(role, second, "introduction")
    cite(skill, second)

    citations = citations_of([role, skill])

    assert citations.of(role, "introduction") == [first, second]
    assert citations.of(role, "conclusion") == []
    assert citations.of(role) == []
    assert citations.of(skill) == [second]
    assert citations.sources == [first, second]


def test_citations_of_other_objects_are_left_out():
    cite(RoleFactory(), SourceFactory())

    assert citations_of([RoleFactory()]).sources == []
    assert citations_of([]).sources == []


def test_lists_of_a_data_set_stand_in_one_place_among_the_references():
    role = RoleFactory()
    english, finnish = (
        SourceFactory(kind="data-set", language=code, title=f"Jobs ({name})", publisher="X")
        for code, name in (("en", "English"), ("fi", "Suomi"))
    )
    article = SourceFactory()
    for source in (english, article, finnish):
        cite(role, source, "introduction")
    cite(role, finnish, "conclusion")

    citations = citations_of([role])

    assert [one.lists for one in citations.references] == [[english, finnish], [article]]
    assert citations.numbered(role, "introduction") == ((1, english.slug), (2, article.slug))
    assert citations.numbered(role, "conclusion") == ((1, finnish.slug),)
    assert citations.numbered(role, "growth") == ()


def test_sources_are_read_again_when_one_has_changed(django_assert_num_queries):
    role, source = RoleFactory(), SourceFactory(title="Old")
    cite(role, source)
    assert citations_of([role]).sources[0].title == "Old"

    source.title = "New"
    source.save()

    with django_assert_num_queries(4):  # the content version, what changed, citations, sources
        assert citations_of([role]).sources[0].title == "New"

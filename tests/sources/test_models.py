import pytest

from sources.models import Citation, Identifier, Source, acknowledged
from tests.support.constraints import breaking
from tests.support.factories import (
    DraftFactory,
    RoleFactory,
    RoleSkillFactory,
    SkillFactory,
    SourceFactory,
    cite,
)

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


def test_citation_names_what_it_is_about_and_its_source():
    citation = cite(RoleFactory(title_en="Lead"), SourceFactory(title="Artikkeli"))

    assert str(citation) == "Lead: Artikkeli"


@pytest.mark.parametrize("status", ["published", "retired"])
def test_source_is_visible_as_soon_as_a_page_cites_it(status):
    source = SourceFactory()
    cite(RoleSkillFactory(role=DraftFactory()), source)
    cite(RoleSkillFactory(role__status=status), source)

    assert Source.visible().get() == source


def test_source_that_drafts_alone_cite_is_not_visible():
    source = SourceFactory()
    cite(DraftFactory(), source)
    cite(RoleSkillFactory(role=DraftFactory()), source)

    assert not Source.visible().exists()


def test_source_that_nothing_cites_is_visible():
    assert SourceFactory() in Source.visible()


def test_source_of_a_term_is_visible():
    source = SourceFactory()
    cite(SkillFactory(is_retired=True), source)

    assert source in Source.visible()


@pytest.fixture
def data_set():
    return SourceFactory(acknowledgement_en="Thanks.")


def shown_acknowledgements():
    return [source.slug for source in Source.with_visible_texts()]


def test_sentences_are_those_of_sources_that_readers_may_see(data_set):
    cite(DraftFactory(), SourceFactory(acknowledgement_en="Hush."))
    SourceFactory()

    assert shown_acknowledgements() == [data_set.slug]


@pytest.mark.parametrize(("cited", "is_same"), [(SkillFactory, True), (RoleFactory, False)])
def test_edit_of_a_role_leaves_sources_that_terms_cite_as_they_are(data_set, cited, is_same):
    role = RoleFactory()
    cite(cited(), data_set)
    before = acknowledged()
    cite(role, data_set)

    assert (acknowledged() is before) == is_same
    assert shown_acknowledgements() == [data_set.slug]


def test_source_goes_with_the_last_term_that_cites_it(data_set):
    skill = SkillFactory()
    cite(skill, data_set)
    cite(DraftFactory(), data_set)
    assert shown_acknowledgements() == [data_set.slug]

    skill.delete()

    assert shown_acknowledgements() == []


def test_edit_of_a_source_is_seen_at_once(data_set):
    cite(SkillFactory(), data_set)
    acknowledged()
    data_set.acknowledgement_en = "Thank you."
    data_set.save()

    assert [one.acknowledgement_en for one in acknowledged().sources] == ["Thank you."]

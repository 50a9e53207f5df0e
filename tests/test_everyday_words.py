"""The synonyms that ship, and the rules by which a search uses them."""

import pytest

from careers.models import Position
from roles.models import Role
from search.find import search
from search.models import BOUND_SCHEME, Synonym
from search.results import SearchRequest
from search.stages import MAX_PHRASE_WORDS, MAX_VARIANTS
from search.upkeep import index_pending
from skills.models import Metric, Skill, Tool, ToolCategory
from sources.models import Identifier
from tests.search.builders import found_slugs
from tests.support.factories import RoleFactory
from translations.languages import language_codes

URI = "http://data.europa.eu/esco/occupation/f2b15a0e-e65a-438a-affb-29b9d50b77d1"
DEPTH = 5  # hits that a reader sees at once


def role(slug: str, title: str, **fields: object) -> Role:
    """A role that is called so in every language."""
    return RoleFactory(slug=slug, **{f"title_{code}": title for code in language_codes()}, **fields)


def synonym(phrase: str, meaning: str, **fields: object) -> Synonym:
    return Synonym.objects.create(phrase=phrase, meaning=meaning, **{"language": "en"} | fields)


def identify(item: Role, **fields: object) -> Identifier:
    return Identifier.objects.create(
        **{"about": item, "scheme": BOUND_SCHEME, "version": "1.2", "value": URI} | fields
    )


@pytest.fixture
def programmer(db: None) -> Role:
    """A role that “koodari” means, by a synonym that is bound to an occupation."""
    synonym("koodari", "software developer", language="fi", identifier=URI)
    return role("programmer", "Software developer")


def test_bound_synonym_is_silent_without_its_occupation(programmer):
    assert found_slugs("koodari", "fi") == []


def test_bound_synonym_finds_its_occupation(programmer):
    identify(programmer)

    assert found_slugs("koodari", "fi") == ["programmer"]


@pytest.mark.parametrize("fields", [{"is_confirmed": False}, {"scheme": "X"}, {"value": "X"}])
def test_bound_synonym_is_silent_where_the_identifier_is_another_or_only_proposed(
    programmer, fields
):
    identify(programmer, **fields)

    assert found_slugs("koodari", "fi") == []


@pytest.mark.parametrize("status", [Role.Status.DRAFT, Role.Status.RETIRED])
def test_bound_synonym_is_silent_where_its_occupation_is_no_published_role(programmer, status):
    role("tester", "Software developer tester")
    identify(programmer)
    Role.objects.filter(pk=programmer.pk).update(status=status)

    assert found_slugs("koodari", "fi") == []


def test_bound_synonyms_take_no_query_of_their_own(programmer, count_queries):
    without = count_queries(lambda: found_slugs("devaaja", "fi"))
    synonym("devaaja", "software developer", language="fi", identifier=URI)

    assert count_queries(lambda: found_slugs("devaaja", "fi")) == without


def test_abbreviation_counts_as_the_whole_query_only(db):
    role("secretary", "Secretary")
    synonym("PA", "secretary", is_whole_query=True)

    assert found_slugs("pa") == ["secretary"]
    assert found_slugs("pa system") == found_slugs("pan") == found_slugs("p") == []


def test_synonym_does_not_count_as_the_beginning_of_a_word(db):
    role("police", "Police officer")
    synonym("cop", "police officer")

    assert found_slugs("cops and robbers") == found_slugs("cope") == found_slugs("co") == []
    assert found_slugs("cop") == ["police"]


def test_title_that_is_equal_comes_before_what_a_synonym_means(db):
    role("janitor", "Janitor")
    role("caretaker", "Building caretaker")
    synonym("janitor", "building caretaker")

    assert found_slugs("janitor")[0] == "janitor"


def test_synonyms_of_the_readers_language_come_first_when_there_are_too_many(db):
    for number in range(MAX_VARIANTS):
        synonym("bot", f"other {number}", language="pl")
    role("automation", "Automation")
    synonym("bot", "automation")

    assert found_slugs("bot", "en") == ["automation"]
    assert found_slugs("bot", "pl") == []


def test_synonyms_of_the_longest_phrase_come_first_when_there_are_too_many(db):
    for number in range(MAX_VARIANTS):
        synonym("bin", f"other {number}")
    role("refuse", "Refuse collector")
    synonym("bin man", "refuse collector")

    assert found_slugs("bin man") == ["refuse"]


@pytest.mark.usefixtures("content")
class TestShippedSynonyms:
    def test_each_language_has_enough(self, language):
        synonyms = Synonym.objects.filter(language=language)

        assert len({s.key for s in own_words(language)}) >= 50
        assert len({s.key for s in synonyms.exclude(identifier="")}) >= 100

    def test_phrases_are_short_enough_to_be_looked_up(self):
        assert [s for s in Synonym.objects.all() if s.key.count(" ") >= MAX_PHRASE_WORDS] == []

    def test_abbreviations_of_occupations_count_as_the_whole_query_only(self):
        bound = Synonym.objects.exclude(identifier="").filter(is_whole_query=False)

        assert [s for s in bound if s.phrase.isupper() and len(s.phrase) <= 3] == []

    def test_identifiers_are_those_of_occupations(self):
        start = "http://data.europa.eu/esco/occupation/"

        bound = Synonym.objects.exclude(identifier="")
        assert not bound.exclude(identifier__startswith=start).exists()

    def test_words_of_our_own_find_what_they_mean_among_the_first(self, language):
        index_pending()

        missing = [
            str(synonym)
            for synonym in own_words(language)
            if synonym.meaning not in first_titles(synonym.phrase, language)
        ]
        assert missing == []

    def test_words_of_occupations_are_silent(self, language):
        bound = Synonym.objects.filter(language=language).exclude(identifier="")

        assert not bound.usable().exists()


def own_words(language: str) -> list[Synonym]:
    """The synonyms that mean something of ours: their meaning is its title."""
    titles = {
        str(item.t.title)
        for model in (Role, Position, Skill, Metric, Tool, ToolCategory)
        for item in model.objects.all()
    }
    synonyms = Synonym.objects.filter(language=language, identifier="")
    return [synonym for synonym in synonyms if synonym.meaning in titles]


def first_titles(text: str, language: str) -> list[str]:
    """The titles of the first hits."""
    hits = search(SearchRequest(text, language)).hits[:DEPTH]
    return [str(hit.title) for hit in hits]

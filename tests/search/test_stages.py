import pytest

from search.upkeep import index_pending
from tests.search.builders import found_slugs
from tests.support.factories import (
    AlternativeTitleFactory,
    CareerStepFactory,
    PositionFactory,
    RoleFactory,
    RoleFamilyFactory,
    SkillFactory,
)
from translations.languages import language_codes

pytestmark = pytest.mark.django_db


def role(slug: str, title: str) -> None:
    """A role that is called so in every language, and others that are not."""
    RoleFactory(slug=slug, **{f"title_{code}": title for code in language_codes()})


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("Tasoristeyspäivystäjä", "päivystäjät", "fi"),
        ("Tilsynsverge", "vergene", "nb"),
        ("Projektinhallinta", "projekti hallinta", "fi"),
        ("Empathy", "emphaty", "en"),
        ("Team leader", "teamleader", "en"),
        ("Team leadership", "leading a team", "en"),
        ("Twórca masek", "tworcow masek", "pl"),
        ("Kierowca samochodu ciężarowego", "kierowca ciężarówki", "pl"),
        ("Murer", "murerne", "nb"),
    ],
)
def test_role_is_found_by_what_comes_near_its_title(title, text, language):
    role("meant", title)
    role("other", "Zxqvw")

    assert found_slugs(text, language) == ["meant"]


def test_compound_that_no_title_holds_finds_what_holds_the_most_of_it():
    for slug, title in (("data", "Data"), ("analysis", "Analyse"), ("tool", "Verktøy")):
        role(slug, title)
    index_pending()  # by these the next one is taken apart
    role("both", "Dataanalyse")

    assert found_slugs("dataanalyseverktøy", "nb") == ["both"]


def test_family_that_is_called_so_does_not_keep_its_roles_from_being_found():
    RoleFamilyFactory(
        slug="midwives", **{f"title_{code}": "Jordmødre" for code in language_codes()}
    )
    role("midwife", "Jordmor")

    assert set(found_slugs("jordmødre", "nb")) == {"midwives", "midwife"}


def test_title_that_is_equal_comes_before_one_that_has_a_stem_in_common():
    role("leadership", "Leadership")
    role("leader", "Leader")

    assert found_slugs("leader", "en") == ["leader", "leadership"]
    assert found_slugs("leadership", "en") == ["leadership", "leader"]


@pytest.mark.parametrize("text", ["hoitaja", "hoitajat", "hoitajien"])
def test_whole_word_comes_before_a_part_of_a_compound(text):
    role("compound", "Lähihoitaja")
    role("whole", "Hoitaja monialaisessa kuntoutustiimissä")

    assert found_slugs(text, "fi") == ["whole", "compound"]


def test_what_is_called_so_comes_before_what_is_also_called_so(db):
    keeper = RoleFactory(slug="keeper", title="Zoo keeper")
    AlternativeTitleFactory(role=keeper, language="en", title="Team leader")
    leader = PositionFactory(slug="leader", title_en="Team leader")
    CareerStepFactory(role=keeper).positions.add(leader)
    SkillFactory(slug="skill", title_en="Team leader")

    assert found_slugs("team leader") == ["leader", "keeper", "skill"]


@pytest.mark.parametrize("text", ["tasoristrejs", "jstäjä", "orist"])
def test_pieces_that_are_no_part_of_a_compound_find_nothing(text):
    role("guard", "Tasoristeyspäivystäjä")

    assert found_slugs(text, "fi") == []

import pytest

from search.find import search, suggest
from search.models import Synonym
from search.results import SearchRequest
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


@pytest.mark.parametrize("text", ["IT support", "it support", "IT SUPPORT", "support, IT"])
@pytest.mark.parametrize("language", language_codes())
def test_abbreviation_is_no_small_word_in_any_way_of_writing(text, language):
    RoleFactory(slug="it", title_en="IT support agent")
    RoleFactory(slug="nurse", title_en="Support nurse")
    RoleFactory(slug="to-it", title_en="Support added to it")

    assert found_slugs(text, language) == ["it"]


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("IT-leder", "it-leder", "nb"),
        ("IT-päällikkö", "IT-päällikön", "fi"),
        ("Kierownik IT", "kierownika IT", "pl"),
        ("OR nurse", "OR nurse", "en"),
    ],
)
def test_abbreviation_is_looked_for_in_each_language(title, text, language):
    RoleFactory(slug="meant", **{f"title_{language}": title})
    for slug, other in (("leder", "Leder"), ("chief", "Päällikkö"), ("kier", "Kierownik")):
        RoleFactory(slug=slug, **{f"title_{language}": other})
    RoleFactory(slug="nurse", title_en="Nurse")

    assert found_slugs(text, language)[0] == "meant"


@pytest.mark.parametrize(
    "text", ["HR", "QA", "PR", "AI", "UX", "OR", "IT", "C", "Go", "C#", ".NET"]
)
def test_short_names_find_theirs_and_no_longer_words(text):
    RoleFactory(slug="meant", title_en=f"{text} developer")
    for other in ("Hren", "Qatar", "Prayer", "Air", "Uxo", "Ore", "Italian", "Car", "Goods", "Net"):
        RoleFactory(title_en=other)
    RoleFactory(slug="small", title_en="Adviser of it or them")

    assert found_slugs(text)[0] == "meant"
    assert len(found_slugs(text)) == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [("or", "en"), ("to be", "en"), ("ser hvor er", "nb"), ("it", "en"), ("of the", "en")],
)
def test_small_words_alone_find_nothing(text, language):
    RoleFactory(title_en="Adviser of it or them", title_nb="Den som ser hvor det er")
    RoleFactory(title_en="IT or OR nurse to be")

    assert found_slugs(text, language) == []


def test_small_letter_is_no_abbreviation():
    RoleFactory(slug="leader", title_en="Team leader", title_fi="Leader a team")
    RoleFactory(slug="other", title_en="Team leader of a shift")

    assert found_slugs("leader of a team") == ["leader", "other"]


def test_small_word_that_is_the_name_of_something_finds_it():
    SkillFactory(slug="it", title_en="IT")
    RoleFactory(slug="manager", title_en="IT manager")

    assert found_slugs("it") == ["it", "manager"]


@pytest.mark.parametrize("text", ["net developer", ".NET developer", "dotnet developer"])
def test_dotnet_is_found_by_each_of_its_names(text):
    RoleFactory(slug="dotnet", title_en="ASP.NET developer")

    assert found_slugs(text) == ["dotnet"]


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("Sairaanhoitaja", "sairaanhoitajan työ", "fi"),
        ("Nurse", "nurse jobs", "en"),
        ("Sykepleier", "stilling som sykepleier", "nb"),
        ("Pielęgniarka", "praca pielęgniarki", "pl"),
    ],
)
def test_word_that_says_that_work_is_meant_is_left_out_where_no_title_has_it(title, text, language):
    RoleFactory(slug="meant", **{f"title_{language}": title})

    assert found_slugs(text, language) == ["meant"]


@pytest.mark.parametrize("text", ["tasoristrejs", "jstäjä", "orist"])
def test_pieces_that_are_no_part_of_a_compound_find_nothing(text):
    role("guard", "Tasoristeyspäivystäjä")

    assert found_slugs(text, "fi") == []


@pytest.mark.parametrize("text", ["head of it", "head of IT", "salary of head of it"])
def test_of_several_small_words_one_may_be_an_abbreviation(text):
    RoleFactory(slug="it", title_en="IT head")
    RoleFactory(slug="sales", title_en="Sales head")
    RoleFactory(slug="of", title_pl="Of it")  # some title has each of them as a word

    assert found_slugs(text)[0] == "it"
    assert "sales" not in found_slugs(text)


@pytest.mark.parametrize("text", ["it päällikkö", "päällikkö it", "IT-päällikkö"])
def test_abbreviation_with_a_meaning_is_not_passed_over_as_a_small_word_of_another_language(text):
    Synonym.objects.create(phrase="IT", meaning="ICT", language="fi")
    RoleFactory(slug="ict", title_fi="ICT-päällikkö")
    RoleFactory(slug="chief", title_fi="Päällikkö")

    assert found_slugs(text, "fi") == ["ict"]
    assert found_slugs("päällikkö", "fi")[0] == "chief"


@pytest.mark.parametrize("text", ["Привет", "Привет мир", "мир", "при вет"])
def test_words_in_letters_of_no_language_here_find_nothing_that_they_only_resemble(text):
    for title in ("Riveter", "Mirror maker", "Private tutor"):
        RoleFactory(title_en=title)

    assert found_slugs(text) == []
    assert search(SearchRequest(text, "en")).suggestion == ""
    assert suggest(text, "en") == ()


def test_words_in_letters_of_no_language_here_find_their_like():
    RoleFactory(slug="barista", title_en="Barista")

    assert found_slugs("бариста") == ["barista"]

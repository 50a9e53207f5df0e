import pytest

from search.find import search
from search.questions import parse_question
from search.results import DirectAnswer, SearchRequest
from search.upkeep import index_pending
from tests.support.factories import ResponsibilityFactory, RoleFactory

pytestmark = pytest.mark.django_db
QUESTION = "What does a team leader do?"


def answer(text: str = QUESTION) -> DirectAnswer | None:
    index_pending()
    return search(SearchRequest(text, "en")).answer


@pytest.mark.parametrize(
    ("text", "about", "aspect"),
    [
        ("what does a team lead do", "a team lead", "responsibilities"),
        ("paljonko asiakaspalvelupäällikkö tienaa", "asiakaspalvelupäällikkö", "pay"),
        ("hvordan blir jeg teamleder", "jeg teamleder", "career"),
        ("what skills does an IT manager need", "an IT manager", "skills"),
        ("jakich narzędzi używa lider zespołu?", "lider zespołu", "tools"),
    ],
)
def test_question_is_read_as_what_it_is_about_and_what_it_asks_for(text, about, aspect):
    found = parse_question(text)

    assert (found.topic, found.section, found.is_question) == (about, aspect, True)


@pytest.mark.parametrize("text", ["team lead", "what", "", "?"])
def test_query_that_asks_nothing_of_anything_is_no_question(text):
    assert parse_question(text) is None


def test_role_that_says_what_is_asked_for_answers_before_one_that_fits_a_little_better():
    RoleFactory(title_en="Team leader", summary_en="Leads keepers of animals.")
    says = RoleFactory(title_en="Team leader in support", summary_en="Leads a team.")
    ResponsibilityFactory(role=says, title_en="Coaching", description_en="Coaches people.")

    assert answer().hit.object == says


def test_summary_of_the_best_role_answers_where_none_says_more():
    best = RoleFactory(title_en="Team leader", summary_en="Leads keepers of animals.")
    RoleFactory(title_en="Team leader in support", summary_en="Leads a team.")

    found = answer()

    assert found.hit.object == best
    assert "".join(one.text for one in found.hit.passage.quote) == "Leads keepers of animals."


def test_role_that_fits_much_worse_answers_nothing():
    RoleFactory(title_en="Team leader", summary_en="")
    other = RoleFactory(
        title_en="Director of buildings, machines and a team", summary_en="Directs."
    )
    ResponsibilityFactory(role=other, title_en="Leader of all", description_en="Leads.")

    assert answer() is None


def test_question_is_answered_with_its_source(content):
    index_pending()

    answer = search(SearchRequest("paljonko asiakaspalvelupäällikkö tienaa", "fi")).answer

    assert answer.hit.passage.address == "/fi/roles/customer-service-manager/#pay"
    assert "vuodessa" in "".join(segment.text for segment in answer.hit.passage.quote)
    assert [source.slug for source in answer.sources] == ["fi-customer-service-manager"]

import pytest

from roles.models import Role
from search.find import search, suggest
from search.passages import INDEXED_KINDS
from search.results import PAGE_SIZE, SearchRequest
from search.upkeep import index_pending
from tests.support.factories import RoleFactory
from translations.languages import language_codes
from translations.texts import exact_text

pytestmark = pytest.mark.django_db


def test_text_without_words_has_no_results():
    results = search(SearchRequest(" \t ", "en"))

    assert (results.hits, results.total, results.pages) == ((), 0, 1)


def test_page_beyond_the_last_is_the_last():
    for number in range(PAGE_SIZE + 1):
        RoleFactory(title=f"Welder {number}")
    index_pending()

    first = search(SearchRequest("welder", "en"))
    last = search(SearchRequest("welder", "en", page=9))

    assert (first.page, len(first.hits), first.pages) == (1, PAGE_SIZE, 2)
    assert (last.page, len(last.hits), last.total) == (2, 1, PAGE_SIZE + 1)


@pytest.mark.parametrize("code", language_codes())
def test_everything_is_found_by_its_own_title_in_any_language(content, code):
    index_pending()
    for kind, one in INDEXED_KINDS.items():
        for item in one.objects():
            title = item.name if kind == "tool" else exact_text(item, "title", code)
            hits = search(SearchRequest(title, code)).hits if title else ()
            best = [hit.object for hit in hits if hit.score >= 0.9]
            assert item in best or not title, (kind, title)


@pytest.mark.parametrize("code", language_codes())
def test_role_is_the_first_that_its_own_title_finds_in_any_language(content, code):
    index_pending()
    for role in Role.objects.published():
        title = exact_text(role, "title", code)
        assert search(SearchRequest(title, code)).hits[0].object == role, title


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("asiakaspalvelupäälliköt", "customer-service-manager"),
        ("asiakas palvelu paallikko", "customer-service-manager"),
        ("liderzy zespołu wsparcia", "customer-support-team-lead"),
        ("lidera zespolu wsparcia", "customer-support-team-lead"),
        ("kundestøttelederen", "customer-support-team-lead"),
        ("kundestøtte leder", "customer-support-team-lead"),
        ("costumer suport team lead", "customer-support-team-lead"),
        ("paljonko asiakaspalvelupäällikkö tienaa", "customer-service-manager"),
        ("what does a team lead do", "customer-support-team-lead"),
        ("hvordan blir jeg teamleder for kundestøtte", "customer-support-team-lead"),
        ("empatii", "empathy"),
        ("zendesk", "zendesk"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fi"])
def test_both_databases_put_the_same_first_in_any_form_and_language(content, text, first, language):
    index_pending()

    assert search(SearchRequest(text, language)).hits[0].object.slug == first


@pytest.mark.parametrize("text", ["xqzvw", "grblfnk wvutsr", "żźćq", "123987456"])
def test_nonsense_finds_nothing(content, text):
    index_pending()

    results = search(SearchRequest(text, "en"))

    assert (results.total, results.is_miss, results.suggestion) == (0, True, "")


@pytest.mark.parametrize(
    "text",
    [
        *('"', "*", "NEAR(a b)", "a AND", "exact:lead", "x' OR 1=1 --", "lead:*A", "^lead", "-"),
        *("\0", "\ud800", "＂ｌｅａｄ＊", "()!&|<->:*", "a" * 10_000, "team lead " * 1_000),
    ],
)
def test_no_input_is_an_error(content, text):
    index_pending()

    results = search(SearchRequest(text, "en"))

    assert results.total == len(results.hits) or results.pages > 1
    assert suggest(text, "en") is not None

import re

import pytest

from core import checking
from tests.support.editing import Desk, change_page, desk
from tests.support.factories import QuestionFactory, RoleFactory, SkillFactory, UserFactory
from tests.support.unclean import store_unclean
from translations import check_pages

pytestmark = pytest.mark.django_db

CHECKS = "/admin/checks/"
PUNCTUATION = f"{CHECKS}punctuation/"


def read(client, address, status=200, language="en"):
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def counts(page):
    pattern = r'<a href="/admin/checks/([\w-]+)/">[^<]*</a></th> <td class="count">(\d+)</td>'
    return {name: int(count) for name, count in re.findall(pattern, page)}


@pytest.fixture
def faulty():
    """A role with wrong punctuation in Finnish and Polish."""
    return RoleFactory(title_en="Host", summary_fi="Hän sanoi “ei”.", summary_pl="Dwa  odstępy")


def test_all_checks_are_listed_with_their_counts(faulty):
    SkillFactory()

    found = counts(read(desk("Editor"), CHECKS))

    assert found["punctuation"] == 2
    assert found["orphan-terms"] == 1
    assert found["no-essential-skills"] == 1
    assert found["long-sentences"] == 0
    assert set(found) == set(checking.all_checks())


def test_translator_sees_what_is_theirs(faulty):
    SkillFactory()
    translator = desk("Translator", "pl")

    found = counts(read(translator, CHECKS))
    page = read(translator, PUNCTUATION)

    assert {name: count for name, count in found.items() if count} == {"punctuation": 1}
    assert "Dwa odstępy" in page
    assert "Hän sanoi" not in page


@pytest.mark.parametrize("address", [CHECKS, PUNCTUATION])
def test_pages_are_for_those_who_may_mend_something(address, client):
    assert Desk(UserFactory()).get(address).status_code == 403
    assert client.get(address).status_code == 302


def test_finding_leads_to_where_it_is_mended(faulty):
    question = QuestionFactory(role=faulty, question_en='Why "now"?')

    page = read(desk("Publisher"), PUNCTUATION)

    assert f'Role: <a href="{change_page(faulty)}#id_summary_pl">Host</a>' in page
    assert f'Question: <a href="{change_page(question)}#id_question_en">' in page
    assert 'straight quotation mark or apostrophe</p> <p class="excerpt" lang="en">' in page
    assert "Why &quot;now&quot;?" in page


def test_findings_are_narrowed_to_a_language(faulty):
    editor = desk("Editor")

    everything, polish = read(editor, PUNCTUATION), read(editor, f"{PUNCTUATION}?language=pl")

    assert "Problems found: 2" in everything
    assert '<a href="?language=fi"> Suomi (1)</a>' in everything
    assert "Problems found: 1" in polish
    assert '<a href="?language=pl" aria-current="page">' in polish
    assert "Hän sanoi" not in polish


@pytest.mark.parametrize("query", ["language=sv", "p=99", "p=abc", "p=-1", "language=%00", "p="])
def test_strange_query_shows_the_findings_all_the_same(faulty, query):
    assert "Hän sanoi" in read(desk("Editor"), f"{PUNCTUATION}?{query}")


def test_long_list_is_paged(monkeypatch):
    monkeypatch.setattr(check_pages, "PER_PAGE", 2)
    for number in range(3):
        RoleFactory(summary_fi=f"Kaksi  väliä {number}")
    editor = desk("Editor")

    first, second = read(editor, PUNCTUATION), read(editor, f"{PUNCTUATION}?language=fi&p=2")

    assert [first.count("Kaksi väliä"), second.count("Kaksi väliä")] == [2, 1]
    assert '<a href="?p=2">2</a>' in first
    assert '<a href="?language=fi&amp;p=1">1</a>' in second


def test_page_says_how_many_of_very_many_are_listed(monkeypatch):
    monkeypatch.setattr(checking, "MAX_FINDINGS", 2)
    for _ in range(3):
        RoleFactory(summary_fi="Kaksi  väliä")

    page = read(desk("Editor"), PUNCTUATION)

    assert "Problems found: 3 · Only the first 2 problems are listed." in page
    assert page.count("Kaksi väliä") == 2


def test_check_without_findings_says_so():
    assert "No problems were found." in read(desk("Editor"), f"{CHECKS}broken-links/")


def test_check_that_does_not_exist_is_not_found():
    assert desk("Editor").get(f"{CHECKS}nothing/").status_code == 404


def test_counts_follow_the_content(faulty):
    editor = desk("Editor")
    read(editor, CHECKS)

    editor.save(faulty, summary_fi="Hän sanoi ”ei”.")

    assert counts(read(editor, CHECKS))["punctuation"] == 1


def test_invisible_characters_go_when_the_form_is_saved():
    role = RoleFactory(summary_fi="Kaksi")
    store_unclean(role, summary_fi="Ka\u00adksi")
    editor = desk("Editor")
    assert counts(read(editor, CHECKS))["invisible-characters"] == 1

    editor.save(role)

    role.refresh_from_db()
    assert role.summary_fi == "Kaksi"


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("fi", "Automaattiset tarkistukset"),
        ("nb", "Innholdskontroller"),
        ("pl", "Kontrola treści"),
        ("en", "Checks"),
    ],
)
def test_pages_speak_the_language_of_the_browser(faulty, language, heading):
    editor = desk("Editor")

    assert f"<h1>{heading}</h1>" in read(editor, CHECKS, language=language)
    assert heading in read(editor, PUNCTUATION, language=language)


@pytest.mark.parametrize("address", [CHECKS, PUNCTUATION])
def test_pages_cost_the_same_for_1_and_3_findings(address, count_queries):
    editor = desk("Editor")
    RoleFactory(summary_fi="Kaksi  väliä")
    one = count_queries(lambda: editor.get(address))
    for _ in range(2):
        RoleFactory(summary_fi="Kaksi  väliä")

    assert count_queries(lambda: editor.get(address)) == one

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.support.editing import desk
from tests.support.factories import RoleFactory, SkillFactory, UserFactory, add_items
from tests.support.states import write
from translating import upkeep
from translations.states import saved_as

pytestmark = pytest.mark.django_db

BOARD = reverse("translating")


def test_ten_changed_skills_are_found_in_two_clicks():
    skills = [SkillFactory(title=f"Skill {n}", source_language="fi") for n in range(10)]
    SkillFactory(title="Missing", title_nb="")
    translator = desk("Translator", "nb")
    for skill in skills:
        write(skill, title_fi="Muutettu taito")

    start = translator.get(reverse("admin:index"))
    kind = f"{BOARD}?kind=skills.skill"
    found = translator.get(kind)

    assert f'href="{kind}"' in start.text
    assert [line.cells[0].to_do[0].state for line in found.context["board"].lines][:10] == [
        "Outdated"
    ] * 10


def test_board_is_for_who_translates_or_edits():
    staff = UserFactory(is_staff=True)
    client = desk("Translator", "nb")
    client.force_login(staff)

    assert client.get(BOARD).status_code == 403
    assert desk("Editor").get(BOARD).status_code == 200


def test_small_fixes_are_listed_with_what_was_changed():
    role = RoleFactory(title="Host", source_language="fi")
    with saved_as(is_small_fix=True):
        write(role, title_fi="Host fii")

    page = desk("Translator", "nb").get(BOARD).text

    assert "Small fixes to source texts" in page
    assert "<del>fi</del><ins>fii</ins>" in page


def test_pages_lead_on_and_back():
    SkillFactory.create_batch(51, title="Skill", title_nb="", source_language="fi")
    translator = desk("Translator", "nb")

    first = translator.get(BOARD, {"state": "missing"})
    address = f"{BOARD}?state=missing&amp;after={first.context['board'].last}"
    second = translator.get(address.replace("&amp;", "&"))

    assert f'href="{address}"' in first.text
    assert len(second.context["board"].lines) == 1
    assert f'href="{BOARD}?state=missing&amp;"' in second.text


def test_pages_take_few_queries(django_assert_max_num_queries):
    role = RoleFactory(title_nb="", source_language="fi")
    for _ in range(3):
        add_items(role, 10)
    translator = desk("Translator", "nb", "pl")
    translator.get(BOARD)

    with django_assert_max_num_queries(25):
        translator.get(BOARD)


def test_first_look_after_an_edit_takes_few_queries_too(django_assert_max_num_queries):
    role = RoleFactory(title_nb="", source_language="fi")
    translator = desk("Translator", "fi", "nb", "pl")
    translator.get(BOARD)
    write(role, title_fi="Muu", summary_pl="")

    with django_assert_max_num_queries(25):
        page = translator.get(BOARD).text

    assert "Outdated" in page


def test_board_writes_nothing_where_all_is_counted():
    translator = desk("Translator", "nb")
    translator.get(BOARD)

    with CaptureQueriesContext(connection) as queries:
        translator.get(BOARD)

    assert [one["sql"] for one in queries if not one["sql"].startswith("SELECT")] == []


def test_board_has_the_last_counts_while_others_write(monkeypatch):
    SkillFactory(title="Skill", title_nb="", source_language="fi")
    translator = desk("Translator", "nb")
    assert len(translator.get(BOARD).context["board"].lines) == 1
    SkillFactory(title="Other", title_nb="", source_language="fi")

    def fail():
        raise DatabaseError("locked")

    monkeypatch.setattr(upkeep, "catch_up", fail)

    assert len(translator.get(BOARD).context["board"].lines) == 1

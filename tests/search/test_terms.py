import pytest

from search.terms import find_terms
from search.upkeep import index_pending
from skills.finding import MAX_FOUND
from skills.models import Skill, Tool
from tests.support.factories import (
    RoleFactory,
    SkillFactory,
    SkillTitleFactory,
    ToolCategoryFactory,
    ToolFactory,
)

pytestmark = pytest.mark.django_db


def found(typed: str, language: str = "en", model: type[Skill] | type[Tool] = Skill) -> list[str]:
    index_pending()
    by_id = model.objects.in_bulk(ids := find_terms(typed, language, model))
    return [by_id[pk].slug for pk in ids]


def skill(slug: str, **titles: str) -> Skill:
    return SkillFactory(
        slug=slug, **{f"title_{code}": "" for code in ("en", "fi", "nb", "pl")} | titles
    )


def test_inflected_derived_and_misspelt_words_find_skills_in_any_language():
    skill("communication", title_pl="Umiejętności komunikacyjne", title_en="Communication skills")
    skill("teams", title_fi="Tiimin johtaminen")

    assert found("komunikacja", "pl") == ["communication"]
    assert found("komunikacja", "fi") == ["communication"]
    assert found("comunication") == ["communication"]
    assert found("tiimien johtamista", "fi") == ["teams"]


def test_part_of_a_word_is_no_match():
    skill("fighting", title_en="Sword fighting")
    skill("writing", title_en="Word processing")

    assert found("word") == ["writing"]


def test_where_nothing_has_all_words_each_word_finds_something_in_turn():
    for slug in ("tools", "machines", "devices"):
        skill(slug, title_pl=f"obsługa {slug}")
    skill("focus", title_pl="Orientacja na klienta")

    assert "focus" in found("obsługa klienta", "pl")[:2]
    assert len(found("obsługa klienta", "pl")) == 4


def test_skill_is_found_by_another_title_and_what_is_retired_or_no_skill_is_not():
    SkillTitleFactory(skill=skill("listening", title_en="Listening"), title="Hearing people out")
    skill("old", title_en="Hearing", is_retired=True)
    RoleFactory(title="Hearing aid fitter")
    ToolCategoryFactory(title="Hearing aids")

    assert found("hearing") == ["listening"]


def test_tools_are_found_by_name():
    ToolFactory(slug="zendesk", name="Zendesk")
    SkillFactory(title="Zendesk")

    assert found("zendesc", model=Tool) == ["zendesk"]


def test_roles_that_match_better_leave_no_skill_out():
    for number in range(5):
        RoleFactory(title=f"Data analyst {number}")
    skill("analysing", title_en="Analysing data for science")

    assert found("data analyst") == ["analysing"]


@pytest.mark.parametrize("typed", ["", " ", "?!", "\x00", "a" * 500, "word " * 300, "🙂", "ب"])
def test_any_text_is_answered(typed):
    skill("writing", title_en="Writing")

    assert found(typed) == []


def test_so_many_are_found_at_most():
    for number in range(MAX_FOUND + 1):
        skill(f"s-{number}", title_en=f"Planning {number}")

    assert len(found("planning")) == MAX_FOUND

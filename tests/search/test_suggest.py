import pytest

from search.suggest import suggest
from search.upkeep import index_pending
from tests.support.factories import ResponsibilityFactory, RoleFactory, SkillFactory, ToolFactory

pytestmark = pytest.mark.django_db


def titles(text: str, language: str = "en", **options: int) -> dict[str, list[str]]:
    index_pending()
    return {
        group.kind: [str(suggestion.title) for suggestion in group.suggestions]
        for group in suggest(text, language, **options)
    }


def test_titles_that_begin_with_the_text_are_suggested_by_kind_roles_first():
    SkillFactory(title="Leading")
    RoleFactory(title="Leader")
    ToolFactory(name="Leadfeeder")

    suggested = titles("lead")

    assert list(suggested) == ["role", "skill", "tool"]
    assert suggested["tool"] == ["Leadfeeder"]


def test_what_is_called_so_is_suggested_first_of_its_kind():
    for title in ("Hoitajan avustaja", "Hoitaja monialaisessa tiimissä", "Lähihoitaja", "Hoitaja"):
        RoleFactory(title_fi=title)

    assert titles("hoitaja", "fi")["role"] == [
        "Hoitaja",
        "Hoitaja monialaisessa tiimissä",
        "Hoitajan avustaja",
        "Lähihoitaja",
    ]


def test_texts_and_items_of_a_page_are_not_suggested():
    role = RoleFactory(title="Painter", summary="Zendesk")
    ResponsibilityFactory(role=role, title="Zendesk")

    assert titles("zendesk") == {}


def test_no_more_are_suggested_than_the_limit():
    for number in range(3):
        RoleFactory(title=f"Welder {number}")

    assert len(titles("welder", limit=2)["role"]) == 2


@pytest.mark.parametrize("text", ["", " \t", "xqzvw"])
def test_nothing_is_suggested_for_what_finds_nothing(text):
    RoleFactory(title="Welder")

    assert titles(text) == {}


def test_roles_with_the_same_title_are_told_apart():
    RoleFactory(title="Lead", family__title="Support")
    RoleFactory(title="Lead", family__title="Sales")
    index_pending()

    [roles] = [group for group in suggest("lead", "en") if group.kind == "role"]

    assert {str(suggestion.beside) for suggestion in roles.suggestions} == {
        "Support en",
        "Sales en",
    }

from types import SimpleNamespace

import pytest
from django.utils import translation

from roles.models import Role
from skills.models import Skill
from tests.support.factories import RoleFactory, SkillFactory
from translations.texts import Text, TextAccessor, exact_text, has_text, missing_in, text_of

TITLES = {
    "en": "Team lead",
    "fi": "Tiiminvetäjä",
    "nb": "Teamleder",
    "pl": "Lider zespołu",
}


def written_in(*languages: str, source_language: str = "") -> SimpleNamespace:
    titles = {f"title_{code}": TITLES[code] if code in languages else "" for code in TITLES}
    return SimpleNamespace(source_language=source_language, **titles)


@pytest.mark.parametrize(
    ("there", "source_language", "wanted", "shown"),
    [
        ("en fi nb pl", "fi", "pl", "pl"),
        ("en fi nb", "fi", "pl", "fi"),
        ("en nb", "fi", "pl", "en"),
        ("fi nb", "", "pl", "nb"),
        ("fi pl", "", "nb", "fi"),
        ("pl", "fi", "en", "pl"),
    ],
)
def test_text_is_in_the_first_language_there_is(there, source_language, wanted, shown):
    item = written_in(*there.split(), source_language=source_language)

    assert text_of(item, "title", wanted) == Text(TITLES[shown], shown, wanted)


def test_text_that_is_nowhere_is_empty_in_the_wanted_language():
    assert text_of(written_in(), "title", "pl") == Text("", "pl", "pl")


def test_text_is_in_the_active_language_if_none_is_named(language):
    assert str(text_of(written_in(*TITLES), "title")) == TITLES[language]


def test_column_that_is_null_is_a_missing_text():
    item = written_in("en")
    item.title_fi = None

    assert text_of(item, "title", "fi") == Text("Team lead", "en", "fi")
    assert exact_text(item, "title", "fi") == ""


def test_exact_text_is_never_in_another_language():
    item = written_in("en", "nb")

    assert [exact_text(item, "title", code) for code in TITLES] == [
        "Team lead",
        "",
        "Teamleder",
        "",
    ]


def test_text_in_another_language_than_wanted_is_a_fallback():
    assert Text("Team lead", "en", "fi").is_fallback
    assert not Text("Team lead", "en", "en").is_fallback


def test_empty_text_is_false():
    assert Text("Team lead", "en", "en")
    assert not Text("", "en", "en")


def test_lines_are_the_items_without_blank_lines_and_space_around():
    text = Text(" Plan the day \r\n\n Train the team\n", "en", "en")

    assert text.lines == ["Plan the day", "Train the team"]


def test_private_names_are_no_texts():
    with pytest.raises(AttributeError, match="_title"):
        _ = TextAccessor(written_in("en"))._title


@pytest.mark.django_db
def test_text_is_there_neither_when_null_nor_when_empty():
    SkillFactory(slug="null", title_fi=None)
    SkillFactory(slug="empty", title_fi="")
    SkillFactory(slug="written", title_fi="Empatia")

    found = Skill.objects.filter(has_text("title", "fi"))

    assert [skill.slug for skill in found] == ["written"]


@pytest.mark.django_db
def test_missing_texts_are_those_that_are_there_in_another_language():
    role = RoleFactory(title="Lead", title_fi="", summary="Leads", growth_en="To manager")

    assert missing_in("en", [role]) == (0, 3)
    assert missing_in("fi", [role]) == (2, 3)
    assert missing_in("pl", [role]) == (1, 3)
    assert missing_in("pl", []) == (0, 0)


@pytest.mark.django_db
def test_texts_of_an_object_are_its_attributes_in_the_active_language():
    role = Role.objects.get(pk=RoleFactory(title="Lead", title_fi="").pk)

    with translation.override("pl"):
        assert role.t.title == Text("Lead pl", "pl", "pl")
    with translation.override("fi"):
        assert role.t.title == Text("Lead en", "en", "fi")

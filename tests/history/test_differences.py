import pytest

from history.differences import differences
from history.models import Verb
from history.versions import find_subject
from history.words import Piece
from roles.models import Role
from tests.support.factories import (
    ResponsibilityFactory,
    RoleFactory,
    RoleSkillFactory,
    ToolFactory,
    ToolUseFactory,
    add_items,
)
from translations.languages import language_activated

pytestmark = pytest.mark.django_db


def state_of(role):
    return find_subject(Role, role.pk).live


def shown(found):
    """Of each difference kind, name, verb and fields with their pieces as text."""
    return [
        (
            difference.kind,
            difference.name,
            difference.verb,
            {
                (field.label, field.language): "".join(map(marked, field.pieces))
                for field in difference.fields
            },
        )
        for difference in found
    ]


def marked(piece):
    return f"-{piece.text}-" if piece.is_old else f"+{piece.text}+" if piece.is_new else piece.text


def test_changed_texts_are_shown_word_by_word_and_language():
    role = RoleFactory(title_en="Host", summary_fi="Ottaa vieraat vastaan.", stage="lead")
    old = state_of(role)
    Role.objects.update(summary_fi="Ottaa kaikki vastaan.", stage="entry")

    with language_activated("en"):
        found = differences(old, state_of(role))

        fields = {
            ("Summary", "fi"): "Ottaa -vieraat-+kaikki+ vastaan.",
            ("Stage", ""): "-Lead-+Entry+",
        }
        assert shown(found) == [("Role", "Host", Verb.CHANGED, fields)]
        assert [field.language_name for field in found[0].fields] == ["", "Suomi"]


def test_new_and_deleted_items_are_shown_with_what_they_hold():
    role = RoleFactory()
    item = RoleSkillFactory(role=role, skill__title_en="Empathy", requirement="useful")
    old = state_of(role)
    item.delete()
    ResponsibilityFactory(
        role=role, key="leading", area__title_en="People", **texts(title="Leading")
    )

    with language_activated("en"):
        found = shown(differences(old, state_of(role)))

    assert found == [
        (
            "Responsibility",
            "Leading",
            Verb.CREATED,
            {("Key", ""): "+leading+", ("Area", ""): "+People+", ("Title", "en"): "+Leading+"},
        ),
        (
            "Role skill",
            "Empathy",
            Verb.DELETED,
            {("Skill", ""): "-Empathy-", ("Requirement", ""): "-useful-"},
        ),
    ]


def texts(**values):
    """Texts in English only."""
    return {
        f"{name}_{code}": value if code == "en" else ""
        for name, value in values.items()
        for code in ("en", "fi", "nb", "pl")
    }


def test_relations_are_shown_by_name_those_that_went_too():
    tools = [ToolFactory(name="Zendesk"), ToolFactory(name="Front")]
    use = ToolUseFactory(tools=tools)
    old = state_of(use.role)
    use.tools.remove(tools[1])

    found = differences(old, state_of(use.role))

    assert found[0].fields[0].pieces == [Piece("Zendesk"), Piece(", Front", is_old=True)]


def test_same_versions_do_not_differ():
    role = add_items(RoleFactory())

    assert differences(state_of(role), state_of(role)) == []


def test_field_of_an_older_schema_is_shown():
    role = RoleFactory()
    state = state_of(role)
    old = {key: values | {"motto_en": "Come in"} for key, values in state.items()}
    old["roles.certificate", 7] = {"title_en": "Diploma"}

    found = shown(differences(old, state))

    assert [fields for _, _, _, fields in found] == [{("motto_en", ""): "-Come in-"}, {}]
    assert found[1][:3] == ("roles.certificate", "roles.certificate 7", Verb.DELETED)

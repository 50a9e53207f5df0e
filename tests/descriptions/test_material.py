"""What a document can be put together from."""

import pytest

from descriptions.keys import PIECE_LENGTH, short_key
from tests.support.factories import (
    ResponsibilityFactory,
    RoleFactory,
    RoleMetricFactory,
    RoleSkillFactory,
    ToolFactory,
    ToolUseFactory,
)

pytestmark = pytest.mark.usefixtures("lead")


def said(entry) -> list[str]:
    """The texts of an entry in the first language, then those of its pieces."""
    return [entry.texts[0].value, *(piece.texts[0].value for piece in entry.pieces)]


def test_every_kind_of_item_is_there_in_the_order_of_the_role(material_of):
    found = material_of("lead")

    lists = {name: [said(entry) for entry in entries] for name, entries in found.lists.items()}
    assert lists == {
        "about": [["Leads en"], ["First en\nSecond en"]],
        "duties": [["Coach en", "Every day en", "Listen en", "Ask en"], ["Plan en"]],
        "skills": [["Empathy en", "With customers en", "Calm en"], ["SQL en", "Queries en"]],
        "experience": [["Two years en"]],
        "tools": [["CRM en", "HubSpot", "Zoho", "Records en"]],
        "metrics": [["CSAT en", "Weekly en"]],
        "growth": [["Up en"]],
        "practices": [["Listen first en", "Slowly en"]],
    }


def test_tasks_and_products_are_chosen_by_default_and_what_explains_is_not(material_of):
    found = material_of("lead")

    chosen = {
        piece.texts[0].value
        for entries in found.lists.values()
        for entry in entries
        for piece in entry.pieces
        if piece.is_default
    }
    assert chosen == {"Listen en", "Ask en", "HubSpot", "Zoho"}
    assert [entry.is_default for entry in found.lists["about"]] == [True, False]


def test_introduction_stands_in_for_a_summary(material_of):
    RoleFactory(slug="other", introduction="Introduced")

    [entry] = material_of("other").lists["about"]
    assert (entry.key, entry.is_default) == ("introduction", True)


def test_keys_are_the_same_in_every_language(material_of):
    keys = [
        [
            (entry.key, [piece.key for piece in entry.pieces])
            for entries in material_of("lead", languages=code).lists.values()
            for entry in entries
        ]
        for code in ("en", "fi", "pl fi")
    ]

    assert keys[0] == keys[1] == keys[2]


def test_no_two_items_share_a_key_though_they_share_a_name(material_of):
    role = RoleFactory(slug="same")
    ResponsibilityFactory(role=role, key="listening")
    RoleSkillFactory(role=role, skill__slug="listening")
    RoleMetricFactory(role=role, metric__slug="listening")
    ToolUseFactory(role=role, category__slug="listening")

    keys = [entry.key for entries in material_of("same").lists.values() for entry in entries]
    assert len({*keys}) == len(keys) == 4


def test_key_of_a_task_is_made_of_its_line_in_the_language_it_was_written_in(material_of):
    coach = material_of("lead", languages="pl").lists["duties"][0]

    assert [piece.key for piece in coach.pieces if piece.is_default] == [
        short_key("Listen en", PIECE_LENGTH),
        short_key("Ask en", PIECE_LENGTH),
    ]


def test_text_is_there_in_both_languages_of_a_document(material_of):
    entry = material_of("lead", languages="fi pl").lists["duties"][0]

    assert [text.value for text in entry.texts] == ["Coach fi", "Coach pl"]
    assert [[text.value for text in piece.texts] for piece in entry.pieces] == [
        ["Every day fi", "Every day pl"],
        ["Listen fi", "Listen pl"],
        ["Ask fi", "Ask pl"],
    ]
    assert not entry.is_fallback


def test_text_that_is_missing_in_a_language_is_marked(material_of):
    ResponsibilityFactory(
        role__slug="bare", title="Only English", title_fi="", title_pl="", title_nb=""
    )

    [entry] = material_of("bare", languages="fi").lists["duties"]
    assert (entry.texts[0].language, entry.is_fallback) == ("en", True)


def test_translation_that_lacks_lines_has_fewer_tasks(material_of):
    ResponsibilityFactory(
        role__slug="bare", tasks="One\nTwo", tasks_en="One\nTwo", tasks_fi="Yksi", tasks_pl="A\nB"
    )

    [entry] = material_of("bare", languages="pl fi").lists["duties"]
    assert [[text.value for text in piece.texts] for piece in entry.pieces] == [
        ["A", "Yksi"],
        ["B", ""],
    ]


def test_two_roles_are_mixed_with_what_they_share_once(lead, material_of):
    other = RoleFactory(slug="other", title="Other", summary="Helps")
    ResponsibilityFactory(role=other, key="coach", title="Coach others")
    sql = lead.role_skills.get(skill__slug="sql").skill
    RoleSkillFactory(role=other, skill=sql, context="Daily")
    crm = lead.tool_uses.get().category
    ToolUseFactory(role=other, category=crm, tools=[ToolFactory(name="Odoo", slug="odoo")])

    found = material_of("lead", "other")

    lists = {name: [said(entry) for entry in entries] for name, entries in found.lists.items()}
    assert [texts[0] for texts in lists["duties"]] == ["Coach en", "Plan en", "Coach others en"]
    assert lists["about"][-1] == ["Helps en"]
    assert lists["skills"][1] == ["SQL en", "Queries en", "Daily en"]
    assert lists["tools"] == [["CRM en", "HubSpot", "Zoho", "Records en", "Odoo"]]
    assert [entry.is_essential for entry in found.lists["skills"]] == [True, True]
    keys = [entry.key for entries in found.lists.values() for entry in entries]
    assert len({*keys}) == len(keys)


def test_number_of_queries_does_not_depend_on_the_number_of_items(lead, read, count_queries):
    from tests.support.factories import add_items

    add_items(lead)
    one = count_queries(lambda: read("lead"))
    add_items(lead, 3)

    assert count_queries(lambda: read("lead")) == one

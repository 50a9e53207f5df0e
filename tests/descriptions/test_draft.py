"""A document while it is put together."""

import pytest

from descriptions.choices import Choices, Pick
from descriptions.draft import Draft, beside, line
from descriptions.own import OwnWords
from documents.outline import Line
from tests.support.factories import RoleFactory
from translations.texts import Text

pytestmark = pytest.mark.usefixtures("lead")


def shown(items) -> list[list[str]]:
    return [[item.line.text, *(line.text for line in item.more)] for item in items]


def key_of(draft, name, number=0) -> str:
    return draft.material.lists[name][number].key


def test_list_has_what_is_chosen_then_own_lines(draft_of):
    draft = draft_of({"own.en.duties": "Mine\nToo"})

    assert shown(draft.items("duties")) == [
        ["Coach en", "Listen en", "Ask en"],
        ["Plan en"],
        ["Mine"],
        ["Too"],
    ]
    assert shown(draft.items("must")) == [["Empathy en"]]
    assert shown(draft.items("nice")) == [["SQL en"]]


def test_names_of_products_follow_the_category_on_its_line(draft_of):
    draft = draft_of()

    assert shown(draft.items("tools")) == [["CRM en: HubSpot, Zoho"]]


def test_single_pieces_are_chosen(draft_of):
    coach = key_of(draft_of(), "duties")
    described, listen, _ask = (piece.key for piece in draft_of().material.lists["duties"][0].pieces)

    draft = draft_of(lists={"duties": (Pick(coach, (listen, described)),)})

    assert shown(draft.items("duties")) == [["Coach en", "Every day en", "Listen en"]]


def test_own_wording_takes_the_place_of_an_item_and_all_below_it(draft_of):
    coach, summary = key_of(draft_of(), "duties"), "summary"
    fields = {f"say.en.{coach}": "Coach people\nOne by one", f"say.en.{summary}": "A\nB"}

    draft = draft_of(fields)

    assert shown(draft.items("duties"))[0] == ["Coach people", "One by one"]
    assert [line.text for line in draft.paragraphs("about")] == ["A", "B"]


def test_own_wording_in_one_language_leaves_the_other_as_it_is(draft_of):
    coach = key_of(draft_of(), "duties")

    [item, _] = draft_of({f"say.pl.{coach}": "Po swojemu"}, languages="fi pl").items("duties")

    assert item.line == Line("Coach fi", "fi", Line("Po swojemu", "pl"))
    assert [line.text for line in item.more] == ["Listen fi", "Ask fi"]


def test_what_both_languages_say_alike_stands_there_once(draft_of):
    draft = draft_of({"own.fi.employer": "Esimerkki"}, languages="fi pl")

    assert draft.fact("employer") == Line("Esimerkki", "fi")
    assert draft.fact("pay") is None
    assert draft.items("tools")[0].line.also == Line("CRM pl: HubSpot, Zoho", "pl")


def test_title_is_that_of_the_role_unless_one_is_typed(draft_of):
    assert draft_of(languages="fi pl").titles == [
        Text("Lead fi", "fi", "fi"),
        Text("Lead pl", "pl", "pl"),
    ]
    assert draft_of({"own.fi.title": "Vetäjä"}, languages="fi").titles == [
        Text("Vetäjä", "fi", "fi")
    ]


def test_title_of_a_mix_has_those_of_both_roles(material_of):
    RoleFactory(slug="other", title="Other")

    draft = Draft(material_of("lead", "other"), Choices(), OwnWords())

    assert [title.value for title in draft.titles] == ["Lead en, Other en"]


def test_meaning_is_what_the_role_says_of_an_item(draft_of):
    draft = draft_of()

    [empathy, _] = draft.material.lists["skills"]
    assert draft.meaning(empathy) == [Line("With customers en", "en")]


def test_wording_of_an_item_that_is_not_there_is_an_orphan(draft_of):
    draft = draft_of({"say.en.zzzzz": "Lost", "say.en.summary": "Kept"})

    assert draft.orphans == ["zzzzz"]


def test_interface_speaks_the_languages_of_the_document(draft_of):
    draft = draft_of(languages="fi pl")

    assert draft.spoken("Skills") == Line("Taidot", "fi", Line("Umiejętności", "pl"))


def test_where_one_language_has_more_lines_they_follow_alone():
    fi = [Text("yksi", "fi", "fi")]
    pl = [Text("jeden", "pl", "pl"), Text("dwa", "pl", "pl")]

    assert beside([fi, pl]) == [Line("yksi", "fi", Line("jeden", "pl")), Line("dwa", "pl")]
    assert beside([pl, fi])[1] == Line("dwa", "pl")
    assert beside([[], []]) == []
    assert line([Text("a", "fi", "fi"), Text("a", "fi", "pl")]) == Line("a", "fi")

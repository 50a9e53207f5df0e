"""What is typed: where it belongs, and that nothing of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clean_text import clean_text
from descriptions.own import NAMES, OwnWords
from translations.texts import Text


def test_each_field_belongs_to_a_language_and_a_name():
    own = OwnWords.of_form(
        {
            "own.fi.employer": "Oy Esimerkki",
            "own.fi.offer": "Lounas\r\n\r\nBussi ",
            "say.pl.ab2cd": "Po swojemu",
            "own.xx.employer": "No language",
            "own.fi.salary": "No field",
            "duties": "ab2cd",
            "own.fi.place": "  ",
        }
    )

    assert own.own == {("fi", "employer"): "Oy Esimerkki", ("fi", "offer"): "Lounas\n\nBussi"}
    assert own.wordings == {("pl", "ab2cd"): "Po swojemu"}
    assert [typed.field for typed in own] == ["own.fi.employer", "own.fi.offer", "say.pl.ab2cd"]
    assert own.lines("offer", "fi") == [Text("Lounas", "fi", "fi"), Text("Bussi", "fi", "fi")]
    assert own.wording("ab2cd", "pl") == ["Po swojemu"]
    assert not own.wording("ab2cd", "fi")
    assert own.has_wording("ab2cd")
    assert not own.has_wording("zz")


def test_fact_is_told_in_another_language_where_it_was_typed_in_that_alone():
    own = OwnWords.of_form({"own.fi.pay": "3 €", "own.pl.place": "Łódź", "own.fi.place": "Oulu"})

    assert own.fact("pay", "pl") == Text("3 €", "fi", "pl")
    assert own.fact("place", "pl") == Text("Łódź", "pl", "pl")
    assert own.fact("employer", "pl") is None
    assert own.typed("pay", "pl") == ""


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=200)))
def test_whatever_is_typed_is_kept_but_for_what_nobody_sees(typed):
    own = OwnWords.of_form({f"own.fi.{name}": text for name, text in typed.items()})

    assert own.own == {
        ("fi", name): clean_text(text) for name, text in typed.items() if clean_text(text)
    }


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("plain\r\ntext\twith tabs", False),
        ("soft\xadhyphen and a no-break\xa0space", False),
        ("bell\x07", True),
        ("nul\x00", True),
        ("turned\u202earound", True),
    ],
)
def test_characters_that_are_taken_out_are_told_unless_they_are_harmless(text, is_told):
    assert OwnWords.of_form({"own.en.offer": text}).has_invisible is is_told


def test_field_of_another_kind_is_none_of_what_is_typed():
    own = OwnWords.of_form({"q": "bell\x07"})

    assert (bool(own), own.has_invisible) == (False, False)

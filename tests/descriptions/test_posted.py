"""A form that was sent."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from descriptions.choices import Choices, Pick
from descriptions.posted import MOST_BYTES, Posted, is_too_large, moved

pytestmark = pytest.mark.usefixtures("lead")


def posted(*fields: tuple[str, str]) -> Posted:
    query = QueryDict(mutable=True)
    for name, value in fields:
        query.appendlist(name, value)
    return Posted(query)


COMPLETE = ("complete", "1")


def test_choices_are_those_of_the_form_in_its_order(material_of):
    found = material_of("lead")
    coach, plan = (entry.key for entry in found.lists["duties"])
    empathy, sql = (entry.key for entry in found.lists["skills"])
    _, listen, ask = (piece.key for piece in found.lists["duties"][0].pieces)

    choices = posted(
        COMPLETE,
        ("kind", "interview"),
        *(("part", part) for part in ("skills", "duties", "nonsense")),
        *(("duties", key) for key in (plan, coach, "zzzzz")),
        *(("piece", f"{coach}-{key}") for key in (listen, ask)),
        (f"as.{sql}", "must"),
        (f"as.{empathy}", "out"),
    ).choices(Choices(), found)

    assert (choices.kind, choices.parts, choices.has_sources) == (
        "interview",
        ("skills", "duties"),
        False,
    )
    assert choices.lists["duties"] == (Pick(plan), Pick(coach), Pick("zzzzz"))
    assert (choices.lists["must"], choices.lists["nice"]) == ((Pick(sql),), ())


def test_pieces_are_told_where_they_are_not_those_of_the_default(material_of):
    found = material_of("lead")
    [coach, _] = found.lists["duties"]
    described = coach.pieces[0].key

    def chosen(*fields):
        return posted(COMPLETE, ("duties", coach.key), *fields).choices(Choices(), found)

    assert chosen().lists["duties"] == (Pick(coach.key, ()),)
    assert chosen(("piece", f"{coach.key}-{described}")).lists["duties"] == (
        Pick(coach.key, (described,)),
    )


def test_form_without_choices_has_those_of_the_address(material_of):
    of_address = Choices(kind="onboarding")

    assert posted(("format", "docx")).choices(of_address, material_of("lead")) is of_address


@pytest.mark.parametrize(
    ("fields", "languages"),
    [
        ([], ("fi", "pl")),
        ([("in", "nb")], ("nb", "pl")),
        ([COMPLETE, ("in", "nb"), ("with", "")], ("nb",)),
        ([COMPLETE, ("in", "nb"), ("with", "en")], ("nb", "en")),
        ([COMPLETE, ("in", "nb"), ("with", "nb")], ("nb",)),
        ([COMPLETE, ("in", "xx"), ("with", "\0")], ("fi", "pl")),
    ],
)
def test_languages_are_those_of_the_form_or_of_the_address(fields, languages):
    assert posted(*fields).languages(("fi", "pl")) == languages


@pytest.mark.parametrize(("wanted", "is_known"), [("docx", True), ("exe", False), ("", False)])
def test_file_is_asked_for_by_its_ending(wanted, is_known):
    assert posted(("format", wanted)).format == (wanted if is_known else "")


@pytest.mark.parametrize(
    ("move", "parts", "duties"),
    [
        ("up.part.skills", ("skills", "duties"), "ab"),
        ("down.part.skills", ("duties", "skills"), "ab"),
        ("up.duties.b", ("duties", "skills"), "ba"),
        ("down.duties.a", ("duties", "skills"), "ba"),
        ("up.duties.a", ("duties", "skills"), "ab"),
        ("up.duties.zz", ("duties", "skills"), "ab"),
        ("up.tools.a", ("duties", "skills"), "ab"),
        ("away.duties.a", ("duties", "skills"), "ab"),
        ("", ("duties", "skills"), "ab"),
    ],
)
def test_button_moves_a_part_or_an_item(move, parts, duties):
    choices = Choices(parts=("duties", "skills"), lists={"duties": (Pick("a"), Pick("b"))})

    after = moved(choices, move)

    assert after.parts == parts
    assert "".join(pick.key for pick in after.lists["duties"]) == duties


@given(st.text(max_size=30))
def test_whatever_a_button_says_nothing_is_lost(move):
    choices = Choices(lists={"duties": (Pick("a"), Pick("b"))})

    assert {*moved(choices, move).lists["duties"]} == {Pick("a"), Pick("b")}


@pytest.mark.parametrize(
    ("length", "is_refused"),
    [("0", False), ("", False), (str(MOST_BYTES), False), (str(MOST_BYTES + 1), True), ("x", True)],
)
def test_more_than_is_read_is_known_before_it_is_read(length, is_refused):
    request = RequestFactory().get("/")
    request.META["CONTENT_LENGTH"] = length

    assert is_too_large(request) is is_refused

"""What is chosen, and how an address says it."""

from urllib.parse import parse_qs, urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from descriptions.choices import (
    KINDS,
    LISTS,
    MOST_IN_A_LIST,
    MOST_MUST,
    PARTS,
    Choices,
    Pick,
    arranged,
    available_parts,
    default_picks,
    picks_of,
    written,
)
from descriptions.forms import DescriptionForm
from tests.support.factories import RoleFactory, RoleSkillFactory

KEYS = st.text("abcdefghij234567", min_size=1, max_size=8)
PICKS = st.builds(Pick, KEYS, st.none() | st.lists(KEYS, max_size=4).map(tuple))


def keys(picks) -> list[str]:
    return [pick.key for pick in picks]


@pytest.mark.parametrize(
    ("text", "picks"),
    [
        ("-", ()),
        ("ab2cd", (Pick("ab2cd"),)),
        ("ab2cd-", (Pick("ab2cd", ()),)),
        ("ab2cd-x2y-zz4.ef3gh", (Pick("ab2cd", ("x2y", "zz4")), Pick("ef3gh"))),
    ],
)
def test_list_of_an_address_names_items_and_their_pieces(text, picks):
    assert picks_of(text) == picks
    assert written(picks) == text


@given(st.lists(PICKS, unique_by=lambda pick: pick.key, max_size=12))
def test_every_list_can_be_written_into_an_address_and_read_again(picks):
    text = written(picks)
    query = QueryDict(urlencode({"duties": text}))

    assert urlencode({"duties": text}) == f"duties={text}"  # as it stands, so it can be cached
    assert DescriptionForm(query).is_understood
    assert list(picks_of(DescriptionForm(query).chosen["duties"])) == picks


@pytest.mark.usefixtures("lead")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_all_that_can_be_chosen_comes_back_from_its_address(material_of, data):
    found = material_of("lead")
    choices = Choices(
        kind=data.draw(st.sampled_from(KINDS)),
        parts=tuple(data.draw(st.permutations(PARTS))[: data.draw(st.integers(0, len(PARTS)))]),
        lists=drawn_lists(found, data),
        has_sources=data.draw(st.booleans()),
    )

    query = urlencode(choices.query(found))
    again = Choices.of_query(DescriptionForm(QueryDict(query)).chosen)

    assert arranged(again, found) == arranged(choices, found)
    assert again.parts == choices.parts
    assert (again.kind, again.has_sources) == (choices.kind, choices.has_sources)
    assert urlencode(again.query(found)) == query


def drawn_lists(found, data):
    """Some items of each list in some order, skills in one of their two lists."""
    lists, skills = {}, [*data.draw(st.permutations(found.lists["skills"]))]
    end = data.draw(st.integers(0, len(skills)))
    entries = {**found.lists, "must": skills[:end], "nice": skills[end:]}
    for name in LISTS:
        chosen = data.draw(st.permutations(entries[name]))[: data.draw(st.integers(0, 3))]
        lists[name] = tuple(
            Pick(entry.key, data.draw(st.none() | some_pieces(entry))) for entry in chosen
        )
    return lists


def some_pieces(entry):
    pieces = [piece.key for piece in entry.pieces]
    return st.tuples(*(st.booleans() for _ in pieces)).map(
        lambda ticks: tuple(key for key, tick in zip(pieces, ticks, strict=True) if tick)
    )


@pytest.mark.usefixtures("lead")
def test_nothing_stands_in_the_address_as_long_as_nothing_is_chosen(material_of):
    found = material_of("lead")

    assert Choices().query(found) == {}
    assert Choices(lists={"duties": default_picks("duties", found)}).query(found) == {}


@pytest.mark.usefixtures("lead")
def test_address_names_what_differs(material_of):
    found = material_of("lead")
    plan = found.lists["duties"][1].key

    query = Choices(
        kind="interview", parts=("duties",), lists={"duties": (Pick(plan),)}, has_sources=False
    ).query(found)

    assert query == {"kind": "interview", "parts": "duties", "duties": plan, "sources": "0"}
    assert Choices(parts=()).query(found) == {"parts": "-"}
    assert parse_qs(urlencode(Choices(lists={"must": ()}).query(found))) == {"must": ["-"]}


def test_part_that_the_role_has_no_text_for_is_not_there(db, material_of):
    RoleFactory(slug="bare")

    found = material_of("bare")

    assert available_parts(found) == ("duties", "skills", "tools", "metrics", "offer", "apply")
    assert Choices().query(found) == {}


def test_no_more_is_chosen_by_default_than_readers_read(db, material_of):
    role = RoleFactory(slug="large")
    for number in range(30):
        RoleSkillFactory(role=role, requirement="useful" if number % 2 else "essential")
    found = material_of("large")

    assert len(default_picks("must", found)) == MOST_MUST
    assert len(default_picks("nice", found)) == MOST_IN_A_LIST


@pytest.mark.usefixtures("lead")
def test_chosen_items_come_first_in_their_order_then_the_others(material_of):
    found = material_of("lead")
    empathy, sql = keys(found.lists["skills"])

    arrangement = arranged(Choices(lists={"must": (Pick(sql),), "nice": ()}), found)

    assert [(one.entry.key, one.list_name) for one in arrangement.lists["skills"]] == [
        (sql, "must"),
        (empathy, ""),
    ]
    assert [one.entry.key for one in arrangement.chosen("must")] == [sql]
    assert arrangement.chosen("nice") == []


@pytest.mark.usefixtures("lead")
def test_skill_is_in_one_list_only(material_of):
    found = material_of("lead")
    empathy = found.lists["skills"][0].key

    arrangement = arranged(
        Choices(lists={"must": (Pick(empathy),), "nice": (Pick(empathy),)}), found
    )

    assert [one.entry.key for one in arrangement.chosen("must")] == [empathy]
    assert arrangement.chosen("nice") == []


@pytest.mark.usefixtures("lead")
def test_keys_that_no_item_has_are_told(material_of):
    found = material_of("lead")
    coach = found.lists["duties"][0].key

    arrangement = arranged(Choices(lists={"duties": (Pick("zzzzz"), Pick(coach, ("qqq",)))}), found)

    assert arrangement.unknown == [("duties", "zzzzz"), ("duties", f"{coach}-qqq")]
    assert [one.entry.key for one in arrangement.chosen("duties")] == [coach]

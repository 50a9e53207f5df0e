from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from roles.pay import pay_tables, round_top
from tests.support.factories import PayRangeFactory

SPACED = ["0", *(f"{thousands}\xa0000" for thousands in (50, 100, 150, 200))]


@pytest.mark.parametrize(
    ("maximum", "top"),
    [
        (0, 4),
        (1, 4),
        (7, 8),
        (9, 10),
        (45, 60),
        (100, 100),
        (130_000, 200_000),
        (200_000, 200_000),
        (200_001, 400_000),
        (90_000, 100_000),
    ],
)
def test_scale_ends_at_a_round_number(maximum, top):
    assert round_top(maximum) == top


@given(st.integers(0, 10**9))
def test_scale_holds_every_pay_and_is_at_most_twice_as_long(maximum):
    top = round_top(maximum)

    assert maximum <= top <= max(4, 2 * maximum)
    assert top % 4 == 0 or top < 100


def pay(place: str, minimum: int, maximum: int, **more: object) -> object:
    return PayRangeFactory.build(
        role=None, place=place, minimum=minimum, maximum=maximum, currency="USD", **more
    )


def test_pay_of_one_currency_period_and_date_shares_a_table_by_place():
    ranges = [
        pay("Austin", 20, 75),
        pay("Austin", 50, 100),
        pay("New York", 25, 50),
    ]

    [table] = pay_tables(ranges)

    assert table.top == 100
    found = [(str(first.t.place), [bar.pay for bar in bars]) for first, bars in table.places]
    assert found == [("Austin en", ranges[:2]), ("New York en", ranges[2:])]
    bars = [(bar.start, bar.width) for _, bars in table.places for bar in bars]
    assert bars == [(20, 55), (50, 50), (25, 25)]
    assert table.places[0][1][0].grid == [0, 25, 50, 75, 100]


def test_other_currency_period_or_date_has_a_table_of_its_own():
    ranges = [
        pay("Oslo", 1, 2),
        pay("Oslo", 1, 2, period="hour"),
        pay("Oslo", 1, 2, as_of=date(2026, 5, 1)),
        pay("Oslo", 3, 4),
    ]

    tables = pay_tables(ranges)

    assert [(table.period, table.as_of) for table in tables] == [
        ("per year", None),
        ("per hour", None),
        ("per year", date(2026, 5, 1)),
    ]
    [(_, bars)] = tables[0].places
    assert [bar.pay for bar in bars] == [ranges[0], ranges[3]]


def test_role_without_pay_has_no_table():
    assert pay_tables([]) == []


@pytest.mark.parametrize(
    ("language", "caption", "axis"),
    [
        (
            "en",
            "US dollars (USD) per year. The source gives no date.",
            ["0", "50,000", "100,000", "150,000", "200,000"],
        ),
        ("fi", "Yhdysvaltain dollaria (USD) vuodessa. ", SPACED),
        ("nb", "Amerikanske dollar (USD) per år. ", SPACED),
        ("pl", "Dolary amerykańskie (USD) rocznie. ", SPACED),
    ],
)
def test_table_names_its_currency_and_marks_its_scale_as_the_reader_writes(language, caption, axis):
    with translation.override(language):
        [table] = pay_tables([pay("Austin", 45_000, 130_000)])

        assert table.caption.startswith(caption)
        assert table.axis == axis


def test_table_says_as_of_when_its_figures_are():
    with translation.override("en"):
        [table] = pay_tables([pay("Austin", 1, 2, as_of=date(2026, 5, 1))])

        assert table.caption == "US dollars (USD) per year, as of 1 May 2026."

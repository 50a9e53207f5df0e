import pytest

from core.options import Option
from search.page import MAX_OPTIONS, page_numbers, shown_options


@pytest.mark.parametrize(
    ("current", "last", "numbers"),
    [
        (1, 0, []),
        (1, 1, []),
        (1, 2, [1, 2]),
        (2, 3, [1, 2, 3]),
        (1, 9, [1, 2, 0, 9]),
        (3, 9, [1, 2, 3, 4, 0, 9]),
        (4, 9, [1, 2, 3, 4, 5, 0, 9]),
        (5, 9, [1, 0, 4, 5, 6, 0, 9]),
        (9, 9, [1, 0, 8, 9]),
    ],
)
def test_links_lead_to_the_first_page_the_last_and_those_around(current, last, numbers):
    assert page_numbers(current, last) == numbers


def test_all_values_of_a_short_facet_are_shown():
    options = [Option(str(number), "", 0) for number in range(MAX_OPTIONS)]

    assert shown_options(options) == options


def test_values_of_a_long_facet_are_those_chosen_and_those_with_the_most_hits_in_their_order():
    counts = [0, 1, 2, *[5] * (MAX_OPTIONS - 2), 0, 0]
    options = [Option(str(i), "", count, is_on=i == 0) for i, count in enumerate(counts)]

    assert shown_options(options) == [options[0], *options[2 : MAX_OPTIONS + 1]]
    assert shown_options([Option(str(i), "", 0) for i in range(MAX_OPTIONS + 1)]) == []

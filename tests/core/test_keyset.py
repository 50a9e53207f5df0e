from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.keyset import KeysetPage, SortedIds
from skills.models import Skill
from tests.factories import SkillFactory
from translations.alphabetical import alphabetical
from translations.alphabetical import letters as letters_of
from translations.collation import initials


@settings(max_examples=50)
@given(st.lists(st.integers(0, 60), unique=True), st.integers(1, 7), st.sets(st.integers(0, 60)))
def test_pages_show_what_fits_once_and_lead_back_the_same_way(items, size, fitting):
    order = SortedIds(items)
    expected = [item for item in items if item in fitting]
    pages = [order.page(size, fitting.__contains__)]
    while pages[-1].has_following:
        pages.append(order.page(size, fitting.__contains__, after=pages[-1].items[-1]))

    assert [item for page in pages for item in page.items] == expected
    assert [page.has_previous for page in pages] == [False] + [True] * (len(pages) - 1)
    for before, page in pairwise(pages):
        assert order.page(size, fitting.__contains__, before=page.items[0]) == before


def test_page_goes_on_after_an_item_that_does_not_fit():
    order = SortedIds([3, 1, 2])

    assert order.page(5, {3, 2}.__contains__, after=1).items == [2]
    assert order.page(5, {3, 2}.__contains__, before=1).items == [3, 2]


def test_everything_fits_where_nothing_is_asked_of_it():
    order = SortedIds([2, 0, 1], b"abb")

    assert order.page(2, None) == KeysetPage([2, 0], False, True, start=0)
    assert order.page(2, None, before=1) == order.page(2, None)
    assert order.initials(None) == {ord("a"), ord("b")}


def test_item_that_is_not_in_the_list_is_an_error():
    with pytest.raises(ValueError, match="not in"):
        SortedIds([1]).page(5, bool, after=2)


@pytest.mark.django_db
def test_list_is_sorted_and_begins_at_letters_as_its_reader_does(language):
    titles = ["Aa", "Zoo", "Łódź", "Åland", "1st", "Ñandú", "Öl", "Żaba", "Ж", ""]
    skills = [
        SkillFactory(**{f"title_{language}": title, "title": "", "source_language": language})
        for title in titles
    ]
    order = alphabetical(Skill.objects.all(), language)
    title_of = {skill.pk: skill.t.title.value for skill in skills}

    assert [title_of[pk] for pk in order.items] == [
        skill.t.title.value for skill in Skill.objects.in_reading_order(language)
    ]
    letters = letters_of(order, language, order.initials(bool), order.page(3, bool))
    expected = {
        "en": {"#": "1st", "A": "Aa", "L": "Łódź", "N": "Ñandú", "O": "Öl", "Z": "Żaba"},
        "fi": {"#": "1st", "A": "Aa", "L": "Łódź", "N": "Ñandú", "Z": "Żaba", "Å": "Åland",
               "Ö": "Öl"},
        "nb": {"#": "1st", "L": "Łódź", "N": "Ñandú", "Z": "Żaba", "Ø": "Öl", "Å": "Aa"},
        "pl": {"#": "1st", "A": "Aa", "Ł": "Łódź", "N": "Ñandú", "O": "Öl", "Z": "Zoo",
               "Ż": "Żaba"},
    }[language]  # fmt: skip
    assert [letter.label for letter in letters if letter.is_there] == list(expected)
    begins = {
        letter: title_of[order.page(1, bool, weight=initials(language)[letter].start).items[0]]
        for letter in expected
    }
    assert begins == expected


def test_letter_of_the_first_item_is_the_current_one():
    order = SortedIds([5, 6, 7], bytes([*initials("en")["A"], *initials("en")["B"], 255]))

    def current(after: int) -> list[str]:
        part = order.page(1, bool, after=after)
        return [letter.label for letter in letters_of(order, "en", {1}, part) if letter.is_current]

    assert (current(5), current(6)) == (["B"], [])

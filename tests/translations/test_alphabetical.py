import pytest

from core.content_version import read_version
from core.keyset import SortedIds
from skills.models import Skill
from tests.support.factories import SkillFactory
from translations.alphabetical import alphabetical, placed
from translations.alphabetical import letters as letters_of
from translations.collation import initials


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
    assert [letter.label for letter in letters if letter.is_used] == list(expected)
    begins = {
        letter: title_of[order.page(1, bool, weight=initials(language)[letter].start).items[0]]
        for letter in expected
    }
    assert begins == expected


def test_letter_of_the_first_item_is_the_current_one():
    order = SortedIds([5, 6, 7], bytes([*initials("en")["A"], *initials("en")["B"], 255]))

    def current(after: int) -> list[str]:
        page = order.page(1, bool, after=after)
        return [letter.label for letter in letters_of(order, "en", {1}, page) if letter.is_current]

    assert (current(5), current(6)) == (["B"], [])


@pytest.mark.django_db
def test_list_may_be_of_other_numbers_than_ids(django_assert_num_queries):
    zebra, apple, _ = (SkillFactory(title_en=title) for title in ("Zebra", "Apple", "Mango"))

    with django_assert_num_queries(1):
        order = alphabetical(Skill.objects.all(), "en", {zebra.pk: 0, apple.pk: 7})

    assert list(order.items) == [7, 0]
    assert list(order.weights) == [initials("en")["A"].start, initials("en")["Z"].start]


@pytest.mark.django_db
def test_new_items_are_put_where_a_reader_looks_for_them(language, django_assert_num_queries):
    titles = ["Öl", "Apple", "Zoo", "Öl", "Aa", "", "Łódź", "Apple", "Ж"]
    skills = [
        SkillFactory(**{f"title_{language}": title, "title": "", "source_language": language})
        for title in titles
    ]
    everything = alphabetical(Skill.objects.all(), language)
    version = read_version()
    for new in ({skill.pk for skill in skills[:number]} for number in (1, 4, len(skills))):
        with django_assert_num_queries(len(new) + 2):  # the keys and the version, too
            order = placed(everything.without(*new), Skill, language, new, version)

        assert (order.items, order.weights) == (everything.items, everything.weights)
    assert placed(everything, Skill, language, (), version - 1) is None

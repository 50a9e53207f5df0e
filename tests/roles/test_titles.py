from roles.titles import Titles

TITLES = Titles(
    [(0, "Team lead"), (1, "Leading teams"), (2, "C++ lead")], [(0, "Head of Łódź"), (2, "Head")], 3
)


def test_words_are_looked_for_within_words():
    assert TITLES.roles_having(["lead"]) == 0b111
    assert TITLES.roles_having(["lodz"]) == 0b001
    assert TITLES.roles_having(["eam"]) == 0b011
    assert TITLES.roles_having(["adi"]) == 0b010
    assert TITLES.roles_having(["leadt"]) == 0


def test_short_words_are_looked_for_at_the_beginnings_of_words():
    assert TITLES.roles_having(["le"]) == 0b111
    assert TITLES.roles_having(["ea"]) == 0
    assert TITLES.roles_having(["c"]) == 0b100


def test_all_words_have_to_be_in_one_title():
    assert TITLES.roles_having(["lead", "team"]) == 0b011
    assert TITLES.roles_having(["lead", "head"]) == 0


def test_other_names_may_be_left_out():
    assert TITLES.roles_having(["head"]) == 0b101
    assert TITLES.roles_having(["head"], own=True) == 0
    assert TITLES.roles_having(["lead"], own=True) == 0b111


def test_without_titles_nothing_is_found():
    assert Titles([], [], 0).roles_having(["lead"]) == 0

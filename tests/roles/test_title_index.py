from roles.title_index import TitleIndex

TITLES = TitleIndex(
    [(0, "Team lead"), (1, "Leading teams"), (2, "C++ lead")], [(0, "Head of Łódź"), (2, "Head")]
)


def test_words_are_looked_for_within_words():
    assert TITLES.roles_matching(["lead"]) == {0, 1, 2}
    assert TITLES.roles_matching(["lodz"]) == {0}
    assert TITLES.roles_matching(["eam"]) == {0, 1}
    assert TITLES.roles_matching(["adi"]) == {1}
    assert TITLES.roles_matching(["leadt"]) == set()


def test_short_words_are_looked_for_at_the_beginnings_of_words():
    assert TITLES.roles_matching(["le"]) == {0, 1, 2}
    assert TITLES.roles_matching(["ea"]) == set()
    assert TITLES.roles_matching(["c"]) == {2}


def test_all_words_have_to_be_in_one_title():
    assert TITLES.roles_matching(["lead", "team"]) == {0, 1}
    assert TITLES.roles_matching(["lead", "head"]) == set()


def test_other_names_may_be_left_out():
    assert TITLES.roles_matching(["head"]) == {0, 2}
    assert TITLES.roles_matching(["head"], main_title_only=True) == set()
    assert TITLES.roles_matching(["lead"], main_title_only=True) == {0, 1, 2}


def test_without_titles_nothing_is_found():
    assert TitleIndex([], []).roles_matching(["lead"]) == set()

import hypothesis.strategies as st
import pytest
from hypothesis import given

from search.closest.rows import FIRST, Title, TitleRows
from tests.search.closest.builders import (
    BAKER,
    BIOLOGIST,
    COOK,
    DRIVER,
    PHOTOGRAPHER,
    index_of,
    rows_of_five_roles,
)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    return index_of(rows_of_five_roles(), tmp_path_factory.mktemp("index"))


@pytest.mark.parametrize(
    ("text", "language", "role"),
    [
        ("village baker", "en", BAKER),
        ("piekarz Kraków", "pl", BAKER),
        ("piekarz", "en", BAKER),
        ("freelance photographer", "en", PHOTOGRAPHER),
        ("fotografer", "en", PHOTOGRAPHER),
        ("biology", "en", BIOLOGIST),
        ("uber driver", "en", DRIVER),
        ("taxidriver", "en", DRIVER),
        ("bake", "en", BAKER),
    ],
)
def test_the_closest_role_comes_first(index, text, language, role):
    assert index.closest(text, language)[0].role == role


def test_scores_fall_and_stay_in_their_range(index):
    scores = [close.score for close in index.closest("food maker", "en")]

    assert scores == sorted(scores, reverse=True)
    assert all(0.18 <= score <= 1.9 for score in scores)
    assert scores[-1] >= 0.3 * scores[0] - 1e-4


@pytest.mark.parametrize("text", ["", "qwzxv", "the of and", "2026 15", "dolor magna", "??", "ja"])
def test_nonsense_small_words_and_numbers_are_close_to_nothing(index, text):
    assert index.closest(text, "en") == []


def test_a_title_in_the_language_of_the_page_counts_more(index):
    here, elsewhere = index.closest("fotograf", "pl")[0], index.closest("fotograf", "en")[0]

    assert here.score > elsewhere.score


def test_whole_titles_carry_their_share_of_the_weight(index):
    shares = index.whole_titles("apprentice baker", "en")

    assert shares.keys() == {BAKER, COOK}
    assert sum(shares.values()) == pytest.approx(1)
    assert index.whole_titles("Driver of a TAXI", "en") == {DRIVER: 1}
    assert index.whole_titles("driver", "en") == {}


def test_words_in_letters_of_no_language_here_are_left_out(index):
    assert index.closest("бакер", "en") == []
    assert index.closest("бакер photographer", "en") == index.closest("photographer", "en")


@given(text=st.text(max_size=200), language=st.sampled_from(["en", "fi", "nb", "pl", "xx"]))
def test_any_text_may_be_asked(index, text, language):
    for close in index.closest(text, language):
        assert close.role in {BAKER, PHOTOGRAPHER, BIOLOGIST, DRIVER, COOK}
    index.whole_titles(text, language)


def test_a_text_of_many_words_is_asked_by_its_first_ones(index):
    assert index.closest("baker " + "word " * 500, "en") == index.closest(
        "baker " + "word " * 39, "en"
    )


@pytest.mark.parametrize("number", [0, 1, 2])
def test_few_roles_are_enough(tmp_path, number):
    rows = TitleRows()
    for role in range(number):
        rows.add_title(Title(role, "en", ["welder", "nurse"][role], FIRST))
    index = index_of(rows.in_order(), tmp_path)

    assert [close.role for close in index.closest("welder", "en")][:1] == [0][:number]

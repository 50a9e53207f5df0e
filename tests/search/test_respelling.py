import pytest

from search.ranking import ScoredPassage
from search.respelling import suggest_spelling
from tests.search.builders import candidate


def hit(title: str, *respelled: tuple[str, str]) -> ScoredPassage:
    return ScoredPassage(candidate(title), 0.9, respelled)


def test_suggestion_has_the_spelling_of_the_best_hit():
    hits = [hit("Team Leader", ("leeder", "leader")), hit("Other", ("leeder", "other"))]

    assert suggest_spelling("team leeder", hits) == "team leader"


def test_spelling_of_a_hit_that_is_far_off_is_not_suggested():
    far = ScoredPassage(candidate("Sport agent"), 0.68, (("suport", "sport"),))

    assert suggest_spelling("custommer suport agent", [far]) == ""


@pytest.mark.parametrize(
    "hits",
    [[], [hit("Team leader")], [hit("Team leader", ("leeder", "other"))]],
)
def test_nothing_is_suggested_unless_the_best_hit_is_spelt_otherwise(hits):
    assert suggest_spelling("team leeder", hits) == ""

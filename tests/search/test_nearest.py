import pytest

from search.models import Passage
from search.nearest import MAX_NEAREST, find_nearest, suggest_spelling
from search.ranking import ScoredPassage
from search.upkeep import index_pending
from tests.support.factories import RoleFactory, SkillFactory

pytestmark = pytest.mark.django_db


def hit(title: str, *respelled: tuple[str, str]) -> ScoredPassage:
    return ScoredPassage(Passage(title=title), 0.9, respelled)


def test_suggestion_has_the_spelling_of_the_best_hit():
    hits = [hit("Team Leader", ("leeder", "leader")), hit("Other", ("leeder", "other"))]

    assert suggest_spelling("team leeder", hits) == "team leader"


def test_spelling_of_a_hit_that_is_far_off_is_not_suggested():
    far = ScoredPassage(Passage(title="Sport agent"), 0.68, (("suport", "sport"),))

    assert suggest_spelling("custommer suport agent", [far]) == ""


@pytest.mark.parametrize(
    "hits",
    [[], [hit("Team leader")], [hit("Team leader", ("leeder", "other"))]],
)
def test_nothing_is_suggested_unless_the_best_hit_is_spelt_otherwise(hits):
    assert suggest_spelling("team leeder", hits) == ""


def test_nearest_are_roles_that_a_query_without_hits_resembles():
    for number in range(MAX_NEAREST + 1):
        RoleFactory(title=f"Carpenter {number}")
    SkillFactory(title="Carpentry")
    index_pending()

    roles = find_nearest("karpenter", "en", "default")

    assert len(roles) == MAX_NEAREST
    assert all(role.title_en.startswith("Carpenter") for role in roles)


@pytest.mark.parametrize("text", ["xqzvw", "arpt", "capntrx", "карпентер", "carpenter " * 20])
def test_nothing_comes_near_nonsense_another_script_or_a_long_text(text):
    RoleFactory(title="Carpenter")
    index_pending()
    text = " ".join(f"{word}{n}" for n, word in enumerate(text.split())) if " " in text else text

    assert find_nearest(text, "en", "default") == ()

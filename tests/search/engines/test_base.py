import pytest

from search.engines.base import (
    MAX_SUBSETS,
    TermGroup,
    index_columns,
    min_shared_trigrams,
    subsets,
    trigrams,
)
from search.models import PassageRow


def groups(number: int) -> list[TermGroup]:
    """Words, the later the rarer."""
    return [TermGroup((f"word{n}",), weight=float(n)) for n in range(1, number + 1)]


def test_words_are_left_out_one_by_one_the_commonest_first():
    one, two, three = groups(3)

    assert subsets([one, two, three]) == [
        (two, three),
        (one, three),
        (one, two),
        (three,),
        (two,),
        (one,),
    ]
    assert subsets([one]) == []


def test_of_a_long_query_only_the_rarest_words_are_tried_in_all_ways():
    several = groups(12)
    found = subsets(several)

    assert len(found) <= MAX_SUBSETS
    assert [len(subset) for subset in found] == sorted(map(len, found), reverse=True)
    assert set(found[0]) == set(several[1:])
    assert {several[-1], several[-2]} in [set(subset) for subset in found]
    assert all(group in several[-4:] for subset in found if len(subset) < 4 for group in subset)


def test_trigrams_of_a_word_are_distinct():
    assert trigrams("nanana") == ["nan", "ana"]
    assert trigrams("na") == []


@pytest.mark.parametrize(("number", "shared"), [(1, 1), (5, 1), (6, 2), (12, 4)])
def test_similar_words_share_a_third_of_their_trigrams(number, shared):
    assert min_shared_trigrams(["abc"] * number) == shared


def test_index_columns_are_words_and_joined_neighbours_stems_parts_and_the_text():
    words = "team:en1team:en2team lead:en1lead,en1led:"
    row = PassageRow(1, 1, "en", "title", "", "Team lead", "", words, "en1help")

    assert index_columns(row) == (
        "team lead teamlead",
        "en1team en1lead en1led",
        "en2team",
        "en1help",
    )

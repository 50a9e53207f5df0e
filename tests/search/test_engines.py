import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from search.engines import engine
from search.engines.base import MAX_SUBSETS, TermGroup, subsets


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


def test_database_that_search_does_not_know_is_refused_by_name(monkeypatch):
    monkeypatch.setattr(connections["default"], "vendor", "oracle")

    with pytest.raises(ImproperlyConfigured, match="sqlite and postgresql, not oracle"):
        engine()

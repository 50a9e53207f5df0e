import pytest

from skills.mix import MixRow
from skills.rendering import has_gap, knit, logo, mix_total, role_mixes
from tests.support.factories import RoleSkillFactory, SkillGroupFactory

GROUP = SkillGroupFactory.build()


def test_ornament_has_a_row_of_nine_cells_for_each_group():
    markup = knit([MixRow(GROUP, 1), MixRow(GROUP, 5)])

    off, on = markup.split('<path class="on"')
    assert 'viewBox="0 0 53 11"' in markup
    assert (off.count("h5v5h-5z"), on.count("h5v5h-5z")) == (8, 10)
    assert 'd="M24 0h5v5h-5zM0 6h5v5h-5z' in on


def test_ornament_of_nothing_is_an_unfilled_pattern():
    markup = knit()

    assert markup.count("h5v5h-5z") == 54
    assert '<path class="on" d=""/>' in markup


def test_logo_is_a_pattern_too():
    assert logo().count("h5v5h-5z") == 54
    assert 'aria-hidden="true"' in logo()


def test_mix_counts_skills():
    assert mix_total([MixRow(GROUP, 2), MixRow(GROUP, 3)]) == 5


@pytest.mark.parametrize(("counts", "found"), [((2, 0), True), ((2, 1), False), ((), False)])
def test_mix_has_a_gap_where_a_group_has_no_skill(counts, found):
    assert has_gap([MixRow(GROUP, count) for count in counts]) is found


@pytest.mark.django_db
def test_roles_that_use_a_word_have_their_mixes():
    first, second = RoleSkillFactory(), RoleSkillFactory()

    found = role_mixes([first, second])

    assert {pk: mix_total(rows) for pk, rows in found.items()} == {
        first.role_id: 1,
        second.role_id: 1,
    }

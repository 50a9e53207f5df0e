import pytest

from roles.mix import MixRow
from roles.templatetags.ornaments import cells, knit, meter, of, role_mixes, total
from tests.factories import RoleSkillFactory, SkillGroupFactory

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


def test_ornaments_are_not_read_aloud():
    for markup in (knit(), cells(MixRow(GROUP, 2)), meter(1, 2)):
        assert 'aria-hidden="true" focusable="false"' in markup


def test_row_of_cells_is_filled_in_the_middle():
    markup = cells(MixRow(GROUP, 2))

    assert markup.count('class="on"') == 3
    assert markup.count('class="off"') == 6


@pytest.mark.parametrize(
    ("value", "whole", "width"), [(0, 4, "0.0"), (1, 3, "33.3"), (4, 4, "100.0"), (0, 0, "0.0")]
)
def test_meter_is_as_long_as_the_share(value, whole, width):
    assert f'class="fg" width="{width}"' in meter(value, whole)


def test_mix_of_one_role_is_found_among_several():
    rows = [MixRow(GROUP, 2), MixRow(GROUP, 3)]

    assert of({1: [], 2: rows}, 2) == rows
    assert total(rows) == 5


@pytest.mark.django_db
def test_roles_that_use_a_word_have_their_mixes():
    first, second = RoleSkillFactory(), RoleSkillFactory()

    found = role_mixes([first, second])

    assert {pk: total(rows) for pk, rows in found.items()} == {first.role_id: 1, second.role_id: 1}

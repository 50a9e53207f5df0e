import random

import pytest

from search.closest.building import arrays_of, build, build_current
from search.closest.current import current_index, index_path
from search.closest.lock import build_lock
from search.closest.rows import TitleRows
from tests.search.closest.builders import BAKER, rows_of_five_roles
from tests.support.factories import RoleFactory


def test_the_same_rows_in_another_order_make_the_same_bytes(tmp_path):
    rows = rows_of_five_roles()
    other = TitleRows(_numbers={})
    for use in random.Random(1).sample(rows.uses, len(rows.uses)):
        other.add_text(use.role, *rows.texts[use.text], use.weight)
    for title in random.Random(2).sample(rows.titles, len(rows.titles)):
        other.titles.append(title)
    for role, number in reversed(rows.families):
        other.families.append((role, other.number(*rows.texts[number])))

    build(tmp_path / "one", "1", rows)
    build(tmp_path / "two", "1", other.in_order())

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_arrays_fit_each_other():
    arrays = arrays_of(rows_of_five_roles())

    assert arrays["roles"].tolist() == [1, 2, 3, 4, 5]
    assert arrays["title_roles"][0] == arrays["roles"].tolist().index(BAKER)
    assert len(arrays["title_worth"]) == len(arrays["title_languages"]) == 13 + 4
    assert arrays["family_starts"].tolist() == [0, 1, 2, 4, 5]
    assert len(arrays["stem_scales"]) == len(arrays["stems"]) == len(arrays["stem_roles"])
    assert arrays["group_starts"][-1] == len(arrays["group_words"])
    assert arrays["word_starts"][-1] == len(arrays["word_titles"])


@pytest.mark.django_db
def test_what_is_in_the_database_is_built_once(settings, tmp_path):
    settings.INDEX_DIR = tmp_path
    role = RoleFactory(title="Welder")

    assert build_current() == "The index of closest titles has 4 titles."
    assert build_current(only_if_old=True) == "The index of closest titles is up to date."
    assert [close.role for close in current_index().closest("welders here", "en")] == [role.pk]


@pytest.mark.django_db
def test_one_process_builds_at_a_time(settings, tmp_path):
    settings.INDEX_DIR = tmp_path

    with build_lock(index_path()):
        assert build_current() == "Another process is building the index of closest titles."


def test_nothing_is_built_where_no_index_is_kept():
    assert build_current() == "No index of closest titles is kept here."

import pytest

from benchmarks.titles import TitleQuery, ask, figures, nonsense, titles
from search.upkeep import index_pending
from sources.models import Identifier
from tests.search.closest.builders import build_here
from tests.support.factories import RoleFactory


@pytest.fixture
def baker(db, settings, tmp_path):
    role = RoleFactory(title_en="baker")
    Identifier.objects.create(about=role, scheme="ESCO", value="https://example.org/baker")
    index_pending()
    build_here(settings, tmp_path)
    return role


def test_titles_are_read_with_the_roles_they_mean(baker, tmp_path):
    lines = (
        "Bakers\thttps://example.org/x https://example.org/baker\nNurses\thttps://example.org/n\n"
    )
    (tmp_path / "en.tsv").write_text(lines)

    assert [*titles(tmp_path)] == [TitleQuery("Bakers", "en", frozenset({baker.pk}))]


def test_place_of_the_first_right_role_is_found(baker):
    place, listed, _milliseconds = ask(TitleQuery("village baker", "en", frozenset({baker.pk})))

    assert (place, listed) == (1, 1)
    assert ask(TitleQuery("qwzxv", "en", frozenset({baker.pk})))[:2] == (0, 0)


def test_figures_are_shares_of_the_titles():
    outcomes = [(1, 9, 1.0), (4, 9, 1.0), (10, 9, 1.0), (0, 0, 1.0)]

    assert figures(outcomes) == ["4", "0.500", "0.338", "0.250", "1.0", "1.0", "1.0"]


def test_nonsense_is_the_same_each_time():
    assert [*nonsense()] == [*nonsense()]
    assert len({text for text, _code in nonsense()}) > 500

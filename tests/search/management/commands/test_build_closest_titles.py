import pytest
from django.core.management import call_command

from search.closest.current import current_index
from tests.support.factories import RoleFactory

pytestmark = pytest.mark.django_db


def test_index_is_built_with_if_old_only_after_a_change(settings, tmp_path, capsys, monkeypatch):
    settings.INDEX_DIR = tmp_path
    monkeypatch.setattr("os.nice", lambda _: None)
    role = RoleFactory(title="Welder")

    call_command("build_closest_titles")
    call_command("build_closest_titles", "--if-old")

    first, second = capsys.readouterr().out.splitlines()
    assert first == "The index of closest titles has 4 titles."
    assert second == "The index of closest titles is up to date."
    assert [close.role for close in current_index().closest("welder", "en")] == [role.pk]


def test_rebuilding_the_search_index_builds_it_too(settings, tmp_path, capsys):
    settings.INDEX_DIR = tmp_path
    RoleFactory(title="Welder")

    call_command("rebuild_search_index")

    assert capsys.readouterr().out.splitlines()[-1] == "The index of closest titles has 4 titles."

import logging

import pytest

from core.content_version import raise_version
from search.closest import current
from search.closest.current import current_index, index_path, is_old, request_build
from tests.search.closest.builders import build_here
from tests.support.factories import RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def builds(monkeypatch):
    """How often a build was started; none is."""
    started = []
    monkeypatch.setattr(current, "_start", lambda: started.append(1))
    monkeypatch.setattr(current, "_is_in_memory", lambda: False)
    return started


@pytest.fixture
def built(settings, tmp_path, builds):
    RoleFactory(title="Welder")
    build_here(settings, tmp_path)


def test_an_index_of_the_content_is_read_and_not_built_again(built, builds):
    index = current_index()

    assert index.closest("welder", "en")
    assert not is_old(index)
    assert current_index() is index
    assert builds == []


def test_a_change_of_the_content_has_it_built_anew_after_the_pause(built, builds):
    raise_version()
    old = current_index()
    assert is_old(old)
    assert builds == []

    index_path().with_suffix(".lock").write_text("0 0.1")
    current_index()
    current_index()

    assert builds == [1]  # by then the pause has begun again


@pytest.mark.parametrize("content", [b"", b"\0" * 5000, None])
def test_without_a_whole_file_there_is_no_index_until_there_is_one(
    built, builds, settings, tmp_path, content, caplog
):
    assert current_index()
    whole = index_path().read_bytes()
    if content is None:
        index_path().unlink()
    else:
        index_path().write_bytes(content)

    assert current_index() is None
    assert is_old(None)
    assert ("left out" in caplog.text) == (content is not None)

    index_path().write_bytes(whole)
    assert current_index().closest("welder", "en")


def test_a_file_that_is_cut_short_is_not_read_any_more(built, caplog):
    assert current_index()
    with index_path().open("r+b") as file:
        file.truncate(1000)

    assert current_index() is None


def test_a_folder_that_cannot_be_written_is_said_and_does_no_harm(
    settings, tmp_path, builds, caplog
):
    settings.INDEX_DIR = tmp_path / "missing"

    with caplog.at_level(logging.WARNING):
        assert current_index() is None
    assert "cannot be built" in caplog.text
    assert builds == []


def test_nothing_is_kept_or_built_without_a_folder(builds):
    assert index_path() is None
    assert current_index() is None
    assert not is_old(None)
    request_build()
    assert builds == []


def test_each_database_has_a_file_of_its_own(settings, tmp_path, monkeypatch):
    settings.INDEX_DIR = tmp_path
    first = index_path()
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", "another.example")

    assert index_path() != first


def test_no_other_process_builds_from_a_database_in_memory(settings, tmp_path, monkeypatch):
    settings.INDEX_DIR = tmp_path
    monkeypatch.setattr(current, "_is_in_memory", lambda: True)
    monkeypatch.setattr(current, "_start", lambda: pytest.fail("started"))

    request_build()


def test_a_build_is_a_process_of_its_own(monkeypatch):
    calls = []

    class Process:
        def __init__(self, command, **options):
            calls.append(command)

        def wait(self):
            calls.append("waited for")

    monkeypatch.setattr(current.subprocess, "Popen", Process)
    current._start()

    assert calls[0][1:] == [
        str(current.settings.BASE_DIR / "manage.py"),
        "build_closest_titles",
        "--if-old",
    ]

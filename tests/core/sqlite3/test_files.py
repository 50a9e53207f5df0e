from pathlib import Path

import pytest

from core.sqlite3.files import file_id, path_of


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("/var/site.sqlite3", Path("/var/site.sqlite3")),
        ("file:/var/my%20site.sqlite3?mode=rw", Path("/var/my site.sqlite3")),
        ("file:///var/site.sqlite3?mode=rw", Path("/var/site.sqlite3")),
        (":memory:", None),
        ("file:memorydb_default?mode=memory&cache=shared", None),
    ],
)
def test_file_is_known_by_its_path_or_uri(name, path):
    assert path_of(name) == path


def test_file_that_takes_the_place_of_another_is_another_one(tmp_path):
    file, other = tmp_path / "site.sqlite3", tmp_path / "other.sqlite3"
    file.touch()
    other.touch()
    before = file_id(str(file))
    assert before == file_id(f"{file.as_uri()}?mode=rw")

    other.replace(file)

    assert file_id(str(file)) not in (before, None)
    file.unlink()
    assert file_id(str(file)) is None
    assert file_id(":memory:") is None

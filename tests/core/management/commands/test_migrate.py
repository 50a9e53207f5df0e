import stat
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.core.management.commands import migrate

from core.management.commands import migrate as ours


@pytest.fixture
def migrate_file(monkeypatch):
    """Runs the command on a SQLite file, without the migrations."""
    seen = []

    def migrate_file(path):
        settings = {"NAME": f"{path.as_uri()}?mode=rw"}
        monkeypatch.setattr(
            ours, "connections", {"default": SimpleNamespace(settings_dict=settings)}
        )
        for step in ("check", "handle"):
            monkeypatch.setattr(
                migrate.Command, step, lambda *args, **options: seen.append(path.is_file())
            )
        call_command("migrate", skip_checks=False)
        return seen

    return migrate_file


def test_sqlite_file_is_made_before_the_checks_where_there_is_none(migrate_file, tmp_path):
    assert migrate_file(tmp_path / "new file.sqlite3") == [True, True]


def test_new_file_is_readable_by_its_owner_only(migrate_file, tmp_path):
    migrate_file(tmp_path / "new.sqlite3")

    assert stat.filemode((tmp_path / "new.sqlite3").stat().st_mode) == "-rw-------"


def test_file_that_is_there_stays_as_it_is(migrate_file, tmp_path):
    file = tmp_path / "old.sqlite3"
    file.write_text("content")
    file.chmod(0o640)
    migrate_file(file)

    assert file.read_text() == "content"
    assert stat.filemode(file.stat().st_mode) == "-rw-r-----"


def test_place_that_cannot_be_written_is_named(migrate_file, tmp_path):
    (tmp_path / "folder").write_text("")

    with pytest.raises(CommandError, match=r"folder/x cannot be written \(Not a directory\)\.$"):
        migrate_file(tmp_path / "folder" / "x")

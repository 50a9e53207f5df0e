from types import SimpleNamespace

import pytest

from backup import older
from backup.checking import check
from backup.errors import BackupError
from backup.older import up_to_date
from backup.tables import program_migrations
from tests.support.backups import all_rows, backed_up, forged, reader_of
from tests.support.factories import RoleFactory, UserFactory

pytestmark = pytest.mark.django_db
VERSION = "config_contentversion"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "backups"


def stored(data, folder):
    (folder / "mine").write_bytes(data)
    return (folder / "mine").open("rb")


def made_earlier(manifest, rows):
    """As a program without `core.0002_content_changes` would have made the backup."""
    manifest["migrations"].remove(["core", "0002_content_changes"])
    columns = manifest["tables"][VERSION]["columns"]
    place = columns.index(["previous", "integer"])
    for row in (columns, *rows[VERSION]):
        del row[place]


def test_backup_of_an_earlier_release_is_brought_up_to_date(folder, tmp_path):
    RoleFactory(title="Clerk")
    UserFactory(username="Åse", languages=["fi"])
    data = forged(backed_up(), made_earlier)

    backup = check(reader_of(data), "default")
    assert backup.is_older
    with (
        stored(data, tmp_path) as file,
        up_to_date(backup, file, None, "default") as newer,
    ):
        assert newer.manifest.migrations == program_migrations()
        found = {name: list(rows) for name, rows in newer.reader.tables(newer.manifest)}
    del found[VERSION]
    assert found == all_rows()
    assert [*folder.iterdir()] == []


def test_backup_of_this_release_is_taken_as_it_is(folder):
    backup = check(reader_of(backed_up()), "default")

    with up_to_date(backup, None, None, "default") as same:
        assert same is backup
    assert not folder.exists()


def test_backup_that_cannot_be_brought_up_to_date_is_refused(folder, tmp_path, monkeypatch):
    data = forged(backed_up(), made_earlier)
    backup = check(reader_of(data), "default")
    failed = SimpleNamespace(returncode=1, stderr="Traceback\nIt stopped: no.\n")
    monkeypatch.setattr(older.subprocess, "run", lambda *arguments, **options: failed)

    with (
        stored(data, tmp_path) as file,
        pytest.raises(BackupError, match=r"by an earlier release \(tests\).*\(It stopped: no\.\)"),
        up_to_date(backup, file, None, "default"),
    ):
        pass
    assert [*folder.iterdir()] == []

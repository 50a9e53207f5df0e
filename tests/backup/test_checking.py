import pytest

from backup import checking
from backup.checking import check
from backup.errors import BackupError
from backup.tables import program_migrations
from tests.support.backups import all_rows, backed_up, forged, reader_of
from tests.support.factories import UserFactory

pytestmark = pytest.mark.django_db


def checked(data):
    return check(reader_of(data), "default")


def test_whole_backup_is_accepted_and_nothing_is_touched():
    UserFactory()
    before = all_rows()

    backup = checked(backed_up())
    assert not backup.is_older
    assert "accounts_user" in backup.tables
    assert all_rows() == before


def test_backup_of_a_newer_release_names_it():
    def change(manifest, rows):
        manifest["migrations"].append(["roles", "9999_next"])

    with pytest.raises(BackupError, match=r"newer release \(tests\).*\(roles\.9999_next\)"):
        checked(forged(backed_up(), change))


def rename(manifest, rows):
    for tables in (manifest["tables"], rows):
        tables["sqlite_master"] = tables.pop("accounts_user")


def rename_column(manifest, rows):
    manifest["tables"]["accounts_user"]["columns"][0] = ["id) VALUES (1); --", "integer"]


def change_kind(manifest, rows):
    manifest["tables"]["accounts_user"]["columns"][0] = ["id", "text"]


def leave_out(manifest, rows):
    del manifest["tables"]["accounts_user"], rows["accounts_user"]


@pytest.mark.parametrize("change", [rename, rename_column, change_kind, leave_out])
def test_tables_that_are_others_here_are_refused(change):
    with pytest.raises(BackupError, match="The table accounts_user in the file"):
        checked(forged(backed_up(), change))


def place(value):
    def change(manifest, rows):
        rows["accounts_user"][0][0] = value

    return change


def shorten(manifest, rows):
    rows["accounts_user"][0].pop()


def replace(manifest, rows):
    rows["accounts_user"][0] = {"id": 1}


def nest(manifest, rows):
    rows["accounts_user"][0] = 5


@pytest.mark.parametrize(
    "change", [place("1; DROP TABLE"), place(2**70), place([1]), shorten, replace, nest]
)
def test_row_that_is_none_of_its_table_is_refused(change):
    UserFactory()

    with pytest.raises(BackupError, match="holds a row that is none of the table accounts_user"):
        checked(forged(backed_up(), change))


def test_rows_that_are_fewer_or_more_than_was_said_are_refused():
    def fewer(manifest, rows):
        manifest["tables"]["accounts_user"]["rows"] = 2

    def more(manifest, rows):
        rows["accounts_user"] *= 2

    def none(manifest, rows):
        manifest["tables"]["accounts_user"]["rows"] = -1

    UserFactory()
    for change in (fewer, more, none):
        with pytest.raises(BackupError):
            checked(forged(backed_up(), change))


def test_backup_of_earlier_migrations_is_older(monkeypatch):
    backup = checked(backed_up())

    monkeypatch.setattr(
        checking, "program_migrations", lambda: program_migrations() | {("roles", "9999_next")}
    )
    assert backup.is_older

import io
import sys
from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import OperationalError

from accounts.models import User
from audit.models import Event, Kind
from backup.file import BackupReader
from backup.management.commands import restore
from tests.support.backups import all_rows, backed_up
from tests.support.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("backup.encryption.COST", 2)
    settings.VAR_DIR = tmp_path
    return tmp_path / "backups"


@pytest.fixture
def path(tmp_path):
    """A backup of a site with one person."""
    UserFactory(username="kept")
    path = tmp_path / "mine"
    path.write_bytes(backed_up())
    User.objects.all().delete()
    return path


def run(*arguments):
    out = io.StringIO()
    call_command("restore", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_everything_is_replaced_and_what_was_there_is_named(path, folder):
    said = run(path)

    assert User.objects.get().username == "kept"
    [aside] = folder.iterdir()
    first, second = said.splitlines()
    assert first.startswith("A backup of 20")
    assert "of release tests on" in first
    assert first.endswith("It is complete and undamaged.")
    assert second == (
        f"Everything was replaced, and everyone is signed out. What was there before: {aside}"
    )


def test_site_is_to_be_restarted_after_a_backup_of_another_site(path):
    ContentType.objects.filter(model="role").update(model="another")

    assert run(path).endswith("The backup is of another site: restart this one, if it runs.\n")


def test_check_restores_nothing(path, folder):
    assert "complete and undamaged" in run(path, "--check")

    assert not User.objects.exists()
    assert not folder.exists()


@pytest.mark.parametrize("is_encrypted", [True, False])
def test_backup_of_what_was_there_is_encrypted_like_all_that_are_made_here(
    path, folder, settings, is_encrypted, monkeypatch
):
    monkeypatch.setattr("backup.restoring._sqlite_file", lambda using: "")
    settings.BACKUP_PASSPHRASE = "a secret" if is_encrypted else ""

    run(path)

    [aside] = folder.iterdir()
    with aside.open("rb") as file:
        assert BackupReader(file).header.is_encrypted == is_encrypted


@pytest.mark.parametrize(("answer", "is_restored"), [("yes", True), ("y", True), ("", False)])
def test_person_at_a_terminal_is_asked(path, monkeypatch, answer, is_restored):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: answer)
    if is_restored:
        run(path)
    else:
        with pytest.raises(CommandError, match="The answer was not yes"):
            run(path)

    assert User.objects.exists() == is_restored


def test_nobody_is_asked_who_said_yes(path, monkeypatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    run(path, "--yes")

    assert User.objects.exists()


def test_encrypted_backup_needs_its_passphrase(tmp_path, monkeypatch):
    (tmp_path / "mine").write_bytes(backed_up(passphrase="a secret"))
    (tmp_path / "right").write_text("a secret\n")
    (tmp_path / "wrong").write_text("a secreT\n")
    before = all_rows()
    UserFactory(username="later")

    with pytest.raises(CommandError, match=r"^Nothing was changed\. The passphrase is not that"):
        run(tmp_path / "mine", "--passphrase-file", tmp_path / "wrong")
    monkeypatch.setattr(restore, "ask", lambda: "typed wrongly")
    with pytest.raises(CommandError, match="The passphrase is not that"):
        run(tmp_path / "mine")
    assert User.objects.exists()

    run(tmp_path / "mine", "--passphrase-file", tmp_path / "right")
    assert all_rows() | {"audit_event": []} == before


def test_secret_key_is_put_back_on_wish(tmp_path, settings, path):
    with pytest.raises(CommandError, match="The file holds no secret key"):
        run(path, "--with-secret-key")

    settings.SECRET_KEY = "the old one"
    path.write_bytes(backed_up(with_secret_key=True))
    assert "SECRET_KEY is another one" not in run(path)
    settings.SECRET_KEY = "the new one"
    assert "SECRET_KEY is another one here" in run(path)
    assert not (tmp_path / "secret_key.restored").exists()
    assert "restart" in run(path, "--with-secret-key")
    assert (tmp_path / "secret_key.restored").read_text() == "the old one"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda data: b"", "is no backup"),
        (lambda data: b"SQLite format 3\0" + data, "is no backup"),
        (lambda data: data[: len(data) // 2], "damaged or not complete"),
        (lambda data: data[:-1], "damaged or not complete"),
        (lambda data: data[:500] + bytes([data[500] ^ 4]) + data[501:], "damaged or not complete"),
        (lambda data: data.replace(b'"format":1', b'"format":2', 1), "a newer release"),
    ],
)
def test_file_that_is_not_right_changes_nothing(path, folder, change, reason):
    path.write_bytes(change(path.read_bytes()))
    before = all_rows()

    with pytest.raises(CommandError, match=rf"^Nothing was changed\. .*{reason}"):
        run(path)
    assert all_rows() == before
    assert not folder.exists()


def test_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"^Nothing was changed\. There is no file /.*/x\.$"):
        run(tmp_path / "x")


def test_backup_comes_from_the_standard_input(path, monkeypatch):
    piped = SimpleNamespace(buffer=io.BytesIO(path.read_bytes()), isatty=lambda: True)
    monkeypatch.setattr(sys, "stdin", piped)
    run("-")

    assert User.objects.exists()


def test_tables_are_made_where_there_are_none(path, monkeypatch):
    made = []

    def lost(using):
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(restore, "applied_migrations", lost)
    monkeypatch.setattr(restore, "call_command", lambda name, **options: made.append(name))
    said = run(path)

    assert "The database was empty: its tables were made." in said
    assert made == ["migrate"]


def test_nobody_needs_a_database_for_a_damaged_file(path, monkeypatch):
    path.write_bytes(path.read_bytes()[:-1])
    monkeypatch.setattr(restore, "call_command", None)

    with pytest.raises(CommandError, match="damaged"):
        run(path)


def test_database_that_is_lost_is_a_sentence(path, monkeypatch):
    def lost(*arguments):
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(restore, "restore", lost)
    with pytest.raises(CommandError, match=r"^Nothing was changed\. The database says: the conn"):
        run(path)


def test_audit_log_has_that_a_backup_was_restored(path):
    run(path)

    assert Event.objects.filter(kind=Kind.RESTORE).count() == 1

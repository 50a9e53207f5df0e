import io
import re
import sys
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from audit.models import Event, Kind
from backup import making
from backup.file import BackupReader
from backup.management.commands import backup
from tests.support.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("backup.encryption.COST", 2)
    settings.VAR_DIR = tmp_path
    return tmp_path / "backups"


def run(*arguments):
    out = io.StringIO()
    call_command("backup", *map(str, arguments), stdout=out)
    return out.getvalue()


def reader(path):
    return BackupReader(io.BytesIO(path.read_bytes()))


def test_backup_without_a_place_is_in_the_folder_of_the_site(folder):
    said = run()

    [path] = folder.iterdir()
    assert re.fullmatch(
        rf"{path}: [\d,]+ rows of \d+ tables, not encrypted, [\d,]+ bytes\.\n", said
    )
    assert not reader(path).header.is_rotated


def test_backup_is_the_file_that_was_named(tmp_path):
    run(tmp_path / "mine")

    assert reader(tmp_path / "mine").manifest().rows > 0


def test_last_backups_are_kept(folder):
    for _ in range(4):
        said = run("--keep", 2)

    assert len([*folder.iterdir()]) == 2
    assert said.endswith("Older backups that were removed: 1.\n")
    assert all(reader(path).header.is_rotated for path in folder.iterdir())


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "٣", "100000"])
def test_number_to_keep_is_a_number(number):
    with pytest.raises(CommandError, match="is not a number from 1 to 10,000"):
        run("--keep", number)


def test_passphrase_of_a_file_encrypts(tmp_path):
    (tmp_path / "passphrase").write_text("a secret\n")
    said = run(tmp_path / "mine", "--passphrase-file", tmp_path / "passphrase")

    assert ", encrypted," in said
    reader(tmp_path / "mine").unlock("a secret")


def test_passphrase_of_the_environment_encrypts(tmp_path, settings):
    settings.BACKUP_PASSPHRASE = "a secret"
    run(tmp_path / "mine")

    reader(tmp_path / "mine").unlock("a secret")


def test_passphrase_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "ask_for_new", lambda: "typed")
    run(tmp_path / "mine", "--encrypt")

    reader(tmp_path / "mine").unlock("typed")


def test_secret_key_is_kept_on_wish(tmp_path, settings):
    assert "with the secret key" in run(tmp_path / "mine", "--with-secret-key")

    assert reader(tmp_path / "mine").manifest().secret_key == settings.SECRET_KEY


def test_nothing_is_made_in_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match=r"^No backup was made\. There is no folder"):
        run(tmp_path / "x" / "mine")


def test_nothing_is_made_over_what_is_no_backup(tmp_path):
    (tmp_path / "letter").write_text("Dear")

    with pytest.raises(CommandError, match=r"^No backup was made\. .*letter is there already"):
        run(tmp_path / "letter")
    assert (tmp_path / "letter").read_text() == "Dear"


def test_old_backup_stays_where_the_disk_is_full(tmp_path, monkeypatch):
    run(tmp_path / "mine")
    before = (tmp_path / "mine").read_bytes()

    def full(writer):
        raise OSError(28, "No space left on device")

    UserFactory()
    monkeypatch.setattr(making.BackupWriter, "finish", full)
    with pytest.raises(CommandError, match=r"^No backup was made\. No space left on device\.$"):
        run(tmp_path / "mine")
    assert (tmp_path / "mine").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_lost_database_is_a_sentence(tmp_path, monkeypatch):
    def lost(using):
        raise DatabaseError("disk I/O error")

    monkeypatch.setattr(making, "_tables", lost)
    with pytest.raises(CommandError, match=r"^No backup was made\. The database says: disk I/O"):
        run(tmp_path / "mine")


def stream(monkeypatch, is_terminal):
    out = io.BytesIO()
    monkeypatch.setattr(
        sys, "stdout", SimpleNamespace(buffer=out, isatty=lambda: is_terminal, write=None)
    )
    return out


def test_backup_goes_to_the_standard_output(monkeypatch, capsys):
    out = stream(monkeypatch, is_terminal=False)
    call_command("backup", "-")

    assert BackupReader(out).manifest().rows > 0


def test_file_of_the_standard_output_is_its_owners_only(monkeypatch, tmp_path):
    path = tmp_path / "all.backup"
    path.touch(0o644)
    with path.open("wb") as file:
        monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=file, isatty=lambda: False))
        call_command("backup", "-")

    assert path.stat().st_mode & 0o777 == 0o600
    with path.open("rb") as file:
        assert BackupReader(file).manifest().rows > 0


def test_terminal_is_sent_nothing(monkeypatch):
    out = stream(monkeypatch, is_terminal=True)

    with pytest.raises(CommandError, match="nothing to be read"):
        call_command("backup", "-")
    with pytest.raises(CommandError, match="--keep is for a folder"):
        call_command("backup", "-", keep=3)
    assert out.getvalue() == b""


def test_audit_log_has_that_a_backup_was_made(folder):
    run()

    assert Event.objects.filter(kind=Kind.BACKUP).count() == 1

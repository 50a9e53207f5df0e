"""Which archives are kept, and when another one is made."""

import os
import sys
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from audit.models import Event, Kind
from core.content_version import read_version
from downloads.bulk import archive, keeping
from downloads.bulk.keeping import archives, latest, make_archive
from tests.support.factories import SkillFactory


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DOWNLOADS_DIR = tmp_path / "downloads"
    return settings.DOWNLOADS_DIR


@pytest.fixture
def started(monkeypatch) -> list[str]:
    """What requests have started: made at once, by the same process."""
    begun: list[str] = []
    monkeypatch.setattr(keeping, "_start", lambda: begun.append(make_archive()))
    return begun


@pytest.mark.django_db
def test_request_finds_none_and_has_one_made(started):
    assert latest() is None
    assert len(started) == 1

    found = latest()
    assert found.version == read_version()
    assert found.path.name == f"rolebook-{found.version}.zip"
    assert found.size == found.path.stat().st_size
    assert len(started) == 1


@pytest.mark.django_db
def test_last_one_is_served_until_the_pause_is_over(started, settings, folder):
    make_archive()
    SkillFactory()

    old = latest()
    assert old.version < read_version()
    assert started == []

    settings.DOWNLOAD_PAUSE = 0
    assert latest() == old  # the new one is being made
    assert len(started) == 1
    assert latest().version == read_version()


@pytest.mark.django_db
def test_three_are_kept_and_what_was_left_unfinished_is_gone(folder):
    folder.mkdir()
    (folder / ".unfinished-x").write_text("half")
    (folder / "mine.zip").write_text("not ours")
    versions = []
    for _ in range(4):
        SkillFactory()
        make_archive()
        versions.append(read_version())

    assert [archive.version for archive in archives()] == versions[:0:-1]
    assert {path.name for path in folder.iterdir()} == {
        ".lock", "mine.zip", *(f"rolebook-{version}.zip" for version in versions[1:])
    }  # fmt: skip


@pytest.mark.django_db
def test_one_process_makes_one_at_a_time(started):
    with keeping._lock() as lock:
        assert lock is not None
        assert latest() is None
        assert started == []
        assert make_archive() == "Another process is making the download."
    assert archives() == []


@pytest.mark.django_db
def test_broken_attempt_leaves_nothing_and_is_not_repeated_at_once(started, monkeypatch, folder):
    def fail(file):
        file.write(b"half")
        raise ValueError("broken")

    monkeypatch.setattr(archive, "write_archive", fail)
    with pytest.raises(ValueError, match="broken"):
        latest()
    assert [path.name for path in folder.iterdir()] == [".lock"]

    assert latest() is None
    assert started == []


@pytest.mark.django_db
def test_folder_that_cannot_be_written_is_no_error_of_the_page(settings, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    settings.DOWNLOADS_DIR = tmp_path / "file" / "downloads"

    assert latest() is None
    assert "The download cannot be made" in caplog.text


@pytest.mark.django_db
def test_it_is_made_by_a_process_of_its_own(monkeypatch, folder):
    commands: list[list[str]] = []

    class NoProcess:
        def __init__(self, command: list[str], **options: object) -> None:
            commands.append(command)

        def wait(self) -> None:
            """It is done at once."""

    monkeypatch.setattr(keeping.subprocess, "Popen", NoProcess)
    monkeypatch.setattr(keeping, "_is_in_memory", lambda: False)

    assert latest() is None

    [command] = commands
    assert command[0] == sys.executable
    assert command[-2:] == ["export_content", "--if-old"]


@pytest.mark.django_db
def test_command_makes_it_unless_it_is_there(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(os, "nice", lambda increment: increment)
    call_command("export_content", if_old=True)
    call_command("export_content", if_old=True)
    call_command("export_content", to=tmp_path / "all.zip")

    out = capsys.readouterr().out
    assert "The download is made:" in out
    assert "The download is up to date." in out
    with ZipFile(tmp_path / "all.zip") as archive:
        assert archive.testzip() is None
    # What the site offers to everybody is no event; what somebody takes is.
    assert [event.kind for event in Event.objects.all()] == [Kind.CONTENT_EXPORT]


@pytest.mark.django_db
def test_command_writes_no_fixtures_over_others(tmp_path):
    (tmp_path / "mine.yaml").write_text("")

    with pytest.raises(CommandError, match="is not empty"):
        call_command("export_content", fixtures=tmp_path)
    assert not Event.objects.exists()

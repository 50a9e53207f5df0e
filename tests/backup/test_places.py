import fcntl
import os
import stat
from datetime import UTC, datetime, timedelta

import pytest

from backup.errors import BackupError
from backup.manifest import Header
from backup.places import default_folder, header_of, new_file, opened, place_for_backup, prune

START = datetime(2026, 1, 1, tzinfo=UTC)


def header(day=0, is_rotated=False):
    return Header((START + timedelta(days=day)).isoformat(), "r1", is_rotated).as_line()


def own_name(day):
    return f"rolebook-202601{day:02}-000000-000000.backup"


def test_file_is_its_owners_only_from_the_first_byte(tmp_path):
    before = os.umask(0)
    try:
        with new_file(tmp_path / "one") as file:
            [unfinished] = tmp_path.iterdir()
            assert stat.S_IMODE(unfinished.stat().st_mode) == 0o600
            file.write(b"secret")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o600
    assert (tmp_path / "one").read_bytes() == b"secret"


def test_file_that_fails_is_never_there_and_the_old_one_stays(tmp_path):
    (tmp_path / "one").write_text("old")

    with pytest.raises(TypeError), new_file(tmp_path / "one") as file:
        file.writelines([b"half", "no bytes"])

    assert [path.name for path in tmp_path.iterdir()] == ["one"]
    assert (tmp_path / "one").read_text() == "old"


def test_what_a_killed_backup_left_is_removed_and_what_is_being_made_stays(tmp_path):
    left, locked = (tmp_path / f".unfinished-backup-{name}" for name in ("left", "locked"))
    left.touch()
    with locked.open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with new_file(tmp_path / "one"):
            pass

    assert {path.name for path in tmp_path.iterdir()} == {locked.name, "one"}


def test_missing_folder_is_named(tmp_path):
    missing = f"^There is no folder {tmp_path}/x.$"

    with pytest.raises(BackupError, match=missing), new_file(tmp_path / "x" / "one"):
        pass


def test_default_folder_is_its_owners_only(settings, tmp_path):
    settings.VAR_DIR = tmp_path

    assert stat.S_IMODE(default_folder().stat().st_mode) == 0o700
    assert default_folder() == tmp_path / "backups"


def test_default_folder_that_cannot_be_made_is_named(settings, tmp_path):
    (tmp_path / "backups").touch()
    settings.VAR_DIR = tmp_path

    with pytest.raises(BackupError, match="backups cannot be made"):
        default_folder()


def test_backup_in_a_folder_is_given_a_name(tmp_path):
    first, second = (place_for_backup(str(tmp_path)) for _ in range(2))

    assert first.parent == tmp_path
    assert first.name.startswith("rolebook-")
    assert first.name < second.name


def test_only_a_backup_is_replaced(tmp_path):
    mine, other = tmp_path / "mine", tmp_path / "other"
    mine.write_bytes(header())
    other.write_text("a letter")

    assert place_for_backup(str(mine)) == mine
    with pytest.raises(BackupError, match="is no backup: it is not replaced"):
        place_for_backup(str(other))


def test_folder_that_is_not_there_is_no_name_of_a_file(tmp_path):
    with pytest.raises(BackupError, match=rf"^There is no folder {tmp_path}/x\.$"):
        place_for_backup(f"{tmp_path}/x/")


def test_header_is_read_of_backups_only(tmp_path):
    (tmp_path / "mine").write_bytes(header(3))
    (tmp_path / "other").write_bytes(b"\x00" * 100)

    assert header_of(tmp_path / "mine").made_at.startswith("2026-01-04")
    assert header_of(tmp_path / "other") is None
    assert header_of(tmp_path / "missing") is None
    assert header_of(tmp_path) is None


def test_the_last_backups_are_kept(tmp_path):
    for day in range(1, 6):
        (tmp_path / own_name(day)).write_bytes(header(day))

    removed = prune(tmp_path / own_name(5), 2)

    assert [path.name for path in removed] == [own_name(day) for day in (1, 2, 3)]
    assert {path.name for path in tmp_path.iterdir()} == {own_name(4), own_name(5)}


def test_what_a_person_named_or_what_is_no_backup_is_never_removed(tmp_path):
    (tmp_path / "before-the-move.backup").write_bytes(header(1))
    (tmp_path / own_name(1)).write_text("a letter with a strange name")
    (tmp_path / own_name(2)).symlink_to(tmp_path / "before-the-move.backup")
    (tmp_path / own_name(3)).mkdir()
    (tmp_path / own_name(4)).write_bytes(header(4))

    assert prune(tmp_path / own_name(4), 1) == []
    assert len([*tmp_path.iterdir()]) == 5


def test_named_backups_that_were_made_to_rotate_are_removed_by_their_time(tmp_path):
    for name, day in (("monday", 1), ("tuesday", 2), ("wednesday", 3)):
        (tmp_path / name).write_bytes(header(day, is_rotated=True))

    assert prune(tmp_path / "wednesday", 2) == [tmp_path / "monday"]


def test_the_new_backup_is_kept_though_the_clock_went_back(tmp_path):
    for day in (1, 2):
        (tmp_path / own_name(day)).write_bytes(header(day))

    prune(tmp_path / own_name(1), 1)

    assert [path.name for path in tmp_path.iterdir()] == [own_name(1)]


def test_file_that_is_not_there_is_named(tmp_path):
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(BackupError, match=f"^There is no file {path}.$"), opened(path):
            pass

import getpass
import sys

import pytest

from backup.errors import BackupError
from backup.passphrase import ask, ask_for_new, given_passphrase


@pytest.fixture
def typed(monkeypatch):
    """What is typed at a terminal, one after the other."""

    def typed(*answers):
        waiting = list(answers)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(getpass, "getpass", lambda prompt: waiting.pop(0))

    return typed


def test_passphrase_of_a_file_is_its_line(tmp_path):
    file = tmp_path / "passphrase"
    for text in ("my  secret ä ", "my  secret ä \n", "my  secret ä \r\n"):
        file.write_text(text, encoding="utf-8", newline="")
        assert given_passphrase(file) == "my  secret ä "


@pytest.mark.parametrize("text", ["", "\n", "one\ntwo\n", "x" * 2_000])
def test_file_without_one_line_is_refused(tmp_path, text):
    file = tmp_path / "passphrase"
    file.write_text(text)

    with pytest.raises(BackupError, match="is to hold a passphrase on one line"):
        given_passphrase(file)


def test_file_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "binary").write_bytes(b"\xff\xfe")

    with pytest.raises(BackupError, match=r"missing cannot be read \(No such file or directory\)"):
        given_passphrase(tmp_path / "missing")
    with pytest.raises(BackupError, match="binary is no text"):
        given_passphrase(tmp_path / "binary")


def test_passphrase_of_the_environment_comes_after_that_of_a_file(settings, tmp_path):
    assert given_passphrase(None) is None
    settings.BACKUP_PASSPHRASE = "from outside"
    (tmp_path / "passphrase").write_text("from a file")

    assert given_passphrase(None) == "from outside"
    assert given_passphrase(tmp_path / "passphrase") == "from a file"


def test_new_passphrase_is_asked_for_twice(typed):
    typed("one", "one")
    assert ask_for_new() == "one"

    typed("one", "two")
    with pytest.raises(BackupError, match="not the same"):
        ask_for_new()

    typed("")
    with pytest.raises(BackupError, match="empty"):
        ask_for_new()


def test_passphrase_is_asked_for_once_when_it_is_there_already(typed):
    typed("one")

    assert ask() == "one"


def test_nobody_is_asked_where_there_is_no_terminal(monkeypatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)

    for question in (ask, ask_for_new):
        with pytest.raises(BackupError, match="set BACKUP_PASSPHRASE, or name a file with"):
            question()

"""Commands as they are run by a person and by a program."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import management
from django.db import OperationalError

import manage
from manage import advice

ROOT = Path(__file__).resolve().parents[1]
LOGGED = """
import logging
for level in ("info", "warning", "error"):
    getattr(logging.getLogger("search.upkeep"), level)("%s is logged", level)
"""


@pytest.fixture
def logged(tmp_path):
    """What a command writes to its standard error that logs something at each level."""

    def logged(*, at_terminal: bool, **environment: str) -> list[str]:
        inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        reading, writing = os.openpty() if at_terminal else os.pipe()
        subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "--command", LOGGED],
            cwd=ROOT,
            env=inherited | {"VAR_DIR": str(tmp_path)} | environment,
            stderr=writing,
            check=True,
        )
        # A terminal's end would be an error: it is read before it is closed, and is short.
        found = os.read(reading, 10_000).decode()
        for end in (writing, reading):
            os.close(end)
        return found.splitlines()

    return logged


def test_person_at_a_terminal_reads_problems_in_plain_words_and_nothing_else(logged):
    assert logged(at_terminal=True) == [
        "WARNING search.upkeep: warning is logged",
        "ERROR search.upkeep: error is logged",
    ]


@pytest.mark.parametrize(
    ("at_terminal", "environment"), [(False, {}), (True, {"LOG_FORMAT": "json"})]
)
def test_program_reads_problems_as_the_site_logs_them(logged, at_terminal, environment):
    lines = [json.loads(line) for line in logged(at_terminal=at_terminal, **environment)]

    assert [(line["levelname"], line["message"]) for line in lines] == [
        ("WARNING", "warning is logged"),
        ("ERROR", "error is logged"),
    ]


@pytest.mark.parametrize(
    ("said", "has_advice"),
    [
        ({"sqlite_errorname": "SQLITE_CANTOPEN"}, True),
        ({"sqlite_errorname": "SQLITE_ERROR"}, True),
        ({"sqlite_errorname": "SQLITE_FULL"}, False),
        ({"sqlite_errorname": "SQLITE_READONLY"}, False),
        ({"sqlstate": None}, True),
        ({"sqlstate": "53100"}, False),
    ],
)
def test_advice_is_for_a_database_that_may_be_new_and_not_for_a_full_disk(said, has_advice):
    error = OperationalError("it cannot be used")
    error.__cause__ = type("DriverError", (Exception,), said)()

    assert bool(advice(error)) is has_advice


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            OSError(30, "Read-only file system", "/data/x"),
            "/data/x cannot be used: Read-only file system.",
        ),
        (OSError(28, "No space left on device"), "A file cannot be used: No space left on device."),
        (OSError("It is gone"), "A file cannot be used: It is gone."),
    ],
)
def test_disk_that_is_full_or_read_only_is_a_sentence(monkeypatch, error, sentence):
    def fail(words):
        raise error

    monkeypatch.setattr(manage, "log_problems_only", lambda: None)
    monkeypatch.setattr(management, "execute_from_command_line", fail)
    monkeypatch.setattr(sys, "argv", ["manage.py", "build_closest_titles"])

    with pytest.raises(SystemExit) as ended:
        manage.main()
    assert ended.value.code == sentence

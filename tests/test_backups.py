"""Backups as an administrator has them: the commands of docs/deploy.md, and a drill."""

import io
import json
import os
import re
import shlex
import sqlite3
import subprocess
import sys
import threading
from configparser import ConfigParser
from contextlib import ExitStack, closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from backup.tables import tables
from drills.pairs import make_pair, pair, write_pairs
from sources.loading import load_fixtures
from tests.signin.people import PASSWORD, add_app
from tests.support.factories import UserFactory
from tests.support.writers import stored_in
from tests.tools.postgres import throwaway_server

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = (ROOT / "docs" / "deploy.md").read_text()
[BACKUPS] = re.findall(r"^## Backups\n(.*?)^## ", DEPLOY, re.DOTALL | re.MULTILINE)
# How a command of ours is called: by hand, with compose, by systemd; and when, or for whom.
CALL = re.compile(
    r"(?:sudo -u rolebook rolebook|docker compose exec (?:-T )?web python manage\.py|"
    r"/srv/rolebook/\.venv/bin/python manage\.py) (.+)"
)
BEFORE = re.compile(r"^(?:[\d*]+ ){5}(?:cd /srv/rolebook && )?|^umask 077 && ")
# What else is in the blocks: nothing of ours.
OTHERS = ("sudo install ", "sudo systemctl ")


def blocks(kind):
    return re.findall(rf"^```{kind}\n(.*?)^```", BACKUPS, re.DOTALL | re.MULTILINE)


def commands():
    """The lines of all shell blocks, in their order, without remarks."""
    lines = [line.split("   #")[0] for block in blocks("sh") for line in block.splitlines()]
    return [line for line in lines if not line.startswith("#")]


@pytest.fixture
def run(settings, tmp_path, monkeypatch):
    """Runs a line of the document, for a site that keeps everything in a folder of the test."""
    monkeypatch.setattr("backup.encryption.COST", 2)
    settings.VAR_DIR = tmp_path
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "passphrase").write_text("six words of a list\n")
    places = {
        "/var/lib/rolebook/": f"{tmp_path}/",
        "/data/": f"{tmp_path}/",
        "/srv/elsewhere/": f"{tmp_path}/elsewhere/",
        "/etc/rolebook-passphrase": f"{tmp_path}/passphrase",
        " rolebook.backup": f" {tmp_path}/rolebook.backup",
    }

    def run(line):
        for documented, here in places.items():
            line = line.replace(documented, here)
        words = shlex.split(CALL.fullmatch(BEFORE.sub("", line))[1])
        out = io.StringIO()
        with ExitStack() as stack, monkeypatch.context() as patch:
            if words[-2:-1] in (["<"], [">"]):
                *words, sign, path = words
                name, mode = ("stdin", "rb") if sign == "<" else ("stdout", "wb")
                file = stack.enter_context(Path(path).open(mode))
                pipe = SimpleNamespace(buffer=file, isatty=lambda: False)
                patch.setattr(sys, name, pipe)
            call_command(*words, stdout=out, stderr=out)
        return out.getvalue()

    return run


@pytest.mark.django_db
def test_commands_of_the_document_do_what_it_says(run, tmp_path):
    UserFactory(username="kept")
    [named] = {*re.findall(r"rolebook-[\d-]+\.backup", BACKUPS)}
    ours = [line for line in commands() if not line.startswith(OTHERS)]
    assert len(ours) == 11

    for line in ours:
        if " restore " in line:
            first = min((tmp_path / "backups").glob("rolebook-*"))
            first.rename(first.with_name(named))
            User.objects.all().delete()
        said = run(line)
        assert ("complete and undamaged" if " restore " in line else " rows of ") in said
        if " restore " in line and "--check" not in line:
            assert User.objects.get().username == "kept"
            assert "What was there before: " in said


@pytest.mark.django_db
def test_units_of_the_document_make_a_backup_each_night(run, tmp_path):
    service, timer = (ConfigParser(interpolation=None) for _ in range(2))
    for unit, text in zip((service, timer), blocks("ini"), strict=True):
        unit.read_string(text)

    assert "--keep 14" in service["Service"]["ExecStart"]
    assert "Older backups that were removed: 0." in run(service["Service"]["ExecStart"])
    assert service["Service"]["StateDirectory"] == "rolebook"
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d", timer["Timer"]["OnCalendar"])
    assert timer["Install"]["WantedBy"] == "timers.target"


# --- The drill -------------------------------------------------------------------------------

BACKUPS_MADE = 20
# First with the password only, then with the code of the second factor, too.
SIGN_IN = """
import os
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from tests.signin.people import browser, code_now, give_code, give_password, opens_admin
client = browser(host="localhost")
give_password(client, name="drill")
print(opens_admin(client))
give_code(client, code_now())
print(opens_admin(client))
"""


def manage(folder, url, *arguments):
    """Runs Python on another host: with a folder and a database of its own."""
    folder.mkdir(exist_ok=True)
    # Static files are not collected: DEBUG does without.
    environment = {
        "VAR_DIR": str(folder),
        "DATABASE_URL": url,
        "HTTPS": "0",
        "DEBUG": "1",
        "SECRET_KEY": settings.SECRET_KEY,
        "REQUIRE_SECOND_FACTOR": "superusers",
    }
    result = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=environment | {"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


class PairWriter:
    """Writes pairs in a thread; `written` is the last number."""

    def __init__(self):
        self.written = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._stopped.set()
        self._thread.join()

    def _run(self):
        numbers = write_pairs()
        while not self._stopped.is_set():
            self.written = next(numbers)
        connection.close()


def stored_rows(path):
    """What a backup holds of a SQLite file, as SQLite has it; JSON by its meaning."""
    found = {}
    with closing(sqlite3.connect(path)) as file:
        for name, table in tables().items():
            columns = ", ".join(f'"{column}"' for column in table.names)
            rows = file.execute(f"SELECT {columns} FROM {name} ORDER BY {table.key}")
            found[name] = [
                [
                    json.loads(value) if kind == "json" and value is not None else value
                    for value, kind in zip(row, table.kinds, strict=True)
                ]
                for row in rows
            ]
    del found["config_contentversion"]  # which is higher after each restore
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite_only
def test_drill(settings, tmp_path):
    """Backups under load are consistent; two empty hosts of either kind have every row of the last.

    Takes half a minute: programs of several hosts are started. It loads the content itself: one
    that takes so long must not be the last of all, beside which nothing else is left to do.
    """
    load_fixtures(settings.FIXTURES_DIR)
    settings.VAR_DIR = tmp_path
    site = tmp_path / "site.sqlite3"
    with stored_in(site):
        person = UserFactory(username="drill", is_staff=True, is_superuser=True, languages=["fi"])
        # As the site's own settings have it.
        person.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt")
        person.save()
        add_app(person)
        make_pair()
        with PairWriter() as writer:
            for number in range(BACKUPS_MADE):
                before = writer.written
                call_command("backup", tmp_path / f"{number}.backup", stdout=io.StringIO())
                after = writer.written + 1
                first, second = pair(tmp_path / f"{number}.backup")
                assert first == second
                assert before <= first <= after
        assert writer.written > BACKUPS_MADE
        call_command("backup", tmp_path / "last.backup", stdout=io.StringIO())
    expected = stored_rows(site)

    with throwaway_server() as url:
        manage(tmp_path / "a", url, "manage.py", "restore", tmp_path / "last.backup")
        manage(tmp_path / "a", url, "manage.py", "backup", tmp_path / "moved.backup")
        assert manage(tmp_path / "a", url, "-c", SIGN_IN) == "False\nTrue\n"
    file = tmp_path / "new.sqlite3"
    manage(tmp_path / "b", f"sqlite:///{file}", "manage.py", "restore", tmp_path / "moved.backup")

    found = stored_rows(file)
    # Who makes or restores a backup writes that down afterwards.
    *logged, _last_backup = expected.pop("audit_event")
    assert found.pop("audit_event")[: len(logged)] == logged
    assert len(logged) > BACKUPS_MADE
    assert found == expected
    assert manage(tmp_path / "b", f"sqlite:///{file}", "-c", SIGN_IN) == "False\nTrue\n"

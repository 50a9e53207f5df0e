import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from random import Random
from types import SimpleNamespace

import pytest
from django.db import connection

from drills.imports import SAMPLE, Killing, PostgresDatabase, SqliteFile
from drills.sites import ROOT
from tests.support.factories import RoleFactory
from tests.support.writers import stored_in

# Kills itself when it has written the needs of roles: neither the first nor the last of all.
KILLED = """
import os, signal, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from django.core.management import call_command
from django.db import connection

def die(execute, sql, *details):
    result = execute(sql, *details)
    if sql.startswith("INSERT") and "roles_roleskill" in sql:
        os.kill(os.getpid(), signal.SIGKILL)
    return result

with connection.execute_wrapper(die):
    call_command("import_esco", sys.argv[1])
"""


def database_and_url(path):
    """The database of the test as another program finds it."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return SqliteFile(path), f"sqlite:///{path}"
    place = "{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format_map(values)
    return PostgresDatabase(SimpleNamespace(), f"postgres://{place}"), f"postgres://{place}"


@pytest.mark.django_db(transaction=True)
def test_import_that_is_killed_while_it_writes_leaves_all_as_it_was(tmp_path):
    if connection.vendor == "postgresql":
        pytest.skip("The suite itself is connected; make drills kills imports on PostgreSQL.")
    RoleFactory()
    with stored_in(tmp_path / "site.sqlite3"):
        database, url = database_and_url(tmp_path / "site.sqlite3")
        connection.close()
        before = database.state()
        variables = {"DATABASE_URL": url, "VAR_DIR": str(tmp_path), "HTTPS": "0", "DEBUG": "1"}
        done = subprocess.run(
            [sys.executable, "-c", KILLED, SAMPLE],
            cwd=ROOT,
            env=os.environ | variables,
            capture_output=True,
        )

        assert (done.returncode, done.stderr.count(b"Traceback")) == (-signal.SIGKILL, 0)
        assert database.state() == before
        assert before["roles_role"][0] == 1


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "site.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE roles_role (id INTEGER PRIMARY KEY, title TEXT)")
        made.execute("CREATE TABLE search_passage (id INTEGER PRIMARY KEY)")
    return SqliteFile(path)


def write(file, statement):
    with closing(sqlite3.connect(file.path)) as made, made:
        made.execute(statement)


def test_state_is_of_the_content_only_and_tells_rows_apart(file):
    write(file, "INSERT INTO roles_role VALUES (1, 'a')")
    before = file.state()
    write(file, "INSERT INTO search_passage VALUES (1)")
    assert file.state() == before

    write(file, "UPDATE roles_role SET title = 'b'")
    assert before.keys() == file.state().keys() == {"roles_role"}
    assert before["roles_role"][0] == file.state()["roles_role"][0] == 1
    assert before != file.state()


def test_database_is_put_back_as_it_was_kept_and_emptied(file):
    write(file, "INSERT INTO roles_role VALUES (1, 'a')")
    file.keep()
    before = file.state()
    write(file, "DELETE FROM roles_role")
    file.put_back()
    assert file.state() == before

    file.empty()
    assert not file.path.exists()


def test_damaged_file_is_noticed(file):
    write(file, "CREATE TABLE roles_item (role INTEGER REFERENCES roles_role)")
    write(file, "INSERT INTO roles_item VALUES (7)")

    with pytest.raises(ValueError, match="leads nowhere"):
        file.state()


class Writing:
    """A command that writes a row, or half of what it is to write."""

    def __init__(self, file, rows, status=0):
        self.file, self.rows, self.status = file, iter(rows), status

    def start(self, *command):
        self.write()
        done = {"kill": lambda: None, "communicate": lambda: ("it has failed", None)}
        return SimpleNamespace(wait=lambda: self.status, **done)

    def write(self):
        for _ in range(next(self.rows)):
            write(self.file, "INSERT INTO roles_role (title) VALUES ('a')")


def test_all_old_all_new_and_neither_are_counted(file):
    killing = Killing(Writing(file, [2, 0, 2, 1, 0]), file, ("write",))
    killing.run(4, Random(1))

    assert killing.said() == "2 × all old, 1 × all new, 1 × neither"


def test_command_that_writes_nothing_proves_nothing(file):
    with pytest.raises(ValueError, match="writes nothing"):
        Killing(Writing(file, [0]), file, ("write",)).run(1, Random(1))


def test_command_that_fails_is_told_with_what_it_says(file):
    with pytest.raises(RuntimeError, match="write failed: it has failed"):
        Killing(Writing(file, [2], status=1), file, ("write",)).run(1, Random(1))

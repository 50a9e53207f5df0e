"""The settings as a program finds them that starts with some environment."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
READ = """
import json, sys
from django.conf import settings
print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[1:]}, default=str))
"""
PRAGMAS = """
import django, json
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    names = ["journal_mode", "synchronous", "busy_timeout"]
    print(json.dumps([cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names]))
"""


def run(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=inherited | {"DJANGO_SETTINGS_MODULE": "config.settings"} | environment,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def settings_with(tmp_path):
    """`settings_with("DEBUG", HTTPS="0")`: settings of a program with that environment."""

    def read(*names: str, **environment: str) -> dict[str, Any]:
        done = run(READ, *names, **{"VAR_DIR": str(tmp_path)} | environment)
        assert done.stderr == ""
        return json.loads(done.stdout)

    return read


def test_production_is_the_default(settings_with, tmp_path):
    found = settings_with(
        "DEBUG",
        "HTTPS",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
        "SECURE_PROXY_SSL_HEADER",
        "ALLOWED_HOSTS",
        "STORAGES",
        "SECRET_KEY",
        "DATABASES",
    )

    assert found.pop("STORAGES")["staticfiles"]["BACKEND"] == (
        "whitenoise.storage.CompressedManifestStaticFilesStorage"
    )
    assert found.pop("SECRET_KEY") == (tmp_path / "secret_key").read_text()
    assert found.pop("DATABASES")["default"]["NAME"] == (
        f"{(tmp_path / 'rolebook.sqlite3').as_uri()}?mode=rw"
    )
    assert found == {
        "DEBUG": False,
        "HTTPS": True,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_PROXY_SSL_HEADER": None,
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
    }


def test_plain_http_is_asked_for(settings_with):
    found = settings_with(
        "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS", HTTPS="0"
    )

    assert found == {
        "SECURE_SSL_REDIRECT": False,
        "SESSION_COOKIE_SECURE": False,
        "SECURE_HSTS_SECONDS": 0,
    }


def test_word_of_a_front_is_believed_where_it_is_asked_for(settings_with):
    found = settings_with("SECURE_PROXY_SSL_HEADER", TRUST_PROXY="1")

    assert found == {"SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"]}


def test_postgresql_connections_are_kept_and_never_wait_for_long(settings_with):
    found = settings_with("DATABASES", DATABASE_URL="postgres://me@host/roles?sslmode=require")

    database = found["DATABASES"]["default"]
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (600, True)
    assert database["OPTIONS"] == {
        "sslmode": "require",
        "connect_timeout": 3,
        "tcp_user_timeout": 3000,
    }


def test_replicas_are_databases_with_the_same_patience(settings_with):
    found = settings_with(
        "DATABASES",
        "REPLICAS",
        DATABASE_URL="postgres://me@primary/roles",
        DATABASE_REPLICA_URLS="postgres://me@one/roles, postgres://me@two/roles",
    )

    databases = found["DATABASES"]
    assert found["REPLICAS"] == ["replica-1", "replica-2"]
    assert [databases[alias]["HOST"] for alias in databases] == ["primary", "one", "two"]
    assert databases["replica-1"]["OPTIONS"] == databases["default"]["OPTIONS"]
    assert databases["replica-2"]["CONN_MAX_AGE"] == 600


def test_sqlite_writes_ahead_in_full_and_waits_for_others(tmp_path):
    (tmp_path / "rolebook.sqlite3").touch()
    done = run(PRAGMAS, VAR_DIR=str(tmp_path))

    assert json.loads(done.stdout) == ["wal", 2, 20_000]


def test_sqlite_takes_its_lock_when_a_transaction_begins(settings_with):
    options = settings_with("DATABASES")["DATABASES"]["default"]["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DEBUG", "perhaps", "DEBUG is “perhaps”. Write 1 for yes or 0 for no."),
        (
            "DATABASE_REPLICA_URLS",
            "postgres://me@host/roles",
            "DATABASE_REPLICA_URLS is set, but DATABASE_URL is a SQLite file, which has no "
            "replicas. Leave it out, or let DATABASE_URL name the PostgreSQL that they follow.",
        ),
        ("LOG_FORMAT", "xml", "LOG_FORMAT is “xml”. Write one of: json, text."),
        (
            "PAGE_CACHE_MEGABYTES",
            "lots",
            "PAGE_CACHE_MEGABYTES is “lots”. Write a whole number from 0 up, for example 64.",
        ),
        (
            "PAGE_MAX_STALE",
            "soon",
            "PAGE_MAX_STALE is “soon”. Write a number of seconds from 0 to 60, for example 1.",
        ),
        (
            "SECURITY_CONTACT",
            "security@example.org",
            "SECURITY_CONTACT is “security@example.org”. Write the address of a page, https://…, "
            "or mailto: and an e-mail address.",
        ),
    ],
)
def test_program_with_a_wrong_variable_does_not_start_and_says_why(tmp_path, name, value, said):
    done = run(READ, "DEBUG", **{"VAR_DIR": str(tmp_path), name: value})

    assert done.returncode != 0
    assert done.stderr.rstrip().endswith(said)


@pytest.mark.parametrize(
    ("command", "environment", "said"),
    [
        ("check", {"HTTPS": "maybe"}, "HTTPS is “maybe”. Write 1 for yes or 0 for no."),
        ("check", {"PORT": "99999"}, "PORT is “99999”. Write a whole number from 1 to 65535, "),
        ("rebuild_search_index", {}, "The database cannot be used: unable to open database file"),
    ],
)
def test_a_command_says_in_a_sentence_what_the_operator_can_mend(
    tmp_path, command, environment, said
):
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "manage.py", command],
        cwd=ROOT,
        env=inherited | {"VAR_DIR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_static_files_may_stand_apart_from_what_the_site_keeps(settings_with, tmp_path):
    apart = str(tmp_path / "static files")

    assert settings_with("STATIC_ROOT")["STATIC_ROOT"] == str(tmp_path / "static")
    assert settings_with("STATIC_ROOT", STATIC_ROOT=apart)["STATIC_ROOT"] == apart
